"""What became, or would become, of a file: line by line, with every problem, and what it covers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Literal

from pipelines.check import Line
from pipelines.contracts import contracts
from pipelines.nearly import Nearly
from pipelines.problem import Problem, problem_at
from pipelines.read import Sheet
from pipelines.readings import Note, grouped
from pipelines.slices import Slice, period_of

Status = Literal["acceptable", "loaded", "unchanged", "refused"]


@dataclass
class Receipt:
    """What a file holds, line by line. `read` = `accepted` + `set_aside` + `ignored`, always."""

    file: str
    sha256: str
    status: Status = "acceptable"
    load_id: str | None = None
    rows: dict[str, list[Line]] = field(default_factory=dict)
    set_aside_lines: list[Line] = field(default_factory=list)
    ignored_lines: list[tuple[str, int, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    slices: list[Slice] = field(default_factory=list)
    empty: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    not_read: list[str] = field(default_factory=list)
    is_outside: bool = False
    corrections: list[dict[str, Any]] = field(default_factory=list)
    returned: dict[str, int] | None = None
    sheets: tuple[Sheet, ...] = ()
    tables: list[dict[str, Any]] = field(default_factory=list)
    nearly: list[Nearly] = field(default_factory=list)
    is_closed: bool = False

    @property
    def accepted(self) -> int:
        """How many lines are accepted."""
        return sum(len(lines) for lines in self.rows.values())

    @property
    def set_aside(self) -> int:
        """How many lines are at fault."""
        return len(self.set_aside_lines)

    @property
    def ignored(self) -> int:
        """How many lines say nothing: blank, repeated, totals."""
        return len(self.ignored_lines)

    @property
    def read(self) -> int:
        """How many lines were read."""
        return self.accepted + self.set_aside + self.ignored

    @property
    def mandatory(self) -> tuple[int, int]:
        """How many mandatory cells of the lines accepted or at fault hold something, and how many there are (domain.md I83)."""
        lines = [*self.set_aside_lines, *(line for lines in self.rows.values() for line in lines)]
        held = [
            line.values.get(column.name) is not None or column.name in line.record.cells
            for line in lines
            for column in line.table.contract.columns
            if column.required
        ]
        return sum(held), len(held)

    @property
    def kind(self) -> str:
        """The kinds of the file, joined by « + », in the order of the contracts."""
        held = (
            {part.kind for part in self.slices}
            | set(self.rows)
            | {line.table.contract.kind for line in self.set_aside_lines}
        )
        return "+".join(kind for kind in contracts() if kind in held)

    @property
    def faults(self) -> list[Problem]:
        """The problems that block their line."""
        return [problem for problem in self.problems if problem.severity == "fault"]

    def refuse(self, message: str) -> Receipt:
        """Refuse the whole file, for a reason that no line bears."""
        self.problems.append(problem_at("", None, "", "", message))
        self.status = "refused"
        return self

    def keep_out(self, faults: list[Problem]) -> Receipt:
        """Refuse the whole file for lines that are not the depositor's: none of its lines is left that could be loaded."""
        self.set_aside_lines += [line for lines in self.rows.values() for line in lines]
        self.rows, self.slices, self.empty, self.notes, self.remarks = {}, [], {}, [], []
        self.problems, self.status, self.is_outside = faults, "refused", True
        return self

    def keep_closed(self, faults: list[Problem]) -> Receipt:
        """Refuse the whole file for what it would change of closed months: none of its lines is left that could be loaded."""
        self.set_aside_lines += [line for lines in self.rows.values() for line in lines]
        self.rows, self.slices, self.empty = {}, [], {}
        self.problems, self.status, self.is_closed = faults + self.problems, "refused", True
        return self

    def leave_out(self, parts: Collection[Slice], why: str) -> None:
        """Leave some slices and their lines out of what would be loaded: these lines say nothing new."""
        for kind, lines in self.rows.items():
            contract = contracts()[kind]
            held = {
                id(line)
                for line in lines
                if Slice(kind, line.values["residence"], period_of(contract, line.values)) in parts
            }
            self.ignored_lines += [
                (line.table.sheet.name, line.record.row, why) for line in lines if id(line) in held
            ]
            self.rows[kind] = [line for line in lines if id(line) not in held]
        self.rows = {kind: lines for kind, lines in self.rows.items() if lines}
        self.slices = [part for part in self.slices if part not in parts]
        kept = {(part.kind, part.residence, part.period) for part in self.slices}
        self.empty = {
            kind: {
                code: left
                for code, months in of_kind.items()
                if (left := [m for m in months if (kind, code, m) in kept])
            }
            for kind, of_kind in self.empty.items()
        }

    def as_json(self) -> dict[str, Any]:
        """Return what `check --json` and `load --json` promise, and what else the page shows."""
        return {
            "file": self.file,
            "load_id": self.load_id,
            "kind": self.kind or None,
            "status": self.status,
            "read": self.read,
            "accepted": self.accepted,
            "set_aside": self.set_aside,
            "ignored": self.ignored,
            "problems": [problem.as_json() for problem in self.problems],
            "slices": [part.as_json() for part in self.slices],
            "sha256": self.sha256,
            "interpreted": grouped(self.notes),
            "tables": self.tables,
            "remarks": [remark.as_json() | {"severity": "note"} for remark in self.remarks],
            "ignored_lines": [
                {"sheet": sheet, "row": row, "reason": why} for sheet, row, why in self.ignored_lines
            ],
            "empty": self.empty,
            "not_read": self.not_read,
            "is_outside": self.is_outside,
            "corrections": self.corrections,
            "returned": self.returned,
            "is_closed": self.is_closed,
        }

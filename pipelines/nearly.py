"""Sheet without a header that is known -> the row that looks most like one, and of which kind, for a person to decide."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.contract import Contract
from pipelines.meanings import declared
from pipelines.names import closest, stem
from pipelines.read import Sheet

_ROWS, _LEAST = 60, 3
_SHORTEST = 3  # « a » and « n° » are like anything
_ALIKE = 80  # per cent: below, any two columns of a person's own table are near something


@dataclass(frozen=True)
class Nearly:
    """A row that may be the header of a kind: its labels by place, and those of its columns that are known already."""

    contract: Contract
    sheet: str
    row: int
    labels: dict[int, str]
    known: frozenset[str]


def nearly_header(sheet: Sheet) -> Nearly | None:
    """Return the row of a sheet most like a header, None where none has two labels known or alike, of three or more."""
    best: tuple[int, Nearly] | None = None
    for row, cells in sheet.rows():
        if row > _ROWS:
            break
        labels = {
            place: cell.text for place, cell in cells.items() if cell.kind == "text" and stem(cell.text)
        }
        if len(labels) < _LEAST or len(labels) < len(cells) - 1:
            continue
        for contract in declared().values():
            score, known = _score(contract, labels)
            if score >= 2 and (best is None or score > best[0]):
                best = score, Nearly(contract, sheet.name, row, labels, known)
    return best[1] if best else None


def _score(contract: Contract, labels: dict[int, str]) -> tuple[int, frozenset[str]]:
    """Return how many labels are a column of a kind or like one, and the columns that are known."""
    known = frozenset(column.name for label in labels.values() if (column := contract.column_for(label)))
    missing = [column.header for column in contract.kept if column.name not in known]
    alike = sum(
        contract.column_for(label) is None
        and len(stem(label)) >= _SHORTEST
        and closest(label, missing, _ALIKE) is not None
        for label in labels.values()
    )
    return len(known) + alike, known

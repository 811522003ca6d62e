"""A funding call, line by line, for whoever may read it: its file, its actions, its budget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from access.scope import OutOfSight, Sight
from indicators.beneficiaries import Total, is_over, outside, was_corrected
from indicators.narrow import calls_in_sight, months_after
from pipelines import store

REPORT_MONTHS = 6  # financial statement of a grant, Cerfa 15059: months after the end of the fiscal year


@dataclass(frozen=True)
class File:
    """What a call asked, granted and paid (euros), and when; None where it is not known."""

    call: str
    funder: str | None
    axes: tuple[str, ...]
    residences: tuple[str, ...]
    submitted_on: date | None
    requested: float | None
    notified: float | None
    notified_on: date | None
    payments: tuple[tuple[float | None, date | None], ...]
    interim_sent_on: date | None
    fiscal_year_end_on: date | None
    report_sent_on: date | None

    @property
    def paid(self) -> float | None:
        """What was paid so far, None when no payment is known."""
        known = [amount for amount, _ in self.payments if amount is not None]
        return sum(known) if known else None

    @property
    def report_due_on(self) -> date | None:
        """The day by which the financial statement is due: six months after the fiscal year, to the day or the month's last."""
        if self.fiscal_year_end_on is None:
            return None
        first = months_after(self.fiscal_year_end_on, REPORT_MONTHS)
        last = (months_after(first, 1) - first).days
        return first.replace(day=min(self.fiscal_year_end_on.day, last))


@dataclass(frozen=True)
class Action:
    """A line of a call's actions.

    `met` is None when it is not known, or `is_secret` when it may not be told; so are `achieved` and `comment`.
    """

    number: str | None
    axis: str | None
    action: str
    residences: tuple[str, ...]
    objective: str | None
    indicator: str | None
    unit: str | None
    planned: float | None
    achieved: float | None
    expected: int | None
    met: int | None
    counting: str | None
    status: str | None
    comment: str | None
    is_secret: bool = False
    is_result_secret: bool = False
    is_comment_secret: bool = False


@dataclass(frozen=True)
class Line:
    """A line of a call's budget, in euros. `planned` is the revised amount where there is one."""

    account: str
    label: str | None
    action: str | None
    initial: float | None
    revised: float | None
    achieved: float | None
    charged: float | None
    key: str | None

    @property
    def planned(self) -> float | None:
        """What is compared with what was achieved."""
        return self.initial if self.revised is None else self.revised

    @property
    def side(self) -> str:
        """`charges`, `products`, or `in_kind` for what is given and not paid (accounts 86 and 87)."""
        return {"6": "charges", "7": "products"}.get(self.account[0], "in_kind")


def calls(version: str, sight: Sight) -> list[str]:
    """Return the names of the calls in sight, newest first."""
    return sorted(
        calls_in_sight(store.cursor(version), sight), key=lambda name: (name[-4:], name), reverse=True
    )


def file_of(version: str, sight: Sight, call: str) -> File | None:
    """Return the file of a call, None when it was not transmitted; raise OutOfSight for a call that is not in sight."""
    rows = _fetch(
        version, sight, call,
        "select funder, axes, covered_in, submitted_on, requested, notified, notified_on, first_paid, first_paid_on, second_paid, "
        "second_paid_on, interim_sent_on, fiscal_year_end_on, report_sent_on from call_files where call_id = ? order by source_row",
    )  # fmt: skip
    if not rows:
        return None
    (
        funder,
        axes,
        covered,
        sent,
        asked,
        granted,
        granted_on,
        one,
        one_on,
        two,
        two_on,
        interim,
        end,
        report,
    ) = rows[0]
    paid = ((one, one_on), (two, two_on))
    return File(
        call, funder, _several(axes), _several(covered), sent, asked, granted, granted_on, paid, interim, end, report
    )  # fmt: skip


def perimeter(version: str, sight: Sight, call: str) -> tuple[tuple[str, ...], date | None, date | None]:
    """Return what a call covers: residences (codes), first and last months (first days). Raises OutOfSight.

    Its residences are those of its file, else of its actions; its months are its fiscal year's, else those of the year in its
    name. No residence, or no month, where nothing tells.
    """
    file = file_of(version, sight, call)
    listed = file.residences if file else ()
    listed = listed or tuple(code for one in _actions(version, sight, call) for code in one.residences)
    seen = tuple(sorted({code for code in listed if sight.sees(code)}))
    year = _fetch(
        version, sight, call, "select first_month, last_month from call_years where call_id = ?"
    )  # pipelines/calls_told.py
    return (seen, *year[0]) if year else (seen, None, None)


def actions(version: str, sight: Sight, call: str, hides_people: bool = False) -> list[Action]:
    """Return the actions of a call, in the order of their numbers, as a sight may read them (beneficiaries.py).

    `hides_people`: whether nobody is told, whatever is closed: beside figures of some of its residences or months only.
    """
    if sight.traces:
        return _actions(version, sight, call)
    return _outside(version, sight, call, hides_people)[0]


def is_far(planned: float | None, achieved: float | None, share: float) -> bool:
    """Return whether what was achieved is past a share of what was planned; a share exactly is not past it."""
    if planned is None or achieved is None:
        return False
    return abs(achieved - planned) > share * abs(planned) + 1e-9


def gaps_due(version: str, sight: Sight, call: str, share: float, found: Sequence[Action]) -> list[str]:
    """Return the actions of which a gap that may be read is past a share of what was planned, and that nobody explained.

    `found`: what `actions` returned. Whether somebody did is looked at in the lines: a comment may be hidden with people.
    """
    lines = _actions(version, sight, call)
    return [
        told.action
        for told, line in zip(found, lines, strict=True)
        if not line.comment
        and (is_far(told.planned, told.achieved, share) or is_far(told.expected, told.met, share))
    ]


def beneficiaries(
    version: str, sight: Sight, call: str, hides_people: bool = False
) -> dict[str | None, Total]:
    """Return the total of each manner of counting, as a sight that may not read lines may read it."""
    return _outside(version, sight, call, hides_people)[1]


def is_corrected(version: str, call: str) -> bool:
    """Return whether people of a call's actions were read in two states: no more of them is told outside (beneficiaries.py)."""
    return was_corrected(store.cursor(version), call)


def _outside(
    version: str, sight: Sight, call: str, hides_people: bool
) -> tuple[list[Action], dict[str | None, Total]]:
    _, first, last = perimeter(version, sight, call)
    con = store.cursor(version)
    over = not hides_people and is_over(con, first, last) and not is_corrected(version, call)
    return outside(_actions(version, sight, call), over)


def _actions(version: str, sight: Sight, call: str) -> list[Action]:
    rows = _fetch(
        version, sight, call,
        "select action_id, axis, action, covered_in, objective, indicator_label, unit, planned, achieved, beneficiaries_planned, "
        "beneficiaries_achieved, counting, status, variance_comment from call_actions where call_id = ? "
        "order by coalesce(action_id, action), source_row",
    )  # fmt: skip
    return [Action(*(*row[:3], _several(row[3]), *row[4:])) for row in rows]


def budget(version: str, sight: Sight, call: str) -> list[Line]:
    """Return the budget of a call, in the order of its accounts."""
    rows = _fetch(
        version, sight, call,
        "select account, label, action_id, planned_initial, planned_revised, achieved, grant_charged, allocation_key "
        "from call_budgets where call_id = ? order by account, label, source_row",
    )  # fmt: skip
    return [Line(*row) for row in rows]


def _several(text: str | None) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()


def _fetch(version: str, sight: Sight, call: str, sql: str) -> list[tuple[Any, ...]]:
    con = store.cursor(version)
    if call not in calls_in_sight(con, sight):
        raise OutOfSight(f"l'appel « {call} » n'est pas dans votre périmètre")
    rows: list[tuple[Any, ...]] = con.execute(sql, [call]).fetchall()
    return rows

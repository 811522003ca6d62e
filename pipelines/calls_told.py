"""Acts on months, files and actions of funding calls -> the months of each call, and how many states of its people were told.

Whoever reads from outside what is closed reads each state that a load leaves while every month of the call is closed; and its
months are those that its file says on that day. Two states told could be subtracted (indicators/beneficiaries.py).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache, partial
from itertools import zip_longest
from typing import Any

from pipelines.clock import today
from pipelines.contract import ASSOCIATION
from pipelines.contracts import contracts
from pipelines.dates import months_between, next_month
from pipelines.journal import Entry, Journal, MonthAct, Withdrawal
from pipelines.parquet import rows_in
from pipelines.settings import settings
from pipelines.slices import Slice
from pipelines.store import Connection, insert

FILES, ACTIONS = "aap_dossiers", "aap_actions"
# What tells people in a line, and what says whether its result is counted in people.
OF_PEOPLE = (
    "action_id", "action", "indicator_label", "unit", "achieved", "beneficiaries_planned", "beneficiaries_achieved", "counting",
)  # fmt: skip
_A_DAY = timedelta(days=1)  # acts are dated in UTC: it may be the next day already where they are read
Read = Callable[[str, str], list[dict[str, Any]]]  # kind and load -> its rows
Act = Entry | Withdrawal | MonthAct
Line = tuple[Any, ...]  # of OF_PEOPLE
State = tuple[Line, ...]  # of the actions of a call, as some load tells them


def write_calls_told(con: Connection, journal: Journal) -> None:
    """Tables `call_years` (call_id, first_month, last_month) and `calls_told` (call_id, state, then OF_PEOPLE): see the module."""
    kinds = {contract.kind for contract in contracts().values() if contract.period == "call"}
    names = sorted({part.period for part in journal.owners if part.kind in kinds})
    years = [(name, *year) for name in names if (year := _year(journal, partial(rows_in, journal), name))]
    con.execute("create table call_years (call_id varchar, first_month date, last_month date)")
    insert(con, "call_years", years)
    con.execute(
        "create table calls_told (call_id varchar, state integer, action_id varchar, action varchar, indicator_label varchar, "
        "unit varchar, achieved double, beneficiaries_planned integer, beneficiaries_achieved integer, counting varchar)"
    )
    told = states_told(journal).items()
    rows = [
        (call, rank, *line) for call, states in told for rank, state in enumerate(states) for line in state
    ]
    insert(con, "calls_told", rows)


def states_told(journal: Journal) -> dict[str, list[State]]:
    """Return what was told of the actions of each call, whenever all its months of that day were closed, each state once.

    Until somebody closes a first month, those past their due day are held closed (publish_months.py), the earliest that it
    ever was, and a state is read until the next act. Which of these states tell other people is for whoever reads them
    (indicators/beneficiaries.py).
    """
    read: Read = cache(partial(rows_in, journal))
    told: dict[str, dict[State, None]] = defaultdict(dict)
    for past, until in _successive(journal):
        for call in sorted({part.period for part in past.owners if part.kind == ACTIONS}):
            year = _year(past, read, call)
            if year and all(_is_closed(past, month, until) for month in months_between(*year)):
                told[call][_state(past, read, call)] = None
    return {call: list(states) for call, states in told.items()}


def _year(journal: Journal, read: Read, call: str) -> tuple[date, date] | None:
    """Return the first and last months (first days) of a call's fiscal year: its file's, else that in its name, else None."""
    rows = _rows(journal, read, FILES, call)
    end = rows[0]["fiscal_year_end_on"] if rows else None
    if end is None:
        year = re.search(r"\b20\d\d\b", call)
        end = date(int(year[0]), 12, 31) if year else None
    return (next_month(end, -11), end.replace(day=1)) if end else None


def _state(journal: Journal, read: Read, call: str) -> State:
    return tuple(tuple(row[name] for name in OF_PEOPLE) for row in _rows(journal, read, ACTIONS, call))


def _rows(journal: Journal, read: Read, kind: str, call: str) -> list[dict[str, Any]]:
    owner = journal.owners.get(Slice(kind, ASSOCIATION, call))
    return [row for row in read(kind, owner.load_id) if row["period"] == call] if owner else []


def _successive(journal: Journal) -> Iterator[tuple[Journal, date]]:
    """Return the journal as it was after each act that calls depend on, oldest first, and the day of the next one."""
    entries = [one for one in journal.entries if {FILES, ACTIONS} & {part.kind for part in one.slices}]
    of_calls = {one.load_id for one in entries}
    gone = {key: one for key, one in journal.withdrawals.items() if key in of_calls}
    acts: list[Act] = sorted([*entries, *gone.values(), *journal.acts], key=_place)
    for one, following in zip_longest(acts, acts[1:]):
        if following is None or _place(one) < _place(following):  # the last of what was committed together
            past = replace(
                journal,
                entries=tuple(each for each in entries if _place(each) <= _place(one)),
                withdrawals={key: each for key, each in gone.items() if _place(each) <= _place(one)},
                acts=tuple(each for each in journal.acts if _place(each) <= _place(one)),
            )
            yield past, (datetime.fromisoformat(following.at).date() if following else today()) + _A_DAY


def _place(act: Act) -> tuple[int, str]:
    """Return the place of an act among all; by the clock for those committed before they were counted."""
    return (-1, act.at) if act.rank is None else (act.rank, "")


def _is_closed(journal: Journal, month: date, until: date) -> bool:
    if journal.acts:
        return f"{month:%Y-%m}" in journal.closed
    chosen = settings()
    return next_month(month).replace(day=min(chosen.due_day, chosen.least_due_day)) < until

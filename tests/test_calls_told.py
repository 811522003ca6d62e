"""Random histories of a call, read after each act by somebody who keeps everything: its people are never told in two states."""

from __future__ import annotations

import os
import random
from datetime import date, timedelta
from typing import Any

import pytest

from indicators import beneficiaries
from indicators.beneficiaries import is_over
from pipelines import store
from pipelines.calls_told import ACTIONS, write_calls_told
from pipelines.contract import ASSOCIATION
from pipelines.journal import Journal, Withdrawal
from pipelines.publish_months import write_months
from pipelines.slices import Slice
from tests.test_beneficiaries import CALL, MONTHS, Act, act, dossier, journal_of, people

BEGIN = date(2025, 11, 20)
MORE = ("2024-12", *MONTHS, "2026-01", "2026-02")


def history(seed: int) -> list[tuple[str, Act]]:
    """Return acts that the association could do, a few days apart; most of them touch what was done before."""
    draw, day, loads = random.Random(seed), BEGIN, list[str]()
    found: list[tuple[str, Act]] = []
    closed: set[str] = set()
    if draw.random() < 0.7:
        found.append((f"{day}", act(f"{day}", MORE[0])))
        closed.add(MORE[0])
    for _ in range(draw.randint(5, 12)):
        day += timedelta(days=draw.randint(1, 25))
        what = draw.choice(("people", "people", "close", "close", "reopen", "dossier", "withdraw"))
        over = [month for month in MORE if f"{day:%Y-%m}" > month]
        if what == "people":
            found.append((f"{day}", people(f"{day}", draw.choice((9, 12)), draw.choice((20, 20, 25)))))
            loads.append(f"{day}{ACTIONS}")
        elif what == "dossier":
            found.append(
                (
                    f"{day}",
                    dossier(
                        f"{day}",
                        draw.choice((date(2025, 12, 31), date(2025, 11, 30), date(2026, 1, 31), None)),
                    ),
                )
            )
        elif what == "close" and (months := [month for month in over if month not in closed]):
            chosen = months if draw.random() < 0.7 else months[:3]
            found.append((f"{day}", act(f"{day}", *chosen)))
            closed |= {*chosen}
        elif what == "reopen" and closed:
            month = draw.choice(sorted(closed))
            found.append((f"{day}", act(f"{day}", month, is_closing=False)))
            closed.discard(month)
        elif what == "withdraw" and loads:
            found.append((f"{day}", Withdrawal(loads.pop(draw.randrange(len(loads))), "test", f"{day}", "")))
    return found


def told(journal: Journal, rows: dict[str, Any]) -> Any:
    """Return the people that are read now, None where nobody is; from the tables that a build writes."""
    con = store.scratch()
    write_months(con, journal)
    write_calls_told(con, journal)
    year = con.execute("select first_month, last_month from call_years where call_id = ?", [CALL]).fetchone()
    owner = journal.owners.get(Slice(ACTIONS, ASSOCIATION, CALL))
    if year is None or owner is None or not is_over(con, *year) or beneficiaries.was_corrected(con, CALL):
        return None
    return rows[owner.load_id]


def states_read(seed: int, monkeypatch: pytest.MonkeyPatch) -> set[Any]:
    """Return the people that were read in a history, on the day of each act and just before the next one."""
    acts, known = history(seed), set()
    for at in range(1, len(acts) + 1):
        done = [one for _, one in acts[:at]]
        rows = {one[0].load_id: tuple(row["beneficiaries_achieved"] for row in one[1])
                for one in done if isinstance(one, tuple) and one[0].kind == ACTIONS}  # fmt: skip
        last = date.fromisoformat(acts[at - 1][0])
        following = date.fromisoformat(acts[at][0]) if at < len(acts) else last + timedelta(days=60)
        for day in (last, following):
            monkeypatch.setenv("PALIER_TODAY", f"{day}")
            known.add(told(journal_of(*done), rows))
    return known - {None}


@pytest.mark.parametrize("block", range(int(os.environ.get("PALIER_ASSOCIATIONS", "2"))))
def test_whoever_reads_after_each_act_never_reads_two_states(
    block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [states_read(seed, monkeypatch) for seed in range(15 * block, 15 * block + 15)]
    assert max(map(len, found)) == 1, "never two; and a call that nobody ever reads proves nothing"


def test_without_the_memory_of_what_was_told_two_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beneficiaries, "was_corrected", lambda *_: False)
    assert max(len(states_read(seed, monkeypatch)) for seed in range(10)) > 1

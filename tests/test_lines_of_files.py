"""How many lines files had is told nobody outside: the register of a month has as many lines as there were conflicts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from access.scope import EVERYTHING, sight_of
from indicators.compute import compute
from indicators.measure import Figure, current_version, measure
from indicators.sums import Scope
from pipelines.closing import close
from reports.bilan.behind import Behind, behind
from reports.bilan.content import MASKED, Bilan, Row, Table
from reports.bilan.parts import prepared, sight_for
from tests.workbooks import conflict, conflicts_file, load, occupation_file, residences_file, undo, write_xlsx

CALL = "AAP 2025"
RATES = ("row_rejection_rate", "field_completeness")
FUNDER = sight_of("evaluateur", (), date(2025, 1, 1), date(2025, 12, 1), CALL)
NUMBERS = ("numerator", "denominator", "unknown", "n", "low", "high", "before")
REGISTER = "Registre des conflits.xlsx"


@pytest.fixture
def received(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Files of March, then a register of four conflicts received in June, of which one says no residence."""
    monkeypatch.setenv("PALIER_TODAY", "2025-03-05")
    call = [["AAP (année)", "Montant notifié", "Fin de l'exercice"], [CALL, 20000, date(2025, 12, 31)]]
    load(
        residences_file(tmp_path),
        occupation_file(tmp_path / "o.xlsx", 2),
        write_xlsx(tmp_path / "d.xlsx", {"Dossiers": call}),
    )
    monkeypatch.setenv("PALIER_TODAY", "2025-06-05")
    lines = [conflict(rank, date(2025, 5, 5 + rank)) for rank in range(3)]
    lines.append(conflict(9, date(2025, 5, 20), residence=""))
    [receipt] = load(
        conflicts_file(tmp_path / REGISTER, "Registre des conflits mai 2025", lines), set_aside=True
    )
    monkeypatch.setenv("PALIER_TODAY", "2025-12-05")
    return str(receipt["load_id"])


def closed(*months: int) -> str:
    close([f"2025-{month:02d}" for month in months], compute, by="test", name="Direction")
    return str(current_version())


def told(name: str, *by: str, scope: Scope | None = None) -> list[Figure]:
    return measure(str(current_version()), FUNDER, name, by, scope)


@pytest.mark.parametrize("name", RATES)
def test_outside_a_share_of_lines_is_whole_percents_of_six_months_or_nothing(
    name: str, received: str
) -> None:
    closed(1, 2, 3, 4, 5)
    assert [(one.masked, one.value, one.denominator) for one in told(name)] == [(True, None, None)]
    closed(6)
    [one] = told(name)
    [whole] = measure(
        str(current_version()), EVERYTHING, name, (), Scope(first=date(2025, 1, 1), last=date(2025, 6, 1))
    )
    assert whole.numerator is not None
    assert whole.denominator
    assert (one.masked, one.value) == (False, round(100 * whole.numerator / whole.denominator) / 100)
    assert [getattr(one, number) for number in NUMBERS] == [None] * len(NUMBERS)
    assert one.coverage is None
    # A few months of a longer period, and a year of few of them, are hidden too.
    assert [of.masked for of in told(name, scope=Scope(first=date(2025, 2, 1)))] == [True]
    assert [of.masked for of in told(name, "year")] == [False]
    assert [of.masked for of in told(name, "year", scope=Scope(last=date(2025, 5, 1)))] == [True]


def row_of(bilan: Bilan, name: str) -> tuple[Table, Row]:
    return next(
        (table, row)
        for part in bilan.parts
        for table in part.tables
        for row in table.rows
        if row.key == name and "denominator" in {column.key for column in table.columns}
    )


def cells(bilan: Bilan, name: str) -> dict[str, object]:
    table, row = row_of(bilan, name)
    return dict(zip((column.key for column in table.columns), row.cells, strict=True))


@pytest.mark.parametrize("name", RATES)
def test_two_bilans_and_what_lies_behind_them_tell_no_line(name: str, received: str) -> None:
    version = closed(1, 2, 3)
    early = prepared(version, sight_for(version, CALL), CALL, True)
    assert {cells(early, name)[one] for one in ("value", "numerator", "denominator", "n")} == {MASKED}
    version = closed(4, 6, 7)  # May is open: its register may be withdrawn
    bilan = prepared(version, sight_for(version, CALL), CALL, True)
    found = cells(bilan, name)
    assert isinstance(found["value"], (int, float))
    assert [found[one] for one in ("numerator", "denominator", "unknown", "n", "low", "high", "gap")] == [
        None
    ] * 7
    assert moved(bilan, name) == ()
    undo(received)
    assert [title for title, *_ in moved(bilan, name)] in ([], ["Valeur"])


def moved(bilan: Bilan, name: str) -> tuple[tuple[str, object, object], ...]:
    found = behind(str(current_version()), FUNDER, bilan, *row_of(bilan, name))
    assert isinstance(found, Behind)
    assert all(one.masked for one in (*found.months, *found.places))
    return found.moved


def test_a_bilan_sealed_with_counts_has_not_moved_since_they_are_no_longer_told(received: str) -> None:
    version = closed(1, 2, 3, 4, 5, 6)
    bilan = prepared(version, sight_for(version, CALL), CALL, True)
    table, row = row_of(bilan, RATES[0])
    at = [column.key for column in table.columns]
    [whole] = measure(version, EVERYTHING, RATES[0], (), Scope(first=date(2025, 1, 1), last=date(2025, 6, 1)))
    held = list(row.cells)
    held[at.index("value")], held[at.index("denominator")] = whole.value, whole.denominator
    found = behind(version, FUNDER, bilan, table, replace(row, cells=tuple(held)))
    assert found
    assert found.moved == ()

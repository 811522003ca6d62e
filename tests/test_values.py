"""What a cell may hold, around every boundary: a value, nothing, « sans objet », or a fault that says the repair."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from pipelines.cell import NOT_APPLICABLE, Cell, Fault, cell_of
from pipelines.check import interpret
from pipelines.contract import Column
from pipelines.contracts.conflits import CONTRACT as CONFLICTS
from pipelines.lists import Flag, Landings, Need, Residence
from pipelines.types import Context, Day, Identifier, Month, Percentage, Type, Whole, Year

TODAY = date(2026, 1, 15)
THIN, HARD = "\u202f", "\u00a0"
CONTEXT = Context(TODAY)
FAULT = Fault("")


def read(kind: Type, held: Any, context: Context = CONTEXT) -> Any:
    """Return what a cell of that type yields, or FAULT."""
    cell = held if isinstance(held, Cell) else cell_of(held)
    try:
        return interpret(cell, Column("x", "X", kind), True, context).value
    except Fault:
        return FAULT


@pytest.mark.parametrize("held", ["", "   ", HARD, None])
@pytest.mark.parametrize(
    "kind", [Day(), Month(), Year(), Whole(), Percentage(), Flag(), Landings(), Residence()]
)
def test_a_blank_is_nothing(kind: Type, held: Any) -> None:
    assert read(kind, held) is None


@pytest.mark.parametrize("kind", [Day(), Whole(), Percentage(), Flag(), Need(), Landings()])
def test_unknown_and_beside_the_point_are_two_things(kind: Type) -> None:
    assert [read(kind, held) for held in ("NC", "nc", "N.C.", "?", "-", "n/a", "–")] == [None] * 7
    assert [read(kind, held) for held in ("SO", "S.O.", "sans objet", "Sans Objet")] == [NOT_APPLICABLE] * 4


@pytest.mark.parametrize("name", ["category", "outcome", "response_mode", "max_step"])
@pytest.mark.parametrize("held", ["NC", "?", "SO", "néant"])
def test_only_a_blank_is_unknown_in_a_coded_column(name: str, held: str) -> None:
    assert read(CONFLICTS.by_name[name].type, held) is FAULT


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (date(2025, 12, 31), date(2025, 12, 31)),
        (datetime(2025, 12, 31, 23, 59), date(2025, 12, 31)),
        ("31/12/2025", date(2025, 12, 31)),
        (" 31/12/2025 ", date(2025, 12, 31)),
        ("31/12/25", date(2025, 12, 31)),
        ("1/2/2025", date(2025, 2, 1)),
        ("12.03.24", date(2024, 3, 12)),
        ("12-03-2024", date(2024, 3, 12)),
        ("2025-12-31", date(2025, 12, 31)),
        ("2025-12-31T00:00:00", date(2025, 12, 31)),
        ("31/12/2025 14:30", date(2025, 12, 31)),
        ("4 mars 2025", date(2025, 3, 4)),
        ("Mardi 4 MARS 2025", date(2025, 3, 4)),
        ("1er août 2025", date(2025, 8, 1)),
        ("29/02/2024", date(2024, 2, 29)),
        (45321, date(2024, 1, 30)),
        (45321.75, date(2024, 1, 30)),
        ("45321", date(2024, 1, 30)),
        ("15/01/2026", TODAY),
        ("16/01/2026", FAULT),
        (date(2026, 1, 16), FAULT),
        ("29/02/2025", FAULT), ("31/04/2025", FAULT), ("00/01/2025", FAULT), ("12/31/2025", FAULT), ("01/01/0000", FAULT),
        ("31/12/1989", FAULT),
        ("01/01/1990", date(1990, 1, 1)),
        ("12/3", FAULT),
        ("mars 2024", FAULT),
        ("03/2025", FAULT),
        ("semaine 12", FAULT),
        ("courant avril", FAULT),
        ("hier", FAULT),
        (2025, FAULT),
        (True, FAULT),
    ],
)  # fmt: skip
def test_day(held: Any, expected: Any) -> None:
    assert read(Day(past=True), held) == expected


def test_a_day_to_come_is_refused_only_where_the_event_is_past() -> None:
    assert read(Day(), "16/01/2026") == date(2026, 1, 16)


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ("mars 2024", date(2024, 3, 1)),
        ("Mars 24", date(2024, 3, 1)),
        ("FEV 24", date(2024, 2, 1)),
        ("févr. 2024", date(2024, 2, 1)),
        ("Janv. 2025", date(2025, 1, 1)),
        ("août 2025", date(2025, 8, 1)),
        ("déc-25", date(2025, 12, 1)),
        ("mois de juin 2025", date(2025, 6, 1)),
        ("03/2025", date(2025, 3, 1)),
        ("3/2025", date(2025, 3, 1)),
        ("2025-03", date(2025, 3, 1)),
        ("31/03/2025", date(2025, 3, 1)),
        (date(2025, 3, 31), date(2025, 3, 1)),
        (45321, date(2024, 1, 1)),
        ("janvier 2026", date(2026, 1, 1)),
        ("février 2026", FAULT),
        ("mars", FAULT),
        ("mars 0000", FAULT),
        ("13/2025", FAULT),
        ("00/2025", FAULT),
        ("T1 2025", FAULT),
        (3, FAULT),
    ],
)  # fmt: skip
def test_month(held: Any, expected: Any) -> None:
    assert read(Month(), held) == expected


def test_a_month_without_a_year_takes_that_of_its_sheet() -> None:
    assert read(Month(), "Janv", Context(TODAY, 2024)) == date(2024, 1, 1)


@pytest.mark.parametrize(
    ("held", "expected"),
    [(2025, 2025), (2025.0, 2025), ("2025", 2025), ("Année 2025", 2025), ("exercice 2025", 2025), (date(2025, 7, 1), 2025),
     (2026, 2026), (2027, FAULT), (25, FAULT), ("25", FAULT), (1999, FAULT), ("2024-2025", FAULT), (2025.5, FAULT)],
)  # fmt: skip
def test_year(held: Any, expected: Any) -> None:
    assert read(Year(), held) == expected


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (0, 0), (12, 12), (12.0, 12), ("12", 12), ("12,0", 12), (" 12 ", 12), ("+12", 12),
        ("1 234", 1234), (f"1{THIN}234", 1234), (f"1{HARD}234", 1234), ("100 000", 100_000), (100_001, FAULT),
        ("12 pers.", 12), ("12 personnes", 12), ("15 dont 3 femmes", 15), ("néant", 0), ("Aucun", 0), ("RAS", 0), ("zéro", 0),
        (-1, FAULT), ("-1", FAULT), (12.5, FAULT), ("12,5", FAULT), ("1,234", FAULT), ("1 23", FAULT), ("12 34", FAULT),
        ("env. 15", FAULT), ("~15", FAULT), ("10-12", FAULT), ("10 à 12", FAULT), ("une dizaine", FAULT), ("douze", FAULT),
        ("90 %", FAULT), (Cell("number", 0.9, percent=True), FAULT), (True, FAULT), (date(2025, 1, 2), FAULT), ("9" * 400, FAULT),
        (Cell("error", "#REF!"), FAULT), (Cell("uncached"), FAULT),
    ],
)  # fmt: skip
def test_whole_number(held: Any, expected: Any) -> None:
    assert read(Whole(), held) == expected


@pytest.mark.parametrize(("held", "expected"), [(0, FAULT), (1, 1), (3, 3), (4, FAULT)])
def test_a_count_has_its_own_bounds(held: int, expected: Any) -> None:
    assert read(Whole(1, 3), held) == expected


@pytest.mark.parametrize(
    ("held", "expected"),
    [("90 %", 90), ("90%", 90), (f"90{THIN}%", 90), (90, 90), ("85,5 %", 85.5), (Cell("number", 0.9, percent=True), 90),
     (0.85, 85), ("0,85", 85), (0.29, 29), ("0,5 %", 0.5), ("1 %", 1), (0, 0), ("0 %", 0), (100, 100), ("100 %", 100), (1.5, 1.5),
     (101, FAULT), ("101 %", FAULT), (-1, FAULT), (Cell("number", 90, percent=True), FAULT), ("un tiers", FAULT), ("30 ou 40 %", FAULT)],
)  # fmt: skip
def test_percentage(held: Any, expected: Any) -> None:
    assert read(Percentage(), held) == (expected if expected is FAULT else pytest.approx(expected, abs=1e-9))


@pytest.mark.parametrize(
    ("held", "expected"),
    [*((held, True) for held in ("oui", "Oui", "OUI", "O", "o", "x", "X", "1", 1, 1.0, "vrai", "VRAI", True, "ok", "✓", "☒")),
     *((held, False) for held in ("non", "Non", "N", "0", 0, "faux", False, "aucun")),
     *((held, FAULT) for held in ("peut-être", 2, "oui et non", date(2025, 1, 1)))],
)  # fmt: skip
def test_flag(held: Any, expected: Any) -> None:
    assert read(Flag(), held) is expected


@pytest.mark.parametrize(
    ("held", "expected"),
    [(0, 0), (1, 1), (3, 3), (4, FAULT), (-1, FAULT), ("2", 2), ("x", 1), ("oui", 1), ("non", 0), (True, 1), ("", 0),
     ("Pas du tout", 0), ("Un peu", 1), ("Assez", 2), ("Très", 3), ("Beaucoup", 3), ("bof", FAULT), (1.5, FAULT), ("²", FAULT)],
)  # fmt: skip
def test_need(held: Any, expected: Any) -> None:
    assert read(Need(), held) == expected


@pytest.mark.parametrize(
    ("held", "expected"),
    [(12, "12"), (12.0, "12"), ("12", "12"), ("n° 12", "12"), ("N°12", "12"), (" c-7 ", "C-7"), ("2025  08", "2025 08"),
     ("NC", None), ("-", None)],
)  # fmt: skip
def test_identifier(held: Any, expected: str | None) -> None:
    assert read(Identifier(), held) == expected

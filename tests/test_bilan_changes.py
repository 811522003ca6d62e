"""What two contents of a bilan do not tell alike: one change a row, in French, nothing counted twice."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from reports.bilan import by_residence, measured, of_the_call
from reports.bilan.changes import changes
from reports.bilan.content import MASKED, Bilan, Column, Part, Row, Table, Value

ACTIONS, BUDGET = (Column("action", "Action"), Column("indicator", "Indicateur"), Column("unit", "Unité"), *of_the_call.COMPARED,
                   Column("share", "Écart en % du prévu", "share"), Column("expected", "Bénéficiaires prévus", "number"),
                   Column("met", "Bénéficiaires touchés", "number")), (
                   Column("account", "Compte"), Column("label", "Libellé"), *of_the_call._AMOUNTS)  # fmt: skip


def bilan(*tables: tuple[str, str, Sequence[Column], list[tuple[str, str, list[Value]]]]) -> Bilan:
    """Return a bilan of these tables: key, title, columns, then rows as key, unit, cells."""
    made = tuple(
        Table(
            key, title, tuple(columns), tuple(Row(one, tuple(cells), (), unit) for one, unit, cells in rows)
        )
        for key, title, columns, rows in tables
    )
    return Bilan("AAP 2025", (), "", "", "", "", "", (), (Part(5, "P", made),), ())


def told(before: Bilan, after: Bilan) -> list[str]:
    return [str(one).replace("\u202f", " ").replace("\xa0", " ") for one in changes(before, after)]


def indicators(*cells: Value, unit: str = "%") -> Bilan:
    return bilan(
        ("indicators.5", "Mobiliser", measured.COLUMNS, [("x", unit, ["Paliers réunis", unit, *cells])])
    )


def test_an_indicator_that_moved_is_one_change_in_its_unit() -> None:
    """37 of 47 then 33 of 39: everything of the row moves, its rate alone is told."""
    before = indicators(37 / 47, 37, 47, 0, 47, 1.0, 0.65, 0.88, 0.7, 8.7)
    after = indicators(33 / 39, 33, 39, 8, 39, 0.83, 0.70, 0.93, 0.7, 14.6)
    assert told(before, after) == ["Mobiliser · Paliers réunis · Valeur : 78,7 % → 84,6 %"]
    assert [(one.before, one.after) for one in changes(before, after)] == [(37 / 47, 33 / 39)]


def test_what_follows_is_told_where_the_figure_did_not_move() -> None:
    """8 of 10 then 4 of 5, of which 5 more not known."""
    before = indicators(0.8, 8, 10, 0, 10, 1.0, 0.49, 0.94, None, None)
    after = indicators(0.8, 4, 5, 5, 5, 0.5, 0.38, 0.96, None, None)
    assert told(before, after)[0] == "Mobiliser · Paliers réunis · Numérateur : 8 → 4"
    assert len(told(before, after)) <= 2
    assert told(indicators(*[3] * 8, 2, 1), indicators(*[3] * 8, 1, 2)) == [
        "Mobiliser · Paliers réunis · Année précédente : 200 % → 100 %"
    ]


def test_what_is_masked_or_gone_is_said_so() -> None:
    known = indicators(17, 17, None, 0, 17, 1.0, None, None, None, None, unit="réunions")
    masked = indicators(*[MASKED] * 8, None, None, unit="réunions")
    assert told(known, masked) == ["Mobiliser · Paliers réunis · Valeur : 17 → s"]
    assert told(masked, known) == ["Mobiliser · Paliers réunis · Valeur : s → 17"]
    none = bilan(("indicators.5", "Mobiliser", measured.COLUMNS, []))
    assert told(known, none) == ["Mobiliser · Paliers réunis · Valeur : 17 → rien"]
    assert told(none, known) == ["Mobiliser · Paliers réunis · Valeur : rien → 17"]


def test_two_figures_written_alike_get_the_decimals_that_tell_them_apart() -> None:
    """9 855 and 9 856 of 10 000."""
    before, after = (
        indicators(0.9855 + x, None, None, 0, 9, 1.0, None, None, None, None) for x in (0, 0.0001)
    )
    assert told(before, after) == ["Mobiliser · Paliers réunis · Valeur : 98,55 % → 98,56 %"]


def test_the_whole_beside_residences_is_not_counted_twice() -> None:
    """17 meetings fewer at Viala: the whole is told once, and Viala."""

    def held(whole: int, viala: int, ours: str = "meetings_held") -> Bilan:
        def cells(label: str, value: int, *more: Value) -> list[Value]:
            return [label, "réunions", value, value, None, 0, value, *more, None, None]

        return bilan(
            ("indicators.5", "Mobiliser", measured.COLUMNS, [(ours, "réunions", cells("Réunions", whole, 1.0, None, None))]),
            ("residences.5", "Mobiliser, par résidence", by_residence.COLUMNS, [
                ("meetings_held/*", "réunions", cells("Réunions, ensemble", whole)),
                ("meetings_held/VIA", "réunions", cells("Réunions, Viala", viala)),
                ("meetings_held/TIL", "réunions", cells("Réunions, Tilleul", whole - viala))]),
        )  # fmt: skip

    whole, fewer = (
        "Mobiliser · Réunions · Valeur : 30 → 13",
        "Mobiliser, par résidence · Réunions, Viala · Valeur : 20 → 3",
    )
    assert told(held(30, 20), held(13, 3)) == [whole, fewer]
    # Told nowhere else, it is told there.
    assert len(told(held(30, 20, "other"), held(13, 3, "other"))) == 3


def test_an_action_tells_its_result_and_who_was_met_in_one_line_each() -> None:
    def held(achieved: Value, gap: Value, share: Value, met: Value) -> Bilan:
        row: list[Value] = ["Atelier 1", "Venus", "nombre", 40, achieved, gap, share, 40, met]
        return bilan(("results", "Prévu, réalisé, écart", ACTIONS, [("A1/Atelier 1/Venus/1", "", row)]))

    assert told(held(MASKED, MASKED, MASKED, MASKED), held(1200, 1160, 29, 12)) == [
        "Prévu, réalisé, écart · Atelier 1 · Réalisé : s → 1 200",
        "Prévu, réalisé, écart · Atelier 1 · Bénéficiaires touchés : s → 12",
    ]


def test_a_planned_result_told_in_two_parts_is_counted_once() -> None:
    reminder = (
        Column("number", "N°"),
        Column("action", "Action"),
        Column("planned", "Résultat attendu", "number"),
    )

    def held(planned: int) -> Bilan:
        row: list[Value] = [
            "Atelier 1",
            None,
            None,
            planned,
            9,
            9 - planned,
            (9 - planned) / planned,
            None,
            None,
        ]
        return bilan(
            (
                "reminder",
                "Actions prévues",
                reminder,
                [("A1/Atelier 1//1", "", ["A1", "Atelier 1", planned])],
            ),
            ("results", "Prévu, réalisé, écart", ACTIONS, [("A1/Atelier 1//1", "", row)]),
        )

    assert told(held(10), held(12)) == ["Actions prévues · A1, Atelier 1 · Résultat attendu : 10 → 12"]


def budget(*lines: tuple[str, str, float]) -> Bilan:
    rows: list[tuple[str, str, list[Value]]] = [
        (f"{account}/{label}/{rank}", "", [account, label, 100.0, 100.0, done, done / 100, None])
        for rank, (account, label, done) in enumerate(lines, 1)
    ]
    return bilan(("budget", "Budget par compte", BUDGET, rows))


def test_lines_of_one_account_are_told_apart_and_amounts_are_in_euros() -> None:
    before = budget(("60", "Achats", 69348.6), ("60", "Fluides", 50.0), ("60", "Fluides", 60.0))
    after = budget(("60", "Achats", 69448.6), ("60", "Fluides", 50.0), ("60", "Fluides", 61.5))
    assert told(before, after) == [
        "Budget par compte · 60, Achats · Réalisé : 69 348,60 € → 69 448,60 €",
        "Budget par compte · 60, Fluides (ligne 3) · Réalisé : 60 € → 61,50 €",
    ]


def test_a_line_put_first_moves_no_other() -> None:
    lines = (("61", "Loyer", 5.0), ("64", "Salaires", 7.0))
    assert told(budget(*lines), budget(("60", "Achats", 3.0), *lines)) == [
        "Budget par compte · 60, Achats · Réalisé : rien → 3 €"
    ]


@pytest.mark.parametrize(("planned", "expected"), [(4, 1), (5, 2)])
def test_the_first_page_tells_what_was_done_and_what_was_planned(planned: int, expected: int) -> None:
    columns = (
        Column("title", "Chiffre"),
        *of_the_call.COMPARED,
        Column("share", "Réalisé / prévu", "share"),
        Column("n", "n", "number"),
    )
    before, after = (
        bilan(
            (
                "synthesis",
                "Six chiffres",
                columns,
                [("a", "", ["Actions", of, done, done - of, done / of, of])],
            )
        )
        for of, done in ((4, 2), (planned, 3))
    )
    assert told(before, after)[-1 if expected == 1 else 1] == "Six chiffres · Actions · Réalisé : 2 → 3"
    assert len(told(before, after)) == expected

"""Beneficiaries of a call as a funder reads them: once its months are closed, masked with their total; worked out by hand."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from access.scope import Sight
from indicators.beneficiaries import counts_people, is_over, outside, people_told
from indicators.calls import Action, actions
from indicators.compute import compute
from indicators.measure import current_version, measure
from indicators.open_figures import OPEN
from pipelines import store
from pipelines.calls_told import ACTIONS, FILES, write_calls_told
from pipelines.closing import close
from pipelines.contract import ASSOCIATION
from pipelines.journal import Entry, Journal, MonthAct, Withdrawal
from pipelines.slices import Slice
from tests.workbooks import load, occupation_file, residences_file, write_xlsx

COUNT = itertools.count(1)  # each action is another, unless it is told which
Row = dict[str, Any]
Act = MonthAct | Withdrawal | tuple[Entry, list[Row]]


def action(
    met: int | None,
    unit: str = "ateliers",
    achieved: float | None = 7,
    expected: int | None = 30,
    number: str = "",
    counting: str = "distinct",
) -> Action:
    return Action(
        number or f"A{next(COUNT)}",
        None,
        "Action",
        (),
        None,
        None,
        unit,
        10,
        achieved,
        expected,
        met,
        counting,
        "realisee",
        "Pourquoi",
    )


@pytest.mark.parametrize(
    ("met", "told", "total"),
    [
        ([9, 20, 30], [None, None, 30], 59),  # 9 alone would be 59 - 50: the next smallest goes with it
        ([9, 10, 11], [None, None, 11], 30),  # each of the two may be 0 to 19
        ([4, 5, 30], [None, None, None], 39),  # 4 and 5 are 9 together, which proves both small
        ([12, 20, 30], [12, 20, 30], 62),
        ([0, 20, 30], [0, 20, 30], 50),  # nobody came: nobody is found
        ([5], [None], None),  # the total would be it
        ([6, 4], [None, None], None),
    ],
)  # fmt: skip
def test_few_people_and_what_gives_them_are_secret(
    met: list[int], told: list[int | None], total: int | None
) -> None:
    found, totals = outside([action(one) for one in met], True)
    assert [one.met for one in found] == told
    assert [one.is_secret for one in found] == [one is None for one in told]
    assert (totals["distinct"].met, totals["distinct"].expected) == (total, 30 * len(met))


def test_who_was_the_only_one_finds_no_other() -> None:
    """1 and 8 among 9 and more: the one person would read 8, if nothing else were masked."""
    found, _ = outside([action(one) for one in (1, 8, 30, 60)], True)
    assert [one.met for one in found] == [None, None, None, 60]


def test_an_action_that_is_in_no_total_is_judged_alone() -> None:
    found, totals = outside([action(5, expected=None), action(20), action(30)], True)
    assert [one.met for one in found] == [None, 20, 30]
    assert totals["distinct"].met == 50


def test_before_the_call_is_over_nothing_is_told() -> None:
    found, totals = outside([action(400), action(500)], False)
    assert [one.met for one in found] == [None, None]
    assert totals["distinct"].met is None
    assert [one.achieved for one in found] == [7, 7], "workshops are not people"


@pytest.mark.parametrize(
    ("unit", "achieved", "met", "over", "told"),
    [
        ("personnes", 7, 40, True, None),
        ("Résidents accompagnés", 12, 40, True, 12),
        ("résidents", 12, 40, False, None),
        ("ateliers", 7, 40, True, 7),
        ("participants", 9, None, True, None),
    ],
)
def test_a_result_counted_in_people_is_people_too(
    unit: str, achieved: float, met: int | None, over: bool, told: float | None
) -> None:
    [one], _ = outside([action(met, unit, achieved)], over)
    assert one.achieved == told
    assert one.is_result_secret == (told is None)
    assert (one.comment is None) == (told is None or not over)


def test_the_same_people_in_two_columns_are_hidden_in_both() -> None:
    """20 is masked to hide 9: the column of results, in people, would say it."""
    found, _ = outside([action(9), action(20, "personnes", 20), action(30, "personnes", 30)], True)
    assert [(one.met, one.achieved) for one in found] == [(None, 7), (None, None), (30, 30)]


@pytest.mark.parametrize(
    ("lines", "told", "total"),
    [
        # 20 is told on each line of A2: subtracted once, it gives the 9 of A1
        ([("A1", 9, "ateliers", 7), ("A2", 20, "ateliers", 7), ("A2", 20, "récoltes", 3), ("A3", 30, "sorties", 7)],
         [(None, 7), (None, 7), (None, 3), (30, 7)], None),
        # the second objective of A2 is its people again
        ([("A1", 9, "ateliers", 7), ("A2", 20, "ateliers", 7), ("A2", None, "personnes", 20), ("A3", 30, "sorties", 7)],
         [(None, 7), (None, 7), (None, None), (30, 7)], 59),
        # women and men of one action, whose people are told together: 39 less 30
        ([("A1", 39, "femmes", 30), ("A1", None, "hommes", 9), ("A2", 50, "sorties", 7)], [(None, None), (None, None), (None, 7)], 89),
        # nobody is few: nothing is hidden
        ([("A1", 39, "femmes", 20), ("A1", None, "hommes", 19), ("A2", 50, "sorties", 7)], [(39, 20), (None, 19), (50, 7)], 89),
    ],
)  # fmt: skip
def test_the_lines_of_one_action_are_told_together_or_not(
    lines: list[tuple[str, int | None, str, float]],
    told: list[tuple[int | None, float | None]],
    total: int | None,
) -> None:
    found, totals = outside(
        [action(met, unit, achieved, number=number) for number, met, unit, achieved in lines], True
    )
    assert [(one.met, one.achieved) for one in found] == told
    assert all(one.comment is None and one.is_comment_secret for one in found if one.is_secret)
    assert totals["distinct"].met == total


def test_the_people_of_an_action_are_bounded_by_its_attendances() -> None:
    """Jardin met 20 people in one session: its 20 attendances would say so, and 59 - 20 - 30 the 9 of Cuisine."""
    found, totals = outside(
        [
            *(action(met, number=number) for number, met in (("A1", 9), ("A2", 20), ("A3", 30))),
            *(action(met, number=number, counting="passages") for number, met in (("A2", 20), ("A4", 80), ("A5", 90))),
        ],
        True,
    )  # fmt: skip
    assert [one.met for one in found] == [None, None, 30, None, None, 90]
    assert (totals["distinct"].met, totals["passages"].met) == (59, 190)


@pytest.mark.parametrize(
    "unit",
    ["pers.", "Nb de pers.", "familles", "individus", "hébergés", "adhérents", "bénévoles", "enfants", "aînés", "apprenants",
     "accompagnements", "%", "nombre", "nombre de", "en nombre", "sans unité", "u.", "quantité", "chiffre", "-", None, "zzz"],
)  # fmt: skip
def test_what_is_not_surely_a_thing_is_people(unit: str | None) -> None:
    """9 printed beside the 9 that is masked would be read."""
    assert counts_people(unit, "Personnes équipées", "Ateliers")
    [one, *_] = outside([replace(action(9, "", 9), unit=unit), action(20), action(30)], True)[0]
    assert (one.met, one.achieved, one.is_result_secret) == (None, None, True)


@pytest.mark.parametrize(
    ("unit", "title"),
    [("ateliers", None), ("Séances", "Personnes venues"), ("logements", "Résidents équipés"), ("€", None), ("m²", None),
     ("demi-journées", None), ("comptes rendus", None), (None, "Réunions de palier tenues"), ("nombre", "Lits livrés")],
)  # fmt: skip
def test_things_are_told(unit: str | None, title: str | None) -> None:
    assert not counts_people(unit, title, "Atelier des résidents")


@pytest.mark.parametrize(
    ("title", "is_people"),
    [
        ("Ateliers", False),
        ("Lits et fauteuils", False),
        ("Atelier cuisine", True),
        ("Action 3", True),
        ("Ateliers des femmes", True),
    ],
)
def test_a_title_alone_tells_a_thing_where_it_is_one(title: str, is_people: bool) -> None:
    assert counts_people("nombre", None, title) is is_people


def test_a_call_is_over_when_each_of_its_months_is_closed(data: Path, tmp_path: Path) -> None:
    load(residences_file(tmp_path), occupation_file(tmp_path / "o.xlsx"))
    close([f"2025-{month:02d}" for month in range(1, 13) if month != 7], compute, by="test", name="Direction")
    con = store.cursor(str(current_version()))
    whole, later = (date(2025, 1, 1), date(2025, 12, 1)), (date(2025, 8, 1), date(2025, 12, 1))
    assert (is_over(con, *whole), is_over(con, *later), is_over(con, None, None)) == (False, True, False)


# A call in time: what was told of its people, on what day, from the acts of the association alone. Worked out by hand.
def act(day: str, *months: str, is_closing: bool = True) -> MonthAct:
    return MonthAct(day, months, is_closing, "test", day, "Direction")


def people(day: str, *met: int | None, call: str = "AAP 2025", **more: Any) -> tuple[Entry, list[Row]]:
    """Return the load of the call's actions on a day. `more`: other columns of each line."""
    rows = [
        {"period": call, "action_id": f"A{at}", "action": "Atelier", "indicator_label": None, "unit": "séances", "achieved": 7.0,
         "beneficiaries_planned": 20, "beneficiaries_achieved": one, "counting": "distinct", "variance_comment": None} | more
        for at, one in enumerate(met)
    ]  # fmt: skip
    return entry(day, ACTIONS, call), rows


def dossier(day: str, end: date | None, paid: float = 0) -> tuple[Entry, list[Row]]:
    """Return the load of the call's file on a day."""
    return entry(day, FILES), [{"period": CALL, "fiscal_year_end_on": end, "first_paid": paid}]


def entry(day: str, kind: str, call: str = "AAP 2025") -> Entry:
    return Entry(day + kind, "f.xlsx", "", kind, "test", day, 1, 1, 0, 0, (Slice(kind, ASSOCIATION, call),))


def journal_of(*acts: Act) -> Journal:
    """Return the journal of these acts."""
    loads = [one for one in acts if isinstance(one, tuple)]
    return Journal(
        tuple(one for one, _ in loads),
        {one.load_id: one for one in acts if isinstance(one, Withdrawal)},
        "",
        tuple(one for one in acts if isinstance(one, MonthAct)),
        pending={(one.kind, one.load_id): pa.Table.from_pylist(rows) for one, rows in loads},
    )


def states(*acts: Act) -> int:
    """Return how many states of the call's people were told after these acts."""
    con = store.scratch()
    write_calls_told(con, journal_of(*acts))
    return len(people_told(con, CALL))


CALL, MONTHS = "AAP 2025", tuple(f"2025-{month:02d}" for month in range(1, 13))
BEGUN, CLOSED = act("2025-02-10", *MONTHS[:1]), act("2026-01-20", *MONTHS[1:])
FIRST, SECOND = (9, 20), (12, 20)


@pytest.mark.parametrize(
    ("acts", "told"),
    [
        ((BEGUN, people("2026-01-12", *FIRST)), 0),
        ((BEGUN, people("2026-01-12", *FIRST), CLOSED), 1),
        ((BEGUN, people("2026-01-12", *FIRST), people("2026-01-15", *SECOND), CLOSED), 1),
        ((BEGUN, CLOSED, people("2026-02-01", *FIRST)), 1),
        ((BEGUN, people("2026-01-12", *FIRST), CLOSED, people("2026-02-01", *SECOND)), 2),
        ((BEGUN, CLOSED, people("2026-02-01", *FIRST), people("2026-02-02", *SECOND)), 2),
        # the same people: beside another comment, a workshop more, a corrected title, more people planned
        ((BEGUN, people("2026-01-12", *FIRST), CLOSED, people("2026-02-01", *FIRST, variance_comment="Pluie")), 1),
        ((BEGUN, people("2026-01-12", *FIRST), CLOSED, people("2026-02-01", *FIRST, achieved=8.0, unit="Séances")), 1),
        ((BEGUN, people("2026-01-12", *FIRST), CLOSED, people("2026-02-01", *FIRST, action="Ateliers")), 1),
        ((BEGUN, people("2026-01-12", *FIRST), CLOSED, people("2026-02-01", *FIRST, beneficiaries_planned=30)), 1),
        # others: in no total any more, counted otherwise, a result in people, and nobody yet
        ((BEGUN, people("2026-01-12", *FIRST), CLOSED, people("2026-02-01", *FIRST, beneficiaries_planned=None)), 2),
        ((BEGUN, people("2026-01-12", *FIRST), CLOSED, people("2026-02-01", *FIRST, counting="passages")), 2),
        ((BEGUN, people("2026-01-12", *FIRST, unit="hommes"), CLOSED, people("2026-02-01", *FIRST, unit="hommes", achieved=8.0)), 2),
        # the call under another spelling; another funder's
        ((BEGUN, people("2026-01-12", *FIRST), CLOSED, people("2026-02-01", *SECOND, call="DIAN AAP 2025")), 2),
        ((BEGUN, people("2026-01-12", *FIRST), CLOSED, people("2026-02-01", *SECOND, call="AAP 2025-2026")), 2),
        ((BEGUN, people("2026-01-12", *FIRST), CLOSED, people("2026-02-01", *SECOND, call="Ville 2025")), 1),
        ((BEGUN, people("2026-01-12", None, None), CLOSED, people("2026-02-01", *FIRST)), 1),
        # told by mistake, and withdrawn
        ((BEGUN, people("2026-01-12", *FIRST), CLOSED, people("2026-02-01", *SECOND),
          Withdrawal(f"2026-02-01{ACTIONS}", "test", "2026-02-02", "")), 2),
        # a month open while they changed; before it was closed again, nobody was told
        ((BEGUN, people("2026-01-12", *FIRST), CLOSED, act("2026-02-01", "2025-12", is_closing=False),
          people("2026-02-02", *SECOND)), 1),
        ((BEGUN, people("2026-01-12", *FIRST), CLOSED, act("2026-02-01", "2025-12", is_closing=False),
          people("2026-02-02", *SECOND), act("2026-02-03", "2025-12")), 2),
        # another fiscal year in the file opens the call again: what was told in the first one is known
        ((BEGUN, people("2026-01-12", *FIRST), dossier("2026-01-13", date(2025, 12, 31)), CLOSED,
          dossier("2026-02-01", date(2026, 1, 31)), people("2026-02-02", *SECOND)), 1),
        ((BEGUN, people("2026-01-12", *FIRST), dossier("2026-01-13", date(2025, 12, 31)), CLOSED,
          dossier("2026-02-01", date(2026, 1, 31)), people("2026-02-02", *SECOND), act("2026-02-10", "2026-01")), 2),
        ((BEGUN, people("2026-01-12", *FIRST), CLOSED, dossier("2026-02-01", date(2026, 1, 31)),
          people("2026-02-02", *SECOND), act("2026-02-10", "2026-01")), 2),
        # a payment, a file without its last day: the months are the same
        ((BEGUN, people("2026-01-12", *FIRST), CLOSED, dossier("2026-02-01", date(2025, 12, 31), 500),
          dossier("2026-02-02", None, 900)), 1),
        # nobody closes: December's workbooks are due on 10 January
        ((people("2026-01-05", *FIRST),), 1),
        ((people("2026-01-05", *FIRST), people("2026-01-08", *SECOND)), 1),
        ((people("2026-01-05", *FIRST), people("2026-01-12", *SECOND)), 2),
        ((people("2026-01-12", *FIRST), act("2026-01-13", "2025-01"), people("2026-01-14", *SECOND)), 1),
        ((people("2026-01-12", *FIRST), act("2026-01-13", "2025-01"), people("2026-01-14", *SECOND),
          act("2026-01-15", *MONTHS[1:])), 2),
    ],
)  # fmt: skip
def test_each_state_in_which_people_were_told_counts(
    acts: tuple[Act, ...], told: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PALIER_TODAY", "2026-03-01")
    assert states(*acts) == told


def test_another_fiscal_year_tells_no_second_state_of_the_same_people(data: Path, tmp_path: Path) -> None:
    """By the workbooks themselves: 9 was masked with 20; of 12 and 20, after a fiscal year that closes later, nobody is told."""
    header = ["AAP", "Axe", "Action", "Bénéficiaires prévus", "Bénéficiaires réalisés", "Comptage"]

    def files(end: date, *met: int) -> list[Path]:
        rows = [[CALL, None, f"Atelier {one} de Mme Dupont", 20, one, "Personnes différentes"] for one in met]
        dossiers = [["AAP (année)", "Montant notifié", "Fin de l'exercice"], [CALL, 20000, end]]
        return [write_xlsx(tmp_path / f"{end}.xlsx", {"Actions": [header, *rows]}),
                write_xlsx(tmp_path / f"dossier {end}.xlsx", {"Dossiers": dossiers})]  # fmt: skip

    def told() -> list[int | None]:
        funder = Sight("evaluateur", by_residence=False, traces=False, calls=(CALL,), least=11)
        found = actions(str(current_version()), funder, CALL)
        assert not any("Dupont" in one.action for one in found), "nobody is named in a title read outside"
        return sorted((one.met for one in found), key=str)

    load(residences_file(tmp_path), occupation_file(tmp_path / "o.xlsx"))
    close(["2024-12"], compute, by="test", name="Direction")
    load(*files(date(2025, 12, 31), 9, 20, 30))
    assert told() == [None, None, None]
    close(MONTHS, compute, by="test", name="Direction")
    assert told() == [30, None, None]
    load(*files(date(2025, 11, 30), 12, 20, 30))
    assert told() == [None, None, None]


def test_whether_objectives_are_met_is_not_read_outside() -> None:
    """A result in people may be secret, and « met » beside what was planned bounds it."""
    assert "aap_indicator_attainment" not in OPEN


@pytest.mark.parametrize(
    ("by", "groups"),
    [((), [{}]), (("wave",), [{"wave": "AAP 2025"}]), (("year",), [{"year": 2025}])],
)
def test_what_is_not_read_outside_comes_masked_for_the_calls_in_sight(
    by: tuple[str, ...], groups: list[dict[str, object]], data: Path, tmp_path: Path
) -> None:
    header = ["AAP", "Axe", "Action", "Indicateur", "Prévu", "Réalisé"]
    rows = [[call, None, "Atelier", "séances", 5, 6] for call in ("AAP 2024", "AAP 2025")]
    load(residences_file(tmp_path))
    load(
        occupation_file(tmp_path / "o.xlsx", 12),
        write_xlsx(tmp_path / "a.xlsx", {"Actions": [header, *rows]}),
    )
    funder = Sight("evaluateur", by_residence=False, traces=False, calls=("AAP 2025",), least=11)
    found = measure(str(current_version()), funder, "aap_indicator_attainment", by)
    assert [one.group for one in found] == groups
    assert all(one.masked and one.value is None and one.numerator is None for one in found)

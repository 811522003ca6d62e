"""Who comes and who goes: small cells, workbooks that disagree, promises kept, and the demonstration counted apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access.scope import EVERYTHING, OutOfSight, sight_of
from indicators.flows import Moves, destinations, disagreements, least, origins, over_time, together
from indicators.measure import Figure, current_version
from indicators.sums import Scope
from pipelines.demo.residences import RESIDENCES
from pipelines.demo.story import tell
from tests.browser.serving import ROOT
from tests.people import signed_in
from tests.test_pages import demo, demo_data, drawn, opened, ran, said  # noqa: F401
from tests.workbooks import load, residences_file, write_xlsx
from ui.commitments import kept

CALL = sight_of("evaluateur", ("VIA", "TIL"), None, None)
TEAM = sight_of("equipe", ("VIA",), None, None)
HEADER = ["N°", "Résidence", "Date", "Type", "Origine", "Date d'entrée", "Destination"]


@pytest.mark.parametrize(
    ("counts", "smallest", "told"),
    [
        ({"a": 11, "b": 12}, 11, {"b": 12, "a": 11}),
        # One cell under eleven would be told by the total: the next one up goes with it.
        ({"a": 10, "b": 12, "c": 30}, 11, {"c": 30, "autres": 22}),
        ({"a": 5, "b": 6, "c": 30}, 11, {"c": 30, "autres": 11}),
        ({"a": 4, "b": 5}, 5, {"autres": 9}),
        ({"a": 1, "b": 2}, 1, {"b": 2, "a": 1}),
        ({"a": 30, "inconnu": 12}, 11, {"a": 30, "inconnu": 12}),
        ({"a": 30, "b": 12, "inconnu": 3}, 11, {"a": 30, "autres": 15}),
        ({"a": 3}, 11, {"autres": 3}),
        ({}, 11, {}),
    ],
)
def test_no_cell_of_few_people_is_told_alone(
    counts: dict[str, int], smallest: int, told: dict[str, int]
) -> None:
    assert together(counts, smallest) == told


def test_a_team_reads_its_own_lines_and_others_no_cell_under_a_threshold() -> None:
    assert (least(TEAM), least(EVERYTHING), least(CALL)) == (1, 5, 11)


@pytest.mark.parametrize(
    ("below", "known", "unknown", "told"),
    [
        (3, 4, 0, "respectée"),  # 75 % tout juste
        (74, 100, 0, "non respectée"),
        (3, 4, 1, "selon les non connus"),  # 60 % à 80 %
        (15, 19, 1, "respectée"),  # 15 sur 20, même si l'inconnu est au-dessus
        (2, 4, 1, "non respectée"),  # 3 sur 5 au mieux
        (0, 0, 4, "selon les non connus"),
        (0, 0, 0, "—"),
    ],
)
def test_a_convention_is_kept_for_sure_or_not_or_it_is_not_known(
    below: float, known: float, unknown: int, told: str
) -> None:
    assert kept(Figure("", {}, below, known, unknown, int(known), None), 0.75) == told


@pytest.fixture
def small(tmp_path: Path, data: Path) -> Path:
    """March 2025 of Viala: two entries and an exit at the register, and as many in April; the statement says otherwise of March."""
    moves = [
        [1, "Viala", date(2025, 3, 4), "Entrée", "Rue", None, None],
        [2, "Viala", date(2025, 3, 5), "Entrée", "CHRS", None, None],
        [3, "Viala", date(2025, 3, 6), "Sortie", None, date(2024, 3, 6), "Parc social"],
        [1, "Viala", date(2025, 4, 1), "Entrée", None, None, None],
    ]
    said_of = [
        [
            "Résidence",
            "Mois",
            "Capacité",
            "Occupés au dernier jour",
            "Résidents présents",
            "Entrées",
            "Sorties",
        ],
        ["Viala", date(2025, 3, 1), 100, 90, 120, 2, 3],
        ["Viala", date(2025, 4, 1), 100, 91, 121, 1, 0],
        [
            "Viala",
            date(2025, 5, 1),
            100,
            91,
            121,
            5,
            5,
        ],  # the register does not cover May: nothing to compare
        ["Les Tilleuls", date(2025, 3, 1), 60, 50, 70, 4, 0],
    ]
    load(
        residences_file(tmp_path),
        write_xlsx(tmp_path / "m.xlsx", {"M": [["Registre mars 2025 à avril 2025"], HEADER, *moves]}),
        write_xlsx(tmp_path / "o.xlsx", {"O": said_of}),
    )
    return data


def test_months_in_which_register_and_statement_disagree_are_named(small: Path) -> None:
    version = str(current_version())
    [one] = disagreements(version, EVERYTHING, Scope())
    assert (one.residence, one.month, one.entries, one.exits, one.entries_said, one.exits_said) == (
        "VIA",
        "2025-03",
        2,
        1,
        2,
        3,
    )
    assert disagreements(version, EVERYTHING, Scope(first=date(2025, 4, 1))) == []
    assert disagreements(version, sight_of("equipe", ("TIL",), None, None), Scope()) == []
    with pytest.raises(OutOfSight):
        disagreements(version, CALL, Scope())


def test_the_page_says_that_two_workbooks_disagree_and_by_how_much(small: Path) -> None:
    at = opened("publics/parcours.py", periode="Depuis le début")
    [warning] = [one.value for one in at.warning]
    assert "1 mois où" in warning
    assert "**Viala**, mars 2025 : 1 sortie au registre, 3 au relevé" in warning
    assert any("2 mois couverts" in one.value for one in at.caption)


def test_a_covered_month_without_a_line_is_zero_and_one_that_is_not_covered_is_absent(small: Path) -> None:
    version = str(current_version())
    assert over_time(version, EVERYTHING, "month", Scope()) == [
        Moves("2025-03", 2, 1),
        Moves("2025-04", 1, 0),
    ]
    assert over_time(version, EVERYTHING, "quarter", Scope()) == [
        Moves("2025-T1", 2, 1),
        Moves("2025-T2", 1, 0),
    ]
    assert origins(version, TEAM, Scope()) == {"chrs": 1, "inconnu": 1, "rue": 1} | {}
    assert origins(version, replace(EVERYTHING), Scope()) == {"autres": 3}
    assert destinations(version, TEAM, Scope()) == {"parc_social": 1}


def test_without_a_register_the_page_says_which_workbook_to_lay_down(tmp_path: Path, data: Path) -> None:
    load(residences_file(tmp_path))
    at = opened("publics/parcours.py")
    assert any("Entrées et sorties" in one.value for one in at.info)
    assert not at.metric


# The demonstration, counted apart from the code that computes.


def test_the_demo_registers_say_what_the_monthly_statements_say() -> None:
    """For each residence, over each month: as many entries and exits, and entries - exits is the change of dwellings."""
    told = tell()
    counted = Counter(
        (row["residence"], row["moved_on"].replace(day=1), row["move_type"]) for row in told["mouvements"]
    )
    before: dict[str, int] = {}
    for row in told["occupation_mensuelle"]:
        came, left = (counted[row["residence"], row["month"], kind] for kind in ("entree", "sortie"))
        assert (came, left) == (row["entries"], row["exits"]), (row["residence"], row["month"])
        place, month = row["residence"], row["month"]
        if place in before and (place, month) != ("CALANQUE", date(2025, 6, 1)):  # May was not handed in
            assert came - left == row["units_occupied_eom"] - before[place], (place, month)
        before[place] = row["units_occupied_eom"]
    assert {row["residence"] for row in told["mouvements"]} == {one.code for one in RESIDENCES}


def test_the_demo_workbooks_are_read_back_as_the_story_told_them(demo: Path) -> None:  # noqa: F811
    """Through the production code, whatever the hand: names in place of numbers, two sheets, one mixed column."""
    version, told = str(current_version()), tell()["mouvements"]
    for one in RESIDENCES:
        rows = [row for row in told if row["residence"] == one.code]
        team = sight_of("equipe", (one.code,), None, None)
        went = Counter(row["exit_destination"] for row in rows if row["move_type"] == "sortie")
        came = Counter(row["origin"] for row in rows if row["move_type"] == "entree")
        assert destinations(version, team, Scope()) == dict(went)
        assert origins(version, team, Scope()) == dict(came)
    assert disagreements(version, EVERYTHING, Scope()) == []


def page_of(role: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60).switch_page(
        "../pages/publics/parcours.py"
    )
    at.user = signed_in(role).user
    return ran(at)


def test_the_leadership_reads_each_residence_against_its_convention(demo: Path) -> None:  # noqa: F811
    at = opened("publics/parcours.py", periode="2025")
    told = list(said(at))
    assert "36 sur 57" in told
    assert told.count("non respectée") == 1
    assert "trop peu d'entrées (2)" in told  # La Lavande
    assert any("Unafo" in one and "2019" in one for one in told)


def test_a_team_reads_its_residence_cell_by_cell(demo: Path) -> None:  # noqa: F811
    told = "\n".join(said(page_of("equipe")))
    assert "Autres, regroupées" not in told
    assert "Calanque" not in told

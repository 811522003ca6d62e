"""Numbers of few people: hidden where figures are read, not recoverable from what is shown, on every page and role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from access.accounts import Perimeter
from access.scope import EVERYTHING, Sight, sight_of
from indicators.compute import compute
from indicators.measure import Figure, current_version, measure
from indicators.partnerships import OutOfSight, answers, journeys, outcomes
from indicators.sums import Scope
from pipelines.closing import close
from tests.people import signed_in
from tests.test_pages import ROOT, ran, said
from tests.workbooks import load, occupation_file, residences_file, write_xlsx

EVALUATOR = sight_of("evaluateur", (), date(2025, 1, 1), date(2025, 12, 1))
LEADERSHIP = replace(EVERYTHING, least=5)
TEAM = sight_of("equipe", ("VIA",), None, None)
HEADER = ["N° parcours", "Résidence", "Étape 1", "Étape 2", "Étape 3", "Étape 4", "Arrêt le", "Motif d'arrêt"]
FUNNEL = "home_support_funnel"


def paths(
    *reached: int, residence: str = "Viala", stops: tuple[tuple[str, int], ...] = ()
) -> list[list[Any]]:
    """Return paths of which so many reach each stage, and so many stop for each reason."""
    reasons = [reason for reason, count in stops for _ in range(count)]
    lines = []
    for rank in range(reached[0]):
        first = date(2025, 2, 3) + timedelta(days=4 * rank)
        days = [
            first + timedelta(days=10 * stage) if rank < count else None
            for stage, count in enumerate(reached)
        ]
        stop = (first + timedelta(days=50), reasons[-rank - 1]) if rank < len(reasons) else (None, None)
        lines.append([f"{residence}-{rank}", residence, *days, *stop])
    return lines


def loaded(tmp_path: Path, *lines: list[Any]) -> str:
    sheet = {"Parcours": [["Parcours 2025"], HEADER, *lines]}
    load(residences_file(tmp_path), write_xlsx(tmp_path / "parcours.xlsx", sheet))
    close([f"2025-{month:02d}" for month in range(1, 13)], compute, by="test", name="Direction")
    return str(current_version())


def stages(version: str, sight: Sight, name: str = FUNNEL, scope: Scope | None = None) -> dict[str, Figure]:
    return {one.group["category"]: one for one in measure(version, sight, name, ("category",), scope)}


def shown(found: dict[str, Figure]) -> list[float | None]:
    return [found[stage].value for stage in sorted(found)]


@pytest.mark.parametrize(
    ("reached", "expected"),
    [
        ((38, 27, 21, 14), [38, 27, None, 14]),  # 27 - 21 = 6 people; 27 - 14 = 13
        ((11, 11, 11, 0), [11, 11, 11, 0]),  # a difference of nobody tells nobody
        ((10, 9, 3, 0), [None, None, None, 0]),
        ((22, 11, 0, 0), [22, 11, 0, 0]),
        ((23, 13, 12, 2), [23, None, 12, None]),  # 23 - 13 = 10, but 23 - 12 = 11
        ((40, 10, 10, 10), [40, None, None, None]),
    ],
)
def test_an_evaluator_reads_no_stage_of_few_people_nor_two_that_part_few(
    reached: tuple[int, ...], expected: list[float | None], data: Path, tmp_path: Path
) -> None:
    version = loaded(tmp_path, *paths(*reached))
    assert shown(stages(version, EVALUATOR)) == expected
    read = [value for value in expected if value is not None]
    assert not [1 for one in read for other in read if 0 < abs(one - other) < 11 or 0 < one < 11]
    moves = stages(version, EVALUATOR, "home_support_conversion")
    for stage, one in moves.items():
        beside = [expected[int(stage) - 2], expected[int(stage) - 1]]
        assert one.masked == (None in beside), stage


@pytest.fixture
def few(data: Path, tmp_path: Path) -> str:
    """Thirty-eight paths: what each role reads of them."""
    return loaded(tmp_path, *paths(38, 27, 21, 3, stops=(("Refus", 6), ("Décès", 2))))


def test_a_number_hidden_holds_none_and_tells_not_why(few: str) -> None:
    hidden = [one for one in stages(few, EVALUATOR).values() if one.masked]
    assert [one.group["category"] for one in hidden] == ["3", "4"]
    for one in hidden:
        assert {key for key, value in vars(one).items() if value is not None} == {
            "indicator",
            "group",
            "masked",
        }


@pytest.mark.parametrize("by", [("year",), ("quarter",), ("month",), ("residence",), ("residence", "month")])
def test_an_evaluator_reads_no_part_of_a_whole_from_which_the_rest_would_follow(
    by: tuple[str, ...], few: str
) -> None:
    for name in (FUNNEL, "home_support_conversion", "home_support_median_days", "home_support_stops"):
        found = measure(few, EVALUATOR, name, (*by, "category"))
        assert found
        assert all(one.masked for one in found), name


@pytest.mark.parametrize(
    "scope", [Scope(first=date(2025, 3, 1)), Scope(last=date(2025, 11, 1)), Scope(as_of=date(2025, 6, 30))]
)
def test_a_narrower_question_is_not_answered(scope: Scope, few: str) -> None:
    assert all(one.masked for one in stages(few, EVALUATOR, scope=scope).values())


def test_a_hidden_period_says_nothing_of_who_is_in_it(few: str) -> None:
    """As many lines as months transmitted and stages: a month without anybody has its lines too."""
    found = measure(few, EVALUATOR, FUNNEL, ("month", "category"))
    assert len(found) == 12 * 4


def test_one_stage_asked_alone_is_shown_as_beside_the_others(few: str) -> None:
    for stage, one in stages(few, EVALUATOR).items():
        [alone] = measure(few, EVALUATOR, FUNNEL, ("category",), Scope(category=stage))
        assert alone == one


def test_parts_of_a_whole_are_shown_together_or_not_at_all(data: Path, tmp_path: Path) -> None:
    version = loaded(tmp_path, *paths(60, 0, 0, 0, stops=(("Refus", 30), ("Départ", 12), ("Décès", 2))))
    assert all(one.masked for one in stages(version, EVALUATOR, "home_support_stops").values())
    [total] = measure(version, EVALUATOR, "home_support_stops")
    assert total.value == 44
    assert {code: one.value for code, one in stages(version, TEAM, "home_support_stops").items()} == {
        "refus": 30, "depart": 12, "deces": 2,
    }  # fmt: skip


def test_a_median_tells_not_on_how_many_people_it_rests(few: str) -> None:
    found = stages(few, EVALUATOR, "home_support_median_days")
    assert [(one.value, one.n, one.unknown) for one in found.values()] == [
        (10, None, None),
        (10, None, None),
        (None, None, None),
    ]


def test_the_leadership_reads_on_pages_all_but_the_very_few(few: str) -> None:
    assert shown(stages(few, LEADERSHIP)) == [38, 27, 21, None]
    assert shown(stages(few, EVERYTHING)) == [
        38,
        27,
        21,
        3,
    ]  # the command line hides nothing that is not asked
    reasons = stages(few, LEADERSHIP, "home_support_stops")
    assert {code: one.value for code, one in reasons.items()} == {"refus": 6, "deces": None}


def test_a_team_reads_its_own_people(few: str) -> None:
    assert shown(stages(few, TEAM)) == [38, 27, 21, 3]


# On pages.

ROLES = {
    "direction": None,
    "equipe": Perimeter(("VIA",)),
    "evaluateur": Perimeter((), "Appel", date(2025, 1, 1), date(2025, 12, 1)),
}


def opened(page: str, role: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60).switch_page(
        f"../pages/reseau/{page}.py"
    )
    at.user = signed_in(role, ROLES[role]).user
    return ran(at)


def words_of(at: AppTest) -> list[str]:
    return list(said(at))


def numbers_drawn(at: AppTest) -> Iterator[float]:
    import json

    for node in at.main:
        if node.type == "plotly_chart":
            for trace in json.loads(node.proto.spec)["data"]:
                x = trace.get("x")
                yield from (
                    value for value in (x if isinstance(x, list) else []) if isinstance(value, int | float)
                )


@pytest.mark.parametrize(
    ("role", "drawn", "hidden"),
    [
        ("evaluateur", {38, 27}, "non publié"),
        ("direction", {38, 27, 21}, "moins de 5"),
        ("equipe", {38, 27, 21, 3}, ""),
    ],
)
def test_the_page_shows_each_role_what_it_may_read(role: str, drawn: set[int], hidden: str, few: str) -> None:
    at = opened("maintien_a_domicile", role)
    told = words_of(at)
    assert set(numbers_drawn(at)) == drawn
    assert (
        any(hidden in text for text in told)
        if hidden
        else not any("moins de 5" in text or "ublié" in text for text in told)
    )
    rows = [value for table in at.table for value in table.value.to_numpy().ravel()]
    if role == "evaluateur":
        assert "Année par année" not in [one.value for one in at.subheader]
        assert not [text for text in rows if str(text).isdigit()]
    else:
        assert ("3" in rows) == (role == "equipe")


@pytest.mark.parametrize("role", ROLES)
def test_without_a_path_the_page_says_which_workbook_to_drop(role: str, data: Path, tmp_path: Path) -> None:
    load(residences_file(tmp_path), occupation_file(tmp_path / "o.xlsx"))
    close(["2025-01", "2025-02", "2025-03"], compute, by="test", name="Direction")
    told = words_of(opened("maintien_a_domicile", role))
    assert any("Aucun parcours de maintien à domicile n'a été transmis." in text for text in told)
    assert any("Parcours de maintien à domicile" in text for text in told) == (role != "evaluateur")
    assert any("aucune orientation" in text for text in words_of(opened("partenariats", role)))


# The network, as an evaluator sees it.

ACTIONS = ["Date", "Résidence", "Partenaire", "Action", "Catégorie de besoin", "Nature", "Participants", "Instance",
           "Projet fédérateur né"]  # fmt: skip


def network(tmp_path: Path, *people: int) -> str:
    presented = [
        date(2025, 1, 14),
        "Viala",
        "ASV",
        "Présentation",
        None,
        "Présentation en instance",
        None,
        "ASV",
        "Jardin",
    ]
    sessions = [
        [
            date(2025, 2, 4) + timedelta(days=28 * rank),
            "Viala",
            "Club",
            "Jardin",
            "Loisirs / culture",
            "Atelier",
            count,
            None,
            "Jardin",
        ]
        for rank, count in enumerate(people)
    ]
    referred = [["1", date(2025, 2, 4), "Viala", "Santé / soins", "CPAM", "Aboutie", "Santé"]]
    load(
        residences_file(tmp_path),
        write_xlsx(tmp_path / "a.xlsx", {"Actions": [["Année 2025"], ACTIONS, presented, *sessions]}),
        write_xlsx(tmp_path / "o.xlsx", {"Orientations": [["Année 2025"], ["N°", "Date", "Résidence", "Catégorie de besoin",
                   "Partenaire / service", "Statut", "Droit ouvert (famille)"], *referred]}),
    )  # fmt: skip
    close([f"2025-{month:02d}" for month in range(1, 13)], compute, by="test", name="Direction")
    return str(current_version())


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ((12, 14, 30), (56, 12, 30)),
        ((4, 14, 30), (48, None, None)),
        ((3, 4), (None, None, None)),
        ((0, 12), (12, 0, 12)),
    ],
)
def test_participants_of_a_project_are_read_from_eleven(
    people: tuple[int, ...], expected: tuple[int | None, ...], data: Path, tmp_path: Path
) -> None:
    version = network(tmp_path, *people)
    [one] = journeys(version, EVALUATOR)
    assert (one.participants, one.at_first, one.at_last) == expected
    # A project may bear the name of its residence: outside, it has none.
    assert (one.sessions, one.project, one.residences) == (len(people), "un projet fédérateur", ())
    [ours] = journeys(version, EVERYTHING)
    assert ours.project == "Jardin"
    assert (ours.participants, ours.at_first, ours.at_last, ours.residences) == (
        sum(people),
        people[0],
        people[-1],
        ("VIA",),
    )


def test_an_evaluator_reads_activity_and_neither_few_rights_nor_each_outcome(
    data: Path, tmp_path: Path
) -> None:
    version = network(tmp_path, 12)
    assert answers(version, EVALUATOR, Scope()) == answers(version, EVERYTHING, Scope())
    assert all(one.masked for one in measure(version, EVALUATOR, "rights_opened", ("category",)))
    assert [one.value for one in measure(version, EVERYTHING, "rights_opened", ("category",))] == [1]
    with pytest.raises(OutOfSight, match="seuls les totaux"):
        outcomes(version, EVALUATOR, Scope())
    assert outcomes(version, TEAM, Scope()) == [("2025-T1", "aboutie", 1)]

"""Numbers of few people: hidden where figures are read, not recoverable from what is shown, on every page and role."""

from __future__ import annotations

import shutil
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
from tests.conftest import TODAY
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


@pytest.fixture(scope="module")
def few_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("few")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(folder / "data"))
        patch.setenv("PALIER_TODAY", TODAY)
        loaded(folder, *paths(38, 27, 21, 3, stops=(("Refus", 6), ("Décès", 2))))
    return folder / "data"


@pytest.fixture
def few(few_once: Path, data: Path) -> str:
    """Thirty-eight paths: what each role reads of them."""
    shutil.copytree(few_once, data)
    return str(current_version())


@pytest.mark.parametrize(
    "by", [(), ("year",), ("quarter",), ("month",), ("residence",), ("residence", "month")]
)
@pytest.mark.parametrize(
    "scope",
    [Scope(), Scope(first=date(2025, 3, 1)), Scope(as_of=date(2025, 6, 30))],
    ids=["all", "later", "earlier cut-off"],
)
def test_an_evaluator_reads_no_stage_live(by: tuple[str, ...], scope: Scope, few: str) -> None:
    """Not even large ones: the published tables are masked on the footing that nothing else is told."""
    for name in (FUNNEL, "home_support_conversion", "home_support_median_days", "home_support_stops"):
        found = measure(few, EVALUATOR, name, (*by, "category"), scope)
        assert found
        for one in found:
            held = {key for key, value in vars(one).items() if value is not None}
            assert held == {"indicator", "group", "masked"}, name


def test_a_hidden_period_says_nothing_of_who_is_in_it(few: str) -> None:
    """As many lines as months transmitted and stages: a month without anybody has its lines too."""
    found = measure(few, EVALUATOR, FUNNEL, ("month", "category"))
    assert len(found) == 12 * 4


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
    assert ("3" in rows) == (role == "equipe")


@pytest.mark.parametrize("role", ["direction", "equipe"])
def test_without_a_path_the_page_says_which_workbook_to_drop(role: str, data: Path, tmp_path: Path) -> None:
    load(residences_file(tmp_path), occupation_file(tmp_path / "o.xlsx"))
    close(["2025-01", "2025-02", "2025-03"], compute, by="test", name="Direction")
    told = words_of(opened("maintien_a_domicile", role))
    assert any("Aucun parcours de maintien à domicile n'a été transmis." in text for text in told)
    assert any("Parcours de maintien à domicile" in text for text in told)
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


def test_participants_of_a_project_are_not_read_outside(data: Path, tmp_path: Path) -> None:
    """One session more, and the difference of two readings is who came to it."""
    people = (12, 14, 30)
    version = network(tmp_path, *people)
    [one] = journeys(version, EVALUATOR)
    assert (one.participants, one.at_first, one.at_last) == (None, None, None)
    # A project may bear the name of its residence: outside, it has none.
    assert (one.sessions, one.project, one.residences) == (len(people), "un projet fédérateur", ())
    [ours] = journeys(version, EVERYTHING)
    assert ours.project == "Jardin"
    assert (ours.participants, ours.at_first, ours.at_last, ours.residences) == (56, 12, 30, ("VIA",))


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

"""The page Actualisation, and the course of a residence: what is written on them, and for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from access.accounts import Perimeter
from tests.browser.serving import ROOT
from tests.people import signed_in
from tests.project_data import filled
from tests.test_pages import ran, said


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from filled(tmp_path_factory.mktemp("projects"))


def opened(version: str, page: str, role: str = "direction", **asked: str) -> AppTest:
    assert version
    bounds = {
        "equipe": Perimeter(("ONE",)),
        "evaluateur": Perimeter((), "Appel", date(2024, 1, 1), date(2025, 12, 1)),
    }
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60).switch_page(f"../pages/{page}.py")
    at.user = signed_in(role, bounds.get(role), login=f"{role}.projets").user
    for name, value in asked.items():
        at.query_params[name] = value
    return ran(at)


PAGE = "projet_social/actualisation"


def test_the_page_says_where_to_begin_and_why(version: str) -> None:
    told = "\n".join(said(opened(version, PAGE)))
    assert "Par quoi commencer : Maison OLDER" in told
    assert "validité dépassée de 19,8 ans" in told
    assert "de date inconnue : rien ne dit qu'elle soit à jour" in told
    assert "Aucune version au registre" in told


def test_each_stage_says_its_state_in_words(version: str) -> None:
    [line] = [
        one.proto.body
        for one in opened(version, PAGE, residences="Maison SLOW").get("html")
        if "palier-etapes" in one.proto.body
    ]
    assert line.count("<li") == 7
    assert line.count('aria-current="step"') == 1
    assert "en cours, depuis le 1er juin 2025" in line
    assert (line.count(">validée<"), line.count(">à venir<")) == (4, 2)


def test_one_residence_reads_its_needs_gaps_first_and_what_is_late(version: str) -> None:
    at = opened(version, PAGE, residences="Maison ONE")
    needs, plan = (
        next(one.value for one in at.table if column in one.value)
        for column in ("Ce qu'il appelle", "Où elle en est")
    )
    assert needs.iloc[0].tolist() == [
        "Apprentissage du français (50\u202f%, 5/10)",
        "**un objectif à écrire**",
        "Cours (en cours)",
    ]
    assert [row.split(" ")[0] for row in plan["Où elle en est"]] == ["**en", "En", "Abandonnée"]
    assert any("en retard : **1**" in text for text in said(at))


def test_a_team_sees_its_own_projet_social_and_a_funder_totals_only(version: str) -> None:
    team, funder = ("\n".join(said(opened(version, PAGE, role))) for role in ("equipe", "evaluateur"))
    assert "Maison ONE" in team
    assert "Maison OLD" not in team
    assert "Maison ONE" not in funder
    assert "Projets sociaux à jour" in funder


def test_the_course_of_a_residence_is_drawn_and_told(version: str) -> None:
    at = opened(version, "pilotage/residence", residence="Maison ONE")
    told = "\n".join(said(at))
    assert "avril 2024 — Élection du comité de résidents" in told
    assert "mars 2025 — Travaux" in told
    [table] = [one.value for one in at.table if "Ce qui s'est passé" in one.value.columns]
    assert table["Trimestre"].tolist() == [
        f"T{rank} {year}" for year in (2024, 2025) for rank in (1, 2, 3, 4)
    ]
    assert table["Réunions tenues"].tolist()[1] == "réunions de palier : 1, autres réunions : 1"

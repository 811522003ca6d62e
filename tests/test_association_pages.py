"""The pages Pratiques and Appel à projets: what is missing, what the demo shows, what each role reads."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access.accounts import Perimeter
from tests.browser.serving import fill_with_demo
from tests.people import signed_in
from tests.workbooks import load, residences_file

ROOT = Path(__file__).parents[1]
CALL, PRACTICE = "evaluation/appel_a_projets.py", "projet_social/pratiques.py"
FUNDER = Perimeter((), "Appel à projets DIAN 2025", date(2025, 1, 1), date(2025, 12, 1))


@pytest.fixture(scope="module")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "data"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_TODAY", "2026-02-05")
        fill_with_demo(folder)
    return folder


@pytest.fixture
def demo(demo_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALIER_DATA", str(demo_data))
    monkeypatch.setenv("PALIER_TODAY", "2026-02-16")


def opened(page: str, role: str = "direction", perimeter: Perimeter | None = None, **asked: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "pages" / page), default_timeout=60)
    at.user = signed_in(role, perimeter, f"{role}.{len(perimeter.call)}" if perimeter else "").user
    for name, value in asked.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    return at


def told(at: AppTest) -> str:
    parts = [*at.markdown, *at.caption, *at.info, *at.error]
    return " ".join(str(one.value) for one in parts)


def cells(at: AppTest) -> str:
    return " ".join(frame.value.to_string() for frame in [*at.dataframe, *at.table])


@pytest.mark.parametrize(
    ("page", "wanted"), [(PRACTICE, "Groupes de travail et formations"), (CALL, "Dossiers")]
)
def test_without_its_workbooks_a_page_says_which_to_drop(
    page: str, wanted: str, data: Path, tmp_path: Path
) -> None:
    load(residences_file(tmp_path))
    at = opened(page)
    assert wanted in at.info[0].value
    assert not at.dataframe


def test_the_call_shows_planned_revised_achieved_and_the_deadline(demo: None) -> None:
    at = opened(CALL)
    assert at.selectbox[0].value == "AAP 2025"
    assert "30 juin 2026 au plus tard** (dans 134 jours)" in told(at)
    assert "3\u202f209,60\u00a0€ de la subvention ne sont pas dépensés" in told(at)
    shown = cells(at)
    assert "69\u202f348,60\u00a0€" in shown  # Σ of the charges achieved
    assert "-2\u202f651,40\u00a0€" in shown
    assert "exigé par la DIAN" not in told(at)


def test_three_of_five_after_four_of_six_is_no_fall(demo: None) -> None:
    said = told(opened(CALL))
    assert "AAP 2024 : 4 sur 6 · trop peu pour comparer  \n3 sur 5" in said
    assert "moins bien" not in said


def test_people_and_attendances_are_two_totals(demo: None) -> None:
    said = told(opened(CALL))
    assert "**450** pour 454 prévus" in said
    assert "**812** pour 700 prévus" in said
    assert "1\u202f262" not in said


def test_another_call_is_chosen_by_its_address(demo: None) -> None:
    at = opened(CALL, appel="AAP 2024")
    assert "Compte rendu financier remis le 27 mai 2025" in told(at)
    assert "66\u202f115,40\u00a0€" in cells(at)
    assert opened(CALL, appel="AAP 1999").selectbox[0].value == "AAP 2025"


def test_a_funder_reads_its_own_call_without_few_people_nor_lines(demo: None) -> None:
    at = opened(CALL, "evaluateur", FUNDER)
    assert at.selectbox[0].options == ["AAP 2025"]
    assert "secret" in cells(at)
    assert not [one for one in at.button if "origine" in str(one.key)]
    lost = opened(
        CALL, "evaluateur", Perimeter((), "Appel de la Ville 2025", date(2025, 1, 1), date(2025, 12, 1))
    )
    assert "Appel de la Ville 2025" in lost.info[0].value.replace("\\", "")


def test_a_team_reads_practices_and_no_call(demo: None) -> None:
    assert "pas ouverte à votre rôle" in told(opened(CALL, "equipe"))
    at = opened(PRACTICE, "equipe", periode="2025")
    assert "64 sur 68" in told(at)


def test_practices_tell_what_was_built_and_where_it_serves(demo: None) -> None:
    at = opened(PRACTICE, periode="2024")
    shown = cells(at)
    assert "Grille de lecture des besoins" in shown
    assert "6 résidences" in shown
    assert "Rédiger ou actualiser le projet social" in shown
    assert "jusqu'à 7 associations" in told(at)
    assert "15 sur 43 (35\u202f%)" in shown

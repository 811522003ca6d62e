"""The published tables as pages show them: to publish, to read; nothing of a masked number in what is sent."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access.accounts import Perimeter
from indicators.compute import compute
from indicators.editions import every_edition, sealed
from pipelines.closing import close
from pipelines.frozen import editions_folder, freeze
from tests.people import signed_in
from tests.random_people import THRESHOLD, Association
from tests.test_pages import ROOT, ran, said
from tests.workbooks import load, occupation_file, residences_file, write_xlsx

FUNDER = Perimeter((), "Appel", date(2025, 1, 1), date(2025, 12, 1))


@pytest.fixture
def house(tmp_path: Path, data: Path) -> Path:
    tally = [
        ["Résidence", "Année", "Participants différents (déclaré)"],
        ["Viala", 2025, 40],
        ["Les Tilleuls", 2025, 25],
    ]
    declared = write_xlsx(tmp_path / "p.xlsx", {"Participants": [["Participants 2025"], *tally]})
    load(residences_file(tmp_path), occupation_file(tmp_path / "o.xlsx"), declared)
    close([f"2025-{month:02d}" for month in range(1, 13)], compute, by="test", name="Direction")
    return data


def opened(page: str, role: str, perimeter: Perimeter | None = None) -> AppTest:
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60).switch_page(f"../pages/{page}.py")
    at.user = signed_in(role, perimeter).user
    return ran(at)


def test_an_evaluator_reads_the_tables_and_never_a_masked_number(house: Path) -> None:
    edition, _ = Association(5).edition(2025)
    freeze("2025", asdict(sealed(edition, by="direction", at="2026-01-15T10:00:00+00:00")))
    at = opened("evaluation/tableaux", "evaluateur", FUNDER)
    told = "\n".join(said(at))
    assert "chiffre masqué pour protéger les personnes (moins de 11 concernées" in told
    shown = [str(value) for table in at.table for value in table.value.iloc[:, 1:].to_numpy().ravel()]
    assert "s" in shown
    numbers = [text.split(" ")[0] for text in shown]
    few = [text for text in numbers if text.isdecimal() and 0 < int(text) < THRESHOLD]
    assert not few
    # Each number that a table shows is one of the edition: nothing is computed on the way.
    held = {
        str(number)
        for table in edition.tables
        for line in table.lines
        for number in (*line.numbers, line.total)
        if number is not None
    }
    assert {text for text in numbers if text.isdecimal()} <= held
    [button] = at.get("download_button")
    assert button.proto.deferred_file_id  # made when asked for


def test_without_an_edition_the_page_says_when_there_will_be_one(house: Path) -> None:
    at = opened("evaluation/tableaux", "evaluateur", FUNDER)
    assert any("Aucune édition n'est publiée" in one.value for one in at.info)
    assert not at.table


def test_the_leadership_publishes_what_it_saw_verified(house: Path) -> None:
    at = opened("donnees/editions", "direction")
    assert not editions_folder().exists()
    at = ran(next(one for one in at.button if one.label == "Préparer et vérifier").click())
    assert any("ne peut être recalculé" in one.value for one in at.success)
    assert not editions_folder().exists()
    at = ran(next(one for one in at.button if one.label == "Publier l'édition").click())
    [edition] = every_edition()
    assert (edition.year, edition.threshold) == (2025, 11)
    assert any("Aucune année à publier" in one.value for one in at.info)


def test_an_evaluator_chooses_neither_a_period_nor_a_residence(house: Path) -> None:
    """Free filters are what no mask resists (statistics.md 5.3)."""
    for page in ("pilotage/synthese", "mobiliser/participation", "publics/occupation"):
        at = opened(page, "evaluateur", FUNDER)
        # which of the series that are open is drawn: it cuts none of them otherwise
        assert {one.label for one in [*at.selectbox, *at.multiselect]} <= {"Série"}
        assert not at.metric or all("60 ans" not in one.label for one in at.metric)

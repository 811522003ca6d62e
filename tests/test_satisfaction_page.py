"""The satisfaction page and what may be said of a change: never between two scales, nor two wordings."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from access.scope import EVERYTHING, OutOfSight, sight_of
from indicators.beside import _together, beside
from indicators.measure import Figure, current_version
from indicators.opinion_waves import RATE, opinion_changes, scales, waves
from tests.test_pages import demo, demo_data, opened, said  # noqa: F401
from tests.workbooks import load, occupation_file, residences_file, write_xlsx

HEADER = ["Vague", "Résidence", "N° questionnaire", "Date", "Version", "Satisfaction globale", "Voisinage", "Information"]  # fmt: skip
YES, NO = "Très satisfait", "Pas du tout satisfait"


def wave(
    name: str, year: int, residence: str, satisfied: int, asked: int, version: str, best: int
) -> list[list[Any]]:
    """As many questionnaires as asked, the first ones satisfied; the overall question out of four, or of ten."""
    lines = []
    for number in range(asked):
        answer = YES if number < satisfied else NO
        overall = answer if best == 4 else (9 if number < satisfied else 2)
        lines.append(
            [
                name,
                residence,
                number,
                date(year, 6, 3),
                version,
                overall,
                answer,
                answer if best == 4 else None,
            ]
        )
    return lines


@pytest.fixture
def surveys(tmp_path: Path, data: Path) -> str:
    """Viala: 10 of 40, then 30 of 40, its overall question now out of ten. Les Tilleuls: another version of the questions."""
    lines = [
        *wave("Vague 2023", 2023, "Viala", 10, 40, "1", 4),
        *wave("Vague 2024", 2024, "Viala", 30, 40, "1", 10),
        *wave("Vague 2023", 2023, "Les Tilleuls", 10, 20, "1", 4),
        *wave("Vague 2024", 2024, "Les Tilleuls", 10, 20, "2", 10),
    ]
    header = [*HEADER[:5], "Satisfaction globale", *HEADER[6:]]
    first, second = ([line for line in lines if line[0] == name] for name in ("Vague 2023", "Vague 2024"))
    sheets = {"A": [header, *first], "B": [header, *second]}
    receipts = load(
        residences_file(tmp_path),
        occupation_file(tmp_path / "o.xlsx"),
        write_xlsx(tmp_path / "s.xlsx", sheets),
    )
    assert {one["status"] for one in receipts} == {"loaded"}, [one["problems"][:3] for one in receipts]
    return str(current_version())


def test_a_change_of_scale_or_of_wording_is_no_change(surveys: str) -> None:
    found = opinion_changes(surveys, EVERYTHING, "Vague 2024", ("VIA",))
    assert found["global"] is None
    assert "information" not in found  # not asked at the second wave
    neighbours = found["voisinage"]
    assert neighbours is not None
    assert (neighbours.before, neighbours.after, neighbours.verdict) == (0.25, 0.75, "established")
    assert opinion_changes(surveys, EVERYTHING, "Vague 2024", ("TIL",)) == {"global": None, "voisinage": None}


def test_of_several_residences_only_those_that_compare_are_compared(surveys: str) -> None:
    both = opinion_changes(surveys, EVERYTHING, "Vague 2024")["voisinage"]
    alone = opinion_changes(surveys, EVERYTHING, "Vague 2024", ("VIA",))["voisinage"]
    assert both
    assert alone
    assert (both.before, both.after) == (alone.before, alone.after)
    assert opinion_changes(surveys, EVERYTHING, "Vague 2023") == {}


def test_a_residence_is_set_beside_the_others_on_questions_asked_alike(surveys: str) -> None:
    """2023: 10 of 40 in Viala, 10 of 20 in Les Tilleuls. 2024: another version there, so no gap is told."""
    first = beside(surveys, EVERYTHING, "Vague 2023", "VIA", RATE)["voisinage"]
    assert (first.share, first.x, first.n) == (0.5, 10, 20)
    assert first.change
    assert round(first.change.points) == -25
    second = beside(surveys, EVERYTHING, "Vague 2024", "VIA", RATE)["voisinage"]
    assert (second.share, second.change) == (0.5, None)
    assert beside(surveys, sight_of("equipe", ("VIA",), None, None), "Vague 2024", "VIA", RATE) == {}
    with pytest.raises(OutOfSight):
        beside(surveys, sight_of("equipe", ("VIA",), None, None), "Vague 2024", "TIL", RATE)
    assert beside(surveys, sight_of("evaluateur", (), None, None), "Vague 2024", "VIA", RATE) == {}


def test_the_others_weigh_their_residents() -> None:
    """(100 × 0.5 + 300 × 1) ÷ 400 = 0.875; worth 400² ÷ (100² ÷ 20 + 300² ÷ 30) = 45.7 answers of one residence."""
    rows = [
        Figure(RATE, {"residence": code}, x, n, 0, n, x / n) for code, x, n in (("A", 10, 20), ("B", 30, 30))
    ]
    share, worth, x, n = _together(rows, {"A": 100, "B": 300})
    assert (share, round(worth, 1), x, n) == (0.875, 45.7, 40, 50)
    assert _together(rows, {"A": 100})[:2] == (0.8, 50)  # a size is missing: the answers together


def test_scales_and_waves_are_those_in_sight(surveys: str) -> None:
    assert waves(surveys, EVERYTHING) == ["Vague 2023", "Vague 2024"]
    assert scales(surveys, EVERYTHING)["Vague 2024", "global"] == {10}
    assert scales(surveys, EVERYTHING, ("VIA",))["Vague 2024", "voisinage"] == {4}
    assert (
        waves(surveys, sight_of("evaluateur", (), date(2024, 1, 1), date(2024, 12, 1))) == []
    )  # nothing is closed


def test_two_scales_in_one_wave_are_not_added(tmp_path: Path, data: Path) -> None:
    sheets = {
        "A": [HEADER, *wave("Vague 2024", 2024, "Viala", 30, 40, "1", 10)],
        "B": [HEADER, *wave("Vague 2024", 2024, "Les Tilleuls", 10, 20, "1", 4)],
    }
    load(
        residences_file(tmp_path),
        occupation_file(tmp_path / "o.xlsx"),
        write_xlsx(tmp_path / "s.xlsx", sheets),
    )
    assert scales(str(current_version()), EVERYTHING)["Vague 2024", "global"] == {4, 10}
    told = "\n".join(said(opened("besoins/satisfaction.py")))
    assert "deux échelles" in told
    assert "Satisfaction globale : deux échelles selon les résidences" in told


def test_without_a_survey_the_page_says_which_workbook_to_lay_down(tmp_path: Path, data: Path) -> None:
    load(residences_file(tmp_path))
    at = opened("besoins/satisfaction.py")
    assert any("Enquête de satisfaction" in one.value for one in at.info)
    assert not at.metric


def test_the_demo_tells_living_together_first_and_what_moved(demo: Path) -> None:  # noqa: F811
    at = opened("besoins/satisfaction.py", residence="Résidence La Garrigue (démo)")
    told = list(said(at))
    assert [one.value for one in at.metric[1:4]] == ["54\u202f%", "56\u202f%", "74\u202f%"]
    assert any(one.startswith("- **Voisinage** : Hausse") for one in told)
    before = opened(
        "besoins/satisfaction.py",
        residence="Résidence La Garrigue (démo)",
        **{"vague-satisfaction": "Vague 2024"},
    )
    assert "échelle ou formulation différente" in list(said(before))  # four words, then a note out of ten
    assert "posée pour la première fois" in list(said(before))

"""How a file was read: what was interpreted is told, cell by cell, grouped, most doubtful first; what was copied is not."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from pipelines.readings import TITLES
from tests.workbooks import CONFLICT_HEADER, MEETING_HEADER, judge_rows

COPIED = ["C1", "VIA", date(2025, 3, 4), "3", "Bruit", "Résolu", date(2025, 3, 14)]


def groups(*rows: list[Any], header: list[str] = CONFLICT_HEADER) -> dict[str, list[tuple[str, ...]]]:
    """Return, by how they were interpreted, the values: column, text, read as, cells."""
    told = judge_rows([header, *rows])["interpreted"]
    assert [group["count"] for group in told] == [
        sum(len(value["cells"]) for value in group["values"]) for group in told
    ]
    return {
        group["how"]: [
            (value["column"], value["text"], value["told"], *value["cells"]) for value in group["values"]
        ]
        for group in told
    }


def test_what_was_copied_is_not_told(data: Path) -> None:
    assert groups(COPIED) == {}


def test_each_way_of_interpreting_is_told_with_its_cells(data: Path) -> None:
    written = ["C2", "RS Viala", "04/03/2025", "3ème étage", "bruits", "Orienté vers l'extérieur", "14/03/25"]
    again = ["C3", "RS Viala", 45720, "3", "BRUIT", "Orienté vers l'extérieur", None]
    assert groups(written, again) == {
        "short_year": [("Clos le", "14/03/25", "14 mars 2025", "G2")],
        "serial": [("Date signalement", "45720", "4 mars 2025", "C3")],
        "alias": [
            ("Nature", "bruits", "Bruit", "E2"),
            ("Issue", "Orienté vers l'extérieur", "Orienté externe", "F2", "F3"),
        ],
        "place": [("Résidence", "RS Viala", "Viala", "B2", "B3"), ("Palier", "3ème étage", "3", "D2")],
        "text_day": [("Date signalement", "04/03/2025", "4 mars 2025", "C2")],
    }


def test_numbers_with_words_and_words_for_zero(data: Path) -> None:
    meeting = [date(2025, 3, 4), "VIA", "Réunion de palier", "3", "Tenue", "12 pers.", "néant"]
    assert groups(meeting, header=MEETING_HEADER) == {
        "worded": [("Invités", "12 pers.", "12", "F2")],
        "zero": [("Présents résidents", "néant", "0", "G2")],
    }


def test_the_most_doubtful_comes_first(data: Path) -> None:
    rows = [
        ["C1", "VIA", "03/04/2025", "3", "Bruit", "Résolu", "12.04.25"],
        ["C2", "VIA", "04/15/2025", "3", "Bruit", "Résolu", None],
    ]
    found = groups(*rows)
    assert list(found) == [how for how in TITLES if how in found]
    assert found["american"] == [("Date signalement", "03/04/2025", "3 avril 2025", "C2")]
    assert "text_day" not in found


def test_an_order_that_may_be_the_american_one_is_a_doubt(data: Path) -> None:
    lines = [[f"C{at}", "VIA", f"{at:02d}/04/2025", "3", "Bruit", "En cours", None] for at in range(1, 10)]
    fault = ["C0", "VIA", "04/15/2025", "3", "Bruit", "En cours", None]
    problems = judge_rows([CONFLICT_HEADER, *lines, fault])["problems"]
    assert [(one["cell"], one["severity"]) for one in problems] == [("C2", "doubt"), ("C11", "fault")]
    # 04/04/2025 reads the same both ways.
    assert "lignes 2, 3, 4, 6, 7 et 3 autres sont lues jour/mois" in problems[0]["message"]
    alone = judge_rows([CONFLICT_HEADER, *lines])
    assert alone["problems"] == []


def test_what_the_title_says_for_a_line_is_told(data: Path) -> None:
    header = [name for name in CONFLICT_HEADER if name != "Résidence"]
    line = [COPIED[0], *COPIED[2:]]
    told = judge_rows([["Résidence : Viala"], header, line])["interpreted"]
    assert [(group["how"], group["values"][0]["told"]) for group in told] == [("filled", "Viala")]


def test_several_values_of_a_list_written_as_they_are_shown_are_copied(data: Path) -> None:
    header = [*MEETING_HEADER, "Thèmes"]
    meeting = [date(2025, 3, 4), "VIA", "Réunion de palier", "3", "Tenue", 12, 5]
    assert groups([*meeting, "Propreté, Voisinage"], header=header) == {}
    assert groups([*meeting, "proprete / voisinages"], header=header) == {
        "alias": [("Thèmes", "proprete / voisinages", "Propreté, Voisinage", "H2")]
    }

"""F7, satisfaction, as staff write it: words, faces, notes of either scale, scales upside down, means in place of answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.scales import scale_in
from tests.workbooks import Receipt, judge, kept_rows, load, residences_file, write_xlsx

HEADER = ["Vague", "Résidence", "N° questionnaire", "Date", "Satisfaction globale", "Voisinage", "Propreté"]
DAY = date(2025, 6, 3)


def line(number: int, *answers: Any, wave: str = "Vague 2025") -> list[Any]:
    return [wave, "Viala", number, DAY, *answers]


def written(
    folder: Path, lines: list[list[Any]], header: list[Any] | None = None, title: str = "Enquête"
) -> Path:
    return write_xlsx(folder / "s.xlsx", {"Réponses": [[title], header or HEADER, *lines]})


def told(receipt: Receipt) -> list[tuple[str, str]]:
    return [(one["severity"], one["cell"]) for one in receipt["problems"]]


@pytest.fixture
def known(data: Path, tmp_path: Path) -> Path:
    load(residences_file(tmp_path))
    return tmp_path


def answers(folder: Path, lines: list[list[Any]], **more: Any) -> list[tuple[Any, ...]]:
    [receipt] = load(written(folder, lines, **more))
    assert receipt["status"] == "loaded", receipt["problems"]
    items = ("item_global", "item_voisinage", "item_proprete_communs")
    return [tuple(row[item] for item in items) for row in kept_rows("enquete_satisfaction")]


def test_words_and_faces_are_steps_of_four(known: Path) -> None:
    lines = [
        line(1, "Très satisfait", "😀", ":)"),
        line(2, "plutôt satisfait", "🙂", "Assez satisfait"),
        line(3, "Peu satisfait", "😐", "insatisfait"),
        line(4, "PAS DU TOUT SATISFAIT", "🙁", "☹️"),
    ]
    assert answers(known, lines) == [
        ("4/4", "4/4", "3/4"),
        ("3/4", "3/4", "3/4"),
        ("2/4", "2/4", "2/4"),
        ("1/4", "2/4", "1/4"),
    ]


def test_no_opinion_and_a_blank_are_not_known_and_beside_the_point_is_neither(known: Path) -> None:
    assert answers(known, [line(1, "NSP", None, "Sans opinion"), line(2, "Très satisfait", "NC", "SO")]) == [
        (None, None, None),
        ("4/4", None, None),
    ]
    assert [row["not_applicable"] for row in kept_rows("enquete_satisfaction")] == [
        None,
        ";item_proprete_communs;",
    ]


def test_each_column_has_its_own_scale_and_keeps_it(known: Path) -> None:
    """A note out of ten beside three words: 4 out of 10 is no « très satisfait »."""
    header = [*HEADER[:4], "Satisfaction globale /10", *HEADER[5:]]
    lines = [line(1, 4, "Peu satisfait", "Très satisfait"), line(2, 3, "Satisfait", "NSP")]
    assert answers(known, lines, header=header) == [("4/10", "2/4", "4/4"), ("3/10", "3/4", None)]


def test_notes_over_five_tell_a_scale_of_ten_without_a_word(known: Path) -> None:
    assert answers(known, [line(1, 8, 5, 10), line(2, 4, 7, 0)]) == [
        ("8/10", "5/10", "10/10"),
        ("4/10", "7/10", "0/10"),
    ]


@pytest.mark.parametrize(
    "title",
    [
        "Satisfaction (1 = très satisfait, 4 = pas du tout satisfait)",
        "Notes de 1 à 4, 1 étant la meilleure",
        "Échelle inversée",
    ],
)
def test_a_scale_upside_down_is_turned_when_it_is_announced(title: str, known: Path) -> None:
    assert answers(known, [line(1, 1, 2, 4), line(2, "4/4", "Très satisfait", 3)], title=title) == [
        ("4/4", "3/4", "1/4"),
        ("4/4", "4/4", "2/4"),
    ]


def test_the_column_of_the_scale_speaks_for_its_own_line(known: Path) -> None:
    header = [*HEADER, "Échelle"]
    lines = [
        [*line(1, 1, 2, 4), "1-4"],
        [*line(2, 1, 2, 4), "1 = très satisfait"],
        [*line(3, 1, 2, 4), "0 à 10"],
    ]
    found = [("1/4", "2/4", "4/4"), ("4/4", "3/4", "1/4"), ("1/10", "2/10", "4/10")]
    assert answers(known, lines, header=header) == found


def test_notes_from_one_to_four_of_which_nothing_says_the_sense_are_one_doubt(
    data: Path, tmp_path: Path
) -> None:
    receipt = judge(written(tmp_path, [line(1, 1, 2, 4), line(2, 3, 3, 3)]))
    assert told(receipt) == [("doubt", "E3")]
    assert "1 = très satisfait" in receipt["problems"][0]["message"]
    announced = judge(written(tmp_path, [line(1, 1, 2, 4)], title="4 = très satisfait"))
    assert announced["problems"] == []


def test_notes_from_one_to_five_are_refused_and_said(data: Path, tmp_path: Path) -> None:
    receipt = judge(written(tmp_path, [line(1, 5, "NSP", "NSP"), line(2, 3, "NSP", "NSP")]))
    assert told(receipt) == [("fault", "E3"), ("fault", "E4")]
    assert "de 1 à 5" in receipt["problems"][0]["message"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (3.4, "est une moyenne"),
        ("3,4", "est une moyenne"),
        (0.82, "est une moyenne"),
        ("oui", "n'est pas une réponse"),
        (11, "hors de l'échelle"),
        (-1, "hors de l'échelle"),
    ],
)
def test_a_mean_a_word_and_a_note_too_high_are_no_answers(
    typed: Any, words: str, data: Path, tmp_path: Path
) -> None:
    receipt = judge(written(tmp_path, [line(1, typed, "NSP", "NSP")]))
    assert told(receipt) == [("fault", "E3")]
    assert words in receipt["problems"][0]["message"]


def test_a_line_of_means_below_the_answers_is_no_questionnaire(known: Path) -> None:
    lines = [line(1, 8, 9, 7), ["MOYENNE", None, None, None, 8.0, 9.0, 7.0]]
    assert answers(known, lines) == [("8/10", "9/10", "7/10")]


def test_one_item_on_two_scales_in_one_wave_is_a_doubt(data: Path, tmp_path: Path) -> None:
    sheets = {
        "A": [["Notes de 0 à 10"], HEADER, line(1, 8, 9, 7)],
        "B": [HEADER, line(2, "Très satisfait", "NSP", "NSP")],
    }
    receipt = judge(write_xlsx(tmp_path / "s.xlsx", sheets))
    assert [(one["severity"], one["sheet"]) for one in receipt["problems"]] == [("doubt", "B")]
    assert "deux échelles" in receipt["problems"][0]["message"]


def test_an_excel_that_makes_dates_of_fractions_is_understood(known: Path) -> None:
    assert answers(known, [line(1, date(2025, 4, 3), "3/4", "8 / 10")]) == [("3/4", "3/4", "8/10")]


@pytest.mark.parametrize(
    ("said", "scale"),
    [
        ("Note de 0 à 10", "0_10"),
        ("Satisfaction globale (/10)", "0_10"),
        ("sur 4", "1_4"),
        ("(1 - 4)", "1_4"),
        ("4 = Très satisfait", "1_4"),
        ("4 = pas du tout satisfait", "4_1"),
        ("Enquête 2025, 10 juin", ""),
        ("Vague 4", ""),
    ],
)
def test_what_words_say_of_a_scale(said: str, scale: str) -> None:
    assert scale_in(said) == scale

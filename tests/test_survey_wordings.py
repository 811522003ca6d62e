"""What may be said of a survey follows the number of its answers: each rule on the page that a reader sees."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from indicators.verdicts import Change
from tests.test_pages import opened, said
from tests.workbooks import OCCUPATION_HEADER, load, residences_file, write_xlsx
from ui import answers, say, words

HEADER = [
    "Vague",
    "Résidence",
    "N° questionnaire",
    "Date",
    "Version",
    "Mobilité",
    "Numérique",
    "Aucun besoin",
]
RESIDENTS = 120


def wave(year: int, residence: str, needing: int, asked: int, version: str = "1") -> list[list[Any]]:
    """As many questionnaires as asked, the first ones in need of mobility, one of two of the others of the digital."""
    return [
        [f"Vague {year}", residence, number, date(year, 6, 3), version]
        + (["x", None, None] if number < needing else [None, "x", None] if number % 2 else [None, None, "x"])
        for number in range(asked)
    ]


@pytest.fixture
def surveys(tmp_path: Path, data: Path) -> None:
    """Viala: 15 of 50, then 35 of 50, then 20 of 50 in other words. Les Tilleuls: 7 answers, then 18 of 40, then 24 of 120."""
    lines = [
        *wave(2023, "Viala", 15, 50),
        *wave(2024, "Viala", 35, 50),
        *wave(2025, "Viala", 20, 50, "2"),
        *wave(2023, "Les Tilleuls", 3, 7),
        *wave(2024, "Les Tilleuls", 9, 18),
        *wave(2025, "Les Tilleuls", 12, 24),
    ]
    names = sorted({line[0] for line in lines})
    sheets = {name: [HEADER, *(line for line in lines if line[0] == name)] for name in names}
    present = {"Viala": (120, 120, 120), "Les Tilleuls": (20, 40, 120)}
    occupied = [
        [residence, date(2023 + at, 6, 1), 130, 120, count]
        for residence, counts in present.items()
        for at, count in enumerate(counts)
    ]
    receipts = load(
        residences_file(tmp_path),
        write_xlsx(tmp_path / "o.xlsx", {"Occupation": [OCCUPATION_HEADER, *occupied]}),
        write_xlsx(tmp_path / "b.xlsx", sheets),
    )
    assert {one["status"] for one in receipts} == {"loaded"}, [one["problems"][:3] for one in receipts]


def told(residence: str, year: int) -> str:
    return "\n".join(said(opened("besoins/besoins.py", residence=residence, vague=f"Vague {year}"))).replace(
        words.THIN, " "
    )


def test_each_number_of_answers_has_its_words(surveys: None) -> None:
    seven, eighteen, few_respond = (told("Les Tilleuls", year) for year in (2023, 2024, 2025))
    assert "Trop peu de réponses (7) pour calculer un pourcentage." in seven
    assert "Mobilité : 3 sur 7" in seven
    assert "43 %" not in seven
    assert (
        "Résultat fragile : 18 réponses seulement. Une réponse de plus ou de moins déplace le pourcentage de 6 points."
        in eighteen
    )
    assert "résidents sur 40" in eighteen
    assert "43 %" not in eighteen  # seven answers before: nothing to compare with
    assert "Moins de 30 % de réponses : ces chiffres décrivent les répondants" in few_respond
    assert "résidents sur 120" not in few_respond
    fifty = told("Viala", 2024)
    assert "Hausse établie : de 30 % à 70 % (+40 points" in fifty
    assert (
        "Avec 50 réponses par vague, seule une évolution d'au moins 26 points environ peut être établie avec confiance."
        in fifty
    )
    assert "Résultat fragile" not in fifty
    assert "Moins de 30 %" not in fifty
    # Viala's ages are not known: nothing is said of its public. Both questions compare.
    assert "2 questions se comparent, 0 ne se compare pas" in fifty
    assert "Trop peu de réponses par tranche d'âge" in fifty
    # In other words, nothing is reckoned across, and what differs is in bold.
    reworded = told("Viala", 2025)
    assert "établie :" not in reworded
    assert "Pas de vague précédente comparable" in reworded
    assert "texte non déposé, case à cocher, **version 2**" in reworded
    assert "série interrompue : version différente, textes non déposés" in reworded


def _change(low: float, high: float, verdict: Any, family: int = 90) -> Change:
    return Change(0.40, 0.57, (low + high) / 2, low, high, verdict, family)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_change(7, 32, "established"), "Hausse établie : de 40 % à 57 % (+20 points, plausible entre +7 et +32)."),
        (_change(-32, -7, "established"), "Baisse établie : de 40 % à 57 % (-20 points"),
        (_change(1, 31, "to_confirm"),
         "Hausse à confirmer : de 40 % à 57 % (+16 points, plausible entre +1 et +31). Parmi 90 comparaisons, environ 4 écarts "
         "de ce type apparaissent par hasard."),
        (_change(1, 31, "to_confirm", 15), "Parmi 15 comparaisons, environ un écart de ce type apparaît par hasard."),
        (_change(-20, 9, "not_established"), "Pas d'évolution établie (écart de -6 points, plausible entre -20 et +9)."),
        (_change(-10, 10, "not_established"), "Stable : "),
        (_change(-10.5, 9, "not_established"), "Pas d'évolution établie"),
        (_change(-20, 9, "too_few"), "Trop peu de cas pour conclure : 40 % puis 57 %."),
    ],
)  # fmt: skip
def test_the_wordings_of_a_change(change: Change, expected: str) -> None:
    assert expected in say.change(change).replace(words.THIN, " ")


def test_the_edges_of_each_rule() -> None:
    assert [answers.is_few(n) for n in (None, 0, 9, 10)] == [True, True, True, False]
    assert [bool(answers.warning(n)) for n in (9, 10, 29, 30)] == [True, True, True, False]
    assert [bool(answers.only_respondents(share)) for share in (None, 0.299, 0.3)] == [False, True, False]
    assert [bool(answers.detectable(n, 50)) for n in (19, 20)] == [False, True]
    assert answers.detectable(50, 48).startswith(
        "Avec 50 puis 48 réponses, seule une évolution d'au moins 26 points"
    )


def _aged(year: int, counts: dict[str, tuple[int, int]]) -> list[list[Any]]:
    """Questionnaires of each age band, so many of them in need."""
    lines, number = [], 0
    for age, (needing, asked) in counts.items():
        for place in range(asked):
            number += 1
            ticked = ["x", None] if place < needing else [None, "x"]
            lines.append([f"Vague {year}", "Viala", number, date(year, 6, 3), "1", age, *ticked])
    return lines


def test_a_change_of_public_is_told_apart_from_the_rest(tmp_path: Path, data: Path) -> None:
    header = [
        "Vague",
        "Résidence",
        "N° questionnaire",
        "Date",
        "Version",
        "Tranche d'âge",
        "Mobilité",
        "Aucun besoin",
    ]
    # 10 % of the younger and 50 % of the older, then 20 % and 60 %; the older are 20 of 60, then 40 of 60.
    first, second = {"26-39": (4, 40), "65-74": (10, 20)}, {"26-39": (4, 20), "65-74": (24, 40)}
    sheets = {"A": [header, *_aged(2023, first)], "B": [header, *_aged(2024, second)]}
    occupied = [["Viala", date(year, 6, 1), 100, 90, 120] for year in (2023, 2024)]
    load(
        residences_file(tmp_path),
        write_xlsx(tmp_path / "o.xlsx", {"Occupation": [OCCUPATION_HEADER, *occupied]}),
        write_xlsx(tmp_path / "b.xlsx", sheets),
    )
    text = told("Viala", 2024)
    # 14/60 to 28/60: +23; mix: a third more of the older at the mean gap (0.4): 13; the rest: +10 in each band.
    assert (
        "**Mobilité** : +23 points, dont +13 points tenant au changement de public (plus ou moins de 60 ans)"
        in text
    )
    assert "et +10 points pour le reste." in text
    assert "le reste n'est pas une cause" in text

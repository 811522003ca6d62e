"""Two waves compare question by question: the same words under another version's name go on, other words break that question alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from access.scope import EVERYTHING, sight_of
from indicators import opinion_waves, survey
from indicators.compute import compute
from indicators.measure import current_version, measure
from indicators.questions import Left, compared, marked, reworded
from pipelines.closing import close, reopen
from tests.test_pages import opened, said
from tests.workbooks import OCCUPATION_HEADER, judge, load, residences_file, write_xlsx
from ui import words

NEEDS = [
    "Vague",
    "Résidence",
    "N° questionnaire",
    "Date",
    "Version",
    "Mobilité",
    "Numérique",
    "Sécurité",
    "Aucun besoin",
]
OPINIONS = ["Vague", "Résidence", "N° questionnaire", "Date", "Version", "Voisinage", "Propreté"]
ASKED = ["Enquête", "Version du questionnaire", "Question", "Libellé lu aux résidents", "Réponses proposées"]
HOSTILE = "Voulez-vous **apprendre** <img src=x onerror=alert(1)> [ici](http://x.invalid) ?"
TEXTS = [
    ["Besoins", "A", "Mobilité", "Avez-vous du mal à vous déplacer ?", "Case à cocher"],
    ["Besoins", "B", "Mobilité", "AVEZ–VOUS  du mal à vous déplacer\N{NARROW NO-BREAK SPACE}?", "case à cocher."],
    ["Besoins", "A", "Numérique", "Avez-vous besoin d'aide avec internet ?", "Case à cocher"],
    ["Besoins", "B", "Numérique", "Avez-vous envie d'aide avec internet ?", "Case à cocher"],
    ["Besoins", "A", "Sécurité", "Voulez-vous apprendre le français ?", "Case à cocher"],
    ["Besoins", "B", "Sécurité", HOSTILE, "0 à 3"],
    ["Satisfaction", "A", "Voisinage", "Vos voisins vous conviennent-ils ?", "4 degrés"],
    ["Satisfaction", "B", "Voisinage", "Vos voisins vous conviennent-ils ?", "4 degrés"],
    ["Satisfaction", "A", "Propreté", "Les communs sont-ils propres ?", "4 degrés"],
    ["Satisfaction", "B", "Propreté", "Les communs sont-ils propres ?", "5 degrés"],
]  # fmt: skip


def needs(year: int, residence: str, needing: int, version: str) -> list[list[Any]]:
    """Forty questionnaires, the first ones in need of all three."""
    return [
        [f"Vague {year}", residence, number, date(year, 6, 3), version]
        + ([*["x"] * 3, None] if number < needing else [*[None] * 3, "x"])
        for number in range(40)
    ]  # fmt: skip


def opinions(year: int, content: int, version: str) -> list[list[Any]]:
    answer = ("Très satisfait", "Peu satisfait")
    return [
        [f"Vague {year}", "Viala", number, date(year, 6, 3), version, *[answer[number >= content]] * 2]
        for number in range(40)
    ]


@pytest.fixture
def surveys(tmp_path: Path, data: Path) -> Path:
    """Viala goes from version A to B, Les Tilleuls from B to B: 10 then 30 of 40 in both."""
    lines = [*needs(2024, "Viala", 10, "A"), *needs(2025, "Viala", 30, "B")]
    lines += [*needs(2024, "Les Tilleuls", 10, "B"), *needs(2025, "Les Tilleuls", 30, "B")]
    lines.sort(key=lambda line: line[0])
    sheets = {
        wave: [NEEDS, *(line for line in lines if line[0] == wave)] for wave in ("Vague 2024", "Vague 2025")
    }
    occupied = [
        [residence, date(year, 6, 1), 130, 120, 100]
        for residence in ("Viala", "Les Tilleuls")
        for year in (2024, 2025)
    ]
    said = {"2024": [OPINIONS, *opinions(2024, 10, "A")], "2025": [OPINIONS, *opinions(2025, 30, "B")]}
    receipts = load(
        residences_file(tmp_path),
        write_xlsx(tmp_path / "o.xlsx", {"Occupation": [OCCUPATION_HEADER, *occupied]}),
        write_xlsx(tmp_path / "b.xlsx", sheets),
        write_xlsx(tmp_path / "s.xlsx", said),
    )
    assert {one["status"] for one in receipts} == {"loaded"}, [one["problems"][:3] for one in receipts]
    return tmp_path


def file_texts(folder: Path, rows: list[list[Any]]) -> None:
    [receipt] = load(write_xlsx(folder / "q.xlsx", {"Questions": [ASKED, *rows]}))
    assert (receipt["kind"], receipt["status"]) == ("questionnaires", "loaded"), receipt["problems"]


def changed(residence: str) -> set[str]:
    version = current_version()
    assert version
    found = measure(version, EVERYTHING, "need_change_pts", ("residence", "wave", "category"))
    return {one.group["category"] for one in found if one.group["residence"] == residence and one.denominator}


def test_a_version_is_taken_at_its_name_until_its_texts_are_filed(surveys: Path) -> None:
    assert changed("VIA") == set()
    assert changed("TIL") == {"mobilite", "numerique", "securite"}
    version = current_version()
    assert version
    assert survey.need_changes(version, EVERYTHING, "Vague 2025", ("VIA",)) == {}
    assert {one.broken_by for one in survey.needs_left_out(version, EVERYTHING, "Vague 2025")} == {"version"}
    told = page("besoins/besoins.py")
    assert "texte non déposé, case à cocher, **version A**" in told
    assert "série interrompue : version différente, textes non déposés" in told
    assert "Déposez le classeur « Questions posées »" in told


def test_each_question_breaks_alone_where_texts_are_filed(surveys: Path) -> None:
    file_texts(surveys, TEXTS)
    version = current_version()
    assert version
    assert compared(version, "besoins")["mobilite", "A", "B"] == ""
    assert compared(version, "besoins")["numerique", "A", "B"] == "wording"
    assert compared(version, "satisfaction")["proprete_communs", "A", "B"] == "answers"
    assert changed("VIA") == {"mobilite"}
    judged = opinion_waves.opinion_changes(version, EVERYTHING, "Vague 2025", ("VIA",))
    assert judged["proprete_communs"] is None
    assert judged["voisinage"] is not None
    assert judged["voisinage"].points == 50
    # Two residences: in other words before, Viala is left out of two needs; of one wording, it counts in the third.
    both = survey.need_changes(version, EVERYTHING, "Vague 2025")
    assert set(both) == {"mobilite", "numerique", "securite"}
    left = survey.needs_left_out(version, EVERYTHING, "Vague 2025")
    assert left == [Left("VIA", "numerique", "wording"), Left("VIA", "securite", "wording")]
    told = page("besoins/besoins.py", residence="")
    assert "Viala (libellé modifié : " in told


def test_what_was_asked_otherwise_is_told_outside_and_by_whom_is_not(surveys: Path) -> None:
    """Viala alone changed its questionnaire, from A to B; both June are closed, then one of them alone."""
    file_texts(surveys, TEXTS)
    close(["2024-06", "2025-06"], compute, by="test", name="Direction")
    funder = sight_of("evaluateur", (), date(2024, 1, 1), date(2025, 12, 1))
    told = [
        (one.survey, one.wave, one.question, one.broken_by, one.residences)
        for one in reworded(str(current_version()), funder)
    ]
    assert told == [
        ("besoins", "Vague 2025", "numerique", "wording", 1),
        ("besoins", "Vague 2025", "securite", "wording", 1),
        ("satisfaction", "Vague 2025", "proprete_communs", "answers", 1),
    ]
    reopen("2025-06", compute, by="test", reason="un questionnaire oublié")
    assert reworded(str(current_version()), funder) == []


def test_two_wordings_are_never_added_up(surveys: Path) -> None:
    """Each residence keeps its own words over time, but not those of the other: the one of fewer residents is left out."""
    lines = [*needs(2026, "Viala", 10, "B"), *needs(2026, "Les Tilleuls", 30, "C")]
    lines += [*needs(2027, "Viala", 10, "B"), *needs(2027, "Les Tilleuls", 10, "C")]
    sheets = {
        wave: [NEEDS, *(line for line in lines if line[0] == wave)] for wave in ("Vague 2026", "Vague 2027")
    }
    occupied = [
        [name, date(2027, 6, 1), 130, 120, size] for name, size in (("Viala", 60), ("Les Tilleuls", 110))
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_TODAY", "2028-01-15")
        load(
            write_xlsx(surveys / "b2.xlsx", sheets),
            write_xlsx(surveys / "o2.xlsx", {"Occupation": [OCCUPATION_HEADER, *occupied]}),
        )
        version = current_version()
        assert version
        # Les Tilleuls, 110 residents, fell from 75 % to 25 %; Viala, 60 residents, did not move: 35 points would mix both.
        found = survey.need_changes(version, EVERYTHING, "Vague 2027")
        assert found["mobilite"].points == -50
        assert Left("VIA", "mobilite", "unlike") in survey.needs_left_out(version, EVERYTHING, "Vague 2027")


def page(script: str, residence: str = "Viala") -> str:
    chosen = {"residence": residence} if residence else {}
    return "\n".join(said(opened(script, vague="Vague 2025", **chosen))).replace(words.THIN, " ")


def test_both_wordings_stand_side_by_side_and_nothing_typed_is_a_command(surveys: Path) -> None:
    file_texts(surveys, TEXTS)
    told = page("besoins/besoins.py")
    assert "Les questions posées, côte à côte" in told
    assert "Avez\\-vous **besoin** d'aide avec internet ?" in told
    assert "Avez\\-vous **envie** d'aide avec internet ?" in told
    assert (
        "série interrompue : libellé modifié. Mots changés : «\N{NO-BREAK SPACE}besoin\N{NO-BREAK SPACE}» → «\N{NO-BREAK SPACE}envie"
        in told
    )
    assert "**Mobilité** : comparable" in told
    assert "Hausse établie : de 25 % à 75 %" in told
    assert "\\<img src=x onerror=alert\\(1\\)\\>" in told
    assert "<img" not in told.replace("\\<img", "")
    assert "[ici](" not in told
    opinion = page("besoins/satisfaction.py")
    assert "série interrompue : réponses proposées modifiées" in opinion
    assert "échelle ou formulation différente" in opinion


def test_typography_is_no_change_of_words() -> None:
    assert not any(
        is_changed for _, is_changed in marked("Êtes–vous  AIDÉ ?", "etes-vous aide\N{NO-BREAK SPACE}?")
    )
    assert marked("un besoin urgent", "un souhait urgent")[1] == ("besoin", True)


def test_a_question_of_the_other_survey_is_refused(surveys: Path) -> None:
    rows = [["Besoins", "A", "Propreté des communs", "Est-ce propre ?", None]]
    receipt = judge(write_xlsx(surveys / "q.xlsx", {"Questions": [ASKED, *rows]}))
    assert [one["severity"] for one in receipt["problems"]] == ["fault"]
    assert "n'est pas de l'enquête dite" in receipt["problems"][0]["message"]

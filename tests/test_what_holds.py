"""A text frozen in 2025 on the figures of 2024, and what became of its sentences as data came: hand-made, worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from access.accounts import Perimeter
from access.scope import EVERYTHING, Sight
from indicators.measure import current_version, measure
from indicators.projects import projects
from indicators.trace import trace
from pipelines.build import write_facts
from pipelines.journal import read_journal
from pipelines.store import scratch
from pipelines.validated_texts import write_validated_texts
from social_project.document import BoundFigure
from social_project.freezing import validate
from social_project.holds import Moved, review, sentences, told
from social_project.revisions import draft, in_force, last_number, save
from social_project.unrevised import unrevised
from social_project.versions import Validated
from tests.browser.serving import ROOT
from tests.people import signed_in
from tests.test_pages import ran, said
from tests.workbooks import load, write_xlsx

CODE = "ONE"
AGED = BoundFigure("age_60plus_share", CODE, "2024")
BEFORE = BoundFigure("age_60plus_share", CODE, "2023")
OF = BoundFigure("age_60plus_share", CODE, "2024", shown="denominator")
MET = BoundFigure("meetings_held", CODE, "2024")
CARE = BoundFigure("need_rate", CODE, "Vague A", "sante_soins")
MOVE = BoundFigure("need_rate", CODE, "Vague A", "mobilite")
TEXTS = {
    "1": f"La résidence a changé. Une majorité de résidents a plus de 60 ans ([?]({AGED.address}), sur [?]({OF.address})). Fin.",
    "2": f"| Part | 2023 |\n| --- | --- |\n| 60 ans et plus | [?]({BEFORE.address}) |",
    "7": f"On s'est réuni [?]({MET.address}) fois.\n\n- Se soigner : [?]({CARE.address})\n- Se déplacer : [?]({MOVE.address})",
}


def statement(year: int, young: int, aged: int) -> list[list[Any]]:
    head = [
        "Résidence",
        "Mois",
        "Capacité",
        "Occupés au dernier jour",
        "Résidents présents",
        "26-39 ans",
        "60-64 ans",
    ]
    months = (date(year, month, 1) for month in range(1, 13))
    return [head, *([CODE, month, 120, 100, young + aged, young, aged] for month in months)]


def meetings(year: int, held: int) -> list[list[Any]]:
    days = (date(year, month, 6) for month in range(1, held + 1))
    return [
        [f"Du 01/01/{year} au 31/12/{year}"],
        ["Date", "Résidence", "Type de réunion", "Statut"],
        *([day, CODE, "Plénière", "Tenue"] for day in days),
    ]


def survey(wave: str, day: date, care: int, move: int) -> list[list[Any]]:
    head = ["Vague", "Résidence", "N° questionnaire", "Date", "Santé / soins", "Mobilité", "Numérique"]
    ticks = (
        (number, "x" if number <= care else None, "x" if number <= move else None, "x")
        for number in range(1, 41)
    )
    return [head, *([wave, CODE, number, day, *ticked] for number, *ticked in ticks)]


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """The data as they were when the text was frozen; then 2024 corrected; then 2025 told, with a second wave."""
    folder = tmp_path_factory.mktemp("holds")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(folder / "data"))
        found = []

        def come(day: str, name: str, sheets: dict[str, list[list[Any]]]) -> None:
            patch.setenv("PALIER_TODAY", day)
            [*_, receipt] = load(write_xlsx(folder / name, sheets), reason="essai")
            assert receipt["status"] == "loaded", receipt["problems"]
            found.append(current_version() or "")

        listed = [
            ["Code", "Résidence", "Nb logements", "Nb paliers"],
            [CODE, "Maison Une", 120, 3],
            ["TWO", "Maison Deux", 9, 1],
        ]
        patch.setenv("PALIER_TODAY", "2025-02-01")
        load(write_xlsx(folder / "liste.xlsx", {"Résidences": listed}))
        first = {
            "Occupation 2023": statement(2023, 60, 40),
            "Occupation": statement(2024, 38, 62),
            "Réunions 2024": meetings(2024, 3),
            "Besoins": survey("Vague A", date(2024, 10, 7), 12, 10),
        }
        come("2025-02-01", "2024.xlsx", first)
        save(CODE, TEXTS, last_number(CODE), "equipe.une")
        validate(CODE, last_number(CODE), "V1", date(2025, 2, 1), "direction.une", found[0], EVERYTHING)
        come("2025-06-01", "corrige.xlsx", {"Réunions 2024": meetings(2024, 4)})
        then = {
            "Occupation": statement(2025, 50, 46),
            "Réunions 2025": meetings(2025, 9),
            "Besoins": survey("Vague B", date(2025, 10, 6), 30, 12),
        }
        come("2026-01-15", "2025.xlsx", then)
        yield found


def moved(version: str, sight: Sight = EVERYTHING) -> dict[tuple[str, str], Moved]:
    text = in_force(CODE)
    assert text
    return {
        (one.sentence.bound.indicator, one.sentence.bound.category or one.sentence.bound.shown): one
        for one in review(version, sight, text).moved
    }


def test_a_text_just_frozen_holds(versions: list[str]) -> None:
    text = in_force(CODE)
    assert text
    found = review(versions[0], EVERYTHING, text)
    assert (found.moved, found.held, found.unread) == ((), 6, ())


def test_a_figure_corrected_since_is_told_with_the_load_that_did_it(versions: list[str]) -> None:
    found = moved(versions[1])
    assert list(found) == [("meetings_held", "value")]
    [one] = found.values()
    assert (one.then.words, one.now.text, one.corrected, one.gap) == ("3", "4", "4", 1)
    assert [source.file for source in one.sources] == ["corrige.xlsx"]


def test_what_a_year_later_says(versions: list[str]) -> None:
    found = moved(versions[2])
    aged = found["age_60plus_share", "value"]
    assert (aged.then.words.replace("\u202f", " "), aged.verdict) == ("62 %", "counted")
    assert told(aged).replace("\u202f", " ").replace("\u00a0", " ") == "Données 2025 : 48 % (46 sur 96)"
    assert aged.gap == pytest.approx(100 * (46 / 96 - 0.62))
    assert [source.file for source in aged.sources] == ["2025.xlsx"]
    assert found["age_60plus_share", "denominator"].gap == 96 - 100
    met = found["meetings_held", "value"]
    assert (met.now.bound.period, met.now.text, met.corrected) == ("2025", "9", "4")
    # 12 of 40 then 30 of 40: z = 4; 10 of 40 then 12 of 40: z = 0,5.
    assert found["need_rate", "sante_soins"].verdict == "established"
    assert found["need_rate", "mobilite"].verdict == "not_established"
    assert [source.file for source in found["need_rate", "sante_soins"].sources] == ["2025.xlsx"]


def test_what_a_text_says_of_an_earlier_year_is_not_contradicted_by_a_later_one(versions: list[str]) -> None:
    """« 62 % en 2024, 40 % en 2023 »: 2025 answers to the first. The cell says what it is of."""
    text = in_force(CODE)
    assert text
    assert BEFORE not in {one.sentence.bound for one in review(versions[2], EVERYTHING, text).moved}
    [cell] = [one for one in sentences(text.document) if one.bound == BEFORE]
    assert (cell.before, cell.words.replace("\u202f", " ")) == ("60 ans et plus, 2023 : ", "40 %")


def test_they_are_sorted_by_what_is_known_then_by_size(versions: list[str]) -> None:
    text = in_force(CODE)
    assert text
    found = review(versions[2], EVERYTHING, text).moved
    assert [one.verdict for one in found] == ["established", *["counted"] * 3, "not_established"]
    sizes = [round(one.size) for one in found if one.verdict == "counted"]
    assert sizes == [200, 14, 4]  # 3 to 9 meetings, 62 to 48 %, 100 to 96 residents


def test_the_text_that_was_frozen_does_not_move(versions: list[str]) -> None:
    text = in_force(CODE)
    assert text
    assert [one.words.replace("\u202f", " ") for one in text.figures] == [
        "62 %",
        "100",
        "40 %",
        "3",
        "30 %",
        "25 %",
    ]
    assert text.data_version == versions[0]


def test_a_text_validated_here_is_in_force_for_figures_too(versions: list[str]) -> None:
    """Validated on the 1st of February 2025, which no register says: 333 days old at the end of the year, and traced to the text."""
    [age] = measure(versions[2], EVERYTHING, "social_project_age_years", ("residence",))
    assert (age.group["residence"], age.value) == (CODE, pytest.approx(333 / 365.25))
    [line] = trace(versions[2], EVERYTHING, "social_project_age_years", CODE, "2025")
    assert (line["file"], line["sheet"], line["loaded_by"]) == (
        "Texte validé dans Palier, version V1",
        None,
        "direction.une",
    )
    [project] = projects(versions[2], EVERYTHING, [CODE], date(2025, 12, 31))
    assert (project.in_force, project.validated_on) == ("V1", date(2025, 2, 1))


def test_a_version_that_the_register_holds_is_told_once(versions: list[str]) -> None:
    con = scratch()
    write_facts(con, read_journal())
    [told_once] = con.execute("select version from validated_texts").fetchall()
    assert told_once == ("V1",)
    con.execute(
        "insert into social_projects (residence, version, validated_on) values (?, 'v. 1', date '2025-02-01')",
        [CODE],
    )
    con.execute("drop table validated_texts")
    write_validated_texts(con)
    assert con.execute("select count(*) from validated_texts").fetchone() == (0,)


def test_a_sentence_is_told_alone(versions: list[str]) -> None:
    one = moved(versions[2])["age_60plus_share", "value"].sentence
    assert one.before == "Une majorité de résidents a plus de 60 ans ("
    assert one.after == ", sur 100)."
    assert (one.section, moved(versions[2])["need_rate", "mobilite"].sentence.before) == (
        "1",
        "Se déplacer : ",
    )


def test_whoever_may_not_read_a_residence_reads_no_sentence_of_it(versions: list[str]) -> None:
    text = in_force(CODE)
    assert text
    apart = Sight("equipe", ("TWO",))
    found = review(versions[2], apart, text)
    assert (found.moved, found.held, len(found.unread)) == ((), 0, 6)
    outside = Sight("evaluateur", by_residence=False, traces=False, closed_only=True, least=11)
    assert not review(versions[2], outside, text).moved


def opened(page: str = "projet_social/a_revoir", role: str = "direction") -> AppTest:
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60).switch_page(f"../pages/{page}.py")
    at.user = signed_in(role, login=f"{role}.revoir").user
    at.query_params["residence"] = "Maison Une"
    return ran(at)


def test_from_what_is_to_be_reviewed_to_a_draft_that_says_it(versions: list[str]) -> None:
    """The page: what it says of the sentence, then one click for all that is sure, and the version in force untouched."""
    at = opened()
    words_told = "\n".join(said(at)).replace("\u202f", " ").replace("\u00a0", " ").replace("\\", "")
    assert (
        "**3 phrases chiffrées ne tiennent plus** sur 6 ; 2 ont bougé peu, ou sans que ce soit établi ; 1 tient toujours."
        in words_told
    )
    assert "Le texte dit : « Une majorité de résidents a plus de 60 ans (**62 %**, sur 100). »" in words_told
    assert "**Données 2025 : 48 % (46 sur 96)**" in words_told
    assert "Reçu depuis la validation : « 2025.xlsx »" in words_told
    before = in_force(CODE)
    ran(at.button(key="reprendre-tout").click())
    kept = draft(CODE)
    assert before
    assert kept
    assert [figure.period for figure in kept.document.figures] == [
        "2025",
        "2025",
        "2023",
        "2025",
        "Vague B",
        "Vague A",
    ]
    assert "[9](chiffre:meetings_held?residence=ONE&periode=2025)" in kept.texts["7"]
    # « sur 100 » moved with « 62 % »: one sentence does not mix two years.
    assert "sur [96](chiffre:" in kept.texts["1"]
    assert in_force(CODE) == before
    assert not [button for button in at.button if button.key == "reprendre-tout"]
    assert [one.value for one in at.caption].count("Déjà repris dans le brouillon.") == 4


def test_a_team_reviews_its_own_residences_only(versions: list[str]) -> None:
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60).switch_page(
        "../pages/projet_social/a_revoir.py"
    )
    at.user = signed_in("equipe", Perimeter(("TWO",)), login="equipe.autre").user
    told_there = "\n".join(said(ran(at)))
    assert "62" not in told_there
    assert "60 ans" not in told_there


def version_of(day: date, **texts: str) -> Validated:
    sections = tuple((code.lstrip("_"), f"Rubrique {code}", text) for code, text in texts.items())
    return Validated(CODE, 1, "V", day, "x", "", "", None, sections, ())


def test_headings_that_nobody_revised() -> None:
    """The figures of a sentence follow the data: that is no revision. A heading is old once past the validity, or said again."""
    first = version_of(date(2018, 1, 1), _1="Mots [62 %](chiffre:x?periode=2017)", _2="Un", _3="Tout", _4=" ")
    last = version_of(
        date(2024, 1, 1), _1="Mots [48 %](chiffre:x?periode=2017)", _2="Deux", _3="Tout neuf", _4=""
    )
    found = unrevised([first, last], date(2026, 1, 1), 5)
    assert [(one.code, one.since.year, one.versions, one.is_empty) for one in found] == [
        ("4", 2018, 2, True),
        ("1", 2018, 2, False),
    ]
    assert {one.code for one in unrevised([first, last], date(2028, 12, 1), 5)} == {"1", "4"}
    assert {one.code for one in unrevised([first, last], date(2029, 2, 1), 5)} == {"1", "2", "3", "4"}

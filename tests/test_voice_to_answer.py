"""From voice to answer: what is counted, what is kept of what people write, for whom; recounted by hand on `project_data`."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access.accounts import Perimeter
from access.scope import EVERYTHING, LEAST_PUBLISHED, OutOfSight, sight_of
from indicators.decisions_declared import DECIDING, Meeting, Tally, meetings, tally
from pipelines.contracts.enquete_besoins import CATEGORIES
from pipelines.contracts.projets_sociaux import STAGES
from pipelines.demo.follow_up import write_follow_up
from pipelines.folder import data_folder, working_for
from social_project import followed_items, given_answers, stage_documents
from social_project.answers import Unanswered, threads, unanswered
from social_project.follow_up import NotKept
from social_project.followed_items import Item, function_of
from social_project.given_answers import Given
from social_project.poster_languages import choose_poster_languages
from social_project.stage_documents import Reference
from tests.browser.serving import ROOT
from tests.people import signed_in
from tests.project_data import DAY, filled
from tests.test_pages import ran, said
from ui.project_files import held

FUNDER = sight_of("evaluateur", ("ONE",), None, None)
TEAM = sight_of("equipe", ("ONE",), None, None)
ASKED = date(2025, 10, 1)
GIVEN = Given("ONE", "Vague 2025", "langue", "done", "Cours le mardi.", date(2025, 12, 1), "palier", "one")
ITEM = Item(
    "",
    "ONE",
    date(2025, 10, 3),
    "palier",
    "Réparer la lampe",
    "Service technique",
    date(2026, 1, 15),
    "to_do",
    "one",
)
PAGE = "projet_social/paroles_et_suites"


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from filled(tmp_path_factory.mktemp("voices"))


@pytest.fixture(autouse=True)
def nothing_written(version: str) -> None:
    shutil.rmtree(data_folder() / "follow_up", ignore_errors=True)


def counted(version: str) -> Unanswered:
    [one] = unanswered(threads(version, EVERYTHING, ("ONE",), DAY))
    return one


# Answers given.


def test_voices_left_without_an_answer_are_those_that_a_hand_counts(version: str) -> None:
    # Four needs voiced (10, 5, 2 and 1 of 10). An objective names santé and mobilité; an action is under way for santé and langue.
    assert counted(version) == Unanswered("ONE", "Vague 2025", 4, 2, 2, 4)
    given_answers.give(TEAM, GIVEN, ASKED)
    given_answers.give(TEAM, replace(GIVEN, need="sante_soins", kind="not_yet"), ASKED)
    assert counted(version).without_answer == 2
    found = threads(version, TEAM, (), DAY)
    assert [(one.need, one.voiced, one.asked, one.lacks) for one in found] == [
        ("mobilite", 2, 10, ("action", "answer")),
        ("numerique", 1, 10, ("objective", "action", "answer")),
        ("sante_soins", 10, 10, ()),
        ("langue", 5, 10, ("objective",)),
    ]
    assert found[2].objectives == ("Se soigner",)
    assert found[2].answer
    assert found[2].answer.kind == "not_yet"


def test_what_hangs_on_a_wall_tells_no_number_of_few_people(version: str) -> None:
    told = {one.need: one.voiced for one in threads(version, TEAM, (), DAY, least=3)}
    assert told == {"sante_soins": 10, "langue": 5, "mobilite": None, "numerique": None}
    assert not [
        one for one in threads(version, TEAM, (), DAY, least=LEAST_PUBLISHED) if one.voiced
    ]  # ten asked


def test_a_newer_answer_takes_the_place_of_the_older_and_may_be_taken_back(version: str) -> None:
    given_answers.give(EVERYTHING, GIVEN, ASKED)
    last = given_answers.give(EVERYTHING, replace(GIVEN, kind="under_way", text="Deux cours."), ASKED)
    assert given_answers.answers_given(TEAM) == {GIVEN.key: last}
    given_answers.withdraw(TEAM, last, "rendue ailleurs", "one")
    assert given_answers.answers_given(TEAM) == {}
    assert counted(version).without_answer == 4
    assert [(one.text, one.withdrawn) for one in given_answers.history(TEAM)] == [
        ("Cours le mardi.", False),
        ("Deux cours.", False),
        ("rendue ailleurs", True),
    ]
    with pytest.raises(NotKept, match="quelqu'un vient"):
        given_answers.withdraw(TEAM, last, "encore", "one")


def test_an_answer_to_another_wave_does_not_count(version: str) -> None:
    given_answers.give(TEAM, replace(GIVEN, wave="Vague 2023"), date(2023, 10, 1))
    assert counted(version).without_answer == 4


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"text": "   "}, "ce qui a été répondu"),
        ({"text": "x" * 601}, "601 signes"),
        ({"given_on": date(2025, 9, 30)}, "avant la vague"),
        ({"given_on": date(2026, 1, 16)}, "pas encore rendue"),
        ({"channel": "fumée"}, "liste"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(changed: dict[str, object], why: str) -> None:
    with pytest.raises(NotKept, match=why):
        given_answers.give(TEAM, replace(GIVEN, **changed), ASKED)  # type: ignore[arg-type]
    assert given_answers.history(TEAM) == []


def test_no_name_is_kept_and_an_illness_may_be_spoken_of() -> None:
    text = "Merci à M. Dupont, chambre 12 : permanence diabète au 06 12 34 56 78"
    kept = given_answers.give(TEAM, replace(GIVEN, text=text), ASKED)
    assert kept.text == "Merci à [nom], [chambre] : permanence diabète au [téléphone]"
    [path] = (data_folder() / "follow_up/answers").iterdir()
    assert "Dupont" not in path.read_text("utf-8")


def test_a_team_writes_for_its_own_and_a_funder_reads_nothing(version: str) -> None:
    given_answers.give(EVERYTHING, replace(GIVEN, residence="OLD"), ASKED)
    followed_items.follow(EVERYTHING, replace(ITEM, residence="OLD"))
    assert given_answers.history(TEAM) == []
    assert followed_items.items(TEAM, (), DAY) == []
    for write in (
        lambda: given_answers.give(TEAM, replace(GIVEN, residence="OLD"), ASKED),
        lambda: followed_items.follow(TEAM, replace(ITEM, residence="OLD")),
        lambda: stage_documents.refer(TEAM, replace(DOCUMENT, residence="OLD")),
        lambda: given_answers.history(FUNDER),
        lambda: followed_items.items(FUNDER, (), DAY),
        lambda: stage_documents.references(FUNDER),
        lambda: meetings(version, FUNDER, ()),
        lambda: threads(version, FUNDER, (), DAY),
    ):
        with pytest.raises(OutOfSight):
            write()


def test_nothing_crosses_to_another_association() -> None:
    given_answers.give(EVERYTHING, GIVEN, ASKED)
    with working_for("autre"):
        assert given_answers.history(EVERYTHING) == []


# Decisions followed.


def test_what_is_late_comes_first_and_the_day_itself_is_not_late() -> None:
    first = followed_items.follow(TEAM, ITEM)
    followed_items.follow(TEAM, replace(ITEM, text="Sans jour", due_on=None))
    followed_items.follow(TEAM, replace(ITEM, text="Hier", due_on=date(2026, 1, 14)))
    followed_items.follow(TEAM, replace(ITEM, text="Finie", due_on=date(2025, 11, 1), status="done"))
    found = followed_items.items(TEAM, (), date(2026, 1, 15))
    assert [(one.text, one.is_late(date(2026, 1, 15))) for one in found] == [
        ("Hier", True),
        ("Réparer la lampe", False),
        ("Sans jour", False),
        ("Finie", False),
    ]
    newer = followed_items.follow(TEAM, replace(first, status="dropped", reason="vendue"))
    assert followed_items.items(TEAM, (), DAY)[-1] == newer
    with pytest.raises(NotKept, match="quelqu'un vient"):
        followed_items.follow(TEAM, replace(first, status="done"))
    followed_items.withdraw(TEAM, newer, "one")
    assert "Réparer la lampe" not in [one.text for one in followed_items.items(TEAM, (), DAY)]
    assert len(followed_items.history(TEAM)) == 6


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"text": ""}, "décidé"),
        ({"due_on": date(2025, 10, 2)}, "avant la réunion"),
        ({"meeting_on": date(2026, 1, 16), "due_on": None}, "à venir"),
        ({"status": "dropped"}, "pourquoi"),
        ({"owner": "M. Dupont"}, "nom de personne"),
    ],
)
def test_a_decision_that_cannot_be_followed_is_refused(changed: dict[str, object], why: str) -> None:
    with pytest.raises(NotKept, match=why):
        followed_items.follow(TEAM, replace(ITEM, **changed))  # type: ignore[arg-type]
    assert followed_items.history(TEAM) == []


@pytest.mark.parametrize(
    "typed", ["Sophie", "Jean Dupont", "agent Sophie", "technicien Jean-Luc", "Mme Martin, direction", ""]
)
def test_who_carries_a_decision_is_never_a_name(typed: str) -> None:
    with pytest.raises(NotKept):
        function_of(typed)


@pytest.mark.parametrize("typed", ["référente santé", "Mairie de Sète", "responsable du CCAS", "Direction"])
def test_who_carries_a_decision_is_a_function(typed: str) -> None:
    assert function_of(f" {typed} ") == typed


def test_decisions_declared_are_set_against_those_followed_meeting_by_meeting(version: str) -> None:
    one, two, three = (
        Meeting("ONE", date(2025, at, 1), "palier", count) for at, count in ((1, 3), (2, 1), (3, None))
    )
    # The first has three of which one is followed, the second one followed twice, the third does not say.
    assert tally([one, two, three], [one.key, two.key, two.key, three.key]) == [Tally("ONE", 4, 4, 2, 1)]
    held = meetings(version, TEAM, (), date(2025, 1, 1), date(2025, 12, 31))
    assert len(held) == 10
    assert {each.decisions for each in held} == {None}
    assert (held[0].held_on, held[0].meeting_type) == (
        date(2025, 10, 3),
        "palier",
    )  # 270 days after 6 January


# Documents.

DOCUMENT = Reference(
    "", "ONE", "V2", "lancement", "compte_rendu", "Réunion de Mme Durand", date(2026, 1, 5), "Armoire", "one"
)


def test_only_where_a_document_is_kept_is_kept() -> None:
    kept = stage_documents.refer(TEAM, DOCUMENT)
    assert (kept.title, stage_documents.references(TEAM)) == ("Réunion de [nom]", [kept])
    with pytest.raises(NotKept, match="rangé"):
        stage_documents.refer(TEAM, replace(DOCUMENT, kept_at=""))
    with pytest.raises(NotKept, match="avenir"):
        stage_documents.refer(TEAM, replace(DOCUMENT, dated_on=date(2026, 1, 16)))
    stage_documents.withdraw(TEAM, kept, "one")
    assert stage_documents.references(TEAM) == []


# The demonstration: what it shows is what could have been written.


def test_what_the_invented_teams_wrote_could_have_been_written_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PALIER_DATA", str(tmp_path))
    write_follow_up()
    answers, decisions = given_answers.history(EVERYTHING), followed_items.history(EVERYTHING)
    documents = stage_documents.references(EVERYTHING)
    assert (len(answers), len(decisions), len(documents)) == (10, 7, 4)
    for one in answers:
        assert given_answers.give(EVERYTHING, one, ASKED).text == one.text
        assert one.need in CATEGORIES
    for each in decisions:
        kept = followed_items.follow(EVERYTHING, replace(each, item=""))
        assert (kept.text, kept.owner) == (each.text, each.owner)
        assert each.meeting_type in DECIDING
    for document in documents:
        assert stage_documents.refer(EVERYTHING, replace(document, document="")).title == document.title
        assert document.stage in STAGES


# The page.


def opened(role: str, **asked: str) -> AppTest:
    bounds = {
        "equipe": Perimeter(("ONE",)),
        "evaluateur": Perimeter((), "Appel", date(2024, 1, 1), date(2025, 12, 1)),
    }
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60).switch_page(f"../pages/{PAGE}.py")
    at.user = signed_in(role, bounds.get(role), login=f"{role}.voix").user
    for name, value in asked.items():
        at.query_params[name] = value
    return ran(at)


def test_an_answer_is_written_on_the_page_and_told_at_once(version: str) -> None:
    at = opened("equipe")
    assert any("4 besoins dits restent sans réponse" in text for text in said(at))
    [text] = [one for one in at.text_area if one.label.startswith("Ce qui a été répondu")]
    text.set_value("Avec M. Dupont, le mardi.")
    [save] = [one for one in at.button if one.label == "Enregistrer la réponse"]
    ran(save.click())
    assert [one.value for one in at.error] == ["Dites quel jour la réponse a été rendue."]
    at.date_input[0].set_value(date(2025, 12, 2))
    ran(next(one for one in at.button if one.label == "Enregistrer la réponse").click())
    told = "\n".join(said(at))
    assert "3 besoins dits restent sans réponse" in told
    assert "Avec \\[nom\\], le mardi." in told
    assert "masqué" in told
    assert [(one.need, one.by) for one in given_answers.history(TEAM)] == [("sante_soins", "equipe.voix")]


def test_an_answer_is_translated_by_a_person_for_the_wall(version: str) -> None:
    """Only in the languages that the association chose; what nobody translated stays in French on the poster."""
    choose_poster_languages(["ar"])
    at = opened("equipe")
    [text] = [one for one in at.text_area if one.label.startswith("Ce qui a été répondu")]
    text.set_value("Une permanence le mardi.")
    assert [one.label for one in at.text_area if one.label.startswith("En ")] == [
        "En arabe, pour l'affiche (facultatif)"
    ]
    at.text_area(key="traduit-ar-0").set_value("مداومة يوم الثلاثاء")
    at.date_input[0].set_value(date(2025, 12, 2))
    ran(next(one for one in at.button if one.label == "Enregistrer la réponse").click())
    [kept] = given_answers.history(TEAM)
    assert kept.translated == {"ar": "مداومة يوم الثلاثاء"}
    [answered] = held(version, "ONE", "Maison ONE", DAY, EVERYTHING).answers
    assert (answered.text, answered.translated) == ("Une permanence le mardi.", {"ar": "مداومة يوم الثلاثاء"})
    choose_poster_languages([])


def test_a_decision_is_followed_on_the_page_and_a_name_is_refused_as_an_owner(version: str) -> None:
    at = opened("equipe")
    at.text_area[1].set_value("Réparer la lampe")
    owner, other = (next(one for one in kind if one.label.startswith(label)) for kind, label in (
        (at.selectbox, "Qui s'en charge"), (at.text_input, "Autre fonction")))  # fmt: skip
    owner.select("Autre fonction…")
    other.set_value("Mme Martin")
    ran(next(one for one in at.button if one.label == "Suivre cette décision").click())
    assert ["ressemble à un nom de personne" in one.value for one in at.error] == [True]
    next(one for one in at.text_input if one.label == "Autre fonction").set_value("référente santé")
    ran(next(one for one in at.button if one.label == "Suivre cette décision").click())
    [kept] = followed_items.items(TEAM, (), DAY)
    assert (kept.text, kept.owner, kept.meeting_on, kept.by) == (
        "Réparer la lampe",
        "référente santé",
        date(2025, 10, 3),
        "equipe.voix",
    )
    # The log does not say how many decisions its ten meetings took.
    assert any(
        "0 décision déclarée en réunion, 1 suivie ici (dont 1 que le registre ne déclare pas)" in one
        for one in said(at)
    )


def test_the_page_is_of_the_association_alone(version: str) -> None:
    given_answers.give(EVERYTHING, replace(GIVEN, residence="OLD", text="Secret"), ASKED)
    assert "Maison OLD" not in "\n".join(said(opened("equipe")))
    elsewhere = opened(
        "evaluateur"
    )  # a page that is not in the menu of a role is not run: it arrives at its home
    assert [one.value for one in elsewhere.title] == ["Synthèse"]
    assert "Secret" not in "\n".join(said(elsewhere))

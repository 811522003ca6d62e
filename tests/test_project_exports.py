"""Files of a projet social: their figures are those of the pages for whoever takes them, and only who may read it takes them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from zipfile import ZipFile

import pytest
from lxml import etree
from streamlit.testing.v1 import AppTest

from access import audit
from access.accounts import Perimeter
from access.scope import EVERYTHING, OutOfSight, Sight, sight_of
from indicators.catalogue import indicator_named
from indicators.measure import Figure, measure
from indicators.sums import Scope
from reports.poster import Answered
from reports.project_pdf import Sealed, pdf_of
from reports.sourced import Frozen, frozen, sourced
from reports.word import Cover, word_of
from social_project.bound import Said
from social_project.document import BoundFigure, Document, figure_at
from social_project.poster_languages import poster_languages
from tests.people import account, signed_in
from tests.printed import pages
from tests.project_data import filled
from tests.project_texts import NEW, PARKED, RESIDENCE, W, document, said_by
from tests.test_levels import opened
from tests.test_pages import ran
from ui import say, words
from ui.project_exports import EXPORTS, Held, file_name, file_of

AT = datetime(2026, 1, 15, 9, tzinfo=UTC)
FUNDER = sight_of("evaluateur", (), None, None)
TEXT = """Il y a eu [99](chiffre:meetings_held?residence=ONE&periode=2025) réunions à la résidence, pour
[99](chiffre:meetings_held?periode=2025) dans l'association. L'occupation est de
[99](chiffre:occupancy_rate?residence=ONE&periode=2025&arrondi=1) et la santé est demandée par
[99](chiffre:need_rate?residence=ONE&periode=Vague%202025&categorie=sante_soins), soit
[99](chiffre:need_rate?residence=ONE&periode=Vague%202025&categorie=sante_soins&montre=numerateur) personnes.

| Besoin | Part |
| --- | --- |
| Mobilité | [99](chiffre:need_rate?residence=ONE&periode=Vague%202025&categorie=mobilite) |"""
DRAFT = document(NEW | {"7": ("Actions sociales", TEXT)}, "V2")


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from filled(tmp_path_factory.mktemp("exports"))


def on_the_page(version: str, bound: BoundFigure) -> str:
    """What a page shows of a figure: measured by a question of its own, month by month or by wave, and written as tiles do."""
    is_wave = not bound.period.isdigit()
    year = None if is_wave else int(bound.period)
    scope = Scope(
        (bound.residence,) if bound.residence else (),
        date(year, 1, 1) if year else None,
        date(year, 12, 1) if year else None,
        category=bound.category or None,
    )
    found = measure(version, EVERYTHING, bound.indicator, ("wave",) if is_wave else ("year",), scope)
    [figure] = [one for one in found if str(next(iter(one.group.values()))) == bound.period]
    indicator = indicator_named(bound.indicator)
    if bound.shown == "numerator":
        return words.number(figure.numerator)
    return say.value(replace(indicator, decimals=bound.decimals or indicator.decimals), figure.value)


def printed_word(version: str, sight: Sight, text: Document = DRAFT) -> tuple[str, str]:
    """The text and the footnotes of the Word file that somebody takes away."""
    one = sourced(text, version, sight)
    file = word_of(Cover("Maison ONE", "V2", "Direction", AT, version), one.document, None, one.notes)
    notes = etree.fromstring(ZipFile(io.BytesIO(file)).read("word/footnotes.xml"))
    return "\n".join(said_by(file)), "\n".join("".join(p.itertext()) for p in notes.iter(f"{W}p"))


def test_every_figure_of_every_document_is_the_page_s(version: str) -> None:
    shown = {bound: on_the_page(version, bound) for bound in DRAFT.figures}
    assert len(set(shown.values())) >= 5
    text, notes = printed_word(version, EVERYTHING)
    one = sourced(DRAFT, version, EVERYTHING)
    seal = Sealed(
        "Maison ONE", "V2", date(2026, 1, 20), "Direction", version, date(2025, 12, 31), "0" * 64, AT
    )
    paper = " ".join(pages(pdf_of(seal, one.document, {})))
    for bound, value in shown.items():
        assert (bound, value) in figures_in(one.document)
    expected = re.sub(r"\[99\]\((.*?)\)", lambda found: shown[figure_at(found[1])], TEXT.partition("\n\n")[0])
    assert " ".join(expected.split()) in " ".join(text.split())
    assert " ".join(expected.split()) in paper
    assert "99" not in text + paper, "no number stands that somebody typed once"
    assert "10 sur 10" in notes
    assert f"Palier, données de la version {version}." in notes


def figures_in(text: Document) -> list[tuple[BoundFigure, str]]:
    return [
        (run.figure, run.text)
        for section in text.sections
        for block in section.blocks
        for run in block.every_run
        if run.figure
    ]


def test_whoever_may_not_read_a_figure_takes_it_away_hidden(version: str) -> None:
    """The funder sees the association's total, and nothing of one residence: neither in the text nor in the notes."""
    text, notes = printed_word(version, FUNDER)
    assert "Il y a eu s réunions à la résidence, pour 10 dans l'association." in text
    assert "la santé est demandée par s, soit s personnes" in " ".join(text.split())
    assert "Mobilité\ts" in text
    assert "10 sur 10" not in notes
    assert notes.count("non publié") == 7


def test_a_frozen_figure_does_not_move_and_hides_from_who_may_not_read_it(version: str) -> None:
    bound = figure_at(PARKED)
    was = Said(bound, "3", Figure("meetings_held", {}, 3, None, 0, 3, 3))
    one = Frozen(
        document(NEW, "V1"),
        date(2024, 2, 1),
        "Direction",
        "v00000-ancien",
        date(2023, 12, 31),
        "0" * 64,
        {bound: was},
    )
    seen = dict(figures_in(frozen(one, version, EVERYTHING).document))
    assert (seen[bound], on_the_page(version, bound)) == ("3", "4"), (
        "what it said that day, whatever the data say since"
    )
    assert "v00000-ancien" in frozen(one, version, EVERYTHING).notes[bound]
    assert dict(figures_in(frozen(one, version, FUNDER).document))[bound] == "s"


@pytest.mark.parametrize(("least", "told"), [(0, "30 %"), (3, "30 %"), (4, "s")])
def test_a_frozen_figure_of_few_people_is_hidden_whatever_is_read_today(
    version: str, least: int, told: str
) -> None:
    """Three of ten had been helped when the text was validated: they are hidden from who reads four people at least."""
    helped = BoundFigure("home_support_conversion", RESIDENCE, "2024")
    kept = {helped: Said(helped, "30 %", Figure(helped.indicator, {}, 3, 10, 0, 10, 0.3))}
    text = document({"1": ("Maintien à domicile", f"Soit [30 %]({helped.address}).")}, "V1")
    one = Frozen(text, date(2024, 2, 1), "Direction", "v1", None, "0" * 64, kept)
    assert figures_in(frozen(one, version, Sight("direction", least=least)).document) == [(helped, told)]


def held(sight: Sight) -> Held:
    kept = {bound: Said(bound, "3", None) for bound in document(NEW, "V1").figures}
    one = Frozen(document(NEW, "V1"), date(2024, 2, 1), "Direction", "v1", None, "0" * 64, kept)
    return Held(
        "Maison Été", DRAFT, one, answers=(Answered("langue", "Français", "done", "Un cours.", 40, 96),)
    )


def test_each_file_is_made_for_who_asks_and_noted(version: str) -> None:
    for role, perimeter in (("direction", None), ("equipe", Perimeter((RESIDENCE,)))):
        asker = signed_in(role, perimeter, f"{role}.exports")
        begun = {
            key: file_of(asker.id, "actualisation", version, RESIDENCE, key, held)[:4] for key in EXPORTS
        }
        assert begun == {key: b"PK\x03\x04" if key == "word" else b"%PDF" for key in EXPORTS}
        noted = [event.detail for event in audit.events(f"{role}.exports", ["exported"])]
        assert noted == [f"projet social, {one.label} · {RESIDENCE}" for one in reversed(EXPORTS.values())]


@pytest.mark.parametrize(("role", "residence"), [("equipe", RESIDENCE), ("administration", RESIDENCE)])
def test_a_file_is_refused_to_who_may_not_read_the_projet_social(
    version: str, role: str, residence: str
) -> None:
    asker = signed_in(role, Perimeter(("SLOW",)) if role == "equipe" else None, f"{role}.ailleurs")
    with pytest.raises(OutOfSight):
        file_of(asker.id, "actualisation", version, residence, "word", held)
    if role == "equipe":
        [event] = audit.events(account(role, login=f"{role}.ailleurs").login, ["denied"])
        assert event.detail == f"projet social, Word, modifications suivies · {residence}"
    with pytest.raises(OutOfSight):
        file_of("une session qui n'est plus", "actualisation", version, residence, "word", held)


def test_files_have_names_that_every_computer_takes() -> None:
    assert (
        file_name("Les Œillets – d'Été", EXPORTS["word"])
        == "projet-social-les-oeillets-d-ete-modifications-suivies.docx"
    )
    assert file_name("…", EXPORTS["a3"]) == "projet-social-residence-affiche-a3.pdf"


def test_only_what_can_be_made_is_offered(version: str) -> None:
    def page() -> None:
        import streamlit as st

        from tests.test_project_exports import RESIDENCE, held
        from ui import project_exports

        project_exports.offer(
            "actualisation", "v1", RESIDENCE, "Maison Été", frozenset(st.session_state["has"]), held
        )

    at = AppTest.from_function(page)
    at.user = signed_in("direction").user
    for has, labels in (
        (("draft",), ["word", "fiche"]),
        (("in_force", "answers"), ["pdf", "fiche", "a3", "a4"]),
        ((), []),
    ):
        at.session_state["has"] = has
        drawn = ran(at)
        assert [one.proto.label for one in drawn.get("download_button")] == [
            EXPORTS[key].label for key in labels
        ]
        assert ("Le PDF viendra" in "".join(one.value for one in drawn.caption)) == ("in_force" not in has)


def test_the_languages_of_the_poster_are_the_association_s_to_choose(version: str) -> None:
    at = opened("donnees/reglages")
    at.multiselect(key="langues-affiche").set_value(["ar", "tr"])
    [save] = [one for one in at.button if one.label == "Enregistrer les langues"]
    ran(save.click())
    assert poster_languages() == ("ar", "tr")
    assert (
        audit.events(actions=["settings_changed"])[0].detail
        == "langues de l'affiche : français, arabe et turc"
    )
    asker = signed_in("direction")
    assert len(pages(file_of(asker.id, "actualisation", version, RESIDENCE, "a3", held))) == 3

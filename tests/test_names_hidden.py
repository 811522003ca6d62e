"""Names that the staff paste are hidden in residents' words and kept nowhere; words that leave name no residence. All invented."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indicators.compute import compute, create_views
from indicators.measure import current_version
from indicators.themes import LABELS, VERSION
from indicators.unplaced import unplaced
from pipelines import store
from pipelines.build import rebuild
from pipelines.choose_themes import Scheme, choose, desk
from pipelines.closing import close
from pipelines.journal import read_journal
from pipelines.name_list import hidden, names_in
from pipelines.ownership import UNBOUNDED, Bounds
from pipelines.publishing import NotPublished, Words, hide_names
from tests.conftest import TODAY
from tests.spoken import FUNDER, LEADERSHIP, NAMES, OLD, collect, say, texts
from tests.test_pages import ran, said
from tests.test_published_page import CALL, HEAD, opened
from tests.workbooks import load, occupation_file

LIST = "Untelle Boubakrine\nKarimou\tESSAI, Jean-Zébulon ; Mme Ben Fictive"
TOLD = ("VIA", OLD, "Boubakrine E. et Karimou crient le soir")
SAID = [TOLD, ("TIL", OLD, "À Tilbury, un bus le dimanche"), ("VIA", OLD, "Un bus")]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Boubakrine fait du bruit", "[nom] fait du bruit"),
        ("BOUBAKRINE et karimou", "[nom] et [nom]"),
        ("avec Untelle Boubakrine, au 3e", "avec [nom], au 3e"),
        ("chez Karimou B. la nuit", "chez [nom] la nuit"),
        ("c'est à Jean-Zébulon", "c'est à [nom]"),
        ("qu'Essai parle", "qu'[nom] parle"),
        ("Zebulon, sans accent", "[nom], sans accent"),
        ("Mme Fictive", "Mme [nom]"),
        ("deux  espaces Karimou", "deux espaces [nom]"),
        ("une karimouna n'est pas un nom, ni essais", "une karimouna n'est pas un nom, ni essais"),
        ("Mme dit que Ben attend", "Mme dit que Ben attend"),
        ("", ""),
    ],
)
def test_a_pasted_name_is_hidden_whole_words_only(text: str, kept: str) -> None:
    assert hidden(text, LIST) == kept


def test_a_list_is_read_however_it_is_pasted() -> None:
    assert names_in(LIST) == {"untelle", "boubakrine", "karimou", "essai", "jean", "zebulon", "fictive"}
    assert names_in("1. M. de La — 12/03, Li") == frozenset()


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("noms")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(folder / "data"))
        patch.setenv("PALIER_TODAY", TODAY)
        collect(folder, SAID)
        load(occupation_file(folder / "occupation.xlsx"))
        close(["2025-03"], compute, by="test", name="Direction")
        yield folder


def written(folder: Path) -> str:
    return "\n".join(path.read_text("utf-8") for path in (folder / "data").rglob("*.json"))


def test_names_are_hidden_before_words_are_published_and_kept_nowhere(asked: Path) -> None:
    say("published", TOLD)
    task = next(one for one in desk(OLD, "une", UNBOUNDED).to_read if "crient" in one.comment.text)
    choose(task, {"voisinage"}, Scheme(VERSION, tuple(LABELS)), "une", UNBOUNDED)
    before = read_journal().words
    for bounds, typed, why in (
        (Bounds(frozenset({"TIL"})), LIST, "pas une des vôtres"),
        (UNBOUNDED, "Personne", "aucun nom"),
    ):
        with pytest.raises(NotPublished, match=why):
            hide_names([Words(*TOLD)], typed, create_views, "test", bounds)
    assert read_journal().words == before

    hide_names([Words(*TOLD)], LIST, create_views, "test", UNBOUNDED)
    kept = "[nom] et [nom] crient le soir"
    assert kept in texts(LEADERSHIP)
    assert texts(FUNDER) == [], "words are read again once they have changed"
    assert not [name for name in ("Boubakrine", "boubakrine", "Karimou", "Untelle") if name in written(asked)]
    assert [one.comment.text for one in desk(OLD, "une", UNBOUNDED).own] == [kept], (
        "its themes are not asked again"
    )

    say("published", ("VIA", OLD, kept))
    rebuild(create_views)
    assert texts(FUNDER) == [kept]
    rows = store.cursor(str(current_version())).execute("select verbatim from questionnaires").fetchall()
    assert "Boubakrine" not in repr(rows)
    collect(asked, [*SAID, ("TIL", OLD, "Une laverie")], "bis.xlsx")
    assert kept in texts(FUNDER), "the same words loaded again lose the same names"


def test_a_quote_for_the_funder_names_no_residence(asked: Path) -> None:
    say("published", ("TIL", OLD, "À Tilbury, un bus le dimanche"))
    assert "À [résidence], un bus le dimanche" in texts(FUNDER)
    assert "À [résidence], un bus le dimanche" in texts(LEADERSHIP, published_only=True)
    assert "À Tilbury, un bus le dimanche" in texts(LEADERSHIP), "inside, words are as they are kept"
    found = "\n".join(said(opened(CALL, "evaluation/tableaux")))
    assert "un bus le dimanche" in found
    assert not [name for name in (*NAMES.values(), "Tilbury", "Viala") if name in found]


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("Ici, à la résidence Les Acacias, on se parle", "Ici, à [résidence], on se parle"),
        ("Aux Acacias on se parle", "Aux [résidence] on se parle"),
        ("LES ACACIAS", "[résidence]"),
        ("Planter des acacias", "Planter des acacias"),
        ("La résidence du parc est loin du parc", "La résidence du parc est loin du parc"),
        ("Foyer Clos Fleuri, le clos fleuri", "[résidence], [résidence]"),
        ("Un clos tout fleuri", "Un clos tout fleuri"),
    ],
)
def test_the_name_of_a_residence_does_not_leave(words: str, kept: str) -> None:
    assert (
        unplaced(words, ["Résidence Les Acacias (démo)", "Résidence sociale Le Clos Fleuri", "Résidence"])
        == kept
    )


def test_the_page_shows_what_would_be_hidden_and_hides_it(asked: Path) -> None:
    collect(asked, [*SAID, ("VIA", OLD, "Zébulon chante")], "ter.xlsx")
    at = opened(HEAD)
    at.text_area[0].set_value(LIST)
    [search] = [one for one in at.button if one.label == "Chercher ces noms"]
    at = ran(search.click())
    assert [one.label for one in at.checkbox if one.label.startswith("«")] == [
        "«\u00a0\\[nom\\] chante\u00a0» :gray[· Résidence Viala]"
    ]
    [button] = [one for one in at.button if one.label == "Masquer ces noms"]
    at = ran(button.click())
    assert "Noms masqués dans 1 parole" in at.success[0].value
    assert "[nom] chante" in texts(LEADERSHIP)
    assert "bulon" not in written(asked)

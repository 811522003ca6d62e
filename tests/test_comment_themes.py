"""What residents' comments speak of: two people choose apart, a third settles, and comments are counted, never residents."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from access.scope import LEAST_ON_PAGES, OutOfSight, Sight
from indicators.comment_themes import Cited, WaveThemes, are_comparable, wave_themes
from indicators.compute import create_views
from indicators.measure import current_version
from indicators.themes import LABELS, OTHER, THEMES, VERSION, proposed
from pipelines.build import rebuild
from pipelines.choose_themes import Desk, NotChosen, Scheme, Task, begin_again, choose, desk, take_back
from pipelines.contracts.enquete_besoins import CONTRACT
from pipelines.demo.themes import write_themes
from pipelines.demo.voices import VOICES
from pipelines.ownership import UNBOUNDED, Bounds
from pipelines.store import point_to
from pipelines.theme_choices import SAMPLE, Comment, acts, sample
from tests.conftest import TODAY
from tests.spoken import FUNDER, LEADERSHIP, NEW, OLD, TEAM, collect, residences, survey
from tests.workbooks import load

ONE, TWO, THREE = "equipe.une", "equipe.deux", "direction.trois"
OWN = Bounds(frozenset({"VIA"}), may_list=False)
HEAD = replace(LEADERSHIP, least=LEAST_ON_PAGES)
SCHEME = Scheme(VERSION, tuple(LABELS))
LATER = Scheme("suivante", tuple(LABELS))
# Five comments of noise and two of buses at Viala (one bus is told twice), one of noise and one of buses at Tilbury.
NOISE = [f"Trop de bruit, le {day}" for day in ("lundi", "mardi", "jeudi", "vendredi", "samedi")]
BUSES = ["Un bus le dimanche", "Un bus le dimanche", "Le bus est plein"]
SAID = [
    *(("VIA", OLD, text) for text in NOISE + BUSES),
    ("VIA", OLD, "Mon voisin est malade"),  # withheld whole: it is no comment to read
    ("TIL", OLD, "Le bruit des travaux"),
    ("TIL", OLD, "Le bus est loin"),
    ("VIA", NEW, "Un bus le soir"),
]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two residences asked in March 2025, one in December too."""
    folder = tmp_path_factory.mktemp("paroles")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(folder / "data"))
        patch.setenv("PALIER_TODAY", TODAY)
        collect(folder, SAID)
        yield folder


@pytest.fixture(autouse=True)
def _nothing_was_chosen(asked: Path) -> Iterator[None]:
    untouched = str(current_version())
    yield
    shutil.rmtree(asked / "data/comment_themes", ignore_errors=True)
    point_to(untouched)


def at(by: str, bounds: Bounds = UNBOUNDED, wave: str = OLD) -> Desk:
    return desk(wave, by, bounds)


def themes(text: str) -> set[str]:
    """Noise is of neighbours, buses are of moving about, and works are of the building besides."""
    named = {"bruit": "voisinage", "bus": "deplacements", "travaux": "logement"}
    return {code for word, code in named.items() if word in text}


def read_all(by: str, bounds: Bounds = UNBOUNDED, wave: str = OLD, **otherwise: set[str]) -> None:
    """Read all there is to read; `otherwise`: what this person sees in texts that hold a word."""
    for task in at(by, bounds, wave).to_read:
        text = task.comment.text
        choose(
            task,
            next((got for word, got in otherwise.items() if word in text), themes(text)),
            SCHEME,
            by,
            bounds,
        )


def told(sight: Sight = LEADERSHIP, *residences: str, wave: str = OLD) -> WaveThemes:
    """Build anew, and return what is then read."""
    rebuild(create_views)  # what comments speak of rests on no figure
    return seen(sight, *residences, wave=wave)


def seen(sight: Sight = LEADERSHIP, *residences: str, wave: str = OLD) -> WaveThemes:
    return wave_themes(str(current_version()), sight, wave, residences)


def task_of(tasks: tuple[Task, ...], text: str) -> Task:
    [found] = [one for one in tasks if one.comment.text == text]
    return found


def numbers(found: WaveThemes) -> dict[str, int | None]:
    return {one.code: one.comments for one in found.cited}


def test_the_second_person_sees_nothing_of_what_the_first_chose() -> None:
    first = at(ONE)
    assert {(one.step, one.choices) for one in first.to_read} == {("first", ())}
    assert (first.total, first.read, first.to_double, first.doubled) == (9, 0, 9, 0), (
        "the same words are read once"
    )
    read_all(ONE)
    second = at(TWO)
    assert {(one.step, one.choices) for one in second.to_read} == {("second", ())}
    assert (second.own, second.disputed, second.read, second.doubled) == ((), (), 9, 0)
    assert at(ONE).to_read == (), "nobody reads twice"
    read_all(TWO)
    assert (at(THREE).to_read, at(TWO).doubled) == ((), 9)
    assert {act.proposed for act in acts() if act.by == TWO} == {()}


def test_comments_are_counted_by_hand_once_two_people_agree() -> None:
    assert seen().why == "unread"
    read_all(ONE)
    found = told()
    assert (found.why, found.cited, found.doubled, found.to_double) == ("doubling", (), 0, 9)
    read_all(TWO)
    found = told()
    assert (found.why, found.comments, found.undecided, found.scheme) == ("", 10, 0, VERSION)
    # Noise: 5 at Viala and 1 at Tilbury; buses: 3 questionnaires at Viala and 1 at Tilbury; works: that noise again.
    assert numbers(found) == {"voisinage": 6, "deplacements": 4, "logement": 1}
    assert found.agreed is not None
    assert found.agreed.overall == 1
    assert OTHER in found.never
    assert numbers(seen(LEADERSHIP, "TIL")) == {"voisinage": 1, "deplacements": 1, "logement": 1}
    assert numbers(seen(TEAM)) == {"voisinage": 5, "deplacements": 3}
    assert seen(TEAM, wave=NEW).why == "unread"


def test_few_comments_are_not_given_to_the_leadership_and_are_to_their_own_team() -> None:
    read_all(ONE)
    read_all(TWO)
    found = told(HEAD)
    assert [(one.code, one.comments, one.is_masked) for one in found.cited] == [
        ("voisinage", 6, False),
        ("logement", None, True),
        ("deplacements", None, True),
    ], "in the order of the list, though buses are told four times and works once: a rank would tell"
    assert seen(HEAD, "TIL").why == "few", "two comments in all"
    assert not any(one.is_masked for one in seen(TEAM).cited)


def test_readers_who_disagree_get_no_number_and_themes_are_named() -> None:
    """Buses seen as noise, noise as buses: po = 0 or nearly."""
    read_all(ONE)
    read_all(TWO, bruit={"deplacements"}, bus={"voisinage"})
    found = told()
    assert found.why == "agreement"
    assert found.agreed is not None
    assert found.agreed.overall is not None
    assert found.agreed.overall < 0.6
    assert numbers(found) == {"voisinage": None, "deplacements": None, "logement": None}
    assert found.of_comment == {}


def test_a_theme_on_which_they_disagree_is_named_without_its_number() -> None:
    """The second reader sees works nowhere: of 9 comments, one disagreement on that theme, whose kappa is 0."""
    read_all(ONE)
    read_all(TWO, travaux={"voisinage"})
    assert told().why == "settling"
    [disputed] = at(THREE).disputed
    choose(disputed, {"voisinage", "logement"}, SCHEME, THREE, UNBOUNDED)
    found = told()
    assert found.why == ""
    assert numbers(found) == {"voisinage": 6, "deplacements": 4, "logement": None}
    assert {one.code: one.kappa for one in found.cited}["logement"] == 0
    assert found.of_comment["TIL", "Le bruit des travaux"] == ("voisinage", "logement")


def test_whoever_settles_sees_both_and_has_the_last_word_which_may_change() -> None:
    read_all(ONE)
    read_all(TWO, travaux={"voisinage"})
    [task] = at(THREE).disputed
    assert [set(one.themes) for one in task.choices] == [{"voisinage", "logement"}, {"voisinage"}]
    choose(task, {"logement"}, SCHEME, THREE, UNBOUNDED)
    [again] = at(THREE).disputed
    assert [(one.by, one.themes) for one in again.choices][2:] == [(THREE, ("logement",))]
    # Whoever read does not settle its own reading; but the leadership does, and anybody where only two people may read.
    assert (at(ONE).disputed, at(ONE).awaited, at(THREE).awaited) == ((), 1, 0)
    with pytest.raises(NotChosen, match="passez au suivant"):
        choose(again, {"voisinage"}, SCHEME, ONE, UNBOUNDED)
    choose(again, {"voisinage"}, SCHEME, ONE, UNBOUNDED, settles_own=True)
    assert numbers(told())["voisinage"] == 6
    assert seen().agreed == seen(TEAM).agreed, "settling changes nothing to what was compared"


def test_nothing_is_settled_before_all_were_compared() -> None:
    read_all(ONE)
    first, *_ = at(TWO).to_read
    choose(first, {OTHER}, SCHEME, TWO, UNBOUNDED)
    assert at(THREE).disputed == ()
    [own] = at(TWO).own
    assert [one.by for one in own.choices] == [TWO]


def test_a_choice_is_changed_and_taken_back_until_it_was_compared() -> None:
    task, *_ = at(ONE).to_read
    choose(task, {OTHER}, SCHEME, ONE, UNBOUNDED, ["voisinage"])
    [own] = at(ONE).own
    choose(own, {"sante"}, SCHEME, ONE, UNBOUNDED)
    assert at(ONE).own[0].choices[0].themes == ("sante",)
    take_back(at(ONE).own[0], SCHEME, ONE, UNBOUNDED)
    assert (at(ONE).own, at(ONE).read) == ((), 0)
    assert [(act.sort, act.themes, act.proposed) for act in acts()] == [
        ("chosen", (OTHER,), ("voisinage",)),
        ("chosen", ("sante",), ()),
        ("taken_back", (), ()),
    ], "nothing is ever erased"
    read_all(ONE)
    mine = at(ONE).own[0]
    read_all(TWO)
    for act in (
        lambda: take_back(mine, SCHEME, ONE, UNBOUNDED),
        lambda: choose(mine, {OTHER}, SCHEME, ONE, UNBOUNDED),
    ):
        with pytest.raises(NotChosen, match="quelqu'un vient"):
            act()


def test_a_team_reads_its_own_comments_only() -> None:
    own = at(ONE, OWN)
    assert {one.comment.residence for one in own.to_read} == {"VIA"}
    assert (own.total, own.to_double) == (7, 7)
    [foreign] = [one for one in at(ONE).to_read if one.comment.text == "Le bus est loin"]
    with pytest.raises(NotChosen, match="pas une des vôtres"):
        choose(foreign, {OTHER}, SCHEME, ONE, OWN)
    with pytest.raises(NotChosen, match="demandez à la direction"):
        begin_again(OLD, SCHEME, ONE, OWN)
    with pytest.raises(OutOfSight):
        seen(TEAM, "TIL")
    assert acts() == []


def test_an_evaluator_reads_none_of_it() -> None:
    with pytest.raises(OutOfSight, match="que dans l'association"):
        seen(FUNDER)


def test_two_people_at_once_are_one_first_reader_and_one_who_is_told() -> None:
    task = task_of(at(ONE).to_read, "Le bus est plein")
    same = task_of(at(TWO).to_read, "Le bus est plein")
    choose(task, {"deplacements"}, SCHEME, ONE, UNBOUNDED)
    with pytest.raises(NotChosen, match="quelqu'un vient"):
        choose(same, {"deplacements"}, SCHEME, TWO, UNBOUNDED)


@pytest.mark.parametrize("chosen", [set[str](), {"inconnu"}, {"inconnu", OTHER}])
def test_a_theme_is_one_of_the_list(chosen: set[str]) -> None:
    with pytest.raises(NotChosen, match="au moins un thème de la liste"):
        choose(at(ONE).to_read[0], chosen, SCHEME, ONE, UNBOUNDED)


def test_choices_outlive_a_reload_and_changed_words_are_read_anew(asked: Path) -> None:
    read_all(ONE)
    changed = [(code, wave, text.replace("plein", "bondé")) for code, wave, text in SAID]
    load(survey(asked, changed, "corrigee.xlsx"), residences(asked))
    try:
        assert [one.comment.text for one in at(ONE).to_read] == ["Le bus est bondé"]
    finally:
        collect(asked, SAID, "enquete_bis.xlsx")
    assert at(ONE).to_read == ()


def test_acts_hold_who_when_and_what_for_and_none_of_the_words(asked: Path) -> None:
    task = task_of(at(ONE).to_read, "Le bus est plein")
    choose(task, {"deplacements"}, SCHEME, ONE, UNBOUNDED, ["deplacements"])
    [path] = (asked / "data/comment_themes").glob("*.json")
    written = json.loads(path.read_text("utf-8"))
    assert (written["by"], written["at"][:10], written["scheme"]) == (ONE, TODAY, VERSION)
    assert written["source_row"] == task.comment.source_row != ""
    assert "plein" not in path.read_text("utf-8")


def test_two_versions_of_the_list_are_not_added_up_and_what_is_old_is_read_anew() -> None:
    read_all(ONE)
    read_all(TWO)
    assert at(ONE).to_read == ()
    begin_again(OLD, LATER, THREE, UNBOUNDED)
    assert len(at(ONE).to_read) == 9
    first, *rest = at(ONE).to_read
    choose(first, {OTHER}, LATER, ONE, UNBOUNDED)
    for task in rest:
        choose(task, {OTHER}, SCHEME, ONE, UNBOUNDED)
    assert told().why == "schemes"


def test_beginning_again_keeps_what_nobody_compared() -> None:
    read_all(ONE)
    compared, *_ = at(TWO).to_read
    choose(compared, {OTHER}, SCHEME, TWO, UNBOUNDED)
    begin_again(NEW, SCHEME, THREE, UNBOUNDED)
    assert at(ONE).to_read == (), "another wave"
    begin_again(OLD, SCHEME, THREE, UNBOUNDED)
    assert [one.comment for one in at(ONE).to_read] == [compared.comment]


def test_fifty_comments_of_each_wave_are_read_twice_and_nobody_chooses_them() -> None:
    said = [Comment("VIA", wave, f"Commentaire {n}") for wave in (OLD, NEW) for n in range(60)]
    chosen = sample([*said, Comment("VIA", "Petite", "Seul")])
    assert (SAMPLE, len(chosen)) == (50, 101)
    assert chosen == sample(reversed([*said, Comment("VIA", "Petite", "Seul")]))


def test_waves_stand_side_by_side_with_one_list_and_thirty_comments_each() -> None:
    wave = WaveThemes(OLD, "", comments=31, undecided=1, scheme="1", cited=(Cited("sante", 30),))
    assert are_comparable([wave, wave])
    assert not are_comparable([wave])
    assert not are_comparable([wave, replace(wave, scheme="2")])
    assert not are_comparable([wave, replace(wave, undecided=2)])
    assert not are_comparable([replace(wave, why="agreement"), wave])


def test_the_lexicon_and_its_version_go_together() -> None:
    """Whatever changes in the list or the lexicon is another version: change VERSION, then this."""
    told_of = sha256(repr([(one.code, one.label, one.covers, one.words) for one in THEMES]).encode())
    assert (VERSION, told_of.hexdigest()[:12]) == ("1", "acda177a3baa")


def test_each_theme_has_an_example_that_the_lexicon_knows_and_each_need_a_theme() -> None:
    assert [one.code for one in THEMES if one.code not in proposed(one.example)] == []
    labels = CONTRACT.code_lists["priority_1"]
    needs = [need for one in THEMES for need in one.needs]
    assert sorted(needs) == sorted(set(labels) - {"aucun_besoin"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Discuter entre voisins", {"voisinage", "lien_social"}),
        ("Réfléchir par palier contre les problèmes de voisinage", {"voisinage"}),
        ("L'ÉCOUTE, et un MÉDECIN", {"sante"}),
        ("Je suis seul depuis l'atelier", {OTHER}),
        ("Le vol de mon vélo", {"securite", "deplacements"}),
        ("Volontiers", {OTHER}),
        ("La sécurité sociale ne répond pas", {"droits"}),
        ("Mon cœur bat pour la pétanque", {"loisirs"}),
        ("", {OTHER}),
    ],
)
def test_the_lexicon_proposes(text: str, expected: set[str]) -> None:
    assert set(proposed(text)) == expected


def test_the_demonstration_is_read_from_the_list_in_force_all_of_its_last_wave(asked: Path) -> None:
    write_themes()
    said = acts()
    assert {act.scheme for act in said} == {VERSION}
    assert {theme for act in said for theme in act.themes} <= set(LABELS)
    voices = [(code, f"Vague {year}") for (code, year), some in VOICES.items() if year == 2025 for _ in some]
    first = [
        (act.residence, act.wave) for act in said if act.by == "demo.lecture1" and act.wave == "Vague 2025"
    ]
    assert first == voices
    write_themes()
    assert acts() == said, "once only"

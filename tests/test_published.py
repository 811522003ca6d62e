"""Residents' words leave their residence once a person said so: these words, and no others."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from access.scope import sight_of
from indicators.compute import compute
from pipelines.build import rebuild
from pipelines.closing import close
from pipelines.journal import read_journal
from pipelines.ownership import Bounds
from pipelines.publishing import NotPublished
from pipelines.store import current
from pipelines.withdraw import withdraw
from tests.spoken import (
    FUNDER,
    LEADERSHIP,
    NEW,
    OLD,
    SAID,
    TEAM,
    collect,
    residences,
    say,
    survey,
    texts,
    told,
)
from tests.workbooks import load

NEIGHBOURS, LANDINGS = (
    ("VIA", OLD, "Discuter entre voisins"),
    ("VIA", OLD, "Réfléchir par palier contre les punaises"),
)
BUS, LAUNDRY = ("TIL", OLD, "Un bus le dimanche"), ("ROC", OLD, "Une laverie moins chère")
WORKSHOP = ("VIA", NEW, "Un atelier d'informatique")
OWN = Bounds(frozenset({"VIA"}), may_list=False)
READ_AS_WRITTEN = [(code, wave, text) for code, wave, text in SAID if "malade" not in text]


@pytest.fixture
def asked(tmp_path: Path, data: Path) -> Path:
    """Three residences asked in March and December 2025; March only is closed."""
    collect(tmp_path)
    close(["2025-03"], compute, by="test", name="Direction")
    return tmp_path


def verdicts() -> dict[tuple[str, str, str], str]:
    return {(one.residence, one.wave, one.words): one.verdict for one in told(LEADERSHIP)}


def test_nobody_outside_reads_what_nobody_published(asked: Path) -> None:
    assert texts(FUNDER) == texts(LEADERSHIP, published_only=True) == texts(TEAM, published_only=True) == []
    assert {one.words for one in told(TEAM)} == {
        text for code, _, text in READ_AS_WRITTEN if code == "VIA"
    } | {"[texte retiré]"}
    assert len(told(LEADERSHIP)) == len(set(SAID))


def test_the_same_words_of_one_residence_and_wave_are_read_once_and_counted(asked: Path) -> None:
    found = {(one.residence, one.words): one.times for one in told(LEADERSHIP) if one.wave == OLD}
    assert (found["VIA", "Discuter entre voisins"], found["TIL", "Discuter entre voisins"]) == (2, 1)


def test_an_evaluator_reads_published_words_of_closed_months_in_the_call_without_their_residence(
    asked: Path,
) -> None:
    say("published", LANDINGS, BUS, LAUNDRY, WORKSHOP)
    assert [(one.residence, one.wave, one.words) for one in told(FUNDER)] == [
        ("", OLD, "Réfléchir par palier contre les punaises"),
        ("", OLD, "Un bus le dimanche"),
    ], "not Rochebrune, out of the call, nor December 2025, which is not closed"
    assert {(one.decided_by, one.decided_at) for one in told(FUNDER)} == {("", "")}
    close(["2025-12"], compute, by="test", name="Direction")
    assert texts(FUNDER) == [
        "Un atelier d'informatique",
        "Réfléchir par palier contre les punaises",
        "Un bus le dimanche",
    ]
    later = sight_of("evaluateur", ("TIL", "VIA"), date(2025, 4, 1), None)
    assert texts(later) == ["Un atelier d'informatique"]


def test_the_order_and_the_number_of_words_tell_nothing_of_residences(asked: Path) -> None:
    """Published in two residences, the same words are one line: nobody reads from where."""
    say("published", NEIGHBOURS, ("TIL", OLD, "Discuter entre voisins"), BUS, LANDINGS)
    assert texts(FUNDER) == [
        "Discuter entre voisins",
        "Réfléchir par palier contre les punaises",
        "Un bus le dimanche",
    ]
    assert [one.times for one in told(FUNDER)] == [3, 1, 1]


def test_words_published_in_one_residence_or_wave_are_not_in_another(asked: Path) -> None:
    say("published", ("TIL", OLD, "Discuter entre voisins"))
    assert verdicts()[NEIGHBOURS] == ""
    assert [one.times for one in told(FUNDER)] == [1]
    assert texts(TEAM, published_only=True) == []


def test_what_leaves_the_residence_is_what_was_published_for_leadership_too(asked: Path) -> None:
    say("published", NEIGHBOURS, LAUNDRY)
    say("kept", BUS)
    assert [(one.residence, one.words) for one in told(LEADERSHIP, published_only=True)] == [
        ("", "Discuter entre voisins"),
        ("", "Une laverie moins chère"),
    ]
    assert texts(TEAM, published_only=True) == ["Discuter entre voisins"]


def test_a_decision_is_taken_back_and_the_journal_keeps_all(asked: Path) -> None:
    say("published", NEIGHBOURS, LANDINGS)
    say("kept", LANDINGS)
    say("", NEIGHBOURS)
    assert texts(FUNDER) == []
    assert (verdicts()[NEIGHBOURS], verdicts()[LANDINGS]) == ("", "kept")
    assert {one.decided_by for one in told(LEADERSHIP) if one.verdict == ""} == {""}
    assert [[one.verdict for one in act.decisions] for act in read_journal().words] == [
        ["published", "published"],
        ["kept"],
        [""],
    ]
    assert [(act.by, act.at[:10]) for act in read_journal().words] == [("test", "2026-01-15")] * 3


def test_many_words_are_one_act_and_one_build(asked: Path) -> None:
    before = current()
    say("published", *[one for one in dict.fromkeys(READ_AS_WRITTEN)])
    assert before
    assert current() is not None
    assert int(str(current())[1:6]) == int(before[1:6]) + 1
    assert len(read_journal().words) == 1


def test_the_journal_holds_none_of_the_words(asked: Path, data: Path) -> None:
    say("published", NEIGHBOURS)
    [path] = (data / "loads").glob("words-*.json")
    assert "voisins" not in path.read_text("utf-8")
    assert json.loads(path.read_text("utf-8"))["by"] == "test"


def test_the_same_words_loaded_again_stay_published_and_others_are_not(asked: Path) -> None:
    say("published", NEIGHBOURS, LANDINGS)
    changed = [(code, wave, text.replace("punaises", "punaises, M. Untel")) for code, wave, text in SAID]
    collect(asked, [*changed, ("TIL", OLD, "Un bus le soir")], "corrigee.xlsx")
    assert texts(FUNDER) == ["Discuter entre voisins"]
    assert verdicts()["VIA", OLD, "Réfléchir par palier contre les punaises, [nom]"] == ""


def test_a_withdrawn_load_takes_its_words_away_and_they_come_back_published(asked: Path) -> None:
    say("published", BUS)
    [load_id] = [entry.load_id for entry in read_journal().entries if entry.kind == "enquete_besoins"]
    withdraw(load_id, "essai", compute, by="test")
    assert texts(LEADERSHIP) == texts(FUNDER) == []
    collect(asked)
    assert texts(FUNDER) == ["Un bus le dimanche"]


def test_a_base_built_anew_from_the_journal_says_the_same(asked: Path) -> None:
    say("published", BUS, LANDINGS)
    say("kept", NEIGHBOURS)
    before = verdicts()
    rebuild(compute)
    assert verdicts() == before
    assert {*before.values()} == {"published", "kept", ""}


@pytest.mark.parametrize(
    ("chosen", "bounds", "why"),
    [
        ([], None, "aucun choix"),
        ([BUS], OWN, "pas une des vôtres"),
        ([NEIGHBOURS, BUS], OWN, "pas une des vôtres"),
        ([("VIA", OLD, "Une laverie moins chère")], OWN, "ont changé"),
        ([("VIA", NEW, "Discuter entre voisins")], OWN, "ont changé"),
        ([("VIA", OLD, "[texte retiré]")], OWN, "rien à publier"),
    ],
)
def test_what_may_not_be_decided_is_refused_whole(
    chosen: list[tuple[str, str, str]], bounds: Bounds | None, why: str, asked: Path
) -> None:
    before = current()
    with pytest.raises(NotPublished, match=why):
        say("published", *chosen, bounds=bounds or OWN)
    assert current() == before
    assert read_journal().words == ()


def test_a_team_decides_of_its_own_words(asked: Path) -> None:
    say("published", NEIGHBOURS, bounds=OWN)
    assert texts(FUNDER) == ["Discuter entre voisins"]


def test_words_of_the_staff_are_nobody_s_to_publish(tmp_path: Path, data: Path) -> None:
    load(survey(tmp_path, [("VIA", OLD, "Il manque un bus")], source="Équipe"), residences(tmp_path))
    assert texts(LEADERSHIP) == []

"""Residents' words that somebody read -> an act in the journal: published, kept inside, or to be read again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines import store
from pipelines.build import Compute, build
from pipelines.clock import now
from pipelines.decisions import Decision, Verdict, WordsAct, mark_of
from pipelines.folder import writing
from pipelines.journal import Journal, read_journal, write_act
from pipelines.name_list import hide, names_in, spans
from pipelines.ownership import Bounds
from pipelines.scrub import NOTHING_LEFT


class NotPublished(Exception):
    """Words that cannot be decided of; the text says why, and what to do, in French."""


@dataclass(frozen=True)
class Words:
    """What residents of a residence wrote at a survey wave, as it is kept: people masked."""

    residence: str
    wave: str
    text: str


def decide(chosen: Sequence[tuple[Words, Verdict]], compute: Compute, by: str, bounds: Bounds) -> WordsAct:
    """Write one act for all that was chosen, and return it: one database built for all.

    Raises NotPublished, and writes nothing, if there is nothing to decide, if words are another's or are in force no more,
    or if nothing is left of them to publish.
    """
    if not chosen:
        raise NotPublished("aucun choix : dites d'abord ce que deviennent ces paroles")
    with writing():
        journal = read_journal()
        in_force = _in_force()
        for words, verdict in chosen:
            _check(words, in_force, bounds)
            if verdict == "published" and words.text == NOTHING_LEFT:
                raise NotPublished("ce texte a été retiré au dépôt : il n'en reste rien à publier")
        decisions = [
            Decision(one.residence, one.wave, mark_of(one.residence, one.wave, one.text), verdict)
            for one, verdict in chosen
        ]
        return _commit(journal, decisions, compute, by)


def hide_names(chosen: Sequence[Words], typed: str, compute: Compute, by: str, bounds: Bounds) -> WordsAct:
    """Write one act that hides the names of a list wherever they stand in these words, and return it. No name is written.

    Words that had been published are to be read again. Raises NotPublished, and writes nothing, for words that are another's,
    in force no more, or where no name of the list stands.
    """
    names = names_in(typed)
    with writing():
        journal = read_journal()
        in_force = _in_force()
        found = []
        for words in chosen:
            _check(words, in_force, bounds)
            text = " ".join(words.text.split())
            if not (where := spans(text, names)):
                raise NotPublished("aucun nom de la liste n'est dans ces paroles")
            marks = (mark_of(words.residence, words.wave, one) for one in (text, hide(text, where)))
            found.append(Decision(words.residence, words.wave, next(marks), "", where, next(marks)))
        if not found:
            raise NotPublished("aucun choix : cochez les paroles où masquer des noms")
        return _commit(journal, found, compute, by)


def _check(words: Words, in_force: set[Words], bounds: Bounds) -> None:
    if not bounds.allow(words.residence):
        raise NotPublished("cette résidence n'est pas une des vôtres ; demandez à la direction")
    if words not in in_force:
        raise NotPublished("ces paroles ont changé depuis que cette page les a montrées ; relisez-les")


def _commit(journal: Journal, decisions: Sequence[Decision], compute: Compute, by: str) -> WordsAct:
    act = WordsAct(journal.next_words_id(), tuple(decisions), by, now().isoformat())
    version = build(compute, journal.with_words(act))
    write_act(act)
    store.point_to(version)
    return act


def _in_force() -> set[Words]:
    version = store.current()
    if version is None:
        return set()
    rows = store.cursor(version).execute(
        "select distinct residence, wave, verbatim from questionnaires where verbatim is not null"
    )
    return {Words(*row) for row in rows.fetchall()}

"""Residents' words that somebody read -> an act in the journal: published, kept inside, or to be read again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines import store
from pipelines.build import Compute, build
from pipelines.clock import now
from pipelines.decisions import Decision, Verdict, WordsAct, mark_of
from pipelines.folder import writing
from pipelines.journal import read_journal, write_act
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
            if not bounds.allow(words.residence):
                raise NotPublished("cette résidence n'est pas une des vôtres ; demandez à la direction")
            if words not in in_force:
                raise NotPublished(
                    "ces paroles ont changé depuis que cette page les a montrées ; relisez-les"
                )
            if verdict == "published" and words.text == NOTHING_LEFT:
                raise NotPublished("ce texte a été retiré au dépôt : il n'en reste rien à publier")
        decisions = tuple(
            Decision(one.residence, one.wave, mark_of(one.residence, one.wave, one.text), verdict)
            for one, verdict in chosen
        )
        act = WordsAct(journal.next_words_id(), decisions, by, now().isoformat())
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

"""The questions on file -> what two versions of a questionnaire have in common, question by question, and in which words.

The rule is SQL (`needs/_questions_compared.sql`): other words, or other answers offered, break the series for that question alone;
where no text is on file for one of both versions, another version breaks it, whatever changed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from access.scope import OutOfSight, Sight
from indicators.sums import Scope, where
from pipelines import store

Survey = Literal["besoins", "satisfaction"]
Broken = Literal["", "version", "wording", "answers"]
Compared = Mapping[
    tuple[str, str, str], Broken
]  # (question, version before, version) -> what breaks the series
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Text:
    """A question as it was read to residents, and the answers that were offered (empty: not on file)."""

    wording: str
    answers: str


@dataclass(frozen=True)
class Left:
    """A residence left out of a change of the association: why, and for which question."""

    residence: str
    question: str
    broken_by: Literal["version", "wording", "answers", "unlike"]


def compared(version: str, survey: Survey) -> Compared:
    """Return what breaks the series of each question between two versions whose texts are on file (empty: nothing)."""
    rows = (
        store.cursor(version)
        .execute(
            "select question, version_before, version, broken_by from questions_compared where survey = ?",
            [survey],
        )
        .fetchall()
    )
    return {(question, before, now): broken_by for question, before, now, broken_by in rows}


def broken(known: Compared, question: str, before: str, now: str) -> Broken:
    """Return what breaks the series of a question between two versions: nothing, its text, or its version alone."""
    return "" if before == now else known.get((question, before, now), "version")


def texts(version: str, survey: Survey) -> dict[tuple[str, str], Text]:
    """Return the text of each (version of the questionnaire, question) on file."""
    rows = (
        store.cursor(version)
        .execute(
            "select questionnaire_version, question, wording, coalesce(answers_offered, '') from questions_asked where survey = ?",
            [survey],
        )
        .fetchall()
    )
    return {(of, question): Text(wording, answers) for of, question, wording, answers in rows}


def versions_asked(
    version: str, sight: Sight, survey: Survey, codes: tuple[str, ...], waves: Collection[str]
) -> dict[str, dict[str, frozenset[str]]]:
    """Return, by wave, the questions asked in some residences (all in sight if none), each with the versions it was asked in.

    Raises OutOfSight for residences that may not be asked for.
    """
    found: dict[str, dict[str, set[str]]] = {wave: {} for wave in waves}
    chosen = sight.choose(codes)
    for (residence, wave, question), of in asked(version, sight, survey).items():
        if wave in found and (not chosen or residence in chosen):
            found[wave].setdefault(question, set()).add(of)
    return {wave: {one: frozenset(of) for one, of in some.items()} for wave, some in found.items()}


def asked(version: str, sight: Sight, survey: Survey) -> dict[tuple[str, str, str], str]:
    """Return the version in which each (residence, wave, question) in sight was asked. Raises OutOfSight for an outside reader."""
    if not sight.by_residence:
        raise OutOfSight("les questions posées résidence par résidence ne vous sont pas ouvertes")
    rows = (
        store.cursor(version)
        .execute("select residence, wave, question, version from waves_asked where survey = ?", [survey])
        .fetchall()
    )
    return {(place, wave, question): of for place, wave, question, of in rows if sight.sees(place)}


def breaks(version: str, sight: Sight, survey: Survey, wave: str, codes: tuple[str, ...] = ()) -> list[Left]:
    """Return, of a wave, the residences whose wave before asked a question otherwise. Raises OutOfSight for an outside reader."""
    if not sight.by_residence:
        raise OutOfSight("les questions posées résidence par résidence ne vous sont pas ouvertes")
    chosen = sight.choose(codes)
    rows = (
        store.cursor(version)
        .execute(
            "select residence, question, broken_by from waves_paired where survey = ? and wave = ? and broken_by <> ''",
            [survey, wave],
        )
        .fetchall()
    )
    return [Left(*row) for row in rows if sight.sees(row[0]) and (not chosen or row[0] in chosen)]


@dataclass(frozen=True)
class Reworded:
    """A question that some residences asked otherwise at a wave than at their wave before; `residences`: how many."""

    survey: Survey
    wave: str
    question: str
    broken_by: Broken
    residences: int


def reworded(version: str, sight: Sight) -> list[Reworded]:
    """Return the questions in sight whose series is broken, by survey, wave and question: what was asked, and nobody's answer."""
    within = where(Scope(sight.choose(()), *sight.months(None, None), closed_run=int(sight.closed_only)))
    rows = store.cursor(version).execute(
        f"""
        with asked as (select *, collected_month as month from waves_paired where broken_by <> '')
        select survey, wave, question, broken_by, count(distinct residence)
        from asked where {within}
        group by survey, wave, question, broken_by order by survey, min(month), wave, question, broken_by
        """
    )
    return [Reworded(*row) for row in rows.fetchall()]


def of_one_wording(known: Compared, question: str, parts: Mapping[str, tuple[str, float]]) -> set[str]:
    """Return the residences that asked a question in the same words as the most residents were asked it.

    `parts`: the version and the residents of each residence. Two wordings are never added up.
    """
    groups: list[tuple[str, dict[str, float]]] = []
    for place, (of, size) in sorted(parts.items()):
        alike = next((some for one, some in groups if not broken(known, question, one, of)), None)
        if alike is None:
            groups.append((of, alike := {}))
        alike[place] = size
    largest = max((some for _, some in groups), key=lambda some: sum(some.values()), default={})
    return set(largest)


def needs_asked_alike(version: str, sight: Sight, wave: str, codes: tuple[str, ...]) -> set[str]:
    """Return the needs that every one of some residences that asked them at a wave asked in the same words."""
    known = compared(version, "besoins")
    found = versions_asked(version, sight, "besoins", codes, (wave,))[wave]
    return {
        need
        for need, of in found.items()
        if all(not broken(known, need, one, two) for one in of for two in of)
    }


def is_reworded(
    known: Compared,
    of_waves: Mapping[str, Mapping[str, frozenset[str]]],
    question: str,
    before: str,
    now: str,
) -> bool:
    """Return whether a question was not asked in the same words at two waves, in every residence that asked it at either.

    `of_waves`: what `versions_asked` returns. A question that one of both waves did not ask is none.
    """
    sides = [of_waves[wave].get(question, frozenset[str]()) for wave in (before, now)]
    return any(bool(broken(known, question, one, two)) for one in sides[0] for two in sides[1])


def marked(one: str, other: str) -> list[tuple[str, bool]]:
    """Return the words of a text, each with whether the other text does not say it there: what typography changes is no change."""
    ours, theirs = _WORD.findall(one), _WORD.findall(other)
    keys = [[_key(word) for word in words] for words in (ours, theirs)]
    same: set[int] = set()
    for block in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_matching_blocks():
        same.update(range(block.a, block.a + block.size))
    return [
        (word, bool(key) and at not in same) for at, (word, key) in enumerate(zip(ours, keys[0], strict=True))
    ]


def _key(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.lower())
    return "".join(sign for sign in plain if sign.isalnum())


def sorted_left(left: Iterable[Left]) -> list[Left]:
    """Return who was left out, by residence then question."""
    return sorted(left, key=lambda one: (one.residence, one.question))

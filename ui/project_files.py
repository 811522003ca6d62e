"""What a projet social holds, put together for the files that leave: its text, its evidence, its answers, what it no longer says."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from access.scope import LEAST_PUBLISHED, Sight
from indicators.catalogue import indicator_named
from indicators.evidence import Part, evidence
from indicators.places import labels
from indicators.then_and_now import Moment, Row
from reports.evidence import EvidencePart, EvidenceRow, row_of
from reports.poster import Answered
from reports.sheet import Key
from reports.sourced import Frozen
from reports.then_and_now import Pair
from social_project import holds, revisions
from social_project.answers import Thread, threads
from social_project.bound import Said
from social_project.versions import Validated
from ui import project_exports, visitor, words
from ui.project_exports import Held
from ui.project_text import Desk

_KEY_FIGURES = 3  # what a council reads of a text in one look


def offer(page: str, desk: Desk, as_of: date | None) -> None:
    """Put the files of a projet social that may be taken away. `page`: whoever may open it may take them; `as_of`: see Held."""
    st.subheader("Les documents")
    answers = _answered(desk.version, visitor.sight(), desk.code, as_of)
    kinds = {"draft": desk.draft, "in_force": desk.in_force, "answers": answers}
    has = frozenset(name for name, found in kinds.items() if found)
    read = partial(held, desk.version, desk.code, desk.place.name, as_of)
    project_exports.offer(page, desk.version, desk.code, desk.place.name, has, read)


def held(version: str, code: str, name: str, as_of: date | None, sight: Sight) -> Held:
    """Return what is known of a projet social, for whoever takes a file of it away."""
    draft, text = revisions.draft(code), revisions.in_force(code)
    reviewed = holds.review(version, sight, text) if text else None
    return Held(
        name,
        draft.document if draft else None,
        frozen_text(text) if text else None,
        evidence_parts(version, sight, code, as_of),
        _answered(version, sight, code, as_of),
        _stands(text, reviewed),
        tuple(_key(version, one) for one in reviewed.moved[:_KEY_FIGURES]) if reviewed else (),
        as_of=as_of,
        least=LEAST_PUBLISHED,
    )


def frozen_text(text: Validated) -> Frozen:
    """Return a validated version as documents tell it: its figures are those of its day."""
    kept = {one.bound: Said(one.bound, one.words, one.figure) for one in text.figures}
    return Frozen(
        text.document,
        text.validated_on,
        "la direction",
        text.data_version,
        text.as_of,
        text.sha256,
        kept,
    )


def evidence_parts(version: str, sight: Sight, code: str, as_of: date | None) -> tuple[EvidencePart, ...]:
    """Return the evidence of a residence as documents tell it; nothing before any month was transmitted."""
    if as_of is None:
        return ()
    return tuple(_part(part) for part in evidence(version, sight, code, as_of).parts)


def _part(part: Part) -> EvidencePart:
    """Return a subject of the evidence; shares of one survey, asked of the same people, are drawn beside each other."""
    rows = tuple(_row(row) for row in part.rows)
    asked = [row for row in part.rows if row.now.wave and indicator_named(row.indicator).is_share]
    if len(asked) < len(part.rows) or not asked:
        return EvidencePart(part.title, rows)
    before = next((row.before.wave for row in asked if row.before), "")
    pairs = tuple(
        Pair(
            row.label,
            _share(row.before),
            _share(row.now),
            row.verdict.endswith("établie") and row.verdict[:3] != "pas",
        )
        for row in asked
    )
    return EvidencePart(part.title, rows, pairs, (before, asked[0].now.wave))


def _share(one: Moment | None) -> float | None:
    return one.figure.value if one and one.figure and not one.figure.masked else None


def _row(row: Row) -> EvidenceRow:
    before = row.before
    return row_of(
        indicator_named(row.indicator),
        row.now.figure,
        _when(row.now),
        before.figure if before else None,
        _when(before) if before else "",
        row.verdict,
        row.label,
    )


def _when(one: Moment) -> str:
    if one.wave or not (one.first and one.last):
        return one.wave
    return words.span([f"{one.first:%Y-%m}", f"{one.last:%Y-%m}"])


def _answered(version: str, sight: Sight, code: str, as_of: date | None) -> tuple[Answered, ...]:
    """Return the needs of the last wave that residents had an answer to, most voiced first: what hangs on a wall."""
    if as_of is None:
        return ()
    found = threads(version, sight, (code,), as_of, LEAST_PUBLISHED)
    return tuple(_told(one) for one in sorted(found, key=lambda one: one.rank) if one.answer)


def _told(one: Thread) -> Answered:
    assert one.answer
    answer = one.answer
    return Answered(
        one.need,
        one.label,
        answer.kind,
        answer.text,
        one.voiced,
        one.asked,
        answer.given_on,
        answer.translated,
    )


def _key(version: str, one: holds.Moved) -> Key:
    """Return a figure that moved, as a council reads it: « Numérique : répondants exprimant le besoin », 42 % (2024), 20 % (2025)."""
    bound, now = one.sentence.bound, one.now
    indicator = indicator_named(bound.indicator)
    names = labels(version, indicator.categories_of) if indicator.categories_of else indicator.categories
    part = names.get(bound.category, "")
    title = f"{part} : {indicator.title[0].lower()}{indicator.title[1:]}" if part else indicator.title
    return Key(
        title,
        f"{one.then.words} ({words.period(bound.period)})",
        f"{now.text} ({words.period(now.bound.period)})",
    )


def _stands(text: Validated | None, reviewed: holds.Review | None) -> tuple[str, ...]:
    """Return where the projet social stands, in two sentences."""
    if text is None or reviewed is None:
        return ("Aucune version n'a encore été validée : c'est la première.",)
    named = f"La version {text.version} est en vigueur depuis le {words.day(text.validated_on)}."
    if not reviewed.moved:
        return (named, "Ses phrases chiffrées tiennent toujours.")
    sure = sum(one.verdict in ("established", "counted") for one in reviewed.moved)
    every = len(reviewed.moved) + reviewed.held
    told = words.plural(sure, "phrase chiffrée ne dit plus", "phrases chiffrées ne disent plus")
    return (named, f"{told[0].upper()}{told[1:]} ce que disent les données, sur {every}.")

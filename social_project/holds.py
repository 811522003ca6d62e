"""A version in force -> its sentences that today's figures no longer say: what moved, whether that is established, and which load."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from access.scope import OutOfSight, Sight
from indicators.catalogue import Indicator, UnknownIndicator, indicator_named
from indicators.measure import BadQuestion
from indicators.trace import lines, period_named
from indicators.verdicts import changes
from social_project.bound import Said, said, scope_of
from social_project.document import BoundFigure, Document, Run, Runs, Section, text_of
from social_project.periods import last_period, last_told
from social_project.versions import FrozenFigure, Validated
from ui import say, words

FEWEST = 10  # cases: a share of fewer is no rate (statistics.md section 0)
_END = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-ÖØ-Þ0-9«])")
# `counted`: everyone is in the register, the gap is a fact; the three next are of what is estimated, judged together.
Verdict = Literal["counted", "established", "to_confirm", "not_established", "too_few", "unknown"]
ORDER: tuple[Verdict, ...] = ("established", "counted", "to_confirm", "not_established", "too_few", "unknown")


@dataclass(frozen=True)
class Source:
    """A load that a figure rests on, and that came after the text was validated."""

    load_id: str
    file: str
    loaded_at: str


@dataclass(frozen=True)
class Sentence:
    """A sentence of a text and one figure that it holds. `before`, `after`: what stands around the figure's own words."""

    section: str
    title: str
    before: str
    words: str
    after: str
    bound: BoundFigure


@dataclass(frozen=True)
class Moved:
    """A sentence whose figure is another today. `then`: what was frozen; `now`: the same figure, or that of a later period.

    `corrected`: what the very figure of the text says today, where its data were corrected since; `now` is it where no later period
    moved. `gap`: now less then, in points
    for a share, in the indicator's unit otherwise; `size`: how large it is, in points or in per cent of what was written.
    """

    sentence: Sentence
    then: FrozenFigure
    now: Said
    corrected: str
    verdict: Verdict
    gap: float | None
    size: float
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Review:
    """What a version says, judged today: the sentences that moved, worst first, and how many hold or cannot be judged."""

    moved: tuple[Moved, ...]
    held: int
    unread: tuple[Sentence, ...] = ()


def review(version: str, sight: Sight, text: Validated) -> Review:
    """Return which bound sentences of a validated text no longer hold at a version of the data, for whoever looks.

    Gaps of what is estimated (a survey, a process) are judged together, as one family (Benjamini-Hochberg); those of a register
    are facts. « 31 % en 2024, contre 19 % en 2023 »: the second is the past, and later data do not contradict it; only a correction
    does. Sorted by verdict (ORDER), then by size. A figure that whoever looks may not read, or that no longer exists, is in
    `unread`. `sources` are told to whoever may read lines.
    """
    frozen = {one.bound: one for one in text.figures}
    present = last_told(version, sight, frozen)
    moved, unread, held = [], [], 0
    for one in sentences(text.document):
        then = frozen.get(one.bound)
        found = _moved(version, sight, one, then, one.bound in present) if then else []
        if found is None:
            unread.append(one)
        elif not found:
            held += 1
        else:
            moved += found
    judged = _judged(moved)
    told = [replace(one, sources=_sources(version, sight, one, text.at)) for one in judged]
    return Review(
        tuple(sorted(told, key=lambda one: (ORDER.index(one.verdict), -one.size))), held, tuple(unread)
    )


def sentences(document: Document) -> Iterator[Sentence]:
    """Yield each bound figure of a text with the sentence that holds it, in the order of the text."""
    for section in document.sections:
        for block in section.blocks:
            yield from _in_runs(section, block.runs)
            for row in block.rows:
                for place, cell in enumerate(row):
                    told = _of_cell(block.rows[0], row, place)
                    yield from (replace(one, before=f"{told}{one.before}") for one in _in_runs(section, cell))


def _in_runs(section: Section, runs: Sequence[Run]) -> Iterator[Sentence]:
    for at, run in enumerate(runs):
        if run.figure:
            before, after = _around(runs[:at], runs[at + 1 :])
            yield Sentence(section.code, section.title, before, run.text, after, run.figure)


def _of_cell(head: Sequence[Runs], row: Sequence[Runs], place: int) -> str:
    """Return what a cell is of: « Se soigner, 2024 : » ; a figure alone in its cell says nothing."""
    told = [text_of(row[0])] if place else []
    if place < len(head) and row is not head:
        told.append(text_of(head[place]))
    return f"{', '.join(filter(None, told))} : " if any(told) else ""


def _around(before: Sequence[Run], after: Sequence[Run]) -> tuple[str, str]:
    """Return what of the sentence stands before and after a figure."""
    first, last = ("".join(run.text for run in runs) for runs in (before, after))
    return _END.split(first)[-1] if not _ends(first) else "", _END.split(last)[0]


def _ends(text: str) -> bool:
    return bool(re.search(r"[.!?…]\s+$", text))


def _moved(
    version: str, sight: Sight, one: Sentence, then: FrozenFigure, is_present: bool
) -> list[Moved] | None:
    """Return what moved of a figure: itself, corrected since, or else at a later period; empty where it holds, None if not known."""
    try:
        same = said(version, sight, one.bound)
        last = last_period(version, sight, one.bound) if is_present else None
        later = said(version, sight, replace(one.bound, period=last)) if last else None
    except (UnknownIndicator, BadQuestion, OutOfSight):
        return None
    if then.masked or any(found.figure and found.figure.masked for found in (same, later) if found):
        return None
    corrected = same.text if same.text != then.words else ""
    if later is not None and later.figure and later.text != then.words:
        return [_gap(one, then, later, corrected)]
    return [_gap(one, then, same, corrected)] if corrected else []


def _gap(one: Sentence, then: FrozenFigure, now: Said, corrected: str) -> Moved:
    indicator, figure = indicator_named(one.bound.indicator), now.figure
    was, became = _shown(one.bound, then), _shown(one.bound, figure)
    if was is None or became is None:
        return Moved(one, then, now, corrected, "unknown", None, 0)
    is_share = indicator.is_share and one.bound.shown == "value"
    gap = 100 * (became - was) if is_share else became - was
    size = abs(gap) if is_share else 100 * abs(gap) / max(abs(was), 1)
    return Moved(one, then, now, corrected, _alone(indicator, then, now), gap, size)


def _shown(bound: BoundFigure, figure: Any) -> float | None:
    """Return the number of a figure (frozen or of today) that a sentence shows."""
    if figure is None:
        return None
    number: float | None = getattr(figure, bound.shown)
    return number


def _alone(indicator: Indicator, then: FrozenFigure, now: Said) -> Verdict:
    """Return the verdict of a gap before its family is known: a fact, too few cases, or to be judged (`to_confirm`)."""
    figure = now.figure
    assert figure is not None
    of, was_of = figure.denominator, then.denominator
    if indicator.is_share and of is not None and was_of is not None:
        if min(of, was_of) < FEWEST and (of != was_of or indicator.aggregate not in ("state", "distinct")):
            return "too_few"
        if indicator.interval in ("wilson", "survey"):
            return "to_confirm"
    if indicator.aggregate == "median" and min(figure.n or 0, then.n or 0) < FEWEST:
        return "too_few"
    return "counted"


def _judged(moved: Sequence[Moved]) -> list[Moved]:
    """Return the same with the estimated ones judged as one family; a gap counted, or of too few cases, stays as it is."""
    estimated = [one for one in moved if one.verdict == "to_confirm"]
    pairs = [(_count(one.then), _count(one.now.figure)) for one in estimated]
    verdicts = iter(changes(pairs) if pairs else [])
    return [
        replace(one, verdict=next(verdicts).verdict) if one.verdict == "to_confirm" else one for one in moved
    ]


def _count(figure: Any) -> tuple[float, float]:
    return figure.numerator or 0.0, figure.denominator or 0.0


def _sources(version: str, sight: Sight, one: Moved, since: str) -> tuple[Source, ...]:
    """Return the loads behind today's figure that came after the text was validated, oldest first."""
    bound = one.now.bound
    try:
        behind = lines(
            version, sight, bound.indicator, scope_of(version, bound), period_named(bound.period).wave
        )
    except (BadQuestion, OutOfSight):
        return ()
    found = {
        line["load_id"]: Source(line["load_id"], line["file"], line["loaded_at"])
        for line in behind
        if line["load_id"] and line["loaded_at"] > since
    }
    return tuple(sorted(found.values(), key=lambda source: source.loaded_at))


def told(one: Moved) -> str:
    """Return what today's data say: « Données 2025 : 48 % (46 sur 96) »."""
    indicator, figure = indicator_named(one.sentence.bound.indicator), one.now.figure
    rests = say.basis(indicator, figure) if one.sentence.bound.shown == "value" else ""
    behind = f" ({rests})" if rests and rests != indicator.unit else ""
    is_count = one.sentence.bound.shown == "value" and figure is not None and not figure.masked
    value = (
        say.counted(indicator, figure.value)
        if is_count and figure and not indicator.is_share
        else one.now.text
    )
    return f"Données {words.period(one.now.bound.period)} : {value}{behind}"

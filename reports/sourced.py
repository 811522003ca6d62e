"""The text of a projet social, as whoever takes it away may read it: each figure measured within their sight, and its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from access.scope import OutOfSight, Sight
from indicators import places
from indicators.catalogue import UnknownIndicator, indicator_named
from indicators.few_people import is_small
from indicators.measure import BadQuestion, Figure
from social_project.bound import MASKED, Said, said
from social_project.document import Block, BoundFigure, Document, Runs
from ui import say, words


@dataclass(frozen=True)
class Frozen:
    """A version that was validated. `kept`: what each of its figures said that day. `by`: the function that validated it."""

    document: Document
    validated_on: date
    by: str
    data_version: str
    as_of: date | None
    sha256: str
    kept: Mapping[BoundFigure, Said] = field(default_factory=dict)


@dataclass(frozen=True)
class Sourced:
    """A text whose figures may be read, and what is told of each in a note."""

    document: Document
    notes: dict[BoundFigure, str]


def sourced(document: Document, version: str, sight: Sight) -> Sourced:
    """Return a draft: what its figures say at a version of the data, for whoever takes it away."""
    told = {one: _measured(version, sight, one) for one in dict.fromkeys(document.figures)}
    return _told(document, told, version, version)


def frozen(one: Frozen, version: str, sight: Sight) -> Sourced:
    """Return a version that was validated: what its figures said that day, those hidden that whoever takes it away may not read.

    A figure is shown if it was not of too few people then, and may be read now, when the data are of `version`.
    """
    told = {
        bound: _kept(one.kept.get(bound), _measured(version, sight, bound), sight)
        for bound in dict.fromkeys(one.document.figures)
    }
    return _told(one.document, told, version, one.data_version)


def _measured(version: str, sight: Sight, bound: BoundFigure) -> Said:
    try:
        return said(version, sight, bound)
    except OutOfSight:
        return Said(bound, MASKED, None)
    except (UnknownIndicator, BadQuestion):  # an indicator that is no more, or has no such period
        return Said(bound, words.NONE, None)


def _kept(kept: Said | None, now: Said, sight: Sight) -> Said:
    is_hidden_now = now.text == MASKED or (now.figure is None and not sight.by_residence)
    if is_hidden_now or kept is None:
        return Said(now.bound, MASKED if is_hidden_now else words.NONE, None)
    figure = kept.figure
    if figure is not None and (figure.masked or _is_of_few(sight, now.bound, figure)):
        return Said(now.bound, MASKED, None)
    return kept


def _is_of_few(sight: Sight, bound: BoundFigure, figure: Figure) -> bool:
    return bool(indicator_named(bound.indicator).persons) and is_small(
        sight, figure.numerator, figure.denominator
    )


def _told(document: Document, told: Mapping[BoundFigure, Said], version: str, data_version: str) -> Sourced:
    names = places.names(version)
    sections = tuple(
        replace(section, blocks=tuple(_block(block, told) for block in section.blocks))
        for section in document.sections
    )
    notes = {bound: _note(one, names, version, data_version) for bound, one in told.items()}
    return Sourced(replace(document, sections=sections), notes)


def _block(block: Block, told: Mapping[BoundFigure, Said]) -> Block:
    rows = tuple(tuple(_runs(cell, told) for cell in row) for row in block.rows)
    return replace(block, runs=_runs(block.runs, told), rows=rows)


def _runs(runs: Runs, told: Mapping[BoundFigure, Said]) -> Runs:
    return tuple(replace(run, text=told[run.figure].text) if run.figure else run for run in runs)


def _note(one: Said, names: Mapping[str, str], version: str, data_version: str) -> str:
    """Return what stands at the foot of the page: what is counted, where, when, on what it rests, in which data."""
    bound = one.bound
    source = f"Palier, données de la version {data_version}."
    try:
        indicator = indicator_named(bound.indicator)
    except UnknownIndicator:
        return f"Indicateur qui n’est plus mesuré. {source}"
    category = places.labels(version, indicator.categories_of).get(bound.category, bound.category)
    category = indicator.categories.get(bound.category, category)
    about = [
        indicator.title,
        category,
        names.get(bound.residence, bound.residence) or "l’association",
        words.period(bound.period),
    ]
    rests_on = "non publié" if one.text == MASKED else say.basis(indicator, one.figure)
    return f"{', '.join(part for part in about if part)} : {rests_on}. {source}"

"""One residence and one year -> one page for the association's leadership: key figures, what is due, what comes; an internal document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from access.clock import today
from access.scope import EVERYTHING, LEAST_ON_PAGES
from indicators.alerts import Alert, alerts
from indicators.attention import Attention, attention
from indicators.catalogue import Indicator, indicator_named
from indicators.legal_calendar import legal_calendar
from indicators.measure import Figure, measure
from indicators.places import labels
from indicators.sums import Scope
from indicators.targets import target_of
from reports.bilan.content import MASKED
from reports.deliverables.of_residence import LEADERSHIP, Home, as_leadership, this_day
from reports.poster import shortened
from reports.typeset import pdf
from ui import say, words

NAMES = (
    "occupancy_rate", "age_60plus_share", "arrears_share", "turnover_rate", "unique_participation_rate", "floor_meeting_coverage",
    "meeting_attendance_rate", "minutes_posted_rate", "committee_meetings_12m", "council_meetings_12m",
    "decision_follow_up_rate", "conflicts_per_100", "durable_resolution_rate", "conflict_median_days",
    "referrals_per_100", "social_project_age_years", "action_plan_completion_rate",
)  # fmt: skip
# A paper is left on tables: people, conflicts and referrals of fewer than five are not on it, even those that pages tell.
_PEOPLE = frozenset({
    "age_60plus_share", "arrears_share", "turnover_rate", "unique_participation_rate", "conflicts_per_100",
    "durable_resolution_rate", "conflict_median_days", "referrals_per_100", "need_rate",
})  # fmt: skip
# What the law asks of the two bodies from 30 contract holders on: below, its level would be no level.
_BODIES = ("committee_meetings_12m", "council_meetings_12m")
_STATES = {"late": "En retard", "due": "À faire", "coming": "À venir"}


@dataclass(frozen=True)
class Key:
    """A figure in words: this year, the year before, the level it is compared with, and what it rests on."""

    title: str
    value: str
    before: str
    target: str
    basis: str


def page_of(one: Home) -> bytes:
    """Return the PDF of a residence for a year: one page of A4, whatever it is told; what has no room is counted."""
    return pdf("residence.typ", told_of(one, today()), this_day())


def told_of(one: Home, on: date) -> dict[str, Any]:
    """Return what the template is given."""
    found = alerts(one.version, EVERYTHING, on, (one.place.code,))
    return {
        "title": one.place.name,
        "kicker": "Document interne : ne pas diffuser",
        "line": " · ".join(filter(None, _identity(one))),
        "year": str(one.year),
        "figures": [[each.title, each.value, each.before, each.target, each.basis] for each in keys(one)],
        "due": [_alert(each) for each in found if each.state != "coming"],
        "look": [
            shortened(each.sentence, 170) for each in attention(one.version, EVERYTHING, (one.place.code,))
        ],
        "needs": list(_needs(one)),
        "coming": _coming(one, found, on),
        "foot": f"Palier, données de la version {one.version}, fiche du {words.day(on)}. "
        f"{words.NONE} : non transmis. « s » : moins de 5 personnes.",
    }


def _identity(one: Home) -> Iterator[str | None]:
    place = one.place
    yield place.city
    yield words.plural(place.units, "logement") if place.units is not None else None
    yield words.plural(place.residents, "résident") if place.residents is not None else None
    yield words.plural(place.landings_count, "palier") if place.landings_count is not None else None
    yield f"dernier mois transmis : {words.month(place.month)}" if place.month else None


def keys(one: Home) -> list[Key]:
    """Return the figures of a residence, those that nothing was ever transmitted of included."""
    names = [name for name in NAMES if one.place.has_election_duty or name not in _BODIES]
    return [_key(one, indicator_named(name)) for name in names]


def _key(one: Home, indicator: Indicator) -> Key:
    now_, before = (as_leadership(one, indicator.id, years) for years in (0, 1))
    target = target_of(one.version, indicator)
    told = f"{say.value(indicator, target.value)} ({say.ORIGINS[target.origin]})" if target else ""
    return Key(
        indicator.title, _told(indicator, now_), _told(indicator, before), told, _basis(indicator, now_)
    )


def _told(indicator: Indicator, figure: Figure | None) -> str:
    if figure is None:
        return words.NONE
    return MASKED if is_few(indicator, figure) else say.value(indicator, figure.value)


def is_few(indicator: Indicator, figure: Figure) -> bool:
    """Return whether a figure may not be on paper: it is masked already, or fewer than five people (not none) are behind a part of it."""
    if figure.masked or indicator.id not in _PEOPLE:
        return figure.masked
    counts = [figure.n if indicator.aggregate == "median" else figure.numerator]
    if indicator.is_share and indicator.unit == "%" and figure.denominator is not None:
        counts.append(figure.denominator - (figure.numerator or 0))
    return any(0 < (count or 0) < LEAST_ON_PAGES for count in counts)


def _basis(indicator: Indicator, figure: Figure | None) -> str:
    if figure is None or is_few(indicator, figure):
        return ""
    # The interval is on the page of the residence: here, how many it rests on.
    return say.basis(indicator, figure).partition(" · plausible")[0]


def _looked(one: Attention) -> str:
    # Conflicts are counted as people are.
    if one.urgency == "waiting" and 0 < one.weight < LEAST_ON_PAGES:
        return "Des conflits attendent une issue : voir la page « Conflits »"
    return shortened(one.sentence, 170)


def _alert(one: Alert) -> str:
    by = f", {'le' if one.state == 'coming' else 'pour le'} {words.day(one.due_on)}" if one.due_on else ""
    return shortened(f"{_STATES[one.state]} : {one.title}{by} ({one.text})", 170)


def _coming(one: Home, found: list[Alert], on: date) -> list[str]:
    """Return what comes, by day: what is prepared already, then the days that the law or the convention sets further on."""
    told = [(each.due_on, _alert(each)) for each in found if each.state == "coming"]
    rules = {each.rule for each in found}
    duties = legal_calendar(one.version, EVERYTHING, (one.place.code,))
    further = [
        each
        for each in duties
        if each.status == "kept" and each.due_on and each.due_on > on and each.duty not in rules
    ]
    told += [
        (each.due_on, shortened(f"{each.title}, le {words.day(each.due_on)} (CCH, {each.article})", 170))
        for each in further
    ]
    november = date(on.year + (on > date(on.year, 11, 15)), 11, 15)
    told.append(
        (
            november,
            f"Bilan d'occupation et d'action sociales au préfet, le {words.day(november)} (convention APL, art. 15)",
        )
    )
    return [text for _, text in sorted(told, key=lambda each: each[0] or date.max)]


def _needs(one: Home) -> Iterator[str]:
    """Yield the needs most expressed at the last wave of the residence, those of too few people left out."""
    indicator, code = indicator_named("need_rate"), one.place.code
    found = measure(one.version, LEADERSHIP, indicator.id, ("wave", "category"), Scope((code,)))
    waves = sorted({str(each.group["wave"]) for each in found if each.denominator})
    known = indicator.categories or labels(one.version, indicator.categories_of)
    last = [each for each in found if waves and each.group["wave"] == waves[-1] and each.value is not None]
    shown = [each for each in last if each.numerator and not is_few(indicator, each)]
    for each in sorted(shown, key=lambda each: -(each.value or 0))[:5]:
        name = known.get(str(each.group["category"]), str(each.group["category"]))
        yield f"{name} : {say.value(indicator, each.value)} ({say.basis(indicator, each).partition(' · ')[0]}, {waves[-1]})"

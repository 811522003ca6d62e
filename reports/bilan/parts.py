"""The data of a call -> the content of its bilan, in the thirteen parts of domain.md D.3."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from access.scope import EVERYTHING, Sight
from indicators.call_sources import Source, sources, tolerated
from indicators.calls import is_corrected, perimeter
from indicators.catalogue import indicator_named
from indicators.editions import Edition, editions
from indicators.places import names
from reports.bilan import of_the_call, of_the_residences
from reports.bilan.annexes import definitions, files, references
from reports.bilan.by_residence import by_residence
from reports.bilan.content import Bilan, Part, Table
from reports.bilan.limits import NOT_TOLD, QUALITY, limits, no_edition, warnings
from reports.bilan.measured import Asked, edition_years, month_end, of_editions, of_indicators
from reports.bilan.needs_told import needs_told
from reports.bilan.perimeter import NotReady, Perimeter, sight_for
from reports.bilan.six_figures import synthesis

__all__ = ["NotReady", "prepared", "program", "sight_for"]


@dataclass(frozen=True)
class Subject:
    """A part that tells indicators and published tables. `people`: the subjects of the editions (indicators/published.py)."""

    number: int
    title: str
    names: tuple[str, ...]
    people: tuple[str, ...] = ()


TITLES = (
    "Fiche d'identité", "Rappel du projet", "Synthèse", "Contexte d'occupation", "Mobiliser les résidents",
    "Fédérer le réseau", "Pratiques professionnelles", "Évolution des besoins", "Avancement des projets sociaux",
    "Tableau des indicateurs : prévu, réalisé, écart, commentaire", "Budget", "Limites et qualité des données",
    "Perspectives et annexes",
)  # fmt: skip
SUBJECTS = {
    one.number: one
    for one in (
        Subject(4, TITLES[3], (
            "occupancy_rate", "occupancy_rate_eom", "vacancy_commercial_rate", "vacancy_technical_rate", "vacancy_over_3m_rate",
        ), ("ages", "sexe", "duree", "impayes", "entrees", "sorties")),
        Subject(5, TITLES[4], (
            "meetings_held", "floor_meeting_coverage", "resident_initiated_share", "participation_level_share",
            "minutes_posted_rate", "decision_follow_up_rate", "committee_seats_filled_rate", "election_turnout",
            "candidates_per_seat", "committee_meetings_12m", "committee_attendance_rate", "council_meetings_12m",
            "council_parity_ok", "charter_status", "collective_groups_active", "collective_groups_resident_led_share",
        ), ("participants", "conflits")),
        Subject(6, TITLES[5], (
            "active_partners", "partner_agreement_share", "local_body_presentations", "joint_projects_started",
        ), ("orientations", "maintien")),
        Subject(7, TITLES[6], (
            "working_group_sessions_held", "working_group_attendance", "tools_produced", "tool_using_residences",
            "staff_trained_share", "training_attendances_by_direction",
        )),
        Subject(8, TITLES[7], (), ("besoins", "satisfaction")),
        Subject(9, TITLES[8], (
            "social_project_age_years", "social_project_up_to_date_share", "update_stage", "update_stage_days",
            "action_plan_completion_rate",
        )),
    )
}  # fmt: skip
FUNDING = (
    *("aap_action_completion_rate", "aap_action_completion_partial_rate"),
    *("aap_budget_execution_rate", "aap_grant_consumption_rate", "aap_cofunding_share"),
)
_NAMES = [*(name for one in SUBJECTS.values() for name in one.names), *FUNDING, *QUALITY]
_NEEDS_AIMED = (
    "Besoins repris dans le projet social (I66) et couverts par une action (I49) : ils partent des réponses des résidents et ne se "
    "lisent qu'en interne ; ci-dessous, ce que les plans ont décidé."
)
_ON_HOLD = "Le parcours de maintien à domicile se lit dans l'édition publiée, aussi loin que ses chiffres masqués le permettent."


def prepared(
    version: str, sight: Sight, call: str, is_interim: bool = False, *, hides_people: bool = False
) -> Bilan:
    """Return the bilan of a call at a version of the data, of what `sight_for` told; no figure is past what its evaluator sees.

    `hides_people`: whether nobody whom its actions met is told (people_told.py).
    Raises NotReady where the months of the call are not known or not in sight, OutOfSight for a call that is not.
    """
    if sight.role != "evaluateur":
        raise ValueError("a bilan is read with the sight of an evaluator, and no other")
    asked, codes = _asked(version, sight, call, hides_people)
    years = edition_years(asked.first, asked.last) if asked.has_before else (asked.last.year,)
    published = [one for one in editions(sight) if one.year in years]
    received = sources(version, codes, call, sorted({*years, asked.first.year}))
    told = tuple(warnings(asked, codes, published))
    return Bilan(
        call,
        tuple(sight.residences or ()),
        str(sight.first or asked.first),
        str(asked.first),
        str(asked.last),
        str(month_end(asked.last)),
        version,
        told,
        tuple(_parts(asked, codes, published, received, told, is_interim)),
        received,
        is_interim,
        tolerated(version),
    )


def _asked(version: str, sight: Sight, call: str, hides_people: bool) -> tuple[Asked, tuple[str, ...]]:
    """Return what a bilan is asked of, and the codes of its residences (none: all)."""
    every, start, end = perimeter(version, EVERYTHING, call)
    seen, _, _ = perimeter(version, sight, call)
    begins = sight.begins if isinstance(sight, Perimeter) else None
    first, last = sight.months(max(filter(None, (start, begins)), default=None), end)
    if first is None or last is None or first > last:
        raise NotReady(
            f"rien ne dit sur quelle période porte {call} : déposez son dossier avec la fin de l'exercice"
        )
    codes = seen or sight.residences or ()
    is_some = set(codes) != set(every)
    is_part = is_some or (first, last) != (start, end)
    hides_people |= is_part or is_corrected(version, call)
    return Asked(version, sight, call, first, last, is_part, is_some, hides_people), codes


def _parts(
    asked: Asked,
    codes: Sequence[str],
    published: Sequence[Edition],
    received: Sequence[Source],
    told: tuple[str, ...],
    is_interim: bool,
) -> Iterator[Part]:
    yield Part(1, TITLES[0], (of_the_call.identity(asked, codes, is_interim),), told)
    yield Part(2, TITLES[1], (of_the_call.reminder(asked),))
    yield Part(3, TITLES[2], (synthesis(asked),), told)
    for number in range(4, 10):
        yield _subject(asked, SUBJECTS[number], published)
    funding = of_indicators(asked, "indicators.10", "Indicateurs de l'appel", FUNDING)
    yield Part(10, TITLES[9], (of_the_call.results(asked), funding))
    yield Part(11, TITLES[10], of_the_call.budgets(asked))
    yield Part(12, TITLES[11], limits(asked, codes, published), (*told, NOT_TOLD))
    yield Part(13, TITLES[12], (definitions(_NAMES), files(asked.version, received)))


def _subject(asked: Asked, one: Subject, published: Sequence[Edition]) -> Part:
    key = f"indicators.{one.number}"
    tables = (
        *((of_indicators(asked, key, one.title, one.names),) if one.names else ()),
        *by_residence(asked, one.number, one.title, one.names),
        *_facts(asked, one.number),
        *(needs_told(published, asked.last.year, names(asked.version)) if one.number == 8 else ()),
        *of_editions(published, one.people, asked),
        *references(asked, one.number),
    )
    return Part(one.number, one.title, tables, tuple(_notes(asked, one, published)))


def _facts(asked: Asked, number: int) -> tuple[Table, ...]:
    """Return what a part tells besides indicators and editions."""
    if number == 5:
        return tuple(of_the_residences.legal(asked))
    if number == 6:
        return (of_the_residences.local_bodies(asked),)
    return of_the_residences.decided(asked) if number == 8 else ()


def _notes(asked: Asked, one: Subject, published: Sequence[Edition]) -> Iterator[str]:
    if one.people and asked.last.year not in {edition.year for edition in published}:
        yield no_edition(asked)
    elif one.number == 6:
        yield _ON_HOLD
    if one.number == 8:
        yield _NEEDS_AIMED


def program() -> str:
    """Return the mark of what figures are told with: the SHA-256, cut short, of the definitions of the indicators."""
    told = "\n".join(indicator_named(name).sql for name in _NAMES)
    return hashlib.sha256(told.encode()).hexdigest()[:12]

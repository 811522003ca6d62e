"""The data of a call -> the content of its bilan, in the thirteen parts of domain.md D.3."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from access.scope import EVERYTHING, Sight
from indicators.call_sources import Source, kind_titles, months_open, owed, sources
from indicators.calls import perimeter
from indicators.catalogue import indicator_named
from indicators.editions import Edition, editions
from indicators.references import PATHWAYS
from indicators.reopened import reopenings
from reports.bilan import of_the_call
from reports.bilan.content import Bilan, Column, Part, Row, Table
from reports.bilan.measured import Asked, month_end, of_editions, of_indicators
from reports.bilan.perimeter import NotReady, Perimeter, sight_for
from reports.bilan.six_figures import synthesis
from ui import words

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
PART = (
    "Bilan d'une partie de l'appel : l'avancement et les euros sont ceux de tout l'appel, et les personnes touchées par ses "
    "actions n'y sont pas, pour que deux bilans ne donnent pas leur différence."
)
_QUALITY = ("upload_timeliness", "row_rejection_rate", "field_completeness")


def prepared(version: str, sight: Sight, call: str, is_interim: bool = False) -> Bilan:
    """Return the bilan of a call at a version of the data, of what `sight_for` told; no figure is past what its evaluator sees.

    Raises NotReady where the months of the call are not known or not in sight, OutOfSight for a call that is not.
    """
    if sight.role != "evaluateur":
        raise ValueError("a bilan is read with the sight of an evaluator, and no other")
    asked, codes = _asked(version, sight, call)
    years = (asked.first.year - 1, asked.last.year) if asked.has_before else (asked.last.year,)
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
    )


def _asked(version: str, sight: Sight, call: str) -> tuple[Asked, tuple[str, ...]]:
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
    is_part = set(codes) != set(every) or (first, last) != (start, end)
    return Asked(version, sight, call, first, last, is_part), codes


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
    yield Part(12, TITLES[11], _limits(asked, published), told)
    yield Part(13, TITLES[12], (_definitions(), _files(asked.version, received)))


def _subject(asked: Asked, one: Subject, published: Sequence[Edition]) -> Part:
    tables = of_editions(published, one.people)
    if one.names:
        tables = (of_indicators(asked, f"indicators.{one.number}", one.title, one.names), *tables)
    if one.number == 4:
        tables = (*tables, _references())
    notes = () if published or not one.people else (_no_edition(asked),)
    return Part(one.number, one.title, tables, notes)


def _no_edition(asked: Asked) -> str:
    return f"Aucune édition n'est publiée pour {asked.last.year} : les chiffres de personnes n'y sont pas."


def warnings(asked: Asked, codes: Sequence[str], published: Sequence[Edition]) -> Iterator[str]:
    """Yield what makes a bilan incomplete, as its first page says it; nothing tells one residence from the others."""
    if asked.is_part:
        yield PART
    count, missing = owed(asked.version, codes, asked.first, asked.last)
    if missing:
        late = words.plural(len(missing), "classeur mensuel attendu", "classeurs mensuels attendus")
        yield f"Données incomplètes, non reçus à ce jour : {late}, sur {words.number(count)}."
    if months := months_open(asked.version, asked.first, asked.last):
        told = words.listing(map(words.month, months))
        yield f"Données provisoires, mois de la période non clos : {told} ; leurs chiffres n'y sont pas."
    if asked.last.year not in {one.year for one in published}:
        yield _no_edition(asked)


def _limits(asked: Asked, published: Sequence[Edition]) -> tuple[Table, ...]:
    quality = of_indicators(asked, "indicators.12", "Qualité des transmissions", _QUALITY)
    masks = Table(
        "masked", "Chiffres masqués des éditions publiées",
        (Column("block", "Sujet"), Column("cells", "Chiffres", "number"), Column("masked", "Masqués", "number")),
        tuple(
            Row(f"{edition.year}/{one.block}", (f"{titles[one.block]}, {edition.year}", one.cells, one.masked))
            for edition in published
            for titles in [{table.subject: table.title for table in edition.tables}]
            for one in edition.audits
            if one.block in titles
        ),
    )  # fmt: skip
    again = Table(
        "reopened", "Mois rouverts",
        (Column("month", "Mois"), Column("reopened_on", "Rouvert le"), Column("reason", "Motif")),
        tuple(
            Row(f"{one.month}/{one.reopened_on}", (one.month, str(one.reopened_on), one.reason))
            for one in reopenings(asked.version, asked.sight)
        ),
    )  # fmt: skip
    return quality, masks, again


def _references() -> Table:
    columns = [Column("indicator", "Indicateur"), Column("told", "Repère"), Column("year", "Année")]
    columns += [Column("perimeter", "Périmètre"), Column("source", "Source")]
    rows = tuple(
        Row(
            f"{one.indicator}/{one.source}/{one.year}/{one.perimeter}",
            (indicator_named(one.indicator).title, one.told, one.year, one.perimeter, one.source),
        )
        for one in PATHWAYS
    )
    caveat = "Repères publiés, à lire avec leur année et leur périmètre ; aucun n'est un objectif."
    return Table("references", "Repères nationaux", tuple(columns), rows, caveat)


def _definitions() -> Table:
    names = [name for one in SUBJECTS.values() for name in one.names] + [*FUNDING, *_QUALITY]
    rows = tuple(
        Row(name, (one.title, one.code, one.question, one.formula, " ".join(one.caveats) or None))
        for name in names
        for one in [indicator_named(name)]
    )
    columns = [Column("title", "Indicateur"), Column("code", "Code"), Column("question", "Question")]
    columns += [Column("formula", "Calcul"), Column("caveats", "Précautions")]
    return Table("definitions", "Définitions", tuple(columns), rows)


def _files(version: str, received: Sequence[Source]) -> Table:
    titles = kind_titles(version)
    rows = tuple(
        Row(
            one.load_id,
            (
                one.file,
                words.listing(titles.get(kind, kind) for kind in one.kinds),
                words.day(one.received_on),
                one.load_id,
                one.sha256,
            ),
        )
        for one in received
    )
    columns = [Column("file", "Fichier"), Column("kind", "Classeur"), Column("received_on", "Reçu le")]
    columns += [Column("load_id", "Dépôt"), Column("sha256", "SHA-256")]
    return Table("files", "Fichiers reçus", tuple(columns), rows)


def program() -> str:
    """Return the mark of what figures are told with: the SHA-256, cut short, of the definitions of the indicators."""
    told = "\n".join(indicator_named(row.key).sql for row in _definitions().rows)
    return hashlib.sha256(told.encode()).hexdigest()[:12]

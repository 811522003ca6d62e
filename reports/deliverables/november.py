"""One residence and one year -> the bilan d'occupation et d'action sociales that goes to the préfet (APL convention, art. 15).

It leaves the association: figures of people are those of the published edition and no others, the rest is read as an evaluator
who would see this residence alone. The convention names the document, it does not say what it holds: the parts are ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from access.scope import EVERYTHING
from indicators import action_plans
from indicators.catalogue import indicator_named
from indicators.editions import Edition, editions
from indicators.published import CATALOGUE
from reports.bilan.content import Table
from reports.bilan.measured import Asked, month_end, of_editions, of_indicators
from reports.bilan.of_the_call import STATUSES
from reports.deliverables.of_residence import Home, readiness, this_day
from reports.deliverables.paper import Grid, Paper, Section
from reports.deliverables.reading import Held, counted
from ui import words

OCCUPANCY = (
    "occupancy_rate", "occupancy_rate_eom", "vacancy_commercial_rate", "vacancy_technical_rate", "vacancy_over_3m_rate",
)  # fmt: skip
SOCIAL = (
    "meetings_held", "floor_meeting_coverage", "minutes_posted_rate", "decision_follow_up_rate", "committee_meetings_12m",
    "council_meetings_12m", "committee_seats_filled_rate", "active_partners", "partner_agreement_share",
    "joint_projects_started", "action_plan_completion_rate", "social_project_age_years",
)  # fmt: skip
# Due from 30 contract holders on (CCH, R633-5, R633-7).
_BODIES = ("committee_meetings_12m", "council_meetings_12m", "committee_seats_filled_rate")
PUBLICS = ("ages", "sexe", "duree", "impayes", "entrees", "sorties")
MET = ("participants", "orientations", "maintien")
JOINED = (
    "Tableau des redevances",
    "Liste des services proposés, et leur prix",
    "Comptes de la résidence pour l'exercice précédent",
    "Budget prévisionnel de l'exercice en cours",
)
_HEAD = ("Indicateur", "Année", "Année précédente", "Calcul")
_WIDTHS = (3.8, 1.8, 1.8, 2.0)
_BASIS = "Convention APL type, article 15 : à adresser au préfet chaque 15 novembre. La convention ne dit pas ce que contient ce bilan."


def november_of(one: Home) -> Paper:
    """Return the report of a residence for a year, with what is missing told on its first page."""
    asked = one.outside()
    published = [each for each in editions(asked.sight) if each.year == one.year]
    place = one.place
    told = [
        place.city, words.plural(place.units, "logement") if place.units is not None else None,
        words.plural(place.landings_count, "palier") if place.landings_count is not None else None,
    ]  # fmt: skip
    return Paper(
        f"Bilan d'occupation et d'action sociales {one.year}, {place.name}",
        tuple(filter(None, (" · ".join(filter(None, told)), _BASIS))),
        (
            Section("Occupation", grids=_measured(asked, "Occupation des logements", OCCUPANCY)),
            _publics(one, published),
            _social(one, asked),
            _met(one, published),
            Section("Pièces à joindre", ("À ajouter à la main : Palier ne les tient pas.",), checks=JOINED),
        ),
        (
            f"Palier, données de la version {one.version}, mois clos seulement. « s » : chiffre masqué pour protéger les personnes.",
            *(f"Chiffres de personnes : édition {each.year}, SHA-256 {each.hash}." for each in published),
        ),
        this_day(),
        warnings=tuple(warnings(one, published)),
    )  # fmt: skip


def warnings(one: Home, published: list[Edition]) -> Iterator[str]:
    """Yield what makes the report of a residence incomplete."""
    missing = [title for title, is_ready in readiness(one.outside()).items() if not is_ready]
    if missing:
        yield f"Il manque des données pour : {words.listing(missing)}."
    if not published:
        yield f"Aucune édition n'est publiée pour {one.year} : les chiffres de personnes n'y sont pas."


def _social(one: Home, asked: Asked) -> Section:
    has_bodies = bool(one.place.has_election_duty)
    names = tuple(name for name in SOCIAL if has_bodies or name not in _BODIES)
    told = () if has_bodies else ("Comité et conseil de concertation : sans objet, ou non connu.",)
    return Section(
        "Actions sociales et vie collective",
        told,
        (*_measured(asked, "Vie collective et réseau", names), *_plan(one)),
    )


def _measured(asked: Asked, title: str, names: tuple[str, ...]) -> tuple[Grid, ...]:
    """Return the table of indicators that may leave, this year beside the year before; none where nothing is transmitted."""
    mine = tuple(name for name in names if not indicator_named(name).is_association)
    rows = tuple(
        _row(Held(table, row)) for table in [of_indicators(asked, "", title, mine)] for row in table.rows
    )
    return (Grid(title, _HEAD, rows, (1, 2), widths=_WIDTHS),) if rows else ()


def _row(one: Held) -> tuple[str, ...]:
    value, before = (counted(one, key, "non transmis") for key in ("value", "before"))
    both = one["denominator"] is not None and one.row.unit == "%"
    return (
        one.text("title"),
        value,
        before,
        f"{one.said('numerator')} sur {one.said('denominator')}" if both else "",
    )


def _publics(one: Home, published: list[Edition]) -> Section:
    return Section("Publics accueillis", *_of_people(one, published, PUBLICS))


def _met(one: Home, published: list[Edition]) -> Section:
    return Section("Résidents concernés par les actions", *_of_people(one, published, MET))


def _of_people(
    one: Home, published: list[Edition], subjects: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[Grid, ...]]:
    """Return what is said before the published tables of some subjects, and the line of this residence in each."""
    if not published:
        return (f"Aucune édition n'est publiée pour {one.year} : publiez-la d'abord.",), ()
    grids = tuple(
        _line(table)
        for table in of_editions(published, subjects)
        if [row for row in table.rows if row.key.startswith("residence/")]
    )
    absent = _absent(published, subjects, grids)
    alone = "Non publiés pour cette résidence seule (trop peu de personnes, ou rien de transmis) : "
    return ((f"{alone}{words.listing(absent)}.",) if absent else ()), grids


def _absent(published: list[Edition], subjects: tuple[str, ...], grids: tuple[Grid, ...]) -> list[str]:
    titles = {one.id: one.title for one in CATALOGUE}
    held = [grid.title for grid in grids]
    return [
        titles[name] for name in subjects if name in titles and not any(titles[name] in told for told in held)
    ]


def _line(table: Table) -> Grid:
    [row] = [one for one in table.rows if one.key.startswith("residence/")]
    held = replace(table, rows=(row,))
    columns = table.columns[1:]
    cells = tuple(Held(held, row).said(column.key) for column in columns)
    title = table.title.removesuffix(", par résidence")
    return Grid(
        title,
        tuple(column.title for column in columns),
        (cells,),
        tuple(range(len(columns))),
        note=table.caveat,
    )


def _plan(one: Home) -> tuple[Grid, ...]:
    """Return the actions of the plan in force: what they are and where they stand; no number that somebody wrote of people."""
    found = action_plans.actions(one.version, EVERYTHING, (one.place.code,), month_end(one.last))
    rows = tuple(
        (each.axis or "", each.action, each.partner or "", STATUSES.get(each.status or "", "non connu"))
        for each in found
        if each.is_in_force
    )
    head = ("Axe", "Action", "Partenaire", "Statut")
    return (
        (Grid("Actions du projet social en vigueur", head, rows, widths=(2, 3.6, 2.3, 1.5)),) if rows else ()
    )

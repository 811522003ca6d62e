"""A sealed bilan -> the reading grid of the AGLS (aide à la gestion locative sociale): four families, what speaks of each.

The four families are those that the aid pays (circular of 2013, domain.md 0.2). Which figure speaks of which is our choice; actions
are brought near by their words, and somebody reads them again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from reports.bilan.content import Bilan
from reports.bilan.sealed import Sealed
from reports.deliverables.paper import Grid, Paper, Section
from reports.deliverables.reading import (
    Held,
    counted,
    foot,
    headline,
    indicators_of,
    moment,
    period,
    published,
    rows_of,
    together,
    years_published,
)  # fmt: skip
from ui import words


@dataclass(frozen=True)
class Family:
    """A family. `names`: indicators; `people`: subjects of the editions; `words`: beginnings of words of its actions; `unmeasured`."""

    title: str
    names: tuple[str, ...]
    people: tuple[str, ...]
    words: tuple[str, ...]
    unmeasured: str


FAMILIES = (
    Family(
        "Régulation de la vie collective",
        ("meetings_held", "floor_meeting_coverage", "resident_initiated_share", "decision_follow_up_rate", "minutes_posted_rate",
         "committee_meetings_12m", "council_meetings_12m", "charter_status", "collective_groups_active"),
        ("conflits", "besoins.voisinage_vie_collective", "satisfaction.voisinage", "satisfaction.respect_reglement"),
        ("reunion", "palier", "conflit", "mediation", "voisin", "collectif", "collective", "charte", "reglement", "comite", "consult"),
        "le temps passé par les équipes à réguler, les conflits qui ne sont pas signalés, le sentiment de sécurité au jour le jour.",
    ),
    Family(
        "Prévention et gestion des impayés",
        (),
        ("impayes", "besoins.budget_redevance"),
        ("impaye", "redevance", "dette", "budget", "apurement", "quittance"),
        "le montant des dettes, les plans d'apurement et leur issue, les rencontres tenues avant tout rappel, les procédures évitées.",
    ),
    Family(
        "Lutte contre l'isolement",
        ("collective_groups_active", "collective_groups_resident_led_share"),
        ("participants", "besoins.isolement_lien_social", "besoins.loisirs_culture", "maintien", "satisfaction.animations"),
        ("isole", "lien", "convivial", "sortie", "animation", "atelier", "vieillir", "age", "aine", "visite", "sante mentale"),
        "la solitude elle-même, les visites à domicile, les liens qui tiennent hors de toute activité organisée.",
    ),
    Family(
        "Médiation vers les services extérieurs",
        ("active_partners", "partner_agreement_share", "local_body_presentations", "joint_projects_started"),
        ("orientations", "besoins.acces_droits_demarches", "besoins.sante_soins", "besoins.numerique"),
        ("droit", "permanence", "sante", "orient", "partenaire", "accompagne", "numerique", "interprete", "retraite", "addiction"),
        "ce que devient une personne après le rendez-vous, les refus des services, les délais qu'ils imposent.",
    ),
)  # fmt: skip


def grid_of(one: Sealed) -> Paper:
    """Return the reading grid of a sealed bilan."""
    sections = [_section(one.bilan, family) for family in FAMILIES]
    alone = [
        row for row in rows_of(one.bilan, "results") if not any(speaks(row, family) for family in FAMILIES)
    ]
    if alone:
        told = f"À placer à la main : {words.listing(row.text('action') for row in alone)}."
        sections.append(Section("Actions qu'aucune famille ne rapproche", (told,)))
    return Paper(
        f"Grille de lecture AGLS, {one.bilan.call}",
        (
            f"{period(one.bilan)} · {headline(one)}",
            "L'aide à la gestion locative sociale paie quatre familles d'interventions. Quel chiffre parle de quelle famille est un "
            "choix de Palier ; ni la préfecture ni le financeur ne l'ont demandé sous cette forme.",
        ),
        tuple(sections),
        foot(one),
        moment(one),
        warnings=one.bilan.warnings,
    )


def speaks(action: Held, family: Family) -> bool:
    """Return whether an action bears a word of a family."""
    said = _plain(" ".join(action.text(key) for key in ("action", "indicator")))
    return any(re.search(rf"\b{re.escape(word)}", said) for word in family.words)


def _section(bilan: Bilan, family: Family) -> Section:
    grids = tuple(_grids(bilan, family))
    told = () if grids else ("Aucun chiffre du bilan ne parle de cette famille.",)
    return Section(family.title, (*told, f"Ce qui n'est pas mesuré : {family.unmeasured}"), grids)


def _grids(bilan: Bilan, family: Family) -> Iterator[Grid]:
    held = indicators_of(bilan)
    rows = tuple(_figure(held[name]) for name in family.names if name in held)
    if rows:
        yield Grid(
            "Activité",
            ("Indicateur", "Valeur", "Année précédente", "Calcul"),
            rows,
            (1, 2),
            widths=(3.8, 1.8, 1.8, 2),
        )
    told = tuple(_people(bilan, family))
    if told:
        note = "Ensemble des résidences, tel que publié."
        yield Grid(
            "Personnes et situations", ("Tableau publié", "Ce qu'il dit"), told, note=note, widths=(3, 5)
        )
    near = tuple(_action(row) for row in rows_of(bilan, "results") if speaks(row, family))
    if near:
        note = "Actions rapprochées par leurs mots : à relire, une action peut servir plusieurs familles."
        head = ("Action", "Prévu", "Réalisé", "Unité", "Bénéficiaires", "Statut")
        yield Grid("Actions", head, near, (1, 2, 4), note=note, widths=(3.4, 0.9, 1.1, 1.8, 1.9, 1.5))


def _figure(row: Held) -> tuple[str, ...]:
    value, before = (counted(row, key, "non connu") for key in ("value", "before"))
    is_share = row.row.unit == "%" and row["denominator"] is not None
    return (
        row.text("title"),
        value,
        before,
        f"{row.said('numerator')} sur {row.said('denominator')}" if is_share else "",
    )


def _people(bilan: Bilan, family: Family) -> Iterator[tuple[str, str]]:
    for year in years_published(bilan):
        for subject in family.people:
            tables = published(bilan, subject, year)
            lines = [(table, row) for table in tables if (row := together(table))]
            for table, row in lines[:1]:
                counts = [f"{column.title.lower()} : {row.said(column.key)}" for column in table.columns[1:]]
                yield table.title.partition(", par ")[0], " ; ".join(counts)


def _action(row: Held) -> tuple[str, ...]:
    said = [row.said(key, "non connu") for key in ("planned", "achieved")]
    return (row.text("action"), *said, row.text("unit"), row.said("met", "non connu"), row.text("status"))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()

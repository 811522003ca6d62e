"""What the invented teams wrote beside the figures: answers given back, decisions followed, where documents are kept.

Written as social_project/ writes it, which pipelines does not import; a test reads it there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pipelines.folder import data_folder, put_file, writing

_WAVE = "Vague 2025"
# Residence, need, where it stands, the day, how, what was told.
_ANSWERS = (
    ("GARRIGUE", "acces_droits_demarches", "done", "2025-11-14", "palier",
     "La permanence d'accès aux droits est ouverte chaque mardi matin, dans la salle du rez-de-chaussée."),
    ("GARRIGUE", "voisinage_vie_collective", "done", "2025-11-14", "palier",
     "Chaque palier s'est réuni deux fois cette année. Les règles de la cuisine sont celles que vous avez choisies."),
    ("GARRIGUE", "sante_soins", "done", "2025-11-20", "affichage",
     "Le bus santé est venu quatre fois. Il revient au printemps ; les dates seront affichées dans l'entrée."),
    ("GARRIGUE", "isolement_lien_social", "under_way", "2025-11-25", "palier",
     "Le café du matin se tient une fois par semaine. Nous cherchons un deuxième jour avec les résidents qui le tiennent."),
    ("GARRIGUE", "budget_redevance", "under_way", "2025-12-11", "comite",
     "Deux ateliers sur la quittance ont eu lieu, quatre sont à venir avant l'été."),
    ("GARRIGUE", "logement_bati", "not_yet", "2025-12-11", "comite",
     "Les fenêtres ne sont pas encore changées : le propriétaire attend un devis, et répondra en mars."),
    ("MIMOSA", "isolement_lien_social", "under_way", "2025-11-19", "palier",
     "Un premier repas partagé est prévu en janvier. Ce besoin sera repris dans le nouveau projet social."),
    ("MIMOSA", "sante_soins", "not_yet", "2025-11-19", "affichage",
     "Pas de permanence pour l'instant : le centre de santé n'a pas de place avant l'été. Nous avons fait la demande."),
    ("OLIVIER", "sante_soins", "done", "2025-11-19", "palier",
     "Une convention est signée avec le centre de santé : on peut y prendre rendez-vous depuis l'accueil."),
    ("CALANQUE", "acces_logement_ordinaire", "not_yet", "2025-12-05", "conseil",
     "L'atelier de recherche de logement n'a pas repris : il manque un intervenant. Il est demandé pour le printemps."),
)  # fmt: skip
# Residence, day and type of the meeting (of the log), what was decided, who carries it, by when, where it stands, why given up, need.
_DECISIONS = (
    ("GARRIGUE", "2025-09-17", "palier", "Poser une étagère commune dans la cuisine du palier",
     "Service technique", "2025-10-31", "done", "", "voisinage_vie_collective"),
    ("GARRIGUE", "2025-11-07", "palier", "Changer les ampoules du couloir",
     "Service technique", "2025-12-05", "to_do", "", "logement_bati"),
    ("GARRIGUE", "2025-11-14", "pleniere", "Afficher les dates du bus santé dans l'entrée",
     "Responsable de la résidence", "2026-03-15", "under_way", "", "sante_soins"),
    ("GARRIGUE", "2025-12-11", "comite", "Proposer un deuxième jour de café du matin",
     "Comité de résidents", "2026-02-27", "to_do", "", "isolement_lien_social"),
    ("OLIVIER", "2025-11-19", "pleniere", "Rouvrir la salle commune le samedi",
     "Direction", "2025-12-15", "under_way", "", "voisinage_vie_collective"),
    ("OLIVIER", "2025-12-12", "palier", "Demander un passage de plus pour le ménage des parties communes",
     "Service technique", "2026-02-13", "to_do", "", ""),
    ("MIMOSA", "2025-11-19", "pleniere", "Installer un banc dans le jardin",
     "Propriétaire ou bailleur", "", "dropped", "le propriétaire refait d'abord l'allée", "loisirs_culture"),
)  # fmt: skip
# Residence, version, stage, nature, title, its day, where it is kept.
_DOCUMENTS = (
    ("GARRIGUE", "V2", "avis_conseil", "avis", "Avis du conseil de concertation sur la version 2", "2025-06-11",
     "Dossier partagé / Projet social / Garrigue"),
    ("GARRIGUE", "V2", "validation", "texte_valide", "Projet social, version 2, texte signé", "2025-06-26",
     "Siège, armoire des projets sociaux"),
    ("MIMOSA", "V2", "lancement", "compte_rendu", "Compte rendu du premier comité de pilotage", "2025-05-20",
     "Dossier partagé / Projet social / Mimosas"),
    ("OLIVIER", "V2", "diagnostic", "diagnostic", "Diagnostic partagé avec le centre social", "2025-01-31",
     "Dossier partagé / Projet social / Oliviers"),
)  # fmt: skip


def write_follow_up() -> None:
    """Write what the invented teams wrote, if nobody ever wrote anything."""
    folder = data_folder() / "follow_up"
    if folder.exists():
        return
    with writing():
        for sort, acts in (("answers", _answers()), ("decisions", _decisions()), ("documents", _documents())):
            for number, act in enumerate(acts, 1):
                kept = json.dumps(act | {"number": number}, ensure_ascii=False).encode()
                put_file(folder / sort / f"{number:06d}.json", kept)


def _answers() -> Iterator[dict[str, Any]]:
    for residence, need, kind, day, channel, text in _ANSWERS:
        told = {"wave": _WAVE, "need": need, "kind": kind, "text": text, "given_on": day, "channel": channel}
        yield {"residence": residence} | told | _written(day)


def _decisions() -> Iterator[dict[str, Any]]:
    for residence, held_on, of_type, text, owner, due, status, reason, need in _DECISIONS:
        told = {
            "text": text,
            "owner": owner,
            "due_on": due or None,
            "status": status,
            "reason": reason,
            "need": need,
        }
        meeting = {"residence": residence, "meeting_on": held_on, "meeting_type": of_type}
        yield {"item": ""} | meeting | told | _written(held_on)


def _documents() -> Iterator[dict[str, Any]]:
    for residence, version, stage, kind, title, day, kept_at in _DOCUMENTS:
        told = {
            "version": version,
            "stage": stage,
            "kind": kind,
            "title": title,
            "dated_on": day,
            "kept_at": kept_at,
        }
        yield {"document": "", "residence": residence} | told | _written(day)


def _written(day: str) -> dict[str, Any]:
    return {"by": "demo.equipe", "withdrawn": False, "at": f"{day}T16:00:00+00:00"}

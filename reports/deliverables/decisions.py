"""A sealed bilan -> what it puts before a board: facts that call for a decision, and never the decision itself."""

from __future__ import annotations

from collections.abc import Iterator

from reports.bilan.content import Bilan
from reports.deliverables.gaps import gaps
from reports.deliverables.reading import indicators_of, row_of, rows_of
from ui import words

_LEFT_UNDONE = ("Reportée", "Abandonnée", "Partielle", "En cours", "À faire")


def decisions(bilan: Bilan) -> list[str]:
    """Return the facts of a bilan that call for a decision, money first."""
    return [*_money(bilan), *_unfinished(bilan), *_projects(bilan), *_unexplained(bilan)]


def _money(bilan: Bilan) -> Iterator[str]:
    due, sent = (row_of(bilan, "identity", key) for key in ("report_due_on", "report_sent_on"))
    if due and due["value"] and not (sent and sent["value"]):
        yield f"Compte rendu financier dû le {due.said('value')}, pas encore remis : qui l'envoie, quand ?"
    grant = row_of(bilan, "synthesis", "aap_grant_consumption_rate")
    gap = grant.number("gap") if grant else None
    if gap is not None and gap < 0:
        yield f"Subvention non dépensée : {words.euros(-gap)}. Reversement, report demandé, ou dépenses à venir ?"


def _unfinished(bilan: Bilan) -> Iterator[str]:
    named = [
        f"{row.text('action')} ({row.text('status').lower()})"
        for row in rows_of(bilan, "results")
        if row["status"] in _LEFT_UNDONE
    ]
    if named:
        yield f"Actions inachevées, à poursuivre ou à clore : {words.listing(named)}."


def _projects(bilan: Bilan) -> Iterator[str]:
    held = indicators_of(bilan).get("social_project_up_to_date_share")
    done, every = (held.number("numerator"), held.number("denominator")) if held else (None, None)
    if done is not None and every and done < every:
        yield f"Projets sociaux à jour : {words.number(done)} sur {words.number(every)}. Dans quel ordre actualiser les autres ?"


def _unexplained(bilan: Bilan) -> Iterator[str]:
    missing = [one.what for one in gaps(bilan) if not one.why and not one.is_masked]
    if missing:
        yield f"Écarts encore sans explication écrite : {words.listing(missing)}."

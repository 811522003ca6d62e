"""Documents of an update, stage by stage: where each is kept. Only the reference: the files themselves hold personal data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from access.scope import Sight
from indicators.projects import seen_apart
from pipelines.clock import today
from pipelines.folder import writing
from social_project.follow_up import NotKept, acts, clean, keep

KINDS = {
    "lettre": "Lettre de cadrage ou de mission",
    "compte_rendu": "Compte rendu",
    "diagnostic": "Diagnostic",
    "questionnaire": "Questionnaire ou support d'enquête",
    "contribution": "Contribution d'un partenaire",
    "projet_de_texte": "Projet de texte",
    "avis": "Avis ou délibération",
    "texte_valide": "Texte validé",
    "courrier": "Courrier de transmission",
    "autre": "Autre",
}
_SORT = "documents"


@dataclass(frozen=True)
class Reference:
    """A document of a stage: its title, its day, and where it is kept (« armoire du bureau », « dossier partagé/PS 2026 »)."""

    document: str
    residence: str
    version: str
    stage: str
    kind: str
    title: str
    dated_on: date
    kept_at: str
    by: str
    withdrawn: bool = False
    at: str = ""
    number: int = 0


def references(sight: Sight, codes: Iterable[str] = ()) -> list[Reference]:
    """Return the documents in force of the residences asked (all in sight if none), oldest first.

    Raises OutOfSight for whoever sees residences together only, and for a residence that is not in sight.
    """
    chosen = seen_apart(sight, codes)
    last: dict[str, Reference] = {}
    for one in map(_read, acts(_SORT)):
        if not chosen or one.residence in chosen:
            last[one.document] = one
    found = [one for one in last.values() if not one.withdrawn]
    return sorted(found, key=lambda one: (one.residence, one.dated_on, one.document))


def refer(sight: Sight, one: Reference) -> Reference:
    """Write down where a document is kept and return the reference, people masked.

    Raises OutOfSight for a residence that is not in sight; NotKept, and writes nothing, for a title or a place missing, a kind
    that no list holds, or a day to come.
    """
    seen_apart(sight, (one.residence,))
    if one.kind not in KINDS:
        raise NotKept("choisissez la nature du document")
    if one.dated_on > today():
        raise NotKept("ce document est daté de l'avenir ; corrigez la date")
    told = {
        "title": clean(one.title, "le titre du document"),
        "kept_at": clean(one.kept_at, "où le document est rangé"),
    }
    with writing():
        return _kept(asdict(one) | told)


def withdraw(sight: Sight, one: Reference, by: str) -> Reference:
    """Write that a reference is taken back, and return the act. Raises OutOfSight for a residence that is not in sight."""
    seen_apart(sight, (one.residence,))
    with writing():
        return _kept(asdict(one) | {"by": by, "withdrawn": True})


def _kept(act: dict[str, Any]) -> Reference:
    return _read(keep(_SORT, act | {"dated_on": act["dated_on"].isoformat()}))


def _read(raw: dict[str, Any]) -> Reference:
    given = {
        "dated_on": date.fromisoformat(raw["dated_on"]),
        "document": raw["document"] or f"{raw['number']:06d}",
    }
    return Reference(**(raw | given))

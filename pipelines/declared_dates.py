"""Dates that no workbook says and that the association knows: kept with its settings, taken into the next version of the figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from pipelines.folder import writing
from pipelines.settings import BadSetting, keep, settings


class Declarable(NamedTuple):
    """Something that has a date: what it is and what the date is, in French; whether it is of one residence."""

    title: str
    help: str
    of_residence: bool = False


# domain.md, section H: the lines that no column of a workbook tells.
DECLARABLE = {
    "works": Declarable("Début de travaux", "le premier jour des travaux dans la résidence", True),
    "agreement_end": Declarable("Fin de l'agrément", "le dernier jour de l'agrément (intermédiation locative et gestion locative sociale)"),
    "call_opening": Declarable("Ouverture de l'appel à projets", "le jour où l'appel s'ouvre"),
    "call_closing": Declarable("Clôture de l'appel à projets", "le dernier jour pour déposer un dossier"),
    "interim_documents": Declarable("Pièces du second versement", "le jour par lequel la convention demande les pièces justificatives"),
}  # fmt: skip


class DeclaredDate(NamedTuple):
    """One date: `what` is of DECLARABLE, `residence` a code, empty for the association."""

    what: str
    residence: str
    on: date


def declared_dates() -> list[DeclaredDate]:
    """Return the dates in force, the first to come first."""
    found = [DeclaredDate(what, code, date.fromisoformat(day)) for what, code, day in settings().dates]
    return sorted(found, key=lambda one: (one.on, one.what, one.residence))


def declare(one: DeclaredDate) -> None:
    """Put a date in force. Raise BadSetting for an unknown thing, or one that lacks its residence, or has one for nothing."""
    if one.what not in DECLARABLE:
        raise BadSetting(f"« {one.what} » ne se déclare pas ; choisissez dans la liste")
    if DECLARABLE[one.what].of_residence != bool(one.residence):
        raise BadSetting(
            "cette date est celle de l'association" if one.residence else "dites dans quelle résidence"
        )
    with writing():
        _keep([*(known for known in declared_dates() if known != one), one])


def withdraw_date(one: DeclaredDate) -> None:
    """Take a date back; nothing happens for one that is not in force."""
    with writing():
        _keep([known for known in declared_dates() if known != one])


def _keep(dates: list[DeclaredDate]) -> None:
    keep(replace(settings(), dates=[(one.what, one.residence, one.on.isoformat()) for one in dates]))

"""Rows in force -> what a team is asked again: conflicts still open, minutes not posted, referrals without an end, and the like.

Each rule is that of the figure which the answer feeds; the days are those of domain.md (I28, I32, I39, I40).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pipelines.contract import Row
from pipelines.spell import spell

LONGEST = 365  # days for which a line is asked again: past them it is told, and left
_DECISIONS = range(60, 150)  # days after a meeting: its decisions are due at 60, and asked for three months
_RECURRENCE = (30, 90)  # days after its closing at which a conflict is asked to have come back or not
_WITH_MINUTES = ("comite", "conseil", "palier")  # the meetings that I28 counts


@dataclass(frozen=True)
class Asked:
    """A line to complete: its row, and what is asked in each of its columns, in French."""

    row: Row
    cells: Mapping[str, str]
    days: int


def asked(kind: str, rows: Iterable[Row], as_of: date) -> list[Asked]:
    """Return the lines to complete as of a day, oldest first; none for a kind that is never asked again."""
    rule = _RULES.get(kind)
    if rule is None:
        return []
    found = [one for row in rows if (one := rule(row, as_of)) and one.cells and one.days >= 0]
    return sorted(found, key=lambda one: -one.days)


def recurrences(rows: Sequence[Row], first: date, as_of: date, columns: Mapping[str, Any]) -> list[str]:
    """Return the questions of recurrence that fall due between two days: a conflict closed 30 or 90 days before.

    Only of a conflict settled that bears a number, and that no later one names: its line has nothing to fill, a conflict
    that came back is a new line.
    """
    named = {row["recurrence_of"] for row in rows if row["recurrence_of"]}
    return [
        _recurrence(row, days, columns)
        for row in sorted(rows, key=lambda one: str(one["closed_on"]))
        if row["outcome"] in ("resolu", "ameliore") and row["closed_on"] and row["conflict_id"]
        if row["conflict_id"] not in named
        for days in _RECURRENCE
        if first <= row["closed_on"] + timedelta(days) <= as_of
    ]


def _recurrence(row: Row, days: int, columns: Mapping[str, Any]) -> str:
    known = [spell(columns[name], row, {}) for name in ("category", "landing") if row[name]]
    told = f" ({', '.join(known)})" if known else ""
    number = row["conflict_id"]
    return (
        f"Depuis le {row['closed_on']:%d/%m/%Y} ({days} jours), le conflit n° {number}{told} a-t-il repris ? "
        f"Si oui, ajoutez une ligne, avec {number} dans « Récidive du n° »."
    )


def _conflict(row: Row, as_of: date) -> Asked | None:
    if row["closed_on"] is not None or row["outcome"] not in (None, "en_cours"):
        return None
    days = (as_of - row["reported_on"]).days
    open_still = f"Toujours ouvert au {as_of:%d/%m/%Y}, depuis {_days(days)} : quelle issue ?"
    return Asked(row, {"outcome": open_still, "closed_on": "S'il est clos, quel jour ?"}, days)


def _meeting(row: Row, as_of: date) -> Asked | None:
    if row["status"] != "tenue":
        return None
    days = (as_of - row["held_on"]).days
    return Asked(row, dict([*_minutes(row, days), *_decisions(row, days)]), days)


def _minutes(row: Row, days: int) -> Iterator[tuple[str, str]]:
    if (
        row["minutes_posted_on"] is None
        and row["meeting_type"] in _WITH_MINUTES
        and not _is_beside(row, "minutes_posted_on")
    ):
        yield (
            "minutes_posted_on",
            f"Compte rendu pas encore affiché, {_days(days)} après : quel jour l'a-t-il été ? SO s'il n'en faut pas.",
        )


def _decisions(row: Row, days: int) -> Iterator[tuple[str, str]]:
    taken, done = row["decisions_taken"], row["decisions_done"]
    if days not in _DECISIONS or not taken or (done or 0) >= taken or _is_beside(row, "decisions_done"):
        return
    known = f"suites faites : {done}" if done is not None else "suites non connues"
    yield "decisions_done", f"Décisions : {taken}, {known}, {_days(days)} après : combien aujourd'hui ?"


def _days(count: int) -> str:
    return f"{count} jour{'s' * (count > 1)}"


def _is_beside(row: Row, name: str) -> bool:
    return f";{name};" in (row["not_applicable"] or "")


def _referral(row: Row, as_of: date) -> Asked | None:
    if row["status"] not in (None, "proposee", "acceptee", "rdv_pris", "en_cours") or row["right_family"]:
        return None
    days = (as_of - row["referred_on"]).days
    told = f"Sans résultat au {as_of:%d/%m/%Y}, {_days(days)} après : qu'est-elle devenue ?"
    return Asked(row, {"status": told, "outcome_on": "S'il y a un résultat, quel jour ?"}, days)


def _path(row: Row, as_of: date) -> Asked | None:
    following = next((stage for stage in (2, 3, 4) if row[f"stage_{stage}_on"] is None), None)
    if row["stopped_on"] is not None or following is None:
        return None
    days = (as_of - row["stage_1_on"]).days
    told = f"Étape {following} pas encore atteinte, {_days(days)} après le premier contact : quel jour l'a-t-elle été ?"
    return Asked(
        row, {f"stage_{following}_on": told, "stopped_on": "Si le parcours s'est arrêté, quel jour ?"}, days
    )


_RULES: dict[str, Callable[[Row, date], Asked | None]] = {
    "conflits": _conflict,
    "reunions": _meeting,
    "orientations": _referral,
    "maintien_domicile": _path,
}

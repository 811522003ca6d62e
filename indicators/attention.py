"""What asks for a decision, most urgent first: waiting conflicts, missing months, untrusted registers. Dates are in `alerts`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from access.scope import OutOfSight, Sight
from indicators.measure import Figure, measure
from indicators.places import Place, months, places, transmitted
from indicators.sums import Scope

Urgency = Literal["missing", "waiting", "quality"]
_ORDER = {"waiting": 0, "missing": 1, "quality": 2}
_FACTS = {
    "occupancy": "occupation",
    "moves": "entrées et sorties",
    "meetings": "réunions",
    "conflicts": "conflits",
}
MANY_UNKNOWN = 0.20  # beyond, a resolution rate says little (INT: to be set by the association)


@dataclass(frozen=True)
class Attention:
    """One thing to look at: how urgent, where, the sentence, the page that shows it, and how much of it there is."""

    urgency: Urgency
    place: Place
    sentence: str
    page: str
    weight: float = 0

    @property
    def rank(self) -> tuple[int, float]:
        """Most urgent first; within a level, the larger first."""
        return _ORDER[self.urgency], -self.weight


def attention(version: str, sight: Sight, codes: tuple[str, ...] = ()) -> list[Attention]:
    """Return what asks for a decision today in these residences (all in sight if empty), most urgent first."""
    if not sight.by_residence:
        raise OutOfSight("ce qui demande attention dans une résidence ne vous est pas ouvert")
    asked = sight.choose(codes)
    chosen = [place for place in places(version, sight) if not asked or place.code in asked]
    found = [
        *_waiting(version, sight, chosen),
        *_missing(version, sight, chosen),
        *_untrusted(version, sight, chosen),
        *_more_landings_than_declared(version, sight, chosen),
    ]
    return sorted(found, key=lambda one: (*one.rank, one.place.name))


def _waiting(version: str, sight: Sight, chosen: list[Place]) -> list[Attention]:
    waiting = _by_residence(version, sight, "conflicts_open_over_30d")
    found = []
    for place in chosen:
        count = int(figure.value or 0) if (figure := waiting.get(place.code)) else 0
        if count:
            noun = "conflit ouvert" if count == 1 else "conflits ouverts"
            found.append(
                Attention("waiting", place, f"{count} {noun} depuis plus de 30 jours", "conflits", count)
            )
    return found


def _missing(version: str, sight: Sight, chosen: list[Place]) -> list[Attention]:
    recent = months(version, sight)[-12:]
    known = {fact: transmitted(version, sight, fact) for fact in _FACTS}
    found = []
    for place in chosen:
        lacking = {
            fact: [month for month in recent if (place.code, month) not in known[fact]] for fact in _FACTS
        }
        told = [f"{_FACTS[fact]} ({_months(some)})" for fact, some in lacking.items() if some]
        if told:
            count = sum(len(some) for some in lacking.values())
            found.append(Attention("missing", place, f"{', '.join(told)} à transmettre", "depot", count))
    return found


def _months(some: list[str]) -> str:
    return f"{some[0][5:]}/{some[0][:4]}" if len(some) == 1 else f"{len(some)} mois sur 12"


def _untrusted(version: str, sight: Sight, chosen: list[Place]) -> list[Attention]:
    unknown = _by_residence(version, sight, "conflict_outcome_unknown_share", recent_only=True)
    return [
        Attention(
            "quality",
            place,
            f"issue non renseignée pour {figure.numerator:.0f} conflits anciens sur {figure.denominator:.0f}",
            "conflits",
            figure.value,
        )
        for place in chosen
        if (figure := unknown.get(place.code)) and figure.value and figure.value > MANY_UNKNOWN
    ]


def _more_landings_than_declared(version: str, sight: Sight, chosen: list[Place]) -> list[Attention]:
    met = _by_residence(version, sight, "floor_meeting_coverage")
    return [
        Attention(
            "quality",
            place,
            f"{figure.numerator:.0f} paliers différents réunis pour {figure.denominator:.0f} déclarés : un palier est écrit de "
            "plusieurs façons, ou le référentiel est à corriger",
            "participation",
        )
        for place in chosen
        if (figure := met.get(place.code)) and (figure.numerator or 0) > (figure.denominator or 0)
    ]


def _by_residence(version: str, sight: Sight, name: str, recent_only: bool = False) -> dict[str, Figure]:
    known = months(version, sight)
    first = date.fromisoformat(f"{known[-12:][0]}-01") if recent_only and known else None
    scope = Scope(first=first)
    return {
        figure.group["residence"]: figure for figure in measure(version, sight, name, ("residence",), scope)
    }

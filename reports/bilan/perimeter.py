"""Which part of a call a bilan is of -> what its evaluator sees of it: residences, months, and those compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from access.scope import EVERYTHING, OutOfSight, Sight, sight_of
from indicators.calls import perimeter
from indicators.narrow import months_after
from indicators.places import names
from reports.bilan.content import Bilan
from ui import words


class NotReady(ValueError):
    """A bilan that cannot be made; the text says why, and what to do, in French."""


@dataclass(frozen=True)
class Perimeter(Sight):
    """The sight of the evaluator of a bilan. `begins`: its first month; those in sight before are read to compare, None for none."""

    begins: date | None = None


@dataclass(frozen=True)
class Chosen:
    """What a bilan is of: residences (codes; none: all there are), first days of its first and last months.

    `is_part`: whether it leaves out residences or months of the call. `of`: how many residences the call has.
    """

    codes: tuple[str, ...]
    first: date
    last: date
    is_part: bool
    of: int


def chosen(
    version: str,
    call: str,
    residences: Sequence[str] = (),
    first: date | None = None,
    last: date | None = None,
) -> Chosen:
    """Return what a bilan of a call is of, all of it where nothing is asked.

    Raises NotReady where nothing tells the months of the call, or for months that it has not; OutOfSight for a call that is
    not in the data, or a residence that is not the call's.
    """
    codes, start, end = perimeter(version, EVERYTHING, call)
    if start is None or end is None:
        raise NotReady(
            f"rien ne dit sur quelle période porte {call} : déposez son dossier avec la fin de l'exercice"
        )
    every = codes or tuple(sorted(names(version)))
    if foreign := [code for code in residences if code not in every]:
        raise OutOfSight(
            f"hors de {call} : {words.listing(foreign)} ; choisissez parmi {words.listing(every)}"
        )
    begins, ends = (first or start).replace(day=1), (last or end).replace(day=1)
    if not start <= begins <= ends <= end:
        told = " à ".join(words.month(f"{month:%Y-%m}") for month in (start, end))
        raise NotReady(f"{call} va de {told} : choisissez un premier et un dernier mois parmi les siens")
    own = tuple(sorted(set(residences))) if set(residences) != set(every) else ()
    return Chosen(own or codes, begins, ends, bool(own) or (begins, ends) != (start, end), len(every))


def sight_for(
    version: str,
    call: str,
    residences: Sequence[str] = (),
    first: date | None = None,
    last: date | None = None,
    *,
    since: date | None = None,
) -> Perimeter:
    """Return what the evaluator of a bilan sees: its residences, its months, and those of the year before (or from `since` on).

    Raises what `chosen` does.
    """
    of = chosen(version, call, residences, first, last)
    return _seen(call, of.codes, since or months_after(of.first, -12), of.first, of.last)


def sight_in(bilan: Bilan) -> Perimeter:
    """Return the sight within which a bilan was made."""
    since, first, last = (date.fromisoformat(one) for one in (bilan.since, bilan.first, bilan.last))
    return _seen(bilan.call, bilan.residences, since, first, last)


def _seen(call: str, codes: tuple[str, ...], since: date, first: date, last: date) -> Perimeter:
    sight = sight_of("evaluateur", codes, since, last, call)
    return Perimeter(**{one.name: getattr(sight, one.name) for one in fields(sight)}, begins=first)

"""People of a funding call's actions -> what may be told of them outside the association.

Read as they come in, two readings would tell who came in between: nothing is told before every month of the call is closed.
Then the actions of one manner of counting and their total are a table like those of an edition, masked by the same program.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from access.scope import LEAST_PUBLISHED
from indicators.narrow import is_same_call, months_after
from indicators.protect import CannotProtect, protect
from pipelines.store import Connection

if TYPE_CHECKING:
    from indicators.calls import Action

# What « Prévu » and « Réalisé » are counted in, where these are people too.
_PEOPLE = re.compile(
    r"personne|\bpers\b|r[ée]sident|participant|b[ée]n[ée]ficiaire|habitant|usager|m[ée]nage|famille|individu|femme|homme|senior|"
    r"jeune|stagiaire|locataire|passage|pr[ée]sen(?:te?s?|ces?)\b|inscri|accompagnement|adh[ée]rent|b[ée]n[ée]vole|h[ée]berg[ée]",
    re.IGNORECASE,
)
# What is surely nobody: acts, places, objects, papers, quantities. A unit that is neither is taken for people.
_THINGS = re.compile(
    r"\b(actions?|activit[ée]s?|affiches?|animations?|appareils?|ateliers?|b[âa]timents?|chambres?|chantiers?|chartes?|collectes?|"
    r"comit[ée]s?|comptes? rendus?|conseils?|conventions?|cuisines?|cycles?|demi[- ]journ[ée]es?|documents?|douches?|"
    r"[ée]quipements?|[ée]tages?|[ée]v[ée]nements?|euros?|fauteuils?|f[êe]tes?|fiches?|formations?|groupes?|guides?|h|heures?|"
    r"instances?|interventions?|jardins?|jours?|journ[ée]es?|kg|kits?|km|kwh|lits?|livrets?|locaux|logements?|m2|m²|machines?|"
    r"mat[ée]riels?|meubles?|modules?|mois|nuits?|nuit[ée]es?|ordinateurs?|outils?|paliers?|panneaux|parcelles?|partenaires?|"
    r"partenariats?|permanences?|places?|plaquettes?|points?|postes?|projets?|rampes?|r[ée]coltes?|repas|r[ée]sidences?|"
    r"r[ée]unions?|salles?|sanitaires?|s[ée]ances?|semaines?|sessions?|sites?|sorties?|structures?|studios?|supports?|tablettes?|"
    r"tonnes?|travaux|v[ée]los?|visites?|vacations?)\b|€",
    re.IGNORECASE,
)
# A unit that does not say of what.
_NOTHING = re.compile(
    r"((en |de )?(nombre|nb|nbre|unit[ée]s?|u|n|quantit[ée]s?|chiffres?|comptes?|total|effectif|nc|sans unit[ée])( de)?\.?|-)?",
    re.IGNORECASE,
)


def counts_people(unit: str | None, indicator: str | None, action: str | None) -> bool:
    """Return whether results in a unit are people; where it says nothing, what is measured tells, else what the action is.

    What nobody can tell for a thing is people: a masked number printed beside itself would be read. « Ateliers » is a title that
    tells what is counted; « Atelier cuisine » may count those who came.
    """
    said = [one.strip() for one in (unit, indicator) if one and not _NOTHING.fullmatch(one.strip())]
    if said:
        return bool(_PEOPLE.search(said[0])) or not _THINGS.search(said[0])
    found = _THINGS.match(action or "")
    return found is None or not found[0].endswith(("s", "x")) or bool(_PEOPLE.search(action or ""))


@dataclass(frozen=True)
class Total:
    """All the beneficiaries of one manner of counting, of the actions where both numbers are known."""

    met: int | None
    expected: int


def is_over(con: Connection, first: date | None, last: date | None) -> bool:
    """Return whether every month of a call is closed; a call whose months are not known never is."""
    if first is None or last is None:
        return False
    months = [months_after(first, rank) for rank in range(12) if months_after(first, rank) <= last]
    closed = {row[0] for row in con.execute("select month from closed_months").fetchall()}
    return {f"{month:%Y-%m}" for month in months} <= {f"{month:%Y-%m}" for month in closed}


def was_corrected(con: Connection, call: str) -> bool:
    """Return whether the people of a call's actions were told in two states while its months were closed: these would subtract.

    Its months are those that its file said on each day (pipelines/calls_told.py): another fiscal year is no way round, nor is
    another spelling of its name. Only people count: a workshop more, a comment, a corrected title change nobody.
    """
    return len(people_told(con, call)) > 1


def people_told(con: Connection, call: str) -> set[frozenset[Any]]:
    """Return the states in which a call, under whatever name, told people; one that told nobody gives nothing to subtract from."""
    names = con.execute("select distinct call_id from calls_told").fetchall()
    return {state for (name,) in names if is_same_call(name, call) for state in _told_under(con, name)}


def _told_under(con: Connection, name: str) -> set[frozenset[Any]]:
    rows = con.execute(
        "select state, action_id, action, indicator_label, unit, achieved, beneficiaries_planned, beneficiaries_achieved, counting "
        "from calls_told where call_id = ?",
        [name],
    ).fetchall()
    found: dict[int, Counter[Any]] = defaultdict(Counter)
    for state, number, action, indicator, unit, achieved, expected, met, counting in rows:
        result = achieved if counts_people(unit, indicator, action) else None
        if met is not None or result is not None:
            found[state][number or action.casefold(), met, expected is not None, counting, result] += 1
    return {frozenset(people.items()) for people in found.values()}


def outside(found: Sequence[Action], over: bool) -> tuple[list[Action], dict[str | None, Total]]:
    """Return the actions as they are told outside, and the total of each manner of counting.

    The lines of one action tell the same people, by objective or by manner of counting: they are told together, or none is.
    """
    hidden = _hidden(found) if over else {_key(one) for one in found if _counts(one)}
    totals: dict[str | None, Total] = {}
    for counting, lines in _by_counting(found).items():
        added = [one for one in lines if one.expected is not None]
        if added and counting is not None:
            met = sum(one.met or 0 for one in added)
            is_told = over and _masked(lines) is not None and not _gives_away(added, hidden)
            is_told &= not 0 < met < LEAST_PUBLISHED
            totals[counting] = Total(met if is_told else None, sum(one.expected or 0 for one in added))
    return [_told(one, _key(one) in hidden) for one in found], totals


def _hidden(found: Sequence[Action]) -> set[str]:
    """Return the actions whose people are not told: few of them, or what would give these by subtraction from a total."""
    hidden = {_key(one) for one in found if _has_few(one)}
    before: set[str] | None = None
    while hidden != before:
        before = set(hidden)
        for lines in _by_counting(found).values():
            masked = _masked(lines)
            hidden |= {_key(one) for at, one in enumerate(lines) if masked is None or at in masked}
            added = [one for one in lines if one.expected is not None]
            others = sorted((one for one in added if _key(one) not in hidden), key=lambda one: one.met or 0)
            # One alone would be the total less the others: the smallest of these goes with it.
            if len({_key(one) for one in added} & hidden) == 1:
                hidden |= {_key(one) for one in others[:1]}
    return hidden


def _gives_away(added: Sequence[Action], hidden: set[str]) -> bool:
    """Return whether a total would tell people who are hidden: they are alone in it, or the same ones are added several times."""
    lines = Counter(_key(one) for one in added if _key(one) in hidden)
    return len(lines) == 1 or any(count > 1 for count in lines.values())


def _by_counting(found: Sequence[Action]) -> dict[str | None, list[Action]]:
    """Return the lines where people are known, by the manner in which they are counted."""
    lines: dict[str | None, list[Action]] = defaultdict(list)
    for one in found:
        if one.met is not None:
            lines[one.counting].append(one)
    return lines


def _key(one: Action) -> str:
    return one.number or one.action.casefold()


def _counts(one: Action) -> list[float]:
    """Return the numbers of people of a line: who was met, and its result where that counts people."""
    result = one.achieved if counts_people(one.unit, one.indicator, one.action) else None
    return [number for number in (one.met, result) if number is not None]


def _has_few(one: Action) -> bool:
    return any(0 < number < LEAST_PUBLISHED for number in _counts(one))


def _masked(lines: Sequence[Action]) -> set[int] | None:
    """Return which lines are masked, their total open; None where the total too must be, or no mask does it."""
    counts = [one.met or 0 for one in lines]
    added = [at for at, one in enumerate(lines) if one.expected is not None]
    cells = np.vstack([np.eye(len(counts), dtype=int), [int(i in added) for i in range(len(counts))]])
    total = len(counts)
    told = np.append(np.asarray(counts, dtype=int), sum(counts[i] for i in added))
    try:
        return protect(cells, told, LEAST_PUBLISHED, [total] if added else []) - {total}
    except CannotProtect:
        return None


def _told(one: Action, is_hidden: bool) -> Action:
    """Return an action without what may not be told of it: nor its result, where that counts people too, nor what explains it."""
    if not is_hidden:
        return one
    one = replace(one, comment=None, is_comment_secret=one.comment is not None)
    if one.achieved is not None and counts_people(one.unit, one.indicator, one.action):
        one = replace(one, achieved=None, is_result_secret=True)
    return replace(one, met=None, is_secret=True) if one.met is not None else one

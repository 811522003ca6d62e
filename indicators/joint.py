"""Editions that follow one another, and the entries and exits between them -> what subtraction can prove of them all together.

Two Decembers of one residence are joined by its moves: whoever is there now stayed or came, whoever was there stayed or left. A sex
stays what it is and an age band becomes, in a year, itself or the next: that is one program over all editions, whose inner cells
are who stayed, who came and who left. Whoever came in the year is within the term planned: that alone bounds, in one edition, who is
beyond it. Where registers and stocks disagree, moves that no register holds are allowed for.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from indicators.attack import Table, insiders, solved, sparse
from indicators.editions import Edition
from indicators.lives import FLOWS, STOCKS, TERM, UNREAD, Joint, Program, Row

__all__ = ["FLOWS", "SUBJECTS", "Joint", "exposed_together"]

SUBJECTS = (*STOCKS, *FLOWS)
_CHAIN = 3  # years judged together: older ones are as far from the newest as from one another


def exposed_together(joint: Joint) -> list[str]:
    """Return what is given away by the last editions and the moves between them, a line a cell; empty when nothing is.

    Every small number that is masked in them, and every residence's few entries or exits whether told or not, must keep an
    upper bound of the threshold or more and a width of the threshold less one, to anybody and to one of its own people. The
    threshold is that of the number's own edition: a lower one, later, promised nothing less to those of before.
    """
    chain = _chain(joint.editions)
    known = [one for one in STOCKS if any(joint.people.get((year.year, one)) for year in chain)]
    fit = [one for one in known if len(chain) > 1 or (chain and one == TERM)]
    return [told for subject in fit for told in _exposed(joint, chain, subject)]


def _chain(editions: Sequence[Edition]) -> list[Edition]:
    """Return the last editions of years that follow one another, oldest first."""
    ordered = sorted(editions, key=lambda one: -one.year)
    following = list(
        itertools.takewhile(lambda pair: pair[0].year - pair[1].year == 1, itertools.pairwise(ordered))
    )
    return [*([ordered[0]] if ordered else []), *(older for _, older in following)][:_CHAIN][::-1]


def _exposed(joint: Joint, chain: Sequence[Edition], subject: str) -> list[str]:
    places = sorted({key[0] for one in chain for key in joint.people.get((one.year, subject), {})})
    for free in (_unbalanced(joint, chain, subject, places), frozenset(places)):
        rows, names = Program(joint, chain, subject, places, free).rows()
        masked = {rank for rank, row in enumerate(rows) if not row[2]}
        if table := _table(rows, masked, is_last=free == frozenset(places)):
            # Whoever left alone, and knows it, needs no edition: only numbers that an edition masks have insiders.
            printed = {rank for rank in masked if not names[rank].startswith(UNREAD)}
            attackers = [(), *((one,) for one in insiders(table.counts, printed))]
            given = set()
            for few in sorted({one.threshold for one in chain}):
                small = {rank for rank in masked if rows[rank][3] == few and 0 < rows[rank][1] < few}
                judged = replace(table, threshold=few)
                given |= {
                    target for who in attackers for target in judged.unsafe(masked, small - {*who}, who)
                }
            return sorted({names[target] for target in given})
    return []  # the editions contradict each other: whoever sets them together learns that, and nobody's number


def _table(rows: Sequence[Row], masked: set[int], is_last: bool) -> Table | None:
    """Return the program of some rows; None where no lives give every number.

    Facts corrected since an edition may contradict it: at the last try, what is masked is counted by lives that give what is read.
    """
    at = {inner: rank for rank, inner in enumerate(dict.fromkeys(one for row in rows for one in row[0]))}
    matrix = np.zeros((len(rows), len(at)))
    for rank, (inner, *_) in enumerate(rows):
        for one, sign in inner.items():
            matrix[rank, at[one]] = sign
    table = Table(sparse(matrix), np.array([row[1] for row in rows]), 0)
    if table.is_possible():
        return table
    seen = sorted(set(range(len(rows))) - masked)
    lives = solved(np.zeros(len(at)), table.matrix[seen], table.counts[seen], table.counts[seen])
    return Table(table.matrix, table.matrix @ lives.x, 0) if is_last and lives.status == 0 else None


def _unbalanced(
    joint: Joint, chain: Sequence[Edition], subject: str, places: Sequence[str]
) -> frozenset[str]:
    """Return the residences whose stocks do not follow from their moves."""

    def of(year: int, name: str, place: str, code: str = "") -> int:
        some = joint.people.get((year, name), {}).items()
        return sum(n for key, n in some if key[0] == place and code in ("", key[1]))

    def came(year: int, place: str) -> int:
        return of(year, "entrees", place) - of(year, "sorties", place)

    moved = {
        place
        for place in places
        for before, now in itertools.pairwise(chain)
        if of(now.year, subject, place) - of(before.year, subject, place) != came(now.year, place)
    }
    late = {
        place
        for place in places
        for one in chain
        if subject == TERM and came(one.year, place) > of(one.year, subject, place, "non")
    }
    return frozenset(moved | late)

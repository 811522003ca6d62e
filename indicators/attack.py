"""What subtraction can prove of a masked cell: the attack, and the audit of a mask, which is nothing but the attack.

An attacker knows the matrix of published cells × inner cells, every count that is not masked, and that no inner cell is
negative: what he can prove of a masked cell is the interval that two linear programs give (statistics.md, section 5).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import csr_matrix

NEAR = 1e-6  # people: counts nearer than that are the same


class CannotProtect(ValueError):
    """No mask keeps the open cells open and the small ones safe: regroup categories; the text says so in French."""


def attack(
    cells: ArrayLike, counts: ArrayLike, masked: Collection[int], target: int, known: Collection[int] = ()
) -> tuple[float, float]:
    """Return what the published counts prove of one cell: its least and its greatest possible count (inf when unbounded).

    `known`: masked cells whose count somebody knows all the same (one insider). Raises ValueError when the published
    counts contradict each other.
    """
    matrix, totals, hidden = sparse(cells), np.asarray(counts, dtype=float), set(masked) - set(known)
    low, high = (_extreme(matrix, totals, hidden, target, sign)[0] for sign in (1, -1))
    return round(low, 6), round(high, 6)


def insiders(counts: ArrayLike, masked: Collection[int]) -> list[int]:
    """Return the masked cells that count one person: each is known to somebody, its own."""
    totals = np.asarray(counts, dtype=float)
    return sorted(i for i in masked if totals[i] == 1)


def exposed(
    cells: ArrayLike,
    counts: ArrayLike,
    masked: Collection[int],
    threshold: int,
    primary: Iterable[int] | None = None,
) -> list[tuple[int, int | None]]:
    """Return the primary cells that are not safe, each with the insider's cell that gives it away (None: anybody's).

    The audit of a mask, with nothing of how it was found: each width is proved by a filling that the attack itself met.
    """
    table = Table(sparse(cells), np.asarray(counts, dtype=float), threshold)
    small = (i for i, count in enumerate(table.counts) if 0 < count < threshold)
    attackers: list[int | None] = [None, *insiders(table.counts, masked)]
    return [
        (target, who)
        for target in sorted(small if primary is None else primary)
        for who in attackers
        if target != who and not table.is_safe(set(masked), target, () if who is None else (who,))
    ]


def sparse(cells: ArrayLike) -> Any:
    """Return a matrix of published cells as the solver takes it."""
    return csr_matrix(np.asarray(cells, dtype=float))


def _suffices(low: float, high: float, threshold: int) -> bool:
    return high >= threshold - NEAR and high - low >= threshold - 1 - NEAR


@dataclass
class Table:
    """The tables to protect, and the fillings already met that agree with what is published: each proves a width."""

    matrix: Any
    counts: NDArray[np.float64]
    threshold: int
    witnesses: list[NDArray[np.float64]] = field(default_factory=list)

    def is_possible(self) -> bool:
        """Return whether any filling gives every count."""
        return _is_possible(self.matrix, self.counts)

    def is_safe(self, masked: set[int], target: int, known: Collection[int] = ()) -> bool:
        """Return whether an attacker cannot prove that a cell is small, nor come too near to its count."""
        hidden = masked - set(known)
        if target not in hidden:
            return False
        low, high = self._shown(hidden, target)
        if _suffices(low, high, self.threshold):
            return True
        for sign in (-1, 1):
            bound, witness = _extreme(self.matrix, self.counts, hidden, target, sign)
            low, high = min(low, bound), max(high, bound)
            if witness is not None:
                self.witnesses.append(witness)
            if _suffices(low, high, self.threshold):
                return True
        return False

    def _shown(self, hidden: set[int], target: int) -> tuple[float, float]:
        """Return the bounds of a cell that the fillings already met prove, its own count being one of them."""
        own = self.counts[target]
        if not self.witnesses:
            return own, own
        fillings = np.asarray(self.witnesses)
        seen = np.ones(len(self.counts), dtype=bool)
        seen[list(hidden)] = False
        agree = (np.abs(fillings[:, seen] - self.counts[seen]) < NEAR).all(axis=1)
        values = [own, *fillings[agree, target]]
        return min(values), max(values)


def _extreme(
    matrix: Any, counts: NDArray[np.float64], hidden: Collection[int], target: int, sign: int
) -> tuple[float, NDArray[np.float64] | None]:
    """Return the least (sign 1) or greatest (-1) count of a cell given those not hidden, and the counts of that filling."""
    seen = [i for i in range(len(counts)) if i not in hidden]
    goal = sign * matrix[[target]].toarray().ravel()
    found = solved(goal, matrix[seen], counts[seen], counts[seen])
    if found.status == 0:
        return float(sign * found.fun), matrix @ found.x
    if not _is_possible(matrix[seen], counts[seen]):
        raise CannotProtect("les chiffres publiés se contredisent : aucune répartition ne les donne tous")
    return -sign * np.inf, None  # nothing published holds it


def _is_possible(matrix: Any, counts: NDArray[np.float64]) -> bool:
    return bool(solved(np.zeros(matrix.shape[1]), matrix, counts, counts).status == 0)


def solved(
    goal: NDArray[np.float64], matrix: Any, low: NDArray[np.float64], high: NDArray[np.float64]
) -> Any:
    """Return the filling without a negative cell, its rows within bounds, for which `goal` is least (HiGHS, nothing whole)."""
    if not matrix.shape[0]:
        matrix, low, high = csr_matrix((1, len(goal))), np.zeros(1), np.zeros(1)
    # The same solver as scipy's `linprog`, called through `milp`, whose own cost is half.
    return milp(goal, constraints=LinearConstraint(matrix, low, high))

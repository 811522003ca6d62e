"""What subtraction can prove of a masked cell: the attack, and the audit of a mask, which is nothing but the attack.

An attacker knows the matrix of published cells × inner cells, every count that is not masked, and that no inner cell is
negative: what he can prove of a masked cell is the interval that two linear programs give (statistics.md, section 5).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import csr_matrix

NEAR = 1e-6  # people: counts nearer than that are the same

_PAIRED = 80  # fillings on each side of a known count that are set against each other, at most: memory


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
    low, high = (_extreme(matrix, totals, hidden, [target], sign)[0] for sign in (1, -1))
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
    small = {i for i, count in enumerate(table.counts) if 0 < count < threshold}
    return exposures(table, set(masked), small if primary is None else set(primary))


def exposures(table: Table, masked: set[int], targets: set[int]) -> list[tuple[int, int | None]]:
    """Return what `exposed` returns, of tables of which fillings are known already."""
    attackers: list[int | None] = [None, *insiders(table.counts, masked)]
    found = [
        (target, who)
        for who in attackers
        for target in table.unsafe(masked, targets - {who}, () if who is None else (who,))
    ]
    return sorted(found, key=lambda one: (one[0], -1 if one[1] is None else one[1]))


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
        if not self._open(masked, {target}, known):
            return True
        hidden = masked - set(known)
        if target not in hidden:
            return False
        low, high = self._shown(masked, [target], known)[:, 0]
        for sign in (-1, 1):
            bound, witness = _extreme(self.matrix, self.counts, hidden, [target], sign)
            low, high = min(low, bound), max(high, bound)
            self._keep(witness)
            if _suffices(low, high, self.threshold):
                return True
            if high < self.threshold - NEAR:
                break  # proved small: how few they could be does not matter
        return False

    def unsafe(self, masked: set[int], targets: Collection[int], known: Collection[int] = ()) -> list[int]:
        """Return the cells that are not safe, in order.

        Fillings where all of them are as many, or as few, as they can be together prove most widths at once; each cell
        that they leave open is then judged alone, by its own two programs.
        """
        hidden = masked - set(known)
        left = self._open(masked, targets, known)
        before = len(left) + 1
        while len(left & hidden) > 1 and len(left) < before:
            before = len(left)
            for sign in (-1, 1):
                if left & hidden:
                    self._keep(_extreme(self.matrix, self.counts, hidden, left & hidden, sign)[1])
                    left = self._open(masked, left, known)
        return [target for target in sorted(left) if not self.is_safe(masked, target, known)]

    def _keep(self, witness: NDArray[np.float64] | None) -> None:
        if witness is not None:
            self.witnesses.append(witness)

    def _open(self, masked: set[int], targets: Collection[int], known: Collection[int]) -> set[int]:
        """Return the cells that no filling already met proves safe."""
        asked, hidden = sorted(targets), masked - set(known)
        if not asked:
            return set()
        lows, highs = self._shown(masked, asked, known)
        return {
            target
            for target, low, high in zip(asked, lows, highs, strict=True)
            if target not in hidden or not _suffices(low, high, self.threshold)
        }

    def _shown(self, masked: set[int], targets: Sequence[int], known: Collection[int]) -> NDArray[np.float64]:
        """Return the bounds (two rows) that the fillings already met prove of some cells, their own counts among them.

        Whatever lies between two fillings is one: of two where a known cell is under and over its count, the one between
        them that gives it is reckoned, and no program solved.
        """
        at = list(targets)
        held = np.ones(len(self.counts), dtype=bool)
        held[list(masked)] = False
        fillings = np.asarray([self.counts, *self.witnesses])
        fillings = fillings[(np.abs(fillings[:, held] - self.counts[held]) < NEAR).all(axis=1)]
        off = fillings[:, list(known)] - self.counts[list(known)]
        exact = fillings[(np.abs(off) < NEAR).all(axis=1)][:, at]
        if len(known) == 1:
            under, over = (np.flatnonzero(one)[-_PAIRED:] for one in (off[:, 0] < -NEAR, off[:, 0] > NEAR))
            below, above = -off[under, 0][:, None, None], off[over, 0][None, :, None]
            between = (above * fillings[under][:, None, at] + below * fillings[over][None, :, at]) / (
                below + above
            )
            exact = np.vstack([exact, between.reshape(-1, len(at))])
        return np.array([exact.min(axis=0), exact.max(axis=0)])


def _extreme(
    matrix: Any, counts: NDArray[np.float64], hidden: Collection[int], targets: Collection[int], sign: int
) -> tuple[float, NDArray[np.float64] | None]:
    """Return the least (sign 1) or greatest (-1) sum of cells given those not hidden, and the counts of that filling."""
    seen = [i for i in range(len(counts)) if i not in hidden]
    goal = sign * np.asarray(matrix[sorted(targets)].sum(axis=0)).ravel()
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
    # The same solver as scipy's `linprog`, called through `milp`, whose own cost is half; on programs as small as these,
    # looking for simplifications first costs as much as solving.
    return milp(goal, constraints=LinearConstraint(matrix, low, high), options={"presolve": False})

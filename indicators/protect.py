"""Published cells -> those to mask so that subtraction finds nobody. No data is read here.

After statistics.md, section 5 and appendix A: primary suppression of the small cells, complementary suppression by a
sequence of linear programs, un-masking of what was not needed, then an audit that is the attack itself (attack.py).
`cells` is the 0/1 matrix of published cells × inner cells (the finest cross-classification): linked tables, margins and
hierarchies are all rows of that one matrix.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_matrix, hstack, identity, vstack

from indicators.attack import NEAR, CannotProtect, Table, attack, exposed, exposures, insiders, solved, sparse

__all__ = ["CannotProtect", "attack", "exposed", "insiders", "protect"]

_FREE = (
    0.01  # what masking again a cell that is masked already costs: next to nothing, so that masks move little
)


def protect(
    cells: ArrayLike,
    counts: ArrayLike,
    threshold: int,
    open_cells: Collection[int] = (),
    *,
    sensitive: Collection[int] = (),
    already: Collection[int] = (),
) -> set[int]:
    """Return the row indices of `cells` to mask.

    `counts`: people in each published cell. Primary: 0 < count < `threshold`, and whatever `sensitive` names (a zero that
    tells of everybody else). `open_cells` are never masked. `already`: cells masked in the edition before, which cost
    nothing to mask again. Guaranteed, under `attack`, for every primary cell: upper >= threshold and upper - lower >=
    threshold - 1; and the same for whoever knows a masked count of one, because it is their own.
    Raises CannotProtect (a ValueError) when an open cell is primary, when counts contradict each other, or when no mask does it.
    """
    table = Table(sparse(cells), np.asarray(counts, dtype=float), threshold)
    primary = {i for i, count in enumerate(table.counts) if 0 < count < threshold} | set(sensitive)
    if primary & set(open_cells):
        raise CannotProtect("une marge qui doit rester visible compte trop peu de personnes : regroupez")
    if not table.is_possible():
        raise CannotProtect("les chiffres à publier se contredisent : aucune répartition ne les donne tous")
    weights = np.log1p(table.counts) + 0.2
    weights[list(already)] = _FREE
    masked = set(primary)
    covers: dict[int, int] = {}
    for target in sorted(primary, key=lambda i: (-table.counts[i], i)):
        added = _cover(table, masked, target, open_cells, weights)
        masked |= added
        covers |= dict.fromkeys(added, target)
    for extra in sorted(set(covers) - set(already), key=lambda i: (-table.counts[i], i)):
        # Seen, it is a cell that everybody knows; the one that it was masked for is the likeliest to need it still.
        if table.is_safe(masked, covers[extra], (extra,)) and not table.unsafe(masked, primary, (extra,)):
            masked.discard(extra)
    _against_insiders(table, masked, primary, open_cells, weights)
    if unsafe := exposures(table, masked, primary):
        raise CannotProtect(
            f"{len(unsafe)} chiffre(s) masqué(s) pourraient encore être retrouvés : regroupez"
        )
    return masked


def _cover(
    table: Table,
    masked: set[int],
    target: int,
    fixed: Collection[int],
    weights: NDArray[np.float64],
    known: Collection[int] = (),
) -> set[int]:
    """Return the cells to mask besides so that one cell is safe: those that move in the cheapest fillings where it does."""
    if table.is_safe(masked, target, known):
        return set()
    count, least = float(table.counts[target]), table.threshold
    up = max(1.0, least - count)
    down = max(0.0, least - 1 - up)
    if down > count:
        up, down = up + down - count, count
    # Where it cannot go down, it goes up by the whole width.
    plans = [[up, -down], [float(max(up, least - 1))]] if down else [[up]]
    for plan in plans:
        added: set[int] = set()
        for shift in plan:
            moved = _moved(table, masked | added, target, shift, [*fixed, *known], weights)
            if moved is None:
                break
            added |= moved
        else:
            return added
    raise CannotProtect(
        "un petit effectif ne peut être protégé sans masquer ce qui doit rester visible : regroupez"
    )


def _moved(
    table: Table,
    masked: set[int],
    target: int,
    shift: float,
    fixed: Collection[int],
    weights: NDArray[np.float64],
) -> set[int] | None:
    """Return the cells that move in the cheapest filling where `target` moves by `shift` and the fixed ones do not."""
    rows, columns = table.matrix.shape
    # A masked cell moves for nothing: it has no row. One that is seen leaves its count upwards or downwards, at its price.
    priced = [i for i in range(rows) if i not in masked and i not in fixed]
    held = [i for i in fixed if i != target]
    by_cell = identity(len(priced), format="csr")
    moves = hstack([table.matrix[priced], by_cell, -by_cell])
    still = hstack([table.matrix[[target, *held]], csr_matrix((1 + len(held), 2 * len(priced)))])
    counts = np.r_[table.counts[priced], table.counts[target] + shift, table.counts[held]]
    prices = weights[priced]
    found = solved(
        np.r_[np.zeros(columns), prices, prices], vstack([moves, still], format="csr"), counts, counts
    )
    if found.status != 0:
        return None
    filling = table.matrix @ found.x[:columns]
    table.witnesses.append(filling)
    return {i for i in priced if i != target and abs(filling[i] - table.counts[i]) > NEAR}


def _against_insiders(
    table: Table,
    masked: set[int],
    primary: set[int],
    open_cells: Collection[int],
    weights: NDArray[np.float64],
) -> None:
    """Mask what is needed besides so that a masked count of one, known to its own person, gives no other away."""
    # Those who know a count of one do not grow in number: such a cell is small, thus masked from the start.
    for who in insiders(table.counts, masked):
        for target in table.unsafe(masked, primary - {who}, (who,)):
            masked |= _cover(table, masked, target, open_cells, weights, (who,))

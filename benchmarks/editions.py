"""Publishing: a catalogue of 124 cells masked and audited, then the whole edition of the demo association."""

from __future__ import annotations

import itertools
import random
import time

import numpy as np
from numpy.typing import NDArray

from benchmarks.table import Row
from indicators.measure import current_version
from indicators.protect import exposed, protect
from indicators.publish import MOST, closed_years, compose

PEOPLE = 925
SIZES = (6, 6, 4, 3, 2)  # classes: residences, then four variables
# The margins of each variable in each residence, and one table of the association by two variables.
CROSSED = ((0, 1), (0, 2), (0, 3), (0, 4), (1, 4))
CATALOGUE_LIMIT, EDITION_LIMIT = 2.0, 10.0  # s


def edition_rows() -> list[Row]:
    """Return the measures of publishing, on the data folder in use, which is not changed."""
    cells, counts, open_cells = catalogue()
    start = time.perf_counter()
    masked = protect(cells, counts, MOST, open_cells)
    if exposed(cells, counts, masked, MOST):
        raise RuntimeError("a masked cell of the bench's catalogue can be found again")
    catalogue_seconds = time.perf_counter() - start
    start = time.perf_counter()
    version = str(current_version())
    edition = compose(version, closed_years(version)[0], MOST)
    edition_seconds = time.perf_counter() - start
    of_cells = sum(one.cells for one in edition.audits)
    return [
        Row(
            f"masquer et vérifier {len(counts)} cases",
            catalogue_seconds,
            "s",
            CATALOGUE_LIMIT,
            "deux secondes",
            limit=1,
            digits=2,
        ),
        Row(
            f"l'édition {edition.year} de la démonstration ({of_cells} cases)",
            edition_seconds,
            "s",
            EDITION_LIMIT,
            "dix secondes",
            limit=1,
            digits=2,
        ),
    ]


def catalogue() -> tuple[NDArray[np.int_], NDArray[np.int_], list[int]]:
    """Return 124 published cells × 864 inner cells, how many people are in each, and which are totals and margins."""
    draw = random.Random(2)
    inner = list(itertools.product(*map(range, SIZES)))
    shares = [[(1 + rank) ** -draw.choice((0.3, 0.6, 1)) for rank in range(size)] for size in SIZES]
    people = [
        tuple(draw.choices(range(size), of)[0] for size, of in zip(SIZES, shares, strict=True))
        for _ in range(PEOPLE)
    ]
    keys = list(
        dict.fromkeys(
            tuple(sorted(zip(told, ranks, strict=True)))
            for table in CROSSED
            for length in range(3)
            for told in itertools.combinations(table, length)
            for ranks in itertools.product(*(range(SIZES[one]) for one in told))
        )
    )
    cells = np.array([[int(all(one[at] == rank for at, rank in key)) for one in inner] for key in keys])
    counts = cells @ np.array([people.count(one) for one in inner])
    return cells, counts, [i for i, key in enumerate(keys) if len(key) < 2]

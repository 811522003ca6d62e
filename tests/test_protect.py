"""Tables masked: small ones against every filling there is and against the best mask there is, then insiders and refusals."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pytest
from scipy.optimize import LinearConstraint, milp

from indicators.protect import attack, exposed, insiders, protect

Matrix = np.ndarray


def crossed(rows: int, columns: int) -> tuple[Matrix, list[int]]:
    """Return the matrix of a two-way table with its margins, and which of its cells are margins."""
    inner = list(itertools.product(range(rows), range(columns)))
    tests: list[Callable[[int, int], bool]] = []
    tests += [lambda i, j, r=r, c=c: (i, j) == (r, c) for r, c in inner]  # type: ignore[misc]
    tests += [lambda i, j, r=r: i == r for r in range(rows)]  # type: ignore[misc]
    tests += [lambda i, j, c=c: j == c for c in range(columns)]  # type: ignore[misc]
    tests += [lambda i, j: True]
    cells = np.array([[int(test(i, j)) for i, j in inner] for test in tests])
    return cells, list(range(len(inner), len(cells)))


def fillings(cells: Matrix, counts: Matrix, masked: set[int]) -> Iterator[Matrix]:
    """Yield the counts of every filling by whole people that gives what is published, by trying them all."""
    seen = [i for i in range(len(counts)) if i not in masked]
    inner = cells.shape[1]
    of = [[i for i in seen if cells[i, j]] for j in range(inner)]
    last = {i: max(np.flatnonzero(cells[i])) for i in seen}

    def deeper(chosen: list[int], left: dict[int, int]) -> Iterator[Matrix]:
        j = len(chosen)
        if j == inner:
            yield cells @ np.array(chosen)
            return
        most = min(left[i] for i in of[j])
        # The last inner cell of a published one takes all that is left of it.
        least = max((left[i] for i in of[j] if last[i] == j), default=0)
        for value in range(least, most + 1):
            yield from deeper([*chosen, value], left | {i: left[i] - value for i in of[j]})

    yield from deeper([], {i: int(counts[i]) for i in seen})


def random_table(
    seed: int, rows: int, columns: int, values: Sequence[int]
) -> tuple[Matrix, Matrix, list[int]]:
    """Return a table whose margins are all of 5 people or more, as a regrouping leaves them."""
    draw = random.Random(seed)
    cells, margins = crossed(rows, columns)
    while True:
        counts = cells @ np.array([draw.choice(values) for _ in range(rows * columns)])
        if min(counts[margins]) >= 5:
            return cells, counts, margins


@pytest.mark.parametrize("seed", range(4))
def test_every_filling_by_whole_people_leaves_small_cells_open_enough(seed: int) -> None:
    """The attacker's interval, found by trying all the fillings there are: nothing but arithmetic judges the mask."""
    least = 3
    cells, counts, margins = random_table(seed, 3, 3, (0, 1, 1, 2, 3))
    masked = protect(cells, counts, least, margins)
    assert {i for i, count in enumerate(counts) if 0 < count < least} <= masked
    assert not masked & set(margins)
    tried = np.array(list(fillings(cells, counts, masked)))
    assert len(tried) > 1
    for target in masked:
        low, high = tried[:, target].min(), tried[:, target].max()
        assert attack(cells, counts, masked, target) == (low, high)
        if 0 < counts[target] < least:
            assert high >= least
            assert high - low >= least - 1
    for who, target in itertools.product(insiders(counts, masked), masked):
        if who != target and 0 < counts[target] < least:
            theirs = tried[tried[:, who] == 1][:, target]
            assert attack(cells, counts, masked, target, (who,)) == (theirs.min(), theirs.max())
            assert theirs.max() >= least
            assert theirs.max() - theirs.min() >= least - 1


def best(cells: Matrix, counts: Matrix, least: int, open_cells: Sequence[int]) -> float:
    """Return the weight of the best mask there is (Fischetti and Salazar), by a program in whole numbers."""
    rows, inner = cells.shape
    primary = [i for i, count in enumerate(counts) if 0 < count < least]
    moves = [(p, sign) for p in primary for sign in (1, -1)]
    width = rows + inner * len(moves)
    matrix, low, high = [], [], []

    def add(columns: dict[int, float], least_value: float, greatest: float) -> None:
        line = np.zeros(width)
        for column, value in columns.items():
            line[column] += value
        matrix.append(line)
        low.append(least_value)
        high.append(greatest)

    large = float(counts.sum())
    for at, (target, sign) in enumerate(moves):
        z = [rows + at * inner + j for j in range(inner)]
        for i in range(rows):
            held = {z[j]: 1.0 for j in range(inner) if cells[i, j]}
            add(held | {i: -large}, -np.inf, counts[i])
            add(held | {i: large}, counts[i], np.inf)
        wanted = {z[j]: 1.0 for j in range(inner) if cells[target, j]}
        up = least - counts[target]
        if sign == 1:
            add(wanted, counts[target] + up, np.inf)
        else:
            add(wanted, -np.inf, counts[target] - (least - 1 - up))
    is_open = [0 if i in open_cells else 1 for i in range(rows)]
    forced = [1 if i in primary else 0 for i in range(rows)]
    weights = np.log1p(counts) + 0.2
    found = milp(
        np.r_[weights, np.zeros(width - rows)],
        constraints=LinearConstraint(np.array(matrix), low, high),
        integrality=np.r_[np.ones(rows), np.zeros(width - rows)],
        bounds=(np.r_[forced, np.zeros(width - rows)], np.r_[is_open, np.full(width - rows, np.inf)]),
    )
    assert found.status == 0
    return float(found.fun)


@pytest.mark.parametrize("seed", [3, 4, 7])
def test_a_mask_is_near_the_best_there_is(seed: int) -> None:
    cells, counts, margins = random_table(seed, 3, 4, (2, 6, 14, 20, 25, 30))
    masked = protect(cells, counts, 5, margins)
    weight = float(sum(np.log1p(counts[i]) + 0.2 for i in masked))
    assert best(cells, counts, 5, margins) - 1e-6 <= weight <= 1.25 * best(cells, counts, 5, margins)


def test_an_open_table_is_not_masked() -> None:
    cells, margins = crossed(2, 2)
    counts = cells @ np.array([20, 30, 40, 0])
    assert protect(cells, counts, 11, margins) == set()


def test_masking_the_small_alone_protects_nothing() -> None:
    """What complementary suppression is for: the other cells of its row give the small one back."""
    cells, margins = crossed(3, 3)
    counts = cells @ np.array([2, 20, 20, 20, 20, 20, 20, 20, 20])
    assert attack(cells, counts, {0}, 0) == (2, 2)
    masked = protect(cells, counts, 11, margins)
    assert len(masked) == 4
    low, high = attack(cells, counts, masked, 0)
    assert (low, high) == (0, 22)


def test_a_person_who_knows_their_own_cell_finds_nobody_else() -> None:
    """Two counts of one in a row of four: masked by two, whoever is one of them reads the other; so more is masked."""
    cells = np.array([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [1, 1, 1, 1]])
    counts = np.array([1, 1, 5, 60, 67])
    naive = {0, 1, 2}  # 7 people in three masked cells: one of them knows one cell, 6 remain in two
    assert attack(cells, counts, naive, 1) == (0, 7)
    assert attack(cells, counts, naive, 1, (0,)) == (0, 6)
    assert (1, 0) in exposed(cells, counts, naive, 7)
    masked = protect(cells, counts, 7, (4,))
    assert masked == {0, 1, 2, 3}
    assert not exposed(cells, counts, masked, 7)


def test_the_audit_says_what_two_programs_a_cell_say() -> None:
    """Proofs taken from fillings met before, and between two of them, against the attack of each cell alone, without any."""
    least, draw = 3, random.Random(1)
    cells, counts, margins = random_table(2, 3, 4, (0, 1, 1, 2, 6, 9))
    inner = [i for i in range(len(counts)) if i not in margins]
    small = {i for i in inner if 0 < counts[i] < least}
    verdicts = set()
    tried = [small | set(draw.sample(inner, extra)) for extra in range(5)]
    for masked in [*tried, protect(cells, counts, least, margins)]:
        expected = []
        for target, who in itertools.product(sorted(small), [None, *insiders(counts, masked)]):
            low, high = attack(cells, counts, masked, target, () if who is None else (who,))
            if target != who and not (high >= least and high - low >= least - 1):
                expected.append((target, who))
        assert exposed(cells, counts, masked, least) == expected
        verdicts.add(bool(expected))
    assert verdicts == {True, False}


def test_a_zero_that_tells_of_everybody_is_protected_as_a_small_number() -> None:
    """Everybody of the first residence has it: the zero of those who have it not would say so."""
    cells, margins = crossed(3, 2)
    counts = cells @ np.array([15, 0, 20, 30, 25, 25])
    assert protect(cells, counts, 11, margins) == set()
    masked = protect(cells, counts, 11, margins, sensitive=(1,))
    low, high = attack(cells, counts, masked, 1)
    assert (low, high) == (0, 15)


def test_a_mask_of_the_edition_before_is_taken_again() -> None:
    cells, margins = crossed(4, 4)
    counts = cells @ np.array([3, 20, 21, 22, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20])
    fresh = protect(cells, counts, 11, margins)
    old = {0, 3, 12, 15}
    assert fresh != old
    assert protect(cells, counts, 11, margins, already=old) == old


def test_the_only_small_cell_of_all_is_known_to_its_own_person_alone() -> None:
    cells, margins = crossed(3, 2)
    counts = cells @ np.array([1, 29, 30, 31, 32, 33])
    assert not exposed(cells, counts, protect(cells, counts, 11, margins), 11)


@pytest.mark.parametrize(
    ("inner", "open_cells", "told"),
    [
        ([4, 20, 20, 20], [0], "regroupez"),  # the small cell itself is to stay open
        ([4, 20, 20, 20], [1, *range(4, 9)], "regroupez"),  # nothing left to hide it behind
        ([4, 0, 0, 0], range(4, 9), "regroupez"),  # a margin is small
    ],
)  # fmt: skip
def test_what_cannot_be_protected_is_refused(inner: list[int], open_cells: Sequence[int], told: str) -> None:
    cells, _ = crossed(2, 2)
    with pytest.raises(ValueError, match=told):
        protect(cells, cells @ np.array(inner), 11, open_cells)


def test_counts_that_contradict_each_other_are_refused() -> None:
    cells, margins = crossed(2, 2)
    counts = cells @ np.array([4, 20, 20, 20])
    counts[-1] += 1
    with pytest.raises(ValueError, match="contredisent"):
        protect(cells, counts, 11, margins)
    with pytest.raises(ValueError, match="contredisent"):
        attack(cells, counts, set(), 0)


def test_what_nothing_published_holds_has_no_bound() -> None:
    cells, _ = crossed(2, 2)
    counts = cells @ np.array([4, 20, 20, 20])
    assert attack(cells, counts, set(range(9)), 0) == (0, np.inf)

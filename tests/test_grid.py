"""Cells kept row by row are what a dictionary by (row, column) is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from pipelines.cell import Cell
from pipelines.grid import Grid

PLACES = some.tuples(some.integers(1, 4), some.integers(1, 4))
ACTS = some.lists(some.tuples(PLACES, some.sampled_from(["put", "set", "drop"]), some.integers(0, 9)))


@given(ACTS)
def test_it_does_what_a_dictionary_does(acts: list[tuple[tuple[int, int], str, int]]) -> None:
    grid, plain = Grid(), dict[tuple[int, int], Cell]()
    for place, act, number in acts:
        cell = Cell("number", number)
        if act == "put":
            grid.put(*place, cell)
            plain[place] = cell
        elif act == "set":
            grid[place] = plain[place] = cell
        else:
            assert grid.pop(place, None) == plain.pop(place, None)
    assert dict(grid) == plain
    assert len(grid) == len(plain)
    assert grid == plain == grid == Grid(plain)
    assert all(grid.get((row, column)) == plain.get((row, column)) for row in range(6) for column in range(6))
    # Rows and columns in order, none of them empty.
    told = [((row, column), cell) for row, cells in grid.rows() for column, cell in cells.items()]
    assert told == sorted(plain.items(), key=lambda pair: pair[0])
    assert all(cells for _, cells in grid.rows())
    assert grid != {**plain, (9, 9): Cell("number", 1)}

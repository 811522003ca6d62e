"""Cells of a sheet by (row, column), kept row by row: a hundred thousand rows of them fit where flat keys would not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping

from pipelines.cell import Cell

Place = tuple[int, int]


class Grid(MutableMapping[Place, Cell]):
    """What a dictionary by (row, column) is, a dictionary a row inside: the key of each cell is made when it is asked for."""

    __slots__ = ("_count", "_rows")

    def __init__(self, cells: Mapping[Place, Cell] | None = None) -> None:
        self._rows: dict[int, dict[int, Cell]] = {}
        self._count = 0
        for (row, column), cell in (cells or {}).items():
            self.put(row, column, cell)

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Set a cell: `self[row, column] = cell`, in less."""
        held = self._rows.get(row)
        if held is None:
            held = self._rows[row] = {}
        before = len(held)
        held[column] = cell
        self._count += len(held) - before

    def rows(self) -> Iterator[tuple[int, dict[int, Cell]]]:
        """Yield the rows that hold something, in order, each with its cells by column, in order."""
        for row in sorted(self._rows):
            held = self._rows[row]
            columns = list(held)
            yield (
                row,
                held if columns == sorted(columns) else {column: held[column] for column in sorted(held)},
            )

    def __getitem__(self, place: Place) -> Cell:
        return self._rows[place[0]][place[1]]

    def __setitem__(self, place: Place, cell: Cell) -> None:
        self.put(*place, cell)

    def __delitem__(self, place: Place) -> None:
        row, column = place
        held = self._rows[row]
        del held[column]
        self._count -= 1
        if not held:
            del self._rows[row]

    def __iter__(self) -> Iterator[Place]:
        return ((row, column) for row, held in self._rows.items() for column in held)

    def __len__(self) -> int:
        return self._count

    def __eq__(self, other: object) -> bool:
        return (
            self._rows == (other if isinstance(other, Grid) else Grid(other))._rows
            if isinstance(other, Mapping)
            else NotImplemented
        )

    __hash__ = None  # type: ignore[assignment]  # it changes

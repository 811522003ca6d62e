"""What somebody outside holds of editions: the page and the file, read together, cell by cell."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from typing import Any

from streamlit.testing.v1 import AppTest

from indicators.tabulate import Block, Key

Place = tuple[str, str, str, str]  # title, by, line, column
Told = dict[Place, set[str]]
_SHARE = re.compile(r"(s|[\d\u202f\u00a0]+)(?: \(([\d,]+)[\u202f\u00a0 ]%\))?")


def of_file(body: bytes) -> Told:
    """Return every number of a file as it is taken away: « 12 » or « s »."""
    found: Told = {}
    for row in csv.DictReader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"):
        if row.get("Nombre"):
            place = (row["Tableau"], row["Par"].lower(), row["Ligne"], row["Colonne"])
            found.setdefault(place, set()).add(row["Nombre"])
            assert not (row["Nombre"] == "s" and row["Part"]), place
    return found


def of_page(at: AppTest) -> Told:
    """Return every number of the tables of a page."""
    found: Told = {}
    for node in at.main:
        if node.type != "table" or " × " not in node.proto.alt:
            continue
        title, _, rest = node.proto.alt.rpartition(" : ")
        by = rest.split(" × ")[0]
        columns = [*node.value.columns[1:-1], "Total"]
        for line, *values in node.value.to_numpy().tolist():
            for column, value in zip(columns, values, strict=True):
                number = _SHARE.fullmatch(_plain(value))
                assert number, value
                place = (_plain(title), by, _plain(line), _plain(column))
                found.setdefault(place, set()).add(re.sub(r"\D", "", number[1]) or "s")
    return found


def _plain(text: Any) -> str:
    return str(text).replace("\\", "")


def read_back(block: Block, told: Mapping[Place, set[str]]) -> tuple[list[int], set[int]]:
    """Return what is told of each cell of a block, 0 where it is masked everywhere, and which are.

    A cell stands in several tables, in the page and in the file: one place that tells its number is enough.
    """
    counts, masked = [], set()
    for at, key in enumerate(block.keys):
        values = set().union(*(found for place, found in told.items() if _is_of(block, key, place)))
        numbers = values - {"s"}
        assert values, (block.id, key)
        assert len(numbers) <= 1, (block.id, key, values)
        counts.append(int(numbers.pop()) if numbers else 0)
        masked |= {at} if values == {"s"} else set()
    return counts, masked


def _is_of(block: Block, key: Key, place: Place) -> bool:
    """Return whether a number of the file, by its title, line and column, is a cell of a block."""
    title, by, line, column = place
    chosen = {name: block.classes[name][rank].label for name, rank in key.choice}
    if title != block.subject.title:
        return False
    if by == "résidence":
        if line != key.unit.label:
            return False
    elif key.unit != block.whole:
        return False
    elif line != "Ensemble":
        down = next(one.name for one in block.subject.variables if one.title.lower() == by)
        if chosen.pop(down, None) != line:
            return False
    across = {"Total"} if not chosen else set(chosen.values())
    return across == {column}


def counted(block: Block, people: Mapping[tuple[str, ...], int]) -> list[int]:
    """Return how many people each cell is of, counted one by one from the people and never from the matrix."""
    rank = {one.name: at for at, one in enumerate(block.subject.variables, 1)}
    return [
        sum(
            number
            for who, number in people.items()
            if who[0] in key.unit.codes
            and all(who[rank[name]] in block.classes[name][at].codes for name, at in key.choice)
        )
        for key in block.keys
    ]

"""Two contents of a bilan -> which figures changed, and which loads may be why: one change a row, what follows from it left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from indicators.call_sources import Source
from reports.bilan.content import Bilan, Column, Row, Table, Value
from reports.bilan.in_french import in_line
from ui import words

# What a bilan rests on: a new file, a month reopened are no figures that changed, they are why some did.
_NO_FIGURES = {
    "files", "definitions", "references", "references.5", "references.8", "reopened", "masked", "missing", "reworded",
}  # fmt: skip
_NATURE = ("identity", "status")
_EDITION = "edition."
# The figure of a row; where it moved, what is computed from it, or is beside it to read it, moved with it.
_MAIN = ("value", "achieved", "met", "total")
_FOLLOW = {"n", "coverage", "gap", "share", "before", "low", "high", "numerator", "denominator"}
# Rows of these end their key with their rank: a line put before them is none that changed.
_RANKED = {"reminder", "results", "budget", "local_bodies"}
_NAMED = {
    "budget": ("account", "label"),
    "reminder": ("number", "action"),
    "local_bodies": ("on", "body"),
}
# Tables whose cells repeat those of another, in the same columns: the whole beside residences, what was planned beside what was done.
_REPEATS = {"residences": "indicators", "results": "reminder"}
_NO_COLUMN = Column("", "")


@dataclass(frozen=True)
class Change:
    """A figure that is no longer the same: what it is called, what it said, what it says; None for nothing.

    `came`, `gone`: the loads of its kinds of workbooks that are in force now and were not, and the other way round.
    `column`, `unit`: how its values are written.
    """

    name: str
    before: Value
    after: Value
    came: tuple[Source, ...] = ()
    gone: tuple[Source, ...] = ()
    column: Column = _NO_COLUMN
    unit: str = ""

    def __str__(self) -> str:
        was, now = (in_line(self.column, self.unit, one, "rien") for one in (self.before, self.after))
        if was == now and not isinstance(self.before, str | None) and not isinstance(self.after, str | None):
            was, now = self._in_full(self.before, self.after)
        return f"{self.name} : {was} → {now}"

    def _in_full(self, before: float, after: float) -> tuple[str, str]:
        """Return two numbers with the decimals that it takes to tell them apart."""
        is_share = self.column.kind == "share" or (self.column.kind == "value" and self.unit == "%")
        write = words.percent if is_share else words.number
        pairs = ((write(before, digits), write(after, digits)) for digits in range(2, 13))
        return next((pair for pair in pairs if pair[0] != pair[1]), (str(before), str(after)))


def changes(before: Bilan, after: Bilan) -> tuple[Change, ...]:
    """Return every figure that two contents do not tell alike, in the order of the later one, what disappeared last.

    A row is one change: its main figure, and what does not follow from it. A table or a column that the earlier one had not is
    none: a later program tells more, and no figure moved. Nor is the name of a line that is the same line still: a residence that
    the register calls otherwise.
    """
    return tuple(_changes(before, after))


def added(before: Bilan, after: Bilan) -> tuple[str, ...]:
    """Return the titles of the tables that the earlier of two contents had not, editions of figures of people apart."""
    held = _tables(before)
    return tuple(
        table.title
        for key, table in _tables(after).items()
        if key not in held and not key.startswith(_EDITION)
    )


def _tables(bilan: Bilan) -> dict[str, Table]:
    return {table.key: table for part in bilan.parts for table in part.tables}


def _changes(before: Bilan, after: Bilan) -> Iterator[Change]:
    if before.is_interim != after.is_interim:
        yield Change("Nature du bilan", _nature(before), _nature(after))
    old, new = _tables(before), _tables(after)
    # An edition of figures of people that was published in between is one thing, not a hundred.
    editions = [key.split(".")[1] for key in new if key.startswith(_EDITION) and key not in old]
    for year in dict.fromkeys(editions):
        yield Change(f"Édition {year} des chiffres de personnes", None, "publiée")
    seen: set[tuple[str, str, str, str, Value, Value]] = set()
    for key in [*(one for one in new if one in old), *(one for one in old if one not in new)]:
        if key in _NO_FIGURES:
            continue
        for row, kinds, one in _of_table(old[key], new.get(key)):
            family, _, rest = key.partition(".")
            line = (rest, row.removesuffix("/*"), one.column.key, one.before, one.after)
            if (_REPEATS.get(family, ""), *line) in seen:
                continue
            seen.add((family, *line))
            came, gone = (
                _loads(kinds, *pair) for pair in ((after.files, before.files), (before.files, after.files))
            )
            yield Change(one.name, one.before, one.after, came, gone, one.column, one.unit)


def _of_table(before: Table, after: Table | None) -> Iterator[tuple[str, tuple[str, ...], Change]]:
    """Yield what a table tells otherwise: the key of the row, its kinds, the change without its loads."""
    old, new = _rows(before), _rows(after) if after else {}
    columns = {one.key: one for one in before.columns}
    columns |= {one.key: one for one in (after.columns if after else ()) if one.key in columns}
    labels = _labels(before, old) | (_labels(after, new) if after else {})
    for key in [*new, *(one for one in old if one not in new)]:
        was, now = old.get(key), new.get(key)
        one = now or was
        if one is None or (before.key, one.key) == _NATURE:
            continue
        values = {column: (_cell(before, was, column), _cell(after, now, column)) for column in columns}
        moved = [columns[column] for column in columns if values[column][0] != values[column][1]]
        for column in _told(moved, values, bool(was and now)):
            name = f"{(after or before).title} · {labels[key]} · {column.title}"
            yield (
                key.rpartition("\n")[0],
                one.kinds,
                Change(name, *values[column.key], (), (), column, one.unit),
            )


def _rows(table: Table) -> dict[str, Row]:
    """Return the rows of a table by their key without their rank in it, and how many of that key came before."""
    found: dict[str, Row] = {}
    counts = Counter[str]()
    for row in table.rows:
        key = row.key.rpartition("/")[0] if table.key in _RANKED else row.key
        counts[key] += 1
        found[f"{key}\n{counts[key]}"] = row
    return found


def _cell(table: Table | None, row: Row | None, column: str) -> Value:
    if table is None or row is None:
        return None
    keys = [one.key for one in table.columns]
    return row.cells[keys.index(column)] if column in keys else None


def _labels(table: Table, rows: Mapping[str, Row]) -> dict[str, str]:
    """Return how each row is called: its first text, the next one too where two rows share it, and then which line it is."""
    texts = [one.key for one in table.columns if one.kind == "text"]
    few = _NAMED.get(table.key, tuple(texts[:1]))
    found = {key: _label(table, row, few) for key, row in rows.items()}
    more = tuple(dict.fromkeys((*few, *(one for one in texts if one != "unit"))))[: len(few) + 1]
    found = {
        key: _label(table, rows[key], more) if key in _shared(found) else told for key, told in found.items()
    }
    alike = _shared(found)
    return {
        key: f"{told} (ligne {rank})" if key in alike else told
        for rank, (key, told) in enumerate(found.items(), 1)
    }


def _label(table: Table, row: Row, columns: Sequence[str]) -> str:
    if table.columns[0].kind != "text":
        return row.key
    cells = [_cell(table, row, one) for one in columns]
    return ", ".join(str(one) for one in cells if one not in (None, "")) or words.NONE


def _shared(found: Mapping[str, str]) -> set[str]:
    counts = Counter(found.values())
    return {key for key, told in found.items() if counts[told] > 1}


def _told(
    moved: Sequence[Column], values: Mapping[str, tuple[Value, Value]], is_same_row: bool
) -> list[Column]:
    """Return the columns of a row to tell, of those that moved: of a row that came or went, its figure alone."""
    first = next(iter(values))
    own = [one for one in moved if one.key != first or one.kind != "text"]
    numbers = [one for one in own if one.kind != "text"]
    main = next((one for key in _MAIN for one in numbers if one.key == key), next(iter(numbers), None))
    if not is_same_row:
        return [main] if main else (own or list(moved))[:1]
    if main is None:
        return own
    follow = _FOLLOW | ({"unknown"} if main.key in ("value", "achieved") else set())
    if main.key == "total":
        follow |= {one.key for one in numbers}
    # What was planned first is the revised amount until somebody revises it.
    if "initial" in values and values["initial"] == values.get("revised"):
        follow |= {"revised"}
    return [one for one in own if one is main or one.key not in follow]


def _loads(kinds: Sequence[str], here: Sequence[Source], there: Sequence[Source]) -> tuple[Source, ...]:
    others = {one.load_id for one in there}
    return tuple(
        one for one in here if one.load_id not in others and (not kinds or set(one.kinds) & set(kinds))
    )


def _nature(one: Bilan) -> str:
    return "intermédiaire" if one.is_interim else "final"

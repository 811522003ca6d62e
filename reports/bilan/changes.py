"""Two contents of a bilan -> which figures changed, and which loads may be why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indicators.call_sources import Source
from reports.bilan.content import Address, Bilan, Value, told

# What a bilan rests on: a new file, a month reopened are no figures that changed, they are why some did.
_NO_FIGURES = {
    "files", "definitions", "references", "references.5", "references.8", "reopened", "masked", "missing", "reworded",
}  # fmt: skip
_NATURE = {Address("identity", "status", "what"), Address("identity", "status", "value")}
_EDITION = "edition."


@dataclass(frozen=True)
class Change:
    """A cell that is no longer the same: what it is called, what it said, what it says; None for nothing.

    `came`, `gone`: the loads of its kinds of workbooks that are in force now and were not, and the other way round.
    """

    name: str
    before: Value
    after: Value
    came: tuple[Source, ...] = ()
    gone: tuple[Source, ...] = ()

    def __str__(self) -> str:
        return f"{self.name} : {_said(self.before)} → {_said(self.after)}"


def changes(before: Bilan, after: Bilan) -> tuple[Change, ...]:
    """Return every cell that two contents do not tell alike, in the order of the later one, what disappeared last.

    A table or a column that the earlier one had not is none: a later program tells more, and no figure moved. Nor is the name of
    a line that is the same line still: a residence that the register calls otherwise.
    """
    return tuple(_changes(before, after))


def added(before: Bilan, after: Bilan) -> tuple[str, ...]:
    """Return the titles of the tables that the earlier of two contents had not, editions of figures of people apart."""
    held = {table.key for part in before.parts for table in part.tables}
    return tuple(
        table.title
        for part in after.parts
        for table in part.tables
        if table.key not in held and not table.key.startswith(_EDITION)
    )


def _changes(before: Bilan, after: Bilan) -> Iterator[Change]:
    if before.is_interim != after.is_interim:
        yield Change("Nature du bilan", _nature(before), _nature(after))
    old, new = told(before), told(after)
    held = {table.key for part in before.parts for table in part.tables}
    asked = {(table.key, one.key) for part in before.parts for table in part.tables for one in table.columns}
    names = {
        table.key: table.columns[0].key
        for part in after.parts
        for table in part.tables
        if table.columns and table.columns[0].kind == "text"
    }
    for year in dict.fromkeys(one.table.split(".")[1] for one in new if _is_added(one, held)):
        yield Change(f"Édition {year} des chiffres de personnes", None, "publiée")
    for address in [*new, *(one for one in old if one not in new)]:
        was, now = old.get(address), new.get(address)
        one = now or was
        if one is None or address.table in _NO_FIGURES or address in _NATURE:
            continue
        if (address.table, address.column) not in asked:
            continue
        values = was.value if was else None, now.value if now else None
        if was and now and address.column == names.get(address.table):
            continue
        if values[0] != values[1]:
            came = _loads(one.kinds, after.files, before.files)
            yield Change(one.name, *values, came, _loads(one.kinds, before.files, after.files))


def _is_added(address: Address, held: set[str]) -> bool:
    """Return whether a cell is of an edition of figures of people that was published in between: one thing, not a hundred."""
    return address.table.startswith(_EDITION) and address.table not in held


def _loads(kinds: Sequence[str], here: Sequence[Source], there: Sequence[Source]) -> tuple[Source, ...]:
    others = {one.load_id for one in there}
    return tuple(
        one for one in here if one.load_id not in others and (not kinds or set(one.kinds) & set(kinds))
    )


def _nature(one: Bilan) -> str:
    return "intermédiaire" if one.is_interim else "final"


def _said(value: Value) -> str:
    return (
        "rien"
        if value is None
        else f"{value:g}".replace(".", ",")
        if isinstance(value, float)
        else str(value)
    )

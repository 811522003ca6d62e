"""Table of answers -> the scale of each of its columns: announced by a header, a column, a title, else told by its numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from pipelines.cell import BLANK, Fault
from pipelines.contract import Column
from pipelines.locate import Record, Table
from pipelines.names import fold
from pipelines.opinions import FIVE, Opinion, number_in
from pipelines.types import Context

_BEST = "tres satisfait|tres bien|tout a fait|meilleur\\w*|excellent|la meilleure"
_WORST = "pas du tout|tres insatisfait|pas satisfait|insatisfait|mauvais|pire|tres mauvais"
_REVERSED = re.compile(rf"\b1 (?:etant )?(?:{_BEST})|\b4 (?:etant )?(?:{_WORST})|\binverse")
_STRAIGHT = re.compile(rf"\b4 (?:etant )?(?:{_BEST})|\b1 (?:etant )?(?:{_WORST})")
_OF_TEN = re.compile(r"\b[01] (?:a |au )?10\b|\bsur 10\b|/ ?10\b")
_OF_FOUR = re.compile(r"\b1 (?:a |au )?4\b|\bsur 4\b|/ ?4\b")
_SCALE = "scale"


def scale_in(text: str) -> str:
    """Return the scale that words announce (« 0 à 10 », « 1 = très satisfait »), empty when they announce none."""
    plain = f"{fold(text)} {text.lower()}"
    if _OF_TEN.search(plain):
        return "0_10"
    if _REVERSED.search(plain):
        return "4_1"
    return "1_4" if _OF_FOUR.search(plain) or _STRAIGHT.search(plain) else ""


def columns_of(table: Table) -> Callable[[Record], Sequence[Column]]:
    """Return what gives the columns of each line, their scales known; those of the contract where none is an opinion."""
    if not any(isinstance(column.type, Opinion) for column in table.contract.columns):
        return lambda record: table.contract.columns
    known: dict[str, Sequence[Column]] = {}

    def chosen(record: Record) -> Sequence[Column]:
        said = _said(table, record)
        if said not in known:
            known[said] = [_with_scale(table, column, said) for column in table.contract.columns]
        return known[said]

    return chosen


def unsaid_columns(table: Table) -> list[Column]:
    """Return the columns whose bare numbers are held for notes from 1 to 4, best on top, though nothing says so."""
    if all(_said(table, record) for record in table.records):
        return []
    return [column for column in _unannounced(table) if _told_by_numbers(table, column.name) == "1_4"]


def suspect_mixed(rows: list[Any], before: list[Any]) -> Iterator[tuple[Any, str, str]]:
    """Yield (row, column, message) where an item of a residence and wave is answered on two scales."""
    seen: dict[tuple[str, str, str], str] = {}
    told: set[tuple[str, str, str]] = set()
    for row in [*before, *rows]:
        for name in (name for name in row if name.startswith("item_") and row[name]):
            key, best = (row["residence"], row["wave"], name), row[name].partition("/")[2]
            if seen.setdefault(key, best) != best and key not in told and row in rows:
                told.add(key)
                text = "question répondue sur deux échelles dans la même vague ; n'en gardez qu'une, ou dites pourquoi"
                yield row, name, text


def _with_scale(table: Table, column: Column, said: str) -> Column:
    if not isinstance(column.type, Opinion) or column.name not in table.header.columns:
        return column
    scale = scale_in(_label(table, column)) or said or _told_by_numbers(table, column.name)
    return replace(column, type=Opinion(scale))


def _said(table: Table, record: Record) -> str:
    """Return the scale that the line's own cell announces, else the titles of the table."""
    cell = record.cells.get(_SCALE, BLANK)
    column = table.contract.by_name.get(_SCALE)
    if column is not None and cell.kind != "blank":
        try:
            found: str = column.type.read(cell, Context(date.min)).value
        except Fault:  # said to be at fault where the cell itself is checked
            return scale_in(cell.text)
        return found
    return next(filter(None, map(scale_in, table.titles)), "")


def _unannounced(table: Table) -> Iterator[Column]:
    for column in table.contract.columns:
        is_there = isinstance(column.type, Opinion) and column.name in table.header.columns
        if is_there and not scale_in(_label(table, column)):
            yield column


def _label(table: Table, column: Column) -> str:
    return table.header.labels[table.header.columns[column.name]]


def _told_by_numbers(table: Table, name: str) -> str:
    """Return the scale of a column's own numbers; a five is one of ten steps only where the sheet shows more elsewhere."""
    highest = _highest(table, name)
    if highest is None:
        return ""
    if highest > 5:
        return "0_10"
    if highest > 4:
        others = (_highest(table, one.name) or 0 for one in _unannounced(table))
        return "0_10" if max(others, default=0) > 5 else FIVE
    return "1_4"


def _highest(table: Table, name: str) -> float | None:
    cells = (record.cells.get(name, BLANK) for record in table.records)
    return max((found for cell in cells if (found := number_in(cell)) is not None), default=None)

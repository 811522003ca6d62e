"""Words that nobody knows, in what was read -> the likeliest meaning of each, for a person to decide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.check import Line
from pipelines.contract import Contract
from pipelines.meanings import (
    NOT_READ,
    BadMeaning,
    Meaning,
    Sort,
    code_of,
    declared,
    is_list,
    passed_over,
    remember,
)
from pipelines.names import closest, stem
from pipelines.nearly import Nearly
from pipelines.problem import column_letters
from pipelines.receipt import Receipt
from pipelines.scrub import scrub

_QUOTED = re.compile(r"« (.+?) »")
_ALIKE = (
    70  # per cent: below, another column's header is as near as the right one (measured on real survey files)
)


@dataclass(frozen=True)
class Unknown:
    """Words that mean nothing yet. `choices`: what they may mean -> its label; `likeliest`: one of those, or empty."""

    sort: Sort
    kind: str
    title: str
    column: str
    header: str
    words: str
    choices: Mapping[str, str]
    likeliest: str
    cells: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as a page or a command shows it."""
        return {
            "sort": self.sort,
            "kind": self.kind,
            "title": self.title,
            "column": self.column,
            "header": self.header,
            "words": self.words,
            "choices": dict(self.choices),
            "likeliest": self.likeliest,
            "cells": list(self.cells),
        }


def unknown_words(receipt: Receipt, residences: Mapping[str, str]) -> list[Unknown]:
    """Return the words of a workbook that mean nothing, each once; `residences`: those they may mean, code -> name."""
    lines = [*receipt.set_aside_lines, *(line for rows in receipt.rows.values() for line in rows)]
    tables = {id(line.table): line.table for line in lines}.values()
    rows = [
        Nearly(one.contract, one.sheet.name, one.header.row, one.header.labels, frozenset(one.header.columns))
        for one in tables
    ]
    return [*_headers([*rows, *receipt.nearly]), *_values(receipt.set_aside_lines, residences)]


def _headers(rows: Iterable[Nearly]) -> Iterator[Unknown]:
    seen: set[tuple[str, str]] = set()
    for one in rows:
        missing = {column.name: column.header for column in one.contract.kept if column.name not in one.known}
        for place, label in sorted(one.labels.items()):
            key = (one.contract.kind, stem(label))
            if place <= 0 or key in seen or not _is_unknown(one.contract, label):
                continue
            near = closest(label, list(missing.values()), _ALIKE)
            if near is None:
                continue
            seen.add(key)
            likeliest = next(name for name, header in missing.items() if header == near)
            choices = missing | {NOT_READ: "aucune : ne pas lire cette colonne"}
            cell = f"{one.sheet}, {column_letters(place)}{one.row}"
            kind, title = one.contract.kind, one.contract.title
            yield Unknown("header", kind, title, "", label, label, choices, likeliest, (cell,))


def _is_unknown(contract: Contract, label: str) -> bool:
    is_declared = declared()[contract.kind].column_for(label) is not None
    return bool(stem(label)) and not is_declared and not passed_over(contract, label) and not scrub(label)[1]


def _values(lines: Iterable[Line], residences: Mapping[str, str]) -> Iterator[Unknown]:
    found: dict[tuple[str, str, str], tuple[Line, str, str, list[str]]] = {}
    for line in lines:
        for name, said in _faulty_words(line):
            # A residence is one, whatever the kind of workbook that names it.
            kind = "" if code_of(line.table.contract.by_name[name]) is None else line.table.contract.kind
            row, place = line.record.places[name]
            _, _, _, cells = found.setdefault(
                (kind, name if kind else "", stem(said)), (line, name, said, [])
            )
            cells.append(f"{line.table.sheet.name}, {column_letters(place)}{row}")
    for line, name, said, cells in found.values():
        yield _unknown_value(line, name, said, residences, tuple(cells))


def _faulty_words(line: Line) -> Iterator[tuple[str, str]]:
    """Yield the column and the words of each cell of a line that holds no value of its list."""
    of_cell = {f"{column_letters(place)}{row}": name for name, (row, place) in line.record.places.items()}
    for problem in line.problems:
        name = of_cell.get(problem.cell)
        if problem.severity != "fault" or name is None or not is_list(line.table.contract.by_name[name]):
            continue
        # Several values may stand in one cell: the message quotes the one that is not known.
        quoted = _QUOTED.search(problem.message.partition(" : ")[2])
        said = quoted[1] if quoted else problem.value
        cell = line.record.cells[name]
        if stem(said) and not cell.is_unknown and not scrub(said)[1]:
            yield name, said


def _unknown_value(
    line: Line, name: str, said: str, residences: Mapping[str, str], cells: tuple[str, ...]
) -> Unknown:
    contract = line.table.contract
    column = contract.by_name[name]
    code = code_of(column)
    choices = dict(code.labels) if code else dict(residences)
    hinted = {stem(words): one for words, one in code.hints.items()}.get(stem(said), "") if code else ""
    near = None if hinted else closest(said, list(choices.values()))
    likeliest = hinted or next((one for one, label in choices.items() if label == near), "")
    sort: Sort = "value" if code else "residence"
    return Unknown(
        sort,
        contract.kind if code else "",
        contract.title,
        name if code else "",
        column.header,
        said,
        choices,
        likeliest,
        cells,
    )


def decide(unknown: Mapping[str, Any], means: str, allowed: frozenset[str] | None, by: str) -> Meaning:
    """Return the meaning that somebody gives to words; `allowed`: the residences of whoever decides, None for all.

    Raises BadMeaning, also for a residence that is not theirs: it would bring another's lines to it.
    """
    if unknown["sort"] == "residence" and allowed is not None and means not in allowed:
        raise BadMeaning("Ces mots ne peuvent désigner qu'une de vos résidences.")
    return remember(unknown["sort"], unknown["kind"], unknown["column"], unknown["words"], means, by)

"""A value as it is kept -> the words in which a person wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pipelines.contract import Column, Contract, Row
from pipelines.lists import Codes, Landings, labels_of
from pipelines.numbers import euros
from pipelines.open_lists import Names, Open, ResidenceList
from pipelines.quantities import Money
from pipelines.types import Month

BLANK = "vide"
_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


def spell(column: Column, row: Row, names: Mapping[str, str]) -> str:
    """Return what a row holds in a column, in French; `names`: the residences by code."""
    value = row.get(column.name)
    if value is None:
        is_beside = f";{column.name};" in (row.get("not_applicable") or "")
        return "sans objet" if is_beside else BLANK
    if column.name == "residence":
        return names.get(value, value)
    if isinstance(column.type, Codes | Landings):
        labels = labels_of(column.type)
        return ", ".join(labels.get(part, part) for part in value.split(";"))
    if isinstance(column.type, ResidenceList):
        return ", ".join(names.get(code, code) for code in value.split(";"))
    return _spelled(column, value)


def spoken_day(day: date) -> str:
    """Return a day as a person says it: « 3 avril 2025 »."""
    first = "1er" if day.day == 1 else str(day.day)
    return f"{first} {_MONTHS[day.month - 1]} {day.year}"


def line_name(contract: Contract, row: Row, names: Mapping[str, str]) -> str:
    """Return what tells a row from the others of its kind: the values of its key that are filled, the residence left out."""
    key = (
        contract.key
        if None not in [row.get(name) for name in contract.key]
        else (*contract.key, *contract.other_key)
    )
    told = [name for name in dict.fromkeys(key) if name != "residence" and row.get(name) is not None]
    return " · ".join(spell(contract.by_name[name], row, names) for name in told)


def _spelled(column: Column, value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, date):
        is_month = isinstance(column.type, Month)
        return f"{_MONTHS[value.month - 1]} {value.year}" if is_month else f"{value:%d/%m/%Y}"
    if isinstance(column.type, Money):
        return euros(value)
    if isinstance(value, float):
        return f"{value:.12g}".replace(".", ",")
    if isinstance(column.type, Names):
        return str(value).replace(";", ", ")
    labels = column.type.code.labels if isinstance(column.type, Open) else labels_of(column.type)
    return str(labels.get(value, value))

"""A cell of a bilan -> what a document writes there, in French: 1 234,5 · 12,3 % · +4,2 pt · « s » where masked."""

from __future__ import annotations

from reports.bilan.content import Column, Row, Value
from ui import words

LEGEND = (
    f"{words.quoted('s')} : chiffre masqué pour protéger les personnes. {words.quoted(words.NONE)} : non transmis, ou sans objet. "
    "pt : points de pourcentage."
)
_LONG_MINUS = "\u2212"  # on paper a minus is as wide as a plus, and no line ends after it


def said(column: Column, row: Row, value: Value) -> str:
    """Return a cell as documents write it: a share with a decimal, an amount with cents only where there are some."""
    if value is None:
        return words.NONE
    if isinstance(value, str):
        return value
    return _number(column, row, value).replace(words.MINUS, _LONG_MINUS)


def _number(column: Column, row: Row, value: float) -> str:
    unit = {"share": "%", "euros": "€"}.get(column.kind, row.unit if column.kind in ("value", "gap") else "")
    if column.kind == "gap":
        return _gap(unit, value)
    if unit == "%":
        return words.percent(value, 1)
    return words.euros(value) if unit == "€" else _plain(value)


def _gap(unit: str, value: float) -> str:
    if unit == "€":
        return words.euros(value, signed=True)
    told = f"{words.number(value, 1)}{words.NO_BREAK}pt" if unit == "%" else _plain(value)
    return f"+{told}" if value > 0 else told


def _plain(value: float) -> str:
    """Return a number without decimals where it has none, with one or two elsewhere."""
    if float(value).is_integer():
        return words.number(value)
    told = words.number(value, 2)
    return told.removesuffix("0") if "," in told else told

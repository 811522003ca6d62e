"""A cell of a bilan -> what is written there, in French: 1 234,5 · 12,3 % · +4,2 pt · « s » where masked; on paper, and in a line."""

from __future__ import annotations

from reports.bilan.content import Column, Row, Value
from ui import words

LEGEND = (
    f"{words.quoted('s')} : chiffre masqué pour protéger les personnes. {words.quoted(words.NONE)} : non transmis, ou sans objet. "
    "pt : points de pourcentage."
)
_NONE_OF = {"reopened": "Aucun.", "reworded": "Aucune."}  # tables where a row is bad news
_LONG_MINUS = "\u2212"  # on paper a minus is as wide as a plus, and no line ends after it


def empty(table: str) -> str:
    """Return what stands in the place of the rows of a table (its key) that has none."""
    return _NONE_OF.get(table, "Rien de transmis.")


def said(column: Column, row: Row, value: Value) -> str:
    """Return a cell as documents write it: a share with a decimal, an amount with cents only where there are some."""
    if value is None:
        return words.NONE
    if isinstance(value, str):
        return value
    return _number(column, row, value).replace(words.MINUS, _LONG_MINUS)


def _number(column: Column, row: Row, value: float) -> str:
    unit = {"share": "%", "euros": "€"}.get(column.kind, row.unit if column.kind in ("value", "gap") else "")
    if column.kind != "share" and is_gap(column):
        return _gap(unit, value)
    if unit == "%":
        return _signed(column, value, words.percent(value, 1))
    return words.euros(value) if unit == "€" else _plain(value)


def _gap(unit: str, value: float) -> str:
    if unit == "€":
        return words.euros(value, signed=True)
    told = f"{words.number(value, 1)}{words.NO_BREAK}pt" if unit == "%" else _plain(value)
    return f"+{told}" if value > 0 else told


def is_gap(column: Column) -> bool:
    """Return whether a column tells differences: they bear their sign. Bilans sealed long ago hold some as plain numbers."""
    return "gap" in (column.kind, column.key) or (column.kind == "share" and column.title.startswith("Écart"))


def _signed(column: Column, value: float, told: str) -> str:
    return f"+{told}" if is_gap(column) and value > 0 else told


def in_line(column: Column, unit: str, value: Value, nothing: str = words.NONE) -> str:
    """Return a cell as a sentence or a screen tells it: decimals where there are some, points in full; `nothing` for nothing."""
    if value is None or isinstance(value, str):
        return nothing if value is None else value
    if column.kind == "share" or (column.kind == "value" and unit == "%"):
        return _signed(column, value, words.percent(value, _digits(100 * value, 1)))
    if column.kind == "gap" and unit == "%":
        return words.points(value, _digits(value, 1))
    if column.kind == "euros" or (unit == "€" and column.kind in ("value", "gap")):
        return words.euros(value, signed=is_gap(column))
    told = str(value) if column.kind == "text" else words.number(value, _digits(value, 2))
    return _signed(column, value, told)


def _digits(value: float, most: int) -> int:
    """Return how many decimals are written: none where they are all zeros."""
    return next((digits for digits in range(most) if round(value, most) == round(value, digits)), most)


def _plain(value: float) -> str:
    """Return a number without decimals where it has none, with one or two elsewhere."""
    if float(value).is_integer():
        return words.number(value)
    told = words.number(value, 2)
    return told.removesuffix("0") if "," in told else told

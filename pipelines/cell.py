"""One cell as the workbook holds it, and what reading it may yield: a value, nothing, or a fault."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from pipelines.names import fold

Kind = Literal["blank", "text", "number", "day", "flag", "error", "uncached"]

# domain.md B.0.2: three different things, never to be confused.
_UNKNOWN = frozenset(
    {"nc", "n c", "na", "n a", "non communique", "non renseigne", "inconnu", "inconnue", "date inconnue"}
)
_UNKNOWN_SIGNS = frozenset("?-–—")
_NOT_APPLICABLE = frozenset({"so", "s o", "sans objet"})
_NONE_AT_ALL = frozenset({"neant", "aucun", "aucune", "ras", "zero"})


@dataclass(frozen=True)
class Cell:
    """A cell: its kind, its raw value, and whether the workbook shows it as a percentage."""

    kind: Kind
    value: Any = None
    percent: bool = False

    @property
    def text(self) -> str:
        """The cell as a person reads it in the workbook."""
        if self.kind == "day":
            return f"{self.value:%d/%m/%Y}"
        if self.kind == "number":
            return _number_text(self.value * 100) + " %" if self.percent else _number_text(self.value)
        if self.kind == "flag":
            return "VRAI" if self.value else "FAUX"
        return "" if self.value is None else str(self.value).strip()

    @property
    def is_unknown(self) -> bool:
        """NC, ?, -: somebody says that it is not known."""
        text = self.text
        return self.kind == "text" and (
            fold(text) in _UNKNOWN or (bool(text) and set(text) <= _UNKNOWN_SIGNS)
        )

    @property
    def is_not_applicable(self) -> bool:
        """SO, sans objet: the question does not arise here."""
        return self.kind == "text" and fold(self.text) in _NOT_APPLICABLE

    @property
    def is_none_at_all(self) -> bool:
        """Néant, aucun, RAS: zero, written in words."""
        return self.kind == "text" and fold(self.text) in _NONE_AT_ALL


BLANK = Cell("blank")


# How a value was interpreted, where it was not copied as it stood; `pipelines.interpret` says each in French.
How = Literal[
    "", "american", "removed", "short_year", "sheet_year", "serial", "share", "worded", "zero", "degree", "filled",
    "alias", "place", "text_day", "tick", "open_end",
]  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """What a cell was read as, and `how` when it was interpreted rather than copied; `told` where the value does not say it."""

    value: Any
    how: How = ""
    told: str = ""


class Fault(Exception):
    """A cell that cannot be read: what is wrong, and how to repair it, in French."""

    def __init__(self, wrong: str, repair: str = "") -> None:
        super().__init__(f"{wrong} ; {repair}" if repair else wrong)


class _NotApplicable:
    """The single value of a cell that says « sans objet »."""

    def __repr__(self) -> str:
        return "sans objet"


NOT_APPLICABLE = _NotApplicable()


def cell_of(value: Any, percent: bool = False) -> Cell:
    """Return the cell that holds a Python value as a reader gives it."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return BLANK
    if isinstance(value, bool):
        return Cell("flag", value)
    if isinstance(value, int | float):
        return Cell("number", value, percent)
    if isinstance(value, datetime):
        return Cell("day", value.date())
    return Cell("day", value) if isinstance(value, date) else Cell("text", str(value))


def _number_text(value: float) -> str:
    return f"{round(value, 6):.15g}".replace(".", ",")

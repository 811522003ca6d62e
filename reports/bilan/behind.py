"""A figure of a sealed bilan -> the counts it is made of, month by month and residence by residence, as far as somebody may read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from access.scope import OutOfSight, Sight
from indicators.catalogue import Indicator, UnknownIndicator, indicator_named
from indicators.measure import Figure, measure
from indicators.open_figures import is_read_apart
from reports.bilan.content import MASKED, Bilan, Row, Table, Value
from reports.bilan.measured import Asked, figures_of, tidy
from reports.bilan.perimeter import sight_in

# Columns of a bilan -> what a figure calls them; the first page has columns of its own.
_NUMBERS = {
    "value": "value",
    "numerator": "numerator",
    "denominator": "denominator",
    "unknown": "unknown",
    "n": "n",
}
_FIRST_PAGE = {
    "planned": "denominator",
    "achieved": "numerator",
    "share": "value",
    "unknown": "unknown",
    "n": "n",
}
_SUMMED = ("sum", "distinct")


@dataclass(frozen=True)
class Behind:
    """What today's data say behind a sealed figure. `moved`: the columns that are no longer told alike, as (title, sealed, today).

    `months`, `places`: the figures by month and by residence where it has not moved and may be cut so.
    """

    indicator: Indicator
    moved: tuple[tuple[str, Value, Value], ...] = ()
    months: tuple[Figure, ...] = ()
    places: tuple[Figure, ...] = ()


def indicator_of(row: Row) -> Indicator | None:
    """Return the indicator that a row of a bilan tells, None for a row of anything else."""
    try:
        return indicator_named(row.key.partition("/")[0])
    except UnknownIndicator:
        return None


def behind(version: str, sight: Sight, bilan: Bilan, table: Table, row: Row) -> Behind | None:
    """Return what lies behind the figure of a row; None where the row tells no indicator, or a masked one, or one not kept any more.

    `sight`: of whoever looks, who may read the whole bilan. What is compared and cut by month is measured in the bilan's own
    sight, which lies within theirs; residences are told apart to whoever may see them apart only.
    """
    indicator = indicator_of(row)
    keys = [column.key for column in table.columns]
    names = _FIRST_PAGE if table.key == "synthesis" else _NUMBERS
    if indicator is None or not set(names) <= set(keys) or MASKED in row.cells:
        return None
    sealed = dict(zip(keys, row.cells, strict=True))
    first, last = date.fromisoformat(bilan.first), date.fromisoformat(bilan.last)
    asked = Asked(version, sight_in(bilan), bilan.call, first, last)
    cut = _cut_of(table, row)
    try:
        today = next((one for one in _whole(asked, indicator, cut) if cut.holds(one)), None)
        titles = {column.key: column.title for column in table.columns}
        if indicator.is_of_files:
            # Sealed with its counts, or finer, before these were no longer told: what is told of it today is compared.
            names = {key: name for key, name in names.items() if name == "value"}
            sealed |= {key: _to_the_percent(sealed[key]) for key in names}
        moved = tuple(_moved(sealed, today, names, titles))
        if moved or today is None or indicator.aggregate not in _SUMMED or indicator.cutoff == "state":
            return Behind(indicator, moved)
        return Behind(indicator, (), *_parts(asked, sight, indicator, cut))
    except OutOfSight:
        return None


@dataclass(frozen=True)
class _Cut:
    """Which of an indicator's figures a row tells: of a category, of a residence; None for all of them."""

    category: str | None = None
    residence: str | None = None

    def holds(self, one: Figure) -> bool:
        """Return whether a figure is of it."""
        is_here = self.residence is None or one.group.get("residence") == self.residence
        return is_here and (one.group.get("category") or None) == self.category


def _cut_of(table: Table, row: Row) -> _Cut:
    named = row.key.partition("/")[2] or None
    if table.key.startswith("residences."):
        return _Cut(residence=None if named == "*" else named)
    return _Cut(category=named)


def _whole(asked: Asked, indicator: Indicator, cut: _Cut) -> list[Figure]:
    """Return the figures of the whole period, as the bilan measured them."""
    if cut.residence is None:
        return figures_of(asked, indicator.id)
    return measure(asked.version, asked.sight, indicator.id, ("residence",), asked.scope(indicator))


def _moved(
    sealed: Mapping[str, Value], today: Figure | None, names: Mapping[str, str], titles: Mapping[str, str]
) -> list[tuple[str, Value, Value]]:
    now: dict[str, Value] = {
        key: None if today is None else MASKED if today.masked else tidy(getattr(today, name))
        for key, name in names.items()
    }
    return [(titles[key], sealed[key], now[key]) for key in names if sealed[key] != now[key]]


def _to_the_percent(value: Value) -> Value:
    return tidy(round(value, 2)) if isinstance(value, (int, float)) else value


def _parts(
    asked: Asked, sight: Sight, indicator: Indicator, cut: _Cut
) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """Return the figures of a row by month, then by residence, where it may be cut so."""
    if indicator.grain == "call":
        return (), ()
    scope = asked.scope(indicator)
    months, places = [], []
    if indicator.grain == "month" and indicator.aggregate == "sum":
        by = ("residence", "month") if cut.residence else ("month",)
        months = measure(asked.version, asked.sight, indicator.id, by, scope)
    apart = replace(asked.sight, by_residence=True, least=sight.least) if sight.by_residence else asked.sight
    if cut.residence is None and not indicator.is_association and is_read_apart(apart, indicator.id):
        places = measure(asked.version, apart, indicator.id, ("residence",), scope)
    return tuple(filter(cut.holds, months)), tuple(filter(cut.holds, places))

"""A figure of a sealed bilan -> the counts it is made of, month by month and residence by residence, as far as somebody may read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from access.scope import OutOfSight, Sight
from indicators.catalogue import Indicator, UnknownIndicator, indicator_named
from indicators.measure import Figure, measure
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
    category = row.key.partition("/")[2] or None
    try:
        today = _of_category(figures_of(asked, indicator.id), category)
        titles = {column.key: column.title for column in table.columns}
        moved = tuple(_moved(sealed, today, names, titles))
        if moved or today is None or indicator.aggregate not in _SUMMED or indicator.cutoff == "state":
            return Behind(indicator, moved)
        return Behind(indicator, (), *_cut(asked, sight, indicator, category))
    except OutOfSight:
        return None


def _of_category(found: list[Figure], category: str | None) -> Figure | None:
    return next((one for one in found if (one.group.get("category") or None) == category), None)


def _moved(
    sealed: Mapping[str, Value], today: Figure | None, names: Mapping[str, str], titles: Mapping[str, str]
) -> list[tuple[str, Value, Value]]:
    now: dict[str, Value] = {
        key: None if today is None else MASKED if today.masked else tidy(getattr(today, name))
        for key, name in names.items()
    }
    return [(titles[key], sealed[key], now[key]) for key in names if sealed[key] != now[key]]


def _cut(
    asked: Asked, sight: Sight, indicator: Indicator, category: str | None
) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    if indicator.grain == "call":
        return (), ()
    scope = asked.scope(indicator)
    months, places = [], []
    if indicator.grain == "month" and indicator.aggregate == "sum":
        months = measure(asked.version, asked.sight, indicator.id, ("month",), scope)
    if sight.by_residence and not indicator.is_association:
        apart = replace(asked.sight, by_residence=True, least=sight.least)
        places = measure(asked.version, apart, indicator.id, ("residence",), scope)
    mine = (
        [one for one in found if (one.group.get("category") or None) == category]
        for found in (months, places)
    )
    told_months, told_places = mine
    return tuple(told_months), tuple(told_places)

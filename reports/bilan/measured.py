"""Indicators and published editions -> tables of a bilan: this year beside the year before, never past what the evaluator sees."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from access.scope import Sight
from indicators.call_sources import is_any_closed
from indicators.calls import Action, actions
from indicators.catalogue import Indicator, indicator_named
from indicators.editions import Edition
from indicators.editions import Table as Published
from indicators.measure import Figure, measure
from indicators.moves import ENOUGH
from indicators.narrow import months_after
from indicators.open_figures import APART, is_read_live
from indicators.places import labels, places
from indicators.sums import Scope
from reports.bilan.content import MASKED, Column, Row, Table, Value
from ui import words

COLUMNS = (
    Column("title", "Indicateur"),
    Column("unit", "Unité"),
    Column("value", "Valeur", "value"),
    Column("numerator", "Numérateur", "number"),
    Column("denominator", "Dénominateur", "number"),
    Column("unknown", "Non connus", "number"),
    Column("n", "n", "number"),
    Column("coverage", "Couverture", "share"),
    Column("low", "Borne basse (95 %)", "value"),
    Column("high", "Borne haute (95 %)", "value"),
    Column("before", "Année précédente", "value"),
    Column("gap", "Évolution", "gap"),
)


FEW = "Une part de moins de dix cas est dite par ses nombres, et n'est comparée à rien."


@dataclass(frozen=True)
class Asked:
    """What a bilan is asked of: a version of the data, a sight, a call, months; whether these, or residences, are only some of its.

    `is_some`: whether its residences are; `hides_people`: whether nobody whom its actions met is told.
    """

    version: str
    sight: Sight
    call: str
    first: date
    last: date
    is_part: bool = False
    is_some: bool = False
    hides_people: bool = False
    # What was measured already, of a year or the one before: a bilan asks of each figure more than once.
    known: dict[tuple[str, date], list[Figure]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def actions(self) -> list[Action]:
        """The actions of the call, as its evaluator reads them."""
        return actions(self.version, self.sight, self.call, self.hides_people)

    @property
    def has_before(self) -> bool:
        """Whether every month of the year before may be read."""
        return self.sight.first is None or self.sight.first <= months_after(self.first, -12)

    @cached_property
    def tells_before(self) -> bool:
        """Whether any figure of the year before can be read."""
        before = self.year_before()
        return self.has_before and is_any_closed(self.version, before.first, before.last)

    @cached_property
    def residences(self) -> dict[str, str]:
        """The residences in sight, code -> name, in the order of their names."""
        return {one.code: one.name for one in places(self.version, self.sight)}

    def year_before(self) -> Asked:
        """Return the same, a year earlier."""
        return replace(self, first=months_after(self.first, -12), last=months_after(self.last, -12))

    def scope(self, indicator: Indicator) -> Scope:
        """Return the scope that an indicator is measured in: the months of the call, judged at their end; or the call."""
        if indicator.grain == "call":
            return Scope(waves=(self.call,))
        return Scope(
            first=self.first, last=self.last, as_of=month_end(self.last) if indicator.cutoff else None
        )


def month_end(month: date) -> date:
    """Return the last day of a month."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def edition_years(first: date, last: date) -> tuple[int, ...]:
    """Return the years of the editions that a bilan of these months tells: the year before its first, and its last."""
    return first.year - 1, last.year


def tidy(number: float | None) -> float | int | None:
    """Return a number without the noise of its last digits, which the order of a sum decides."""
    if number is None:
        return None
    short = float(f"{number:.12g}")
    return int(short) if short.is_integer() else short


def figures_of(asked: Asked, name: str) -> list[Figure]:
    """Return the figures of an indicator over the call, as `indicators show --as evaluateur` does."""
    if (name, asked.first) not in asked.known:
        indicator = indicator_named(name)
        by = ("wave",) if indicator.grain == "call" else ()
        found = measure(asked.version, asked.sight, name, by, asked.scope(indicator))
        mine = [one for one in found if indicator.grain != "call" or one.group["wave"] == asked.call]
        asked.known[name, asked.first] = mine
    return asked.known[name, asked.first]


def of_indicators(asked: Asked, key: str, title: str, names: Sequence[str]) -> Table:
    """Return the table of indicators that the evaluator reads as they are; those of people are in the editions."""
    rows = [
        row
        for name in names
        if is_read_live(asked.sight, name) and _is_of_all(asked, name)
        for row in _rows(asked, indicator_named(name))
    ]
    return Table(key, title, COLUMNS, tuple(rows), FEW if any(row.unit == "%" for row in rows) else "")


def _is_of_all(asked: Asked, name: str) -> bool:
    """Return whether a figure may be told of the residences and months of a bilan: of some residences, what may be told of each.

    Lines of files are counted over the whole call: month by month they would be those of one file, thus its conflicts.
    """
    of = indicator_named(name)
    if of.is_of_files and asked.is_part:
        return False
    return not asked.is_some or name in APART or of.is_association or of.grain == "call"


def _rows(asked: Asked, indicator: Indicator) -> Iterable[Row]:
    known = indicator.categories or labels(asked.version, indicator.categories_of)
    earlier = {
        one.group.get("category"): one
        for one in (
            figures_of(asked.year_before(), indicator.id)
            if asked.tells_before and indicator.grain != "call"
            else []
        )
    }
    for one in figures_of(asked, indicator.id):
        category = one.group.get("category")
        label = f" : {known.get(str(category), category)}" if category else ""
        key = f"{indicator.id}/{category}" if category else indicator.id
        cells = _cells(indicator, one, earlier.get(category), label)
        yield Row(key, cells, indicator.kinds, indicator.unit)


def _cells(indicator: Indicator, now: Figure, before: Figure | None, label: str) -> tuple[Value, ...]:
    numbers = (
        now.value, now.numerator, now.denominator, now.unknown, now.n, now.coverage, now.low, now.high,
        before.value if before else None,
    )  # fmt: skip
    told: list[Value] = [MASKED if now.masked else tidy(one) for one in numbers]
    if before is not None and before.masked:
        told[-1] = MASKED
    return (indicator.title + label, indicator.unit, *told, gap_between(indicator, now, before))


def gap_between(indicator: Indicator, now: Figure | None, before: Figure | None) -> Value:
    """Return the change of a figure in its unit (points for a share), None where one of both is not known, or too small to compare.

    A share of fewer than ten cases is told by its numbers, and compared with nothing (statistics.md, section 8).
    """
    if now is None or before is None or now.value is None or before.value is None:
        return None
    if indicator.is_share and min(now.denominator or 0, before.denominator or 0) < ENOUGH:
        return None
    return tidy((100 if indicator.is_share else 1) * (now.value - before.value))


def of_editions(
    found: Iterable[Edition], subjects: Sequence[str], asked: Asked | None = None
) -> tuple[Table, ...]:
    """Return the published tables of some subjects, as each edition told them, and which residences of a bilan each leaves out."""
    return tuple(
        _published(edition.year, one, asked)
        for edition in found
        for one in edition.tables
        if one.subject.split(".")[0] in subjects
    )


def _published(year: int, one: Published, asked: Asked | None) -> Table:
    columns = (
        Column("label", one.of_lines),
        *(Column(f"c{rank}", title, "number") for rank, title in enumerate(one.columns)),
        Column("total", f"Total ({one.unit})", "number"),
    )
    rows = tuple(
        Row(
            f"{line.level}/{'-'.join(line.codes)}/{line.label}",
            (line.label, *(MASKED if told is None else told for told in line.numbers),
             MASKED if line.total is None else line.total),
        )
        for line in one.lines
    )  # fmt: skip
    return Table(
        f"edition.{year}.{one.id}",
        f"{one.title}, {year}, par {one.of_lines.lower()}",
        columns,
        rows,
        " ".join(filter(None, (one.caveat, _left_out(one, asked) if asked else ""))),
    )


def _left_out(one: Published, asked: Asked) -> str:
    """Return what says which residences no line of a table is of, nor its total; empty where there are none."""
    told = {code for line in one.lines for code in line.codes}
    gone = [name for code, name in asked.residences.items() if code not in told]
    few = (
        "trop peu de réponses, ou rien de transmis"
        if one.unit == "réponses"
        else "trop peu de données, ou rien de transmis"
    )
    # A line of a residence and of one that is not in sight is not shown.
    why = f"{few} ; ou publiée avec une autre" if asked.is_some else few
    return f"Sans : {words.listing(gone)} ({why})." if gone else ""

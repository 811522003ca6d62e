"""The `.sql` files of this folder -> indicators: their header (TOML) and their query. Adding a file is enough."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

# What leadership looks at first, in this order; what is told first of what a load changes.
KEY_INDICATORS = (
    "occupancy_rate",
    "age_60plus_share",
    "unique_participation_rate",
    "floor_meeting_coverage",
    "meeting_attendance_rate",
    "resident_initiated_share",
    "conflicts_per_100",
    "durable_resolution_rate",
    "conflicts_open_over_30d",
    "warnings_per_100",
)
_FOLDER = Path(__file__).parent
_HEADER = re.compile(r"/\*\n(.*?)\n\*/\n(.*)", re.DOTALL)


@dataclass(frozen=True)
class Target:
    """A level to compare with, and where it comes from (LEGAL, CONV, SEED, BENCH, INT: domain.md)."""

    value: float
    origin: Literal["LEGAL", "CONV", "SEED", "BENCH", "INT"]
    reference: str
    per: str = ""
    category: str = ""


@dataclass(frozen=True)
class Indicator:
    """One indicator. `sql` returns contributions: one row a fact that counts, with the row it came from.

    `aggregate`: `sum` (Σ numerators / Σ denominators), `distinct` (keys met / Σ of each residence's denominator),
    `median`, `state` (the last month of the period), `change` (a share minus the share before). `cutoff`: empty, or how
    the query looks at the cut-off date: `cohort` (facts of any month, judged at one date) or `state` (one row a month end).
    `spans_months`: how many months, its own included, a figure of one month rests on (12: a year that ends there).
    `about`: `association` for what is counted in the association as a whole, whose residence is the empty code; so is what
    `grain` counts by funding `call`, which figures hold as their wave. `is_of_files`: it counts files, whatever residences they
    speak of: their lines are for whoever sees every residence, and each deposit changes it by being one. `cap`: the highest value shown.
    `is_variant`: it shares the code of another, which the code alone names.
    `persons`: what it counts are people, so few that a number may point at one: `stages` that some of them reach, `parts`
    of a whole, the `median` of something of theirs, or `cells` that are few only where told by category (few_people.py).
    `scale` multiplies the quotient. `rests_on`: what the denominator counts, where « sur 10 652 » would be taken for people.
    `interval`: `none` for a register, `wilson` for a process, `survey`, `change`.
    `population`: the response rate whose denominator is the number of residents of whom a survey speaks.
    """

    id: str
    theme: str
    sql: str
    code: str
    title: str
    question: str
    why: str
    formula: str
    unit: str
    better: Literal["higher", "lower", "none"]
    aggregate: Literal["sum", "distinct", "median", "state", "change"]
    caveats: tuple[str, ...]
    kinds: tuple[str, ...]
    reviewed: date
    scale: float = 1
    decimals: int = 0
    interval: Literal["none", "wilson", "survey", "change"] = "none"
    population: str = "survey_response_rate"
    cutoff: Literal["", "cohort", "state"] = ""
    grain: Literal["month", "year", "wave", "call"] = "month"
    about: Literal["residence", "association"] = "residence"
    is_of_files: bool = False
    cap: float | None = None
    always_by: tuple[str, ...] = ()
    categories_of: str = ""
    categories: dict[str, str] = field(default_factory=dict, hash=False)
    spans_months: int = 1
    maturity_days: int = 0
    at_least: int = 0
    is_variant: bool = False
    rests_on: str = ""
    persons: Literal["", "stages", "parts", "median", "cells"] = ""
    target: Target | None = None

    @property
    def is_share(self) -> bool:
        """True for what is shown as a percentage."""
        return self.unit == "%"

    @property
    def is_association(self) -> bool:
        """True for what is counted in the association as a whole, and in no residence."""
        return self.about == "association" or self.grain == "call"

    @property
    def finest(self) -> str:
        """The finest group of periods that it has: `month`, `year` or `wave`."""
        return "wave" if self.grain == "call" else self.grain

    @property
    def is_state(self) -> bool:
        """True for what is read at the last month of a period, and not added up over its months."""
        return self.aggregate == "state" or self.cutoff == "state"


class UnknownIndicator(KeyError):
    """No indicator has that name."""


@cache
def indicators() -> dict[str, Indicator]:
    """Return every indicator by id, in the order of their codes (I01, I02…)."""
    found = [_indicator(path) for path in _FOLDER.glob("*/[!_]*.sql")]
    return {
        indicator.id: indicator
        for indicator in sorted(found, key=lambda one: (one.code, one.is_variant, len(one.id), one.id))
    }


def indicator_named(name: str) -> Indicator:
    """Return an indicator by id or by code (`I35`; the first of those that share one); raise UnknownIndicator."""
    if name in indicators():
        return indicators()[name]
    for indicator in indicators().values():
        if indicator.code == name.upper():
            return indicator
    raise UnknownIndicator(
        f"aucun indicateur « {name} » ; la liste est donnée par « python -m indicators list »"
    )


@cache
def shared_views() -> dict[str, str]:
    """Return the views that several indicators read (`_name.sql`), in an order in which they can be created."""
    return {
        path.stem[1:]: path.read_text("utf-8")
        for path in sorted(_FOLDER.glob("*/_*.sql"), key=lambda path: path.stem)
    }


def _indicator(path: Path) -> Indicator:
    matched = _HEADER.fullmatch(path.read_text("utf-8"))
    if matched is None:
        raise ValueError(f"{path.name}: the file must begin with a TOML header between /* and */")
    header: dict[str, Any] = tomllib.loads(matched[1])
    unknown = set(header) - {one.name for one in fields(Indicator)}
    if unknown:
        raise ValueError(f"{path.name}: unknown header keys {sorted(unknown)}")
    target = Target(**header.pop("target")) if "target" in header else None
    lists = {name: tuple(value) for name, value in header.items() if isinstance(value, list)}
    return Indicator(**(header | lists), id=path.stem, theme=path.parent.name, sql=matched[2], target=target)

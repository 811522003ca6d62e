"""The register of conflicts, case by case -> six « resolution rates » of it, the course of an outcome, practices at equal gravity.

The lines are counted here, and figures come out. Whoever reads published tables gets none of these: six counts of the same
register may be taken from each other; the durable rate is an indicator like any other, and is read like one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from access.scope import OutOfSight, Sight
from indicators.catalogue import indicator_named
from indicators.measure import measure
from indicators.narrow import narrow
from indicators.statistics import (
    Step,
    durable_outcomes,
    incidence_curve,
    stratified_difference,
)
from indicators.statistics.follow_up import LEFT, OPEN, RESOLVED, WITHIN
from indicators.sums import Scope, last_month_end, where
from pipelines import store

DURABLE = "durable_resolution_rate"
FLOOR, APART = ("reunion_palier",), ("entretien_individuel", "courrier")
_FINAL = ("resolu", "ameliore", "non_resolu", "oriente_externe", "procedure", "depart_partie")
Name = Literal["durable", "closed", "all", "in_time", "incidence", "kaplan_meier"]


@dataclass(frozen=True)
class Definition:
    """One way of counting resolution: x among n, or an estimated share alone; both None where the follow-up is too short."""

    name: Name
    x: int | None
    n: int | None
    share: float | None


@dataclass(frozen=True)
class Stratum:
    """Conflicts of one gravity, first or repeated: resolved for good and followed, in floor meetings, then individually."""

    severity: int
    is_repeat: bool
    floor: tuple[int, int]
    apart: tuple[int, int]


@dataclass(frozen=True)
class Practices:
    """Two practices at equal gravity: the strata, cases whose gravity nobody wrote, the difference or why there is none."""

    strata: tuple[Stratum, ...]
    ungraded: int
    difference: tuple[float, float, float] | None
    refusal: Literal["", "few_cases", "few_strata"]

    @property
    def floor(self) -> tuple[int, int]:
        """Resolved for good and followed, in floor meetings."""
        return sum(one.floor[0] for one in self.strata), sum(one.floor[1] for one in self.strata)

    @property
    def apart(self) -> tuple[int, int]:
        """Resolved for good and followed, individually."""
        return sum(one.apart[0] for one in self.strata), sum(one.apart[1] for one in self.strata)


def definitions(version: str, sight: Sight, scope: Scope) -> list[Definition]:
    """Return the six rates of the register, the published one first. Raises OutOfSight for whoever reads published tables."""
    rows, as_of = _register(version, sight, scope)
    found = measure(version, sight, DURABLE, (), scope)
    durable = found[0] if found else None
    ended = [row for row in rows if row["outcome"] in _FINAL]
    mature = [row for row in rows if (as_of - row["reported_on"]).days >= WITHIN]
    resolved = [row for row in rows if row["outcome"] == "resolu"]
    in_time = [row for row in mature if _status(row) == RESOLVED and _days(row, as_of) <= WITHIN]
    followed = list(_followed(rows, as_of))
    return [
        _counted("durable", int(durable.numerator or 0), int(durable.denominator or 0))
        if durable
        else _counted("durable", 0, 0),
        _counted("closed", len(resolved), len(ended)),
        _counted("all", len(resolved), len(rows)),
        _counted("in_time", len(in_time), len(mature)),
        Definition("incidence", None, None, _at(followed, WITHIN)),
        # Departures as if they were still followed: what is said of a register when leavers are forgotten.
        Definition(
            "kaplan_meier",
            None,
            None,
            _at([(day, how if how == RESOLVED else OPEN) for day, how in followed], WITHIN),
        ),
    ]


def curve(version: str, sight: Sight, scope: Scope) -> list[Step]:
    """Return the steps of the share resolved, and of the share that ended otherwise, by days since the opening; empty without a case."""
    rows, as_of = _register(version, sight, scope)
    followed = list(_followed(rows, as_of))
    return incidence_curve(*zip(*followed, strict=True)) if followed else []


def practices(version: str, sight: Sight, scope: Scope) -> Practices:
    """Return floor meetings beside individual handling, by gravity and first or repeated conflict. Raises OutOfSight as above."""
    rows, _ = _register(version, sight, scope)
    counts: Counter[tuple[int, bool, str, bool]] = Counter()
    ungraded = 0
    for row in rows:
        mode = "floor" if row["response_mode"] in FLOOR else "apart" if row["response_mode"] in APART else ""
        if not mode or row["is_durable"] is None:
            continue
        if row["severity"] is None:
            ungraded += 1
            continue
        counts[row["severity"], row["recurrence_of"] is not None, mode, row["is_durable"]] += 1
    strata = tuple(_strata(counts))
    table = [(f, nf - f, a, na - a) for (f, nf), (a, na) in ((one.floor, one.apart) for one in strata)]
    try:
        return Practices(strata, ungraded, stratified_difference(table), "")
    except ValueError:
        enough = min(sum(one.floor[1] for one in strata), sum(one.apart[1] for one in strata)) >= 10
        return Practices(strata, ungraded, None, "few_strata" if enough else "few_cases")


def _strata(counts: Mapping[tuple[int, bool, str, bool], int]) -> Iterator[Stratum]:
    for severity, is_repeat in sorted({(key[0], key[1]) for key in counts}):
        sides = [
            (
                counts.get((severity, is_repeat, mode, True), 0),
                sum(counts.get((severity, is_repeat, mode, held), 0) for held in (True, False)),
            )
            for mode in ("floor", "apart")
        ]
        yield Stratum(severity, is_repeat, *sides)


def _register(version: str, sight: Sight, scope: Scope) -> tuple[list[dict[str, Any]], date]:
    """Return the conflicts of a scope, those without substance aside, each with `is_durable`, and the day at which they are judged.

    What came back is looked for in every line of the residences in sight: a conflict of March may resume in May.
    """
    if not sight.by_residence:
        raise OutOfSight("le détail du registre des conflits ne vous est pas ouvert")
    con = store.cursor(version)
    within = narrow(con, indicator_named(DURABLE), sight, scope)
    as_of = within.as_of or last_month_end(con)
    if as_of is None:
        return [], date.max
    names = (
        "residence",
        "conflict_id",
        "reported_on",
        "closed_on",
        "outcome",
        "severity",
        "response_mode",
        "recurrence_of",
    )
    told = con.execute(
        f"""
        with dated as (select *, cast(date_trunc('month', reported_on) as date) as month from conflicts)
        select {", ".join(names)}, {where(within)} as is_in_scope from dated
        where {where(Scope(within.residences))}
        order by residence, reported_on, source_row
        """
    ).fetchall()
    rows = [dict(zip((*names, "is_in_scope"), one, strict=True)) for one in told]
    held = durable_outcomes(rows, as_of)
    return [
        row | {"is_durable": durable}
        for row, durable in zip(rows, held, strict=True)
        if row["is_in_scope"] and row["outcome"] != "sans_suite" and row["reported_on"] <= as_of
    ], as_of


def _followed(rows: Sequence[Mapping[str, Any]], as_of: date) -> Iterator[tuple[int, int]]:
    for row in rows:
        status = _status(row)
        if status is not None:
            yield _days(row, as_of), status


def _status(row: Mapping[str, Any]) -> int | None:
    """Return how a conflict stands: open, resolved, ended otherwise; None for one that ended, nobody knows how or when."""
    if row["outcome"] in _FINAL:
        return None if row["closed_on"] is None else RESOLVED if row["outcome"] == "resolu" else LEFT
    return OPEN if row["closed_on"] is None or row["outcome"] == "en_cours" else None


def _days(row: Mapping[str, Any], as_of: date) -> int:
    until = as_of if _status(row) == OPEN else row["closed_on"]
    return int((until - row["reported_on"]).days)


def _at(followed: Sequence[tuple[int, int]], horizon: int) -> float | None:
    if not followed or max(day for day, _ in followed) < horizon:
        return None
    steps = incidence_curve(*zip(*followed, strict=True))
    return next((step.resolved for step in reversed(steps) if step.day <= horizon), 0.0)


def _counted(name: Name, x: int, n: int) -> Definition:
    return Definition(name, x, n, x / n if n else None)

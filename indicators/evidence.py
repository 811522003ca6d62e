"""The evidence on which an update rests: a residence since the version in force was validated, figure by figure, then and now.

Nothing new is computed: each figure is the one that pages show for the same residence and months. What is said of a change is
said only where it may be (verdicts.py): a register is exact and judged by nobody, few cases make no change.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from access.scope import Sight
from indicators.catalogue import indicator_named
from indicators.measure import Figure, measure
from indicators.places import labels, months, transmitted
from indicators.projects import projects
from indicators.sums import Scope
from indicators.variation import FACTS
from indicators.verdicts import Change, changes
from indicators.waves_compared import pairs
from pipelines import store

PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Occupation et publics",
        ("occupancy_rate", "age_60plus_share", "long_stay_share", "arrears_share",
         "entries_from_street_or_shelter_share", "exits_ordinary_housing_rate"),
    ),
    ("Besoins", ("need_rate",)),
    (
        "Participation",
        ("meetings_held", "floor_meeting_coverage", "meeting_attendance_rate", "resident_initiated_share",
         "decision_follow_up_rate"),
    ),
    (
        "Conflits",
        ("conflicts_per_100", "durable_resolution_rate", "floor_meeting_resolution_rate", "warnings_per_100"),
    ),
    ("Partenaires", ("active_partners", "partner_agreement_share", "referrals_per_100", "rights_opened")),
)  # fmt: skip
_YEAR, _FEWEST = 12, 10  # months of a window; cases under which a share is compared with none
_WITHIN = 1.96  # 95 %, normal approximation
_RISE = {True: "hausse", False: "baisse"}
_SAYS = {
    "established": "{} établie",
    "to_confirm": "{} à confirmer",
    "not_established": "pas d'évolution établie",
}
TOO_FEW, ONE_SIDE, UNKNOWN = "trop peu pour comparer", "une seule période connue", "non connu"
REGISTER = "compté au registre"  # exact: no chance in it


@dataclass(frozen=True)
class Moment:
    """A figure at a time: months (first days of the first and last) or a survey wave; `sent` of `expected` months were transmitted.

    `sent` and `expected` are None where no monthly workbook feeds the figure.
    """

    figure: Figure | None
    first: date | None = None
    last: date | None = None
    wave: str = ""
    sent: int | None = None
    expected: int | None = None


@dataclass(frozen=True)
class Row:
    """One figure then and now. `label`: the indicator's title, or the need's; `change`: the interval where a share is judged."""

    indicator: str
    label: str
    category: str | None
    before: Moment | None
    now: Moment
    verdict: str
    change: Change | None = None


@dataclass(frozen=True)
class Part:
    """One subject of the evidence."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Evidence:
    """The evidence of a residence at a day. `in_force`, `validated_on`: None where no version or no date is known.

    `is_since_validation`: False where « then » is the first period known after it, the data being younger than the text.
    """

    residence: str
    name: str
    as_of: date
    in_force: str | None
    validated_on: date | None
    is_since_validation: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Windows:
    """The months compared, as many on each side, first and last of each; `before` is None where too few are known."""

    before: tuple[str, ...]
    now: tuple[str, ...]
    is_at_validation: bool


def evidence(version: str, sight: Sight, residence: str, as_of: date) -> Evidence:
    """Return what was known of a residence when its version in force was validated (or first after), and what is known at a day.

    Raises OutOfSight for whoever sees residences together only, and for a residence that is not in sight.
    """
    [project] = projects(version, sight, (residence,), as_of)
    known = [month for month in months(version, sight) if month <= f"{as_of:%Y-%m}"]
    compared = windows(known, project.validated_on)
    parts = [
        Part(title, _rows(version, sight, residence, names, compared, project.validated_on, as_of))
        for title, names in PARTS
    ]
    return Evidence(
        residence, project.name, as_of, project.in_force, project.validated_on, compared.is_at_validation,
        tuple(part for part in parts if part.rows),
    )  # fmt: skip


def windows(known: Sequence[str], validated_on: date | None) -> Windows:
    """Return the months to compare, of those known (« 2025-03 », oldest first): as many on each side, twelve at most, none in both.

    Those that end with the month of validation, and the last ones since; where the data are younger than the text, the first
    ones and the last ones known.
    """
    limit = f"{validated_on:%Y-%m}" if validated_on else ""
    earlier, later = [m for m in known if m <= limit], [m for m in known if m > limit]
    if earlier and later:
        length = min(_YEAR, len(earlier), len(later))
        return Windows(tuple(earlier[-length:]), tuple(later[-length:]), True)
    length = min(_YEAR, len(known) // 2)
    if not length:
        return Windows((), tuple(known[-_YEAR:]), False)
    return Windows(tuple(known[:length]), tuple(known[-length:]), False)


def _rows(
    version: str, sight: Sight, residence: str, names: Sequence[str], compared: Windows,
    validated_on: date | None, as_of: date,
) -> tuple[Row, ...]:  # fmt: skip
    if names == ("need_rate",):
        return _needs(version, sight, residence, validated_on, as_of)
    found = []
    for name in names:
        indicator = indicator_named(name)
        before = _moment(version, sight, residence, name, compared.before) if compared.before else None
        now = _moment(version, sight, residence, name, compared.now)
        if now.figure is not None or (before and before.figure is not None):
            found.append(Row(name, indicator.title, None, before, now, ""))
    return _judged(found)


def _moment(version: str, sight: Sight, residence: str, name: str, over: Sequence[str]) -> Moment:
    if not over:
        return Moment(None)
    first, last = (date.fromisoformat(f"{month}-01") for month in (over[0], over[-1]))
    figures = measure(version, sight, name, (), Scope((residence,), first, last))
    fact = FACTS.get(indicator_named(name).theme)
    sent = None
    if fact is not None:
        sent = sum((residence, month) in transmitted(version, sight, fact) for month in over)
    one = figures[0] if len(figures) == 1 else None
    return Moment(one, first, last, "", sent, len(over) if fact else None)


def _judged(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows of a part with what may be said of each: shares of cases are judged together."""
    shares = [row for row in rows if _is_judged(row)]
    moved = dict(zip(map(id, shares), changes([_pair(row) for row in shares]), strict=True))
    return tuple(
        replace(row, change=moved.get(id(row)), verdict=_verdict(row, moved.get(id(row)))) for row in rows
    )


def _is_judged(row: Row) -> bool:
    if indicator_named(row.indicator).interval not in ("wilson", "survey"):
        return False
    return _has_both(row) and all(0 <= x <= n and n > 0 for x, n in _pair(row))


def _pair(row: Row) -> tuple[tuple[float, float], tuple[float, float]]:
    first, last = (moment.figure for moment in (row.before, row.now) if moment)
    assert first
    assert last
    return (first.numerator or 0, first.denominator or 0), (last.numerator or 0, last.denominator or 0)


def _has_both(row: Row) -> bool:
    figures = [moment.figure for moment in (row.before, row.now) if moment]
    return len(figures) == 2 and all(one is not None and one.value is not None for one in figures)


def _verdict(row: Row, change: Change | None) -> str:
    if not _has_both(row):
        return UNKNOWN if row.now.figure is None or row.now.figure.value is None else ONE_SIDE
    if change is not None:
        return _told(change)
    indicator, (was, became) = indicator_named(row.indicator), _pair(row)
    if indicator.scale == 1200 or (indicator.unit != "%" and indicator.aggregate == "sum" and not was[1]):
        return _of_events(was, became)
    # Of the same things (landings of a list), few are all there are.
    is_same_list = indicator.aggregate in ("state", "distinct") and was[1] == became[1]
    if indicator.unit == "%" and min(was[1], became[1]) < _FEWEST and not is_same_list:
        return TOO_FEW
    return REGISTER


def _told(change: Change) -> str:
    if change.verdict == "too_few":
        return TOO_FEW
    return _SAYS[change.verdict].format(_RISE[change.is_rise])


def _of_events(was: tuple[float, float], became: tuple[float, float]) -> str:
    """Return what may be said of a number of events, by exposure where there is one: their gap varies as their sum does (Poisson)."""
    (x, n), (y, m) = was, became
    n, m = n or 1.0, m or 1.0
    gap, spread = y / m - x / n, math.sqrt(x / n**2 + y / m**2)
    if not spread or abs(gap) <= _WITHIN * spread:
        return _SAYS["not_established"]
    return _SAYS["established"].format(_RISE[gap > 0])


def _needs(
    version: str, sight: Sight, residence: str, validated_on: date | None, as_of: date
) -> tuple[Row, ...]:
    """Return each need at the wave of the validation (or the first after), and at the last one; judged together."""
    before, last = _waves(version, residence, validated_on, as_of)
    if not last:
        return ()
    found: dict[str, dict[str, Figure]] = {}
    for one in measure(version, sight, "need_rate", ("residence", "wave", "category"), Scope((residence,))):
        found.setdefault(one.group["wave"], {})[one.group["category"]] = one
    broken = (
        {need: pair.broken_by for need, pair in pairs(version, sight, residence, before, last).items()}
        if before
        else {}
    )
    names = labels(version, "enquete_besoins.need")
    rows = []
    for need, now in sorted(found.get(last, {}).items(), key=lambda pair: (-(pair[1].value or 0), pair[0])):
        earlier = found.get(before, {}).get(need) if before and not broken.get(need) else None
        was = Moment(earlier, wave=before) if before and earlier else None
        verdict = "question changée entre les deux vagues" if broken.get(need) == "version" else ""
        rows.append(Row("need_rate", names.get(need, need), need, was, Moment(now, wave=last), verdict))
    return tuple(
        replace(one, verdict=row.verdict or one.verdict) for row, one in zip(rows, _judged(rows), strict=True)
    )


def _waves(version: str, residence: str, validated_on: date | None, as_of: date) -> tuple[str, str]:
    """Return the wave of the validation (the last one by then, else the first after) and the last one; empty where there is none."""
    rows = (
        store.cursor(version)
        .execute(
            "select wave, collected_month from waves where residence = ? and collected_month <= ? order by 2, 1",
            [residence, as_of],
        )
        .fetchall()
    )
    if not rows:
        return "", ""
    earlier = [wave for wave, month in rows if validated_on and month <= validated_on]
    first, last = (earlier[-1] if earlier else rows[0][0]), rows[-1][0]
    return (first if first != last else ""), last

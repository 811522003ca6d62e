"""The evidence on which an update rests: a residence since the version in force was validated, figure by figure, then and now.

Nothing new is computed: each figure is the one that pages show for the same residence and months. What is said of a change is
said only where it may be (verdicts.py): a register is exact and judged by nobody, few cases make no change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from access.scope import Sight
from indicators.catalogue import indicator_named
from indicators.measure import Figure, measure
from indicators.places import labels, months, transmitted
from indicators.projects import projects
from indicators.sums import Scope
from indicators.then_and_now import Moment, Row, judged
from indicators.variation import FACTS
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
_YEAR = 12  # months of a window


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
    return judged(found)


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
        replace(one, verdict=row.verdict or one.verdict) for row, one in zip(rows, judged(rows), strict=True)
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

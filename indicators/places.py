"""What there is to look at: residences, months transmitted, survey waves, the words of closed lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipelines import store

ELECTION_DUTY_FROM = 30  # contract holders: CCH, R633-5 and R633-7


@dataclass(frozen=True)
class Place:
    """A residence, with its latest transmitted counts (None when never transmitted)."""

    code: str
    name: str
    city: str | None
    landings_count: int | None
    units: int | None
    residents: int | None
    contract_holders: int | None
    month: str | None

    @property
    def short_name(self) -> str:
        """The name without the words that every residence bears."""
        for word in ("Résidence sociale ", "Résidence ", "RS "):
            if self.name.startswith(word):
                return self.name.removeprefix(word)
        return self.name

    @property
    def has_election_duty(self) -> bool | None:
        """True from 30 contract holders (the conseil and an elected comité are due), None when unknown."""
        return None if self.contract_holders is None else self.contract_holders >= ELECTION_DUTY_FROM


def places(version: str) -> list[Place]:
    """Return the residences of the list, by name, each with the counts of its last transmitted month."""
    rows = _fetch(
        version,
        """
        with latest as (
            select *, row_number() over (partition by residence order by month desc) as age from occupancy
        )
        select residences.residence, residences.name, residences.city, residences.landings_count,
            coalesce(latest.units_total, residences.units_total), latest.residents_eom, latest.contract_holders_eom,
            strftime(latest.month, '%Y-%m')
        from residences
        left join latest on latest.residence = residences.residence and latest.age = 1
        order by residences.name
        """,
    )
    return [Place(*row) for row in rows]


def months(version: str) -> list[str]:
    """Return every month from the first to the last transmitted, « 2025-03 », oldest first."""
    return [
        row[0] for row in _fetch(version, "select strftime(as_of, '%Y-%m') from month_ends order by as_of")
    ]


def waves(version: str) -> list[str]:
    """Return the survey waves, oldest first."""
    return [
        row[0]
        for row in _fetch(version, "select wave from waves group by wave order by min(collected_month), wave")
    ]


def labels(version: str, name: str) -> dict[str, str]:
    """Return the words of a closed list (`reunions.meeting_type`), code -> label, in the list's order."""
    rows = _fetch(version, "select code, label from code_labels where list = ? order by place", name)
    return dict(rows)


def transmitted(version: str, fact: str) -> set[tuple[str, str]]:
    """Return the (residence, month) that some load covers for a fact (`occupancy`, `meetings`, `conflicts`)."""
    rows = _fetch(version, "select residence, strftime(month, '%Y-%m') from coverage where fact = ?", fact)
    return {(row[0], row[1]) for row in rows}


def landings_met(version: str) -> list[tuple[str, str, str, int]]:
    """Return (residence, landing, month, floor meetings held), landings of the list never met with month « »."""
    return _fetch(
        version,
        """
        select residence, split_part(item, '/', 2) as landing, strftime(month, '%Y-%m') as month, cast(sum(n) as int) as meetings
        from figures
        where indicator = 'floor_meeting_coverage' and item is not null
        group by all
        union all
        select residence, landing, '' as month, 0 as meetings
        from landings
        where not coalesce(is_closed, false)
        order by 1, 2, 3
        """,
    )


def verbatims(version: str) -> list[tuple[str, str, str]]:
    """Return (residence, wave, words) of every verbatim kept, latest wave first."""
    return _fetch(
        version,
        """
        select questionnaires.residence, questionnaires.wave, questionnaires.verbatim
        from questionnaires
        join waves on waves.residence = questionnaires.residence and waves.wave = questionnaires.wave
        where questionnaires.verbatim is not null and coalesce(questionnaires.source, 'residents') = 'residents'
        order by waves.collected_month desc, questionnaires.verbatim
        """,
    )


def _fetch(version: str, sql: str, *values: Any) -> list[Any]:
    rows: list[Any] = store.cursor(version).execute(sql, list(values)).fetchall()
    return rows

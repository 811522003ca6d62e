"""Three residences over 26 months, whose rows can be kept or left out one by one: what a person should see, built apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from access.scope import Sight
from indicators.compute import compute
from indicators.measure import current_version
from pipelines.closing import close, months_over
from pipelines.contracts import contract_named
from pipelines.dates import month_end, months_between
from pipelines.journal import read_journal
from tests.neighbour_moves import MOVES, OPINIONS, moves, opinions
from tests.once import copy_of
from tests.small_network import NETWORK
from tests.small_year import CATEGORIES, MODES, NEEDS, OUTCOMES
from tests.workbooks import load, write_xlsx

FIRST, LAST = date(2023, 11, 1), date(2025, 12, 1)
LAST_CLOSED = date(2025, 10, 1)
# No name is part of another, nor of a word that a page may write.
NAMES = {"VIA": "Résidence Viala", "TIL": "Résidence Tilbury", "ROC": "Résidence Rochebrune"}
TOWNS = {"VIA": "Ville-Alpha", "TIL": "Ville-Bravo", "ROC": "Ville-Charlie"}
WAVES = {"Vague A": date(2023, 12, 1), "Vague B": date(2024, 6, 1), "Vague C": date(2025, 5, 1), "Vague D": date(2025, 11, 1)}  # fmt: skip
_MONTHS = {1: "janvier", 10: "octobre", 11: "novembre", 12: "décembre"}


@dataclass(frozen=True)
class Kept:
    """What a data set holds: which residences, and the months from and to."""

    codes: tuple[str, ...] = tuple(NAMES)
    first: date = FIRST
    last: date = LAST

    def holds(self, day: date) -> bool:
        return self.first <= day <= month_end(self.last)

    @property
    def title(self) -> str:
        # It announces the months covered: one without a line is then zero, as in a register of the whole.
        ends = [f"{_MONTHS[month.month]} {month.year}" for month in (self.first, self.last)]
        return f"Registre de {ends[0]} à {ends[1]}"


def _residences(code: str) -> Iterator[list[Any]]:
    size = {"VIA": 104, "TIL": 61, "ROC": 233}[code]
    yield [code, NAMES[code], TOWNS[code], size, {"VIA": 4, "TIL": 3, "ROC": 7}[code], 24]


def _landings(code: str) -> Iterator[list[Any]]:
    for place in range(1, {"VIA": 5, "TIL": 4, "ROC": 8}[code]):
        yield [code, str(place), f"Palier {place}", place == 4]


def _occupation(code: str) -> Iterator[list[Any]]:
    pick, size = Random(f"occupation {code}"), {"VIA": 104, "TIL": 61, "ROC": 233}[code]
    for month in months_between(FIRST, LAST):
        if pick.random() < 0.1 and month not in WAVES.values():
            continue  # a month that this residence did not transmit
        empty, closed = pick.randrange(9), pick.randrange(4)
        bands = [pick.randrange(2, size // 7) for _ in range(7)]
        occupied = size - empty - closed
        yield [code, month, size, occupied, empty, closed, empty // 2, occupied * month_end(month).day, closed * month_end(month).day,
               sum(bands), max(sum(bands) - 3, 30), *bands, pick.randrange(9), month.month, 20]  # fmt: skip


def _meetings(code: str) -> Iterator[list[Any]]:
    pick = Random(f"meetings {code}")
    for month in months_between(FIRST, LAST):
        for rank in range(pick.randrange(1, 5)):
            day = month + timedelta(days=4 + rank)
            kind = pick.choice(["palier", "palier", "comite", "conseil", "pleniere"])
            landing = pick.choice(["1", "2", "3", "1;2", None]) if kind == "palier" else None
            status = pick.choice(["tenue", "tenue", "tenue", "annulee"])
            posted = day + timedelta(days=12) if pick.random() < 0.7 else None
            initiative = pick.choice(["residents", "gestionnaire", "comite", "nc"])
            came, taken = pick.choice([None, 7, 11, 19]), pick.choice([None, 2, 5])
            yield [
                day,
                code,
                kind,
                landing,
                status,
                initiative,
                30 + rank,
                came,
                taken,
                taken and taken - 1,
                posted,
                None,
            ]
        yield [
            month + timedelta(days=20),
            code,
            "groupe_action",
            None,
            "tenue",
            "residents",
            None,
            6,
            None,
            None,
            None,
            "Jardin",
        ]


def _conflicts(code: str) -> Iterator[list[Any]]:
    pick, before = Random(f"conflicts {code}"), ""
    for month in months_between(FIRST, LAST):
        for rank in range(pick.randrange(2, 6)):
            day, name = month + timedelta(days=2 * rank), f"{code}-{month:%y%m}-{rank}"
            outcome = pick.choice(OUTCOMES)
            closed = day + timedelta(days=pick.randrange(1, 50)) if outcome in OUTCOMES[:3] else None
            if month < date(2024, 1, 1):
                outcome, closed = (
                    "resolu",
                    day + timedelta(days=1),
                )  # nothing older is still waiting when the call begins
            acted = day + timedelta(days=pick.randrange(9)) if pick.random() < 0.8 else None
            again = before if before and pick.random() < 0.3 and month >= date(2024, 2, 1) else None
            step = "avertissement" if pick.random() < 0.3 else None
            nature, mode, warned = pick.choice(CATEGORIES), pick.choice(MODES), pick.randrange(3)
            yield [
                name,
                code,
                day,
                nature,
                acted,
                mode,
                warned,
                step,
                outcome,
                closed,
                again,
                rank % 4 + 1,
            ]
            before = name


def _questionnaires(code: str) -> Iterator[list[Any]]:
    pick = Random(f"questionnaires {code}")
    for wave, month in WAVES.items():
        # What one residence alone puts first must not show elsewhere, even as a zero.
        first = [*NEEDS, *({"ROC": ["budget_redevance"]}.get(code, []))]
        for number in range(pick.randrange(24, 40)):
            ticked = [int(pick.random() < 0.2 + 0.2 * rank) for rank in range(3)]
            said = f"Parole de {TOWNS[code]} {wave} {number}" if number % 9 == 0 else None
            yield [wave, code, str(number), month + timedelta(days=number % 20), *ticked, pick.choice([True, False, None]),
                   not any(ticked), pick.choice(first), pick.choice(NEEDS), said]  # fmt: skip


def _participants(code: str) -> Iterator[list[Any]]:
    for year in (2024, 2025):
        yield [code, year, {"VIA": 41, "TIL": 17, "ROC": 88}[code] + year - 2024]


Rows = Callable[[str], Iterable[list[Any]]]
Dated = Callable[[list[Any], Kept], bool]


def _always(_row: list[Any], _kept: Kept) -> bool:
    return True


def _at(place: int) -> Dated:
    return lambda row, kept: kept.holds(row[place])


def _whole_year(row: list[Any], kept: Kept) -> bool:
    return kept.holds(date(row[1], 1, 1)) and kept.holds(date(row[1], 12, 1))


def _wave(row: list[Any], kept: Kept) -> bool:
    return kept.holds(WAVES[row[0]])


def _of_network(rows: Callable[[str, list[date]], Iterable[list[Any]]]) -> Rows:
    return lambda code: rows(code, months_between(FIRST, LAST))


def _projects(code: str) -> Iterator[list[Any]]:
    year = {"VIA": 2001, "TIL": 2021, "ROC": 2022}[code]
    yield [code, "V1", date(year, 3, 12), None, None, 17]
    yield [code, "V2", None, "diagnostic", date(2023, 11, 6), {"VIA": 21, "TIL": 14, "ROC": 63}[code]]


def _plans(code: str) -> Iterator[list[Any]]:
    for at in range({"VIA": 5, "TIL": 3, "ROC": 9}[code]):
        status = ["realisee", "en_cours", "abandonnee"][at % 3]
        end = date(2024, 2 + at, 28) if at % 4 else None
        yield [
            f"{code}-{at}",
            code,
            f"Axe {at % 2}",
            f"Objectif {at}",
            f"Action {at}",
            NEEDS[at % 3],
            end,
            status,
        ]


def _elections(code: str) -> Iterator[list[Any]]:
    voters = {"VIA": 31, "TIL": 22, "ROC": 97}[code]
    for day in (date(2024, 1, 11), date(2025, 2, 6)):  # none before the call: a state would rest on it
        yield [
            code,
            day,
            2 * voters,
            voters,
            5,
            4,
            3,
            day + timedelta(days=730),
            day + timedelta(days=voters),
        ]


def _members(code: str) -> Iterator[list[Any]]:
    for at, month in enumerate(months_between(FIRST, LAST)):
        yield [code, month, 2 + (at + len(TOWNS[code])) % 3]


def _charters(code: str) -> Iterator[list[Any]]:
    yield [code, None if code == "TIL" else date(2024, 3, 4), {"VIA": 14, "TIL": 15, "ROC": 36}[code], 40]


def _groups(code: str) -> Iterator[list[Any]]:
    yield [
        code,
        "Jardin",
        "espaces verts",
        True,
        date(2023, 11, 6),
        "equipe" if code == "ROC" else "residents",
        8,
    ]


FILES: dict[str, tuple[str, list[str], Rows, Dated]] = {
    "residences": ("F0", ["residence", "name", "city", "units_total", "landings_count", "max_stay_months"], _residences, _always),
    "paliers": ("F0bis", ["residence", "landing", "label", "is_closed"], _landings, _always),
    "occupation": ("F1", ["residence", "month", "units_total", "units_occupied_eom", "units_vacant_commercial", "units_unavailable",
                          "units_vacant_over_3m", "unit_days_occupied", "unit_days_unavailable", "residents_eom",
                          "contract_holders_eom", "age_18_25", "age_26_39", "age_40_49", "age_50_59", "age_60_64", "age_65_74",
                          "age_75_plus", "residents_in_arrears", "long_stay_residents", "known_start_residents"], _occupation, _at(1)),
    "reunions": ("F3", ["held_on", "residence", "meeting_type", "landing", "status", "initiative", "invited_count",
                        "attended_count", "decisions_taken", "decisions_done", "minutes_posted_on", "group_name"], _meetings, _at(0)),
    "mouvements": ("F2", MOVES, lambda code: moves(code, months_between(FIRST, LAST)), _at(2)),
    "satisfaction": ("F7", OPINIONS, lambda code: opinions(code, WAVES), _wave),
    "participants": ("F3bis", ["residence", "year", "distinct_participants"], _participants, _whole_year),
    "conflits": ("F5", ["conflict_id", "residence", "reported_on", "category", "first_action_on", "response_mode", "warnings_issued",
                        "max_step", "outcome", "closed_on", "recurrence_of", "satisfaction"], _conflicts, _at(2)),
    "besoins": ("F6", ["wave", "residence", "questionnaire_id", "answered_on", *(f"need_{need}" for need in NEEDS),
                       "help_mobilite", "no_need", "priority_1", "priority_2", "verbatim"], _questionnaires, _wave),
    **{name: (*told, _of_network(rows), _at(told[1].index(day))) for (name, (told, rows)), day in
       zip(NETWORK.items(), ("held_on", "referred_on", "stage_1_on"), strict=True)},
    "elections": ("F4", ["residence", "elected_on", "registered_voters", "voters", "candidates", "seats_planned",
                         "full_members_elected", "term_end_on", "first_meeting_on"], _elections, _always),
    "titulaires": ("F4bis", ["residence", "month", "full_members_in_office"], _members, _at(1)),
    "charte": ("F12", ["residence", "adopted_on", "participants_count", "signatories_count"], _charters, _always),
    "groupes": ("F12bis", ["residence", "group_name", "theme", "is_from_charter", "created_on", "led_by", "members_count"],
                _groups, _always),
    "projets": ("F11", ["residence", "version", "validated_on", "update_stage", "update_stage_on", "residents_involved"],
                _projects, _always),
    "plan": ("F11ter", ["action_id", "residence", "axis", "objective", "action", "needs", "planned_end_on", "status"], _plans, _always),
}  # fmt: skip


Asked = Callable[[str, Sight], Any]


class Sets:
    """Data sets of some rows only, each built the first time it is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.built: dict[Kept, Path] = {}

    def data(self, kept: Kept) -> Path:
        if kept not in self.built:
            home = self.folder / str(len(self.built))
            home.mkdir()
            self.built[kept] = copy_of(
                f"neighbours {kept}", lambda part: _build(home, kept, part), home / "data"
            )
        return self.built[kept]

    def ask(self, kept: Kept, sight: Sight, asked: Asked) -> Any:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PALIER_DATA", str(self.data(kept)))
            return asked(str(current_version()), sight)


def _build(folder: Path, kept: Kept, data: Path) -> None:
    """Load the rows kept into a data folder of its own, with the production code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(data))
        patch.setenv("PALIER_TODAY", "2026-03-15")
        receipts = load(*_write(folder, kept), by="Aïcha")
        faults = [
            (one["file"], problem)
            for one in receipts
            for problem in one["problems"]
            if problem["severity"] == "fault"
        ]
        assert {one["status"] for one in receipts} == {"loaded"}, faults[:3]
        if over := [month for month in months_over(read_journal()) if month <= f"{LAST_CLOSED:%Y-%m}"]:
            close(over, compute, by="test", name="Direction")
        assert current_version()


def _write(folder: Path, kept: Kept) -> list[Path]:
    paths = []
    for name, (feed, columns, rows_of, is_dated) in FILES.items():
        headers = [contract_named(feed).by_name[column].header for column in columns]
        rows = [row for code in kept.codes for row in rows_of(code) if is_dated(row, kept)]
        if rows:
            paths.append(folder / f"{name}.xlsx")
            write_xlsx(paths[-1], {"Feuille": [[kept.title], headers, *rows]})
    return paths

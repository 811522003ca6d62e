"""Fourteen months of two small residences, in ten workbooks: something for every indicator to count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from pipelines.contracts import contract_named
from pipelines.dates import months_between
from tests.small_network import NETWORK
from tests.workbooks import write_xlsx

# Every value is written as it is kept (codes, keys of landings), so that a line told can be compared with its row.
MONTHS = months_between(date(2024, 11, 1), date(2025, 12, 1))
CATEGORIES = ["bruit", "proprete_communs", "animaux"]
MODES = ["reunion_palier", "entretien_individuel", "mediation_interne", "procedure"]
OUTCOMES = ["resolu", "ameliore", "non_resolu", None, "en_cours", "sans_suite"]
NEEDS = ["mobilite", "numerique", "langue"]


def residences() -> list[list[Any]]:
    return [["VIA", "Viala", 100, 4], ["TIL", "Les Tilleuls", 60, 3]]


def landings() -> list[list[Any]]:
    return [["VIA", "1", "Premier", False], ["VIA", "4", "Quatrième", True]]


def occupation() -> Iterator[list[Any]]:
    for at, month in enumerate(MONTHS):
        for code, size in (("VIA", 100), ("TIL", 60)):
            bands = [5, 10, 15, 20, 25, 10 + at, 3]
            yield [
                code,
                month,
                size,
                size - 8 - at,
                5 + at,
                3,
                1,
                (size - 9) * 28,
                60,
                sum(bands),
                sum(bands) - 6,
                *bands,
                at,
            ]


def meetings() -> Iterator[list[Any]]:
    for at, month in enumerate(MONTHS):
        kind = ["palier", "comite", "conseil", "pleniere"][at % 4]
        status = "annulee" if at % 5 == 4 else "tenue"
        posted = month + timedelta(days=15) if at % 3 else None
        initiative = ["residents", "gestionnaire", "nc"][at % 3]
        yield [
            month + timedelta(days=4),
            "VIA",
            kind,
            None,
            status,
            initiative,
            30,
            10 + at,
            4,
            at % 4,
            posted,
        ]
        yield [
            month + timedelta(days=5),
            "VIA",
            "palier",
            "1;2" if at % 2 else "3",
            "tenue",
            initiative,
            20,
            None,
            2,
            1,
            posted,
        ]


def conflicts() -> Iterator[list[Any]]:
    for at in range(42):
        day = MONTHS[at // 3] + timedelta(days=at % 27)
        outcome, mode = OUTCOMES[at % 6], MODES[at % 4]
        delay = 7 if at < 24 else 20 + at  # many alike, then longer ones: a median counts each
        closed = day + timedelta(days=delay) if outcome in OUTCOMES[:3] else None
        acted = day + timedelta(days=at % 9) if at % 7 else None
        again = f"C{at - 1}" if at % 6 == 1 else None
        step = "avertissement" if at % 4 == 3 else None
        yield [
            f"C{at}",
            "VIA",
            day,
            CATEGORIES[at // 2 % 3],
            acted,
            mode,
            at % 3,
            step,
            outcome,
            closed,
            again,
        ]


def questionnaires() -> Iterator[list[Any]]:
    for wave, month in (("Vague 1", date(2024, 12, 3)), ("Vague 2", date(2025, 3, 3))):
        for at in range(13):
            ticked = [int((at + len(wave) + rank * month.month) % (rank + 2) == 0) for rank in range(3)]
            yield [
                wave,
                "VIA",
                str(at),
                month,
                *ticked,
                at % 3 == 0,
                not any(ticked) and at % 2 == 0,
                NEEDS[at % 3],
                NEEDS[at % 2],
            ]


FILES: dict[str, tuple[str, list[str], Callable[[], Iterable[list[Any]]]]] = {
    "residences.xlsx": ("F0", ["residence", "name", "units_total", "landings_count"], residences),
    "paliers.xlsx": ("F0bis", ["residence", "landing", "label", "is_closed"], landings),
    "occupation.xlsx": ("F1", ["residence", "month", "units_total", "units_occupied_eom", "units_vacant_commercial", "units_unavailable",
                               "units_vacant_over_3m", "unit_days_occupied", "unit_days_unavailable", "residents_eom",
                               "contract_holders_eom", "age_18_25", "age_26_39", "age_40_49", "age_50_59", "age_60_64", "age_65_74",
                               "age_75_plus", "residents_in_arrears"], occupation),
    "reunions.xlsx": ("F3", ["held_on", "residence", "meeting_type", "landing", "status", "initiative", "invited_count",
                             "attended_count", "decisions_taken", "decisions_done", "minutes_posted_on"], meetings),
    "participants.xlsx": ("F3bis", ["residence", "year", "distinct_participants"], lambda: [["VIA", 2025, 44], ["TIL", 2025, 9]]),
    "conflits.xlsx": ("F5", ["conflict_id", "residence", "reported_on", "category", "first_action_on", "response_mode", "warnings_issued",
                             "max_step", "outcome", "closed_on", "recurrence_of"], conflicts),
    "besoins.xlsx": ("F6", ["wave", "residence", "questionnaire_id", "answered_on", *(f"need_{need}" for need in NEEDS),
                            "help_mobilite", "no_need", "priority_1", "priority_2"], questionnaires),
    **{f"{name}.xlsx": (*told, partial(rows, "VIA", MONTHS)) for name, (told, rows) in NETWORK.items()},
}  # fmt: skip


def write_files(folder: Path) -> None:
    """Write the workbooks: a title, the header of the blank workbook, then the rows, from row 3 on."""
    for name, (feed, columns, rows) in FILES.items():
        headers = [contract_named(feed).by_name[column].header for column in columns]
        write_xlsx(folder / name, {"Feuille": [["Notre classeur"], headers, *rows()]})

"""Fourteen months of two small residences, a workbook a kind: something for every indicator to count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from pipelines.contracts import contract_named
from pipelines.dates import months_between
from tests.small_association import FILES as ASSOCIATION_FILES
from tests.small_network import NETWORK
from tests.workbooks import write_xlsx

# Every value is written as it is kept (codes, keys of landings), so that a line told can be compared with its row.
MONTHS = months_between(date(2024, 11, 1), date(2025, 12, 1))
CATEGORIES = ["bruit", "proprete_communs", "animaux"]
MODES = ["reunion_palier", "entretien_individuel", "mediation_interne", "procedure"]
OUTCOMES = ["resolu", "ameliore", "non_resolu", None, "en_cours", "sans_suite"]
LEVELS = ["information", "concertation", None]
NEEDS = ["mobilite", "numerique", "langue"]


def residences() -> list[list[Any]]:
    return [["VIA", "Viala", 100, 4, "ex_ftm", 24], ["TIL", "Les Tilleuls", 60, 3, None, None]]


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
                10 + at,
                40,
            ]


def meetings() -> Iterator[list[Any]]:
    for at, month in enumerate(MONTHS):
        kind = ["palier", "comite", "conseil", "pleniere"][at % 4]
        status = "annulee" if at % 5 == 4 else "tenue"
        posted = month + timedelta(days=15) if at % 3 else None
        initiative = ["residents", "gestionnaire", "nc"][at % 3]
        bodies = [at % 4, 4, 2, at % 2, 3, LEVELS[at % 3]]
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
            *bodies,
            None,
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
            *[None] * 5,
            LEVELS[at % 3],
            None,
        ]
        if at % 2:
            yield [
                month + timedelta(days=6),
                "VIA",
                "groupe_action",
                None,
                "tenue",
                "residents",
                None,
                6,
                None,
                None,
                None,
                *[None] * 6,
                "Jardin",
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
            at % 4 + 1 if at % 5 else None,
        ]


def moves() -> Iterator[list[Any]]:
    origins, quotas = ["rue", "chez_tiers", "inconnu", None], ["prefet", "gestionnaire", "siao"]
    destinations = [
        "parc_social",
        "parc_prive",
        "deces",
        None,
        "famille_tiers",
        "transfert_interne",
        "inconnu",
    ]
    for at in range(56):
        day, number = MONTHS[at // 4] + timedelta(days=at % 25), at % 4 + 1
        if at % 2:
            vacant, below = at % 9 * 5 if at % 7 else None, at % 5 > 0 if at % 6 else None
            entry = [vacant, None, None, origins[at % 4], quotas[at % 3], below, None]
            yield [number, "VIA", day, "entree", *entry]
        else:
            start, legacy = (
                day - timedelta(days=200 + 31 * at) if at % 5 else None,
                at % 3 == 0 if at % 8 else None,
            )
            yield [number, "VIA", day, "sortie", None, legacy, start, None, None, None, destinations[at % 7]]


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


def versions() -> Iterator[list[Any]]:
    yield ["VIA", "V1", date(2019, 5, 6), "Conseil", None, None, 40, "Projet 2019.pdf"]
    yield ["VIA", "V2", None, None, "consultation_residents", date(2025, 1, 20), 31, None]
    yield ["TIL", "V1", date(2025, 2, 3), "Conseil", "validation", date(2025, 1, 6), 12, None]


def actions() -> Iterator[list[Any]]:
    statuses = ["realisee", "en_cours", "a_faire", "abandonnee"]
    for at in range(8):
        need = [NEEDS[at % 3], "langue;mobilite"][at % 5 == 4]
        axis, end = f"Axe {at % 2 + 1}", date(2025, 1 + at, 28) if at % 4 != 3 else None
        yield [
            f"A{at}",
            "VIA",
            axis,
            f"Objectif {at % 3}",
            f"Action {at}",
            need,
            date(2024, 12, 2),
            end,
            statuses[at % 4],
        ]


def opinions() -> Iterator[list[Any]]:
    for wave, month in (("Vague 1", date(2024, 12, 10)), ("Vague 2", date(2025, 3, 10))):
        for at in range(13):
            overall = None if at % 6 == 5 else f"{at % 11}/10"
            yield [
                wave,
                "VIA",
                str(at),
                month,
                overall,
                f"{at % 4 + 1}/4",
                f"{at % 3 + 2}/4" if at % 4 else None,
            ]


def elections() -> list[list[Any]]:
    return [
        ["VIA", date(2022, 1, 20), 80, 30, 5, 5, 4, date(2025, 1, 19), date(2022, 2, 10)],
        ["VIA", date(2025, 1, 16), 84, 41, 6, 4, 4, None, None],
        ["TIL", date(2024, 12, 4), 60, None, 3, 4, 3, date(2026, 12, 4), date(2025, 1, 30)],
    ]


def members() -> list[list[Any]]:
    return [[code, month, 2 + at % 3] for at, month in enumerate(MONTHS) for code in ("VIA", "TIL")]


def groups() -> list[list[Any]]:
    return [
        ["VIA", "Jardin", "espaces verts", True, "residents", 8, 20, "actif"],
        ["VIA", "Cuisine", "repas", False, "equipe", 5, 0, "projet"],
    ]


FILES: dict[str, tuple[str, list[str], Callable[[], Iterable[list[Any]]]]] = {
    "residences.xlsx": ("F0", ["residence", "name", "units_total", "landings_count", "residence_origin", "max_stay_months"], residences),
    "paliers.xlsx": ("F0bis", ["residence", "landing", "label", "is_closed"], landings),
    "occupation.xlsx": ("F1", ["residence", "month", "units_total", "units_occupied_eom", "units_vacant_commercial", "units_unavailable",
                               "units_vacant_over_3m", "unit_days_occupied", "unit_days_unavailable", "residents_eom",
                               "contract_holders_eom", "age_18_25", "age_26_39", "age_40_49", "age_50_59", "age_60_64", "age_65_74",
                               "age_75_plus", "residents_in_arrears", "long_stay_residents", "known_start_residents"], occupation),
    "mouvements.xlsx": ("F2", ["line_no", "residence", "moved_on", "move_type", "vacant_days_before_entry", "legacy_resident",
                               "contract_start_on", "origin", "quota", "plai_eligible", "exit_destination"], moves),
    "satisfaction.xlsx": ("F7", ["wave", "residence", "questionnaire_id", "answered_on", "item_global", "item_voisinage",
                                 "item_respect_reglement"], opinions),
    "reunions.xlsx": ("F3", ["held_on", "residence", "meeting_type", "landing", "status", "initiative", "invited_count",
                             "attended_count", "decisions_taken", "decisions_done", "minutes_posted_on", "members_present",
                             "members_in_office", "manager_reps", "owner_reps", "resident_reps", "participation_level",
                             "group_name"], meetings),
    "elections.xlsx": ("F4", ["residence", "elected_on", "registered_voters", "voters", "candidates", "seats_planned",
                              "full_members_elected", "term_end_on", "first_meeting_on"], elections),
    "titulaires.xlsx": ("F4bis", ["residence", "month", "full_members_in_office"], members),
    "charte.xlsx": ("F12", ["residence", "adopted_on", "participants_count", "signatories_count"],
                    lambda: [["VIA", date(2024, 12, 3), 12, 40], ["TIL", None, 4, None]]),
    "groupes.xlsx": ("F12bis", ["residence", "group_name", "theme", "is_from_charter", "led_by", "members_count", "sessions_declared",
                                "group_status"], groups),
    "participants.xlsx": ("F3bis", ["residence", "year", "distinct_participants"], lambda: [["VIA", 2025, 44], ["TIL", 2025, 9]]),
    "conflits.xlsx": ("F5", ["conflict_id", "residence", "reported_on", "category", "first_action_on", "response_mode", "warnings_issued",
                             "max_step", "outcome", "closed_on", "recurrence_of", "satisfaction"], conflicts),
    "besoins.xlsx": ("F6", ["wave", "residence", "questionnaire_id", "answered_on", *(f"need_{need}" for need in NEEDS),
                            "help_mobilite", "no_need", "priority_1", "priority_2"], questionnaires),
    "questions.xlsx": ("F6ter", ["survey", "questionnaire_version", "question", "wording", "answers_offered", "place"],
                       lambda: [["besoins", "A", "mobilite", "Vous déplacer ?", "Case à cocher", 1],
                                ["satisfaction", "A", "voisinage", "Vos voisins ?", "0 à 10", None]]),
    "projets.xlsx": ("F11", ["residence", "version", "validated_on", "validated_by", "update_stage", "update_stage_on",
                             "residents_involved", "file_name"], versions),
    "etapes.xlsx": ("F11bis", ["residence", "version", "stage", "began_on", "done_on", "residents_met"],
                    lambda: [["VIA", "V2", "lancement", date(2024, 11, 4), date(2024, 11, 29), 3],
                             ["VIA", "V2", "diagnostic", date(2024, 12, 2), date(2025, 1, 17), None],
                             ["VIA", "V2", "consultation_residents", date(2025, 1, 20), None, 31]]),
    "plan.xlsx": ("F11ter", ["action_id", "residence", "axis", "objective", "action", "needs", "started_on", "planned_end_on",
                             "status"], actions),
    **ASSOCIATION_FILES,
    **{f"{name}.xlsx": (*told, partial(rows, "VIA", MONTHS)) for name, (told, rows) in NETWORK.items()},
}  # fmt: skip


def write_files(folder: Path) -> None:
    """Write the workbooks: a title, the header of the blank workbook, then the rows, from row 3 on."""
    for name, (feed, columns, rows) in FILES.items():
        headers = [contract_named(feed).by_name[column].header for column in columns]
        write_xlsx(folder / name, {"Feuille": [["Notre classeur"], headers, *rows()]})

"""The six invented residences and what happens to each: the story as a table of numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipelines.dates import months_between

SEED = "Palier, association de démonstration"
YEARS = (2023, 2024, 2025)
MONTHS = tuple(months_between(date(2023, 1, 1), date(2025, 12, 1)))
LAST_EVENT = date(2025, 12, 31)
# The registers are closed in January 2026: what ended after that day is still open in them.
LAST_ENTRY = date(2026, 1, 7)

Years = tuple[int, int, int]
Halves = tuple[int, int, int, int, int, int]
Bands = tuple[int, int, int, int, int, int, int]


@dataclass(frozen=True)
class Residence:
    """One invented residence. Three values are years, six are half-years, from 2023 on; rates are in %."""

    code: str
    name: str
    aliases: str
    city: str
    kind: str
    origin: str
    units: int
    landings: tuple[str, ...]
    ages: tuple[Bands, Bands]  # January 2023, December 2025
    women: int
    occupied: int  # of the dwellings that can be let
    leaving: int  # of the occupied dwellings, in a year
    without_contract: int  # spouses and children, for 100 contract holders
    arrears: int
    conflicts: Halves
    by_floor: Halves  # of which handled by a floor meeting
    warnings: Halves
    floor_meetings: Halves
    attendance: Halves
    floor_outcomes: tuple[int, int]  # resolved, improved
    participants: Years
    respondents: Years
    committee: tuple[str, ...]  # months in which the comité met
    councils: tuple[str, ...]  # months in which the conseil de concertation met
    seats: int = 0
    members: Years = (0, 0, 0)
    elected: str = ""
    legacy: int = 0
    closed_landings: tuple[str, ...] = ()
    missing_months: tuple[date, ...] = ()

    @property
    def open_landings(self) -> tuple[str, ...]:
        """The landings where people live: those closed for works meet nobody."""
        return tuple(landing for landing in self.landings if landing not in self.closed_landings)


def half_of(day: date) -> int:
    """Return the rank of a day's half-year in the story, from 0."""
    return (day.year - YEARS[0]) * 2 + (day.month > 6)


def _floors(first: int, last: int, buildings: str = "") -> tuple[str, ...]:
    floors = range(first, last + 1)
    return tuple(f"{building}-{floor}" for building in buildings for floor in floors) or tuple(
        map(str, floors)
    )


def _each_year(*months: int) -> tuple[str, ...]:
    return tuple(f"{year}-{month:02d}" for year in YEARS for month in months)


RESIDENCES = (
    Residence(
        "MIMOSA", "Résidence Les Mimosas (démo)", "Mimosas",
        "Port-Cigale", "residence_sociale", "ex_ftm",
        units=182, landings=_floors(0, 4, "AB"),
        ages=((1, 6, 10, 20, 17, 29, 17), (1, 4, 9, 17, 16, 32, 21)),
        women=9, occupied=97, leaving=14, without_contract=3, arrears=6, legacy=61,
        conflicts=(8, 8, 7, 8, 8, 8), by_floor=(2, 3, 2, 3, 3, 3), warnings=(4, 4, 4, 3, 4, 3),
        floor_meetings=(4, 4, 4, 5, 5, 5), attendance=(33, 34, 33, 35, 35, 36), floor_outcomes=(69, 19),
        participants=(62, 64, 68), respondents=(68, 71, 73), seats=5, members=(5, 4, 4),
        committee=_each_year(2, 6, 10), councils=_each_year(11), elected="2023-01",
    ),
    Residence(
        "TILLEUL", "Résidence Les Tilleuls (démo)", "Tilleuls",
        "Valbrise-les-Pins", "residence_sociale", "ex_nihilo",
        units=124, landings=_floors(0, 5),
        ages=((9, 27, 22, 20, 9, 9, 4), (7, 24, 22, 21, 10, 11, 5)),
        women=38, occupied=95, leaving=24, without_contract=12, arrears=11,
        conflicts=(6, 6, 7, 7, 7, 8), by_floor=(2, 2, 2, 1, 1, 1), warnings=(5, 5, 6, 6, 6, 7),
        floor_meetings=(3, 3, 3, 2, 1, 2), attendance=(32, 30, 28, 25, 22, 21), floor_outcomes=(62, 25),
        participants=(41, 36, 27), respondents=(45, 46, 44), seats=4, members=(3, 2, 0),
        # Elected in spring 2021 for three years, never again: the comité lapsed, then the conseil.
        committee=("2023-03", "2023-06", "2023-11", "2024-02", "2024-04"), councils=("2023-11", "2024-06"),
    ),
    Residence(
        "GARRIGUE", "Résidence La Garrigue (démo)", "Garrigue",
        "Roquevent", "residence_sociale", "ex_ftm",
        units=236, landings=_floors(0, 5, "AB"),
        ages=((2, 13, 16, 22, 14, 22, 11), (2, 11, 15, 21, 14, 24, 13)),
        women=12, occupied=96, leaving=18, without_contract=3, arrears=8, legacy=54,
        conflicts=(17, 17, 18, 15, 14, 12), by_floor=(1, 2, 2, 8, 9, 10), warnings=(14, 13, 12, 7, 4, 3),
        floor_meetings=(2, 3, 4, 14, 16, 18), attendance=(22, 23, 26, 34, 43, 48), floor_outcomes=(69, 22),
        participants=(44, 73, 124), respondents=(82, 84, 91), seats=6, members=(4, 5, 6),
        committee=_each_year(3, 6, 9, 12), councils=_each_year(10), elected="2024-05",
    ),
    Residence(
        "CALANQUE", "Résidence La Calanque (démo)", "Calanque",
        "Belmas-sur-Lone", "residence_sociale", "ex_fjt",
        units=148, landings=_floors(0, 7),
        ages=((38, 34, 13, 9, 3, 2, 1), (33, 33, 16, 10, 4, 3, 1)),
        women=31, occupied=94, leaving=42, without_contract=4, arrears=13,
        conflicts=(8, 8, 11, 13, 17, 21), by_floor=(2, 2, 2, 2, 3, 3), warnings=(6, 6, 8, 9, 11, 13),
        floor_meetings=(2, 2, 2, 3, 3, 3), attendance=(20, 19, 20, 18, 19, 18), floor_outcomes=(54, 23),
        participants=(31, 33, 34), respondents=(43, 44, 41), seats=4, members=(3, 3, 3),
        committee=_each_year(4, 11), councils=_each_year(12), elected="2023-10",
        missing_months=(date(2025, 5, 1),),
    ),
    Residence(
        "OLIVIER", "Résidence Les Oliviers (démo)", "Oliviers",
        "Castelbrume", "residence_sociale", "ex_ftm",
        units=206, landings=_floors(1, 5, "AB"),
        ages=((3, 14, 17, 23, 14, 20, 9), (3, 12, 16, 22, 15, 21, 11)),
        women=14, occupied=97, leaving=17, without_contract=4, arrears=7, legacy=44,
        conflicts=(13, 13, 12, 13, 12, 12), by_floor=(6, 6, 7, 7, 7, 7), warnings=(5, 4, 4, 4, 3, 3),
        floor_meetings=(7, 7, 8, 8, 9, 9), attendance=(40, 41, 42, 42, 44, 45), floor_outcomes=(70, 18),
        participants=(92, 96, 101), respondents=(72, 73, 71), seats=6, members=(6, 6, 5),
        committee=_each_year(1, 4, 9), councils=_each_year(5, 11), elected="2024-02",
        closed_landings=("B-5",),
    ),
    Residence(
        "LAVANDE", "Résidence La Lavande (démo)", "Lavande",
        "Fontsauge", "pension_famille", "ex_nihilo",
        units=26, landings=_floors(0, 1),
        ages=((0, 8, 22, 34, 18, 14, 4), (0, 4, 18, 33, 21, 18, 6)),
        women=34, occupied=96, leaving=9, without_contract=0, arrears=4,
        conflicts=(1, 2, 1, 1, 2, 1), by_floor=(0, 1, 0, 1, 1, 0), warnings=(0, 1, 0, 0, 0, 0),
        floor_meetings=(2, 2, 2, 2, 3, 2), attendance=(58, 60, 62, 60, 63, 62), floor_outcomes=(67, 33),
        participants=(17, 18, 19), respondents=(14, 0, 15), committee=(), councils=(),
    ),
)  # fmt: skip

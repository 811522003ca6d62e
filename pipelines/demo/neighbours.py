"""Two other invented associations, which were shown the method: with the first, three that may be set side by side.

What each lacks is part of the story: one notes no participants, the other has so few residents that little may be published.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.demo.residences import Residence


@dataclass(frozen=True)
class Association:
    """An invented association: its short name, its name, its residences, and the kinds of workbooks that it does not keep."""

    slug: str
    name: str
    residences: tuple[Residence, ...]
    without: tuple[str, ...] = ()


FIRST_NAME = "Association des Six Résidences (démo)"
OTHERS = (
    Association("escale-commune", "Escale Commune (démo)", (
        Residence(
            "EMBRUNS", "Résidence Les Embruns (démo)", "Embruns", "Saint-Lorme", "residence_sociale", "ex_ftm",
            units=164, landings=("0", "1", "2", "3", "4"),
            ages=((2, 10, 15, 22, 15, 24, 12), (2, 9, 14, 21, 15, 25, 14)),
            women=18, occupied=95, leaving=19, without_contract=5, arrears=8,
            conflicts=(9, 10, 10, 11, 11, 12), by_floor=(2, 2, 3, 3, 3, 4), warnings=(4, 4, 5, 5, 5, 6),
            floor_meetings=(3, 3, 3, 4, 4, 5), attendance=(28, 29, 30, 31, 31, 33), floor_outcomes=(61, 22),
            participants=(38, 44, 52), respondents=(40, 42, 41), seats=4, members=(3, 3, 4),
            committee=("2025-03", "2025-10"), councils=("2025-11",), elected="2024-03",
        ),
        Residence(
            "PHARE", "Résidence du Phare (démo)", "Phare", "Saint-Lorme", "residence_sociale", "ex_nihilo",
            units=96, landings=("0", "1", "2", "3"),
            ages=((8, 26, 22, 20, 10, 10, 4), (7, 24, 22, 21, 11, 10, 5)),
            women=36, occupied=96, leaving=22, without_contract=9, arrears=9,
            conflicts=(6, 6, 7, 7, 8, 8), by_floor=(1, 1, 2, 2, 2, 3), warnings=(3, 3, 3, 4, 4, 3),
            floor_meetings=(2, 2, 2, 3, 3, 3), attendance=(30, 30, 31, 31, 32, 34), floor_outcomes=(58, 25),
            participants=(24, 27, 30), respondents=(30, 31, 30), seats=3, members=(3, 3, 3),
            committee=("2025-05",), councils=("2025-12",), elected="2023-06",
        ),
    ), without=("participants",)),
    Association("tramontane-logement", "Tramontane Logement (démo)", (
        Residence(
            "GENET", "Pension Les Genêts (démo)", "Genêts", "Mas-Clairet", "pension_famille", "ex_nihilo",
            units=28, landings=("0", "1"),
            ages=((0, 10, 22, 32, 18, 14, 4), (0, 8, 20, 32, 20, 15, 5)),
            women=40, occupied=96, leaving=8, without_contract=0, arrears=3,
            conflicts=(1, 1, 2, 1, 2, 1), by_floor=(0, 1, 1, 0, 1, 0), warnings=(0, 0, 1, 0, 0, 0),
            floor_meetings=(2, 2, 2, 2, 2, 2), attendance=(55, 56, 58, 58, 60, 60), floor_outcomes=(65, 20),
            participants=(18, 19, 20), respondents=(14, 15, 15), committee=(), councils=(),
        ),
        Residence(
            "RESTANQUE", "Résidence Les Restanques (démo)", "Restanques", "Mas-Clairet", "residence_sociale", "ex_nihilo",
            units=32, landings=("0", "1"),
            ages=((4, 24, 22, 22, 14, 10, 4), (3, 22, 22, 22, 15, 11, 5)),
            women=30, occupied=96, leaving=18, without_contract=3, arrears=6,
            conflicts=(1, 2, 1, 2, 1, 2), by_floor=(0, 1, 0, 1, 0, 1), warnings=(0, 1, 0, 0, 0, 1),
            floor_meetings=(1, 1, 1, 2, 2, 2), attendance=(40, 41, 42, 44, 45, 46), floor_outcomes=(60, 20),
            participants=(9, 11, 12), respondents=(10, 11, 11), seats=3, members=(3, 3, 3),
            committee=("2025-04",), councils=(), elected="2024-09",
        ),
    )),
)  # fmt: skip

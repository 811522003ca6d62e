"""Monthly statements -> the register of entries and exits: as many each month as the statement says, legacy residents included."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pipelines.contracts.enquete_besoins import AGES
from pipelines.demo.chance import Fact, day_in_month, deal, dice, happens, pick
from pipelines.demo.residences import YEARS, Halves, Residence, Years, half_of

_LEAVING: tuple[str, ...] = (
    "parc_social",
    "parc_prive",
    "accession",
    "autre_rs_pf",
    "resid_autonomie_ehpad",
    "famille_tiers",
)
_LEAVING += ("retour_pays", "hebergement", "expulsion", "deces", "transfert_interne")
_COMING: tuple[str, ...] = (
    "rue",
    "hebergement_urgence",
    "chrs",
    "cada_cph",
    "hotel",
    "chez_tiers",
    "logement_autonome",
)
_COMING += ("autre_rs_ftm", "institution")
_OF_LEGACY = {"retour_pays": 38, "deces": 34, "resid_autonomie_ehpad": 20, "famille_tiers": 8}
_HOUSEHOLDS = {"isole": 88, "couple": 5, "monoparental": 5, "couple_enfants": 2}
_ACTIVITIES = {"emploi": 34, "formation": 7, "demandeur_emploi": 24, "retraite": 11, "minima": 19, "nc": 5}
_QUOTAS = {
    "gestionnaire": 42,
    "partenaire": 18,
    "collectivite": 14,
    "siao": 12,
    "action_logement": 8,
    "inconnu": 6,
}
# Why people leave, by where they go; the first is the most frequent.
_REASONS: Mapping[str, tuple[str, ...]] = {
    "parc_prive": ("acces_logement", "acces_logement", "emploi_mobilite"),
    "autre_rs_pf": ("fin_sejour", "acces_logement"),
    "resid_autonomie_ehpad": ("sante_perte_autonomie",),
    "famille_tiers": ("regroupement_familial", "autre"),
    "retour_pays": ("autre", "regroupement_familial"),
    "hebergement": ("resiliation_impaye", "fin_sejour"),
    "expulsion": ("resiliation_impaye", "resiliation_impaye", "resiliation_reglement"),
    "deces": ("deces",),
    "transfert_interne": ("autre", "sante_perte_autonomie"),
    "inconnu": ("depart_sans_prevenir", "depart_sans_prevenir", "autre"),
}
_FORGETFUL = "CALANQUE"  # this team does not always know since when somebody was there


@dataclass(frozen=True)
class Passage:
    """How people come and go in one residence. Shares in the order of the lists above; three values are years, six half-years."""

    leaving: tuple[int, ...]
    coming: tuple[int, ...]
    stay: int  # months, the middle of those of people who are no legacy residents
    vacant: Halves  # days that a dwelling stays empty
    unknown: Years  # % of exits of which nothing is known
    below_plai: Years
    prefect: int


_PASSAGES = {
    "MIMOSA": Passage(
        (33, 8, 1, 12, 10, 9, 9, 3, 4, 6, 5), (6, 9, 12, 3, 4, 28, 8, 27, 3),
        34, (24, 24, 23, 22, 21, 20), (5, 4, 4), (95, 96, 97), 31,
    ),
    "TILLEUL": Passage(
        (44, 17, 2, 9, 1, 11, 1, 4, 6, 1, 4), (9, 17, 19, 8, 8, 21, 9, 6, 3),
        22, (29, 30, 31, 33, 34, 34), (8, 7, 9), (90, 91, 92), 36,
    ),
    "GARRIGUE": Passage(
        (34, 11, 1, 12, 5, 11, 8, 4, 6, 4, 4), (7, 12, 14, 5, 5, 27, 8, 19, 3),
        30, (29, 28, 28, 26, 24, 23), (9, 6, 4), (93, 94, 92), 27,
    ),
    "CALANQUE": Passage(
        (22, 33, 1, 7, 0, 24, 1, 5, 4, 0, 3), (4, 7, 6, 6, 6, 50, 15, 5, 1),
        11, (25, 28, 32, 37, 42, 47), (12, 19, 27), (84, 77, 63), 16,
    ),
    "OLIVIER": Passage(
        (36, 9, 1, 11, 7, 10, 8, 3, 5, 5, 5), (6, 11, 13, 4, 4, 27, 8, 24, 3),
        29, (25, 26, 39, 44, 41, 30), (5, 5, 4), (94, 93, 95), 30,
    ),
    "LAVANDE": Passage(
        (40, 10, 0, 10, 20, 10, 0, 0, 0, 10, 0), (22, 22, 26, 0, 6, 12, 0, 6, 6),
        52, (18, 18, 17, 18, 17, 16), (0, 0, 0), (100, 100, 100), 33,
    ),
}  # fmt: skip


def passages(residence: Residence, statements: list[Fact]) -> list[Fact]:
    """Return the register of a residence by date, numbered month by month; `statements` say how many come and go."""
    rng, told = dice("mouvements", residence), _PASSAGES[residence.code]
    exits = _leaving(residence, statements, rng)
    _say_where(residence, told, [row for row in exits if not row["legacy_resident"]], rng)
    rows = [*exits, *_coming(residence, told, statements, rng)]
    rows.sort(key=lambda row: (row["moved_on"], row["move_type"]))
    counts: dict[tuple[int, int], int] = {}
    for row in rows:
        month = row["moved_on"].year, row["moved_on"].month
        row["line_no"] = counts[month] = counts.get(month, 0) + 1
    return rows


def _leaving(residence: Residence, statements: list[Fact], rng: random.Random) -> list[Fact]:
    """Return the exits, those of legacy residents when the statement has fewer of them."""
    rows, before, owed = [], statements[0]["legacy_residents_eom"], 0
    for statement in statements:
        owed += before - statement["legacy_residents_eom"]
        before = statement["legacy_residents_eom"]
        legacy = min(owed, statement["exits"])
        owed -= legacy
        for rank in range(statement["exits"]):
            rows.append(_leaver(residence, statement["month"], rank < legacy, rng))
    return rows


def _leaver(residence: Residence, month: date, is_legacy: bool, rng: random.Random) -> Fact:
    day = day_in_month(f"{month:%Y-%m}", rng)
    row: Fact = {"residence": residence.code, "moved_on": day, "move_type": "sortie"}
    if is_legacy:
        start = date(rng.randrange(1968, 1995), rng.randrange(1, 13), rng.randrange(1, 28))
        destination, age = pick(_OF_LEGACY, rng), pick({"65_74": 3, "75_plus": 7}, rng)
        row |= {"exit_destination": destination, "exit_reason": rng.choice(_REASONS[destination])}
    else:
        start, age = _start(residence, day, rng), _age(residence, day, rng)
    is_lost = residence.code == _FORGETFUL and happens(6, rng)
    row |= {"contract_start_on": None if is_lost else start, "age_band": age, **_people(age, rng)}
    return row | {"legacy_resident": is_legacy if residence.origin == "ex_ftm" else None}


def _start(residence: Residence, day: date, rng: random.Random) -> date:
    months = max(1, round(_PASSAGES[residence.code].stay * rng.lognormvariate(0, 0.65)))
    rank = day.year * 12 + day.month - 1 - months
    return date(rank // 12, rank % 12 + 1, rng.randrange(1, 28))


def _say_where(residence: Residence, told: Passage, rows: list[Fact], rng: random.Random) -> None:
    rows.sort(key=lambda row: row["moved_on"])
    places = deal(dict(zip(_LEAVING, told.leaving, strict=True)), len(rows), rng)
    for row, place in zip(rows, places, strict=True):
        is_unknown = happens(told.unknown[row["moved_on"].year - YEARS[0]], rng)
        row["exit_destination"] = "inconnu" if is_unknown else place
        row["exit_reason"] = rng.choice(_REASONS.get(row["exit_destination"], ("acces_logement",)))


def _coming(residence: Residence, told: Passage, statements: list[Fact], rng: random.Random) -> list[Fact]:
    months = [one["month"] for one in statements for _ in range(one["entries"])]
    origins = deal(dict(zip(_COMING, told.coming, strict=True)), len(months), rng)
    rows = [_comer(residence, told, *one, rng) for one in zip(months, origins, strict=True)]
    for year, share in zip(YEARS, told.below_plai, strict=True):
        of_year = [row for row in rows if row["moved_on"].year == year and not happens(6, rng)]
        for row, is_below in zip(
            of_year, deal({True: share, False: 100 - share}, len(of_year), rng), strict=True
        ):
            row["plai_eligible"] = is_below
    return rows


def _comer(residence: Residence, told: Passage, month: date, origin: str, rng: random.Random) -> Fact:
    day = day_in_month(f"{month:%Y-%m}", rng)
    age = _age(residence, day, rng)
    vacant = round(told.vacant[half_of(day)] * rng.lognormvariate(0, 0.5))
    return {
        "residence": residence.code,
        "moved_on": day,
        "move_type": "entree",
        "vacant_days_before_entry": None if happens(4, rng) else vacant,
        "origin": "inconnu" if happens(4, rng) else origin,
        "quota": "prefet" if happens(told.prefect, rng) else pick(_QUOTAS, rng),
        "age_band": age,
        **_people(age, rng),
    }


def _age(residence: Residence, day: date, rng: random.Random) -> str:
    # Who moves is younger than who stays.
    weights = (share * (7 - rank) for rank, share in enumerate(residence.ages[day.year > YEARS[1]]))
    return pick(dict(zip(AGES, weights, strict=True)), rng)


def _people(age: str, rng: random.Random) -> Fact:
    is_retired = age in ("65_74", "75_plus")
    activity = "retraite" if is_retired else pick(_ACTIVITIES, rng)
    return {"household": pick(_HOUSEHOLDS, rng), "activity": activity}

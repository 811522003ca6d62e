"""Residences and their meetings -> elections, members in office month by month, charters and the groups born of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipelines.dates import months_after, years_after
from pipelines.demo.chance import Fact, working_day
from pipelines.demo.residences import MONTHS, YEARS, Residence

Log = list[Fact]


@dataclass(frozen=True)
class Vote:
    """One election: voters in % of those registered; `on` is empty where the meeting log says the day."""

    on: date | None
    registered: int
    turnout: int
    candidates: int
    elected: int
    substitutes: int = 0
    notice_after: int | None = None  # days after the vote, when a deficiency was posted


@dataclass(frozen=True)
class Group:
    """One collective action group: the months of its sessions are told from its rhythm."""

    name: str
    theme: str
    led_by: str
    created_on: date
    every: int  # months between two sessions
    last: date
    members: int
    from_charter: bool = True
    status: str = "actif"


_VOTES: dict[str, tuple[Vote, ...]] = {
    "MIMOSA": (Vote(date(2020, 1, 21), 160, 24, 6, 5, 1), Vote(None, 168, 27, 6, 5)),
    "TILLEUL": (Vote(date(2021, 4, 14), 104, 17, 5, 4),),  # never again
    "GARRIGUE": (Vote(date(2021, 5, 18), 214, 14, 5, 4), Vote(None, 218, 33, 11, 6, 2)),
    "CALANQUE": (Vote(date(2020, 10, 8), 130, 13, 4, 4), Vote(None, 132, 11, 3, 3)),
    "OLIVIER": (Vote(date(2021, 2, 10), 190, 30, 8, 6, 1), Vote(None, 192, 38, 9, 6, 2)),
}
# Members in office at the end of some months; each holds until the next.
_IN_OFFICE: dict[str, dict[str, tuple[int, int]]] = {
    "MIMOSA": {"2023-01": (5, 0), "2024-03": (4, 0)},
    "TILLEUL": {"2023-01": (3, 0), "2024-01": (2, 0), "2024-05": (0, 0)},
    "GARRIGUE": {"2023-01": (4, 0), "2024-05": (6, 2), "2025-04": (5, 2), "2025-05": (6, 1)},
    "CALANQUE": {"2023-01": (3, 0), "2023-10": (3, 0), "2025-09": (1, 0)},
    "OLIVIER": {"2023-01": (6, 0), "2024-02": (6, 2), "2024-11": (6, 1), "2025-06": (5, 0)},
}
_NOT_SENT = {("CALANQUE", date(2025, 12, 1))}
_CHARTERS: dict[str, Fact] = {
    "GARRIGUE": {"adopted_on": date(2024, 11, 14), "revised_on": date(2025, 11, 18), "participants_count": 41, "signatories_count": 126},
    "OLIVIER": {"adopted_on": date(2023, 6, 7), "participants_count": 33, "signatories_count": 98},
    "LAVANDE": {"adopted_on": date(2025, 3, 12), "participants_count": 15, "signatories_count": 22},
    "MIMOSA": {"participants_count": 9},  # being written
}  # fmt: skip
_GROUPS: dict[str, tuple[Group, ...]] = {
    "GARRIGUE": (
        Group("Cuisines partagées", "horaires et entretien des cuisines", "residents", date(2025, 1, 20), 2, date(2025, 12, 31), 14),
        Group("Accueil des nouveaux", "visite et livret d'accueil", "residents", date(2025, 3, 10), 3, date(2025, 12, 31), 8),
        Group("Numérique entre voisins", "démarches en ligne", "partenaire", date(2024, 9, 12), 2, date(2025, 6, 30), 11, False, "pause"),
    ),
    "OLIVIER": (
        Group("Jardin du bâtiment A", "jardin et compost", "residents", date(2023, 9, 5), 3, date(2025, 12, 31), 12),
        Group("Vivre avec le chantier", "bruit et passages pendant les travaux", "equipe", date(2024, 4, 8), 2, date(2025, 11, 30), 16),
    ),
    "LAVANDE": (Group("Table du dimanche", "repas partagés", "residents", date(2025, 4, 2), 2, date(2025, 12, 31), 10),),
    "MIMOSA": (Group("Salle de l'après-midi", "ouvrir la salle commune", "equipe", date(2025, 9, 16), 1, date(2025, 12, 31), 7, False),),
}  # fmt: skip


def bodies(residence: Residence, log: Log) -> dict[str, list[Fact]]:
    """Return the rows of the elections, members in office, charter and groups of a residence; `log` is its meeting log."""
    return {
        "comites_elections": list(_elections(residence, log)),
        "comite_titulaires": list(_members(residence)),
        "charte_groupes": list(_charter(residence)),
        "groupes_actions": list(_groups(residence, log)),
    }


def group_sessions(residence: Residence) -> Iterator[Fact]:
    """Yield the sessions of each group, as planned in the meeting log."""
    for group in _GROUPS.get(residence.code, ()):
        for month in MONTHS:
            after = (month.year - group.created_on.year) * 12 + month.month - group.created_on.month
            if after >= 0 and after % group.every == 0 and month <= group.last:
                day = working_day(month.replace(day=max(group.created_on.day, 8 + len(group.name) % 12)))
                planned = {"held_on": day, "residence": residence.code, "meeting_type": "groupe_action"}
                yield planned | {"landing": None, "group_name": group.name}


def _elections(residence: Residence, log: Log) -> Iterator[Fact]:
    logged = [row["held_on"] for row in log if row["meeting_type"] == "election"]
    for vote in _VOTES.get(residence.code, ()):
        day = vote.on or logged[0]
        end = years_after(day, 3)
        met = [row["held_on"] for row in log if _is_first(row, day)]
        yield {
            "residence": residence.code,
            "elected_on": day,
            "registered_voters": vote.registered,
            "voters": round(vote.registered * vote.turnout / 100),
            "candidates": vote.candidates,
            "seats_planned": residence.seats,
            "full_members_elected": vote.elected,
            "substitutes_elected": vote.substitutes,
            "term_end_on": None if residence.code == "OLIVIER" and vote.on is None else end,
            "first_meeting_on": min(met, default=None) if day.year >= YEARS[0] else months_after(day, 1),
        }


def _is_first(row: Fact, elected_on: date) -> bool:
    return row["meeting_type"] == "comite" and row["status"] == "tenue" and bool(row["held_on"] >= elected_on)


def _members(residence: Residence) -> Iterator[Fact]:
    held: tuple[int, int] | None = None
    for month in MONTHS:
        held = _IN_OFFICE.get(residence.code, {}).get(f"{month:%Y-%m}", held)
        if held and (residence.code, month) not in _NOT_SENT:
            yield {
                "residence": residence.code,
                "month": month,
                "full_members_in_office": held[0],
                "substitutes_in_office": held[1],
            }


def _charter(residence: Residence) -> Iterator[Fact]:
    if residence.code in _CHARTERS:
        yield {"residence": residence.code} | _CHARTERS[residence.code]


def _groups(residence: Residence, log: Log) -> Iterator[Fact]:
    for group in _GROUPS.get(residence.code, ()):
        sessions = [row for row in log if row.get("group_name") == group.name and row["status"] == "tenue"]
        yield {
            "residence": residence.code,
            "group_name": group.name,
            "theme": group.theme,
            "is_from_charter": group.from_charter,
            "created_on": group.created_on,
            "led_by": group.led_by,
            "members_count": group.members,
            "sessions_declared": len(sessions),
            "group_status": group.status,
        }

"""Rows of the three kinds on the network (partners, referrals, home support), for the small data sets of other tests.

Every value is written as it is kept, so that a line told can be compared with its row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

ACTIONS = ("F8", ["held_on", "residence", "partner", "agreement_on", "title", "needs", "nature", "participants", "local_body",
                  "joint_project", "shared_event_id"])  # fmt: skip
REFERRALS = (
    "F9",
    ["referral_id", "referred_on", "residence", "need", "partner", "is_mainstream", "status", "right_family"],
)
PATHS = ("F10", ["case_id", "residence", "stage_1_on", "stage_2_on", "stage_3_on", "stage_4_on", "stopped_on", "stop_reason"])  # fmt: skip
_PARTNERS = ("Centre social des Pins", "CCAS de Roquevent", "Club des marcheurs")
_NEEDS = ("mobilite", "numerique", "sante_soins", "langue")
_STATUSES = ("aboutie", "refusee", "sans_nouvelles", "en_cours", None)


def actions(code: str, months: Sequence[date], seed: str = "") -> Iterator[list[Any]]:
    """Yield partner actions: one a month, and every third month a presentation that gives a project or none."""
    pick = Random(f"actions {code} {seed}")
    for at, month in enumerate(months):
        partner, day = _PARTNERS[(at + len(code)) % 3], month + timedelta(days=6)
        signed = date(2024, 1, 15) if partner == _PARTNERS[0] and at else None
        yield [
            day,
            code,
            partner,
            signed,
            f"Atelier {at}",
            _NEEDS[at % 4],
            "atelier",
            pick.randrange(3, 14),
            None,
            None,
            None,
        ]
        if at % 3 == 0:
            project = f"Projet {code} {at}" if pick.random() < 0.6 else None
            body = ("asv", "cls", "clsm")[at // 3 % 3]
            yield [
                day + timedelta(days=2),
                code,
                None,
                None,
                "Présentation",
                None,
                "presentation_instance",
                None,
                body,
                project,
                None,
            ]


def referrals(code: str, months: Sequence[date], seed: str = "") -> Iterator[list[Any]]:
    """Yield two referrals a month, of every outcome."""
    pick = Random(f"referrals {code} {seed}")
    for at, month in enumerate(months):
        for rank in range(2):
            status = pick.choice(_STATUSES)
            family = (
                pick.choice(("sante", "logement", "retraite"))
                if status == "aboutie" and pick.random() < 0.7
                else None
            )
            yield [f"{at}-{rank}", month + timedelta(days=3 * rank), code, _NEEDS[(at + rank) % 4], _PARTNERS[(at + rank) % 3],
                   pick.choice((True, True, False, None)), status, family]  # fmt: skip


def paths(code: str, months: Sequence[date], seed: str = "") -> Iterator[list[Any]]:
    """Yield one path of home support a month, that goes on for zero to three stages, then sometimes stops."""
    pick = Random(f"paths {code} {seed}")
    for at, month in enumerate(months):
        day, stages = month + timedelta(days=1), list[date | None]()
        for _ in range(pick.randrange(4)):
            stages.append(day := day + timedelta(days=pick.randrange(1, 12)))
        stages += [None] * (3 - len(stages))
        stopped = day + timedelta(days=2) if pick.random() < 0.3 else None
        yield [
            str(at),
            code,
            month + timedelta(days=1),
            *stages,
            stopped,
            pick.choice(("refus", "depart")) if stopped else None,
        ]


Rows = Callable[[str, Sequence[date]], Iterable[list[Any]]]
NETWORK: dict[str, tuple[tuple[str, list[str]], Rows]] = {
    "actions": (ACTIONS, actions),
    "orientations": (REFERRALS, referrals),
    "parcours": (PATHS, paths),
}

"""What a blank workbook asks again of referrals and of home-support paths, and that it loses no line of what is in force."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.handed import judged, sheet_of
from tests.test_carried import asked, blank, register

REFERRALS = [
    "N°",
    "Date",
    "Résidence",
    "Partenaire / service",
    "Statut",
    "Date du résultat",
    "Droit ouvert (famille)",
]
PATHS = ["N° parcours", "Résidence", "Étape 1", "Étape 2", "Étape 3", "Étape 4", "Arrêt le"]
DAY, LATER = date(2025, 1, 10), date(2025, 2, 3)


def referral(
    number: str, status: str | None, outcome: date | None = None, family: str | None = None
) -> list[Any]:
    return [number, DAY, "Viala", "Mission locale", status, outcome, family]


@pytest.mark.parametrize(
    ("status", "outcome", "family", "is_asked"),
    [
        (None, None, None, True),
        ("RDV pris", None, None, True),
        ("Aboutie", LATER, None, False),
        ("Refusée", LATER, None, False),
        ("Sans nouvelles", None, None, False),
        (None, None, "Emploi", False),  # a right was opened: that is how it ended
    ],
)
def test_a_referral_without_an_end_is_asked_again(
    status: str | None, outcome: date | None, family: str | None, is_asked: bool
) -> None:
    journal = register(
        referral("1", status, outcome, family),
        ["2", date(2025, 3, 4), "Viala", "CAF", "Aboutie", None, None],
        header=REFERRALS,
    )
    plan = blank(journal, kind="orientations")
    assert [(name, set(cells)) for name, cells in asked(plan)] == [("1", {"status", "outcome_on"})] * is_asked
    # The month asked for is added, and no line in force is lost.
    receipt = judged(sheet_of(plan), journal)
    assert (receipt.status, receipt.set_aside) == ("acceptable", 0)


@pytest.mark.parametrize(
    ("days", "stopped", "stage"),
    [
        ((DAY,), None, 2),
        ((DAY, LATER), None, 3),
        ((DAY, LATER, LATER), None, 4),
        ((DAY, LATER, LATER, LATER), None, None),
        ((DAY,), LATER, None),
    ],
)
def test_a_path_that_goes_on_is_asked_its_next_stage(
    days: tuple[date, ...], stopped: date | None, stage: int | None
) -> None:
    line = ["P1", "Viala", *days, *[None] * (4 - len(days)), stopped]
    journal = register(line, ["P2", "Viala", LATER, LATER, LATER, LATER, None], header=PATHS)
    found = asked(blank(journal, kind="maintien_domicile"))
    assert [(name, set(cells)) for name, cells in found] == (
        [("P1", {f"stage_{stage}_on", "stopped_on"})] if stage else []
    )

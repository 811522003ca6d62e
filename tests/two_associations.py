"""Two associations in one installation, whose residences bear the same codes and names: only their figures, and their files, differ."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from access import accounts, operators, sessions
from access.accounts import Account, Perimeter
from pipelines.folder import FIRST, working_for
from tests.people import Signed
from tests.workbooks import (
    CONFLICT_HEADER,
    conflict,
    load,
    occupation_file,
    residences_file,
    write_xlsx,
)

BETA = "beta"
BOTH = (FIRST, BETA)
# How many conflicts of March 2025 each has, and what only its own files say.
COUNTS = {FIRST: 4, BETA: 17}
MARKS = {FIRST: "Alphafichier", BETA: "Bêtafichier"}
PEOPLE = {FIRST: 120, BETA: 83}
BOUNDS = {
    "equipe": Perimeter(("VIA",)),
    "evaluateur": Perimeter((), "Appel de test", date(2024, 1, 1), date(2025, 12, 1)),
}


def fill(folder: Path) -> None:
    """Open the second association and load both: the same list of residences, then a register of its own."""
    made = operators.open_with_administrator(
        "Bêta", "administration.beta", "Administration", by="test", slug=BETA
    )
    assert made.operator == BETA
    for slug in BOTH:
        with working_for(slug):
            named = folder / f"{slug or 'alpha'}"
            lines = [conflict(rank, date(2025, 3, rank)) for rank in range(1, COUNTS[slug] + 1)]
            sheet = [["Conflits mars 2025"], CONFLICT_HEADER, *lines]
            load(
                residences_file(named),
                occupation_file(named / "Occupation.xlsx", residents=PEOPLE[slug]),
                write_xlsx(named / f"{MARKS[slug]}.xlsx", {"Registre": sheet}),
            )


@contextmanager
def told_nothing() -> Iterator[None]:
    """Work as the server does: a thread in which nobody said for whom it works reads nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipelines.folder._must_be_told", True)
        yield


def account_in(slug: str, role: str) -> Account:
    """Return the account of a role in an association, made the first time."""
    login = f"{role}.{slug or 'alpha'}"
    made = accounts.by_login(login)
    return made or accounts.create(login, login, role, BOUNDS.get(role), by="test", operator=slug)


def signed_in_of(slug: str, role: str) -> Signed:
    """Return a new session of an account of a role in an association."""
    who = account_in(slug, role)
    secret = sessions.open_session(who, "test")
    found = sessions.by_secret(secret)
    assert found
    return Signed(who, secret, found.id)

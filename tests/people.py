"""People for the tests: accounts and sessions made by the production code, in the data folder in use. No password is typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from access import accounts, sessions
from access.accounts import Account, Perimeter

PERIMETERS = {
    "equipe": Perimeter(("GARRIGUE",)),
    "evaluateur": Perimeter((), "Appel de test", date(2024, 1, 1), date(2025, 12, 1)),
}
COOKIE = "palier"


@dataclass(frozen=True)
class Signed:
    """Somebody signed in: the secret is the cookie's, the id is what the gate hands to the script."""

    account: Account
    secret: str
    id: str

    @property
    def user(self) -> dict[str, object]:
        """What `AppTest.user` takes."""
        return {"session": self.id}

    @property
    def cookie(self) -> str:
        """The header that a browser would send."""
        return f"{COOKIE}={self.secret}"


def account(role: str, perimeter: Perimeter | None = None, login: str = "") -> Account:
    """Return the account of that login, made the first time."""
    login = login or f"{role}.test"
    bounds = perimeter or PERIMETERS.get(role)
    return accounts.by_login(login) or accounts.create(login, login, role, bounds, by="test")


def signed_in(role: str = "direction", perimeter: Perimeter | None = None, login: str = "") -> Signed:
    """Return a new session of an account of that role, in the data folder in use."""
    who = account(role, perimeter, login)
    secret = sessions.open_session(who, "test")
    found = sessions.by_secret(secret)
    assert found
    return Signed(who, secret, found.id)


def signed_in_at(data: Path, role: str = "direction", perimeter: Perimeter | None = None) -> Signed:
    """Return a new session of an account of that role, in another data folder than the one in use."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(data))
        return signed_in(role, perimeter)

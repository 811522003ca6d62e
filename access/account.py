"""An account: somebody who may come in, in which role, of which association, for what."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, replace
from datetime import date

from access.permissions import FIRST_ONLY, Permission, may, may_open
from access.scope import LEAST_ON_PAGES, Sight, sight_of

FIRST = ""  # the association that holds the installation; its administration opens the others
COLUMNS = (
    "id, login, name, role, residences, call, first_month, last_month, is_demo, ended_at,"
    " password_hash is not null as has_password, created_at, operator"
)


class BadAccount(ValueError):
    """An account that cannot be made or changed so; the text says why, and what to do, in French."""


@dataclass(frozen=True)
class Perimeter:
    """What bounds a role: residences (codes), and for an `evaluateur` the funding call's name, first and last months."""

    residences: tuple[str, ...] = ()
    call: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Account:
    """An account. `name` is a function or a first name, shown to others.

    `operator`: the short name of the association that it is of, once and for all, empty for the first; None for a
    federation, which is of none and reads the data of none.
    """

    id: int
    login: str
    name: str
    role: str
    perimeter: Perimeter
    is_demo: bool
    ended_at: str | None
    has_password: bool
    created_at: str
    operator: str | None

    @property
    def is_open(self) -> bool:
        """True while its access was not ended."""
        return self.ended_at is None

    def may(self, permission: Permission) -> bool:
        """Return whether this account's role has a permission."""
        is_theirs = permission not in FIRST_ONLY or self.operator == FIRST
        return self.is_open and is_theirs and may(self.role, permission)

    def may_open(self, page: str) -> bool:
        """Return whether this account's role may open a page."""
        return self.is_open and may_open(self.role, page)

    def sight(self) -> Sight:
        """Return what this account sees of the figures; raise OutOfSight when it sees none."""
        bounds = self.perimeter
        seen = sight_of(self.role, bounds.residences, bounds.first, bounds.last, bounds.call)
        return replace(seen, least=LEAST_ON_PAGES) if self.role == "direction" else seen


def account_from(row: sqlite3.Row) -> Account:
    """Return the account that a row of `COLUMNS` describes."""
    months = [date.fromisoformat(day) if day else None for day in (row["first_month"], row["last_month"])]
    return Account(
        row["id"],
        row["login"],
        row["name"],
        row["role"],
        Perimeter(tuple(json.loads(row["residences"])), row["call"], *months),
        bool(row["is_demo"]),
        row["ended_at"],
        bool(row["has_password"]),
        row["created_at"],
        row["operator"],
    )

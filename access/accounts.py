"""Accounts: who may come in, in which role, for which residences. Nothing is ever erased: an access is ended."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from dataclasses import dataclass, replace
from datetime import date

from access import audit
from access.clock import now
from access.database import reading, writing
from access.permissions import ROLES, Permission, may, may_open
from access.scope import LEAST_ON_PAGES, Sight, sight_of

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,79}")
_COLUMNS = "id, login, name, role, residences, call, first_month, last_month, is_demo, ended_at, password_hash is not null, created_at"


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
    """An account. `name` is a function or a first name, shown to others; `seen_at`: its last activity, ISO, or None."""

    id: int
    login: str
    name: str
    role: str
    perimeter: Perimeter
    is_demo: bool
    ended_at: str | None
    has_password: bool
    created_at: str

    @property
    def is_open(self) -> bool:
        """True while its access was not ended."""
        return self.ended_at is None

    def may(self, permission: Permission) -> bool:
        """Return whether this account's role has a permission."""
        return self.is_open and may(self.role, permission)

    def may_open(self, page: str) -> bool:
        """Return whether this account's role may open a page."""
        return self.is_open and may_open(self.role, page)

    def sight(self) -> Sight:
        """Return what this account sees of the figures; raise OutOfSight when it sees none."""
        bounds = self.perimeter
        seen = sight_of(self.role, bounds.residences, bounds.first, bounds.last, bounds.call)
        return replace(seen, least=LEAST_ON_PAGES) if self.role == "direction" else seen


def create(
    login: str, name: str, role: str, perimeter: Perimeter | None = None, *, by: str, is_demo: bool = False
) -> Account:
    """Return a new account, without a password: a link lets its owner choose one. Raise BadAccount."""
    login, bounds = fold_login(login), perimeter or Perimeter()
    if not is_login(login):
        raise BadAccount(
            "L'identifiant tient en 2 à 80 lettres sans accent, chiffres, points ou tirets (une adresse de messagerie convient)."
        )
    _check(name, role, bounds)
    try:
        with writing() as con:
            row = con.execute(
                "insert into accounts (login, name, role, residences, call, first_month, last_month, is_demo, created_at)"
                " values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id",
                (login, name.strip(), role, *_written(bounds), int(is_demo), now().isoformat()),
            ).fetchone()
    except sqlite3.IntegrityError:
        raise BadAccount(f"L'identifiant « {login} » est déjà pris ; choisissez-en un autre.") from None
    audit.record(by, "account_created", f"{login} · {told(role, bounds)}")
    return by_id(row[0])


def change(account: Account, name: str, role: str, perimeter: Perimeter, *, by: str) -> Account:
    """Return the account with another role or perimeter; its sessions end, so that nothing is seen with the old rights."""
    _check(name, role, perimeter)
    if account.role == "administration" and role != "administration":
        _keep_one_administrator(account)
    with writing() as con:
        con.execute(
            "update accounts set name = ?, role = ?, residences = ?, call = ?, first_month = ?, last_month = ? where id = ?",
            (name.strip(), role, *_written(perimeter), account.id),
        )
        _end_sessions(con, account.id)
    audit.record(by, "account_changed", f"{account.login} · {told(role, perimeter)}")
    return by_id(account.id)


def end_access(account: Account, *, by: str) -> None:
    """End an access, its sessions and its links; what the account did stays in the log. Raise BadAccount for the last administrator."""
    _keep_one_administrator(account)
    with writing() as con:
        con.execute(
            "update accounts set ended_at = ?, password_hash = null where id = ? and ended_at is null",
            (now().isoformat(), account.id),
        )
        con.execute("delete from links where account_id = ?", (account.id,))
        _end_sessions(con, account.id)
    audit.record(by, "access_ended", account.login)


def set_password(account: Account, password_hash: str, *, by: str) -> None:
    """Keep another password, end the account's sessions and links."""
    with writing() as con:
        con.execute("update accounts set password_hash = ? where id = ?", (password_hash, account.id))
        con.execute("delete from links where account_id = ?", (account.id,))
        _end_sessions(con, account.id)
    audit.record(by, "password_chosen", account.login)


def password_of(account: Account) -> str | None:
    """Return what is kept of the password, None when none was chosen."""
    with reading() as con:
        row = con.execute("select password_hash from accounts where id = ?", (account.id,)).fetchone()
    return str(row[0]) if row and row[0] else None


def by_id(number: int) -> Account:
    """Return an account; KeyError when there is none."""
    found = _select("id = ?", number)
    if not found:
        raise KeyError(number)
    return found[0]


def by_login(login: str) -> Account | None:
    """Return the account of a login, however it is typed; None when there is none."""
    found = _select("login = ?", fold_login(login))
    return found[0] if found else None


def every_account() -> list[Account]:
    """Return all accounts, those that may still come in first, then by login."""
    return sorted(_select("true"), key=lambda one: (not one.is_open, one.login))


def is_any_real() -> bool:
    """Return whether any account was made that is not one of the demonstration."""
    return bool(_select("is_demo = 0"))


def last_seen() -> dict[int, str]:
    """Return the last activity of each account that ever came in: id -> ISO instant."""
    with reading() as con:
        rows = con.execute("select account_id, max(seen_at) from sessions group by account_id").fetchall()
    return {row[0]: row[1] for row in rows}


def fold_login(login: str) -> str:
    """Return a login as it is compared: without capitals, accents nor blanks around."""
    letters = unicodedata.normalize("NFKD", login.strip()).casefold()
    return "".join(one for one in letters if not unicodedata.combining(one))


def is_login(login: str) -> bool:
    """Return whether a folded login may be one."""
    return _LOGIN.fullmatch(login) is not None


def told(role: str, perimeter: Perimeter) -> str:
    """Return a role and what bounds it, in one line for the log."""
    months = [f"{day:%Y-%m}" for day in (perimeter.first, perimeter.last) if day]
    parts = [role, ", ".join(perimeter.residences), perimeter.call, " à ".join(months)]
    return " · ".join(filter(None, parts))


def _check(name: str, role: str, perimeter: Perimeter) -> None:
    if role not in ROLES:
        raise BadAccount("Choisissez un rôle.")
    if not name.strip():
        raise BadAccount("Dites qui est-ce : une fonction suffit (« Équipe Viala »).")
    if role == "equipe" and not perimeter.residences:
        raise BadAccount("Choisissez au moins une résidence pour une équipe.")
    if role == "evaluateur" and not (perimeter.call.strip() and perimeter.first and perimeter.last):
        raise BadAccount(
            "Un accès d'évaluation demande le nom de l'appel à projets, son premier et son dernier mois."
        )
    if perimeter.first and perimeter.last and perimeter.first > perimeter.last:
        raise BadAccount("Le premier mois de l'appel vient après le dernier ; inversez-les.")


def _keep_one_administrator(account: Account) -> None:
    others = [one for one in _select("role = 'administration' and ended_at is null") if one.id != account.id]
    if account.role == "administration" and not [one for one in others if one.is_demo == account.is_demo]:
        raise BadAccount(
            "C'est le dernier compte d'administration : créez-en un autre avant, sinon plus personne ne pourrait ouvrir d'accès."
        )


def _written(perimeter: Perimeter) -> tuple[str, str, str | None, str | None]:
    first, last = (f"{day:%Y-%m-01}" if day else None for day in (perimeter.first, perimeter.last))
    return json.dumps(sorted(perimeter.residences)), perimeter.call.strip(), first, last


def _end_sessions(con: sqlite3.Connection, account_id: int) -> None:
    con.execute(
        "update sessions set ended_at = ? where account_id = ? and ended_at is null",
        (now().isoformat(), account_id),
    )


def _select(condition: str, *values: object) -> list[Account]:
    with reading() as con:
        rows = con.execute(f"select {_COLUMNS} from accounts where {condition}", values).fetchall()
    return [account_from(row) for row in rows]


def account_from(row: sqlite3.Row) -> Account:
    """Return the account that a row of its columns describes."""
    number, login, name, role, residences, call, first, last, is_demo, ended_at, has_password, created_at = (
        row
    )
    months = [date.fromisoformat(day) if day else None for day in (first, last)]
    perimeter = Perimeter(tuple(json.loads(residences)), call, *months)
    return Account(
        number, login, name, role, perimeter, bool(is_demo), ended_at, bool(has_password), created_at
    )

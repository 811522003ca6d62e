"""Accounts: who may come in, in which role, for which residences. Nothing is ever erased: an access is ended."""

from __future__ import annotations

import json
import sqlite3

from access import audit
from access.account import COLUMNS, account_from
from access.account import FIRST as FIRST
from access.account import Account as Account
from access.account import BadAccount as BadAccount
from access.account import Perimeter as Perimeter
from access.clock import now
from access.database import reading, writing
from access.logins import fold_login as fold_login
from access.logins import is_login as is_login
from access.permissions import FEDERATION, ROLES

_TAKEN = "L'identifiant « {} » est déjà pris ; choisissez-en un autre."


def create(
    login: str,
    name: str,
    role: str,
    perimeter: Perimeter | None = None,
    *,
    by: str,
    is_demo: bool = False,
    operator: str = FIRST,
) -> Account:
    """Return a new account of an association, without a password: a link lets its owner choose one. Raise BadAccount.

    A federation is of no association, whichever is given.
    """
    bounds = perimeter or Perimeter()
    login = check_new(login, name, role, bounds)
    of = None if role == FEDERATION else operator
    try:
        with writing() as con:
            row = con.execute(
                "insert into accounts (login, name, role, residences, call, first_month, last_month, is_demo, created_at, operator)"
                " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id",
                (login, name.strip(), role, *_written(bounds), int(is_demo), now().isoformat(), of),
            ).fetchone()
    except sqlite3.IntegrityError:
        raise BadAccount(_TAKEN.format(login)) from None
    audit.record(by, "account_created", f"{login} · {told(role, bounds)}", about=login)
    return by_id(row[0])


def check_new(login: str, name: str, role: str, perimeter: Perimeter) -> str:
    """Return the login of an account that may be made so, as it will be kept; raise BadAccount."""
    login = fold_login(login)
    if not is_login(login):
        raise BadAccount(
            "L'identifiant tient en 2 à 80 lettres sans accent, chiffres, points ou tirets (une adresse de messagerie convient)."
        )
    _check(name, role, perimeter)
    if _select("login = ?", login):
        raise BadAccount(_TAKEN.format(login))
    return login


def change(account: Account, name: str, role: str, perimeter: Perimeter, *, by: str) -> Account:
    """Return the account with another role or perimeter; its sessions end, so that nothing is seen with the old rights."""
    _check(name, role, perimeter)
    if FEDERATION in (role, account.role) and role != account.role:
        raise BadAccount(
            "Un compte de fédération n'est d'aucune association : ouvrez-en un autre, et retirez celui-ci."
        )
    if account.role == "administration" and role != "administration":
        _keep_one_administrator(account)
    with writing() as con:
        con.execute(
            "update accounts set name = ?, role = ?, residences = ?, call = ?, first_month = ?, last_month = ? where id = ?",
            (name.strip(), role, *_written(perimeter), account.id),
        )
        _end_sessions(con, account.id)
    audit.record(by, "account_changed", f"{account.login} · {told(role, perimeter)}", about=account.login)
    return by_id(account.id)


def end_access(account: Account, *, by: str) -> None:
    """End an access, its sessions and its links; what the account did stays in the log. Raise BadAccount for the last administrator."""
    _keep_one_administrator(account)
    close(account, by=by)


def close(account: Account, *, by: str) -> None:
    """End an access, were it the last administrator's: its association closes with it."""
    with writing() as con:
        con.execute(
            "update accounts set ended_at = ?, password_hash = null where id = ? and ended_at is null",
            (now().isoformat(), account.id),
        )
        con.execute("delete from links where account_id = ?", (account.id,))
        _end_sessions(con, account.id)
    audit.record(by, "access_ended", account.login, about=account.login)


def set_password(account: Account, password_hash: str, *, by: str) -> None:
    """Keep another password, end the account's sessions and links."""
    with writing() as con:
        con.execute("update accounts set password_hash = ? where id = ?", (password_hash, account.id))
        con.execute("delete from links where account_id = ?", (account.id,))
        _end_sessions(con, account.id)
    audit.record(by, "password_chosen", account.login, about=account.login)


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


def every_account(operator: str | None = None) -> list[Account]:
    """Return all accounts, or an association's, those that may still come in first, then by login; a federation's go with the first."""
    whose = "true" if operator is None else f"operator = ?{' or operator is null' * (operator == FIRST)}"
    found = _select(whose, *([] if operator is None else [operator]))
    return sorted(found, key=lambda one: (not one.is_open, one.login))


def is_any_real() -> bool:
    """Return whether any account was made that is not one of the demonstration."""
    return bool(_select("is_demo = 0"))


def last_seen() -> dict[int, str]:
    """Return the last activity of each account that ever came in: id -> ISO instant."""
    with reading() as con:
        rows = con.execute("select account_id, max(seen_at) from sessions group by account_id").fetchall()
    return {row[0]: row[1] for row in rows}


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
    every = _select("role = 'administration' and ended_at is null and operator = ?", account.operator)
    others = [one for one in every if one.id != account.id]
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
        rows = con.execute(f"select {COLUMNS} from accounts where {condition}", values).fetchall()
    return [account_from(row) for row in rows]

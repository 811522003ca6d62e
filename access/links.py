"""One-time links: an invitation lets the owner of an account choose a password; a reset lets them choose another."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Literal

from access import audit
from access.accounts import Account, BadAccount, by_id, password_of, set_password
from access.clock import now
from access.database import reading, writing
from access.passwords import hashed
from access.sessions import hash_of

Purpose = Literal["invitation", "reset"]
LASTS = {"invitation": timedelta(days=7), "reset": timedelta(hours=24)}
PATH = "/invitation"


class DeadLink(Exception):
    """A link that was used, replaced, is too old or never was; the text says what to do, in French."""


def give(account: Account, *, by: str) -> str:
    """Return the path of a new link (`/invitation?jeton=…`); earlier links of the account no longer work."""
    if not account.is_open:
        raise BadAccount("L'accès de ce compte a été retiré.")
    purpose: Purpose = "reset" if password_of(account) else "invitation"
    token = secrets.token_urlsafe(32)
    with writing() as con:
        con.execute("delete from links where account_id = ?", (account.id,))
        con.execute(
            "insert into links (token_hash, account_id, purpose, expires_at) values (?, ?, ?, ?)",
            (hash_of(token), account.id, purpose, (now() + LASTS[purpose]).isoformat()),
        )
    audit.record(by, "link_given", account.login, about=account.login)
    return f"{PATH}?jeton={token}"


def owner(token: str) -> Account:
    """Return the account whose link this is; raise DeadLink."""
    with reading() as con:
        row = con.execute(
            "select account_id from links where token_hash = ? and used_at is null and expires_at > ?",
            (hash_of(token), now().isoformat()),
        ).fetchone()
    account = by_id(row[0]) if row else None
    if account is None or not account.is_open:
        raise DeadLink(
            "Ce lien ne vaut plus : il a déjà servi, il a été remplacé, ou il est trop ancien. "
            "Demandez-en un nouveau à la personne qui administre Palier."
        )
    return account


def choose_password(token: str, password: str) -> Account:
    """Use a link up: keep the password chosen, and return the account. Raise DeadLink, or WeakPassword (the link still works)."""
    account = owner(token)
    kept = hashed(password, account.login, account.name)
    with writing() as con:
        used = con.execute(
            "update links set used_at = ? where token_hash = ? and used_at is null",
            (now().isoformat(), hash_of(token)),
        )
    if not used.rowcount:  # somebody else was faster, with the same link
        owner(token)
    set_password(account, kept, by=account.login)
    return account

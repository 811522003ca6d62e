"""Sessions: a random secret in the browser's cookie, its hash here. Ended here, a session is over everywhere at once."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from access import audit, demonstration
from access.accounts import Account, by_id
from access.clock import now
from access.database import reading, writing
from access.settings import settings

_TOUCHED_EVERY = timedelta(minutes=1)  # writing at each request would be a write at each figure
_KEPT = timedelta(days=400)


@dataclass(frozen=True)
class Session:
    """A session in force. `id` may be shown and logged; the secret that opens it is kept nowhere."""

    id: str
    account: Account
    via: str
    opened_at: str
    seen_at: str


def open_session(account: Account, via: str, address: str = "") -> str:
    """Return the secret of a new session: it goes in the browser's cookie, and is never seen again."""
    secret, instant = secrets.token_urlsafe(32), now()
    expires = instant + timedelta(minutes=settings().absolute_minutes)
    with writing() as con:
        con.execute("delete from sessions where opened_at < ?", ((instant - _KEPT).isoformat(),))
        con.execute(
            "insert into sessions (id, secret_hash, account_id, via, opened_at, seen_at, expires_at) values (?, ?, ?, ?, ?, ?, ?)",
            (
                secrets.token_hex(16),
                hash_of(secret),
                account.id,
                via,
                *[instant.isoformat()] * 2,
                expires.isoformat(),
            ),
        )
    audit.record(account.login, "signed_in", via, address)
    return secret


def by_secret(secret: str) -> Session | None:
    """Return the session that a cookie opens, None when it opens none: unknown, ended, idle or too old."""
    return _find("secret_hash", hash_of(secret)) if secret else None


def by_id_of_session(session_id: str) -> Session | None:
    """Return the session of an identifier, None when it is over."""
    return _find("id", session_id) if session_id else None


def end(session: Session, address: str = "") -> None:
    """End one session."""
    with writing() as con:
        con.execute(
            "update sessions set ended_at = ? where id = ? and ended_at is null",
            (now().isoformat(), session.id),
        )
    audit.record(session.account.login, "signed_out", "", address)


def end_all(account: Account, address: str = "", *, by: str = "") -> int:
    """End every session of an account and return how many there were."""
    with writing() as con:
        ended = con.execute(
            "update sessions set ended_at = ? where account_id = ? and ended_at is null and expires_at > ?",
            (now().isoformat(), account.id, now().isoformat()),
        ).rowcount
    audit.record(
        by or account.login, "signed_out", f"{account.login} · partout", address, about=account.login
    )
    return ended


def of_account(account: Account) -> list[Session]:
    """Return the sessions of an account that are in force, newest first."""
    with reading() as con:
        rows = con.execute(
            "select id from sessions where account_id = ? and ended_at is null order by opened_at desc",
            (account.id,),
        ).fetchall()
    return [found for row in rows if (found := by_id_of_session(row[0]))]


def hash_of(secret: str) -> str:
    """Return what is kept of a random secret: 256 bits need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _find(column: str, value: str) -> Session | None:
    with reading() as con:
        row = con.execute(
            f"select id, account_id, via, opened_at, seen_at, expires_at from sessions where {column} = ? and ended_at is null",
            (value,),
        ).fetchone()
    if row is None:
        return None
    instant, seen = now(), datetime.fromisoformat(row["seen_at"])
    idle = timedelta(minutes=settings().idle_minutes)
    if instant >= datetime.fromisoformat(row["expires_at"]) or instant - seen >= idle:
        return None
    account = by_id(row["account_id"])
    if not account.is_open or (account.is_demo and not demonstration.is_open()):
        return None
    if instant - seen >= _TOUCHED_EVERY:
        with writing() as con:
            con.execute("update sessions set seen_at = ? where id = ?", (instant.isoformat(), row["id"]))
    return Session(row["id"], account, row["via"], row["opened_at"], row["seen_at"])

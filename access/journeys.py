"""Journeys to an identity provider and back: what each must bring back lies here, bound to the browser that left."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import timedelta

from starlette.requests import HTTPConnection
from starlette.responses import Response

from access import cookie
from access.clock import now
from access.database import writing
from access.sessions import hash_of

LASTS = timedelta(minutes=10)
_PATH = "/"  # what `__Host-` asks for
_MOST = 5_000  # anybody may start one: they never fill the disk


@dataclass(frozen=True)
class Journey:
    """What was sent along: `nonce` comes back in the token, `verifier` proves to the provider that it was we who asked."""

    nonce: str
    verifier: str
    redirect_uri: str
    target: str


def name(connection: HTTPConnection) -> str:
    """Return the name of the cookie that binds a journey to its browser."""
    return f"{cookie.name(connection)}-retour"


def begin(journey: Journey) -> tuple[str, str]:
    """Keep a journey and return (state, secret): the state goes through the provider, the secret in the browser's cookie."""
    state, secret = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    with writing() as con:
        con.execute("delete from journeys where expires_at <= ?", (now().isoformat(),))
        con.execute(
            "delete from journeys where rowid <= (select max(rowid) from journeys) - ?",
            (_MOST,),
        )
        con.execute(
            "insert into journeys (id_hash, content, expires_at) values (?, ?, ?)",
            (_id(state, secret), json.dumps(asdict(journey)), (now() + LASTS).isoformat()),
        )
    return state, secret


def finish(connection: HTTPConnection, state: str) -> Journey | None:
    """Return the journey that this state ends in this browser, once: None if it ended, is too old, or left from another."""
    secret = connection.cookies.get(name(connection), "")
    if not (state and secret):
        return None
    with writing() as con:
        row = con.execute(
            "delete from journeys where id_hash = ? returning content, expires_at", (_id(state, secret),)
        ).fetchone()
    if row is None or row["expires_at"] <= now().isoformat():
        return None
    return Journey(**json.loads(row["content"]))


def put(connection: HTTPConnection, response: Response, secret: str) -> None:
    """Bind the browser to its journey; `Lax`, for the way back comes from another site."""
    response.set_cookie(
        name(connection),
        secret,
        max_age=int(LASTS.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=cookie.is_secure(connection),
        path=_PATH,
    )


def remove(connection: HTTPConnection, response: Response) -> None:
    """Unbind the browser: its journey is over."""
    response.delete_cookie(
        name(connection), httponly=True, samesite="lax", secure=cookie.is_secure(connection), path=_PATH
    )


def _id(state: str, secret: str) -> str:
    # Both at once: neither a stolen state nor somebody else's cookie finds a journey, nor ends it.
    return hash_of(f"{state}.{secret}")

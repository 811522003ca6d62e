"""The session's cookie: out of reach of scripts, never sent by another site's request, `Secure` behind TLS."""

from __future__ import annotations

from starlette.requests import HTTPConnection
from starlette.responses import Response

from access.settings import settings


def is_secure(connection: HTTPConnection) -> bool:
    """Return whether the browser reached us over TLS: our own, or the declared proxy's."""
    return settings().is_secure or connection.url.scheme in ("https", "wss")


def name(connection: HTTPConnection) -> str:
    """Return the cookie's name: with `__Host-`, a browser takes it from nobody but this very host."""
    return "__Host-palier" if is_secure(connection) else "palier"


def read(connection: HTTPConnection) -> str:
    """Return the session's secret that the browser shows, empty when it shows none."""
    return connection.cookies.get(name(connection), "")


def put(connection: HTTPConnection, response: Response, secret: str) -> None:
    """Give the browser a session; it forgets it when it closes."""
    response.set_cookie(
        name(connection), secret, httponly=True, samesite="lax", secure=is_secure(connection), path="/"
    )


def remove(connection: HTTPConnection, response: Response) -> None:
    """Take the session back from the browser."""
    response.delete_cookie(
        name(connection), httponly=True, samesite="lax", secure=is_secure(connection), path="/"
    )

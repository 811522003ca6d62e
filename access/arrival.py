"""Coming in, whichever way: the browser receives its new session."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from access import cookie, sessions
from access.forms import address, go_to


def welcome(request: Request, secret: str, target: str) -> Response:
    """Give a new session to the browser; the one it had, whoever put it there, ends."""
    if before := sessions.by_secret(cookie.read(request)):
        sessions.end(before, address(request))
    answer = go_to(target)
    cookie.put(request, answer, secret)
    return answer

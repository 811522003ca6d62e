"""The sign-in pages: plain HTML forms that need no script, and the refusals that the gate gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qs, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from access.permissions import PAGES

TEMPLATES = Path(__file__).parent / "templates"
OPEN = frozenset(
    {
        *("/connexion", "/connexion/style.css", "/connexion/demonstration", "/connexion/organisation"),
        *("/connexion/organisation/retour", "/deconnexion", "/premiere-ouverture", "/invitation"),
    }
)
_MOST = 16_384  # bytes of a form: a login, a password, a link
# Stricter than Streamlit can bear: these pages run no script and ask for one sheet of style and one picture.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'"
)
_PAGES = Environment(
    loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)
Form = Mapping[str, str]
T = TypeVar("T")


def page(name: str, status: int = 200, **content: object) -> Response:
    """Return one of the sign-in pages; every text put in it is escaped."""
    html = _PAGES.get_template(f"{name}.html").render(**content)
    return HTMLResponse(
        html, status, headers={"content-security-policy": _POLICY, "cache-control": "no-store"}
    )


def refusal(connection: HTTPConnection, status: int, text: str, home: bool = False) -> Response:
    """Return a refusal: a page for a person, plain text for a program."""
    if "text/html" in connection.headers.get("accept", ""):
        return page(
            "refus", status, title=_TITLES.get(status, HTTPStatus(status).phrase), text=text, home=home
        )
    return PlainTextResponse(text, status, headers={"cache-control": "no-store"})


_TITLES = {
    400: "Adresse inconnue",
    401: "Session terminée",
    403: "Accès refusé",
    500: "Un problème est survenu",
}


def go_to(path: str) -> Response:
    """Return the way to another page of ours, asked for anew."""
    return RedirectResponse(path, 303, headers={"cache-control": "no-store"})


def safe_target(asked: str) -> str:
    """Return where to go after signing in: a page of ours that was asked for, else the home page."""
    parts = urlsplit(asked)
    is_ours = (
        asked.startswith("/") and not parts.scheme and not parts.netloc and parts.path.strip("/") in PAGES
    )
    if not is_ours or any(sign in asked for sign in "\\\r\n\t") or asked.startswith("//"):
        return "/"
    return f"/{parts.path.strip('/')}" + (f"?{parts.query}" if parts.query else "")


async def form(request: Request) -> Form:
    """Return the fields of a form, first value of each; an oversized or unreadable one is empty."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST:
            return {}
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20)
    except ValueError:  # more fields than any form of ours has
        return {}
    return {name: values[0] for name, values in fields.items()}


async def aside(work: Callable[..., T], *values: object) -> T:
    """Return what some slow work gives, done away from the server's loop."""
    return await run_in_threadpool(work, *values)


def address(connection: HTTPConnection) -> str:
    """Return the address that a request comes from, as the server (or its trusted proxy) tells it."""
    return connection.client.host if connection.client else ""

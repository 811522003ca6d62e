"""The gate: every request and every WebSocket passes here first. Without a session, nothing of the house is served."""

from __future__ import annotations

import logging
import re
import secrets
from collections import OrderedDict
from collections.abc import Collection
from urllib.parse import quote, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from access import audit, cookie, forms, sessions
from access.accounts import Account
from access.permissions import PAGES, Permission
from access.quiet import without_words
from access.settings import settings

LOG = logging.getLogger("palier")
HEADER = b"x-palier-session"
_OURS = b"x-palier-"
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")
# Served to anybody: that the server lives, the sign-in pages, and their picture.
OPEN = frozenset({"/_stcore/health", "/i18n/palier.svg", *forms.OPEN})
# What a part of Streamlit needs, beyond being signed in.
ROUTES: dict[str, Permission] = {
    "/_stcore/upload_file": "hand_over",
    "/_stcore/metrics": "associations",  # of the whole server: for who holds it
    "/_stcore/stream": "own_account",
    "/_stcore/host-config": "own_account",
    "/_stcore/bidi-components": "own_account",
}
# Streamlit's other services, today's and tomorrow's: its own sign-in, its agents' door. Nobody's.
_CLOSED = ("/_stcore", "/auth", "/oauth2callback")
_SAFE = ("GET", "HEAD", "OPTIONS")
_MEDIA = re.compile(rb"/media/([0-9A-Za-z_-]+)")
_REMEMBERED = 2_000


class Gate:
    """Lets in whoever has a session and the permission; hands the session's name to the script in a header of our own."""

    def __init__(self, app: ASGIApp, hosts: Collection[str] = LOCAL_HOSTS) -> None:
        self.app = app
        self.hosts = frozenset(hosts)
        self.shown = Shown()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        scope = {
            **scope,
            "headers": [one for one in scope["headers"] if not one[0].lower().startswith(_OURS)],
        }
        connection = HTTPConnection(scope)
        answer = self._answer(connection)
        if answer is None:
            await self._pass(connection, receive, send)
        elif scope["type"] == "http":
            await answer(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})

    def _answer(self, connection: HTTPConnection) -> Response | None:
        """Return the refusal of a request, or None when it may go on; a session is then in `state`."""
        if not self._is_our_host(connection):
            return forms.refusal(connection, 400, "Cette adresse n'est pas celle de Palier.")
        if not self._is_from_here(connection):
            return forms.refusal(
                connection, 403, "Cette demande vient d'un autre site : elle n'a pas été suivie."
            )
        path = connection.url.path
        if path in OPEN:
            return None
        session = sessions.by_secret(cookie.read(connection))
        if session is None:
            return _ask_to_sign_in(connection)
        account = session.account
        if not _is_allowed(account, path) or not self._was_shown(account, path):
            audit.record(account.login, "denied", path, forms.address(connection))
            return forms.refusal(
                connection, 403, "Cette page n'est pas ouverte à votre rôle. Revenez à l'accueil.", home=True
            )
        connection.scope["headers"].append((HEADER, session.id.encode()))
        connection.scope["palier.account"] = account
        return None

    async def _pass(self, connection: HTTPConnection, receive: Receive, send: Send) -> None:
        account: Account | None = connection.scope.pop("palier.account", None)
        is_secure = cookie.is_secure(connection)

        async def watched(message: Message) -> None:
            if message["type"] == "websocket.send" and account:
                self.shown.note(account, message.get("bytes") or b"")
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if is_secure:
                    headers["strict-transport-security"] = "max-age=31536000"
                    message["headers"] = [_kept_secure(*one) for one in message["headers"]]
                    headers = MutableHeaders(scope=message)
                if _is_private(connection.url.path, headers):
                    headers["cache-control"] = "no-store"
            await send(message)

        await self.app(connection.scope, receive, watched)

    def _is_our_host(self, connection: HTTPConnection) -> bool:
        return _host(connection.headers.get("host", "")) in self.hosts

    def _is_from_here(self, connection: HTTPConnection) -> bool:
        """Return whether whoever asks is a page of ours; reading a page is free, whoever leads to it."""
        is_socket = connection.scope["type"] == "websocket"
        if not is_socket and connection.scope["method"] in _SAFE:
            return True
        origin, host = connection.headers.get("origin", ""), connection.headers.get("host", "")
        if _host(host) == settings().public_host:
            return origin == settings().public_url  # over TLS: the same name without it is somebody else
        return origin != "" and urlsplit(origin).netloc == host

    def _was_shown(self, account: Account, path: str) -> bool:
        """Return whether a file to take away was offered to this very account, and not to another."""
        found = _MEDIA.match(path.encode())
        return found is None or self.shown.knows(account, found[1])


class Shown:
    """Which files to take away were offered to which account: read from what their pages were sent."""

    def __init__(self) -> None:
        self._names: OrderedDict[tuple[int, bytes], None] = OrderedDict()

    def note(self, account: Account, sent: bytes) -> None:
        """Remember the files named in what was sent to an account's page."""
        for name in _MEDIA.findall(sent):
            self._names[account.id, name] = None
            self._names.move_to_end((account.id, name))
        while len(self._names) > _REMEMBERED:
            self._names.popitem(last=False)

    def knows(self, account: Account, name: bytes) -> bool:
        """Return whether a file was offered to an account."""
        return (account.id, name) in self._names


class Apology:
    """Whatever fails below is answered in French with a reference; the detail goes to the log, without its words."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def noting(message: Message) -> None:
            nonlocal started
            started = started or message["type"].endswith((".start", ".accept"))
            await send(message)

        try:
            await self.app(scope, receive, noting)
        except Exception as error:  # noqa: BLE001  # the last place where a failure can still be told in French
            reference = secrets.token_hex(4).upper()
            LOG.error("Référence %s\n%s", reference, without_words(error))
            if scope["type"] == "http" and not started:
                told = f"Palier a rencontré un problème. Communiquez la référence {reference} à la personne qui l'administre."
                await forms.refusal(HTTPConnection(scope), 500, told)(scope, receive, send)


def _is_allowed(account: Account, path: str) -> bool:
    # Streamlit serves its page at any address, and reads the last word of it as the page's name.
    last = path.rstrip("/").rsplit("/", 1)[-1]
    if last in PAGES and not account.may_open(last):
        return False
    needs = [need for part, need in ROUTES.items() if _is_under(path, part)]
    return all(map(account.may, needs)) if needs else not any(_is_under(path, part) for part in _CLOSED)


def _is_under(path: str, part: str) -> bool:
    return path == part or path.startswith(f"{part}/")


def _kept_secure(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """Return a header; a cookie, whoever sets it, is then never sent in the clear."""
    if name.lower() == b"set-cookie" and b"secure" not in value.lower():
        return name, value + b"; Secure"
    return name, value


def _ask_to_sign_in(connection: HTTPConnection) -> Response:
    wants_page = "text/html" in connection.headers.get("accept", "")
    if connection.scope["type"] == "http" and connection.scope["method"] == "GET" and wants_page:
        asked = connection.url.path + (f"?{connection.url.query}" if connection.url.query else "")
        there = "" if asked == "/" else f"?vers={quote(asked, safe='/')}"
        return forms.go_to(f"/connexion{there}")
    return forms.refusal(connection, 401, "Votre session est terminée : reconnectez-vous.")


def _is_private(path: str, headers: MutableHeaders) -> bool:
    return path.startswith("/media/") or headers.get("content-type", "").startswith("text/html")


def _host(header: str) -> str | None:
    try:
        parts = urlsplit(f"//{header}")
        return None if "@" in header or parts.path or parts.query else parts.hostname
    except ValueError:
        return None

"""The shell around Streamlit: security headers, and an index page in French. No page is written here."""

from __future__ import annotations

import re
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from access.permissions import HOME, HOMES

# Nothing is ever asked of another host, and no script runs but the files we serve. Streamlit and Plotly
# write their styles inline; a figure saved as an image is a blob.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-ancestors 'none'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'"
)
SECURITY_HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
_STREAMLIT_PAGE = b"<title>Streamlit</title>"
_HEAD = b'<title>Palier</title>\n    <script src="/i18n/fr.js"></script>\n    <link rel="stylesheet" href="/i18n/palier.css">'
_NO_SCRIPT = "<noscript><p>Palier a besoin de JavaScript : activez-le dans votre navigateur.</p></noscript>"
_REWRITES = (
    (_STREAMLIT_PAGE, _HEAD),
    (rb'<html lang="en">', b'<html lang="fr">'),
    (rb'href="\./favicon\.png"', b'href="/i18n/palier.svg" type="image/svg+xml"'),
    (rb"(?s)<noscript>.*?</noscript>", _NO_SCRIPT.encode()),
    # A hint for crawlers, written inline: our policy would refuse it, noisily.
    (rb"(?s)<script>\s*window\.prerenderReady.*?</script>", b""),
    (rb'<link rel="service-desc"[^>]*>', b""),
    (rb"(?s)<!--.*?-->\s*", b""),
)


def french_page(html: bytes) -> bytes:
    """Return Streamlit's index page in French; any other page comes back as it was."""
    if _STREAMLIT_PAGE not in html:
        return html
    for english, french in _REWRITES:
        html = re.sub(english, french, html)
    return html


class SecurityHeaders:
    """Adds `SECURITY_HEADERS` to every response that does not bring its own, and « ask again next time »."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in (SECURITY_HEADERS | {"cache-control": "no-cache"}).items():
                    headers.setdefault(name, value)  # the sign-in pages bring a stricter policy of their own
            await send(message)

        await self.app(scope, receive, send_with_headers)


class CompressedAssets:
    """Compresses Streamlit's own files: 3 MB at a first visit instead of 10, then kept by the browser."""

    def __init__(self, app: ASGIApp) -> None:
        self.plain = app
        self.compressed = GZipMiddleware(app, compresslevel=4)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_asset = scope["type"] == "http" and scope["path"].startswith("/static/")
        await (self.compressed if is_asset else self.plain)(scope, receive, send)


class FrenchPages:
    """Rewrites Streamlit's index page, at whatever address it is served, on its way out."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET":
            # Compressed, the page could not be read here.
            kept = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            scope, send = {**scope, "headers": kept}, _Rewriter(send)
        await self.app(scope, receive, send)


class _Rewriter:
    """Holds an HTML response back until it is whole; lets everything else through as it comes."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.start: Message | None = None
        self.html = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self.start = message
        elif self.start is None:
            await self.send(message)
        else:
            self.html += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish(self.start, french_page(self.html))

    async def _finish(self, start: Message, html: bytes) -> None:
        headers = MutableHeaders(scope=start)
        headers["content-length"] = str(len(html))
        # They name the English file: sent back after an upgrade, they would be answered « unchanged ».
        del headers["etag"], headers["last-modified"]
        await self.send(start)
        await self.send({"type": "http.response.body", "body": html})


async def home(request: Request) -> Response:
    """Return the way from a home page's own name to `/`, where Streamlit serves it; filters come along.

    Each role has one home; the gate has already refused the other's to whoever may not open it.
    """
    return RedirectResponse(f"/?{request.url.query}".rstrip("?"))


def _is_html(message: Message) -> bool:
    return Headers(scope=message).get("content-type", "").startswith("text/html")


# Around everything, refusals included; then what is done to Streamlit's own answers. The gate stands between.
OUTSIDE = [Middleware(SecurityHeaders)]
INSIDE = [Middleware(CompressedAssets), Middleware(FrenchPages)]
ROUTES: list[BaseRoute] = [
    *(Route(f"/{page}", home) for page in {HOME, *HOMES.values()}),
    Mount("/i18n", StaticFiles(directory=Path(__file__).parent / "static")),
]

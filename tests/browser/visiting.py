"""A visit: a page opened as a person would, with everything that should not happen written down."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

from tests.browser.serving import DATA
from tests.people import COOKIE, signed_in_at

READY = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    return app?.dataset.testConnectionState === 'CONNECTED'
        && app.dataset.testScriptState === 'notRunning'
        && document.querySelector('[data-testid="stMain"] [data-testid="stElementContainer"]')
        && !document.querySelector('[data-testid="stSkeleton"]');
}"""
# On a page's address, Streamlit first looks for its own services beside the page, then at the root.
EXPECTED = ("/_stcore/health", "/_stcore/host-config")


@dataclass
class Visit:
    """What the browser complained of, and whom it asked, since the page was opened."""

    page: Page
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        """Keep an error of the console, but for the answers that Streamlit expects."""
        if message.type == "error" and not message.location["url"].endswith(EXPECTED):
            self.errors.append(message.text)

    def watch(self, request: Request) -> None:
        """Keep a request to any other host."""
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.hostname not in ("127.0.0.1", "localhost"):
            self.outside.append(request.url)

    def go_on_to(self, stem: str) -> None:
        """Follow the menu to another page, and wait until it is drawn; what was complained of before is forgotten."""
        self.errors.clear()
        self.outside.clear()
        link = self.page.locator(f'[data-testid="stSidebarNavLink"][href$="/{stem}"]')
        link.evaluate("(link) => link.click()")  # wherever the menu is, even closed on a telephone
        self.page.wait_for_url(re.compile(rf"/{stem}(\?|$)"))  # it changes when the page's script begins
        wait_until_ready(self.page)


def reader_of(stem: str) -> str:
    """Return a role that may open a page: the leadership, but for the accounts and the federation's."""
    return {"comptes": "administration", "federation": "federation"}.get(stem, "direction")


def sign_in(page: Page, url: str, role: str = "direction") -> None:
    """Give the browser a session of a role on the server of that address, whatever it had before."""
    parts = urlsplit(url)
    server = f"{parts.scheme}://{parts.netloc}"
    page.context.clear_cookies()
    page.context.add_cookies(
        [{"name": COOKIE, "value": signed_in_at(DATA[server], role).secret, "url": server}]
    )


def open_page(page: Page, url: str, role: str = "direction") -> Visit:
    """Open the address as a person of that role, wait until nothing is left to draw, and return the visit, which goes on listening.

    Who is signed in on that server already stays so.
    """
    if not [one for one in page.context.cookies(url) if one["name"] == COOKIE]:
        sign_in(page, url, role)
    visit = Visit(page)
    page.on("console", visit.hear)
    page.on("pageerror", lambda error: visit.errors.append(str(error)))
    page.on("request", visit.watch)
    page.goto(url)
    wait_until_ready(page)
    return visit


def wait_until_ready(page: Page) -> None:
    """Wait until the script has run and every element is drawn."""
    page.wait_for_function(READY)

"""Servers and a browser for the tests that look at the site as a person does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.serving import fill_with_demo, serve
from tests.ensure_tools import find_browser

ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"),
    # The browser's own calls home would be taken for the site's.
    *("--disable-background-networking", "--disable-component-update"),
]
# A shared machine may be slow: waiting longer proves as much, and costs nothing when the answer comes.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """Yield the address of a server that nobody has visited yet, on an empty data folder."""
    with serve(tmp_path / "data") as address:
        yield address


@pytest.fixture(scope="session")
def empty_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a server where nothing was ever deposited."""
    with serve(tmp_path_factory.mktemp("empty") / "data") as address:
        yield address


@pytest.fixture(scope="session")
def demo_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a server filled with the demo workbooks; tests leave its data as they are."""
    data = tmp_path_factory.mktemp("demo") / "data"
    fill_with_demo(data)
    with serve(data) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield the system's Chromium; fail, never skip, where there is none."""
    path = find_browser()
    assert path, "No Chromium: run `python tests/ensure_tools.py`."
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Yield an empty page of a French browser, tall enough that nothing needs scrolling."""
    # Nothing that moves: an animation is drawn anew sixty times a second, by the processor that serves the page too.
    context = browser.new_context(
        locale="fr-FR", viewport={"width": 1280, "height": 2000}, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()

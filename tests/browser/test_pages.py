"""Every page in a browser: quiet, French, at home, in both themes and on a telephone; full, and before the first file."""

from __future__ import annotations

import re
from contextlib import suppress
from itertools import groupby

import pytest
from playwright.sync_api import Page, TimeoutError, ViewportSize, expect

from tests.browser.serving import ROOT
from tests.browser.test_shell import ENGLISH, TEXTS
from tests.browser.visiting import Visit, open_page, reader_of, wait_until_ready

pytestmark = pytest.mark.browser

STEMS = sorted(path.stem for path in (ROOT / "pages").glob("*/*.py"))
SERVERS = ("demo_server", "empty_server")
OURS = re.compile(r"\b(None|nan|NaN|NaT|null|undefined|Error|Data|True|False)\b")
SCREEN: ViewportSize = {"width": 1280, "height": 2000}
TELEPHONE: ViewportSize = {"width": 390, "height": 2000}
# The sum of red, green and blue behind the page, and of the letters of its title: 0 is black, 765 is white.
COLOURS = """() => ['stApp', 'stHeading'].map((name) => {
    const element = document.querySelector(`[data-testid="${name}"]`);
    const style = getComputedStyle(name === 'stApp' ? element : element.querySelector('h1'));
    const colour = name === 'stApp' ? style.backgroundColor : style.color;
    return colour.match(/[0-9.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0);
})"""
# The boxes that hold the whole page, when something in them is wider than the screen.
OVERFLOW = """() => {
    const scrolling = [document.documentElement, document.querySelector('[data-testid="stMain"]')];
    const wide = scrolling.filter((box) => box.scrollWidth > box.clientWidth + 1);
    return wide.map((box) => `${box.dataset.testid ?? 'document'}: ${box.scrollWidth} > ${box.clientWidth}`);
}"""


@pytest.mark.parametrize("server", SERVERS)
def test_every_page_is_quiet_french_legible_in_both_themes_and_fits_a_telephone(
    page: Page, server: str, request: pytest.FixtureRequest, subtests: pytest.Subtests
) -> None:
    site = str(request.getfixturevalue(server))
    for role, stems in groupby(sorted(STEMS, key=reader_of), reader_of):
        first, *others = sorted(
            stems, key=lambda stem: stem != "synthese"
        )  # at home in the menu, its address is bare
        page.context.clear_cookies()
        visit = open_page(page, f"{site}/{first}", role)
        with subtests.test(first):
            _is_sound(visit)
        for (
            stem
        ) in others:  # by the menu, as a person goes: an address typed in begins the whole application again
            with subtests.test(stem):
                visit.go_on_to(stem)
                _is_sound(visit)


def _is_sound(visit: Visit) -> None:
    page = visit.page
    expect(page.locator("h1").first).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.title().endswith(" · Palier")
    assert page.get_by_text("a rencontré un problème").count() == 0
    assert [text for text in page.evaluate(TEXTS) if ENGLISH.search(text) or OURS.search(text)] == []
    # Each change of theme draws every chart anew: a page begins in the theme where the one before it was left.
    background, letters = page.evaluate(COLOURS)
    is_light = background > 600
    assert _is_legible(is_light, background, letters)
    page.emulate_media(color_scheme="dark" if is_light else "light")
    page.wait_for_function(f"() => (({COLOURS})()[0] < 200) === {str(is_light).lower()}")
    assert _is_legible(not is_light, *page.evaluate(COLOURS))
    page.set_viewport_size(TELEPHONE)
    with suppress(TimeoutError):  # charts are drawn anew a moment after the screen changes
        page.wait_for_function(f"() => ({OVERFLOW})().length === 0", timeout=10_000)
    assert page.evaluate(OVERFLOW) == []
    page.set_viewport_size(SCREEN)
    assert visit.errors == []
    assert visit.outside == []


def _is_legible(is_light: bool, background: int, letters: int) -> bool:
    """Return whether letters stand out from what is behind them, in the theme that was asked for."""
    return background > 600 > 200 > letters if is_light else background < 200 < 600 < letters


def test_a_choice_is_kept_in_the_address_and_a_link_reopens_it(page: Page, demo_server: str) -> None:
    open_page(page, f"{demo_server}/participation")
    tile = page.get_by_test_id("stMetric").filter(has_text="Réunions tenues").get_by_test_id("stMetricValue")
    before = tile.inner_text()
    page.get_by_role("combobox", name="Période").click()
    page.get_by_role("option", name="2024", exact=True).click()
    expect(page).to_have_url(re.compile(r"periode=2024"))
    expect(tile).not_to_have_text(before)  # the address changes first, the figures after
    wait_until_ready(page)
    held = tile.inner_text()
    page.goto(page.url)
    wait_until_ready(page)
    expect(tile).to_have_text(held)
    page.goto(f"{demo_server}/participation?periode=2023")
    wait_until_ready(page)
    expect(tile).not_to_have_text(held)

"""The shell, in a browser: French, closed to the outside, and no page but through the menu."""

from __future__ import annotations

import re
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import DATA, ROOT
from tests.browser.visiting import open_page, reader_of
from tests.people import signed_in_at

pytestmark = pytest.mark.browser

STEMS = sorted(path.stem for path in (ROOT / "pages").glob("*/*.py"))
# Streamlit's own words, as a person or a screen reader would meet them.
ENGLISH = re.compile(
    r"\b(Upload|Drag and drop|per file|Browse|Choose|Select|Search|Download as|Fullscreen|Show/hide|Clear"
    r"|Close|Rerun|Print|About|Settings|Theme|Sidebar|sidebar|Skip to|Main menu|App pages|Loading|Running"
    r"|Connecting|Press Enter|Help for|Link to|Copy|Open|Page not found|start date|end date|available)\b"
)
TEXTS = """() => {
    const found = [];
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    while (nodes.nextNode()) {
        const node = nodes.currentNode;
        if (node.nodeType === Node.TEXT_NODE) {
            if (!node.parentElement.closest('style, script, code, [data-testid="stIconMaterial"]')) {
                found.push(node.data);
            }
        } else {
            const attributes = ['aria-label', 'title', 'placeholder'];
            found.push(...attributes.map((name) => node.getAttribute(name) ?? ''));
        }
    }
    return found;
}"""


# Each on a server of its own; tests/test_door.py asks one for every page before any menu was drawn.
@pytest.mark.parametrize("stem", ["comptes", "participation"])
def test_the_first_visitor_of_a_fresh_server_gets_no_page_but_through_the_menu(
    page: Page, server: str, stem: str
) -> None:
    # Until a menu has been drawn once, Streamlit would run a script of pages/ on its own: no gate, no footer.
    page.goto(f"{server}/{stem}")
    expect(page.get_by_role("heading", name="Première ouverture")).to_be_visible()
    open_page(page, f"{server}/{stem}", reader_of(stem))
    expect(page.get_by_text("Palier · aucun chiffre")).to_be_visible()
    assert page.get_by_test_id("stSidebarNavLink").count() == (4 if stem == "comptes" else len(STEMS) - 2)


def test_an_unknown_address_leads_home_in_french(page: Page, empty_server: str) -> None:
    open_page(page, f"{empty_server}/nulle-part")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Page introuvable")
    expect(dialog).to_contain_text("Voici la page d’accueil.")
    assert page.title() == "Synthèse · Palier"


def test_the_menu_is_french(page: Page, empty_server: str) -> None:
    open_page(page, empty_server)
    page.get_by_test_id("stMainMenuButton").click()
    expect(page.get_by_test_id("stMainMenuList")).to_contain_text("Sombre")
    assert not ENGLISH.search(page.get_by_test_id("stMainMenuList").inner_text())


def test_a_french_text_that_looks_english_is_left_alone(page: Page, empty_server: str) -> None:
    open_page(page, empty_server)
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<code id=mine>Stop</code><p id=said>Stop !</p>')"
    )
    page.wait_for_timeout(100)
    assert (page.locator("#mine").inner_text(), page.locator("#said").inner_text()) == ("Stop", "Stop !")


@pytest.mark.parametrize(
    "path", ["/", "/residence", "/_stcore/health", "/i18n/fr.js", "/absent/_stcore/health"]
)
def test_every_answer_carries_the_security_headers(empty_server: str, path: str) -> None:
    headers = _get(empty_server + path)[0]
    assert "script-src 'self';" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_static_files_are_compressed_for_those_who_ask(empty_server: str) -> None:
    script = re.search(rb'src="\./(static/js/index[^"]+)"', _get(empty_server)[1])
    assert script
    plain, packed = (
        _get(f"{empty_server}/{script[1].decode()}", encoding) for encoding in ("identity", "gzip")
    )
    assert packed[0]["content-encoding"] == "gzip"
    assert len(packed[1]) < len(plain[1]) / 2


def test_the_home_page_answers_to_its_name_and_keeps_the_filters(page: Page, empty_server: str) -> None:
    open_page(page, f"{empty_server}/synthese?annee=2025")
    assert page.url.startswith(f"{empty_server}/?annee=2025")


def _get(url: str, encoding: str = "identity") -> tuple[dict[str, str], bytes]:
    server = next(one for one in DATA if url.startswith(one))
    headers = {"accept-encoding": encoding, "cookie": signed_in_at(DATA[server]).cookie}
    try:
        answer = urlopen(Request(url, headers=headers), timeout=10)
    except HTTPError as refused:
        answer = refused
    with answer:
        return {name.lower(): value for name, value in answer.headers.items()}, answer.read()

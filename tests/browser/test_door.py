"""The door in a browser: the first start, coming in and going out by hand, a session ended under an open page."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from access import passwords, sessions
from access.accounts import by_login, create, set_password
from tests.browser.serving import DATA, ROOT, serve
from tests.browser.test_shell import ENGLISH, TEXTS
from tests.browser.visiting import open_page, sign_in, wait_until_ready
from tests.people import signed_in_at
from tests.test_door import WHO_MAY_OPEN

pytestmark = pytest.mark.browser

PASSWORD = "girafe tambour nuage cuillère"
STEMS = sorted(path.stem for path in (ROOT / "pages").glob("*/*.py"))
BEYOND_DIRECTION = ("equipe", "evaluateur", "administration")


def test_from_the_console_s_code_to_an_invited_colleague(page: Page, tmp_path: Path) -> None:
    with serve(tmp_path / "data") as address:
        log = (tmp_path / "data.log").read_text("utf-8")
        [code] = re.findall(r"Code à usage unique : (\S+)", log)
        complaints: list[str] = []
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type == "error" else None
        )
        page.goto(f"{address}/comptes")
        page.get_by_label("Code à usage unique").fill(code)
        page.get_by_label("Identifiant").fill("informatique")
        page.get_by_label("Qui est-ce").fill("Service informatique")
        page.get_by_label("Nouveau mot de passe").fill(PASSWORD)
        page.get_by_label("Le même").fill(PASSWORD)
        page.keyboard.press("Enter")
        wait_until_ready(page)
        expect(page.get_by_role("heading", name="Comptes", exact=True)).to_be_visible()
        assert [text for text in complaints if "Content" in text] == []
        # The code has served.
        assert httpx.get(f"{address}/premiere-ouverture").headers["location"] == "/connexion"


def test_one_comes_in_and_goes_out_with_the_keyboard_alone(
    page: Page, empty_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PALIER_DATA", str(DATA[empty_server]))
    if by_login("clavier") is None:
        made = create("clavier", "Direction", "direction", by="test")
        set_password(made, passwords.hashed(PASSWORD), by="test")
    page.goto(f"{empty_server}/conflits?periode=2025")
    expect(page.get_by_label("Identifiant")).to_be_focused()
    page.keyboard.type("clavier")
    page.keyboard.press("Tab")
    page.keyboard.type("pas le bon")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Identifiant ou mot de passe inexact.")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.keyboard.press("Enter")
    wait_until_ready(page)
    expect(page).to_have_url(re.compile(r"/conflits\?periode=2025"))
    [cookie] = page.context.cookies(empty_server)[:1]
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    assert page.evaluate("document.cookie").count("palier") == 0
    page.get_by_role("link", name="Se déconnecter").click()
    page.get_by_role("button", name="Se déconnecter", exact=True).click()
    expect(page.get_by_role("heading", name="Vous êtes déconnecté")).to_be_visible()
    page.goto(f"{empty_server}/conflits")
    expect(page.get_by_role("heading", name="Connexion")).to_be_visible()


def test_the_sign_in_pages_are_french_and_need_no_script(page: Page, empty_server: str) -> None:
    quiet = page.context.browser.new_context(java_script_enabled=False, locale="fr-FR")  # type: ignore[union-attr]
    plain = quiet.new_page()
    plain.goto(f"{empty_server}/connexion")
    assert plain.locator("script").count() == 0
    plain.get_by_label("Identifiant").fill("personne")
    plain.get_by_label("Mot de passe").fill("rien du tout")
    plain.get_by_role("button", name="Se connecter").click()
    expect(plain.get_by_role("alert")).to_be_visible()
    quiet.close()
    page.goto(f"{empty_server}/connexion")
    assert page.locator("html").get_attribute("lang") == "fr"
    assert [text for text in page.evaluate(TEXTS) if ENGLISH.search(text)] == []


def test_an_open_page_whose_session_was_ended_shows_nothing_more(page: Page, demo_server: str) -> None:
    open_page(page, f"{demo_server}/participation?periode=2025")
    expect(page.get_by_test_id("stMetric").first).to_be_visible()
    _end_every_session(demo_server, "direction.test")
    page.get_by_role("combobox", name="Période").click()
    page.get_by_role("option", name="2024", exact=True).click()
    expect(page.get_by_text("Votre session est terminée")).to_be_visible()
    expect(page.get_by_test_id("stMetric")).to_have_count(0)
    page.get_by_role("link", name="Se reconnecter").click()
    expect(page.get_by_role("heading", name="Connexion")).to_be_visible()


def test_an_open_dialog_whose_session_was_ended_gives_no_line(page: Page, demo_server: str) -> None:
    open_page(page, f"{demo_server}/participation?periode=2025")
    page.get_by_role("button", name="D'où vient ce chiffre ?").first.click()
    download = page.get_by_role("dialog").get_by_role("button", name="Télécharger ces lignes")
    expect(download).to_be_visible()
    _end_every_session(demo_server, "direction.test")
    taken: list[str] = []
    page.on("download", lambda one: taken.append(one.url))
    download.click()
    page.wait_for_timeout(2_000)
    assert taken == []


def test_lines_are_taken_away_by_our_button_only(page: Page, demo_server: str) -> None:
    own = page.get_by_role("button", name=re.compile("Télécharger .CSV.|Download as CSV"))
    open_page(page, f"{demo_server}/synthese")
    page.get_by_test_id("stDataFrame").first.hover()
    expect(own.first).to_be_visible()  # the grid's own, on a table of figures
    open_page(page, f"{demo_server}/participation?periode=2025")
    page.get_by_role("button", name="D'où vient ce chiffre ?").first.click()
    page.get_by_role("dialog").get_by_test_id("stDataFrame").hover()
    expect(page.get_by_role("dialog").get_by_role("button", name="Télécharger ces lignes")).to_be_visible()
    expect(page.get_by_role("dialog").locator(own)).to_have_count(0)


def test_lines_offered_to_one_are_not_given_to_another(page: Page, demo_server: str) -> None:
    open_page(page, f"{demo_server}/participation?periode=2025")
    page.get_by_role("button", name="D'où vient ce chiffre ?").first.click()
    with page.expect_download() as downloading:
        page.get_by_role("dialog").get_by_role("button", name="Télécharger ces lignes").click()
    url = downloading.value.url
    assert "/media/" in url
    for role in ("equipe", "evaluateur", "administration"):
        other = signed_in_at(DATA[demo_server], role)
        assert httpx.get(url, headers={"cookie": other.cookie}).status_code == 403
    assert httpx.get(url).status_code == 401


@pytest.mark.parametrize("role", BEYOND_DIRECTION)
def test_each_role_opens_its_pages_without_a_complaint_of_the_browser(
    page: Page, demo_server: str, role: str
) -> None:
    """One visit a role. What the leadership opens too is looked at as the leadership, page by page (test_pages.py)."""
    sign_in(page, demo_server, role)
    stems = [stem for stem in STEMS if role in WHO_MAY_OPEN[stem]]
    own = [stem for stem in stems if "direction" not in WHO_MAY_OPEN[stem]]
    stems = [*own, *(stem for stem in stems if stem not in own)][:5]
    assert len(stems) > 1
    visit = open_page(page, f"{demo_server}/{stems[0]}", role)
    for stem in stems:
        if stem != stems[0]:
            visit.go_on_to(stem)
        expect(page.locator("h1").first).to_be_visible()
        assert page.get_by_text("a rencontré un problème").count() == 0, stem
        assert [text for text in page.evaluate(TEXTS) if ENGLISH.search(text)] == [], stem
        assert (visit.errors, visit.outside) == ([], []), stem


def _end_every_session(server: str, login: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(DATA[server]))
        account = by_login(login)
        assert account
        assert sessions.end_all(account)

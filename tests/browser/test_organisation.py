"""Signing in with an organisation, in a browser: there and back, in, and out again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import serve
from tests.browser.visiting import wait_until_ready
from tests.organisation_provider import CLIENT, SECRET, Provider, running

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running(Provider()) as one:
        yield one


@pytest.fixture(scope="module")
def site(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server whose people sign in with that provider, and with nothing else."""
    folder = tmp_path_factory.mktemp("organisation")
    settings = {
        "name": "l'association",
        "issuer": provider.issuer,
        "client_id": CLIENT,
        "client_secret": SECRET,
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
    roles = [
        "[organisation.roles]",
        'direction = "direction"',
        'equipe = { role = "equipe", residences = ["GARRIGUE"] }',
    ]
    content = ["[palier]", "local_accounts = false", "[organisation]", *lines, *roles]
    (folder / "secrets.toml").write_text("\n".join(content), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_SECRETS", str(folder / "secrets.toml"))
        with serve(folder / "data") as address:
            yield address


def go_to_the_provider(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_label("Mot de passe")).to_have_count(0)
    page.get_by_role("link", name="Se connecter avec l'association").click()
    expect(page.get_by_role("heading", name="Connexion à l’organisation")).to_be_visible()


@pytest.mark.parametrize(("group", "title"), [("direction", "Direction"), ("equipe", "Équipe de résidence")])
def test_one_comes_in_with_the_organisation_and_goes_out(
    page: Page, site: str, provider: Provider, group: str, title: str
) -> None:
    provider.claims = {"sub": group, "given_name": "Camille", "groups": [group]}
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    go_to_the_provider(page, f"{site}/participation?periode=2025")
    page.get_by_role("button", name="Entrer comme Camille").click()
    wait_until_ready(page)
    expect(page).to_have_url(re.compile(rf"^{site}/participation\?periode=2025"))
    side = page.get_by_test_id("stSidebar")
    expect(side).to_contain_text("Camille")
    expect(side).to_contain_text(title)
    side.get_by_role("link", name="Se déconnecter").click()
    page.get_by_role("button", name="Se déconnecter", exact=True).click()
    expect(page.get_by_role("heading", name="Vous êtes déconnecté")).to_be_visible()
    page.goto(f"{site}/participation")
    expect(page.get_by_role("heading", name="Connexion", exact=True)).to_be_visible()
    assert [text for text in complaints if "Content" in text] == []


def test_whom_nothing_is_opened_for_reads_what_to_do(page: Page, site: str, provider: Provider) -> None:
    provider.claims = {"sub": "dehors", "groups": ["autre"]}
    go_to_the_provider(page, site)
    page.get_by_role("button", name="Entrer comme Camille").click()
    expect(page.get_by_role("heading", name="Aucun accès à Palier")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Demandez un accès à la personne qui administre Palier")
    page.goto(site)
    expect(page.get_by_role("heading", name="Connexion", exact=True)).to_be_visible()


def test_whoever_gives_up_at_the_provider_may_start_again(page: Page, site: str, provider: Provider) -> None:
    provider.claims = {"sub": "direction", "given_name": "Camille", "groups": ["direction"]}
    go_to_the_provider(page, site)
    page.get_by_role("button", name="Renoncer").click()
    expect(page.get_by_role("heading", name="Connexion interrompue")).to_be_visible()
    page.get_by_role("link", name="Aller à l’accueil").click()
    page.get_by_role("link", name="Se connecter avec l'association").click()
    page.get_by_role("button", name="Entrer comme Camille").click()
    wait_until_ready(page)
    expect(page.get_by_test_id("stSidebar").get_by_text("Se déconnecter")).to_be_visible()


def test_a_way_back_is_not_taken_twice(page: Page, site: str, provider: Provider) -> None:
    go_to_the_provider(page, site)
    stolen: list[str] = []
    page.on("request", lambda request: stolen.append(request.url) if "/retour?" in request.url else None)
    page.get_by_role("button", name="Renoncer").click()
    expect(page.get_by_role("heading", name="Connexion interrompue")).to_be_visible()
    page.goto(stolen[0])
    expect(page.get_by_role("heading", name="Cette connexion ne vaut plus")).to_be_visible()

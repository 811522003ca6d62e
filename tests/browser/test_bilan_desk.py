"""A director prepares a bilan: picks the call, writes a paragraph with a figure, publishes, and leaves with every file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Locator, Page, expect

from reports.bilan.outputs import OUTPUTS
from reports.bilan.sealed import Sealed, every_bilan
from tests.browser.serving import DATA, serve
from tests.browser.visiting import open_page, wait_until_ready
from tests.test_bilan_desk import fill

pytestmark = pytest.mark.browser

SEVERAL_SECONDS = 60_000


@pytest.fixture
def small_server(tmp_path: Path) -> Iterator[str]:
    """The address of a server on a call of 2025 and one year of meetings."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(tmp_path / "data"))
        fill(tmp_path)
    with serve(tmp_path / "data") as address:
        yield address


def test_from_the_call_to_the_archive(page: Page, small_server: str) -> None:
    def click(what: Locator) -> None:
        what.click(timeout=SEVERAL_SECONDS)
        wait_until_ready(page)

    visit = open_page(page, f"{small_server}/preparer_bilan")
    expect(page.get_by_text("Mois non clos : 1")).to_be_visible()
    click(page.get_by_role("button", name="Étape suivante : Les textes"))
    page.get_by_label("Votre commentaire").fill("Nous avons tenu {réunions tenues} réunions.")
    page.get_by_label("Votre commentaire").press("Tab")
    click(page.get_by_role("button", name="Mettre dans le texte"))
    expect(page.get_by_label("Votre commentaire")).to_have_value("Nous avons tenu {11 ¹} réunions.")
    click(page.locator(".st-key-bilan-enregistrer button"))
    expect(page.get_by_text("Enregistré : texte de la partie 3.")).to_be_visible()
    click(page.get_by_role("button", name="Étape suivante : Publier"))
    expect(page.get_by_text("La première page dira")).to_be_visible()
    click(page.get_by_text("J'ai relu."))
    click(page.get_by_role("button", name="Publier le bilan"))
    expect(page.get_by_text("Dites ce code au financeur")).to_be_visible()
    one = _published(small_server)
    expect(page.get_by_role("heading", name=f"{one.code[:4]}\xa0{one.code[4:]}")).to_be_visible()
    click(page.get_by_role("button", name="Préparer tous les fichiers"))
    with page.expect_download(timeout=SEVERAL_SECONDS) as download:
        page.get_by_role("button", name="Télécharger le dossier complet").click(timeout=SEVERAL_SECONDS)
    assert download.value.suggested_filename == f"bilan-{one.code}.zip"
    archive = ZipFile(download.value.path())
    assert set(archive.namelist()) == {"LISEZ-MOI.txt", *(each.name(one) for each in OUTPUTS.values())}
    annex = archive.read(OUTPUTS["annexe"].name(one))
    assert hashlib.sha256(annex).hexdigest() == one.annex_sha256
    assert "[11](" in one.bilan.parts[2].text
    assert (visit.errors, visit.outside) == ([], [])


def _published(server: str) -> Sealed:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(DATA[server]))
        [one] = every_bilan()
    return one

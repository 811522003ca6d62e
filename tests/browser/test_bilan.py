"""The evaluator opens the bilan, asks about a figure, is answered by the leadership, and verifies the annex that it was given."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copy

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from access.accounts import Perimeter
from tests.browser.serving import serve
from tests.browser.visiting import Visit, open_page, wait_until_ready
from tests.people import COOKIE, signed_in_at
from tests.small_association import CALL
from tests.small_bilan import small_bilan

pytestmark = pytest.mark.browser
FUNDER = Perimeter((), CALL, date(2024, 1, 1), date(2025, 12, 1))


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A server where a bilan is sealed, and its data."""
    folder = small_bilan(tmp_path / "small")
    [annex] = (folder / "data" / "bilans").glob("*.xlsx")
    copy(annex, folder / "annexe.xlsx")
    with serve(folder / "data") as address:
        yield address, folder


def test_a_question_on_a_figure_is_answered_and_an_annex_verified(
    page: Page, sealed: tuple[str, Path]
) -> None:
    address, folder = sealed
    visits = [as_role(page, address, folder, "evaluateur", "bilan")]
    done(page, page.get_by_label("Sommaire"))
    done(page, page.get_by_role("option", name="5. Mobiliser les résidents"))
    done(page, page.get_by_role("link", name="Réunions tenues", exact=True))
    page.wait_for_url("**ligne=**")
    expect(page.get_by_text("Définition")).to_be_visible()
    done(page, page.get_by_text("Poser une question sur ce chiffre"))
    page.get_by_role("textbox", name="Votre question").fill("Pourquoi douze réunions ?")
    done(page, page.get_by_role("button", name="Envoyer à l'association"))
    expect(page.get_by_text("1 question sur cette ligne")).to_be_visible()
    here = page.url

    visits.append(as_role(page, address, folder, "direction", ""))
    done(page, page.get_by_role("link", name="Répondre"))
    done(page, page.get_by_role("button", name="Répondre"))
    page.get_by_role("textbox", name="Votre réponse").fill("Une par mois, le mardi.")
    done(page, page.get_by_role("button", name="Envoyer la réponse"))
    expect(page.get_by_text("Une par mois, le mardi.")).to_be_visible()

    visits.append(as_role(page, address, folder, "evaluateur", here.removeprefix(f"{address}/")))
    expect(page.get_by_text("Une par mois, le mardi.")).to_be_visible()
    done(page, page.get_by_text("Vérifier un code ou un fichier"))
    page.locator('input[type="file"]').set_input_files(folder / "annexe.xlsx")
    expect(page.get_by_text("Conforme")).to_be_visible()
    page.locator('input[type="file"]').set_input_files(changed(folder / "annexe.xlsx"))
    expect(page.get_by_text("Fichier modifié")).to_be_visible()
    assert [(visit.errors, visit.outside) for visit in visits] == [([], [])] * 3


def done(page: Page, what: Locator) -> None:
    what.click()
    wait_until_ready(page)


def as_role(page: Page, address: str, folder: Path, role: str, at: str) -> Visit:
    """Come back as somebody else."""
    signed = signed_in_at(folder / "data", role, FUNDER if role == "evaluateur" else None)
    page.context.clear_cookies()
    page.context.add_cookies([{"name": COOKIE, "value": signed.secret, "url": address}])
    return open_page(page, f"{address}/{at}", role)


def changed(path: Path) -> Path:
    """Return a copy of the annex where a figure of the first page is another."""
    book, stream = load_workbook(path), io.BytesIO()
    book["3 Synthèse"]["B6"] = 41
    book.save(stream)
    (path.parent / "modifiee.xlsx").write_bytes(stream.getvalue())
    return path.parent / "modifiee.xlsx"

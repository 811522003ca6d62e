"""A month closed, a deposit into it refused with the reason, the month reopened, the deposit accepted: in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import serve
from tests.browser.visiting import open_page, wait_until_ready
from tests.workbooks import conflict, conflicts_file, load, residences_file

pytestmark = pytest.mark.browser

SEVERAL_SECONDS = 60_000
LINES = [conflict(number, date(2025, number, 4)) for number in (1, 2, 3)]


@pytest.fixture
def office(tmp_path: Path, data: Path) -> Iterator[str]:
    """The address of a server where the first quarter of 2025 was deposited, on 15 January 2026."""
    load(residences_file(tmp_path), conflicts_file(tmp_path / "c.xlsx", "Conflits T1 2025", LINES))
    with serve(data) as address:
        yield address


def hand_over(page: Page, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)
    button = page.get_by_role("button", name=re.compile("^(Charger|Rien à charger)"))
    expect(button).to_be_visible(timeout=SEVERAL_SECONDS)
    wait_until_ready(page)


def test_a_month_is_closed_refuses_a_deposit_and_takes_it_once_reopened(
    page: Page, office: str, tmp_path: Path
) -> None:
    board = f"{office}/tableau_du_mois?mois=mars+2025"
    visit = open_page(page, board)
    page.get_by_role("button", name="Clore le mois").click()
    page.get_by_text("Clore quand même").click()
    page.get_by_label("Qui clôt ?").fill("Camille")
    page.get_by_label("Qui clôt ?").press("Enter")
    page.get_by_role("button", name="Clore mars 2025").click()
    expect(page.get_by_text("Mars 2025 est clos")).to_be_visible(timeout=SEVERAL_SECONDS)

    changed = conflicts_file(
        tmp_path / "mars.xlsx", "Conflits mars 2025", [conflict(3, date(2025, 3, 4), outcome="Non résolu")]
    )
    page.goto(f"{office}/depot")
    wait_until_ready(page)
    hand_over(page, changed)
    expect(page.get_by_text("03/2025 est clos, par Camille le 15/01/2026")).to_be_visible()
    expect(page.get_by_text("demandez à la direction de rouvrir ce mois")).to_be_visible()
    expect(page.get_by_text("Mettre de côté les lignes")).to_have_count(0)
    expect(page.get_by_role("button", name="Rien à charger")).to_be_disabled()

    page.goto(board)
    wait_until_ready(page)
    page.get_by_role("button", name="Rouvrir le mois").click()
    page.get_by_label("Motif").fill("une issue corrigée")
    page.get_by_label("Motif").press("Enter")
    page.get_by_role("button", name="Rouvrir mars 2025").click()
    expect(page.get_by_text("une issue corrigée")).to_be_visible(timeout=SEVERAL_SECONDS)

    page.goto(f"{office}/depot")  # the file still waits there
    page.get_by_role("button", name="Charger 1 classeur").click(timeout=SEVERAL_SECONDS)
    expect(page.get_by_text("1 classeur chargé")).to_be_visible(timeout=SEVERAL_SECONDS)
    page.goto(board)
    wait_until_ready(page)
    for label, option in (("Résidence", "Viala"), ("Classeur", "Registre des conflits")):
        page.get_by_role("combobox", name=label).click()
        page.get_by_role("option", name=option).click()
        wait_until_ready(page)
    page.get_by_role("link", name="Voir le reçu").click()
    expect(page.get_by_role("heading", name="Historique")).to_be_visible()
    assert visit.errors == []
    assert visit.outside == []

"""The counter in a browser: forty files at once, followed one by one, and found again after the page is reloaded."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visiting import open_page, wait_until_ready
from tests.workbooks import conflict, conflicts_file

pytestmark = pytest.mark.browser
GARRIGUE = "Résidence La Garrigue (démo)"
A_WHILE = 90_000  # forty files are read and compared on a busy machine


def forty(folder: Path) -> list[Path]:
    """Return thirty-five registers of conflicts, a month each, four files that take their time, and one that is no workbook."""
    paths = []
    for number in range(35):
        day = date(2021 + number // 12, number % 12 + 1, 9)
        line = conflict(number, day, residence=GARRIGUE)
        paths.append(conflicts_file(folder / f"Conflits {day:%Y-%m}.xlsx", f"Conflits {day:%m/%Y}", [line]))
    broken = folder / "Photo du couloir.xlsx"
    broken.write_bytes(b"PK\x03\x04" + bytes(2000))
    slow = [folder / f"Longue liste {number}.csv" for number in range(4)]
    for number, path in enumerate(slow):
        path.write_text(f"a;b;{number}\n" + "x;y;z\n" * 90_000, "utf-8")
    return [*slow, *paths[:20], broken, *paths[20:]]


def test_forty_files_show_their_progress_and_survive_a_reload(
    page: Page, demo_server: str, tmp_path: Path
) -> None:
    visit = open_page(page, f"{demo_server}/depot")
    page.locator("input[type=file]").set_input_files(forty(tmp_path))
    expect(page.get_by_text(re.compile(r"Lecture des classeurs : \d+ sur 40"))).to_be_visible(timeout=A_WHILE)
    page.reload()
    stand = page.get_by_text(re.compile(r"^40 classeurs : .* et 5 à corriger"))
    expect(stand).to_be_visible(timeout=A_WHILE)
    expect(page.get_by_role("button", name=re.compile("^Charger"))).to_be_visible(timeout=A_WHILE)
    wait_until_ready(page)
    assert "le fichier est abîmé" in page.get_by_test_id("stMain").inner_text()
    page.get_by_role("link", name="Synthèse").click()
    expect(page.get_by_role("heading", name="Synthèse")).to_be_visible()
    page.get_by_role("link", name="Dépôt").click()
    expect(stand).to_be_visible(timeout=A_WHILE)
    page.get_by_role("button", name="Retirer du comptoir").click()
    page.get_by_role("button", name="Retirer", exact=True).click()
    expect(page.get_by_text("Classeurs à déposer")).to_be_visible(timeout=A_WHILE)
    assert visit.errors == []

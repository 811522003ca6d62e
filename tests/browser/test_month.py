"""The staff's month and the leadership's review, done by hand in a browser, from the first file to the figure."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Locator, Page, expect

from tests.browser.serving import ROOT, fill_with_demo, serve
from tests.browser.visiting import open_page, wait_until_ready

pytestmark = pytest.mark.browser

TO_TRY = ROOT / "data/demo/a_essayer"
GARRIGUE = "Résidence La Garrigue (démo)"
IN_2026 = "?residences=Résidence+La+Garrigue+(démo)&periode=2026"
SEVERAL_SECONDS = 60_000  # both files are read, then the figures built twice


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a server on the demo association, to be written, on a day of February 2026."""
    monkeypatch.setenv("PALIER_TODAY", "2026-02-05")
    fill_with_demo(tmp_path / "data")
    with serve(tmp_path / "data") as address:
        yield address


def tile(page: Page, title: str) -> Locator:
    return page.get_by_test_id("stMetric").filter(has_text=title).get_by_test_id("stMetricValue")


def hand_over(page: Page, *files: Path) -> None:
    page.locator("input[type=file]").set_input_files(files)
    expect(page.get_by_role("button", name=re.compile("^(Charger|Rien à charger)"))).to_be_visible(
        timeout=SEVERAL_SECONDS
    )
    wait_until_ready(page)


def take_away(page: Page) -> None:
    """Take every file away from the counter."""
    page.get_by_role("button", name="Retirer du comptoir").click()
    page.get_by_role("button", name="Retirer", exact=True).click()
    expect(page.get_by_text("Classeurs à déposer")).to_be_visible()
    wait_until_ready(page)


def test_the_month_of_the_staff(page: Page, office: str, tmp_path: Path) -> None:
    open_page(page, f"{office}/participation{IN_2026}")
    before = tile(page, "Réunions tenues").inner_text()

    visit = open_page(page, f"{office}/depot")
    hand_over(page, *sorted(TO_TRY.glob("*.xlsx")))
    expect(page.get_by_test_id("stMarkdownContainer").get_by_text("6 fautes")).to_be_visible()
    problem = page.get_by_role("row").filter(has_text="B5")
    expect(problem).to_contain_text("31/02/2026 n'existe pas ; vouliez-vous dire 28/02/2026 ?")

    load = page.get_by_role("button", name=re.compile("^Charger"))
    expect(load).to_contain_text("1")
    page.get_by_text("Mettre 6 lignes de côté").click()
    expect(load).to_contain_text("2")
    expect(load).to_be_disabled()
    page.get_by_label("Motif des doutes").fill("vérifié avec l'équipe")
    page.get_by_label("Motif des doutes").press("Enter")
    expect(load).to_be_enabled()
    already = entries(tmp_path / "data")
    load.click()

    expect(page.get_by_text("2 classeurs chargés")).to_be_visible(timeout=SEVERAL_SECONDS)
    receipts = entries(tmp_path / "data")[len(already) :]
    assert len(receipts) == 2
    for receipt in receipts:
        expect(page.get_by_role("strong").filter(has_text=receipt.stem)).to_be_visible()
    assert visit.errors == []

    page.get_by_role("link", name="Participation").click()
    page.goto(f"{office}/participation{IN_2026}")
    wait_until_ready(page)
    expect(tile(page, "Réunions tenues")).to_have_text(str(held_in_january()))
    assert before != str(held_in_january())


def entries(data: Path) -> list[Path]:
    return sorted((data / "loads").glob("0*.json"))


def held_in_january() -> int:
    [path] = TO_TRY.glob("R*unions*.xlsx")
    rows = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    return sum("tenue" in [str(cell).lower() for cell in row] for row in rows)


@pytest.mark.parametrize(
    ("point", "title", "route"),
    [("Comité réuni", "Instances", "instances"), ("conflits ouverts depuis plus", "Conflits", "conflits")],
)
def test_the_review_leads_from_an_urgent_point_to_its_residence(
    page: Page, demo_server: str, point: str, title: str, route: str
) -> None:
    open_page(page, demo_server)
    seen = page.get_by_role("button", name="Voir", exact=True)
    line = page.get_by_test_id("stHorizontalBlock").filter(has_text="Les Tilleuls").filter(has_text=point)
    line.filter(has=seen).get_by_role("button", name="Voir", exact=True).click()
    expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
    wait_until_ready(page)
    expect(page.get_by_test_id("stMultiSelect")).to_contain_text("Les Tilleuls")
    expect(page).to_have_url(re.compile(f"/{route}.*residences=.*Tilleuls"))


def test_the_review_takes_away_the_lines_behind_a_figure(page: Page, demo_server: str) -> None:
    visit = open_page(page, f"{demo_server}/participation?residences=Résidence+Les+Tilleuls+(démo)")
    shown = (
        page.get_by_test_id("stVerticalBlock").filter(has=tile(page, "Taux de présence aux réunions")).last
    )
    basis = re.search(r"(\d+) sur (\d+)", shown.inner_text())
    shown.get_by_role("button", name="D'où vient ce chiffre ?").click()
    dialog = page.get_by_role("dialog")
    told = re.compile(r"\d+ lignes? de \d+ fichier")
    expect(dialog.get_by_text(told)).to_be_visible()
    with page.expect_download() as downloading:
        dialog.get_by_role("button", name="Télécharger ces lignes").click()
    text = Path(downloading.value.path()).read_text("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert len(lines) == int(dialog.get_by_text(told).inner_text().split()[0])
    assert {line["Fichier"] for line in lines} == {"Réunions Tilleuls 2025.xlsx"}
    assert all(line["Feuille"] and int(line["Ligne"]) for line in lines)
    assert basis
    for column, total in zip(("Numérateur", "Dénominateur"), basis.groups(), strict=True):
        assert sum(float(line[column].replace(",", ".") or 0) for line in lines) == int(total)
    assert visit.errors == []
    assert visit.outside == []


def test_what_staff_typed_is_shown_as_typed(page: Page, demo_server: str, tmp_path: Path) -> None:
    typed = "![i](https://exemple.fr/i.png) [lien](https://exemple.fr) :red[*réglé*]"
    book = Workbook()
    book.worksheets[0].append(["N°", "Résidence", "Date signalement", "Nature", "Issue"])
    book.worksheets[0].append(["GAR-25-99", GARRIGUE, "12/01/2025", "Bruit", typed])
    book.save(tmp_path / "Conflits *essai*.xlsx")
    visit = open_page(page, f"{demo_server}/depot")
    hand_over(page, tmp_path / "Conflits *essai*.xlsx")
    expect(page.get_by_role("cell", name=typed, exact=True)).to_be_visible()
    take_away(page)  # the next visitor of that account would find it
    assert visit.outside == []
    assert visit.errors == []


def faulty() -> Path:
    [path] = TO_TRY.glob("*corriger*.xlsx")
    return path


def type_in(page: Page, grid: Locator, row: int, text: str, corrected: int) -> None:
    """Type in the column « À corriger en » of a grid, until the page says that it is corrected.

    A grid is drawn on a canvas: one leads it with keys, as staff may, and on a busy machine it follows late.
    """
    told = page.get_by_text(re.compile(f"· {corrected} corrigée"))
    for _ in range(4):
        page.wait_for_timeout(700)  # the page above it has just changed its height
        grid.scroll_into_view_if_needed()
        box = grid.locator("canvas").first.bounding_box()
        assert box
        page.mouse.click(box["x"] + 435, box["y"] + 52 + 35 * row)  # that column, in each of the grids
        page.wait_for_timeout(200)
        page.keyboard.press("Enter")
        page.wait_for_timeout(400)
        page.keyboard.press("Control+A")
        page.keyboard.type(text)
        page.wait_for_timeout(200)
        page.keyboard.press("Enter")
        try:
            expect(told).to_be_visible(timeout=6_000)
        except AssertionError:
            page.keyboard.press("Escape")
        else:
            break
    expect(told).to_be_visible()
    wait_until_ready(page)


def test_a_faulty_workbook_is_repaired_in_the_grid_until_it_loads(
    page: Page, office: str, tmp_path: Path
) -> None:
    visit = open_page(page, f"{office}/depot")
    hand_over(page, faulty())
    expect(page.get_by_text("0 corrigée, 6 restent")).to_be_visible()
    grids = page.get_by_test_id("stDataFrame").filter(has=page.locator("canvas"))
    for row, text in enumerate(("06/01/2026", "10", "28/01/2026", "3")):
        type_in(page, grids.nth(0), row, text, corrected=row + 1)
    expect(page.get_by_text("4 corrigées, 2 restent")).to_be_visible()
    type_in(page, grids.nth(1), 0, "Résolu", corrected=5)
    type_in(page, grids.nth(2), 0, GARRIGUE, corrected=6)
    expect(page.get_by_text("6 corrigées, 0 reste")).to_be_visible()
    load_with_a_reason(page)
    entry = last_entry(tmp_path / "data")
    assert (entry["read"], entry["accepted"], entry["set_aside"]) == (12, 12, 0)
    told = {one["cell"]: one["value"] for one in entry["corrections"]}
    assert told == {
        "B5": "2026-01-06",
        "F9": 10,
        "I10": "2026-01-28",
        "E12": 3,
        "H7": "resolu",
        "J8": told["J8"],
    }
    assert visit.errors == []


def test_the_annotated_workbook_corrected_comes_back_and_loads(
    page: Page, office: str, tmp_path: Path
) -> None:
    visit = open_page(page, f"{office}/depot")
    hand_over(page, faulty())
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Récupérer le classeur annoté").click()
    name = downloading.value.suggested_filename
    assert name.endswith("- à corriger.xlsx")
    given = tmp_path / name
    downloading.value.save_as(given)
    book = load_workbook(given)
    assert book.sheetnames[0] == "À corriger (8)"
    right = {"B5": date(2026, 1, 6), "F9": 10, "I10": date(2026, 1, 28), "E12": 3, "H7": "Résolu"}
    for cell, value in right.items():
        assert book["Janvier 2026"][cell].comment
        book["Janvier 2026"][cell] = value
    book.save(given)
    take_away(page)
    hand_over(page, given)
    expect(page.get_by_text("Classeur annoté reconnu : 5 corrigées, 3 restent.")).to_be_visible()
    book["Janvier 2026"]["J8"] = GARRIGUE
    book.save(given)
    take_away(page)
    hand_over(page, given)
    load_with_a_reason(page)
    assert last_entry(tmp_path / "data")["accepted"] == 12
    assert visit.errors == []


def load_with_a_reason(page: Page) -> None:
    page.get_by_label("Motif des doutes").fill("vérifié avec l'équipe")
    page.get_by_label("Motif des doutes").press("Enter")
    load = page.get_by_role("button", name="Charger 1 classeur")
    expect(load).to_be_enabled()
    load.click()
    expect(page.get_by_text("1 classeur chargé")).to_be_visible(timeout=SEVERAL_SECONDS)


def last_entry(data: Path) -> dict[str, Any]:
    return json.loads(sorted((data / "loads").glob("0*.json"))[-1].read_text("utf-8"))

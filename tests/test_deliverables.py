"""What is made of a sealed bilan, read back file by file: every figure is the sealed one, formatted here on its own."""

from __future__ import annotations

import io
import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from openpyxl import load_workbook
from pptx import Presentation

from indicators.__main__ import main as show
from indicators.catalogue import indicator_named
from indicators.compute import compute
from indicators.measure import Figure, current_version
from pipelines.closing import close
from reports.__main__ import main
from reports.bilan.content import MASKED, Bilan, Column, Row, Table
from reports.bilan.outputs import OUTPUTS
from reports.bilan.sealed import Sealed, every_bilan
from reports.deliverables import residence_page
from reports.deliverables.blocks import FIELDS, blocks, fitted, sentences_of
from reports.deliverables.board import board_of
from reports.deliverables.families import FAMILIES, grid_of, speaks
from reports.deliverables.gaps import Gap, gaps
from reports.deliverables.november import november_of
from reports.deliverables.of_residence import home
from reports.deliverables.paper_pdf import pdf_of
from reports.deliverables.reading import rows_of
from reports.deliverables.residence_page import page_of
from reports.deliverables.statement_sheet import sheet_of
from tests.conftest import TODAY
from tests.ensure_tools import find_impress
from tests.small_association import CALL
from tests.test_bilan_sealed import MEETINGS, MONTHS, associations_file, meetings_file, published
from tests.workbooks import load, occupation_file, residences_file

YEAR = ("--from", "2025-01", "--to", "2025-12", "--scope", "2024-01:2025-12")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A call of 2025, its year closed, its bilan published; read only."""
    place = tmp_path_factory.mktemp("deliverables")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(place / "data"))
        patch.setenv("PALIER_TODAY", TODAY)
        load(
            residences_file(place),
            meetings_file(place, MEETINGS),
            occupation_file(place / "occupation.xlsx", 12),
            *(associations_file(place, name) for name in ("appel.xlsx", "dossier.xlsx", "budget.xlsx")),
        )
        close(MONTHS, compute, by="test", name="Direction")
        published()
        yield place


@pytest.fixture(scope="module")
def sealed(folder: Path) -> Sealed:
    [one] = every_bilan()
    return one


def amount(number: float | None) -> str:
    """Euros, written here by other means than the house's."""
    if number is None:
        return ""
    told = f"{number:,.2f}".removesuffix(".00").replace(",", "\u202f").replace(".", ",")
    return f"{told}\u00a0€"


def of(bilan: Bilan, key: str) -> Table:
    return next(one for part in bilan.parts for one in part.tables if one.key == key)


def with_table(one: Sealed, table: Table) -> Sealed:
    """Return the same bilan with another table of the same key, or one more in its last part."""
    parts = [
        replace(part, tables=tuple(table if held.key == table.key else held for held in part.tables))
        for part in one.bilan.parts
    ]
    if not any(held.key == table.key for part in parts for held in part.tables):
        parts[7] = replace(parts[7], tables=(*parts[7].tables, table))
    return replace(one, bilan=replace(one.bilan, parts=tuple(parts)))


def with_cell(one: Sealed, key: str, rank: int, column: str, value: Any) -> Sealed:
    table = of(one.bilan, key)
    place = [each.key for each in table.columns].index(column)
    row = table.rows[rank]
    cells = (*row.cells[:place], value, *row.cells[place + 1 :])
    return with_table(
        one, replace(table, rows=(*table.rows[:rank], replace(row, cells=cells), *table.rows[rank + 1 :]))
    )


def accounts_of(content: bytes) -> dict[str, tuple[Any, ...]]:
    sheet = load_workbook(io.BytesIO(content))["Tableau des comptes"]
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_col=1, max_col=7)]
    return {row[0] or row[1]: row[2:] for row in rows if row[1] and (row[0] or row[1].startswith("Total"))}


def test_the_statement_copies_the_budget_account_by_account(sealed: Sealed) -> None:
    """Worked by hand from the workbook: purchases 4 000 then 3 000, 2 400,50 spent; salaries 30 000, 24 000, 24 000."""
    told = accounts_of(sheet_of(sealed))
    assert told["60"] == (4000, 3000, 2400.5, pytest.approx(0.8001666667), None)
    assert told["64"] == (30000, 24000, 24000, 1, None)
    assert told["Total des charges"] == (34000, 27000, 26400.5, pytest.approx(0.9777962963), None)
    assert told["74"][:3] == (25000, 20000, 20000)
    assert told["Total des produits"][:3] == (34000, 27000, 26400.5)
    # Nothing was transmitted of these: blank, and no zero.
    assert all(told[number] == (None,) * 5 for number in ("61", "69", "70", "79", "86", "87"))
    assert [one for one in told if one.isdecimal()] == [str(n) for n in (*range(60, 80), 86, 87)]


def test_the_word_of_the_statement_tells_the_sheet(sealed: Sealed) -> None:
    told = accounts_of(sheet_of(sealed))
    word = docx.Document(io.BytesIO(OUTPUTS["cerfa"].make(sealed)))
    rows = [[cell.text for cell in row.cells] for table in word.tables[:3] for row in table.rows]
    held = {row[0] or row[1]: row[2:5] for row in rows}
    for name, numbers in told.items():
        if name != "Compte":
            assert held[name] == [amount(number) for number in numbers[:3]], name
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "n'a pas été relu" in text
    assert "Compte rendu financier dû le : 30 juin 2026" in text
    assert not re.search(r"(?i)exigé|requis par|demandé par la dian", text)


def test_an_amount_that_is_not_known_is_left_blank_and_said(sealed: Sealed) -> None:
    told = accounts_of(sheet_of(with_cell(sealed, "budget", 1, "achieved", None)))
    assert told["64"] == (30000, 24000, None, None, "réalisation : 1 ligne sans montant")
    assert told["Total des charges"][2:] == (
        None, None, "réalisation : 1 ligne sans montant, 2\u202f400,50\u00a0€ connus"
    )  # fmt: skip
    assert told["Total des produits"][2] == 26400.5


def test_no_cell_of_the_statement_is_a_formula(sealed: Sealed) -> None:
    evil = "=HYPERLINK(1)"
    hostile = with_cell(with_cell(sealed, "results", 0, "action", evil), "results", 0, "comment", "+1")
    cells = [
        cell
        for sheet in load_workbook(io.BytesIO(sheet_of(hostile)))
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert [cell.quotePrefix for cell in cells if cell.value in (evil, "+1")] == [True] * 3


def charts_of(content: bytes) -> dict[str, dict[str, Any]]:
    """Every chart of a deck: series name -> label -> value, None where nothing is drawn."""
    found = {}
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_chart:
                plot = shape.chart.plots[0]
                labels = list(plot.categories)
                series = {one.name: dict(zip(labels, one.values, strict=True)) for one in plot.series}
                found[slide.shapes.title.text] = series
    return found


def test_the_charts_of_the_deck_are_native_and_hold_the_sealed_numbers(sealed: Sealed) -> None:
    charts = charts_of(board_of(sealed))
    budget = charts["Budget : prévu au départ, révisé, réalisé"]
    assert budget["Prévu initial"] == {"Charges": 34000, "Produits": 34000}
    assert budget["Réalisé"] == {"Charges": 26400.5, "Produits": 26400.5}
    [gaps] = charts["Actions : l'écart avec ce qui était prévu"].values()
    # Beds: nothing says what came of them, and nothing is drawn.
    assert gaps == {"Ateliers": 0, "Permanences": pytest.approx(-2 / 90)}
    [mine] = [one for title, one in charts.items() if title.startswith("Mobiliser")]
    values = {row.text("title"): row["value"] for row in rows_of(sealed.bilan, "indicators.5")}
    assert mine["Cette année"]
    assert all(values[label] == pytest.approx(value) for label, value in mine["Cette année"].items())


def test_a_masked_number_is_never_drawn(sealed: Sealed) -> None:
    columns = (
        Column("label", "Résidence"),
        Column("c0", "Exprime le besoin", "number"),
        Column("total", "Total", "number"),
    )

    def need(name: str, held: Any) -> Table:
        row = Row("association/VIA/Ensemble", ("Ensemble", held, 40))
        return Table(
            f"edition.2025.besoins.{name}.residence-need",
            f"Besoin exprimé : {name}, 2025, par résidence",
            columns,
            (row,),
        )

    one = with_table(with_table(sealed, need("Santé", 30)), need("Langue", MASKED))
    one = with_cell(one, "results", 0, "share", MASKED)
    charts = charts_of(board_of(one))
    [needs] = charts["Besoins : ce que les résidents expriment"].values()
    assert needs == {"Santé (30 sur 40)": 0.75}
    [gaps] = charts["Actions : l'écart avec ce qui était prévu"].values()
    assert list(gaps) == ["Permanences"]


def test_the_deck_is_read_by_everybody_and_overflows_nothing(sealed: Sealed) -> None:
    long = "Une action dont le nom ne finit pas " * 9
    one = with_cell(sealed, "results", 0, "action", long)
    one = replace(
        one, bilan=replace(one.bilan, warnings=tuple(f"Il manque {n} classeurs. {long}" for n in range(9)))
    )
    deck = Presentation(io.BytesIO(board_of(one)))
    assert 8 <= len(deck.slides) <= 12
    for slide in deck.slides:
        assert slide.shapes.title.text
        assert sealed.code in slide.notes_slide.notes_text_frame.text
        assert sealed.sha256 in slide.notes_slide.notes_text_frame.text
        for shape in slide.shapes:
            assert 0 <= shape.left <= shape.left + shape.width <= deck.slide_width
            assert 0 <= shape.top <= shape.top + shape.height <= deck.slide_height
            if shape.has_chart or shape.has_table:
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr")
            if shape.has_text_frame:
                assert len(shape.text_frame.text) < 1800


def numbers_of(bilan: Bilan) -> set[str]:
    """Every number of a bilan as it may be written in French, at up to two digits, alone, as a share, as a gap."""
    found = set()
    for part in bilan.parts:
        for row in (row for table in part.tables for row in table.rows):
            for value in row.cells:
                if isinstance(value, int | float):
                    for told, most in ((value, 2), (100 * value, 1)):
                        shown = f"{told:,.{most}f}".rstrip("0").rstrip(".") if most else f"{told:,.0f}"
                        found.add(shown.lstrip("-+").replace(",", " ").replace(".", ","))
    return found


def test_every_number_that_the_tables_of_the_documents_tell_is_sealed(sealed: Sealed) -> None:
    known = numbers_of(sealed.bilan)
    deck = Presentation(io.BytesIO(board_of(sealed)))
    cells = [
        cell.text
        for slide in list(deck.slides)[1:5]
        for shape in slide.shapes
        if shape.has_table
        for row in list(shape.table.rows)[1:]
        for cell in list(row.cells)[1:]
    ]
    cells += [
        row[at]
        for section in grid_of(sealed).sections
        for grid in section.grids
        for row in grid.rows
        for at in grid.numbers
    ]
    told = [found for cell in cells if (found := re.search(r"\d[\d\s\u202f]*(?:,\d+)?", cell))]
    assert len(told) > 30
    # « 80,0 % » is « 80 % »: a digit that says nothing is not compared.
    for found in told:
        plain = " ".join(found[0].split()).replace("\u202f", " ").strip()
        plain = re.sub(r",(\d*?)0+$", lambda end: f",{end[1]}" if end[1] else "", plain)
        assert plain in known, found[0]


def test_each_family_of_the_grid_says_what_is_not_measured(sealed: Sealed) -> None:
    paper = grid_of(sealed)
    assert [one.title for one in paper.sections[:4]] == [one.title for one in FAMILIES]
    assert all(any("n'est pas mesuré" in told for told in one.told) for one in paper.sections[:4])
    row = rows_of(with_cell(sealed, "results", 0, "action", "Aide aux dettes de redevance").bilan, "results")[
        0
    ]
    assert [speaks(row, family) for family in FAMILIES] == [False, True, False, False]
    assert "À placer à la main : Lits." in [told for one in paper.sections for told in one.told]


def test_a_text_is_cut_between_two_sentences_and_never_in_a_number(sealed: Sealed) -> None:
    told = sentences_of("Dépensé : 26\u202f400,50\u00a0€. Soit 97,8\u202f% du prévu ! Le reste suit.\nFin.")
    assert [len(one) for one in told] == [22, 22, 14, 4]
    assert fitted(told, 22) == (told[0], 3)
    assert fitted(told, 44) == (told[0], 3)
    assert fitted(told, 45) == (f"{told[0]} {told[1]}", 2)
    assert fitted(told, 21) == ("", 4)
    whole = {one.field.key: one for one in blocks(sealed, {field.key: 20_000 for field in FIELDS})}
    assert "26\u202f400,50\u00a0€ (prévu : 27\u202f000\u00a0€)" in whole["budget"].text
    for longest in (100, 137, 250):
        for one in blocks(sealed, {field.key: longest for field in FIELDS}):
            assert len(one.text) <= longest
            assert whole[one.field.key].text.startswith(one.text)
            assert bool(one.warning) == (one.text != whole[one.field.key].text)


def test_the_gaps_to_explain_are_those_past_a_tenth(sealed: Sealed) -> None:
    """Purchases: 2 400,50 of 3 000, a fifth less. Permanences: 88 of 90, 690 of 700. Beds: nothing known."""
    assert gaps(sealed.bilan) == [Gap("60 Achats", "-599,50\u00a0€ (-20,0\u202f% de la prévision)")]


def shown(capsys: pytest.CaptureFixture[str], name: str) -> dict[str, Any]:
    capsys.readouterr()
    assert show(["show", name, "--as", "evaluateur", "--scope", "VIA", *YEAR, "--json"]) == 0
    [figure] = json.loads(capsys.readouterr().out)
    return dict(figure)


def test_the_november_report_tells_what_an_evaluator_of_the_residence_reads(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = november_of(home(str(current_version()), "VIA", 2025))
    rows = {row[0]: row for one in paper.sections for grid in one.grids for row in grid.rows}
    meetings, occupied = (shown(capsys, name) for name in ("meetings_held", "occupancy_rate_eom"))
    assert (meetings["value"], rows["Réunions tenues"][1]) == (12, "12 réunions")
    assert (occupied["numerator"], occupied["denominator"]) == (1080, 1200)
    assert rows["Taux d'occupation fin de mois"][1:] == (
        "90\u202f%",
        "non transmis",
        "1\u202f080 sur 1\u202f200",
    )
    assert any("Aucune édition n'est publiée pour 2025" in told for told in paper.warnings)
    assert next(one for one in paper.sections if one.checks).checks[0] == "Tableau des redevances"
    text = words_of(pdf_of(paper))
    assert "1 080 sur 1 200" in text
    # What is of people is in an edition or nowhere: nobody may divide it out of the document.
    assert "120" not in re.findall(r"\d+", text)


def words_of(content: bytes) -> str:
    pages = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)


def test_the_page_of_a_residence_is_one_page_and_internal(folder: Path) -> None:
    content = page_of(home(str(current_version()), "VIA", 2025))
    assert len(pypdfium2.PdfDocument(content)) == 1
    text = words_of(content)
    assert "DOCUMENT INTERNE" in text
    assert "Taux d’occupation" in text.replace("'", "’")
    assert b"pdfuaid" in content


@pytest.mark.parametrize(
    ("name", "numerator", "denominator", "is_told"),
    [
        ("unique_participation_rate", 5, 10, True),
        ("unique_participation_rate", 4, 10, False),
        ("unique_participation_rate", 6, 10, False),  # four who did not
        ("unique_participation_rate", 0, 10, True),
        ("conflicts_per_100", 3, 300, False),
        ("floor_meeting_coverage", 2, 3, True),  # landings are nobody
    ],
)
def test_fewer_than_five_people_are_on_no_paper(
    name: str, numerator: float, denominator: float, is_told: bool
) -> None:
    indicator = indicator_named(name)
    figure = Figure(name, {}, numerator, denominator, 0, 10, numerator / denominator)
    assert residence_page.is_few(indicator, figure) is not is_told
    assert (residence_page._told(indicator, figure) == MASKED) is not is_told
    assert bool(residence_page._basis(indicator, figure)) is is_told


def test_the_command_makes_says_and_never_replaces_in_silence(
    folder: Path, tmp_path: Path, sealed: Sealed, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [
        "make",
        "cerfa-tableaux",
        "champs",
        "fiche",
        "--call",
        CALL,
        "--residence",
        "VIA",
        "--year",
        "2025",
    ]
    asked += ["-o", str(tmp_path / "neuf"), "--json"]
    statuses = []
    for _ in range(2):
        assert main(asked) == 0
        statuses.append([one["status"] for one in json.loads(capsys.readouterr().out)])
    assert statuses == [["written"] * 3, ["unchanged"] * 3]
    path = tmp_path / "neuf" / f"bilan-{sealed.code}-champs.txt"
    path.write_bytes(b"autre")
    assert main(["make", "champs", "--code", sealed.code.lower(), "-o", str(tmp_path / "neuf")]) == 0
    assert capsys.readouterr().out == f"remplacé\t{path}\n"
    for wrong, status in (
        (["conseil"], 2), (["inconnu", "--call", CALL], 2), (["fiche", "--call", CALL], 2), ([], 2),
        (["--call", "AAP 1999"], 1), (["--code", "22222222"], 1), (["fiche", "--residence", "XXX", "--year", "2025"], 1),
        (["fiche", "--year", "1999"], 1),
    ):  # fmt: skip
        assert main(["make", *wrong, "-o", str(tmp_path)]) == status, wrong
        assert capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["neuf"]


def test_libreoffice_opens_the_deck_and_the_documents(sealed: Sealed, tmp_path: Path, writer: str) -> None:
    if not find_impress():
        pytest.skip("LibreOffice's slides are not on this machine: run `python tests/ensure_tools.py`")
    paths = [tmp_path / OUTPUTS[key].name(sealed) for key in ("conseil", "cerfa")]
    for path, key in zip(paths, ("conseil", "cerfa"), strict=True):
        path.write_bytes(OUTPUTS[key].make(sealed))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        writer,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        *map(str, paths),
    ]
    subprocess.run(command, check=True, timeout=120, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deck, word = (words_of(path.with_suffix(".pdf").read_bytes()) for path in paths)
    assert len(pypdfium2.PdfDocument(paths[0].with_suffix(".pdf"))) == len(Presentation(paths[0]).slides)
    assert "26 400,50 €" in deck
    assert "26 400,50 €" in word

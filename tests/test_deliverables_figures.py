"""Every figure of the deck, of the AGLS grid and of the 15 November report, read back cell by cell, over a year of every kind of workbook.

A cell is read as a number, in the unit it is written in, and compared with what was sealed, or with what `indicators show` gives
an evaluator, to half of its last digit. A name stands for its column in one table written here by hand.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any

import docx
import pytest
from pptx import Presentation

from indicators.__main__ import main as show
from indicators.catalogue import indicators
from indicators.measure import current_version
from reports.bilan.content import Bilan, Column, Row, Table
from reports.bilan.outputs import OUTPUTS
from reports.bilan.sealed import Sealed
from reports.deliverables.board import board_of
from reports.deliverables.november import november_of
from reports.deliverables.of_residence import home
from tests.conftest import TODAY
from tests.sealed_year import cell, held, is_told, sealed_year

# What a heading of a document calls a column of a sealed table.
COLUMNS = {
    "Prévu": "planned", "Réalisé": "achieved", "Écart": "gap", "Réalisé / prévu": "share", "Lignes utilisables": "n",
    "Bénéf. prévus": "expected", "Bénéf. touchés": "met", "Bénéficiaires": "met", "Cette année": "value", "Valeur": "value",
    "Année": "value", "Année précédente": "before", "Évolution": "gap", "Prévu initial": "initial", "Prévu révisé": "revised",
    "Écart en % du prévu, action par action": "share",
}  # fmt: skip
TEXTS = ("Unité", "Statut")


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sealed]:
    place = tmp_path_factory.mktemp("figures")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(place / "data"))
        patch.setenv("PALIER_TODAY", TODAY)
        yield sealed_year(place)


def named(bilan: Bilan, label: str, heads: list[str]) -> tuple[Table, Row]:
    """Return the one row that bears a label in a table that has these columns."""
    wanted = {COLUMNS[head] for head in heads}
    found = [
        (table, row)
        for table, row in held(bilan)
        if wanted <= {column.key for column in table.columns}
        and label in row.cells[:2]
        and not table.key.startswith("residences")
    ]
    assert len(found) == 1, (label, [table.key for table, _ in found])
    return found[0]


def compare(bilan: Bilan, heads: list[str], cells: list[str], label: str) -> int:
    """Check the cells of a row of a document; return how many figures were compared."""
    table, row = named(bilan, label, [head for head in heads if head in COLUMNS])
    compared = 0
    for head, text in zip(heads, cells, strict=True):
        if head in COLUMNS:
            column, value = cell(table, row, COLUMNS[head])
            assert is_told(text, column, row.unit, value), (label, head, text, value)
            compared += 1
    return compared


def test_every_table_of_the_deck_tells_the_sealed_cells(sealed: Sealed) -> None:
    compared = 0
    for slide in Presentation(io.BytesIO(board_of(sealed))).slides:
        for shape in slide.shapes:
            rows = (
                [[one.text for one in row.cells] for row in shape.table.rows] if shape.has_table else [[""]]
            )
            if rows[0][0] in ("Chiffre", "Action", "Indicateur"):
                known = {*COLUMNS, *TEXTS}
                assert {*rows[0][1:]} <= known
                compared += sum(compare(sealed.bilan, rows[0], row, row[0]) for row in rows[1:])
    assert compared > 60


def test_every_chart_of_the_deck_draws_the_sealed_cells(sealed: Sealed) -> None:
    compared = 0
    for slide in Presentation(io.BytesIO(board_of(sealed))).slides:
        for shape in (one for one in slide.shapes if one.has_chart):
            plot = shape.chart.plots[0]
            for series in plot.series:
                for label, drawn in zip(plot.categories, series.values, strict=True):
                    if series.name.startswith("Part des réponses"):
                        need, told, of = re.fullmatch(r"(.*) \((\d+) sur (\d+)\)", label).groups()  # type: ignore[union-attr]
                        [(_, row)] = [
                            pair
                            for pair in held(sealed.bilan)
                            if pair[0].title.startswith(f"Besoin exprimé : {need}, 2025")
                            and pair[1].cells[0] == "Ensemble"
                        ]
                        assert (row.cells[1], row.cells[-1]) == (int(told), int(of))
                        assert drawn == pytest.approx(int(told) / int(of))
                    else:
                        table, row = named(sealed.bilan, label, [series.name])
                        assert drawn == pytest.approx(cell(table, row, COLUMNS[series.name])[1])
                    compared += 1
    assert compared > 12


def test_the_accounts_of_the_deck_add_up_the_lines_of_the_budget(sealed: Sealed) -> None:
    [rows] = [
        [[one.text for one in row.cells] for row in shape.table.rows]
        for slide in Presentation(io.BytesIO(board_of(sealed))).slides
        for shape in slide.shapes
        if shape.has_table and shape.table.cell(0, 0).text == "Compte"
    ]
    lines = held(sealed.bilan, "budget")
    euros = Column("", "", "euros")
    for account, _, planned, achieved, _ in rows[1:]:
        mine = [
            (table, row)
            for table, row in lines
            if (
                str(cell(table, row, "account")[1])[:2] == account
                if account
                else str(cell(table, row, "account")[1])[0] == "6"
            )
        ]
        assert mine, account
        for text, key in ((planned, "revised"), (achieved, "achieved")):
            amounts = [cell(table, row, key)[1] for table, row in mine]
            assert is_told(text, euros, "€", None if None in amounts else sum(amounts)), (account, key, text)


def test_every_line_of_the_agls_grid_tells_the_sealed_cells(sealed: Sealed) -> None:
    compared = 0
    for grid in docx.Document(io.BytesIO(OUTPUTS["agls"].make(sealed))).tables:
        heads, *rows = [[one.text for one in row.cells] for row in grid.rows]
        for row in rows:
            if heads[0] == "Tableau publié":
                tables = [
                    table for table, _ in held(sealed.bilan) if table.title == f"{row[0]}, par résidence"
                ]
                [total] = [one for one in tables[0].rows if one.key.startswith("association/")]
                pairs = [
                    f"{column.title[0].lower()}{column.title[1:]} : {value}"
                    for column, value in zip(tables[0].columns[1:], total.cells[1:], strict=True)
                ]
                assert row[1].lower() == " ; ".join(pairs).lower()
                compared += len(pairs)
            elif heads[0] in ("Indicateur", "Action"):
                # « 165 réunions »: the unit is written after the number of what is counted.
                compared += compare(sealed.bilan, heads, row, row[0])
                if "Calcul" in heads and row[heads.index("Calcul")]:
                    table, one = named(sealed.bilan, row[0], ["Valeur"])
                    both = [cell(table, one, key)[1] for key in ("numerator", "denominator")]
                    assert re.sub(r"\s", "", row[heads.index("Calcul")]) == f"{both[0]}sur{both[1]}"
    assert compared > 30


def test_the_november_report_tells_what_show_gives_an_evaluator_of_that_residence(
    sealed: Sealed, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = november_of(home(str(current_version()), "VIA", 2025))
    titles = {one.title: one for one in indicators().values()}
    grids = [grid for section in paper.sections for grid in section.grids if grid.head[0] == "Indicateur"]
    rows = [dict(zip(grid.head, row, strict=True)) for grid in grids for row in grid.rows]
    assert len(rows) > 12
    for row in rows:
        one = titles[row["Indicateur"]]
        for head, year in (("Année", 2025), ("Année précédente", 2024)):
            capsys.readouterr()
            asked = ["show", one.id, "--as", "evaluateur", "--scope", "VIA", "2024-01:2025-12", "--json"]
            asked += ["--from", f"{year}-01", "--to", f"{year}-12"]
            asked += ["--as-of", f"{year}-12-31"] if one.cutoff else []
            show(asked)
            found = json.loads(capsys.readouterr().out or "[]")
            value = found[0]["value"] if found else None
            assert is_told(row[head], Column("", "", "value"), one.unit, value), (row, value)
            if head == "Année" and row["Calcul"]:
                both = (found[0]["numerator"], found[0]["denominator"])
                assert re.sub(r"\s", "", row["Calcul"]) == "{:g}sur{:g}".format(*both)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("80 %", "%", 0.79),
        ("1 200", "", 1201),
        ("s", "", 3),
        ("0", "", None),
        ("12", "%", 0.12),
        ("3 réunions", "", -3),
    ],
)
def test_a_cell_that_tells_another_number_is_seen(text: str, unit: str, value: Any) -> None:
    assert not is_told(text, Column("", "", "value"), unit, value)

"""What is compared with nothing is not drawn beside last year, on paper, on the page or in the annex; gaps bear their sign."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

from openpyxl import load_workbook

from reports.bilan.annex import annex
from reports.bilan.charts import charts_of
from reports.bilan.content import Column, Part, Row, Table
from reports.bilan.in_french import in_line, said
from reports.bilan.measured import COLUMNS, FEW
from reports.bilan.of_the_call import _SHARE
from tests.bilan_invented import invented
from tests.bilan_read_back import written
from ui import bilan_charts


def row(key: str, unit: str, value: float, before: float | None, gap: float | None) -> Row:
    told = {"title": key, "unit": unit, "value": value, "before": before, "gap": gap}
    return Row(key, tuple(told.get(column.key) for column in COLUMNS), (), unit)


# Two of four, three of five: too few to compare. A number between two shares; a share that was not told the year before.
TABLE = Table("indicators.5", "Mobiliser", COLUMNS, (
    row("Paliers", "%", 0.8, 0.6, 20), row("Réunions", "réunions", 12, 10, 2), row("Comités", "%", 0.5, 0.6, None),
    row("Décisions", "%", 0.7, 0.4, 30), row("Affichage", "%", 0.9, None, None),
), FEW)  # fmt: skip


def with_table(table: Table) -> bytes:
    one = invented()
    parts = tuple(replace(part, tables=(table,) if part.number == 5 else ()) for part in one.bilan.parts)
    return annex(replace(one, bilan=replace(one.bilan, parts=parts)))


def test_no_dot_of_the_year_before_is_drawn_where_nothing_is_compared() -> None:
    chart = charts_of(Part(5, "x", (TABLE,)))["indicators.5"]
    drawn = {label: (bars[0].told, [one.look for one in bars[0].dots]) for label, bars in chart.rows}
    assert {label: looks for label, (_, looks) in drawn.items()} == {
        "Paliers": ["open", "full"], "Comités": ["full"], "Décisions": ["open", "full"], "Affichage": ["full"],
    }  # fmt: skip
    assert "60" not in drawn["Comités"][0]
    assert "Comités : 50,0" in chart.alt.replace("\u202f", " ")
    small = replace(TABLE, rows=(TABLE.rows[2], TABLE.rows[4]))
    assert charts_of(Part(5, "x", (small,))) == {}, "of one year alone, the table says as much"


def test_the_chart_of_the_annex_draws_every_share_and_compares_what_is_compared() -> None:
    [name] = [one for one in zipfile.ZipFile(io.BytesIO(with_table(TABLE))).namelist() if "charts/chart" in one]  # fmt: skip
    xml = zipfile.ZipFile(io.BytesIO(with_table(TABLE))).read(name).decode()
    now, before = re.findall(r"<c:ser>.*?</c:ser>", xml)
    # Title, precaution and heads on lines 4 to 6: « Réunions », on line 8, is left out.
    sheet = "'5 Mobiliser les résidents'!"
    for series, letter in ((now, "C"), (before, "K")):
        ranges = [f"({sheet}${at}$7,{sheet}${at}$9:${at}$11)" for at in ("A", letter)]
        assert re.findall(r"<c:f>(\(.*?\))</c:f>", series) == ranges
        assert re.findall(r"<c:v>([^<]*)</c:v>", series)[1:5] == ["Paliers", "Comités", "Décisions", "Affichage"]  # fmt: skip
    assert re.findall(r"<c:v>([\d.]+)</c:v>", before) == ["0.6", "0.4"]
    assert re.findall(r'<c:dPt><c:idx val="(\d)"/>.*?<a:noFill/>', before) == ["1", "3"]
    assert re.findall(r'<c:dLbl><c:idx val="(\d)"/><c:delete val="1"/>', before) == ["1", "3"]
    assert "<c:dPt>" not in now


def test_the_chart_of_the_page_does_the_same() -> None:
    labels, series = bilan_charts.drawn_of(TABLE)
    assert labels == ["Paliers", "Comités", "Décisions", "Affichage"]
    assert series == {"Valeur": [0.8, 0.5, 0.7, 0.9], "Année précédente": [0.6, None, 0.4, None]}


def test_a_gap_sealed_long_ago_as_a_number_has_its_sign_on_paper_too() -> None:
    old, told = Column("gap", "Écart", "number"), Row("x", (), (), "€")
    assert [said(old, told, value) for value in (5, -5.5, 0, None)] == ["+5", "\u22125,5", "0", "—"]
    assert [in_line(old, "", value) for value in (5, 0)] == ["+5", "0"]
    assert written(old, told, 5) == "+5"


def test_a_gap_in_percent_of_what_was_planned_has_its_sign_everywhere() -> None:
    column, other, told = _SHARE, Column("share", "Réalisé / prévu", "share"), Row("x", ())
    for value, wanted in ((0.086, "+8,6"), (-0.05, "\u22125,0"), (0, "0,0")):
        assert said(column, told, value) == f"{wanted}\u202f%"
        assert written(column, told, value) == f"{wanted}%"
    assert in_line(column, "", 0.086) == "+8,6\u202f%"
    assert in_line(other, "", 0.086) == said(other, told, 0.086) == "8,6\u202f%"
    workbook = load_workbook(io.BytesIO(with_table(Table("results", "Prévu", (Column("action", "Action"), column, other), (
        Row("a", ("Ateliers", 0.086, 1.086)),)))))  # fmt: skip
    _, share, done = workbook.worksheets[5][6]
    assert (share.number_format, done.number_format) == ("+0.0%;-0.0%;0.0%", "0.0%")


def test_the_annex_draws_as_many_shares_as_the_paper() -> None:
    """Sixteen are drawn, seventeen are not read."""
    for count in (16, 17):
        table = replace(TABLE, rows=tuple(row(f"Part {at}", "%", 0.5, 0.4, 10) for at in range(count)))
        names = zipfile.ZipFile(io.BytesIO(with_table(table))).namelist()
        on_paper = "indicators.5" in charts_of(Part(5, "x", (table,)))
        assert any("charts/chart" in one for one in names) == on_paper == (count == 16)

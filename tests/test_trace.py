"""Where does this figure come from? The lines told recompute to it, and each stands in the workbook as it is told."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from access.scope import EVERYTHING
from indicators.catalogue import Indicator, indicators
from indicators.measure import BadQuestion, Figure, Scope, current_version, measure
from indicators.trace import period_named, trace
from tests.small_association import CALL
from tests.small_year import FILES, write_files
from tests.workbooks import load, undo

PERIODS = {
    "2025-03": "month",
    "2025-12": "month",
    "2025-T1": "quarter",
    "2025": "year",
    "Vague 2": "wave",
    CALL: "wave",
}

WIDEST = ("2025", "Vague 2", CALL)
WAVES = ("Vague 2", CALL)


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The workbooks, written and loaded once for this module; returns their folder."""
    folder = tmp_path_factory.mktemp("trace")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(folder / "data"))
        patch.setenv("PALIER_TODAY", "2026-01-15")
        write_files(folder)
        receipts = load(*(folder / name for name in FILES), by="Aïcha")
        assert [receipt["status"] for receipt in receipts] == ["loaded"] * len(FILES), receipts
        yield folder


def whose(indicator: Indicator) -> str:
    """Return the residence to ask of: none for what is the association's."""
    return "" if indicator.is_association else "VIA"


def scope_of(indicator: Indicator, period: str) -> Scope:
    asked = period_named(period)
    return Scope((whose(indicator),), asked.first, asked.last)


def has_period(indicator: Indicator, period: str) -> bool:
    """Return whether a period is of the kind that an indicator's lines are asked by."""
    return (PERIODS[period] == "wave") == (indicator.finest == "wave") and (period == CALL) == (
        indicator.grain == "call"
    )


def recomputed(indicator: Indicator, lines: list[dict[str, Any]]) -> float | None:
    """Return the value that lines give: what the header of each indicator promises, written again."""

    def total(name: str) -> float | None:
        held = [line[name] for line in lines if line.get(name) is not None]
        return sum(held) if held else None

    above, below = total("numerator") or 0, total("denominator")
    if indicator.aggregate == "median":
        values = [line["numerator"] for line in lines if line["numerator"] is not None]
        return statistics.median(values) if values else None
    if indicator.aggregate == "distinct":
        keyed = [line for line in lines if line["distinct_key"] is not None]
        met = len({line["distinct_key"] for line in keyed if line.get("numerator") in (None, 1)})
        if indicator.unit != "%":
            return met
        members = {line["distinct_key"] for line in keyed if line["denominator"] is not None}
        largest = max((line["denominator"] for line in lines if line["denominator"] is not None), default=0)
        whole = len(members) or largest
        return met / whole if whole else None
    if indicator.aggregate == "change":
        before, asked_before = total("numerator_before"), total("denominator_before")
        return 100 * (above / below - (before or 0) / asked_before) if below and asked_before else None
    if below is None:
        return above if indicator.unit != "%" and indicator.scale == 1 else None
    return indicator.scale * above / below if below else None


def asked_figures(indicator: Indicator, period: str) -> list[Figure]:
    """Return an indicator's figures of a period, by category too where it has some; none where it has no such period."""
    version, grain = current_version(), PERIODS[period]
    assert version
    ways = [
        ["residence", grain],
        *[["residence", grain, "category"]] * bool(indicator.categories_of and period in WIDEST),
    ]
    try:
        found = [
            figure
            for by in ways
            for figure in measure(version, EVERYTHING, indicator.id, by, scope_of(indicator, period))
        ]
    except BadQuestion:
        return []
    label = {"year": 2025}.get(grain, period)
    return [
        figure
        for figure in found
        if figure.group[grain] == label and figure.group.get("wave", "Vague 2") in WAVES
    ]


# Whole files have no row either, and are traced in tests/test_quality.py.
OF_LINES = [name for name, one in indicators().items() if not one.is_of_files]


@pytest.mark.parametrize("name", OF_LINES)
def test_the_lines_told_recompute_to_the_figure(name: str, workbooks: Path) -> None:
    indicator, compared = indicators()[name], 0
    version = current_version()
    assert version
    for period in PERIODS:
        if not has_period(indicator, period):
            continue
        for figure in asked_figures(indicator, period):
            lines = trace(version, EVERYTHING, name, whose(indicator), period, figure.group.get("category"))
            assert recomputed(indicator, lines) == (
                None if figure.value is None else pytest.approx(figure.value)
            ), figure.group
            assert len({str(line) for line in lines}) == len(lines), "a line is told twice"
            compared += figure.value is not None
    assert compared, "no figure to compare: the workbooks of this test say nothing of it"


@cache
def cells_of(path: Path) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(path)["Feuille"].values)


def as_kept(cell: Any) -> Any:
    return cell.date() if hasattr(cell, "date") else cell


OF_WORKBOOKS = "upload_timeliness"  # what it counts is no line of a workbook, but the workbook


@pytest.mark.parametrize("name", [one for one in OF_LINES if one != OF_WORKBOOKS])
def test_each_line_told_stands_in_its_workbook_at_its_row(name: str, workbooks: Path) -> None:
    version = current_version()
    assert version
    lines = [line for period in PERIODS if has_period(indicators()[name], period)
             for line in trace(version, EVERYTHING, name, whose(indicators()[name]), period)]  # fmt: skip
    assert lines
    for line in lines:
        _, columns, _ = FILES[line["file"]]
        written = dict(
            zip(columns, map(as_kept, cells_of(workbooks / line["file"])[line["row"] - 1]), strict=True)
        )
        told = {column: line["content"].get(column) for column in columns}
        assert told == written
        assert (line["sheet"], line["loaded_by"]) == ("Feuille", "Aïcha")
        assert line["load_id"].startswith("000")


def test_a_workbook_expected_is_told_with_its_file_or_without_any(workbooks: Path) -> None:
    told = trace(str(current_version()), EVERYTHING, OF_WORKBOOKS, "TIL", "2025-12")
    by_kind = {line["category"]: line for line in told}
    assert {kind: line["file"] for kind, line in by_kind.items()} == {
        "occupation_mensuelle": "occupation.xlsx",
        "mouvements": None,
        "reunions": None,
        "conflits": None,
        "participants": "participants.xlsx",
    }
    assert by_kind["occupation_mensuelle"]["content"] == {
        "residence": "TIL",
        "kind": "occupation_mensuelle",
        "month": date(2025, 12, 1),
        "due_on": date(2026, 1, 10),
        "received_on": date(2026, 1, 15),
        "is_due": True,
    }


def test_a_line_withdrawn_is_told_no_more_until_it_is_loaded_again(workbooks: Path) -> None:
    def told() -> list[dict[str, Any]]:
        lines = trace(str(current_version()), EVERYTHING, "unique_participation_rate", "VIA", "2025")
        return [line["content"] for line in lines]

    [content] = told()
    assert content == {"residence": "VIA", "year": 2025, "distinct_participants": 44}
    undo(trace(str(current_version()), EVERYTHING, "unique_participation_rate", "VIA", "2025")[0]["load_id"])
    assert told() == []
    load(workbooks / "participants.xlsx", by="Aïcha")
    assert told() == [content]


@pytest.mark.parametrize("asked", ["Vague 2", "2025-13", "mars"])
def test_a_period_that_an_indicator_has_not_is_a_bad_question(asked: str, workbooks: Path) -> None:
    with pytest.raises(BadQuestion, match="n'est pas une période"):
        trace(str(current_version()), EVERYTHING, "conflicts_per_100", "VIA", asked)

"""Which months are transmitted: those of the workbooks due every month, whatever an older path or a later training says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from access.scope import EVERYTHING
from indicators.measure import current_version
from indicators.places import months
from pipelines.contracts import contract_named
from tests.workbooks import load, occupation_file, residences_file, write_xlsx


def path_of(folder: Path, began_on: date) -> Path:
    contract = contract_named("F10")
    header = [contract.columns[at].header for at in range(3)]
    names = {column.header: column.name for column in contract.columns[:3]}
    line = {"residence": "VIA", "stage_1_on": began_on}
    row = [line.get(names[title], "P1") for title in header]
    return write_xlsx(folder / "parcours.xlsx", {"Parcours": [header, row]})


def test_a_path_begun_years_ago_adds_no_month(tmp_path: Path, data: Path) -> None:
    load(residences_file(tmp_path), occupation_file(tmp_path / "o.xlsx"))
    known = months(str(current_version()), EVERYTHING)
    assert known == ["2025-01", "2025-02", "2025-03"]
    [receipt] = load(path_of(tmp_path, date(2019, 5, 6)))
    assert receipt["status"] == "loaded", receipt["problems"]
    assert months(str(current_version()), EVERYTHING) == known


def test_alone_it_is_what_was_transmitted(tmp_path: Path, data: Path) -> None:
    load(residences_file(tmp_path), path_of(tmp_path, date(2025, 5, 6)))
    assert months(str(current_version()), EVERYTHING)[0] == "2025-05"

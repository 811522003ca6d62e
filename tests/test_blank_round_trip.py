"""What was accepted, handed out as a workbook, is the very same when it comes back: whatever was accepted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from pipelines.blank import workbook
from pipelines.blank_cell import Writer
from pipelines.blank_plan import NothingReceived, plan_accepted, plan_blank
from pipelines.cell import Cell, Fault, cell_of
from pipelines.check import interpret
from pipelines.contract import Column, Contract
from pipelines.contracts import contracts
from pipelines.journal import Journal, read_journal
from pipelines.keep import check_files, load_files
from pipelines.lists import labels_of
from pipelines.residences import Residences
from pipelines.types import Context
from tests.handed import TODAY, grid, judged, loaded, sheet_of
from tests.small_year import write_files
from tests.workbooks import CONFLICT_HEADER, MEETING_HEADER, OCCUPATION_HEADER, RESIDENCES, judge

ALL = pytest.mark.parametrize("contract", contracts().values(), ids=contracts())
KNOWN = Residences([{"residence": "VIA", "name": "Viala"}, {"residence": "ENS", "name": "Ensemble Les Pins"}])


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """Fourteen months of every kind, in force."""
    folder = tmp_path_factory.mktemp("annee")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(folder / "data"))
        patch.setenv("PALIER_TODAY", TODAY.isoformat())
        write_files(folder)
        load_files(sorted(folder.glob("*.xlsx")), lambda con: None)
        yield read_journal()


def asked_of(contract: Contract, journal: Journal) -> list[str]:
    """Return periods of every form that the kind takes: one, several, all."""
    held = sorted({part.period for part in journal.owners if part.kind == contract.kind})
    spans = [f"{held[1]}..{held[4]}", "2025"] if contract.period == "month" else []
    return list(dict.fromkeys([held[0], held[-1], *spans]))


@pytest.fixture(scope="module")
def statuses(
    year: Journal, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[tuple[str, str, int]]]:
    """Each kind's workbooks of what is in force, read again from their files: period, status, lines set aside or ignored."""
    folder = tmp_path_factory.mktemp("recus")
    made = {
        (contract.kind, period): folder / f"{contract.kind}-{number}.xlsx"
        for contract in contracts().values()
        for number, period in enumerate(asked_of(contract, year))
    }
    for (kind, period), path in made.items():
        path.write_bytes(workbook(plan_accepted(contracts()[kind], "VIA", period, year, TODAY)))
    receipts = check_files(list(made.values()))
    found: dict[str, list[tuple[str, str, int]]] = {}
    for (kind, period), receipt in zip(made, receipts, strict=True):
        found.setdefault(kind, []).append((period, receipt.status, receipt.set_aside + receipt.ignored))
    return found


@ALL
def test_what_was_accepted_comes_back_unchanged(
    contract: Contract, statuses: dict[str, list[tuple[str, str, int]]]
) -> None:
    assert statuses[contract.kind]
    assert [one for one in statuses[contract.kind] if one[1:] != ("unchanged", 0)] == []


@ALL
def test_the_blank_of_what_is_received_holds_it(contract: Contract, year: Journal) -> None:
    for period in asked_of(contract, year):
        sheet = sheet_of(plan_blank(contract, "Viala", period, year, TODAY))
        assert judged(sheet, year).status == "unchanged", period


def test_what_was_never_received_is_not_handed_out(year: Journal) -> None:
    with pytest.raises(NothingReceived, match="rien n'est reçu de « Réunions » pour Viala"):
        plan_accepted(contracts()["reunions"], "VIA", "2023-01", year, TODAY)


def test_a_month_between_two_received_ones_is_not_covered() -> None:
    _, journal = loaded(grid(RESIDENCES), Journal())
    for month in (1, 3):
        line = ["C1", "Viala", date(2025, month, 3)]
        _, journal = loaded(grid([["Registre 2025"], CONFLICT_HEADER, line], f"{month:02}-2025"), journal)
    receipt = judged(sheet_of(plan_accepted(contracts()["conflits"], "VIA", "2025", journal, TODAY)), journal)
    assert receipt.status == "unchanged"
    assert [part.period for part in receipt.slices] == ["2025-01", "2025-03"]


HELD = some.one_of(
    some.text(max_size=12),
    some.integers(-1, 10**6),
    some.floats(-1, 200, allow_nan=False),
    some.booleans(),
    some.dates(date(1900, 1, 1), date(2025, 12, 31)),
    some.sampled_from(
        ["=1+1", "+33", "-2", "@SOMME", "NC", "SO", "néant", "?", "oui", "x", "3 %", "N° N° 12", "Total 3", "Bât A 3 et 4", "tous",
         "RDC, 1er", "A1-A3", "bruit / propreté", "Fluides / énergie, animation", ",", "30", "a\nb", "Ensemble Les Pins", "Vague 2"]
    ),
)  # fmt: skip
COLUMNS = [(contract, column) for contract in contracts().values() for column in contract.kept]
# One column of each type: what a column holds depends on its type and list, not on its name.
TYPES = {
    (type(column.type).__name__, *labels_of(column.type)): (contract, column) for contract, column in COLUMNS
}


@pytest.mark.parametrize(
    ("contract", "column"), TYPES.values(), ids=[f"{c.kind}-{x.name}" for c, x in TYPES.values()]
)
def test_any_value_is_written_so_that_it_is_read_back(contract: Contract, column: Column) -> None:
    context = Context(TODAY, None, KNOWN, KNOWN.labels, False)
    labels = some.sampled_from([*labels_of(column.type).values(), "x"])

    @given(held=some.one_of(HELD, labels, some.lists(labels, max_size=3).map(", ".join)))
    @settings(max_examples=150, deadline=None, derandomize=True)
    def comes_back(held: Any) -> None:
        try:
            value = interpret(cell_of(held), column, True, context).value
        except Fault:
            return
        beside = f";{column.name};" if repr(value) == "sans objet" else None
        row = {column.name: None if beside else value, "not_applicable": beside}
        again = Writer(contract, TODAY, KNOWN).cells(row).get(column.name, Cell("blank"))
        assert interpret(again, column, True, context).value == value

    comes_back()


def accepted_again(rows: list[list[Any]], header: list[str], kind: str) -> None:
    """Whatever of these rows is accepted comes back unchanged, for each residence of them."""
    _, journal = loaded(grid(RESIDENCES), Journal())
    receipt, journal = loaded(grid([header, *rows]), journal)
    for code in {part.residence for part in receipt.slices} if receipt.status == "acceptable" else ():
        held = sorted(part.period for part in receipt.slices if part.residence == code)
        span = f"{held[0]}..{held[-1]}"
        assert (
            judged(sheet_of(plan_accepted(contracts()[kind], code, span, journal, TODAY)), journal).status
            == "unchanged"
        )


DAYS = some.dates(date(2024, 6, 1), date(2025, 12, 31))
HOUSES = some.sampled_from(["Viala", "TIL"])
OFTEN = settings(max_examples=60, deadline=None, derandomize=True)


@given(
    rows=some.lists(
        some.tuples(HELD, HOUSES, DAYS, HELD, some.just("Bruit"), some.none(), HELD).map(list), max_size=5
    )
)
@OFTEN
def test_any_conflicts_come_back_unchanged(rows: list[list[Any]]) -> None:
    accepted_again(rows, CONFLICT_HEADER, "conflits")


def test_a_number_or_a_name_that_reads_as_a_total_is_written_otherwise() -> None:
    _, journal = loaded(grid([*RESIDENCES, ["ENS", "Ensemble Les Pins", "Gap", None, 9, 1]]), Journal())
    header = ["Date signalement", "N°", "Résidence", "Nature", "Issue"]
    rows = [[date(2025, 3, 4), number, "ENS", "Bruit", None] for number in ("TOTAL 3", None)]
    _, journal = loaded(grid([["03/2025"], header, *rows]), journal)
    sheet = sheet_of(plan_accepted(contracts()["conflits"], "ENS", "2025-03", journal, TODAY))
    assert (judged(sheet, journal).status, judged(sheet, journal).accepted) == ("unchanged", 2)


@given(
    rows=some.lists(
        some.tuples(DAYS, HOUSES, some.just("Comité"), HELD, some.just("Tenue"), HELD, HELD).map(list),
        max_size=5,
    )
)
@OFTEN
def test_any_meetings_come_back_unchanged(rows: list[list[Any]]) -> None:
    accepted_again(rows, MEETING_HEADER, "reunions")


@given(rows=some.lists(some.tuples(HOUSES, DAYS, HELD, HELD, HELD).map(list), max_size=5))
@example(rows=[["Viala", date(2025, 3, 1), "NC", "NC", "NC"]])
@OFTEN
def test_any_statements_come_back_unchanged(rows: list[list[Any]]) -> None:
    accepted_again(rows, OCCUPATION_HEADER, "occupation_mensuelle")


def test_a_text_that_looks_like_a_formula_stays_a_text(data: Path, tmp_path: Path) -> None:
    texts = [
        "=1+1",
        "+33 et plus",
        "-2 personnes",
        "@tous",
        "{=A1}",
        "http://palier.example",
        "'quote",
        "_x0041_",
    ]
    lines = [["VIA", f"{at}e", text] for at, text in enumerate(texts, 1)]
    _, journal = loaded(grid(RESIDENCES), Journal())
    _, journal = loaded(grid([["Résidence", "Palier", "Libellé"], *lines]), journal)
    made = tmp_path / "recu.xlsx"
    made.write_bytes(workbook(plan_accepted(contracts()["paliers"], "VIA", "", journal, TODAY)))
    assert [values["label"] for _, values in judge(made)["lines"]] == texts

"""Every kind of workbook, whichever is added: what we hand out is accepted, and each declaration means something."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipelines.blank import write_blank
from pipelines.cell import Cell, cell_of
from pipelines.contract import Column, Contract
from pipelines.contracts import contracts
from pipelines.lists import Code, Codes, labels_of
from pipelines.types import Context, Text
from tests.plausible import plausible_row
from tests.workbooks import Receipt, judge

TODAY = date(2026, 1, 15)
DAY = date(2025, 3, 14)
ALL = pytest.mark.parametrize("contract", contracts().values(), ids=contracts())
CODED = [
    (contract, column)
    for contract in contracts().values()
    for column in contract.columns
    if labels_of(column.type)
]


def fill(contract: Contract, path: Path, row: dict[str, Any] | None) -> Receipt:
    """Return the receipt of the blank workbook of March 2025, filled with that row under its header."""
    period = {"month": "2025-03", "wave": "Vague 2025", "call": "AAP 2025"}.get(contract.period, "2025")
    write_blank(contract, "Viala", period, path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for cell in sheet[5]:
        if row:
            name = next(column.name for column in contract.kept if column.header == cell.value)
            sheet.cell(6, cell.column, row[name])
    book.save(path)
    return judge(path)


@ALL
def test_the_blank_workbook_filled_with_one_row_is_accepted_whole(
    contract: Contract, tmp_path: Path, data: Path
) -> None:
    receipt = fill(contract, tmp_path / "f.xlsx", plausible_row(contract))
    assert [problem["message"] for problem in receipt["problems"] if problem["severity"] == "fault"] == []
    assert (receipt["status"], receipt["kind"]) == ("acceptable", contract.kind)
    assert (receipt["read"], receipt["accepted"], receipt["ignored"]) == (1, 1, 0)
    assert not [place for place in receipt["not_read"] if "colonne" in place]


@pytest.mark.parametrize(
    "contract", [one for one in contracts().values() if one.is_register], ids=lambda one: one.kind
)
def test_a_blank_register_given_back_empty_says_that_nothing_happened(
    contract: Contract, tmp_path: Path, data: Path
) -> None:
    receipt = fill(contract, tmp_path / "f.xlsx", None)
    assert (receipt["status"], receipt["read"]) == ("acceptable", 0)
    code = "" if contract.is_association else "VIA"
    assert receipt["slices"] == [{"kind": contract.kind, "residence": code, "period": "2025-03"}]
    assert receipt["empty"] == {contract.kind: {code: ["2025-03"]}}


@ALL
def test_every_column_has_a_help_and_a_header_of_its_own(contract: Contract) -> None:
    assert [column.name for column in contract.columns if not column.help.endswith((".", "…"))] == []
    headers = [column.header for column in contract.columns]
    assert len(set(headers)) == len(headers)
    assert all(contract.column_for(column.header) is column for column in contract.columns)


@ALL
def test_every_number_says_its_unit(contract: Contract) -> None:
    counts = [
        column
        for column in contract.columns
        if type(column.type).__name__ in ("Whole", "Percentage", "Money", "Hours")
    ]
    graded = re.compile(r"\(\d-\d\)$")  # a scale says its bounds in its header
    assert [column.name for column in counts if not column.unit and not graded.search(column.header)] == []


@ALL
def test_no_two_columns_share_a_spelling(contract: Contract) -> None:
    shared = {(a.name, b.name): a.spellings & b.spellings for a, b in combinations(contract.columns, 2)}
    assert {pair: words for pair, words in shared.items() if words} == {}


@ALL
def test_what_a_contract_names_it_declares(contract: Contract) -> None:
    named = {
        *contract.key,
        *contract.other_key,
        *contract.telling,
        *contract.lists,
        contract.residence_column,
    }
    named |= {name for rule in contract.rules for name in rule.columns} | {
        doubt.column for doubt in contract.doubts
    }
    named |= {
        pattern.format(key)
        for melt in contract.melts
        for pattern in melt.values.values()
        for key in melt.keys
    }
    assert (named | {contract.period_column}) - {""} <= contract.by_name.keys()


@ALL
def test_free_text_keeps_no_name_room_phone_or_address(contract: Contract) -> None:
    texts = [column for column in contract.kept if isinstance(column.type, Text)]
    for column in texts:
        kept = column.type.read(cell_of("Mme Durand, ch. 12, 06 12 34 56 78, a.b@c.fr"), Context(TODAY)).value
        assert not re.search(r"Durand|12|@", kept), column.name


def without_accents(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


SPOKEN: list[Callable[[str, str], str]] = [
    lambda code, label: label,
    lambda code, label: label.upper(),
    lambda code, label: f"  {without_accents(label.replace('’', ' ').replace('œ', 'oe')).lower()} ",
    lambda code, label: code,
    lambda code, label: code.replace("_", " "),
    lambda code, label: code.replace("_", "-").upper(),
    lambda code, label: code.replace("_", "/"),
    lambda code, label: code.replace("_", " de la "),
    lambda code, label: code.replace("_", "'"),
]


@pytest.mark.parametrize(
    ("contract", "column"), CODED, ids=[f"{one.kind}-{column.name}" for one, column in CODED]
)
def test_a_code_is_accepted_in_words(contract: Contract, column: Column) -> None:
    for code, label in labels_of(column.type).items():
        read = {
            speak(code, label): column.type.read(Cell("text", speak(code, label)), Context(TODAY)).value
            for speak in SPOKEN
        }
        assert set(read.values()) == {code}, read


@pytest.mark.parametrize(
    ("contract", "column"), CODED, ids=[f"{one.kind}-{column.name}" for one, column in CODED]
)
def test_no_spelling_means_two_codes(contract: Contract, column: Column) -> None:
    kind = column.type.code if isinstance(column.type, Codes) else column.type
    assert isinstance(kind, Code)
    told = [
        *kind.aliases.items(),
        *((label, code) for code, label in kind.labels.items()),
        *((code, code) for code in kind.labels),
    ]
    read = {
        (spelling, code): kind.read(Cell("text", spelling), Context(TODAY)).value for spelling, code in told
    }
    assert {spelled: found for spelled, found in read.items() if found != spelled[1]} == {}

"""Whatever a cell holds, reading it gives a value, nothing, or a fault in French: never an accident."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from pipelines.announce import announced_by, covered
from pipelines.cell import Fault, cell_of
from pipelines.check import interpret
from pipelines.contract import Column
from pipelines.contracts import contracts
from pipelines.dates import MONTHS, day_of, month_of
from pipelines.numbers import whole_of
from pipelines.residences import Residences
from pipelines.types import Context
from tests.workbooks import CONFLICT_HEADER, judge_rows

KNOWN = Residences([{"residence": "VIA", "name": "Viala", "city": "Marseille"}])
CONTEXT = Context(date(2026, 1, 15), 2025, KNOWN, {"VIA": "Viala"})
KINDS: dict[str, Column] = {
    type(column.type).__name__: column for one in contracts().values() for column in one.columns
}
# Letters, digits and signs that dates, numbers and lists are made of, so that chance meets every pattern.
SIGNS = some.text(alphabet="0123456789/.-,+% \u202f\u00a0:;&()ReéBât°²½٣'’\n", max_size=14)
WORDS = some.lists(
    some.sampled_from([*MONTHS, "bât", "r+", "3e", "au", "T1", "0000", "2025", "99", "rdc", "/", "-", "NC"]),
    max_size=5,
).map(" ".join)
HELD = some.one_of(
    SIGNS,
    WORDS,
    some.text(max_size=30),
    some.integers(),
    some.floats(allow_nan=False, allow_infinity=False),
    some.booleans(),
    some.dates(),
    some.none(),
)
OFTEN = settings(max_examples=300, deadline=None, derandomize=True)
DAYS = some.dates(date(2000, 1, 1), date(2026, 1, 15))


@pytest.mark.parametrize("column", KINDS.values(), ids=KINDS)
@given(held=HELD)
@OFTEN
def test_any_cell_is_a_value_or_a_fault(column: Column, held: Any) -> None:
    with suppress(Fault):
        interpret(cell_of(held), column, True, CONTEXT)


@pytest.mark.parametrize("column", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("held", ["⁰", "²", "①", "٣", "½", "Ⅳ", "૪", "9" * 5000], ids=lambda held: held[:9])
def test_signs_that_look_like_numbers_are_a_value_or_a_fault(column: Column, held: str) -> None:
    with suppress(Fault):
        interpret(cell_of(held), column, True, CONTEXT)


@given(
    day=DAYS,
    form=some.sampled_from(["%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%y", "%Y-%m-%d", "%d/%m/%Y 10:30"]),
)
@OFTEN
def test_any_day_is_read_back_however_it_is_written(day: date, form: str) -> None:
    assert day_of(cell_of(day.strftime(form)))[0] == day


@given(
    day=DAYS, form=some.sampled_from(["{0} {2}", "{0}-{3:02}", "{1:02}/{2}", "{2}-{1:02}", "mois de {0} {2}"])
)
@OFTEN
def test_any_month_is_read_back_however_it_is_written(day: date, form: str) -> None:
    written = form.format(MONTHS[day.month - 1], day.month, day.year, day.year % 100)
    assert month_of(cell_of(written))[0] == day.replace(day=1)


@given(
    number=some.integers(0, 10**9),
    space=some.sampled_from([" ", "\u00a0", "\u202f"]),
    tail=some.sampled_from(["", ",0", ".00", " pers."]),
)
@OFTEN
def test_any_number_is_read_back_however_it_is_grouped(number: int, space: str, tail: str) -> None:
    assert whole_of(cell_of(f"{number:,}".replace(",", space) + tail))[0] == number


@given(texts=some.lists(some.one_of(SIGNS, WORDS, some.text(max_size=30)), max_size=4))
@OFTEN
def test_any_title_announces_months_that_have_begun_or_none(texts: list[str]) -> None:
    months = covered(announced_by(texts), [], date(2026, 1, 15))
    assert months == sorted(set(months))
    assert all(month.day == 1 and month <= date(2026, 1, 15) for month in months)


@given(rows=some.lists(some.lists(HELD, max_size=7), max_size=4))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_any_sheet_conserves_its_lines(rows: list[list[Any]]) -> None:
    receipt = judge_rows([CONFLICT_HEADER, *rows])
    assert receipt["read"] == receipt["accepted"] + receipt["set_aside"] + receipt["ignored"]
    assert receipt["read"] <= len(rows)
    assert (receipt["status"] == "refused") == (receipt["set_aside"] > 0 or not receipt["slices"])

"""French typography, at its boundaries."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import numpy as np
import pytest

from ui import words

NO_BREAK = "\u00a0"
THIN = "\u202f"


@pytest.mark.parametrize(
    ("x", "digits", "text"),
    [
        (0, 0, "0"),
        (999, 0, "999"),
        (1000, 0, f"1{THIN}000"),
        (1234.5, 1, f"1{THIN}234,5"),
        (1234567, 0, f"1{THIN}234{THIN}567"),
        (2.5, 0, "3"),
        (0.145, 2, "0,15"),
        (-3, 0, "-3"),
        (-0.4, 0, "0"),
        (1e21, 0, f"1{THIN}" + THIN.join(["000"] * 7)),
        (Decimal("12.50"), 2, "12,50"),
        (np.int64(1200), 0, f"1{THIN}200"),
        (np.float64(0.5), 1, "0,5"),
        (None, 0, "—"),
        (float("nan"), 0, "—"),
    ],
)
def test_number(x: float, digits: int, text: str) -> None:
    assert words.number(x, digits) == text


@pytest.mark.parametrize(
    ("share", "digits", "text"),
    [
        (0, 0, f"0{THIN}%"),
        (0.38, 0, f"38{THIN}%"),
        (0.145, 0, f"15{THIN}%"),
        (0.285, 1, f"28,5{THIN}%"),
        (1, 0, f"100{THIN}%"),
        (12.5, 0, f"1{THIN}250{THIN}%"),
        (None, 0, "—"),
        (float("nan"), 0, "—"),
    ],
)
def test_percent(share: float, digits: int, text: str) -> None:
    assert words.percent(share, digits) == text


@pytest.mark.parametrize(
    ("x", "digits", "text"),
    [
        (12, 0, "+12 points"),
        (1, 0, "+1 point"),
        (1.9, 1, "+1,9 point"),
        (1.6, 0, "+2 points"),
        (-1.6, 0, "-2 points"),
        (2, 0, "+2 points"),
        (0, 0, "0 point"),
        (0.04, 1, "0,0 point"),
        (-0.4, 0, "0 point"),
        (-3, 0, "-3 points"),
        (None, 0, "—"),
    ],
)
def test_points(x: float, digits: int, text: str) -> None:
    assert words.points(x, digits) == text


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (date(2026, 3, 4), "4 mars 2026"),
        (date(2026, 3, 1), "1er mars 2026"),
        (date(2026, 8, 31), "31 août 2026"),
        ("2026-02-11", "11 février 2026"),
        (datetime(2026, 12, 21, 8, 0), "21 décembre 2026"),
        (None, "—"),
    ],
)
def test_day(when: date | str | None, text: str) -> None:
    assert words.day(when) == text


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (datetime(2026, 3, 4, 14, 5), "4 mars 2026 à 14 h 05"),
        (datetime(2026, 3, 4, 13, 5, tzinfo=UTC), "4 mars 2026 à 14 h 05"),
        (datetime(2026, 7, 31, 23, 30, tzinfo=UTC), "1er août 2026 à 1 h 30"),
        ("2026-03-04T13:05:09Z", "4 mars 2026 à 14 h 05"),
        (None, "—"),
    ],
)
def test_instant(when: datetime | str | None, text: str) -> None:
    assert words.instant(when).replace(NO_BREAK, " ") == text


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (2025, "2025"),
        ("2025", "2025"),
        ("2025-01", "janvier 2025"),
        ("2025-12", "décembre 2025"),
        ("2025-T1", "1er trimestre 2025"),
        ("2025-T4", "4e trimestre 2025"),
        ("2025-03-01", "1er mars 2025"),
        ("vague 2", "vague 2"),
        ("avant-projet", "avant-projet"),
        (None, "—"),
    ],
)
def test_period(when: str | int | None, text: str) -> None:
    assert words.period(when) == text


@pytest.mark.parametrize(
    ("when", "text"),
    [
        ("2025-01", "janv. 25"),
        ("2025-12", "déc. 25"),
        ("2025-T1", "T1 2025"),
        ("2025", "2025"),
        ("18-25", "18-25"),
    ],
)
def test_short(when: str, text: str) -> None:
    assert words.short(when) == text


@pytest.mark.parametrize(
    ("n", "one", "many", "text"),
    [
        (0, "résident", None, "0 résident"),
        (1, "résident", None, "1 résident"),
        (2, "résident", None, "2 résidents"),
        (1200, "résident", None, f"1{THIN}200 résidents"),
        (3, "tableau", "tableaux", "3 tableaux"),
    ],
)
def test_plural(n: int, one: str, many: str | None, text: str) -> None:
    assert words.plural(n, one, many) == text


@pytest.mark.parametrize(
    ("items", "text"),
    [([], "—"), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")],
)
def test_listing(items: list[str], text: str) -> None:
    assert words.listing(items) == text


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([], "—"),
        ([4], "4"),
        ([4, 5], "4, 5"),
        ([5, 3, 4, 1, 7], "1, 3 à 5, 7"),
        ([1, 2, 3, 8, 9, 10], "1 à 3, 8 à 10"),
        ([2, 2, 2], "2"),
    ],
)
def test_lines(numbers: list[int], text: str) -> None:
    assert words.lines(numbers) == text


def test_quotation_marks_never_stand_alone_at_the_end_of_a_line() -> None:
    assert words.quoted("Viala") == f"«{NO_BREAK}Viala{NO_BREAK}»"


@pytest.mark.parametrize("word", [words.month, words.quarter, words.quoted])
def test_nothing_is_a_dash(word) -> None:  # noqa: ANN001
    assert word(None) == "—"

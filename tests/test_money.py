"""Amounts, hours, calls and accounts as accountants and trainers type them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipelines.cell import Fault, cell_of
from pipelines.funding import Account, Call, call_in
from pipelines.numbers import euros
from pipelines.open_lists import Names
from pipelines.quantities import Decimal, Hours, Money
from pipelines.types import Context
from ui import words

TODAY = Context(date(2026, 1, 15))


def read(kind: Any, typed: object, percent: bool = False) -> Any:
    return kind.read(cell_of(typed, percent), TODAY).value


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("12 345,67 €", 12345.67),
        ("12\u202f345,67\u00a0€", 12345.67),
        ("12.345,67", 12345.67),
        ("1.200", 1200),  # no euro has three decimals
        ("1 200", 1200),
        ("1200,5", 1200.5),
        ("1,200.50", 1200.5),
        ("(350)", -350),
        ("(1 200,50 €)", -1200.5),
        ("-350", -350),
        ("\u2212350", -350),
        ("€ 45", 45),
        ("1 200 € TTC", 1200),
        ("300 euros", 300),
        ("néant", 0),
        (1234.5, 1234.5),
        (0.005 + 10, 10.01),
        (-12, -12),
    ],
)
def test_an_amount_is_read_to_the_cent(typed: object, amount: float) -> None:
    assert read(Money(), typed) == pytest.approx(amount, abs=0.0001)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("3 k€", "écrivez-le en entier : 3 000 €"),
        ("1,5 K€", "écrivez-le en entier : 1 500 €"),
        ("2 M€", "écrivez-le en entier : 2 000 000 €"),
        ("1200 € HT", "toutes taxes comprises"),
        ("1,200", "deux façons"),
        ("env. 300", "n'est pas un montant"),
        ("12 %", "pourcentage"),
        ("3 500 4", "n'est pas un montant"),
    ],
)
def test_an_amount_that_could_be_another_is_refused_with_its_repair(typed: str, told: str) -> None:
    with pytest.raises(Fault, match=told):
        read(Money(), typed)


def test_a_percentage_shown_by_the_workbook_is_no_amount() -> None:
    with pytest.raises(Fault, match="pourcentage"):
        read(Money(), 0.12, percent=True)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (2024, "AAP 2024"),
        ("AAP DIAN 2024", "AAP 2024"),
        ("Appel à projets CILPI 2024", "AAP 2024"),
        ("aap n° 2024", "AAP 2024"),
        ("AAP Département 2024", "Département 2024"),
        ("2024 Ville", "Ville 2024"),
    ],
)
def test_a_call_is_its_year_and_its_funder_unless_it_is_the_states(typed: object, name: str) -> None:
    assert read(Call(), typed) == name


def test_a_call_without_a_year_is_none() -> None:
    with pytest.raises(Fault, match="écrivez son année"):
        read(Call(), "AAP")
    assert call_in(["Feuil1", "BUDGET — AAP 2025 (TTC)"]) == "AAP 2025"
    assert call_in(["Budget 2025"]) is None  # a year alone is no call


def test_accounts_are_charges_products_or_in_kind() -> None:
    assert [read(Account(), typed) for typed in (64, "64 - Charges de personnel", "6064", "Compte 74", "87")] == [
        "64", "64", "6064", "74", "87",
    ]  # fmt: skip
    with pytest.raises(Fault, match="n'est pas un compte"):
        read(Account(), "512 Banque")


def test_hours_decimals_and_names() -> None:
    assert [read(Hours(), typed) for typed in ("3h30", "7 h", 3.5, "2 heures")] == [3.5, 7, 3.5, 2]
    assert read(Decimal(), "85 %") == 85
    assert read(Decimal(), "12,5") == 12.5
    with pytest.raises(Fault, match="entre 1 et 4"):
        read(Decimal(1, 4), "5")
    assert read(Names(), "Trame ; Livret\nTrame") == "Trame;Livret"
    assert read(Names(), "2") == "Sans nom 1;Sans nom 2"


def test_euros_are_written_as_in_french() -> None:
    assert euros(12345.67) == "12 345,67 €"
    assert words.euros(12345.6) == "12\u202f345,60\u00a0€"
    assert words.euros(1200) == "1\u202f200\u00a0€"
    assert words.euros(-350, signed=True) == "-350\u00a0€"
    assert words.euros(350, signed=True) == "+350\u00a0€"
    assert words.euros(None) == words.NONE

"""Rules between columns: each can be broken and can be kept, and says so at the cell to correct."""

from __future__ import annotations

import re
from datetime import date
from itertools import product
from typing import Any

import pytest

from pipelines.cell import Cell, cell_of
from pipelines.check import check
from pipelines.contract import Contract, Rule
from pipelines.contracts import contract_named, contracts
from pipelines.locate import tables
from pipelines.read import Sheet
from pipelines.residences import Residences
from tests.plausible import choices, plausible_row
from tests.workbooks import Receipt, judge_rows

RULES = [(contract, rule) for contract in contracts().values() for rule in contract.rules]
VIALA = Residences([{"residence": "VIA", "name": "Viala"}])


@pytest.mark.parametrize(
    ("contract", "rule"), RULES, ids=[f"{one.kind}-{'-'.join(rule.columns)}" for one, rule in RULES]
)
def test_each_rule_has_a_row_that_breaks_it_and_one_that_keeps_it(contract: Contract, rule: Rule) -> None:
    found: dict[bool, Any] = {}
    for values in product(*(choices(contract.by_name[name]) for name in rule.columns)):
        told = [problem for problem in problems(contract, dict(zip(rule.columns, values, strict=True)))
                if problem.severity == rule.severity and re.search(as_pattern(rule.message), problem.message)]  # fmt: skip
        found.setdefault(bool(told), values)
        assert all(problem.column == contract.by_name[rule.columns[0]].header for problem in told)
    assert found.keys() == {True, False}, found


def as_pattern(message: str) -> str:
    return re.sub(r"\\{\d(?::\w+)?\\}", ".+", re.escape(message))


def problems(contract: Contract, more: dict[str, Any]) -> list[Any]:
    """Return the problems of a plausible row with some values of its own, read by the production code."""
    row = plausible_row(contract) | more
    cells: dict[tuple[int, int], Cell] = {}
    for place, column in enumerate(contract.kept, 1):
        cells |= {(1, place): cell_of(column.header), (2, place): cell_of(row[column.name])}
    [table] = tables(Sheet("Feuille", cells))
    [line], _ = check(table, VIALA, date(2026, 1, 15))
    return line.problems


MARCH, APRIL = date(2025, 3, 1), date(2025, 4, 1)
AGES = ["18-25", "26-39", "40-49", "50-59", "60-64", "65-74", "75 et +"]
BROKEN: list[tuple[str, list[dict[str, Any]], str, str]] = [
    ("F1", [{"Mois": MARCH, "Capacité": 100, "Occupés au dernier jour": 101}], "Occupés au dernier jour", "fault"),
    ("F1", [{"Mois": MARCH, "Titulaires de contrat": 90, "Impayés (3 termes)": 91}], "Impayés (3 termes)", "fault"),
    ("F1", [{"Mois": MARCH, "Capacité": 100, "Jours-logements occupés": 3101}], "Jours-logements occupés", "fault"),
    ("F1", [{"Mois": MARCH, "Résidents présents": 89, "Titulaires de contrat": 90}], "Titulaires de contrat", "doubt"),
    ("F1", [{"Mois": MARCH, "Capacité": 100, "Occupés au dernier jour": 90, "Vacants commerciaux": 5,
             "Vacants techniques / travaux": 4}], "Occupés au dernier jour", "doubt"),
    ("F1", [{"Mois": MARCH, "Résidents présents": 8} | dict.fromkeys(AGES, 1)], "18-25", "doubt"),
    ("F1", [{"Mois": MARCH, "Occupés au dernier jour": 90, "Entrées": 0, "Sorties": 0},
            {"Mois": APRIL, "Occupés au dernier jour": 92, "Entrées": 3, "Sorties": 3}], "Entrées", "doubt"),
    ("F3", [{"Date": MARCH, "Statut": "tenue", "Invités": 12, "Présents résidents": 13}], "Présents résidents", "fault"),
    ("F3", [{"Date": MARCH, "Statut": "tenue", "Présents résidents": 4, "Dont femmes": 5}], "Dont femmes", "fault"),
    ("F5", [{"Date signalement": MARCH, "Nature": "bruit", "Clos le": date(2025, 2, 28)}], "Clos le", "fault"),
    ("F5", [{"Date signalement": MARCH, "Nature": "bruit", "1re action le": date(2025, 2, 28)}], "1re action le", "fault"),
]  # fmt: skip


def judge_lines(feed: str, lines: list[dict[str, Any]]) -> Receipt:
    headers = [column.header for column in contract_named(feed).kept]
    rows = [[(line | {"Résidence": "Viala"}).get(header) for header in headers] for line in lines]
    return judge_rows([headers, *rows])


@pytest.mark.parametrize(("feed", "lines", "header", "severity"), BROKEN)
def test_numbers_that_contradict_each_other_are_told_at_their_cell(
    feed: str, lines: list[dict[str, Any]], header: str, severity: str
) -> None:
    receipt = judge_lines(feed, lines)
    [problem] = receipt["problems"]
    assert (problem["column"], problem["severity"]) == (header, severity)
    assert (problem["row"], receipt["kind"]) == (len(lines) + 1, contract_named(feed).kind)
    assert receipt["status"] == ("refused" if severity == "fault" else "acceptable")


@pytest.mark.parametrize(
    "lines",
    [
        [{"Mois": MARCH, "Capacité": 100, "Occupés au dernier jour": 100, "Jours-logements occupés": 3100}],
        [{"Mois": MARCH, "Capacité": 100, "Occupés au dernier jour": 90, "Vacants commerciaux": 5, "Vacants techniques / travaux": 5}],
        [{"Mois": MARCH, "Occupés au dernier jour": 90, "Entrées": 0, "Sorties": 0},
         {"Mois": APRIL, "Occupés au dernier jour": 91, "Entrées": 3, "Sorties": 3}],
    ],
)  # fmt: skip
def test_numbers_at_the_limit_are_not_questioned(lines: list[dict[str, Any]]) -> None:
    assert judge_lines("F1", lines)["problems"] == []


@pytest.mark.parametrize(
    ("feed", "line", "at_fault"),
    [
        (
            "F1",
            {"Mois": MARCH, "Capacité": "env. 80", "Occupés au dernier jour": 101, "Résidents présents": 12},
            "Capacité",
        ),
        (
            "F3",
            {"Date": MARCH, "Statut": "tenue", "Invités": 12, "Présents résidents": 13, "Dont femmes": 14},
            "Présents résidents",
        ),
    ],
)
def test_a_rule_is_not_run_on_a_cell_already_at_fault(feed: str, line: dict[str, Any], at_fault: str) -> None:
    assert [problem["column"] for problem in judge_lines(feed, [line])["problems"]] == [at_fault]

"""Editions: what is frozen, who reads what of it, how classes of few people are joined. The attack: tests/test_joint_attack.py."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from access.scope import sight_of
from indicators.counted import turnover_of
from indicators.editions import VERIFIED, BrokenSeal, Edition, edition_of, editions, sealed
from indicators.measure import current_version
from indicators.protect import attack
from indicators.published import CATALOGUE
from indicators.regroup import classes, places
from indicators.subjects import Variable
from indicators.tabulate import tabulate
from pipelines import store
from pipelines.contracts import contract_named
from pipelines.frozen import AlreadyFrozen, editions_folder, freeze
from tests.attackers import counted
from tests.random_people import THRESHOLD, Association, labels_of
from tests.workbooks import load, residences_file, write_xlsx
from ui.tables import file_rows


def test_the_attack_finds_what_primary_masking_alone_leaves() -> None:
    """The harness can fail: with the small cells alone masked, most come back exactly."""
    _, blocks = Association(1).edition(2024)
    block, people = next(one for one in blocks if one[0].id == "ages")
    truth = counted(block, people)
    few = {i for i, count in enumerate(truth) if 0 < count < THRESHOLD}
    found = [attack(block.cells, truth, few, target) for target in few]
    assert any(low == high for low, high in found)
    assert sum(high < THRESHOLD or high - low < THRESHOLD - 1 for low, high in found) > len(few) / 2


def test_an_edition_holds_no_masked_number_at_all() -> None:
    """Whoever holds the frozen file, on the disk, holds no masked number."""
    edition = drawn(FIVE)
    raw = json.loads(json.dumps(asdict(edition)))
    masked = [
        one for table in raw["tables"] for line in table["lines"] for one in line["numbers"] if one is None
    ]
    assert masked
    few = [
        one
        for table in raw["tables"]
        for line in table["lines"]
        for one in (*line["numbers"], line["total"])
        if one is not None and 0 < one < THRESHOLD
    ]
    assert few == []
    assert edition_of(raw) == edition


def test_an_edition_that_was_altered_is_not_shown() -> None:
    edition = drawn(FIVE)
    raw = asdict(edition)
    raw["tables"][0]["lines"][0]["total"] += 1
    with pytest.raises(BrokenSeal, match="plus celle qui a été publiée"):
        edition_of(raw)


def test_the_file_says_what_the_mask_means_and_that_it_was_verified() -> None:
    edition = drawn(FIVE)
    told = [str(row["Tableau"]) for row in file_rows(edition)]
    assert VERIFIED in told
    assert any("moins de 11 concernées" in text for text in told)


def test_an_edition_is_written_once(data: Any) -> None:
    edition = drawn(FIVE)
    freeze("2025", asdict(edition))
    written = (editions_folder() / "2025.json").read_bytes()
    with pytest.raises(AlreadyFrozen, match="jamais réécrite"):
        freeze("2025", asdict(replace(edition, by="autre")))
    assert (editions_folder() / "2025.json").read_bytes() == written


FIVE = 5  # an association of five residences or more


@cache
def drawn(seed: int) -> Edition:
    return Association(seed).edition(2025)[0]


SEES: list[tuple[tuple[str, ...], date | None, date | None, list[int], bool]] = [
    ((), date(2024, 1, 1), date(2025, 12, 1), [2025, 2024], True),
    ((), date(2024, 2, 1), date(2025, 12, 1), [2025], True),  # a year that began before the call
    ((), date(2024, 1, 1), date(2025, 11, 1), [2024], True),
    (("R0", "R1"), None, None, [2025, 2024], False),  # no total of residences that are another's
    (("ailleurs",), None, None, [], False),
]


@pytest.mark.parametrize(("codes", "first", "last", "years", "sees_all"), SEES)
def test_an_evaluator_reads_whole_years_and_own_residences(
    codes: tuple[str, ...], first: date | None, last: date | None, years: list[int], sees_all: bool, data: Any
) -> None:
    assert len(Association(FIVE).names) > 4
    for year in (2024, 2025):
        freeze(str(year), asdict(sealed(replace(drawn(FIVE), year=year), by="test", at="2026-01-15")))
    found = editions(sight_of("evaluateur", codes, first, last))
    assert [one.year for one in found] == years
    lines = [line for one in found for table in one.tables for line in table.lines]
    assert any(line.level == "association" for line in lines) == sees_all
    if codes:
        assert all(set(line.codes) <= set(codes) for line in lines)


AGE = next(one for subject in CATALOGUE for one in subject.variables if one.name == "age")


@pytest.mark.parametrize(
    ("people", "labels"),
    [
        ({"18_25": 30, "26_39": 30, "75_plus": 30}, ["18-25 ans", "26-65 ans", "75 ans et plus"]),
        ({"18_25": 30, "65_74": 5, "75_plus": 6}, ["18-25 ans", "26 ans et plus"]),
        ({"18_25": 30, "75_plus": 30, "inconnu": 4}, ["18-64 ans", "65 ans et plus ou non connu"]),
    ],
)
def test_ages_of_few_people_join_their_neighbours(people: dict[str, int], labels: list[str]) -> None:
    assert isinstance(AGE.classes, dict)
    found = classes(AGE, AGE.classes, people, 11)
    sizes = [sum(people.get(code, 0) for code in one.codes) for one in found]
    assert min(sizes) >= 11
    assert sum(sizes) == sum(people.values())
    assert len(found) == len(labels)


def test_residences_of_few_people_are_told_with_the_next_smallest() -> None:
    found = places({"A": "A", "B": "B", "C": "C"}, {"A": 4, "B": 30, "C": 12}, 11)
    assert [(one.label, one.codes) for one in found] == [("B", ("B",)), ("A et C", ("A", "C"))]


def test_rare_classes_become_others_never_one_of_few() -> None:
    variable = Variable("x", "X", {"a": "A", "b": "B", "c": "C", "d": "D"})
    assert isinstance(variable.classes, dict)
    found = classes(variable, variable.classes, {"a": 40, "b": 20, "c": 3, "d": 1}, 11)
    assert [(one.label, set(one.codes)) for one in found] == [("A", {"a"}), ("Autres", {"b", "c", "d"})]


def entered(*people: tuple[str, int]) -> dict[tuple[str, ...], int]:
    """Return entries of two origins, in equal parts, residence by residence."""
    return {
        (code, kind, kind): number // 2 for code, number in people for kind in ("rue", "logement_autonome")
    }


def told_apart(weights: dict[str, float] | None) -> list[str] | None:
    subject = next(one for one in CATALOGUE if one.id == "entrees")
    people, names = entered(("A", 30), ("B", 28), ("C", 26)), {"A": "A", "B": "B", "C": "C"}
    labels = {one.name: labels_of(one) for one in subject.variables}
    block = tabulate(subject, "", people, THRESHOLD, names, (), labels, 1, weights)
    return block and [unit.label for unit in block.units]


def test_residences_where_few_replaced_others_are_not_told_apart_by_their_entries() -> None:
    """A had 30 entries and 2 exits: whoever was there in December is known nearly one by one from the December before."""
    assert told_apart(None) == ["A", "B", "C", "Ensemble"]
    assert told_apart({"A": 2, "B": 20, "C": 15}) == ["B", "A et C", "Ensemble"]
    assert told_apart({"A": 0.001, "B": 10, "C": 15}) == ["A et B et C"]
    assert told_apart({"A": 0.001, "B": 0.001, "C": 10}) is None


def test_as_many_are_replaced_as_came_and_went(tmp_path: Path, data: Path) -> None:
    names = [
        "line_no",
        "residence",
        "moved_on",
        "move_type",
        "contract_start_on",
        "origin",
        "exit_destination",
    ]
    told = [("VIA", "entree", 2025)] * 5 + [("VIA", "sortie", 2025)] * 3 + [("VIA", "sortie", 2024)] * 4
    told += [("TIL", "entree", 2025)] * 2
    lines = [
        [at, code, date(year, 5, 6), kind, None, None, None] for at, (code, kind, year) in enumerate(told, 1)
    ]
    headers = [contract_named("F2").by_name[name].header for name in names]
    sheet = {"Mouvements": [["Entrées et sorties 2024 et 2025"], headers, *lines]}
    receipts = load(residences_file(tmp_path), write_xlsx(tmp_path / "m.xlsx", sheet))
    assert {one["status"] for one in receipts} == {"loaded"}, receipts[1]["problems"]
    assert turnover_of(store.cursor(str(current_version())), 2025) == {"VIA": 3, "TIL": 0.001}

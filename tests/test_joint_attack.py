"""Invented associations, three editions each, attacked by whoever holds all that is rendered: every page and every file together."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from access.accounts import Perimeter
from indicators.compute import compute
from indicators.editions import Edition
from indicators.protect import attack, exposed
from indicators.tabulate import Block
from pipelines.closing import close
from pipelines.frozen import editions_folder, freeze
from tests.attackers import Told, counted, of_file, of_page, read_back
from tests.people import signed_in
from tests.random_people import THRESHOLD, Association
from tests.test_pages import ROOT, ran
from tests.workbooks import load, occupation_file, residences_file

# `make fuzz` tries fifty.
ASSOCIATIONS = range(int(os.environ.get("PALIER_ASSOCIATIONS", "2")))
YEARS = (2023, 2024, 2025)
FUNDER = Perimeter((), "Appel", date(2023, 1, 1), date(2025, 12, 1))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An association of which nothing else is transmitted: the page reads editions alone."""
    folder = tmp_path_factory.mktemp("joint")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(folder / "data"))
        patch.setenv("PALIER_TODAY", "2026-01-15")
        load(residences_file(folder), occupation_file(folder / "o.xlsx"))
        close(["2025-01", "2025-02", "2025-03"], compute, by="test", name="Direction")
        yield folder / "data"


def rendered() -> dict[int, Told]:
    """Return all that the editions' page and its files tell an evaluator, by year: every edition, every choice."""
    offered, files = streamlit.download_button, []
    found: dict[int, Told] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            streamlit,
            "download_button",
            lambda label, data, *more, **options: (
                files.append(data),
                offered(label, data, *more, **options),
            )[1],
        )
        at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60)
        at = at.switch_page("../pages/evaluation/tableaux.py")
        at.user = signed_in("evaluateur", FUNDER).user
        at = ran(at)
        for year in sorted(map(int, next(one for one in at.selectbox if one.label == "Édition").options)):
            at = ran(next(one for one in at.selectbox if one.label == "Édition").select(str(year)))
            _add(found.setdefault(year, {}), of_page(at), of_file(files[-1]()))
            for family in [one.key for one in at.selectbox if one.label == "Voir par résidence"]:
                for choice in at.selectbox(key=family).options[1:]:
                    at = ran(at.selectbox(key=family).select(choice))
                    _add(found[year], of_page(at), of_file(files[-1]()))
    return found


def _add(told: Told, *more: Told) -> None:
    for one in more:
        for place, values in one.items():
            told.setdefault(place, set()).update(values)


def published(seed: int) -> dict[int, tuple[Edition, list[tuple[Block, dict[tuple[str, ...], int]]]]]:
    """Freeze the editions of an invented association, each from the mask of the one before."""
    shutil.rmtree(editions_folder(), ignore_errors=True)
    association, before = Association(seed), None
    found = {}
    for year in YEARS:
        before, blocks = association.edition(year, before)
        if before.tables:
            freeze(str(year), asdict(before))
            found[year] = (before, blocks)
    return found


@pytest.mark.parametrize("seed", ASSOCIATIONS)
def test_no_masked_number_comes_back_from_all_that_is_rendered(seed: int, house: Path) -> None:
    """Every small number stays wide open, to anybody and to one of its own people, whatever is put together."""
    editions, small = published(seed), 0
    told = rendered() if editions else {}
    assert told.keys() == editions.keys()
    for year, (_, blocks) in editions.items():
        for block, people in blocks:
            counts, masked = read_back(block, told[year])
            truth = counted(block, people)
            assert [one for i, one in enumerate(counts) if i not in masked] == [
                one for i, one in enumerate(truth) if i not in masked
            ]
            few = [i for i, count in enumerate(truth) if 0 < count < THRESHOLD]
            assert set(few) <= masked
            small += len(few)
            for target in few:
                low, high = attack(block.cells, counts, masked, target)
                assert high >= THRESHOLD
                assert high - low >= THRESHOLD - 1
                assert low <= truth[target] <= high
            assert not exposed(block.cells, truth, masked, THRESHOLD)
    assert small > 20 or len(Association(seed).names) < 4


def test_one_number_said_once_on_a_page_is_found(house: Path) -> None:
    """The harness can fail: a masked cell that the file alone would tell is a cell that is told."""
    editions = published(5)
    year = max(editions)
    told = rendered()[year]
    block, people = next(one for one in editions[year][1] if one[0].id == "ages")
    _, masked = read_back(block, told)
    truth = counted(block, people)
    target = next(i for i in sorted(masked) if 0 < truth[i] < THRESHOLD and block.keys[i].choice)
    label = block.classes["age"][block.keys[target].choice[0][1]].label
    told[block.subject.title, "résidence", block.keys[target].unit.label, label].add(str(truth[target]))
    again, less = read_back(block, told)
    assert target not in less
    assert again[target] == truth[target]
    assert less == masked - {target}

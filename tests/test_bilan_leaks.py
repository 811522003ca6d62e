"""What an evaluator is served of a sealed bilan does not change with people who are not published: every part, row, verification."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from access.accounts import Perimeter
from indicators.measure import current_version
from reports.bilan.parts import sight_for
from reports.bilan.sealed import publish
from tests.people import Signed, signed_in
from tests.test_bilan_page import opened
from tests.test_nothing_leaks import _NAMES, Worlds, _elements, in_each
from tests.test_pages import ran
from tests.two_worlds import CALL, world

FUNDER = Perimeter((), CALL, date(2024, 1, 1), date(2025, 12, 1))
CLOSELY = (3, 5, 10)  # parts whose first row is looked at closely: what it is counted from is measured again
# Names of loads, and the marks of rows that are made of them.
_LOADS = re.compile(r"\d{5}-\d{8}-\d{6}|ligne=[0-9a-f]{10}")


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    """Two associations that differ in unpublished people only, the bilan of their call sealed in each."""
    folder = tmp_path_factory.mktemp("bilans")
    both = world(folder / "one", 0), world(folder / "other", 1)
    in_each(both, sealed_now)
    return both


def sealed_now() -> None:
    version = str(current_version())
    publish(version, sight_for(version, CALL), CALL, "test")


def served() -> dict[str, list[str]]:
    """Return all that an evaluator's browser is sent, part by part."""
    who = signed_in("evaluateur", FUNDER, "cilpi")
    at = opened(who)
    code = str(at.selectbox(key="bilan-choisi").value)
    found: dict[str, list[str]] = {}
    for number in range(1, 14):
        ran(at.selectbox(key="partie-choisi").set_value(str(number)))
        found[f"part {number}"] = list(told(at, code))
        if number in CLOSELY:
            ran(at.selectbox(key="ligne-choisie").select_index(0))
            found[f"row of part {number}"] = list(told(at, code))
            ran(at.selectbox(key="ligne-choisie").set_value(None))
    return found | {"verified": list(told(verified(who, code), code))}


def verified(who: Signed, code: str) -> AppTest:
    at = opened(who, vue="verifier")
    return ran(at.text_input(key="code-a-verifier").input(code))


def told(at: AppTest, code: str) -> Iterator[str]:
    for text in _elements(at):
        bare = _LOADS.sub("§", _NAMES.sub("§", text))
        yield bare.replace(code, "§").replace(f"{code[:4]} {code[4:]}", "§")


def test_a_sealed_bilan_reads_the_same_whoever_is_not_published(worlds: Worlds) -> None:
    one, other = in_each(worlds, served)
    assert list(one) == list(other)
    assert sum(len(text) for held in one.values() for text in held) > 50_000
    assert [name for name in one if one[name] != other[name]] == []

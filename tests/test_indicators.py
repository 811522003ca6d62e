"""Each indicator against its worked example, reckoned by hand from the definitions and never from our own output."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from indicators.catalogue import indicators
from indicators.measure import Figure, measure_in
from indicators.sums import Scope
from tests.facts import EXAMPLES, example, figures_of

PATHS = sorted(EXAMPLES.glob("*.toml"))


def test_every_indicator_has_a_worked_example_and_every_example_an_indicator() -> None:
    assert {path.stem for path in PATHS} == set(indicators())


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_worked_example(path: Path) -> None:
    told = example(path)
    con = figures_of(told["given"], told.get("as_of"), path.stem)
    for expected in told["expect"]:
        by = tuple(expected.pop("by"))
        found = _find(measure_in(con, path.stem, by, _scope(path.stem, by, told)), by, expected)
        for name, value in expected.items():
            if name not in by:
                assert getattr(found, name) == pytest.approx(value), f"{by} {expected}: {name}"


def _scope(name: str, by: tuple[str, ...], told: dict[str, Any]) -> Scope:
    # A state indicator seen month by month has one cut-off a month; seen otherwise, the example's.
    follows = indicators()[name].cutoff == "state" and {"month", "quarter"} & set(by)
    return Scope() if follows else Scope(as_of=told.get("as_of"))


def _find(figures: list[Figure], by: tuple[str, ...], expected: dict[str, Any]) -> Figure:
    wanted = {name: expected[name] for name in by}
    matching = [one for one in figures if all(one.group[name] == value for name, value in wanted.items())]
    matching = [
        one
        for one in matching
        if "category" in expected or one.group.get("category") is None or "category" in by
    ]
    assert len(matching) == 1, f"{wanted}: {len(matching)} figures among {[one.group for one in figures]}"
    return matching[0]

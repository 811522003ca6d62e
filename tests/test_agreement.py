"""Cohen's kappa, against printed tables and sums done by hand; and where it is undefined."""

from __future__ import annotations

from itertools import product

import pytest

from indicators.statistics import agreement, kappa, pooled_kappa


def readings(both: int, first_only: int, second_only: int, neither: int) -> tuple[list[bool], list[bool]]:
    """Two readers' answers, from the four cells of their table."""
    cells = [(True, True)] * both + [(True, False)] * first_only
    cells += [(False, True)] * second_only + [(False, False)] * neither
    return [one for one, _ in cells], [one for _, one in cells]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        # po = 35/50; pe = .5 x .6 + .5 x .4 = .5; (.7 - .5) / .5: the example printed in most textbooks
        ((20, 5, 10, 15), 0.4),
        # Two tables of the same po = 60/100, whose margins differ: pe = .54, then .46
        ((45, 15, 25, 15), 0.06 / 0.46),
        ((25, 35, 5, 35), 0.14 / 0.54),
        ((10, 0, 0, 40), 1.0),
        ((0, 25, 25, 0), -1.0),
        ((1, 0, 0, 0), None),  # both always yes: nothing that chance does not explain
        ((0, 0, 0, 50), None),
        ((0, 0, 0, 0), None),
        # One reader always says yes: po = pe = 30/50
        ((30, 20, 0, 0), 0.0),
        ((0, 50, 0, 0), 0.0),
    ],
)
def test_kappa_is_what_the_table_gives_by_hand(
    cells: tuple[int, int, int, int], expected: float | None
) -> None:
    found = kappa(*readings(*cells))
    assert found == (None if expected is None else pytest.approx(expected, abs=1e-12))


def test_kappa_is_the_weighing_of_cells_by_another_path() -> None:
    """1 - observed disagreements / expected ones, counted cell by cell, for every table of 12 cases."""
    for cells in product(range(13), repeat=4):
        if sum(cells) != 12:
            continue
        both, first_only, second_only, neither = cells
        expected = (both + first_only) * (first_only + neither) + (second_only + neither) * (
            both + second_only
        )
        by_cells = None if expected == 0 else 1 - 12 * (first_only + second_only) / expected
        assert kappa(*readings(*cells)) == (None if by_cells is None else pytest.approx(by_cells, abs=1e-12))


def test_who_is_first_changes_nothing() -> None:
    first, second = readings(7, 2, 4, 11)
    assert kappa(first, second) == kappa(second, first)


def test_readers_of_different_cases_are_refused() -> None:
    with pytest.raises(ValueError, match="the same cases"):
        kappa([True], [True, False])


def test_pooled_kappa_averages_agreements_and_not_kappas() -> None:
    """po: .7 and 1.0; pe: .5 and .68 (.2² + .8²): (.85 - .59) / (1 - .59); the mean of kappas would be .7."""
    two = [readings(20, 5, 10, 15), readings(10, 0, 0, 40)]
    assert pooled_kappa(two) == pytest.approx(0.26 / 0.41, abs=1e-12)
    unmet = readings(0, 0, 0, 50)
    assert pooled_kappa([*two, unmet]) == pytest.approx(0.26 / 0.41, abs=1e-12), (
        "a theme nobody met weighs nothing"
    )
    assert pooled_kappa([unmet]) is None
    assert pooled_kappa([]) is None


def test_agreement_is_told_theme_by_theme_and_together() -> None:
    """Four comments; a: both say yes, yes, no, no; b: yes/no, no/no, yes/yes, no/no; c: nobody.

    a: 1. b: po = 3/4, pe = .5 x .25 + .5 x .75 = .5, hence .5. Together: po = (1 + .75 + 1) / 3, pe = (.5 + .5 + 1) / 3.
    """
    sets = [("ab", "a"), ("a", "a"), ("b", "b"), ("", "")]
    found = agreement([(frozenset(one), frozenset(other)) for one, other in sets], ("a", "b", "c"))
    assert found.cases == 4
    assert found.by_theme == {"a": pytest.approx(1), "b": pytest.approx(0.5), "c": None}
    assert found.overall == pytest.approx((2.75 - 2) / (3 - 2))
    assert agreement([], ("a",)).overall is None

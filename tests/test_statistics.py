"""Intervals and comparisons, against another library, a brute force, a printed table or a sum done by hand."""

from __future__ import annotations

from math import comb, sqrt

import pytest
from scipy.stats import binomtest, chi2_contingency

from indicators.statistics import (
    change,
    decompose,
    false_discovery,
    nonresponse_range,
    population_share,
    survey_interval,
    wilson,
)


@pytest.mark.parametrize(
    ("x", "n"),
    [(0, 1), (1, 1), (0, 10), (9, 10), (10, 10), (18, 20), (27, 30), (56, 80), (1, 1000), (499, 1000)],
)
def test_wilson_is_that_of_scipy(x: int, n: int) -> None:
    other = binomtest(x, n).proportion_ci(0.95, method="wilson")
    assert wilson(x, n) == pytest.approx((other.low, other.high), abs=1e-9)


@pytest.mark.parametrize(
    ("x", "n", "low", "high"),
    [(9, 10, 60, 98), (18, 20, 70, 97), (27, 30, 74, 97), (45, 50, 79, 96), (90, 100, 83, 94)],
)
def test_wilson_gives_the_reference_values(x: int, n: int, low: int, high: int) -> None:
    assert [round(100 * bound) for bound in wilson(x, n)] == [low, high]


def test_an_interval_needs_a_case() -> None:
    with pytest.raises(ValueError, match="at least one case"):
        wilson(0, 0)


def plausible(x: int, n: int, population: int) -> tuple[int, int]:
    """Count, for every number of yes in the population, how many samples give at most and at least x of them."""

    def samples(yes: int, counts: range) -> float:
        return sum(comb(yes, k) * comb(population - yes, n - k) for k in counts) / comb(population, n)

    kept = [
        yes
        for yes in range(x, population - n + x + 1)
        if samples(yes, range(x, n + 1)) > 0.025 and samples(yes, range(x + 1)) > 0.025
    ]
    return min(kept), max(kept)


@pytest.mark.parametrize(
    ("x", "n", "population"),
    [
        (56, 80, 120),
        (0, 5, 30),
        (5, 5, 30),
        (1, 2, 3),
        (12, 12, 12),
        (3, 11, 12),
        (20, 60, 300),
        (0, 1, 500),
        (7, 30, 31),
    ],
)
def test_the_survey_interval_is_that_of_counting_every_sample(x: int, n: int, population: int) -> None:
    assert survey_interval(x, n, population) == plausible(x, n, population)


def test_the_survey_interval_of_the_method_page() -> None:
    assert survey_interval(56, 80, 120) == (76, 91)
    assert nonresponse_range(56, 80, 120) == (pytest.approx(56 / 120), pytest.approx(96 / 120))


def test_when_everybody_answered_nothing_is_unsure() -> None:
    assert [survey_interval(x, 25, 25) for x in (0, 7, 25)] == [(0, 0), (7, 7), (25, 25)]


@pytest.mark.parametrize(("x", "n", "population"), [(3, 2, 10), (-1, 2, 10), (1, 11, 10), (0, 0, 10)])
def test_an_impossible_survey_is_an_error(x: int, n: int, population: int) -> None:
    with pytest.raises(ValueError, match="a survey needs"):
        survey_interval(x, n, population)


# Newcombe, « Interval estimation for the difference between independent proportions », Statistics in Medicine 17
# (1998), table II, method 10: a/m - b/n, and its interval.
NEWCOMBE = [
    ((56, 70), (48, 80), 0.0524, 0.3339),
    ((9, 10), (3, 10), 0.1705, 0.8090),
    ((6, 7), (2, 7), 0.0582, 0.8062),
    ((5, 56), (0, 29), -0.0381, 0.1926),
    ((0, 10), (0, 20), -0.1611, 0.2775),
    ((0, 10), (0, 10), -0.2775, 0.2775),
    ((10, 10), (0, 20), 0.6791, 1.0000),
    ((10, 10), (0, 10), 0.6075, 1.0000),
]


@pytest.mark.parametrize(("after", "before", "low", "high"), NEWCOMBE)
def test_a_change_has_the_interval_that_newcombe_printed(
    after: tuple[int, int], before: tuple[int, int], low: float, high: float
) -> None:
    difference, found_low, found_high, _ = change(*before, *after)
    assert difference == pytest.approx(after[0] / after[1] - before[0] / before[1])
    assert (found_low, found_high) == (pytest.approx(low, abs=6e-5), pytest.approx(high, abs=6e-5))


def test_a_change_seen_backwards_is_its_opposite() -> None:
    there, back = change(48, 80, 56, 70), change(56, 70, 48, 80)
    assert there == pytest.approx((-back[0], -back[2], -back[1], back[3]))


@pytest.mark.parametrize(
    ("before", "after"), [((48, 80), (56, 70)), ((3, 10), (9, 10)), ((12, 40), (22, 44)), ((5, 50), (5, 50))]
)
def test_the_p_value_of_a_change_is_that_of_the_chi_square(
    before: tuple[int, int], after: tuple[int, int]
) -> None:
    table = [[x, n - x] for x, n in (before, after)]
    assert change(*before, *after)[3] == pytest.approx(
        chi2_contingency(table, correction=False).pvalue, abs=1e-9
    )


def test_two_waves_alike_to_the_last_answer_prove_nothing() -> None:
    assert change(0, 20, 0, 30)[3] == 1
    assert change(20, 20, 30, 30)[3] == 1


def test_false_discovery_by_hand() -> None:
    # Sorted: 0.005 x 4/1, 0.01 x 4/2, 0.03 x 4/3, 0.04 x 4/4; from the right, never more than the next.
    assert false_discovery([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.02, 0.04, 0.04, 0.02])
    assert false_discovery([0.2, 0.9]) == pytest.approx([0.4, 0.9])
    assert false_discovery([0.03]) == [0.03]
    assert false_discovery([]) == []


def test_a_residence_weighs_its_residents_not_its_answers() -> None:
    # 100 residents at 20 % and 300 at 60 %: (20 + 180) / 400, whoever answered more.
    share, error = population_share([10, 12], [50, 20], [100, 300])
    assert share == pytest.approx(0.5)
    # (1/4)² (1 - 50/100) 0.2 x 0.8 / 49 + (3/4)² (1 - 20/300) 0.6 x 0.4 / 19
    first = 0.0625 * 0.5 * 0.16 / 49
    second = 0.5625 * (280 / 300) * 0.24 / 19
    assert error == pytest.approx(sqrt(first + second))


def test_when_every_resident_answered_the_share_has_no_error() -> None:
    assert population_share([3, 8], [10, 10], [10, 10]) == (pytest.approx(0.55), 0)


def test_one_answer_tells_nothing_of_its_own_spread() -> None:
    # 1 answer of 50 residents beside a full census of 50: (1/2)² (1 - 1/50) x 1/4, the widest there is.
    assert population_share([1, 25], [1, 50], [50, 50])[1] == pytest.approx(sqrt(0.25 * 0.98 * 0.25))


@pytest.mark.parametrize(
    ("xs", "ns", "populations"), [([], [], []), ([1], [0], [10]), ([3], [2], [10]), ([1], [11], [10])]
)
def test_an_impossible_survey_of_several_residences_is_an_error(
    xs: list[int], ns: list[int], populations: list[int]
) -> None:
    with pytest.raises(ValueError, match="a s"):
        population_share(xs, ns, populations)


@pytest.mark.parametrize(("x", "n"), [(3, 2), (-1, 2), (float("nan"), 2), (1, float("nan"))])
def test_more_yes_than_cases_is_an_error(x: float, n: float) -> None:
    for refused in (lambda: wilson(x, n), lambda: change(1, 2, x, n), lambda: change(x, n, 1, 2)):
        with pytest.raises(ValueError, match="case"):
            refused()


def test_a_change_of_public_alone_is_all_of_the_public() -> None:
    # The same shares in each band, 20 % then 60 %; the older are 1 in 4, then 3 in 4: from 30 % to 50 %.
    public, rest = decompose({"j": (15, 75), "a": (15, 25)}, {"j": (5, 25), "a": (45, 75)})
    assert (public, rest) == (pytest.approx(0.2), pytest.approx(0))
    # The same mix: nothing of the public.
    assert decompose({"j": (5, 50), "a": (10, 50)}, {"j": (10, 50), "a": (25, 50)})[0] == pytest.approx(0)


def test_the_two_parts_of_a_change_by_hand() -> None:
    # 30/60 and 10/40 (40 %), then 30/40 and 30/60 (60 %).
    public, rest = decompose({"j": (30, 60), "a": (10, 40)}, {"j": (30, 40), "a": (30, 60)})
    assert public == pytest.approx(-0.2 * 0.625 + 0.2 * 0.375)
    assert rest == pytest.approx(0.25 * 0.5 + 0.25 * 0.5)
    assert public + rest == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("before", "after"), [({}, {}), ({"j": (1, 2)}, {"a": (1, 2)}), ({"j": (0, 0)}, {"j": (1, 2)})]
)
def test_strata_that_do_not_match_are_refused(
    before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]]
) -> None:
    with pytest.raises(ValueError, match="strat"):
        decompose(before, after)

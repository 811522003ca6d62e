"""What may be said of a change or a claim: reckoned by hand, or with scipy, never with our own output."""

from __future__ import annotations

from math import sqrt

import pytest
from scipy.stats import norm

from indicators.measure import Figure
from indicators.statistics import population_share, weighted_change
from indicators.verdicts import association_changes, changes, claim


def _register(x: float, n: float, unknown: int = 0) -> Figure:
    return Figure("floor_meeting_resolution_rate", {}, x, n, unknown, int(n), x / n)


def test_the_association_share_weighs_residents_not_answers() -> None:
    # 10 of 20 answers in a residence of 200, 9 of 10 in one of 20: (200 × 50 % + 20 × 90 %) / 220
    share, _ = population_share([10, 9], [20, 10], [200, 20])
    assert share == pytest.approx((200 * 0.5 + 20 * 0.9) / 220)
    assert share != pytest.approx(19 / 30)  # the pooled answers
    assert share != pytest.approx((0.5 + 0.9) / 2)  # the mean of the residences


def test_the_association_change_weighs_residents_too() -> None:
    before, after, sizes = [(10, 40), (10, 20)], [(20, 40), (6, 20)], [300, 100]
    difference, low, high, p = weighted_change(before, after, sizes)
    assert difference == pytest.approx(0.75 * (0.5 - 0.25) + 0.25 * (0.3 - 0.5))
    assert (low + high) / 2 == pytest.approx(difference)
    error = (high - low) / 2 / norm.ppf(0.975)
    naive = sqrt(0.75**2 * (0.25 * 0.75 / 39 + 0.5 * 0.5 / 39) + 0.25**2 * (0.5 * 0.5 / 19 + 0.3 * 0.7 / 19))
    assert error == pytest.approx(naive, rel=0.03)  # the half-case added changes little at these sizes
    assert p == pytest.approx(2 * norm.sf(difference / error))


def test_a_change_of_public_alone_is_no_change_of_need() -> None:
    # The same shares in both residences; twice as many answers from the first the second time.
    [one] = association_changes([([(10, 50), (30, 50)], [(20, 100), (30, 50)], [100.0, 100.0])])
    assert one.points == pytest.approx(0)
    assert one.verdict == "not_established"


def test_a_residence_that_shrank_since_the_wave_before_still_counts() -> None:
    # 60 answers before, where 50 residents are left: (50 × 50 % + 50 × 20 %) / 100, then (50 × 40 % + 50 × 20 %) / 100.
    [one] = association_changes([([(30, 60), (10, 50)], [(10, 25), (10, 50)], [50.0, 50.0])])
    assert (one.before, one.after) == (pytest.approx(0.35), pytest.approx(0.3))


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ((15, 50), (35, 50), "established"),
        ((20, 50), (29, 50), "not_established"),
        ((5, 19), (18, 19), "too_few"),
    ],
)
def test_the_three_wordings_of_a_change(
    before: tuple[float, float], after: tuple[float, float], verdict: str
) -> None:
    assert changes([(before, after)])[0].verdict == verdict


def test_among_many_comparisons_a_lone_gap_is_only_to_be_confirmed() -> None:
    lone = ((20.0, 50.0), (31.0, 50.0))  # its own interval excludes zero
    assert changes([lone])[0].verdict == "established"
    still = [((20.0, 50.0), (20.0, 50.0))] * 29
    assert changes([lone, *still])[0].verdict == "to_confirm"


@pytest.mark.parametrize(
    ("x", "n", "claimed", "verdict"),
    [
        (27, 30, 0.9, "compatible"),  # 74 to 97 %: proves nothing
        (17, 24, 0.9, "incompatible"),  # 51 to 85 %
        (200, 200, 0.9, "demonstrated"),
        (9, 9, 0.9, "too_few"),
    ],
)
def test_a_claim_is_judged_on_its_interval(x: int, n: int, claimed: float, verdict: str) -> None:
    assert claim(_register(x, n), claimed).verdict == verdict


def test_the_worst_and_best_cases_take_every_unknown_outcome_as_bad_then_good() -> None:
    judged = claim(_register(27, 30, unknown=10), 0.9)
    assert (judged.worst, judged.best) == (27 / 40, 37 / 40)


def test_no_register_at_all_says_so() -> None:
    judged = claim(None, 0.9)
    assert (judged.verdict, judged.worst, judged.n) == ("too_few", None, 0)

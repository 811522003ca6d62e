"""Conflicts followed from their opening, claims and practices: against statsmodels, a brute force, or a sum done by hand."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from math import comb, sqrt
from typing import Any

import pytest

from indicators.statistics import (
    Step,
    cases_needed,
    cumulative_incidence,
    detectable_change,
    durable_resolution,
    incidence_curve,
    stratified_difference,
    verdict,
)

# An invented register of 30 conflicts: 0 open, 1 resolved, 2 ended otherwise.
DAYS = [
    *(3, 5, 5, 8, 12, 12, 15, 20, 21, 21, 30, 30, 33, 40, 41),
    *(45, 52, 60, 60, 66, 71, 80, 85, 90, 90, 97, 110, 120, 131, 144),
]
STATUS = [1, 1, 2, 1, 1, 1, 0, 1, 2, 1, 1, 1, 0, 1, 1, 2, 1, 1, 0, 1, 2, 1, 0, 1, 1, 0, 1, 0, 2, 0]
# What statsmodels 0.15.0 finds of it (CumIncidenceRight, which equals R's survfit): day, resolved, its standard error, left.
STATSMODELS = [
    (5, 0.06666666666666667, 0.04554200340426488, 0.03333333333333333),
    (21, 0.23623188405797102, 0.07814259384582495, 0.06811594202898552),
    (45, 0.37945439045183293, 0.09059964381776713, 0.1049445865302643),
    (90, 0.6252975498499795, 0.09561444765001803, 0.14512128962256843),
    (131, 0.6826928399818426, 0.09547508808997092, 0.23121422482036297),
]


@pytest.mark.parametrize(("day", "resolved", "error", "left"), STATSMODELS)
def test_the_curve_is_that_of_statsmodels(day: int, resolved: float, error: float, left: float) -> None:
    assert cumulative_incidence(DAYS, STATUS, day) == pytest.approx(resolved, abs=1e-12)
    found = next(step for step in incidence_curve(DAYS, STATUS) if step.day == day)
    assert (found.resolved, found.error, found.left) == pytest.approx((resolved, error, left), abs=1e-12)


def test_four_conflicts_by_hand() -> None:
    # Day 10: 1 of 4 resolved. Day 20: 1 of the 3 left leaves. Day 30: the last two, one resolved (3/4 x 2/3 x 1/2), one open.
    assert incidence_curve([10, 20, 30, 30], [1, 2, 1, 0])[-1] == Step(
        30, 2, pytest.approx(0.25 + 0.25), pytest.approx(0.25), pytest.approx(0.25)
    )
    # Had the departure been a censoring, 1 - 3/4 x 1/2 = 62.5 % would have been said resolved.
    assert cumulative_incidence([10, 20, 30, 30], [1, 2, 1, 0], 30) == pytest.approx(0.5)
    assert cumulative_incidence([10, 20, 30, 30], [1, 2, 1, 0], 9.5) == 0


def test_without_an_open_case_the_curve_ends_on_the_counts() -> None:
    closed = [(day, how) for day, how in zip(DAYS, STATUS, strict=True) if how]
    days, status = zip(*closed, strict=True)
    assert cumulative_incidence(days, status, 131) == pytest.approx(status.count(1) / len(status))


@pytest.mark.parametrize(
    ("days", "status", "horizon", "why"),
    [
        ([10], [1], 11, "longest follow-up is 10 days"),
        ([10], [1], -1, "nothing was followed"),
        ([], [], 0, "no conflict"),
        ([10], [3], 5, "unknown status 3"),
        ([10], ["resolu"], 5, "unknown status"),
        ([-1], [1], 0, "not a number of days"),
        ([float("nan")], [1], 0, "not a number of days"),
        ([1, 2], [1], 1, "zip"),
    ],
)
def test_what_cannot_be_followed_is_refused(
    days: list[float], status: list[Any], horizon: float, why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        cumulative_incidence(days, status, horizon)


AS_OF = date(2026, 6, 30)


def _conflict(
    number: str, opened: int, closed: int | None = None, outcome: str | None = "resolu", after: str = ""
) -> dict[str, Any]:
    """Return a line of the register: opened so many days before the cut-off, closed so many days later, the sequel of another."""
    reported = AS_OF - timedelta(days=opened)
    return {
        "residence": "A",
        "conflict_id": number,
        "reported_on": reported,
        "closed_on": None if closed is None else reported + timedelta(days=closed),
        "outcome": outcome,
        "recurrence_of": after or None,
    }


def test_resolved_for_good_by_hand() -> None:
    register = [
        _conflict("1", 180, 90),  # both delays to the day: resolved for good
        _conflict("2", 179, 5),  # opened too late to be judged
        _conflict("3", 300, 91),  # closed too late: followed, not durable
        _conflict("4", 300, 20),
        _conflict(
            "5", 300 - 20 - 90, 30, after="4"
        ),  # 90 days after the closing of 4, which did not hold; itself durable
        _conflict("6", 400, 20),
        _conflict("7", 400 - 20 - 91, 30, after="6"),  # 91 days after: 6 held; itself durable
        _conflict("8", 250, 40, "ameliore"),
        _conflict("9", 250, 40, "depart_partie"),
        _conflict("10", 250, None, "en_cours"),
        _conflict("11", 250, None, None),  # nothing said and not closed: still open
        _conflict("12", 250, 40, None),  # closed, nobody knows how: out
        _conflict("13", 250, None, "resolu"),  # resolved, nobody knows when: out
        _conflict("14", 250, 10, "sans_suite"),  # without substance: out
    ]
    assert durable_resolution(register, AS_OF) == (4, 10)
    assert durable_resolution(register, AS_OF).share == pytest.approx(0.4)
    # The same number in another residence is another conflict.
    elsewhere = _conflict("1", 180 - 90, None, "en_cours", after="1") | {"residence": "B"}
    assert durable_resolution([*register, elsewhere], AS_OF) == (4, 10)
    assert durable_resolution([*register, elsewhere | {"residence": "A"}], AS_OF) == (3, 10)


def test_nothing_followed_long_enough_has_no_rate() -> None:
    assert durable_resolution([], AS_OF) == (0, 0)
    assert durable_resolution([_conflict("1", 10, 5)], AS_OF).share is None
    with pytest.raises(ValueError, match="unknown outcome 'réglé'"):
        durable_resolution([_conflict("1", 300, 5, "réglé")], AS_OF)
    with pytest.raises(ValueError, match="without day of opening"):
        durable_resolution([_conflict("1", 300) | {"reported_on": None}], AS_OF)


def _so_few_failures(rate: Fraction, cases: int, failures: int) -> Fraction:
    return sum(
        (comb(cases, k) * (1 - rate) ** k * rate ** (cases - k) for k in range(failures + 1)), Fraction(0)
    )


@pytest.mark.parametrize(("failures", "cases"), [(0, 29), (1, 46), (2, 61), (3, 76), (5, 103), (10, 167)])
def test_cases_needed_are_those_of_counting_every_outcome(failures: int, cases: int) -> None:
    assert cases_needed(0.9, failures) == cases
    rate = Fraction(9, 10)
    assert (
        _so_few_failures(rate, cases, failures)
        <= Fraction(1, 20)
        < _so_few_failures(rate, cases - 1, failures)
    )


@pytest.mark.parametrize(("rate", "failures"), [(1, 0), (0, 0), (0.9, -1), (0.9, 1.5), (float("nan"), 0)])
def test_what_no_number_of_cases_shows_is_refused(rate: float, failures: Any) -> None:
    with pytest.raises(ValueError, match=r"rate|failures"):
        cases_needed(rate, failures)


@pytest.mark.parametrize(
    ("x", "n", "told"),
    [
        (9, 9, "too_few"),
        (29, 29, "demonstrated"),
        (28, 28, "compatible"),
        (45, 46, "demonstrated"),
        (44, 45, "compatible"),
        (27, 30, "compatible"),
        (17, 24, "incompatible"),
        (0, 10, "incompatible"),
    ],
)
def test_verdicts_on_nine_in_ten(x: int, n: int, told: str) -> None:
    assert verdict(x, n, 0.9) == told


def test_verdicts_at_the_ends() -> None:
    assert verdict(50, 50, 1) == "compatible"  # no number of cases demonstrates 100 %
    assert verdict(49, 50, 1) == "incompatible"  # one failure refutes it
    for x, n, claimed in ((3, 2, 0.9), (-1, 20, 0.9), (5, 20, 0), (5, 20, 1.1), (5, 20, float("nan"))):
        with pytest.raises(ValueError, match=r"successes|claimed"):
            verdict(x, n, claimed)


def test_what_looks_like_25_points_is_the_gravity_of_cases() -> None:
    light, serious = (45, 5, 27, 3), (4, 6, 24, 36)
    # Crude: 49/60 against 51/90, 25 points; in each stratum, the same rate.
    difference, low, high = stratified_difference([light, serious])
    assert pytest.approx(0.25) == 49 / 60 - 51 / 90
    assert difference == pytest.approx(0, abs=1e-12)
    assert low == pytest.approx(-high)


def test_a_stratified_difference_by_hand() -> None:
    # 8/10 against 10/20, 6/8 against 6/12: weights 200/30 and 96/20, differences 0.3 and 0.25.
    w1, w2 = 200 / 30, 96 / 20
    difference = (0.3 * w1 + 0.25 * w2) / (w1 + w2)
    p = (10**2 * 10 - 20**2 * 8 + 200 * 10 / 2) / 30**2 + (8**2 * 6 - 12**2 * 6 + 96 * 4 / 2) / 20**2
    q = (8 * 10 + 10 * 2) / 30 / 2 + (6 * 6 + 6 * 2) / 20 / 2
    half = 1.959963984540054 * sqrt(difference * p + q) / (w1 + w2)
    table = {"léger": (8, 2, 10, 10), "sérieux": (6, 2, 6, 6)}
    assert stratified_difference(table) == pytest.approx((difference, difference - half, difference + half))
    # A stratum that holds one practice only tells nothing of the difference.
    assert stratified_difference([*table.values(), (9, 0, 0, 0)]) == stratified_difference(table)


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ([], "at least 10 cases"),
        ([(5, 4, 30, 30), (0, 0, 5, 5)], "at least 10 cases"),
        ([(20, 4, 30, 30)], "at least 2 strata"),
        ([(20, 4, 30, 30), (5, 5, 0, 0)], "at least 2 strata"),
        ([(20, -4, 30, 30)], "four counts"),
        ([(20, 4, 30)], "four counts"),
        ([(20, float("nan"), 30, 30)], "four counts"),
    ],
)
def test_practices_that_do_not_compare_are_refused(table: list[Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        stratified_difference(table)


@pytest.mark.parametrize(
    ("answers", "least", "most"), [(20, 39, 44), (50, 26, 27), (80, 20, 22), (150, 14, 16)]
)
def test_what_two_waves_can_show(answers: int, least: int, most: int) -> None:
    assert least <= round(100 * detectable_change(answers, answers)) <= most
    assert detectable_change(answers, 2 * answers) < detectable_change(answers, answers)


def test_a_change_seen_four_times_in_five() -> None:
    # By enumeration of every pair of waves of 20: how often the test of the docstring tells the rise from none.
    rise = detectable_change(20, 20)
    ways = [[comb(20, k) * p**k * (1 - p) ** (20 - k) for k in range(21)] for p in (0.2, 0.2 + rise)]
    seen = sum(
        one * two
        for x1, one in enumerate(ways[0])
        for x2, two in enumerate(ways[1])
        if x1 + x2 not in (0, 40)
        and abs(x2 - x1) / 20 > 1.96 * sqrt((x1 + x2) / 40 * (40 - x1 - x2) / 40 / 10)
    )
    assert seen == pytest.approx(0.8, abs=0.04)
    with pytest.raises(ValueError, match="at least one answer"):
        detectable_change(0, 20)

"""Series, residences side by side, weights: by hand, by enumeration, or by what defines them."""

from __future__ import annotations

from math import comb
from typing import Any

import pytest

from indicators.statistics import funnel, kish, modified_z, rake, xmr
from pipelines.suspect import is_unlikely

STEADY = [10.0, 12, 11, 13, 12, 10, 11, 13, 12, 11, 10, 12]


def test_limits_by_hand() -> None:
    found = xmr(STEADY)
    mean = 137 / 12
    moving = (2 + 1 + 2 + 1 + 2 + 1 + 2 + 1 + 1 + 1 + 2) / 11
    assert found["mean"] == pytest.approx(mean)
    assert (found["lower"], found["upper"]) == pytest.approx((mean - 2.66 * moving, mean + 2.66 * moving))
    assert (found["near_lower"], found["near_upper"]) == pytest.approx(
        (mean - 1.773 * moving, mean + 1.773 * moving)
    )
    assert found["signals"] == [0] * 12


def test_a_spike_is_screened_out_of_the_limits_once() -> None:
    spiked = [*STEADY, 40]
    moves = [2, 1, 2, 1, 2, 1, 2, 1, 1, 1, 2, 28]
    assert 3.267 * sum(moves) / 12 <= 28
    found = xmr(spiked)
    assert found["upper"] - found["mean"] == pytest.approx(2.66 * 16 / 11)
    # The spike lifts the mean, which is not screened: all twelve before are under it.
    assert found["signals"] == [2] * 12 + [1]


def test_limits_are_not_clipped_at_zero() -> None:
    assert xmr([1, 0, 2, 0, 1, 3, 0, 1, 0, 2, 1, 0])["lower"] < 0


@pytest.mark.parametrize(
    ("later", "signals"),
    [
        ([13, 12, 12, 13, 12, 13, 12], [2] * 7),  # seven above the mean; with the twelfth of before, eight
        ([11, 11, 11, 11, 11, 11, 12], [0] * 7),  # six below only
        ([9.6, 10, 10.4, 10.8, 11.2, 11.6, 12.0], [3] * 7),  # seven that climb
        ([9.6, 10, 10.4, 10.8, 10.8, 11.2, 11.6], [0] * 7),  # a tie ends the climb
        ([14.6, 14.5, 12], [4, 4, 0]),  # two of three in the outer third: those two
        ([14.6, 12, 14.5], [4, 0, 4]),
        ([14.6, 8.3, 14.5], [0, 0, 0]),  # not on the same side
        ([16, 11, 12], [1, 0, 0]),
    ],
)
def test_each_of_the_four_rules(later: list[float], signals: list[int]) -> None:
    assert xmr([*STEADY, *later], baseline=12)["signals"][12:] == signals


def test_the_rule_of_three_needs_one_side() -> None:
    # The case of the tests of NHSRplotthedots: two points near opposite limits in a row.
    assert xmr([1, -1] * 7 + [5.5, -5.5])["signals"][-2:] == [0, 0]


def test_a_missing_month_is_out_and_ends_runs() -> None:
    holed = [*STEADY[:6], None, *STEADY[6:]]
    moves = [2, 1, 2, 1, 2, 2, 1, 1, 1, 2]  # nothing across the hole
    assert xmr(holed)["upper"] - xmr(holed)["mean"] == pytest.approx(2.66 * sum(moves) / 10)
    assert xmr(holed)["signals"][6] == 0
    assert xmr([float("nan") if value is None else value for value in holed]) == xmr(holed)
    above = [13.0, 13, 12, 13]
    assert xmr([*STEADY, *above, 12, 12, 13], baseline=12)["signals"][-1] == 2
    assert xmr([*STEADY, *above, None, 12, 12, 13], baseline=12)["signals"][-1] == 0


def test_a_series_that_does_not_move() -> None:
    assert xmr([5] * 12) == {
        "mean": 5,
        "lower": 5,
        "upper": 5,
        "near_lower": 5,
        "near_upper": 5,
        "signals": [0] * 12,
    }
    # One move among eleven: were it screened, no move would be left, and limits on the mean.
    assert xmr([0] * 11 + [1])["upper"] == pytest.approx(1 / 12 + 2.66 / 11)


@pytest.mark.parametrize(
    ("values", "baseline"), [(STEADY[:11], None), ([*STEADY[:11], None], None), ([], None), (STEADY, 11)]
)
def test_no_limits_under_twelve_points(values: list[Any], baseline: int | None) -> None:
    with pytest.raises(ValueError, match="at least 12"):
        xmr(values, baseline)


def test_new_points_do_not_move_the_limits_of_a_baseline() -> None:
    base = xmr(STEADY)
    later = xmr([*STEADY, 30, 31, 29], baseline=12)
    assert {key: later[key] for key in ("mean", "lower", "upper")} == {
        key: base[key] for key in ("mean", "lower", "upper")
    }


def _limit(tail: float, cases: int, centre: float) -> float:
    """Return Spiegelhalter's limit by adding up the binomial from zero."""
    below, count = 0.0, 0
    while True:
        here = comb(cases, count) * centre**count * (1 - centre) ** (cases - count)
        if below + here >= tail:
            return (count - (below + here - tail) / here) / cases
        below, count = below + here, count + 1


def test_funnel_limits_are_those_of_adding_up_the_binomial() -> None:
    x, n = [30, 8, 27, 3, 40, 1], [50, 10, 30, 12, 60, 4]
    found = funnel(x, n)
    centre = 109 / 166
    assert found["centre"] == pytest.approx(centre)
    for name, tail in (("lower_95", 0.025), ("upper_95", 0.975), ("lower_998", 0.001), ("upper_998", 0.999)):
        assert found[name] == pytest.approx([_limit(tail, cases, centre) for cases in n], abs=1e-9)
    assert found["signals"] == [0, 0, 99.8, -95, 0, 0]


def test_a_funnel_at_the_ends() -> None:
    assert funnel([0, 0], [5, 9])["signals"] == [0, 0]
    assert funnel([5, 9], [5, 9])["upper_998"] == [1, 1]
    assert funnel([3], [9])["signals"] == [0]
    for x, n in (([], []), ([1], [0]), ([3], [2]), ([-1], [2]), ([1, 2], [3])):
        with pytest.raises(ValueError, match=r"funnel|zip"):
            funnel(x, n)


def test_modified_z_by_hand() -> None:
    # Median 31, deviations 3 1 0 1 2 4 29 2 1: MAD 2.
    values = [28, 30, 31, 32, 33, 35, 60, 29, 30]
    assert modified_z(values) == pytest.approx([0.6745 * (value - 31) / 2 for value in values])
    # MAD nought: 6 of 9 alike, mean deviation (3 + 1 + 5) / 9 = 1.
    odd = [10, 10, 10, 10, 10, 10, 13, 9, 15]
    assert modified_z(odd) == pytest.approx([(value - 10) / 1.253314 for value in odd])
    assert modified_z([4, 4, 4]) == [0, 0, 0]
    assert modified_z([]) == []
    with pytest.raises(ValueError, match="unknown value"):
        modified_z([1, None, 3])  # type: ignore[list-item]


@pytest.mark.parametrize("value", [10, 16, 17, 40, 60])
def test_the_doubt_at_the_deposit_is_that_of_the_score(value: float) -> None:
    # The deposit judges a value by its past alone: where adding the value leaves median and MAD alike, both agree.
    past = [10.0, 9, 11, 10, 9, 11, 10, 12, 8, 10, 10, 11, 9]
    [*_, score] = modified_z([*past, value])
    assert is_unlikely(value, past) == (abs(score) > 3.5)


def _answers(counts: dict[tuple[str, str], int]) -> list[dict[str, str]]:
    return [{"age": age, "bat": bat} for (age, bat), many in counts.items() for _ in range(many)]


SOUND = {("jeunes", "A"): 9, ("jeunes", "B"): 11, ("âgés", "A"): 10, ("âgés", "B"): 10}
MARGINS = {"age": {"jeunes": 50.0, "âgés": 70.0}, "bat": {"A": 66.0, "B": 54.0}}


def test_one_margin_is_raked_in_one_division() -> None:
    rows = _answers(SOUND)
    expected = [50 / 20 if row["age"] == "jeunes" else 70 / 20 for row in rows]
    assert rake(rows, {"age": MARGINS["age"]}) == pytest.approx(expected)


def test_two_margins_are_those_of_the_register_and_nothing_else_moves() -> None:
    rows = _answers(SOUND)
    weights = rake(rows, MARGINS)
    for name, margin in MARGINS.items():
        for category, residents in margin.items():
            held = sum(weight for weight, row in zip(weights, rows, strict=True) if row[name] == category)
            assert held == pytest.approx(residents, abs=1e-9)
    # Raking is the one solution whose weights are a product: no age-and-building cell is favoured.
    cell = {(row["age"], row["bat"]): weight for row, weight in zip(rows, weights, strict=True)}
    assert cell["jeunes", "A"] * cell["âgés", "B"] == pytest.approx(cell["jeunes", "B"] * cell["âgés", "A"])
    effect, effective = kish(weights)
    assert effective == pytest.approx(sum(weights) ** 2 / sum(one**2 for one in weights))
    assert effect == pytest.approx(40 / effective)


def test_kish_of_equal_weights() -> None:
    assert kish([3, 3, 3]) == pytest.approx((1, 3))
    with pytest.raises(ValueError, match="no weight"):
        kish([])


AGES = {"age": {"jeunes": 50.0, "âgés": 70.0}}
REFUSALS: list[tuple[dict[tuple[str, str], int], dict[str, dict[str, float]], str]] = [
    ({("jeunes", "A"): 15, ("âgés", "A"): 14}, AGES, "29 answers"),
    (SOUND, {}, "one or two margins"),
    (SOUND, {"age": {}, "bat": {}, "étage": {}}, "one or two margins"),
    (SOUND, {"age": AGES["age"], "bat": {"A": 60, "B": 61}}, "same residents"),
    (SOUND, {"age": {"jeunes": 10, "âgés": 10}}, "40 answers for 20"),
    (SOUND, {"age": {"jeunes": 20, "âgés": 37}}, "70 % or more"),  # 40 of 57: 70.2 %
    (SOUND, {"age": {"jeunes": 120}}, "âgés is not in the register"),
    (SOUND, {"age": {"jeunes": 50, "âgés": 70, "inconnu": 0}}, "at least one"),
    (SOUND, {"age": {"jeunes": 50, "âgés": 60, "très âgés": 10}}, "0 answers"),
    ({("jeunes", "A"): 4, ("âgés", "A"): 36}, AGES, "4 answers, at least 5"),
    (
        SOUND,
        {"age": {"jeunes": 54, "âgés": 66}},
        "nothing to mend",
    ),  # 45 %, against 50 %: five points, no more
    ({("jeunes", "A"): 35, ("âgés", "A"): 5}, {"age": {"jeunes": 50, "âgés": 100}}, "design effect"),
    ({("jeunes", "A"): 5, ("âgés", "A"): 35}, {"age": {"jeunes": 6, "âgés": 215}}, "5.1 times"),
    ({("jeunes", "A"): 30, ("âgés", "A"): 10}, {"age": {"jeunes": 29, "âgés": 29}}, "less than himself"),
    (
        {("jeunes", "A"): 20, ("âgés", "B"): 20},
        {"age": {"jeunes": 50, "âgés": 70}, "bat": {"A": 70, "B": 50}},
        "did not converge",
    ),
]


@pytest.mark.parametrize(("answers", "margins", "why"), REFUSALS, ids=[why for _, _, why in REFUSALS])
def test_raking_is_refused(answers: Any, margins: Any, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        rake(_answers(answers), margins)


def test_an_answer_without_category_is_refused() -> None:
    with pytest.raises(ValueError, match="None is not in the register"):
        rake([*_answers(SOUND), {"bat": "A"}], MARGINS)


def test_a_lightest_weight_of_one_and_a_ratio_of_five_are_let_be() -> None:
    rows = _answers({("jeunes", "A"): 5, ("âgés", "A"): 35})
    assert set(rake(rows, {"age": {"jeunes": 5, "âgés": 175}})) == {1, 5}

"""Centre, limits, rules, variation and assurance, with the worked values of the published rules."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cpdash.stats.compare import Polarity
from cpdash.stats.xmr import RULES, Xmr, assurance, variation, xmr

SPIKE = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
CALM = [0.0, 2.0] * 20
SERIES = st.lists(st.integers(-200, 200).map(float), min_size=2, max_size=40)
OTHER: dict[Polarity, Polarity] = {"high": "low", "low": "high", "neutral": "neutral"}


def near(chart: Xmr) -> tuple[float, ...]:
    return chart.lower, chart.upper, chart.near_lower, chart.near_upper


@pytest.mark.parametrize(("screened", "limits"), [(True, (-0.7156, 4.6044)), (False, (-3.0626, 6.9515))])
def test_a_spike_is_screened_out_of_the_limits_and_stays_in_the_centre(
    screened: bool, limits: tuple[float, float]
) -> None:
    chart = xmr(SPIKE, screened=screened)
    assert (round(chart.lower, 4), round(chart.upper, 4)) == limits
    assert round(chart.centre, 4) == 1.9444
    assert chart.points[4] == "outside"


def test_one_to_ten() -> None:
    chart = xmr(list(range(1, 11)))
    assert chart.centre == 5.5
    assert near(chart) == pytest.approx((2.84, 8.16, 3.7267, 7.2733), abs=5e-5)


def test_a_series_of_seven() -> None:
    chart = xmr([3, 1, 4, 1, 5, 9, 2])
    assert chart.centre == pytest.approx(3.571429, abs=5e-7)
    assert near(chart) == pytest.approx((-6.625238, 13.768095, -3.226349, 10.369206), abs=5e-7)


def test_seven_rising_points_are_a_trend_and_a_tie_breaks_it() -> None:
    rising, tied = xmr([1, 2, 3, 4, 5, 6, 7]), xmr([1, 2, 3, 3, 4, 5, 6])
    assert all(("trend", "high") in found for found in rising.broken)
    assert all(("trend", "high") not in found for found in tied.broken)


def test_a_turning_point_is_in_the_trend_on_its_right() -> None:
    chart = xmr([*range(7), *range(5, -1, -1)])
    assert ("trend", "low") in chart.broken[6]
    assert ("trend", "high") not in chart.broken[6]
    assert ("trend", "high") in chart.broken[5]


def test_a_point_on_a_limit_is_inside() -> None:
    inside = xmr([10.0, 10.0, 10.0])
    assert inside.points == (None, None, None)


def test_two_of_three_beyond_the_near_limit_are_flagged_and_the_third_is_not() -> None:
    chart = xmr([*CALM, 5.4, 2.6, 5.4])
    assert chart.near_upper < 5.4 < chart.upper and chart.centre < 2.6 < chart.near_upper
    assert chart.points[-3:] == ("two of three", None, "two of three")


def test_two_of_three_on_both_sides_of_the_centre_are_chance() -> None:
    chart = xmr([*CALM, 5.4, 0, 5.4])
    assert chart.near_upper < 5.4 < chart.upper
    assert "two of three" not in chart.points[-3:]


def test_seven_points_on_one_side_are_a_shift_and_one_on_the_centre_breaks_it() -> None:
    shifted = xmr([1, 3, 1, 3, 1, 3, 1, *[4, 5, 4, 5, 4, 5, 4]])
    assert all(("shift", "high") in found for found in shifted.broken[-7:])
    middle = xmr([-1, -2, -1, -2, -1, -2, 0, 2, 1, 2, 1, 2, 1])
    assert middle.centre == 0
    assert not any(rule == "shift" for found in middle.broken for rule, _ in found)


@pytest.mark.parametrize(
    ("polarity", "said"), [("high", "improving"), ("low", "concerning"), ("neutral", "neither")]
)  # fmt: skip
def test_the_latest_point_is_judged_by_polarity(polarity: Polarity, said: str) -> None:
    assert variation(xmr([1, 2, 3, 4, 5, 6, 7]), polarity) == said
    assert variation(xmr([1, 2, 1, 2, 1, 2, 1]), polarity) == "common"


def test_where_both_hold_it_is_improving() -> None:
    chart = xmr([20, 21, 20, 21, 20, 21, 20, 21, 20, 21, 3, 4, 5, 6, 7, 8, 9])
    assert {side for _, side in chart.broken[-1]} == {"high", "low"}
    assert variation(chart, "high") == variation(chart, "low") == "improving"


@pytest.mark.parametrize(
    ("lower", "upper", "high", "low"),
    [(1, 3, "fails", "passes"), (5, 7, "passes", "fails"), (1, 5, "hit and miss", "hit and miss")],
)
def test_assurance_is_where_the_target_lies_beside_the_limits(lower: float, upper: float, high: str, low: str) -> None:
    chart = xmr([1, 2, 1])
    moved = Xmr(chart.values, (lower + upper) / 2, lower, upper, lower, upper, chart.points, chart.broken)
    assert (assurance(moved, 4, "high"), assurance(moved, 4, "low")) == (high, low)
    assert assurance(moved, 4, "neutral") is None
    assert assurance(moved, None, "high") is None


def test_a_process_that_always_meets_its_bound_passes() -> None:
    chart = xmr([100.0] * 12)
    assert assurance(chart, 100, "high") == "passes"
    assert assurance(chart, 100.1, "high") == "fails"
    assert assurance(xmr([0.1] * 12), 0.1, "low") == "passes"


@pytest.mark.parametrize("values", [[], [1.0]])
def test_a_chart_needs_two_values(values: list[float]) -> None:
    with pytest.raises(ValueError, match="at least two"):
        xmr(values)


@given(SERIES, st.integers(-50, 50), st.sampled_from([0.25, 0.5, 2.0, 8.0]))
def test_shifting_and_scaling_a_series_shifts_and_scales_its_limits(
    values: list[float], shift: int, scale: float
) -> None:
    chart, other = xmr(values), xmr([scale * value + shift for value in values])
    assert near(other) == pytest.approx([scale * limit + shift for limit in near(chart)], abs=1e-6)
    assert other.points == chart.points  # the rules know no unit


@given(SERIES)
def test_turning_a_series_upside_down_turns_the_sides_and_not_the_rules(values: list[float]) -> None:
    chart, turned = xmr(values), xmr([-value for value in values])
    assert turned.points == chart.points
    for one, other in zip(chart.broken, turned.broken, strict=True):
        assert [(rule, {"high": "low", "low": "high"}[side]) for rule, side in one] == list(other)


@given(SERIES, st.sampled_from(["high", "low", "neutral"]))
def test_reversing_the_polarity_swaps_improving_and_concerning(values: list[float], polarity: Polarity) -> None:
    chart = xmr(values)
    assume(len({side for _, side in chart.broken[-1]}) < 2)
    swapped = {"improving": "concerning", "concerning": "improving"}
    said = variation(chart, polarity)
    assert variation(chart, OTHER[polarity]) == swapped.get(said, said)


@given(SERIES)
def test_a_point_is_named_for_the_first_rule_that_it_breaks(values: list[float]) -> None:
    chart = xmr(values)
    for named, found in zip(chart.points, chart.broken, strict=True):
        assert named == min((rule for rule, _ in found), key=RULES.index, default=None)
        assert (named == "outside") == any(rule == "outside" for rule, _ in found)
    for value, named in zip(chart.values, chart.points, strict=True):
        assert (value > chart.upper + 1e-6 or value < chart.lower - 1e-6) <= (named == "outside")

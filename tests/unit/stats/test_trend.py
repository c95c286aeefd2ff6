"""The recent trend of annual figures, with the worked values of the published rules."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpdash.stats.trend import CRITICAL, recent_trend, recent_trend_of_values


@pytest.mark.parametrize(
    ("counts", "denominators", "chi_square", "direction"),
    [
        ((621, 599, 556, 535, 447), (3454, 3195, 3256, 3227, 3121), 20.1151, "decreasing"),
        ((5, 7, 6, 8, 8, 9), (22, 35, 42, 50, 100, 200), 13.7631, "decreasing"),
        ((5405, 5500, 5435, 5480, 5315), (18095, 18170, 18005, 17890, 17860), 0.018, "no significant change"),
    ],
)
def test_published_examples(
    counts: tuple[int, ...], denominators: tuple[int, ...], chi_square: float, direction: str
) -> None:
    found = recent_trend(counts, denominators)
    assert found.chi_square == pytest.approx(chi_square, abs=5e-5)
    assert found.direction == direction


def test_a_trend_that_rests_on_one_year_is_none() -> None:
    counts, people = [100, 100, 100, 100, 200], [1000] * 5
    found = recent_trend(counts, people)
    assert found.chi_square > CRITICAL
    assert found.direction == "no significant change"


@pytest.mark.parametrize("counts", [[1, 2, 3, 4], [1, 2, 3, 4, 11], [1, 2, 3, 4, -1]])
def test_what_is_no_trend_of_proportions_is_refused(counts: list[int]) -> None:
    with pytest.raises(ValueError, match=r"five years|a proportion"):
        recent_trend(counts, [10] * len(counts))


def test_nothing_and_everything_have_no_trend() -> None:
    assert recent_trend([0] * 5, [10] * 5).chi_square == 0
    assert recent_trend([10] * 5, [10] * 5).direction == "no significant change"


@given(st.lists(st.tuples(st.integers(-500, 500), st.integers(1, 50)), min_size=5, max_size=8))
def test_other_measures_have_the_slope_of_weighted_least_squares(points: list[tuple[int, int]]) -> None:
    values = [float(value) for value, _ in points]
    widths = [float(width) for _, width in points]
    found = recent_trend_of_values(
        values,
        [v - w for v, w in zip(values, widths, strict=True)],
        [v + w for v, w in zip(values, widths, strict=True)],
    )
    weights = np.array([3.92 / (2 * width) for width in widths[-5:]])
    (slope, _), covariance = np.polyfit(np.arange(1, 6), values[-5:], 1, w=weights, cov="unscaled")
    assert found.chi_square == pytest.approx(float(slope**2 / covariance[0, 0]), abs=1e-6)
    if found.direction != "no significant change":
        assert (found.direction == "increasing") == (slope > 0)


def test_a_value_without_an_interval_is_refused() -> None:
    with pytest.raises(ValueError, match="width"):
        recent_trend_of_values([1, 2, 3, 4, 5], [0, 1, 2, 4, 4], [2, 3, 4, 4, 6])

"""Intervals of proportions, counts and rates, and what they say beside a benchmark."""

from __future__ import annotations

from math import exp, factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpdash.stats.compare import Polarity
from cpdash.stats.interval import against, byar, judged, rate, wilson


def test_published_examples() -> None:
    assert wilson(65, 100) == pytest.approx((0.5525444, 0.7363576), abs=1e-7)  # the second is 0.73635752
    assert byar(65) == pytest.approx((50.16319, 82.84914), abs=5e-6)


@pytest.mark.parametrize(
    ("count", "interval"), [(0, (0.0, 3.68888)), (1, (0.02532, 5.57164)), (5, (1.62349, 11.66833))]
)  # fmt: skip
def test_small_counts_have_the_exact_interval(count: int, interval: tuple[float, float]) -> None:
    assert byar(count) == pytest.approx(interval, abs=5e-6)


@given(st.integers(1, 9))
def test_the_exact_interval_leaves_a_fortieth_on_either_side(count: int) -> None:
    def at_most(most: int, mean: float) -> float:
        return sum(exp(-mean) * mean**one / factorial(one) for one in range(most + 1))

    lower, upper = byar(count)
    assert 1 - at_most(count - 1, lower) == pytest.approx(0.025, abs=1e-9)
    assert at_most(count, upper) == pytest.approx(0.025, abs=1e-9)


@given(st.integers(1, 500), st.data())
def test_an_interval_holds_its_own_figure_and_stays_possible(n: int, data: st.DataObject) -> None:
    x = data.draw(st.integers(0, n))
    lower, upper = wilson(x, n)
    assert 0 <= lower <= x / n + 1e-12 and x / n - 1e-12 <= upper <= 1
    low, high = byar(x)
    assert 0 <= low <= x <= high


@pytest.mark.parametrize(("x", "n"), [(1, 0), (-1, 5), (6, 5)])
def test_what_is_no_proportion_is_refused(x: float, n: float) -> None:
    with pytest.raises(ValueError, match="proportion"):
        wilson(x, n)


def test_a_negative_count_and_a_rate_of_nobody_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        byar(-1)
    with pytest.raises(ValueError, match="somebody"):
        rate(5, 0, 10_000)


def test_a_rate_has_the_interval_of_its_count() -> None:
    assert rate(65, 6500, 10_000) == pytest.approx((77.1741, 127.4602), abs=5e-5)


@pytest.mark.parametrize(
    ("benchmark", "compared", "high", "low"),
    [
        (9.0, "higher", "better", "worse"),
        (10.0, "similar", "similar", "similar"),
        (12.0, "similar", "similar", "similar"),
        (12.1, "lower", "worse", "better"),
    ],
)
def test_an_interval_wholly_beside_a_benchmark_is_judged_by_polarity(
    benchmark: float, compared: str, high: str, low: str
) -> None:
    found = against((10.0, 12.0), benchmark)
    assert found == compared
    said: dict[Polarity, str] = {"high": high, "low": low, "neutral": compared}
    assert {polarity: judged(found, polarity) for polarity in said} == said

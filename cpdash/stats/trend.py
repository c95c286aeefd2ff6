"""The recent trend of annual figures, as OHID's Fingertips tells it (ANALYSIS 2). Never for monthly figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

YEARS = 5
"""Years that a recent trend looks at, and needs."""

CRITICAL = 9.54953570608324
"""Chi-square with one degree of freedom that chance exceeds once in 500 times."""

WIDTH = 3.92
"""Standard errors in a 95 % interval."""

Direction = Literal["increasing", "decreasing", "no significant change"]


@dataclass(frozen=True, slots=True)
class Trend:
    """How sure a slope is (chi-square, one degree of freedom), and its direction where it is sure enough."""

    chi_square: float
    direction: Direction


def recent_trend(counts: Sequence[float], denominators: Sequence[float]) -> Trend:
    """Return the trend of the last five of some annual proportions, oldest first.

    The direction is that of a logistic regression's slope; it stands only where it stays when any one year is left out.
    Raises ValueError for fewer than five years, or unless every count is within its denominator.
    621/3454, 599/3195, 556/3256, 535/3227, 447/3121 -> 20.1151, decreasing.
    """
    pairs = list(zip(counts, denominators, strict=True))[-YEARS:]
    if len(pairs) < YEARS:
        raise ValueError("a recent trend needs five years")
    if any(not (n > 0 and 0 <= c <= n) for c, n in pairs):
        raise ValueError("a proportion is of something, and from nothing to all of it")
    years = [(float(t), c, n) for t, (c, n) in enumerate(pairs, 1)]
    chi_square, slope = _proportions(years)
    left_out = [_proportions([*years[:at], *years[at + 1 :]])[1] for at in range(YEARS)]
    return Trend(chi_square, _direction(chi_square, slope, left_out))


def recent_trend_of_values(
    values: Sequence[float], lowers: Sequence[float], uppers: Sequence[float]
) -> Trend:  # fmt: skip
    """Return the trend of the last five of some annual values with their 95 % intervals, oldest first.

    The slope is that of weighted least squares. Raises ValueError for fewer than five years, or an interval without
    width: a value that chance cannot change has no trend to test.
    """
    points = list(zip(values, lowers, uppers, strict=True))[-YEARS:]
    if len(points) < YEARS:
        raise ValueError("a recent trend needs five years")
    if any(upper <= lower for _, lower, upper in points):
        raise ValueError("an interval has a width")
    years = [(float(t), y, (WIDTH / (upper - lower)) ** 2) for t, (y, lower, upper) in enumerate(points, 1)]
    chi_square, slope = _weighted(years)
    left_out = [_weighted([*years[:at], *years[at + 1 :]])[1] for at in range(YEARS)]
    return Trend(chi_square, _direction(chi_square, slope, left_out))


def _direction(chi_square: float, slope: float, left_out: Sequence[float]) -> Direction:
    if chi_square <= CRITICAL or any(one * slope <= 0 for one in left_out):
        return "no significant change"
    return "increasing" if slope > 0 else "decreasing"


def _proportions(years: Sequence[tuple[float, float, float]]) -> tuple[float, float]:
    """Return chi-square, and a number with the sign of the logistic slope: its score where the slope is none."""
    whole, every = sum(n for _, _, n in years), sum(c for _, c, _ in years)
    timed = sum(n * t for t, _, n in years)
    score = whole * sum(c * t for t, c, _ in years) - every * timed
    spread = every * (whole - every) * (whole * sum(n * t * t for t, _, n in years) - timed**2)
    return (whole * score**2 / spread if spread else 0.0), score


def _weighted(years: Sequence[tuple[float, float, float]]) -> tuple[float, float]:
    """Return chi-square and the slope of weighted least squares."""
    s1, s3, s5 = (sum(w * t**power for t, _, w in years) for power in (0, 1, 2))
    s2, s4 = sum(w * y for _, y, w in years), sum(w * t * y for t, y, w in years)
    spread = s1 * s5 - s3**2
    slope = (s1 * s4 - s3 * s2) / spread
    return slope**2 / (s1 / spread), slope

"""What else a figure could have been by chance: 95 % intervals of proportions, counts and rates (ANALYSIS 3)."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, sqrt
from typing import Literal

from cpdash.stats.compare import Polarity

Z = 1.959963984540054
"""Standard deviations that hold 95 % of a normal distribution."""

EXACT_BELOW = 10
"""Counts below which Byar's approximation is not near enough, and the exact Poisson interval is taken."""

TAIL = 0.025

Interval = tuple[float, float]
Compared = Literal["lower", "similar", "higher"]
Judged = Literal["better", "similar", "worse", "lower", "higher"]


def wilson(x: float, n: float) -> Interval:
    """Return the Wilson score interval of x out of n, as shares from 0 to 1.

    65 of 100 -> 0.5525444 to 0.7363576. Raises ValueError unless 0 <= x <= n and n > 0. Source: ANALYSIS 3.
    """
    if not (n > 0 and 0 <= x <= n):
        raise ValueError("a proportion is of something, and from nothing to all of it")
    middle, spread, whole = 2 * x + Z**2, Z * sqrt(Z**2 + 4 * x * (1 - x / n)), 2 * (n + Z**2)
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


def byar(x: float) -> Interval:
    """Return the interval of a count: Byar's approximation, and below 10 the exact Poisson interval.

    65 -> 50.16319 to 82.84914. Raises ValueError for a negative count. Source: ANALYSIS 3.
    """
    if x < 0:
        raise ValueError("a count is not negative")
    if x < EXACT_BELOW:
        return _exact(x)
    more = x + 1
    lower = x * (1 - 1 / (9 * x) - Z / (3 * sqrt(x))) ** 3
    return lower, more * (1 - 1 / (9 * more) + Z / (3 * sqrt(more))) ** 3


def rate(x: float, n: float, per: float) -> Interval:
    """Return the interval of a rate of x in n, per so many: that of the count, for a population that is known."""
    if n <= 0:
        raise ValueError("a rate is of somebody")
    lower, upper = byar(x)
    return per * lower / n, per * upper / n


def against(interval: Interval, benchmark: float) -> Compared:
    """Return whether an interval lies wholly below a benchmark ("lower"), wholly above ("higher"), or holds it."""
    lower, upper = interval
    return "lower" if upper < benchmark else "higher" if lower > benchmark else "similar"


def judged(compared: Compared, polarity: Polarity) -> Judged:
    """Return lower or higher as better or worse by polarity; without one it is neither."""
    if compared == "similar" or polarity == "neutral":
        return compared
    return "better" if (compared == "higher") == (polarity == "high") else "worse"


def _exact(x: float) -> Interval:
    count = int(x)
    lower = 0.0 if count == 0 else _solved(lambda mean: 1 - _at_most(count - 1, mean), TAIL)
    return lower, _solved(lambda mean: 1 - _at_most(count, mean), 1 - TAIL)


def _at_most(count: int, mean: float) -> float:
    """Return how likely a Poisson count is to be at most this."""
    term = total = exp(-mean)
    for one in range(1, count + 1):
        term *= mean / one
        total += term
    return total


def _solved(share: Callable[[float], float], wanted: float) -> float:
    """Return the mean at which a share that grows with it is as wanted."""
    low, high = 0.0, 50.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if share(middle) < wanted else (low, middle)
    return (low + high) / 2

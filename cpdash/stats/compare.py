"""Rank, positional change, quartile band, and the neighbours' average (ANALYSIS 4)."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean, median
from typing import Literal

Polarity = Literal["high", "low", "neutral"]
Band = Literal["A", "B", "C", "D"]


def rank(values: Sequence[float | None], polarity: Polarity) -> list[int | None]:
    """Return each value's rank: 1 is the best by polarity, ties take the smallest rank, None stays None.

    Without a polarity the highest value is ranked 1: a place in an order, not a judgement. Source: ANALYSIS 4
    (high is good: 10, 20, 20, 30, 40 -> 5, 3, 3, 2, 1).
    """
    known = [value for value in values if value is not None]
    if polarity == "low":
        return [None if value is None else 1 + sum(other < value for other in known) for value in values]
    return [None if value is None else 1 + sum(other > value for other in known) for value in values]


def moved(previous: int | None, now: int | None) -> int | None:
    """Return how many places an area moved up (negative: down), or None where one of the two ranks is missing."""
    return None if previous is None or now is None else previous - now


def quantile(values: Sequence[float], share: float) -> float:
    """Return the quantile by linear interpolation (type 7); raises ValueError when there are no values."""
    if not values:
        raise ValueError("no values to take a quantile of")
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def band(value: float, everyone: Sequence[float], polarity: Polarity) -> Band | None:
    """Return the quartile band of a value among all councils: A is the best quarter, D the worst.

    Low is good: A up to the 25th percentile, B up to the median, C up to the 75th, else D; high is good: the mirror
    image. None without a polarity. Source: ANALYSIS 4 (quantile type 7, as LAIT bands its tables).
    """
    if polarity == "neutral":
        return None
    sign = 1 if polarity == "low" else -1
    turned = [sign * other for other in everyone]
    for name, share in (("A", 0.25), ("B", 0.5), ("C", 0.75)):
        if sign * value <= quantile(turned, share):
            return name  # type: ignore[return-value]
    return "D"


def average(values: Sequence[float], kind: Literal["mean", "median"]) -> float | None:
    """Return the mean (as LAIT shows neighbours) or the median (as DfE's dashboard does); None of no values."""
    if not values:
        return None
    return fmean(values) if kind == "mean" else median(values)

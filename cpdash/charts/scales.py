"""Where an axis begins and ends, and which few round ticks it has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from math import ceil, floor, log10

from cpdash.periods import Month

MOST_DATES = 4
"""Dates that a phone has room for, as month above year."""

STEPS = (1, 2, 3, 6, 12, 24, 36, 60, 120, 240)
"""Months between two dates."""

NOTHING = 8.0
"""How wide an axis is made for nothing but zeros: its ticks are whole numbers, for nobody counts millionths."""


def span(
    values: Sequence[float], bounds: tuple[float, float], decimals: int, most: int = 6
) -> tuple[float, float, float]:
    """Return an axis' start, end and step. Zero is the start only when the values are near it.

    The axis never shows what cannot be (less than nothing, more than 100%) and at least a tenth of the level, so that
    a small wobble does not look like a landslide. No step is finer than the decimals: there is no half child.
    """
    low, high = min(values), max(values)
    wide = max(high - low, 0.1 * max(abs(high), abs(low)))
    wide = wide if wide > 1e-6 else NOTHING
    middle = (high + low) / 2
    low, high = min(low, middle - wide / 2) - 0.08 * wide, max(high, middle + wide / 2) + 0.08 * wide
    if 0 <= low <= wide / 2:
        low = 0.0
    low, high = max(low, bounds[0]), min(high, bounds[1])
    step = round_step((high - low) / (most - 1), decimals)
    start, end = floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step
    return round(max(start, bounds[0]), 6), round(min(end, max(bounds[1], high)), 6), step


def ticks(start: float, end: float, step: float) -> list[float]:
    """Return the round values from start to end."""
    first = ceil(start / step - 1e-9)
    return [round(place * step, 6) for place in range(first, floor(end / step + 1e-9) + 1)]


def round_step(rough: float, decimals: int) -> float:
    """Return the next 1, 2, 2.5 or 5 times a power of ten that so many decimals can write."""
    finest = 10.0**-decimals
    power = 10.0 ** floor(log10(max(rough, finest)))
    steps = (times * power for times in (1, 2, 2.5, 5) if times * power >= rough - 1e-12)
    return float(next((step for step in steps if abs(step / finest - round(step / finest)) < 1e-9), 10 * power))


def dates(first: Month, last: Month) -> list[Month]:
    """Return at most MOST_DATES months, evenly spaced and ending with the last: the newest is always named."""
    length = last.minus(first)
    step = next((one for one in STEPS if length // one + 1 <= MOST_DATES), STEPS[-1])
    return [last.plus(-step * back) for back in range(length // step, -1, -1)]


def day(month: Month) -> str:
    """Return where a month's figure stands on a time axis: its last day."""
    return month.last.isoformat()


def date_span(first: Month, last: Month) -> list[str]:
    """Return the ends of a time axis, with room for half a marker at both."""
    room = timedelta(days=max(10, round(0.025 * (last.last - first.last).days)))
    return [(first.last - room).isoformat(), (last.last + room).isoformat()]

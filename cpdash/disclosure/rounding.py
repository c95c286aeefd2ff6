"""How a figure may be rounded before it is released less often, and what a rounded figure still tells."""

from __future__ import annotations

from math import ceil, floor

from cpdash.catalogue import Indicator
from cpdash.disclosure.asked import Asked, Sets
from cpdash.disclosure.rule import TINY, Rule

COARSER: dict[str, tuple[float, ...]] = {
    "%": (1, 2, 5), "per 10,000": (1, 5), "ratio": (0.05, 0.1), "days": (10, 20, 50), "weeks": (5, 10),
}  # fmt: skip
"""What figures of a unit may be rounded to, beyond their own decimals. Counts: see COUNTS."""

COUNTS = (5.0, 10.0)

MARGIN = 0.2
"""By how much of itself, at least, the sum of days of a few children stays uncertain."""


def ladder(one: Asked, sets: Sets, rule: Rule) -> list[float | None]:
    """Return what a series may be rounded to, the finest first; None is as it is, with its counts."""
    if not rule.linked:
        return [None]
    is_hidden = any(part.counted.measure in sets.facts[part.fact].hidden for part in one.parts)
    return coarser(one.indicator, rule)[1 if is_hidden else 0 :]


def coarser(one: Indicator, rule: Rule) -> list[float | None]:
    """Return what figures of an indicator may be rounded to, the finest first."""
    own = 10.0 ** -_decimals(one, rule)
    if not one.sizeless:
        return [None, *COUNTS]
    return [None, own, *(nearest for nearest in COARSER.get(one.unit, ()) if nearest > own)]


def _decimals(indicator: Indicator, rule: Rule) -> int:
    return indicator.decimals if rule.decimals is None else min(indicator.decimals, rule.decimals)


def rounded(value: float, nearest: float) -> float:
    """Return a value rounded to the nearest of its step, halves up."""
    return float(round((value + nearest * 1e-9) / nearest) * nearest)


def is_misleading(one: Indicator, value: float, nearest: float | None, rule: Rule) -> bool:
    """Return whether a rounded figure would look like nothing, or like a small number, that it is not."""
    if nearest is None:
        return False
    shown = rounded(value, nearest)
    return (shown == 0 and value != 0) or (not one.sizeless and rule.is_small(shown))


def tells(
    value: float, said: tuple[float, ...], whole: float | None, nearest: float
) -> tuple[tuple[float, float] | None, ...]:  # fmt: skip
    """Return what a rounded figure tells of each count that it rests on, to someone who knows the other one.

    An average of days tells nothing of how many there were: it is not asked for here.

    said: the counts; whole: the denominator in the figure's own terms, which is the population for a rate.
    """
    low, high = rounded(value, nearest) - nearest / 2, rounded(value, nearest) + nearest / 2
    factor = value * (whole or 1.0) / said[0] if said[0] else 0.0
    if factor == 0:  # a true zero is zero however it is rounded
        return ((0.0, 0.0), *(None for _ in said[1:]))
    # Counts are whole, and halves are rounded up: what is told is a little less than the interval.
    numerator = (
        float(ceil(low * (whole or 1.0) / factor - TINY)),
        float(ceil(high * (whole or 1.0) / factor - TINY) - 1),
    )
    if len(said) == 1:
        return (numerator,)
    least = floor(factor * said[0] / high + TINY) + 1  # where it is `high` itself it is rounded up
    return numerator, (float(least), float(floor(factor * said[0] / low + TINY)) if low > 0 else float("inf"))


def is_small(one: Asked, said: tuple[float, ...], rule: Rule) -> bool:
    """Return whether a figure rests on a small count, or leaves one over."""
    return any(rule.is_small(count) for count in (*said, *([said[1] - said[0]] if one.leaves else [])))

"""How a value stands to those before it: against last month, last year, the year's start, and the extremes of a window.

Values come one a month, oldest first, with None where there is none: a gap is never bridged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

YEAR = 12

Values = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Extremes:
    """The lowest and the highest value of a window, each with the places that have it."""

    lowest: float
    highest: float
    lowest_at: tuple[int, ...]
    highest_at: tuple[int, ...]


def change(values: Values, back: int) -> float | None:
    """Return the last value less the one so many months before; None where either is missing."""
    if not values or len(values) <= back or back < 1:
        return None
    now, then = values[-1], values[-1 - back]
    return None if now is None or then is None else now - then


def extremes(values: Values) -> Extremes | None:
    """Return the extremes of a window; None where it has no value."""
    known = [(value, at) for at, value in enumerate(values) if value is not None]
    if not known:
        return None
    lowest, highest = min(value for value, _ in known), max(value for value, _ in known)
    return Extremes(
        lowest,
        highest,
        tuple(at for value, at in known if value == lowest),
        tuple(at for value, at in known if value == highest),
    )


def run(values: Values) -> int:
    """Return for how many steps in a row the values have moved the same way up to the last; negative: down.

    1, 3, 2, 4, 5 -> 2. A step without a change, or a gap, ends it.
    """
    found = 0
    for after, before in zip(reversed(values), reversed(values[:-1]), strict=False):
        if after is None or before is None or after == before:
            break
        step = 1 if after > before else -1
        if found * step < 0:
            break
        found += step
    return found


def is_first_beyond(values: Values, level: float) -> bool:
    """Return whether the last value is the only one on its side of a level, among two values or more.

    A value on the level is on neither side of it. 560, 552, 548 -> first below 550.
    """
    now = _last(values)
    before = [value for value in values[:-1] if value is not None]
    if now == level or not before:
        return False
    return all(value >= level for value in before) if now < level else all(value <= level for value in before)


def round_levels(values: Values, step: float) -> list[float]:
    """Return the multiples of a step that the last value is the first to be beyond."""
    known = [value for value in values if value is not None]
    if len(known) < 2 or step <= 0:
        return []
    first, last = int(min(known) // step), int(max(known) // step) + 1
    return [at * step for at in range(first, last + 1) if is_first_beyond(values, at * step)]


def pooled(numerators: Sequence[float], denominators: Sequence[float]) -> float:
    """Return all numerators over all denominators: the average of a share over months, as it is quoted.

    Not the mean of the shares: 1, 2 repeated over 4, 11 repeated are 0.200 pooled and 0.216 on average. Raises
    ValueError where there is nothing in the denominators.
    """
    whole = sum(denominators)
    if whole <= 0:
        raise ValueError("a share is of something")
    return sum(numerators) / whole


def _last(values: Values) -> float:
    now = values[-1] if values else None
    if now is None:
        raise ValueError("the window has no last value")
    return now

"""What is behind a change: how many more or fewer there are of each category than a year before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from cpdash.board.details import Change, Shift, Where
from cpdash.board.views import Point, Series
from cpdash.periods import Month

BACK = 12
"""Months between the two figures that are held beside each other: the same season."""

Ask = Callable[[str, Month | None, Month | None], Series]
"""Returns the series of the months asked for, broken down by a dimension; without one (an empty name) the total."""


def change(ask: Ask, dimensions: Sequence[str], month: Month | None, where: Where) -> Change | None:
    """Return the change of the newest count up to a month against that of twelve months before, by each dimension.

    The newest is the newest that is broken down: in public that is one in three. None where no count is known in both:
    an average of days has none, and a withheld one is not told.
    """
    whole = ask("", None, month)
    narrowed = {name for name, _ in where}
    first = _first(whole.points)
    parts = {name: ask(name, first, month) for name in dimensions if name not in narrowed}
    split = {one.month for series in parts.values() for one in series.points if one.value is not None}
    now = _newest([one for one in whole.points if one.month in split] if split else whole.points)
    before = _in(whole.points, now.month.plus(-BACK)) if now else None
    if now is None or before is None or _count(whole, now) is None or _count(whole, before) is None:
        return None
    total = Shift("", _count(whole, now), _count(whole, before))
    up = (total.change or 0.0) >= 0
    shifts = {name: tuple(_sorted(_shifts(one, now.month, before.month), up=up)) for name, one in parts.items()}
    of = Shift("", now.denominator, before.denominator) if whole.indicator.unit == "%" else None
    return Change(
        whole.indicator, whole.place, whole.stamp, whole.form, now.month, before.month, total, of,
        tuple((name, some) for name, some in shifts.items() if len(some) > 1 and _is_of(some, total)), where,
    )  # fmt: skip


def _is_of(shifts: Sequence[Shift], total: Shift) -> bool:
    """Return whether categories are parts of the total: published ones can be of more people than the figure is."""
    return (
        sum(one.now or 0.0 for one in shifts) <= (total.now or 0.0) + 0.5
        and sum(one.before or 0.0 for one in shifts) <= (total.before or 0.0) + 0.5
    )


def _first(points: Sequence[Point]) -> Month | None:
    """Return from which month breakdowns are wanted: a quarter or a year may pass between two in public."""
    newest = _newest(points)
    return newest.month.plus(-2 * BACK) if newest else None


def _newest(points: Sequence[Point]) -> Point | None:
    return next((one for one in reversed(points) if one.value is not None), None)


def _in(points: Sequence[Point], month: Month) -> Point | None:
    return next((one for one in points if one.month == month and one.value is not None), None)


def _count(series: Series, point: Point) -> float | None:
    """Return how many a figure counts: a count itself, else what a share is of. An average counts nobody."""
    one = series.indicator
    if one.unit == "%":
        return point.numerator
    return point.value if one.denominator.startswith("None") and point.nearest is None else None


def _shifts(series: Series, now: Month, before: Month) -> Iterator[Shift]:
    told: Mapping[tuple[str, Month], float | None] = {
        (one.category, one.month): _count(series, one) for one in series.points
    }
    for category in dict.fromkeys(category for category, _ in told):
        # In public a month can have wider bands than another: what is not there is not known, and never nothing.
        found = told.get((category, now)), told.get((category, before))
        is_there = (category, now) in told or (category, before) in told
        if is_there and found not in ((0, 0), (0.0, 0.0)):
            yield Shift(category, *found)


def _sorted(shifts: Iterator[Shift], *, up: bool) -> list[Shift]:
    def place(one: Shift) -> tuple[bool, float]:
        return one.change is None, -(one.change or 0.0) if up else (one.change or 0.0)

    return sorted(shifts, key=place)

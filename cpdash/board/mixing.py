"""How a count divides by one dimension, in the same month of the years before and now."""

from __future__ import annotations

from collections.abc import Sequence

from cpdash.board.details import REST, UNKNOWN, Mix
from cpdash.board.views import Point, Series
from cpdash.periods import Month

YEARS = 5
"""Years beside each other: what a strategy looks back over."""

MOST = 4
"""Parts that are told apart by colour; all others are one."""

NOTHING = frozenset({
    "Not known", "Not recorded", "Distance not known or not recorded", "Refused or information not yet available",
    "Placement provider not reported",
})  # fmt: skip
"""Categories that say nothing."""


def mix(series: Series, whole: Series, month: Month | None) -> Mix:
    """Return the mix of a count that is broken down: the newest month up to one, and the same month of years before.

    A month between of which no figure is known has a place and no counts.
    """
    totals = {one.month: one.value for one in whole.points if one.value is not None}
    split = {one.month for one in series.points if one.value is not None and (month is None or one.month <= month)}
    months = _months(sorted(split & totals.keys()))
    cells = {(one.category, one.month): one for one in series.points}
    counts: dict[str, tuple[float | None, ...]] = {
        name: tuple(_count(cells.get((name, each))) for each in months) for name in _largest(series.points, months)
    }
    unknown = tuple(
        _unknown([cells[one, each] for one in NOTHING if (one, each) in cells]) if each in totals else None
        for each in months
    )  # fmt: skip
    if any(unknown):
        counts[UNKNOWN] = unknown
    sums = tuple(totals.get(each) or 0.0 for each in months)
    rest = tuple(total - sum(some[at] or 0.0 for some in counts.values()) for at, total in enumerate(sums))
    if any(round(one, 6) for one in rest):
        counts[REST] = tuple(max(one, 0.0) if each in totals else None for one, each in zip(rest, months, strict=True))
    return Mix(
        series.indicator, series.place, series.stamp, series.form, series.dimension, months,
        tuple(counts.items()), sums, series,
    )  # fmt: skip


def _unknown(points: Sequence[Point]) -> float | None:
    """Return how many of a month are in no category that says something; None where that is withheld of any of them."""
    if any(point.value is None for point in points):
        return None
    return sum(point.value or 0.0 for point in points)


def _months(known: Sequence[Month]) -> tuple[Month, ...]:
    if not known:
        return ()
    wanted = [known[-1].plus(-12 * back) for back in range(YEARS, -1, -1)]
    # A year between of which nothing is known keeps its place: bars that stood closer would say that it never was.
    return tuple(one for one in wanted if one >= min(set(wanted) & set(known)))


def _count(point: Point | None) -> float | None:
    return None if point is None else point.value


def _largest(points: Sequence[Point], months: Sequence[Month]) -> list[str]:
    """Return the categories that are told apart: the largest now, those that say nothing only where they are one."""
    if not months:
        return []
    now = [one for one in points if one.month == months[-1] and one.value and one.category not in NOTHING]
    return [one.category for one in sorted(now, key=lambda one: -(one.value or 0.0))][:MOST]

"""Which points of a series a line may connect: a missing month or year is a gap, never a straight line across."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from cpdash.board.views import Point
from cpdash.periods import Month

YEAR = 11
"""Months apart from which two neighbouring figures belong to an annual series."""


def runs(points: Sequence[Point]) -> list[list[Point]]:
    """Return the points with values in time order, in runs that a line may connect.

    A series can be annual first and monthly later: consecutive years connect, and consecutive months do.
    """
    ordered = sorted(points, key=lambda point: point.month)
    step = _step([point.month for point in ordered])
    found: list[list[Point]] = []
    before: Point | None = None
    for point, years in zip(ordered, _annual(ordered), strict=True):
        joined = before is not None and _joins(before, point, step, years)
        if point.value is not None:
            if not (joined and found):
                found.append([])
            found[-1].append(point)
        before = point
    return found


def is_monthly(points: Sequence[Point]) -> bool:
    """Return whether any two neighbouring points lie less than a year apart."""
    months = sorted(point.month for point in points)
    return any(later.minus(earlier) < YEAR for earlier, later in pairwise(months))


def gap_after(point: Point, monthly: bool) -> Month:
    """Return the first month or year without a figure after a run: where the break in the line stands."""
    return point.month.plus(1 if monthly else 12)


def _joins(before: Point, point: Point, step: int, years: bool) -> bool:
    apart = point.month.minus(before.month)
    return before.value is not None and (apart <= step or (years and YEAR <= apart <= 13))


def _step(months: Sequence[Month]) -> int:
    """Return 3 for a quarterly series, else 1. Fewer than three short distances prove no quarter."""
    short = [later.minus(earlier) for earlier, later in pairwise(months) if later.minus(earlier) < YEAR]
    return 3 if len(short) > 2 and all(apart % 3 == 0 for apart in short) else 1


def _annual(ordered: Sequence[Point]) -> Iterator[bool]:
    """Yield for each point whether the step from the one before it may be a year: one of the two stands alone."""
    apart = [later.month.minus(earlier.month) for earlier, later in pairwise(ordered)]
    far = [True, *(months >= YEAR for months in apart), True]
    alone = [before and after for before, after in pairwise(far)]
    for at in range(len(ordered)):
        yield at > 0 and (alone[at] or alone[at - 1])

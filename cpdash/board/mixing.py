"""How a count divides by one dimension, in the same month of the years before and now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cpdash.board.views import Place, Point, Series, Stamp
from cpdash.catalogue import Indicator
from cpdash.periods import Form, Month

YEARS = 5
"""Years beside each other: what a strategy looks back over."""

MOST = 4
"""Parts that are told apart by colour; all others are one."""

REST = "All others, or not shown"
NOTHING = frozenset({"Not known", "Not recorded"})


@dataclass(frozen=True, slots=True)
class Mix:
    """How a count divides: of each part how many there are in each month, oldest month first.

    parts: the largest now first, then REST, which is what the others leave of the total: it holds what is withheld too.
    A count of None was withheld or is not known, and is in REST.
    """

    indicator: Indicator
    place: Place
    stamp: Stamp
    form: Form
    dimension: str
    months: tuple[Month, ...]
    parts: tuple[str, ...]
    counts: Mapping[str, tuple[float | None, ...]]
    totals: tuple[float, ...]
    series: Series

    def share(self, part: str, at: int) -> float | None:
        """Return a part in one of the months as a percentage of the whole; None where there is none."""
        count = self.counts[part][at]
        return None if count is None or not self.totals[at] else 100 * count / self.totals[at]


def mix(series: Series, whole: Series, month: Month | None) -> Mix:
    """Return the mix of a count that is broken down: the newest month up to one, and the same month of years before."""
    totals = {one.month: one.value for one in whole.points if one.value is not None}
    split = {one.month for one in series.points if one.value is not None and (month is None or one.month <= month)}
    months = _months(sorted(split & totals.keys()))
    cells = {(one.category, one.month): one for one in series.points}
    counts: dict[str, tuple[float | None, ...]] = {
        name: tuple(_count(cells.get((name, each))) for each in months) for name in _largest(series.points, months)
    }
    sums = tuple(totals[each] or 0.0 for each in months)
    rest = tuple(total - sum(some[at] or 0.0 for some in counts.values()) for at, total in enumerate(sums))
    if any(round(one, 6) for one in rest):
        counts[REST] = tuple(max(one, 0.0) for one in rest)
    return Mix(
        series.indicator, series.place, series.stamp, series.form, series.dimension, months, tuple(counts), counts,
        sums, series,
    )  # fmt: skip


def _months(known: Sequence[Month]) -> tuple[Month, ...]:
    if not known:
        return ()
    wanted = [known[-1].plus(-12 * back) for back in range(YEARS, -1, -1)]
    return tuple(one for one in wanted if one in known)


def _count(point: Point | None) -> float | None:
    return None if point is None else point.value


def _largest(points: Sequence[Point], months: Sequence[Month]) -> list[str]:
    """Return the categories that are told apart: the largest now, those that say nothing only where they are one."""
    if not months:
        return []
    now = [one for one in points if one.month == months[-1] and one.value and one.category not in NOTHING]
    return [one.category for one in sorted(now, key=lambda one: -(one.value or 0.0))][:MOST]

"""What stands beside a council's figure: which benchmarks may be held against it, and which figure in which month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cpdash.board.views import Line, Point, Series
from cpdash.periods import Month


@dataclass(frozen=True, slots=True)
class Beside:
    """The benchmark of a month: of that very period, of one inside it, or carried forward from the last published."""

    point: Point
    how: Literal["same", "earlier", "carried"]


def known(line: Line, until: Month) -> tuple[Point, ...]:
    """Return a benchmark's figures whose period had ended by a month: what the board could know then."""
    return tuple(point for point in line.points if point.value is not None and point.month <= until)


def lines(series: Series) -> tuple[Line, ...]:
    """Return the benchmarks that may be drawn and said: comparable ones with a figure by the council's last month."""
    until = last_month(series)
    if until is None:
        return ()
    return tuple(one for one in series.benchmarks if series.indicator.sizeless and known(one, until))


def last_month(series: Series) -> Month | None:
    """Return the newest month that the council's own points speak of, with a value or without."""
    return max((point.month for point in series.points), default=None)


def beside(line: Line, month: Month, until: Month) -> Beside | None:
    """Return the benchmark of a month; None before the first that is published.

    A figure of twelve months stands beside each month of its year; any other beside the months that follow it.
    """
    points = known(line, until)
    for point in points:
        if 0 <= point.month.minus(month) <= (11 if line.form == "12 months" else 0):
            return Beside(point, "same")
    earlier = [point for point in points if point.month < month]
    if not earlier:
        return None
    return Beside(earlier[-1], "carried" if earlier[-1] is points[-1] else "earlier")


def indicative(line: Line, point: Point) -> bool:
    """Return whether a benchmark counts otherwise than a council's point does; a national one counts as it does."""
    return line.basis == "indicative" and point.basis == "same"


def two_newest(series: Series) -> tuple[Point | None, Point | None]:
    """Return the newest point with a value and the one before it; None for one that counts otherwise."""
    valued = [point for point in series.points if point.value is not None]
    latest = valued[-1] if valued else None
    previous = valued[-2] if len(valued) > 1 else None
    same = latest is not None and previous is not None and latest.basis == previous.basis
    return latest, previous if same else None

"""Shows part of a series: a period and some comparators, out of one answer of the board."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cpdash.board.views import KINDS, Average, Kind, Point, Series
from cpdash.periods import Form, Month


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a series: its form, the months (None is no limit), and what it is held against."""

    form: Form
    first: Month | None = None
    last: Month | None = None
    kinds: tuple[Kind, ...] = KINDS
    model: int | None = None
    average: Average = "mean"


def cut(series: Series, part: Part) -> Series:
    """Return what the board returns for these months and comparators."""
    lines = [replace(one, points=_within(one.points, part)) for one in series.benchmarks if one.kind in part.kinds]
    return replace(series, points=_within(series.points, part), benchmarks=tuple(lines))


def _within(points: tuple[Point, ...], part: Part) -> tuple[Point, ...]:
    first, last = part.first, part.last
    return tuple(one for one in points if (not first or first <= one.month) and (not last or one.month <= last))

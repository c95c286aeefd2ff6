"""Shows part of a series: a period and some comparators, out of one answer of the board."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cpdash.board.series import reaching, within
from cpdash.board.views import KINDS, Average, Kind, Series
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
    lines = [
        replace(one, points=reaching(one.points, part.first, part.last))
        for one in series.benchmarks
        if one.kind in part.kinds
    ]
    return replace(series, points=tuple(within(series.points, part.first, part.last)), benchmarks=tuple(lines))

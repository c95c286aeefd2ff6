"""The periods that a chart can show, and the one that it opens on."""

from __future__ import annotations

from collections.abc import Sequence

from cpdash.board.views import Series
from cpdash.periods import Month

PERIODS = {"13m": "13 months", "5y": "5 years", "10y": "10 years", "all": "All there is"}
MONTHS = {"13m": 12, "5y": 60, "10y": 120}
"""How many months before the last one a period begins: 13 months are a year and the month it is held against."""

MONTHLY = 6
"""Figures within 13 months that make a series a monthly one: it opens on 13 months, any other on ten years."""


def dated(series: Series, last: Month | None) -> list[Month]:
    """Return the months that have a value, oldest first, not after the last one."""
    return [point.month for point in series.points if point.value is not None and (not last or point.month <= last)]


def usual_period(known: Sequence[Month]) -> str:
    """Return the period that a series with values in these months opens on."""
    recent = [one for one in known if one >= known[-1].plus(-MONTHS["13m"])]
    return "13m" if len(recent) >= MONTHLY else "10y"


def first_month(known: Sequence[Month], period: str) -> Month | None:
    """Return the month that a period begins with; None for all there is."""
    return known[-1].plus(-MONTHS[period]) if known and period in MONTHS else None

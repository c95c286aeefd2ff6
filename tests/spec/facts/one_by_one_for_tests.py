"""Reviews and missing incidents counted again in plain Python, window by window and child by child."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

DAY = timedelta(1)
MONTHS = {"month": 1, "3 months": 3, "12 months": 12}


class Stay(NamedTuple):
    """A period of care; `end` is the first day no longer in care."""

    start: date
    end: date | None


class Due(NamedTuple):
    """A review that was due in a period of care, and the day on which it was held."""

    due: date
    held: date | None
    last_in_care: date


def windows(form: str, first: date, last: date) -> dict[str, tuple[date, date]]:
    """Return the first and last day of each window that ends with a month of first to last."""
    found = {}
    month = first
    while month <= last:
        end = month.replace(day=monthrange(month.year, month.month)[1])
        april = date(month.year - (month.month < 4), 4, 1)
        found[f"{month:%Y-%m}"] = (april if form == "year to date" else months_on(month, 1 - MONTHS[form]), end)
        month = end + DAY
    return found


def months_on(start: date, months: int) -> date:
    """Return the day so many months later, or the last of its month where that has no such day."""
    number = start.year * 12 + start.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def after_working_days(start: date, days: int, holidays: Sequence[date]) -> date:
    """Return the working day that is so many working days after a day."""
    while days:
        start += DAY
        days -= start.isoweekday() < 6 and start not in holidays
    return start


def reviews_due(stays: Sequence[Stay], held: Sequence[date], last: date, holidays: Sequence[date]) -> list[Due]:
    """Return what fell due while the child was in care, up to the last day of the files."""
    found = []
    for start, end in stays:
        last_in_care = min(last, (end or last + DAY) - DAY)
        days = sorted(one for one in set(held) if start <= one <= min(end or last, last))
        dues = [after_working_days(start, 20, holidays)]
        dues += [months_on(one, 6 if at else 3) for at, one in enumerate(days)]
        found += [Due(*pair, last_in_care) for pair in zip(dues, [*days, None], strict=True) if pair[0] <= last_in_care]
    return found


def of_window(due: Due, first: date, last: date) -> bool:
    """Whether a review was due in a window, or still not held at its end and the child in care in the window."""
    waited = due.held is None or due.held > last
    in_care = due.held is not None or due.last_in_care >= first
    return due.due <= last and (due.due >= first or (waited and in_care))


def children_due(children: Sequence[Sequence[Due]], first: date, last: date) -> tuple[int, int]:
    """Return how many children had a review due in the window, and of how many each was on time."""
    of_each = [[one for one in dues if of_window(one, first, last)] for dues in children]
    late = [any(one.held is None or one.held > one.due for one in dues) for dues in of_each if dues]
    return len(late), late.count(False)


def reviews_held(
    stays: Mapping[str, Sequence[Stay]], held: Mapping[str, Sequence[date]], first: date, last: date
) -> int:
    """Return how many reviews were held in the window of children in care, the day of leaving included."""
    return sum(
        first <= one <= last and any(s.start <= one and (s.end is None or one <= s.end) for s in stays[child])
        for child, days in held.items()
        for one in days
    )


def children_missing(children: Sequence[Sequence[tuple[date, date]]], first: date, last: date) -> tuple[int, int, int]:
    """Return the incidents that touch the window, their children, and the children with two that began in it."""
    touching = [[one for one in incidents if one[0] <= last and one[1] >= first] for incidents in children]
    again = [any(a[0] >= first and b[0] <= last for a, b in pairwise(sorted(incidents))) for incidents in children]
    return sum(map(len, touching)), sum(map(bool, touching)), sum(again)


def in_care(children: Sequence[Sequence[Stay]], first: date, last: date) -> int:
    """Return how many children were in care on a day of the window."""
    return sum(any(s.start <= last and (s.end is None or s.end > first) for s in stays) for stays in children)

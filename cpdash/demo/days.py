"""Days as whole numbers (the proleptic Gregorian ordinal): the simulation adds and compares millions of them."""

from __future__ import annotations

from datetime import date
from functools import cache

YEAR = 365.25
"""Days in an average year: rates are given per year."""


def day_of(year: int, month: int, day: int) -> int:
    """Return the ordinal of a date."""
    return date(year, month, day).toordinal()


@cache
def written(day: int) -> str:
    """Return a day as the return writes it, DD/MM/YYYY; 0 (no day) is an empty cell."""
    return date.fromordinal(day).strftime("%d/%m/%Y") if day else ""


@cache
def iso(day: int) -> str:
    """Return a day as YYYY-MM-DD."""
    return date.fromordinal(day).isoformat()


def birthday(born: int, age: int) -> int:
    """Return the day on which somebody reaches an age; those born on 29 February do so on 1 March."""
    on = date.fromordinal(born)
    if (on.month, on.day) == (2, 29):
        return day_of(on.year + age, 3, 1) if (on.year + age) % 4 else day_of(on.year + age, 2, 29)
    return on.replace(year=on.year + age).toordinal()


def age_on(born: int, day: int) -> int:
    """Return the completed years of somebody's life on a day."""
    was, now = date.fromordinal(born), date.fromordinal(day)
    return now.year - was.year - ((now.month, now.day) < (was.month, was.day))


def years_old(born: int, day: int) -> int:
    """Return somebody's age in years, right but for a day round a birthday: quick, and enough where chance decides."""
    return int((day - born) / YEAR)


def year_ending(day: int) -> int:
    """Return the calendar year of the 31 March that ends the financial year of a day."""
    on = date.fromordinal(day)
    return on.year + (on.month >= 4)


def working_day(day: int) -> int:
    """Return the day itself, or the Monday after a weekend: courts and reviews do not sit on Sundays."""
    weekday = (day - 1) % 7
    return day + 7 - weekday if weekday >= 5 else day

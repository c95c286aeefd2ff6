"""When a figure is for: months, the windows that end with them, and financial years. Frozen values only."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, get_args

Form = Literal["snapshot", "month", "3 months", "12 months", "year to date", "3 years", "stated period"]
"""The window that a figure looks back over, ending with the last day of its month (ARCHITECTURE: facts)."""

FORMS: tuple[Form, ...] = get_args(Form)

FORM_WORDS: dict[Form, str] = {
    "snapshot": "on the last day of the month",
    "month": "in the month",
    "3 months": "in the three months to the end of the month",
    "12 months": "in the twelve months to the end of the month",
    "year to date": "since 1 April",
    "3 years": "in the three years to the end of the month",
    "stated period": "in the period that the source states",
}

_MONTH = re.compile(r"(\d{4})-(\d{2})")
NAMES = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
         "November", "December")  # fmt: skip


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """One calendar month. Prints as "2025-03" and sorts in time."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12:
            raise ValueError(f"'{self.year}-{self.month:02d}' is not a month: expected YYYY-MM, such as 2025-03")

    @classmethod
    def parse(cls, text: str) -> Month:
        """Return the month written as YYYY-MM; raises ValueError that says what was expected."""
        found = _MONTH.fullmatch(text.strip())
        if not found:
            raise ValueError(f"'{text}' is not a month: expected YYYY-MM, such as 2025-03")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month that a day falls in."""
        return _month(day.year, day.month)

    def plus(self, months: int) -> Month:
        """Return the month that lies so many months later (earlier when negative)."""
        index = self.year * 12 + self.month - 1 + months
        return _month(index // 12, index % 12 + 1)

    def minus(self, other: Month) -> int:
        """Return how many months lie between the other month and this one."""
        return (self.year - other.year) * 12 + self.month - other.month

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    @property
    def words(self) -> str:
        """The month in words, such as "March 2025"."""
        return f"{NAMES[self.month - 1]} {self.year}"

    @property
    def financial_year(self) -> FinancialYear:
        """The financial year (1 April to 31 March) that the month belongs to."""
        return FinancialYear(self.year + (self.month >= 4))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@lru_cache(maxsize=4096)
def _month(year: int, month: int) -> Month:
    """Return a month, one object for all: an overview asks for the same few hundred ten thousand times."""
    return Month(year, month)


@dataclass(frozen=True, order=True, slots=True)
class FinancialYear:
    """A year from 1 April to 31 March, named by the calendar year in which it ends, as DfE names it."""

    ends: int

    @property
    def first(self) -> Month:
        """April of the year before."""
        return Month(self.ends - 1, 4)

    @property
    def last(self) -> Month:
        """March of the year that names it."""
        return Month(self.ends, 3)

    def __str__(self) -> str:
        return f"{self.ends - 1}-{self.ends % 100:02d}"


def form_words(form: Form, month: Month) -> str:
    """Return when a figure is for, in words: "on 31 March 2025" or "in the twelve months to March 2025"."""
    if form == "snapshot":
        return f"on {month.last.day} {month.words}"
    if form == "month":
        return f"in {month.words}"
    if form == "stated period":
        return f"in the stated period to {month.words}"
    return {
        "3 months": f"in the three months to {month.words}",
        "12 months": f"in the twelve months to {month.words}",
        "year to date": f"from 1 April to the end of {month.words}",
        "3 years": f"in the three years to {month.words}",
    }[form]

"""What share has each category in the North East? Read from data/demo/north_east.csv, which names its sources."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

from cpdash.demo.days import YEAR, day_of

TABLE = Path(__file__).resolve().parents[2] / "data" / "demo" / "north_east.csv"
"""Counts of the Department for Education for the region at (or in the year ending) 31 March."""

REASONS = {"Special guardianship order": "Special guardianship orders"}
"""The one category whose published name differs from that of the code set."""

Shares = dict[str, float]


@cache
def counts() -> dict[str, dict[int, dict[str, int]]]:
    """Return measure -> year -> category -> number; a number withheld at the source is 0."""
    found: dict[str, dict[int, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            category = REASONS.get(row["category"], row["category"])
            found[row["measure"]][int(row["year"])][category] = int(row["number"] or 0)
    return {measure: dict(years) for measure, years in found.items()}


@cache
def of_year(measure: str, year: int) -> Shares:
    """Return each category's share, from 0 to 1, in one year; the first or last published year stands for others."""
    years = counts()[measure]
    numbers = years[min(max(year, min(years)), max(years))]
    whole = sum(numbers.values()) or 1
    return {category: number / whole for category, number in numbers.items()}


def on(measure: str, day: int) -> Shares:
    """Return the shares on a day, between the 31 March before and the one after in proportion."""
    years = counts()[measure]
    first, last = min(years), max(years)
    passed = (day - day_of(first, 3, 31)) / YEAR
    if passed <= 0 or first + passed >= last:
        return of_year(measure, first if passed <= 0 else last)
    year, part = first + int(passed), passed - int(passed)
    before, after = of_year(measure, year), of_year(measure, year + 1)
    return {category: share + part * (after.get(category, 0) - share) for category, share in before.items()}

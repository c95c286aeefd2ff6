"""A tiny published snapshot, made by hand: three councils, two indicators, ten years and some months."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cpdash.catalogue.loader import the_catalogue
from cpdash.extract import Extract
from cpdash.store import work
from tests.extracts_for_tests import (
    DARLINGTON,
    ENGLAND,
    MIDDLESBROUGH,
    NORTH_EAST,
    STOCKTON,
    extract,
    figure,
    geography,
    origin,
)  # fmt: skip

RATE, STABLE = "children_in_care_rate", "three_or_more_placements"
LEVELS = {STOCKTON: 95.0, MIDDLESBROUGH: 150.0, DARLINGTON: 110.0, NORTH_EAST: 99.0, ENGLAND: 64.0}
YEARS = range(2016, 2026)


def publish_tiny(data: Path) -> str:
    """Publish the tiny snapshot in a data folder and return its id."""
    with work.opened(data / "private") as held:
        held.add([geography(), _neighbours(), _national(), _papers()], "by hand")
        return held.publish(data / "snapshots", the_catalogue())


def _national() -> Extract:
    rates = [
        figure(area, level + 3 * (year - 2016), date(year, 3, 1), RATE)
        for area, level in LEVELS.items()
        for year in YEARS
    ]
    moves = [
        figure(area, level / 10 + (year - 2016) % 3, date(year, 3, 1), STABLE, form="12 months")
        for area, level in LEVELS.items() for year in YEARS
    ]  # fmt: skip
    rates[-1] |= {"note": "<b>A note with *marks* & angle brackets</b>"}
    return extract({"observation": [*rates, *moves]}, origin(), "national.csv")


def _papers() -> Extract:
    months = [date(2020 + (3 + step) // 12, (3 + step) % 12 + 1, 1) for step in range(14)]
    monthly = [
        figure(STOCKTON, 110.0 + step, month, RATE, document="Board report") for step, month in enumerate(months)
    ]
    ages = [
        figure(STOCKTON, value, date(year, 3, 1), STABLE, form="12 months", dimension="age", category=category)
        for year in YEARS for category, value in (("Under 5", 8.0), ("5 to 17", 12.0))
    ]  # fmt: skip
    return extract({"observation": [*monthly, *ages]}, origin("board", priority=60, national=False), "papers.csv")


def _neighbours() -> Extract:
    rows = [
        {"model": model, "area": STOCKTON, "rank": rank, "neighbour": other, "closeness": "close"}
        for model in (2021, 2025) for rank, other in enumerate((MIDDLESBROUGH, DARLINGTON), 1)
    ]  # fmt: skip
    return extract({"neighbour": rows}, origin("neighbours"), "neighbours.csv")

"""Where the demonstration council lies, how many children live there, and who its neighbours are."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from cpdash.demo.published import TABLE
from cpdash.periods import Month

REGION, REGION_CODE, NUMBER = "North East", "E12000001", "999"
"""999 is the DfE number of no council."""
WHO = "Made up for the demonstration"
SCALE = 0.0897
"""Children aged 0 to 17 in the borough for each child of the region: so that the rate in care is near the region's."""
GROWTH = 1.004
"""A year, after the last published estimate."""

GEOGRAPHY_COLUMNS = ("old_la_code", "lait_name", "lait_region", "lait_type", "la_name", "new_la_code", "region_code",
                     "region_name", "is_current_la", "former_code", "synthetic", "source")  # fmt: skip
POPULATION_COLUMNS = (
    "time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code", "region_name",
    "old_la_code", "new_la_code", "la_name", "age_group", "population_estimate", "source",
)  # fmt: skip
NEIGHBOUR_COLUMNS = ("model_year", "old_la_code", "la_name", "sn_rank", "sn_old_la_code", "closeness", "sn_la_name",
                     "source")  # fmt: skip
NEIGHBOURS = (
    ("805", "Hartlepool"), ("807", "Redcar and Cleveland"), ("393", "South Tyneside"), ("394", "Sunderland"),
    ("808", "Stockton-on-Tees"), ("841", "Darlington"), ("390", "Gateshead"), ("806", "Middlesbrough"),
    ("372", "Rotherham"), ("876", "Halton"),
)  # fmt: skip


def geography(area: str, name: str) -> tuple[str, ...]:
    """Return the council's row of the list of councils."""
    return NUMBER, name, REGION, "UA", name, area, REGION_CODE, REGION, "True", "", "True", WHO


def population(area: str, name: str, to: Month) -> Iterator[tuple[str, ...]]:
    """Return the mid-year estimates from 2012 to the last mid-year before a month's end."""
    people = _region()
    latest = max(people)
    for year in range(min(people), to.year + (to.month >= 6)):
        region = people.get(year) or people[latest] * GROWTH ** (year - latest)
        yield (str(year), "Reporting year", "Local authority", "E92000001", "England", REGION_CODE, REGION, NUMBER,
               area, name, "Children aged 0 to 17 years", str(round(region * SCALE)), WHO)  # fmt: skip


def neighbours(name: str) -> Iterator[tuple[str, ...]]:
    """Return ten real councils that stand for statistical neighbours."""
    for rank, (number, neighbour) in enumerate(NEIGHBOURS, start=1):
        yield "2025", NUMBER, name, str(rank), number, "Somewhat close", neighbour, f"{WHO}: illustrative"


def _region() -> dict[int, int]:
    path: Path = TABLE.with_name("population.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {int(row["year"]): int(row["people"]) for row in csv.DictReader(file)}

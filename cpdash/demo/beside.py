"""Writes what lies beside the return: places, population, neighbours, scorecard, homes, actions, meetings, notes."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from cpdash.demo import board, homes, noted, places, scorecard
from cpdash.demo.days import iso
from cpdash.demo.returns import Life
from cpdash.periods import Month

HOME_COLUMNS = (
    "URN", "Provision type", "Registration status", "Local authority", "Sector", "Places",
    "Latest full inspection date",
    "Latest full inspection publication date", "Overall experiences and progress of children and young people",
)  # fmt: skip
INSPECTION_COLUMNS = (
    "area", "area_name", "inspected", "published", "inspection", "overall", "leaders", "help_and_protection",
    "children_in_care", "care_leavers",
)  # fmt: skip
JUDGEMENT_COLUMNS = ("area", "home", "as_at", "judgement", "source_document", "note")
UNTIL_PUBLISHED = 38
"""Days from an inspection to its report."""


def write(folder: Path, life: Life, to: Month, *, area: str, name: str) -> tuple[Path, ...]:
    """Write the files and return them in the order in which they have to be imported: the council itself first."""
    last = life.last
    return (
        _table(folder / "geography.csv", places.GEOGRAPHY_COLUMNS, [places.geography(area, name)]),
        _table(folder / "population.csv", places.POPULATION_COLUMNS, places.population(area, name, to)),
        _table(folder / "neighbours.csv", places.NEIGHBOUR_COLUMNS, places.neighbours(name)),
        _table(folder / "scorecard.csv", scorecard.COLUMNS, scorecard.scorecard(life, area)),
        _table(folder / "inspections.csv", INSPECTION_COLUMNS, _inspections(area, name, last)),
        _table(folder / "homes.csv", HOME_COLUMNS, _homes(name, last)),
        _table(folder / "home_judgements.csv", JUDGEMENT_COLUMNS, _judgements(area, last)),
        _table(folder / "actions.csv", board.ACTION_COLUMNS, board.actions(area, to)),
        _table(folder / "calendar.csv", board.MEETING_COLUMNS, board.meetings(area, to)),
        _table(folder / "notes.csv", noted.NOTE_COLUMNS, noted.notes(area, to)),
    )


def _homes(name: str, last: int) -> Iterator[tuple[str, ...]]:
    """Return the homes in the borough as Ofsted would list them at the end of the last day."""
    for home in (*homes.OWN, *homes.NEARBY):
        if home.opened <= last:
            known = [(day, grade) for day, grade in home.judged if day + UNTIL_PUBLISHED <= last]
            day, grade = known[-1] if known else (0, "")
            yield (home.urn, "Children's home", "Active", name, home.sector, str(home.places), iso(day) if day else "",
                   iso(day + UNTIL_PUBLISHED) if day else "", grade)  # fmt: skip


def _inspections(area: str, name: str, last: int) -> Iterator[tuple[str, ...]]:
    """Return the inspections of the council's services whose report had been published."""
    for day, *grades in homes.INSPECTED:
        published = day + UNTIL_PUBLISHED
        if published <= last:
            yield area, name, iso(day), iso(published), "ILACS Standard Inspection", *grades


def _judgements(area: str, last: int) -> Iterator[tuple[str, ...]]:
    """Return every judgement of the council's own homes that had been published."""
    for home in homes.OWN:
        for day, grade in home.judged:
            if day + UNTIL_PUBLISHED <= last:
                published = date.fromordinal(day + UNTIL_PUBLISHED)
                yield area, home.name, published.isoformat(), grade, f"{board.DOCUMENT}, homes", ""


def _table(path: Path, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Path:
    """Write a table whose cells may hold commas, and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    return path

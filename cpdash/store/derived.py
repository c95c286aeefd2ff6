"""Works out, at publish, every indicator that the return gives: totals per council, form and month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import duckdb

from cpdash.catalogue import Catalogue, Indicator
from cpdash.catalogue.facts import YEARLY, Counted, Fact, Reading
from cpdash.periods import Form
from cpdash.store.counting import total
from cpdash.store.sql import query

FAMILY = "ssda903"
TITLE = "SSDA903 return"
PRIORITY = 90
"""What the return says goes before a scorecard of the same month (ARCHITECTURE: one series, several sources)."""

NOBODY = "Nobody is in the group that this would be a share of."
"""Why a share has no value where its denominator is 0."""

MONTHS: Mapping[Form, int] = MappingProxyType({"3 months": 3, "12 months": 12, "3 years": 36})
"""Months that a form looks back over. A day, a month and a year to date need none before the first return begins."""


Row = tuple[str, str, str, str, int, int, int | None, bool, float, float]
"""As derived_reading: indicator, form, form of the rows, needs, months looked back over, parts, and how they divide."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """The measures with their predicates that one fact table is asked for: its rows are read once for all of them."""

    fact: Fact
    first: int
    numbers: dict[str, int] = field(default_factory=dict)
    forms: set[Form] = field(default_factory=set)

    def number(self, counted: Counted) -> int:
        return self.numbers.setdefault(total(self.fact, counted), self.first + len(self.numbers))


def add_figures(db: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Add the total of every indicator that has a [fact] to snapshot.observation, and the gaps worked out from them.

    Wants snapshot.coverage, the fact tables, population, area and observation; does nothing where no return is loaded.
    """
    if not catalogue.facts or db.execute("SELECT count(*) FROM snapshot.coverage").fetchone() == (0,):
        return
    parts = {name: _Parts(fact, 1000 * place) for place, (name, fact) in enumerate(catalogue.facts.items(), 1)}
    _describe(db, catalogue, parts)
    for asked in parts.values():
        _add_up(db, asked)
    said: dict[str, object] = {"family": FAMILY, "title": TITLE, "priority": PRIORITY}
    db.execute(query("derived_figures", "publish"), said | {"nobody": NOBODY})
    for one, of in _gaps(catalogue):
        db.execute(query("derived_gap_to_region", "publish"), said | {"indicator": one, "of": of})


def _describe(db: duckdb.DuckDBPyConnection, catalogue: Catalogue, parts: Mapping[str, _Parts]) -> None:
    db.execute(query("derived_parts", "publish"))
    readings = [row for one in catalogue.indicators.values() for row in _readings(one, parts)]
    needs = {row[3] for row in readings}
    _insert(db, "derived_reading", readings)
    _insert(db, "derived_need", [(one, need) for one in sorted(needs) for need in one.split()])


def _insert(db: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]  # whole columns: row by row takes a second
        places = ", ".join(["unnest(?)"] * len(columns))
        db.execute(f"INSERT INTO {table} SELECT {places}", columns)


def _readings(one: Indicator, parts: Mapping[str, _Parts]) -> Iterator[Row]:
    """Return how an indicator is read, for each of its forms that a fact can have, and note the parts that it needs."""
    reading = one.fact
    if reading is None:
        return
    asked = parts[reading.table]
    needs = " ".join(sorted({asked.fact.need, *reading.needs}))
    numerator = asked.number(reading.numerator)
    denominator = asked.number(reading.denominator) if reading.denominator else None
    for form in (form for form in one.local.all_forms if form != "stated period"):
        rows = reading.rows or form
        asked.forms.add(rows)
        yield (
            one.id, form, rows, needs, _looks_back(reading, asked.fact, form), numerator, denominator,
            reading.per_population, reading.factor, reading.divisor,
        )  # fmt: skip


def _looks_back(reading: Reading, fact: Fact, form: Form) -> int:
    if fact.need in YEARLY:
        return 0
    return reading.looks_back or MONTHS.get(form, 0)


def _add_up(db: duckdb.DuckDBPyConnection, asked: _Parts) -> None:
    if not asked.numbers:
        return
    totals = ", ".join(f"{expression} AS p{number}" for expression, number in asked.numbers.items())
    forms = ", ".join(f"'{form}'" for form in sorted(asked.forms))
    db.execute(query("derived_wide", "publish").format(fact=asked.fact.id, totals=totals, forms=forms))
    db.execute(query("derived_sum", "publish"))


def _gaps(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for one in catalogue.indicators.values():
        if one.calculation and one.calculation.kind == "gap_to_region":
            of = one.calculation.of[0]
            if catalogue.indicators[of].fact:
                yield one.id, of

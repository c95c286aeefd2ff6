"""Reads, for disclosure control, how many there are of everything that a council's figures show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import duckdb

from cpdash.catalogue.facts import Counted, Fact
from cpdash.disclosure.asked import Part
from cpdash.store.counting import cell, total
from cpdash.store.sql import query

Cells = dict[tuple[str, str, int], dict[tuple[str, ...], float]]
"""Count, form and month -> category, or combination of categories, -> how many."""


class FactCounts:
    """The counts of one council: each fact table is read once for all that is asked by the same dimensions."""

    def __init__(
        self, db: duckdb.DuckDBPyConnection, facts: Mapping[str, Fact], area: str, parts: Iterable[Part]
    ) -> None:
        self._db, self._facts, self._area = db, facts, area
        self._wanted: dict[str, dict[str, Counted]] = {}
        for part in parts:
            self._wanted.setdefault(part.fact, {})[_name(part.counted)] = part.counted
        self._read: dict[tuple[str, tuple[str, ...]], Cells] = {}

    def total(self, part: Part, rows: str, month: int) -> float:
        """Return how many there are in a form of the fact's rows."""
        return self.by(part, (), rows, month).get((), 0.0)

    def by(self, part: Part, dimensions: tuple[str, ...], rows: str, month: int) -> Mapping[tuple[str, ...], float]:
        """Return how many there are of each category, or combination of categories; none where there are none."""
        fact = part.fact
        name = _name(part.counted)
        if name not in self._wanted.setdefault(fact, {}):
            self._wanted[fact][name] = part.counted
            self._read = {key: cells for key, cells in self._read.items() if key[0] != fact}
        if (fact, dimensions) not in self._read:
            self._read[fact, dimensions] = self._all(self._facts[fact], dimensions)
        return self._read[fact, dimensions].get((name, rows, month), {})

    def _all(self, fact: Fact, dimensions: tuple[str, ...]) -> Cells:
        names = list(self._wanted[fact.id])
        totals = ", ".join(total(fact, self._wanted[fact.id][name]) for name in names)
        split = "".join(f", {cell(fact, dimension)}" for dimension in dimensions)
        text = query("counted", "release").format(fact=fact.id, split=split, totals=totals)
        found: Cells = {}
        for form, month, *rest in self._db.execute(text, {"area": self._area}).fetchall():
            categories, counts = tuple(rest[: len(dimensions)]), rest[len(dimensions) :]
            for name, count in zip(names, counts, strict=True):
                if count:
                    found.setdefault((name, form, number(month)), {})[categories] = count
        return found


def number(month: date) -> int:
    """Return the number of a month: 12 x year + month - 1."""
    return 12 * month.year + month.month - 1


def _name(counted: Counted) -> str:
    return counted.model_dump_json()

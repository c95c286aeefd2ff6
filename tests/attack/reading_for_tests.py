"""Reads the two files of a snapshot: what the public has, and (to judge by) how many there are in truth."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import numpy as np

from cpdash.catalogue import Catalogue
from tests.attack.cells_for_tests import LEAVERS, Box, Cell, Definitions, Meaning, Some, boxed, number, window

ROUNDED = re.compile(r"rounded to the nearest ([0-9]+(?:\.[0-9]+)?)")
"""How a public note says that a whole series is rounded further."""


class Row(NamedTuple):
    """One figure of the public list. A withheld one has no value, numerator or denominator."""

    indicator: str
    form: str
    month: int
    dimension: str
    category: str
    numerator: float | None
    denominator: float | None
    value: float | None
    status: str
    reason: str | None
    family: str
    note: str | None = None

    def step(self, decimals: int) -> float:
        """Return what the value is rounded to: its note says so, or it is the indicator's own decimals."""
        said = ROUNDED.search(self.note or "")
        return float(said[1]) if said else 10.0**-decimals

    @property
    def withheld(self) -> bool:
        """Whether the public is not told."""
        return self.status == "suppressed"


@dataclass(frozen=True)
class Public:
    """All that an attacker has of one council."""

    area: str
    rows: tuple[Row, ...]
    people: dict[int, int]
    region: dict[int, float]
    """Month -> the region's latest published rate of children in care, as carried forward."""
    first: int
    """The first month that there is a figure of the return for: what lies before it is nobody's figure."""


FIGURES = """
    SELECT indicator, form, month, dimension, category, numerator, denominator, value, status, reason, family, note
    FROM figure WHERE area = $area AND family IN ('scorecard', 'ssda903')
    ORDER BY indicator, form, month, dimension, category, place
"""
PEOPLE = "SELECT year, people FROM population WHERE area = $area"
RATES = """
    SELECT f.month, f.value FROM figure AS f JOIN area AS a ON a.region = f.area AND a.code = $area
    WHERE f.indicator = 'children_in_care_rate' AND f.form = 'snapshot' AND f.dimension = '' AND f.is_national
        AND f.value IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY f.month ORDER BY f.national_place) = 1 ORDER BY f.month
"""


def read_public(path: Path, area: str) -> Public:
    """Return the own figures of one council in a snapshot's file, and what else the file says of it."""
    with duckdb.connect(str(path), read_only=True) as db:
        rows = db.execute(FIGURES, {"area": area}).fetchall()
        people = dict(db.execute(PEOPLE, {"area": area}).fetchall())
        rates = db.execute(RATES, {"area": area}).fetchall()
    given = tuple(Row(row[0], row[1], number(row[2]), *row[3:]) for row in rows)
    first = min((row.month for row in given if row.family == "ssda903"), default=0)
    return Public(area, given, people, _carried_forward({number(month): value for month, value in rates}, given), first)


def _carried_forward(rates: dict[int, float], rows: Iterable[Row]) -> dict[int, float]:
    found: dict[int, float] = {}
    for month in {row.month for row in rows}:
        earlier = [since for since in rates if since <= month]
        if earlier:
            found[month] = rates[max(earlier)]
    return found


class Facts:
    """How many there are in truth: the fact tables of the service file, and its scorecard. Only the judge may ask."""

    def __init__(self, path: Path, area: str, catalogue: Catalogue, since: int) -> None:
        self._groups: dict[str, dict[tuple[str, int], dict[str, Any]]] = {}
        self._codes: dict[tuple[str, str], dict[str, int]] = {}
        self._known: dict[Cell, float | None] = {}
        self._lookups: dict[tuple[str, str, Some], Any] = {}
        with duckdb.connect(str(path), read_only=True) as db:
            for fact in catalogue.facts.values():
                self._read(db, fact.id, fact.dimensions, list(fact.measures), area, since)

    def _read(
        self,
        db: duckdb.DuckDBPyConnection,
        fact: str,
        dimensions: Iterable[str],
        measures: list[str],
        area: str,
        since: int,
    ) -> None:
        cells = ", ".join(f"coalesce(nullif({name}::VARCHAR, ''), 'Not recorded') AS {name}" for name in dimensions)
        if fact == "care_leaver_accommodation":
            cells += ", accommodation_kind || ' / ' || accommodation AS home"
        sums = ", ".join(f"sum({name})::DOUBLE AS {name}" for name in measures)
        table = db.execute(
            f"SELECT form, 12 * year(month) + month(month) - 1 AS m, {cells}, {sums} FROM {fact} "
            f"WHERE area = ? AND month >= ? GROUP BY ALL ORDER BY form, m", [area, _day(since)],
        ).to_arrow_table()  # fmt: skip
        columns: dict[str, Any] = {}
        for name in table.column_names:
            if name in measures or name == "m":
                columns[name] = table[name].to_numpy()
            else:
                coded = table[name].combine_chunks().dictionary_encode()
                columns[name] = coded.indices.to_numpy(zero_copy_only=False)
                self._codes[fact, name] = {one: at for at, one in enumerate(coded.dictionary.to_pylist())}
        forms = {at: one for one, at in self._codes.get((fact, "form"), {}).items()}
        keys = columns["form"].astype("int64") * 100_000 + columns["m"] if table.num_rows else np.array([], "int64")
        starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]]) if len(keys) else np.array([], "int64")
        for start, end in zip(starts, [*starts[1:], len(keys)], strict=True):
            key = (forms[int(columns["form"][start])], int(columns["m"][start]))
            self._groups.setdefault(fact, {})[key] = {name: column[start:end] for name, column in columns.items()}

    def count(self, cell: Cell) -> float | None:
        """Return how many there are of a cell; None where no fact table can tell."""
        if cell not in self._known:
            self._known[cell] = self._count(cell)
        return self._known[cell]

    def _count(self, cell: Cell) -> float | None:
        found = _table(cell)
        if found is None:
            return None
        fact, measure = found
        groups = self._groups.get(fact, {})
        forms = _forms(cell)
        rows = next((groups[form, cell.last] for form in forms if (form, cell.last) in groups), None)
        if rows is None:
            return 0.0 if any(form in forms for form, _ in groups) else None
        chosen = rows[measure]
        let_through = np.ones(len(chosen), bool)
        for dimension, some in cell.box:
            if dimension not in rows:
                return None
            let_through &= self._lookup(fact, dimension, some)[rows[dimension]]
        return float(chosen[let_through].sum())

    def _lookup(self, fact: str, dimension: str, some: Some) -> Any:
        key = (fact, dimension, some)
        if key not in self._lookups:
            self._lookups[key] = np.array([one in some for one in self._codes[fact, dimension]], bool)
        return self._lookups[key]


def _table(cell: Cell) -> tuple[str, str] | None:
    if cell.what == "in_care":
        return "placement", "in_care"
    if cell.what == "leaver":
        at_home = any(name == "home" for name, _ in cell.box)
        return LEAVERS[at_home], "young_people"
    fact, _, measure = cell.what.partition(".")
    return (fact, measure) if measure and fact not in ("scorecard", "~") else None


def _forms(cell: Cell) -> tuple[str, ...]:
    months = cell.last - cell.first + 1
    if months == 1 and cell.what in SNAPSHOTS:
        return ("snapshot",)
    named = {1: "month", 3: "3 months", 12: "12 months", 36: "3 years"}.get(months)
    to_date = "year to date" if cell.first % 12 == 3 and months <= 12 else None
    return tuple(form for form in (named, to_date) if form)


SNAPSHOTS = frozenset({
    "in_care", "placement.single_placement", "placement.three_or_more_placements", "placement.long_term",
    "placement.long_term_stable", "adoption_timeliness.waiting",
})  # fmt: skip


class Truth:
    """How many there are in truth of what figures and relations speak of, scorecards included."""

    def __init__(self, path: Path, public: Public, definitions: Definitions, since: int) -> None:
        self._facts = Facts(path, public.area, definitions.catalogue, since)
        self._first = public.first
        self.rows = {
            (row.indicator, row.form, row.month, row.dimension, row.category, row.family): row
            for row in read_public(path, public.area).rows
        }
        self._said: dict[Cell, float] = {}
        for row in self.rows.values():
            meaning = meaning_of(row, definitions)
            if row.family != "scorecard" or row.value is None:
                continue
            if meaning.denominator is None:
                self._said[meaning.numerator] = row.value
            elif row.numerator is not None and row.denominator is not None:
                self._said |= {meaning.numerator: row.numerator, meaning.denominator: row.denominator}

    def count(self, cell: Cell) -> float | None:
        """Return how many there are, or None where nothing tells."""
        if cell.what.startswith("scorecard."):
            return self._said.get(cell)
        if cell.first <= self._first < cell.last:  # a window that the returns cover in part has its full form's rows
            return next((n for n in self._cut(cell) if n is not None), None)
        return self._facts.count(cell)

    def _cut(self, cell: Cell) -> Iterator[float | None]:
        yield self._facts.count(cell)
        for months in (3, 12, 36):
            if cell.last - months + 1 <= self._first:
                yield self._facts.count(cell._replace(first=cell.last - months + 1))


def meaning_of(row: Row, definitions: Definitions) -> Meaning:
    """Return what a row counts; a scorecard's figures count what no return tells of."""
    if row.family == "ssda903":
        found = definitions.meaning(row.indicator, row.form, row.month, row.dimension, row.category)
        if found is not None:
            return found
    one = definitions.catalogue.indicators[row.indicator]
    first, last = window(row.form, row.month)
    box: Box = boxed(**{row.dimension: row.category}) if row.dimension else frozenset()
    counted = one.denominator.startswith("None") and one.unit not in (
        "%",
        "pounds a week",
        "children per worker",
        "score",
    )
    people = one.public.about == "people"
    return Meaning(
        Cell(f"scorecard.{row.indicator}.numerator", box, first, last),
        None if counted else Cell(f"scorecard.{row.indicator}.denominator", box, first, last),
        100.0 if one.unit == "%" else 1.0, 1.0, one.unit == "%", one.unit in ("pounds", "pounds a week"), people,
        people and one.public.rest == "people", decimals=one.decimals,
    )  # fmt: skip


def _day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)

"""What a figure counts, said so that two figures that count the same thing name the same cell.

A cell is a count of children or events: what is counted, narrowed to categories of some dimensions, in a run of months.
Several fact tables tell of the same children, some dimensions are finer ones in other words, and some measures are
another measure of some ages only: all of that is undone here, from the definitions alone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import cpdash.catalogue
from cpdash.catalogue import Catalogue, Indicator
from cpdash.catalogue.facts import NOT_RECORDED, Counted, Reading

Some = frozenset[str]
"""Categories of one dimension."""

Box = frozenset[tuple[str, Some]]
"""Dimension and the categories of it that count; a dimension that is not in it is not narrowed."""

EVERYONE: Box = frozenset()

AGES = frozenset({"Under 1 year", "1 to 4 years", "5 to 9 years", "10 to 15 years", "16 years and over", "Not known"})
AGES_LEAVING = AGES - {"16 years and over"} | {"16 years", "17 years", "18 years and over"}
YEARS_OF = {
    "17 to 18 years": ("17", "18"), "19 to 21 years": ("19", "20", "21"), "22 to 25 years": ("22", "23", "24", "25"),
}  # fmt: skip
LEFT_OUT = frozenset({"Gone abroad", "Deported", "Residence not known"})
LEAVERS = ("care_leaver_activity", "care_leaver_accommodation")
SAME_AS_OF_AN_AGE = {
    "health.under_5": ("health.children", frozenset({"Under 1 year", "1 to 4 years"})),
    "health.aged_10_to_17": ("health.children", frozenset({"10 to 15 years", "16 years and over"})),
}


class Cell(NamedTuple):
    """A count: what of, narrowed how, from which month to which (12 x year + month - 1); of a day: its month twice."""

    what: str
    box: Box
    first: int
    last: int

    def of(self, box: Box) -> Cell:
        """Return the same count of other categories."""
        return Cell(self.what, box, self.first, self.last)

    def __repr__(self) -> str:
        narrowed = "; ".join(f"{name}={'|'.join(sorted(some))}" for name, some in sorted(self.box, key=str))
        months = "–".join(dict.fromkeys(f"{m // 12}-{m % 12 + 1:02d}" for m in (self.first, self.last)))
        return f"{self.what}[{narrowed}] {months}"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a figure is made of: value = factor x numerator / divisor / (denominator or population), less `less`.

    part: the numerator is a part of the denominator. amount: the numerator is days or points, no count.
    """

    numerator: Cell
    denominator: Cell | None
    factor: float
    divisor: float
    part: bool
    amount: bool
    people: bool
    rest_is_people: bool
    per_population: bool = False
    gap: bool = False
    decimals: int = 0


def number(month: date) -> int:
    """Return the number of a month."""
    return 12 * month.year + month.month - 1


class Definitions:
    """What the figures mean, from the catalogue. `first` is the first month that the council's returns cover."""

    def __init__(self, catalogue: Catalogue, first: int) -> None:
        self.catalogue, self.first = catalogue, first
        codes = tomllib.loads((Path(cpdash.catalogue.__file__).parent / "ssda903" / "codes.toml").read_text("utf-8"))
        self._places: dict[str, set[str]] = {"Not known": {NOT_RECORDED}}
        for code, place in codes["place"].items():
            self._places.setdefault(place["group"], set()).add(code)
        self._homes = {
            (one["label"], "Left out of the base" if one["label"] in LEFT_OUT else one["group"])
            for one in codes["accom"].values()
        } | {("Not known", "Not known")}
        self._wholes: dict[tuple[str, str], Some] = {}
        self._templates: dict[tuple[str, str, str], Meaning] = {}

    @cached_property
    def amounts(self) -> frozenset[str]:
        """The counts that are none, but days or points added up."""
        return frozenset(
            _name(fact.id, one) for fact in self.catalogue.facts.values() for one in fact.amounts
        )  # fmt: skip

    def whole(self, count: str, dimension: str) -> Some:
        """Return all that a dimension can say where something is counted."""
        if (count, dimension) not in self._wholes:
            self._wholes[count, dimension] = self._whole(count, dimension)
        return self._wholes[count, dimension]

    def _whole(self, count: str, dimension: str) -> Some:
        if dimension == "age":
            return AGES_LEAVING if count.rsplit(".", maxsplit=1)[-1] in ("ceased", "days_in_care") else AGES
        if dimension == "home":
            return frozenset(_home(*one) for one in self._homes)
        if dimension == "age_years":
            return frozenset(year for some in YEARS_OF.values() for year in some)
        known = {one for fact in self.catalogue.facts.values() for one in fact.categories.get(dimension, ())}
        return frozenset(known | ({NOT_RECORDED} if known else set()))

    def band(self, dimension: str, category: str) -> Some:
        """Return the categories of a fact that a shown category stands for: a band holds several."""
        held = {level[category] for level in self.catalogue.public.bands.get(dimension, ()) if category in level}
        assert len(held) < 2, f"'{category}' stands for more than one band of {dimension}: {held}"
        return frozenset(next(iter(held), (category,)))

    def cell(self, fact: str, counted: Counted, narrowed: Mapping[str, Some]) -> Cell:
        """Return the cell of a measure with its predicates, narrowed further, in no month yet."""
        count, box = _name(fact, counted.measure), dict[str, Some]()
        if count in SAME_AS_OF_AN_AGE:
            count, ages = SAME_AS_OF_AN_AGE[count]
            self._narrow(count, box, "age", ages)
        for dimension, some in (*counted.where.items(), *narrowed.items()):
            self._narrow(count, box, dimension, frozenset(some))
        for dimension, some in counted.without.items():
            self._narrow(count, box, dimension, frozenset(some), out=True)
        kept = frozenset((name, some) for name, some in box.items() if some != self.whole(count, name))
        return Cell(count, kept, 0, 0)

    def _narrow(self, count: str, box: dict[str, Some], dimension: str, some: Some, *, out: bool = False) -> None:
        dimension, some = self._finer(count, dimension, some)
        whole = self.whole(count, dimension)
        box[dimension] = box.get(dimension, whole) & (whole - some if out else some)

    def _finer(self, count: str, dimension: str, some: Some) -> tuple[str, Some]:
        if dimension == "placement":
            return "placement_code", frozenset(code for one in some for code in self._places.get(one, ()))
        if count == "leaver" and dimension == "age":
            return "age_years", frozenset(year for one in some for year in YEARS_OF.get(one, ()))
        if dimension in ("accommodation", "accommodation_kind"):
            at = 0 if dimension == "accommodation_kind" else 1
            return "home", frozenset(_home(*one) for one in self._homes if one[at] in some)
        return dimension, some

    def meaning(self, indicator: str, form: str, month: int, dimension: str, category: str) -> Meaning | None:
        """Return what a figure of the return counts, or None for one that is no return's."""
        key = (indicator, dimension, category)
        shown = self.catalogue.indicators[indicator]
        gap = shown.calculation is not None and shown.calculation.kind == "gap_to_region"
        one = self.catalogue.indicators[shown.calculation.of[0]] if gap and shown.calculation else shown
        if one.fact is None:
            return None
        if key not in self._templates:
            self._templates[key] = self._meaning(shown, one, one.fact, dimension, category, gap=gap)
        first, last = window(one.fact.rows or form, month)
        if first != last:
            first = max(first, self.first)
        at = self._templates[key]
        below = at.denominator._replace(first=first, last=last) if at.denominator else None
        return replace(at, numerator=at.numerator._replace(first=first, last=last), denominator=below)

    def _meaning(
        self, shown: Indicator, one: Indicator, reading: Reading, dimension: str, category: str, *, gap: bool
    ) -> Meaning:  # fmt: skip
        above = below = self._narrowed(one, dimension, category)
        numerator = reading.numerator
        if dimension and reading.is_composition(dimension):
            numerator, below = _whole_of(reading, dimension), {}
        top = self.cell(reading.table, numerator, above)
        bottom = self.cell(reading.table, reading.denominator, below) if reading.denominator else None
        people = shown.public.about == "people"
        return Meaning(
            top, bottom, reading.factor, reading.divisor, shown.unit == "%" and bottom is not None,
            top.what in self.amounts, people, people and shown.public.rest == "people",
            reading.per_population, gap, shown.decimals,
        )  # fmt: skip

    def _narrowed(self, one: Indicator, dimension: str, category: str) -> dict[str, Some]:
        for pair in one.public.pairs:
            if dimension == "_and_".join(pair):
                return {name: self.band(name, some) for name, some in zip(pair, _split(category), strict=True)}
        return {dimension: self.band(dimension, category)} if dimension else {}


def window(form: str, month: int) -> tuple[int, int]:
    """Return the first and last month that a form looks at."""
    if form == "year to date":
        return month - (month - 3) % 12, month
    return month - {"3 months": 2, "12 months": 11, "3 years": 35}.get(form, 0), month


def _split(category: str) -> list[str]:
    return category.split(", ", 1)


def _whole_of(reading: Reading, dimension: str) -> Counted:
    """Return the numerator, counting of one dimension all that the denominator does."""
    assert reading.denominator is not None
    parts: dict[str, dict[str, tuple[str, ...]]] = {}
    for key in ("where", "without"):
        parts[key] = {name: some for name, some in getattr(reading.numerator, key).items() if name != dimension}
        if dimension in (theirs := getattr(reading.denominator, key)):
            parts[key][dimension] = theirs[dimension]
    return Counted(measure=reading.numerator.measure, **parts)


def _name(fact: str, measure: str) -> str:
    if measure == "in_care":
        return "in_care"  # the same children in both tables
    if fact in LEAVERS and measure == "young_people":
        return "leaver"  # the same young people
    return f"{fact}.{measure}"


def _home(kind: str, suitable: str) -> str:
    return f"{kind} / {suitable}"


def boxed(**some: str | Iterable[str]) -> Box:
    """Return a box by keywords, for relations and tests that are written by hand."""
    return frozenset((name, frozenset([one] if isinstance(one, str) else one)) for name, one in some.items())

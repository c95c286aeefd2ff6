"""The finite list of what may be public: which counts of the return each figure shows, and as which sets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cpdash.catalogue import Catalogue, Indicator
from cpdash.catalogue.facts import NOT_RECORDED, Counted, Fact, Reading
from cpdash.disclosure.sets import Some
from cpdash.periods import Form

IN = frozenset({"yes"})
"""Of an axis that stands for a measure: the part that it counts."""

Root = tuple[str, str]
"""The fact table and the measure that the counts are parts of."""

Categories = Mapping[tuple[str, str], tuple[str, ...]]
"""What a dimension of a fact table says in the data: (table, dimension) -> categories."""


@dataclass(frozen=True, slots=True)
class Part:
    """A count: what is added up in a fact table, and which set of its root that is.

    Fact tables of the same people have one root.
    """

    counted: Counted
    fact: str
    root: Root
    some: Some


@dataclass(frozen=True, slots=True)
class Asked:
    """One indicator in one form. `rows` is the form of the fact's rows that it is counted from.

    numerator: None where it adds up days or points. leaves: whether the numerator is a part of the denominator, so that
    both tell how many are left over.
    """

    indicator: Indicator
    form: Form
    rows: Form
    numerator: Part | None
    denominator: Part | None
    leaves: bool

    @property
    def parts(self) -> tuple[Part, ...]:
        """The counts that it shows."""
        return tuple(part for part in (self.numerator, self.denominator) if part)

    @property
    def fact(self) -> str:
        """The fact table that it is counted in."""
        return self.parts[0].fact

    @property
    def is_mean(self) -> bool:
        """Whether it is an average of days or points."""
        return self.numerator is None

    @property
    def weight(self) -> float:
        """How much it matters that it can be shown: the default form most, then the order on the Overview."""
        own = self.form == self.indicator.local.form
        return (1000.0 if own else 0.0) + (500.0 if self.indicator.show_on_overview else 0.0) - self.indicator.order


@dataclass(frozen=True, slots=True)
class Sets:
    """Turns what is counted into sets. `finer` says which categories of a finer dimension a category stands for."""

    facts: Mapping[str, Fact]
    categories: Categories
    finer: Mapping[tuple[str, str], tuple[str, Mapping[str, frozenset[str]]]]

    def axis(self, fact: str, dimension: str) -> str:
        """Return the axis that a dimension is told on: the finer one where there is one."""
        return self.finer[fact, dimension][0] if (fact, dimension) in self.finer else dimension

    def said(self, fact: str, dimension: str, categories: frozenset[str]) -> frozenset[str]:
        """Return categories of a dimension as categories of its axis."""
        if (fact, dimension) not in self.finer:
            return categories
        known = self.finer[fact, dimension][1]
        return frozenset().union(*(known.get(one, frozenset()) for one in categories))

    def part(self, fact: str, counted: Counted) -> Part:
        """Return what is counted as a set of its root."""
        chain = self.facts[fact].chain(counted.measure)
        some = Some({f"@{measure}": IN for measure in chain[:-1]})
        for dimension, categories in counted.where.items():
            some = some.within(self.axis(fact, dimension), self.said(fact, dimension, frozenset(categories)))
        for dimension, categories in counted.without.items():
            left = frozenset(self.categories[fact, dimension]).difference(categories)
            some = some.within(self.axis(fact, dimension), self.said(fact, dimension, left))
        return Part(counted, fact, (self.facts[fact].shares or fact, chain[-1]), some)

    def by_axis(self, root: str) -> dict[str, tuple[str, ...]]:
        """Return what each axis of a root can be: dimensions' categories, and yes or no of each measure."""
        found: dict[str, tuple[str, ...]] = {}
        for fact in (one for one in self.facts.values() if root in (one.id, one.shares)):
            for dimension in fact.dimensions:
                known = found.get(dimension, ())
                found[dimension] = (*known, *(c for c in self.categories[fact.id, dimension] if c not in known))
            found |= {f"@{measure}": ("yes", "no") for measure in fact.within}
        return found


def asked(catalogue: Catalogue, sets: Sets) -> Iterator[Asked]:
    """Return every indicator that the return gives in every form that it has, those that matter most first."""
    found = [
        _asked(one, form, sets)
        for one in catalogue.indicators.values() if one.fact
        for form in one.local.all_forms if form != "stated period"
    ]  # fmt: skip
    found = [one for one in found if one.form == one.indicator.local.form or not _is_distinct(one, sets)]
    yield from sorted(found, key=lambda one: (-one.weight, one.indicator.id, one.form))


def _is_distinct(one: Asked, sets: Sets) -> bool:
    """Return whether children are counted once in a window: then one window is public, and no second beside it."""
    return any(part.counted.measure in sets.facts[part.fact].distinct for part in one.parts)


def table_of(reading: Reading) -> str:
    """Return the fact table that an indicator is protected in: the one with the most dimensions."""
    return reading.tables[-1]


def _asked(one: Indicator, form: Form, sets: Sets) -> Asked:
    reading = one.fact
    assert reading is not None
    fact = table_of(reading)
    is_amount = reading.numerator.measure in sets.facts[fact].amounts
    numerator = None if is_amount else sets.part(fact, reading.numerator)
    denominator = sets.part(fact, reading.denominator) if reading.denominator else None
    within = bool(numerator and denominator and numerator.root == denominator.root)
    return Asked(one, form, reading.rows or form, numerator, denominator, within)


def blank(category: str | None) -> str:
    """Return a category in words also where the fact has none."""
    return category or NOT_RECORDED

"""Months made of nothing but numbers: how many came and went in each, and what everybody knows from what is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import ceil, floor
from typing import cast

from hypothesis import strategies as st

from cpdash.disclosure.asked import Asked, Part
from cpdash.disclosure.flows import Net, totals, window
from cpdash.disclosure.rule import Rule
from cpdash.disclosure.windows import Way
from cpdash.periods import Form
from tests.property.onlookers_for_tests import Known, exactly
from tests.unit.disclosure.asked_for_tests import asked_of, sets

FIRST = 12 * 2023 + 3
"""The first month: an April."""

FORMS: tuple[Form, ...] = ("12 months", "month")

Cell = tuple[str, int]
"""What happened, and the month in which it did: what is known only of months before the first is nobody's here."""


@dataclass(frozen=True)
class Months:
    """How many started and ceased in each month; stock: how many there were before, None where nobody is told."""

    started: tuple[int, ...]
    ceased: tuple[int, ...]
    stock: int | None

    def count(self, what: str, months: range) -> int:
        """Return how many started, or ceased, in some months."""
        return sum(dict(enumerate(getattr(self, what), FIRST)).get(month, 0) for month in months)

    def total(self, part: Part, rows: str, month: int) -> float:
        """Return how many, added up over the months of the form."""
        return float(self.count(part.counted.measure, window(cast("Form", rows), month)))

    def by(self, part: Part, dimensions: tuple[str, ...], rows: str, month: int) -> Mapping[tuple[str, ...], float]:
        """Return all of them as one category."""
        return {(): self.total(part, rows, month)}

    @property
    def every(self) -> range:
        """The months that there are."""
        return range(FIRST, FIRST + len(self.started))

    @property
    def stocks(self) -> dict[int, float]:
        """How many there were at the end of each month, where everybody is told."""
        if self.stock is None:
            return {}
        found = {FIRST - 1: float(self.stock)}
        for month in self.every:
            one = range(month, month + 1)
            found[month] = found[month - 1] + self.count("started", one) - self.count("ceased", one)
        return found


@st.composite
def months(draw: st.DrawFn) -> Months:
    """Return two to three years, of few or of many, with a stock or without."""
    length = draw(st.integers(24, 36))
    counts = st.sampled_from(draw(st.sampled_from([(0, 0, 1, 2, 3, 6), (0, 4, 7, 9, 12, 15), (9, 12, 20, 31)])))
    both = st.lists(counts, min_size=length, max_size=length).map(tuple)
    return Months(draw(both), draw(both), draw(st.sampled_from([None, 600])))


@cache
def series() -> tuple[Asked, ...]:
    """Return what is asked for: what started and what ceased, in windows and in single months."""
    return tuple(asked_of(one, form) for form in FORMS for one in ("children_starting", "children_ceasing"))


Ways = Mapping[tuple[str, Form], tuple[Way, frozenset[int]]]


def decided(of: Months, rule: Rule) -> Ways:
    """Return how each series is released, and in which months: a window only where all its months are there."""
    own = {
        (one.indicator.id, one.form): {at: (of.total(one.parts[0], one.form, at), None) for at in _full(of, one)}
        for one in series()
    }
    nets = [Net(series()[0].parts[0], series()[1].parts[0], of.stocks)] if of.stock else []
    return totals(series(), own, sets(), of, nets, rule)


def _full(of: Months, one: Asked) -> Iterator[int]:
    return (month for month in of.every if window(one.form, month)[0] >= FIRST)


def cells(one: Asked, month: int) -> list[Cell]:
    """Return the single months of a figure."""
    return [(one.parts[0].counted.measure, at) for at in window(one.form, month)]


def known(of: Months, ways: Ways) -> list[Known]:
    """Return what everybody knows from all that is shown, and from how the stock changed."""
    found = []
    for one in series():
        way, shown = ways.get((one.indicator.id, one.form), (Way(1), frozenset[int]()))
        for month in shown:
            value, step = of.total(one.parts[0], one.form, month), way.nearest
            if step is None or value == 0:
                found.append(exactly(cells(one, month), value))
                continue
            said = floor(value / step + 0.5) * step
            assert not 0 <= said <= 5, "it looks like nothing, or like few, and is not"
            found.append(Known(dict.fromkeys(cells(one, month), 1.0), said - step / 2, ceil(said + step / 2) - 1))
    for month, now in of.stocks.items():
        if month >= FIRST:
            change = now - of.stocks[month - 1]
            found.append(Known({("started", month): 1.0, ("ceased", month): -1.0}, change, change))
    return found

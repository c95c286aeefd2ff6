"""Which months a form looks back over, and what a stock tells of what came and went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import pytest

from cpdash.disclosure.asked import Part
from cpdash.disclosure.flows import Net, totals, window
from cpdash.disclosure.rule import Rule
from cpdash.disclosure.windows import Way
from cpdash.periods import Form
from tests.unit.disclosure.asked_for_tests import asked_of, sets

APRIL = 12 * 2024 + 3
MARCH = APRIL + 11


@pytest.mark.parametrize(
    ("form", "last", "months"),
    [
        ("month", APRIL, 1), ("3 months", APRIL, 3), ("12 months", APRIL, 12), ("3 years", APRIL, 36),
        ("year to date", APRIL, 1), ("year to date", APRIL + 1, 2), ("year to date", MARCH, 12),
    ],
)  # fmt: skip
def test_a_form_looks_back_over_its_months_with_the_last_one(form: Form, last: int, months: int) -> None:
    assert window(form, last) == range(last - months + 1, last + 1)


@dataclass(frozen=True)
class Monthly:
    """What started and what ceased in each month from April."""

    started: tuple[float, ...]
    ceased: tuple[float, ...]

    def total(self, part: Part, rows: str, month: int) -> float:
        """Return how many, added up over the months of the form."""
        counts: tuple[float, ...] = getattr(self, part.counted.measure)
        inside = [one - APRIL for one in window(cast("Form", rows), month)]
        return float(sum(counts[at] for at in inside if 0 <= at < len(counts)))

    def by(self, part: Part, dimensions: tuple[str, ...], rows: str, month: int) -> Mapping[tuple[str, ...], float]:
        """Return all of them as one category."""
        return {(): self.total(part, rows, month)}


def decided(
    started: tuple[float, ...], ceased: tuple[float, ...], stock: Mapping[int, float] | None = None
) -> dict[str, Way]:
    """Return the ways in which what started and what ceased in single months is shown beside a stock."""
    counts = Monthly(started, ceased)
    some = [asked_of("children_starting", "month"), asked_of("children_ceasing", "month")]
    own = {
        (one.indicator.id, one.form): {
            APRIL + at: (counts.total(one.parts[0], "month", APRIL + at), None) for at in range(len(started))
        }
        for one in some
    }
    nets = [Net(some[0].parts[0], some[1].parts[0], stock)] if stock else []
    found = totals(some, own, sets(), counts, nets, Rule())
    return {indicator: way for (indicator, _), (way, months) in found.items() if months}


def test_what_started_and_what_ceased_are_shown_where_neither_is_small() -> None:
    plenty = decided((12, 15, 20), (11, 9, 30))
    assert plenty == {"children_starting": Way(1), "children_ceasing": Way(1)}


def test_a_stock_tells_what_ceased_from_what_started() -> None:
    """Three ceased in May; 100 children, then 112, then 124: with the 15 who started in May everybody knows."""
    counts = ((12.0, 15.0, 20.0), (11.0, 3.0, 30.0))
    assert decided(*counts)["children_starting"] == Way(1)
    told = decided(*counts, {APRIL - 1: 99, APRIL: 100, APRIL + 1: 112, APRIL + 2: 102})
    assert told.get("children_starting") != Way(1)


def test_a_stock_that_changed_otherwise_tells_nothing_exactly() -> None:
    counts = ((12.0, 15.0, 20.0), (11.0, 3.0, 30.0))
    told = decided(*counts, {APRIL - 1: 99, APRIL: 100, APRIL + 1: 113, APRIL + 2: 103})
    assert told["children_starting"] == Way(1)

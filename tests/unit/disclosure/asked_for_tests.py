"""Indicators of the catalogue as disclosure control asks for them, and counts that are simply given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from cpdash.catalogue.loader import the_catalogue
from cpdash.disclosure.asked import Asked, Part, Sets, asked

Given = Mapping[str, Mapping[tuple[str, ...], float]]
"""Measure -> category (or categories) -> how many, in every month."""


@cache
def sets() -> Sets:
    """Return the sets of a council whose return says every category that is listed."""
    facts = the_catalogue().facts
    said: dict[tuple[str, str], tuple[str, ...]] = {}
    for fact in facts.values():
        said |= {(fact.id, one): fact.categories.get(one, ()) for one in fact.dimensions}
    return Sets(facts, said, {})


def asked_of(indicator: str, form: str | None = None) -> Asked:
    """Return an indicator in a form, by default its own."""
    wanted = form or the_catalogue().indicators[indicator].local.form
    return next(one for one in asked(the_catalogue(), sets()) if (one.indicator.id, one.form) == (indicator, wanted))


@dataclass(frozen=True)
class Same:
    """Counts that are the same in every month: of each measure by one dimension, whatever that is."""

    given: Given = field(default_factory=dict)

    def total(self, part: Part, rows: str, month: int) -> float:
        """Return all categories together."""
        return sum(self.by(part, (), rows, month).values())

    def by(self, part: Part, dimensions: tuple[str, ...], rows: str, month: int) -> Mapping[tuple[str, ...], float]:
        """Return the categories of the measure."""
        return self.given.get(part.counted.measure, {})

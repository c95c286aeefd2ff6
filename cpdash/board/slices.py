"""Which categories the figures of an indicator can be narrowed to, and which of them the public cannot be shown."""

from __future__ import annotations

from collections.abc import Sequence

from cpdash.board.breaking import dimensions_of
from cpdash.board.details import Openings
from cpdash.board.series import breakdowns
from cpdash.board.views import Place
from cpdash.catalogue import Catalogue, Indicator
from cpdash.periods import Form
from cpdash.store.reader import Reader


def openings(
    reader: Reader, catalogue: Catalogue, indicator: Indicator, place: Place, form: Form
) -> Openings:  # fmt: skip
    """Return what a council's figures of an indicator can be narrowed to in a form."""
    of_facts = dimensions_of(indicator, catalogue.facts)
    reading = indicator.fact
    narrowing = [
        name for name in indicator.dimensions
        if name in of_facts and not (reading is not None and reading.is_composition(name))
    ]  # fmt: skip
    if reader.has_facts:
        has_any = set(breakdowns(reader, indicator, place, form, of_facts))
        found = {name: _in_facts(catalogue, indicator, name) for name in narrowing if name in has_any}
        return Openings(tuple((name, some) for name, some in found.items() if some), (), together=True)
    said: dict[str, list[str]] = {}
    for dimension, category in reader.broken_down(indicator.id, place.code, form):
        if reading is None or not reading.is_composition(dimension):
            said.setdefault(dimension, []).append(category)
    ordered = tuple((name, _ordered(catalogue, indicator, name, some)) for name, some in sorted(said.items()))
    closed = tuple(name for name in narrowing if name not in said) if indicator.fact else ()
    return Openings(ordered, closed, together=False)


def _in_facts(catalogue: Catalogue, indicator: Indicator, dimension: str) -> tuple[str, ...]:
    """Return the categories that a dimension has in the indicator's own fact tables."""
    tables = indicator.fact.tables if indicator.fact else ()
    having = (catalogue.facts[name] for name in tables if dimension in catalogue.facts[name].dimensions)
    return next((fact.categories.get(dimension, ()) for fact in having), ())


def _ordered(
    catalogue: Catalogue, indicator: Indicator, dimension: str, categories: Sequence[str]
) -> tuple[str, ...]:  # fmt: skip
    places = catalogue.public.order(dimension, _in_facts(catalogue, indicator, dimension))
    return tuple(sorted(categories, key=lambda one: (places.get(one, len(places)), one)))

"""The parts of the Methods page: how figures are compared and marked, and every indicator's definition."""

from __future__ import annotations

from collections.abc import Iterator

from cpdash import words
from cpdash.catalogue import Catalogue, Indicator
from cpdash.catalogue.models import Target
from cpdash.periods import FORM_WORDS, Month
from cpdash.web import html
from cpdash.web.filters import Filters
from cpdash.web.indicator_parts import definition_of
from cpdash.web.methods_words import CHANGE, RETURN, SMALL, WAYS


def ways() -> str:
    """Return how figures are compared, judged and worked out, and how small numbers are protected."""
    return (
        html.heading("How figures are compared and marked")
        + html.definitions(WAYS)
        + html.heading("How a change is judged")
        + html.definitions(CHANGE)
        + html.heading("How figures are worked out from the return (SSDA903)")
        + html.definitions(RETURN)
        + html.heading("How small numbers are protected")
        + html.definitions(SMALL)
    )


def one(indicator: Indicator, ask: Filters) -> str:
    """Return all that the catalogue says of an indicator."""
    forms = ", ".join(FORM_WORDS[form] for form in indicator.local.all_forms)
    dimensions = ", ".join(words.dimension_words(name) for name in indicator.dimensions)
    targets = "; ".join(_target(indicator, step) for step in indicator.target)
    more = [("Measured", forms), ("Broken down by", dimensions), ("Targets", targets)]
    return (
        html.heading(indicator.title)
        + html.definitions([*definition_of(indicator), *more])
        + html.links([("Its figures", ask.to(indicator))], "This indicator")
    )


def every(catalogue: Catalogue, ask: Filters) -> str:
    """Return every indicator under its theme, with a link to its definition."""
    return html.heading("Every indicator") + "".join(
        html.heading(theme, 3) + html.linked_table(("Measure", "Definition", "Unit"), lines, theme)
        for theme, lines in _by_theme(catalogue, ask)
    )


def _by_theme(catalogue: Catalogue, ask: Filters) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    for theme in dict.fromkeys(one.theme for one in catalogue.indicators.values()):
        some = sorted((one for one in catalogue.indicators.values() if one.theme == theme), key=lambda one: one.order)
        yield theme, [(one.short, one.definition, one.unit, ask.to(one, "methods")) for one in some]


def _target(one: Indicator, step: Target) -> str:
    end = f" to {Month.parse(step.to).words}" if step.to else ""
    return f"{words.with_unit(one, step.value)} from {Month.parse(step.from_).words}{end} ({step.source})"

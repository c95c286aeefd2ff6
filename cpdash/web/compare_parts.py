"""The parts of the Compare page around its charts."""

from __future__ import annotations

from cpdash import words
from cpdash.board.views import Average, Comparison
from cpdash.catalogue import Indicator
from cpdash.narrative.compared import ordinal
from cpdash.web.filters import Filters

_BANDS = {"A": "the best quarter", "B": "the second best quarter", "C": "the third quarter", "D": "the worst quarter"}


def statements(comparison: Comparison, average: Average) -> list[tuple[str, str]]:
    """Return rank, movement, quartile band and the neighbours' average, each as a plain statement."""
    said = [
        ("Rank", _rank(comparison)),
        ("Movement", _movement(comparison)),
        ("Quartile band", _band(comparison)),
        (f"Neighbours' {average}", _neighbours(comparison, average)),
    ]
    return [(name, text) for name, text in said if text]


def next_steps(ask: Filters, indicator: Indicator) -> list[tuple[str, str]]:
    """Return the links to the same indicator through time and to how comparison works."""
    return [
        ("Its trend, breakdown and definition", ask.to(indicator)),
        ("How comparison works", ask.to(indicator, "methods")),
    ]


def _rank(comparison: Comparison) -> str:
    if comparison.rank is None:
        return f"No rank: {comparison.reason or comparison.comparison}"
    return f"{ordinal(comparison.rank)} of {comparison.of} for {comparison.year}"


def _movement(comparison: Comparison) -> str:
    if comparison.moved is None or comparison.previous_rank is None:
        return comparison.comparison
    before = f"from {ordinal(comparison.previous_rank)} of {comparison.previous_of} the year before"
    if comparison.moved == 0:
        return f"The same place, {before}"
    places = "1 place" if abs(comparison.moved) == 1 else f"{abs(comparison.moved)} places"
    return f"{'Up' if comparison.moved > 0 else 'Down'} {places} {before}"


def _band(comparison: Comparison) -> str:
    if comparison.band is None:
        return ""
    return f"{comparison.band}: in {_BANDS[comparison.band]} of {comparison.band_of} English councils"


def _neighbours(comparison: Comparison, average: Average) -> str:
    near = comparison.neighbours
    if near is None:
        return ""
    value = near.median if average == "median" else near.mean
    if value is None:
        return "No figure"
    number = words.benchmark_number(comparison.indicator, "neighbours", value)
    return f"{number} ({near.n} of {near.listed} with a figure, {near.model} model)"

"""A council among others in words: its rank, how the rank moved, and who did not report."""

from __future__ import annotations

from cpdash import words
from cpdash.board.views import Comparison

NAMED = 6
"""Areas without a figure that are named; of more, the number is given."""

_ORDER = {"low": "lowest first, low is good", "high": "highest first, high is good", "neutral": "highest first"}


def comparison_headline(comparison: Comparison) -> str:
    """Return the rank, in which group, and how it moved; without a rank, why there is none."""
    name = comparison.place.name
    if comparison.rank is None:
        reason = comparison.reason or comparison.comparison
        return f"{name} has no rank: {reason}"
    place = ordinal(comparison.rank)
    if comparison.indicator.polarity == "neutral":
        return f"{name} is {place} highest of {_group(comparison)}, {_movement(comparison)}"
    return f"{name} ranks {place} of {_group(comparison)}, {_movement(comparison)}"


def comparison_subtitle(comparison: Comparison) -> str:
    """Return measure, unit, group, period and order, and the areas without a figure: they are not on the chart."""
    one = comparison.indicator
    when = f" {words.when(comparison.form, comparison.month)}" if comparison.month else ""
    unit = "" if one.unit in one.title else f" ({one.unit})"
    head = f"{one.title}{unit}, {comparison.group_name},{when}; {_ORDER[one.polarity]}."
    said = [head, _absent(comparison.not_reported)]
    if comparison.basis == "indicative":
        said.append(f"The published figure is {words.COUNTED_DIFFERENTLY} from the council's own: {comparison.note}.")
    return " ".join(part for part in said if part)


def ordinal(number: int) -> str:
    """Return "1st", "2nd", "3rd", "11th"."""
    last = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else last}"


def _group(comparison: Comparison) -> str:
    if comparison.group == "neighbours":
        return f"{comparison.of}: itself and {comparison.group_name}"
    name = comparison.group_name.removeprefix("the ")
    reporting = f" that have a figure for {comparison.year}" if comparison.not_reported else ""
    return f"{comparison.of} {name}{reporting}"


def _movement(comparison: Comparison) -> str:
    """Return how the rank moved; with both sizes of the group where they differ, for then places are worth less."""
    if comparison.moved is None:
        return comparison.comparison
    year = comparison.year - 1
    from_ = str(year)
    if comparison.previous_rank and comparison.previous_of != comparison.of:
        from_ = f"{ordinal(comparison.previous_rank)} of {comparison.previous_of} in {year}"
    if comparison.moved == 0:
        return f"the same place as in {year}" if from_ == str(year) else f"the same place, {from_}"
    places = abs(comparison.moved)
    return f"{'up' if comparison.moved > 0 else 'down'} {places} {'place' if places == 1 else 'places'} from {from_}"


def _absent(names: tuple[str, ...]) -> str:
    if not names:
        return ""
    if len(names) > NAMED:
        return f"{len(names)} councils have no published figure."
    return f"No published figure: {words.listed(names)}."

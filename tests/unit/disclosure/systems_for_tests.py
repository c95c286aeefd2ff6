"""Linked counts made by hand: the hidden parts with their numbers, and which of them each count adds up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from cpdash.disclosure.ranges import Linked


def linked(parts: Sequence[float], *counts: Sequence[int]) -> Linked:
    """Return counts as sums of some parts, each named by the places of those; the values are worked out."""
    rows = np.zeros((len(counts), len(parts)), np.int8)
    for at, inside in enumerate(counts):
        rows[at, list(inside)] = 1
    return Linked(rows, rows.astype(float) @ np.array(parts, float))


def unknown(linked_: Linked, *places: int) -> Linked:
    """Return the same counts where nobody has counted some of them."""
    values = linked_.values.copy()
    values[list(places)] = np.nan
    return Linked(linked_.rows, values)


def table(categories: Mapping[str, float]) -> Linked:
    """Return one table: a count for each category, in their order, and the total last."""
    parts = list(categories.values())
    return linked(parts, *([at] for at in range(len(parts))), range(len(parts)))

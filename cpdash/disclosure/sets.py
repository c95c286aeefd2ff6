"""Counts as sets: which of them contain which others, by the meaning of their predicates and not by the data.

A set is described along axes: a dimension with the categories that belong, or a measure of which it is a part. Sets of
one whole that have an axis in common are laid out over all combinations of the categories of their axes; combinations
that lie in exactly the same sets are one part. The parts are the hidden numbers of disclosure control.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cpdash.disclosure.ranges import Rows

Axis = str


@dataclass(frozen=True, slots=True)
class Some:
    """A set: the categories that belong, for each axis that narrows it."""

    axes: Mapping[Axis, frozenset[str]]

    def within(self, axis: Axis, categories: frozenset[str]) -> Some:
        """Return the part of it that has one of these categories too."""
        return Some({**self.axes, axis: self.axes.get(axis, categories) & categories})

    @property
    def key(self) -> tuple[tuple[Axis, tuple[str, ...]], ...]:
        """What tells it from other sets of the same whole."""
        return tuple(sorted((axis, tuple(sorted(some))) for axis, some in self.axes.items()))


def groups(sets: Sequence[Some]) -> list[list[int]]:
    """Return the sets that hang together, as lists of their places: two do when they have an axis in common.

    Sets without an axis (the whole) are in no group.
    """
    found: list[tuple[set[Axis], list[int]]] = []
    for at, some in enumerate(sets):
        axes = set(some.axes)
        touching = [group for group in found if group[0] & axes]
        if not axes:
            continue
        for group in touching:
            found.remove(group)
        members = sorted(at for group in touching for at in group[1])
        found.append((axes.union(*(group[0] for group in touching)), [*members, at]))
    return [members for _, members in found]


def rows(sets: Sequence[Some], categories: Mapping[Axis, Sequence[str]]) -> Rows:
    """Return sets by parts: whether the part belongs to the set. `categories` says what each axis can be."""
    axes = sorted({axis for some in sets for axis in some.axes})
    shape = [len(categories[axis]) for axis in axes]
    laid_out = np.ones((len(sets), *shape), bool)
    for place, some in enumerate(sets):
        for at, axis in enumerate(axes):
            if axis in some.axes:
                belongs = np.array([one in some.axes[axis] for one in categories[axis]], bool)
                laid_out[place] &= belongs.reshape([-1 if other == at else 1 for other in range(len(axes))])
    flat = laid_out.reshape(len(sets), -1)
    _, first = np.unique(np.packbits(flat, axis=0), axis=1, return_index=True)
    return flat[:, np.sort(first)].astype(np.int8)

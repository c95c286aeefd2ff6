"""Totals that do not look back, or only over a whole year of their own: each month is protected by itself."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cpdash.disclosure.asked import Asked, Part, Sets
from cpdash.disclosure.counts import Counts
from cpdash.disclosure.ranges import Linked
from cpdash.disclosure.rule import Rule
from cpdash.disclosure.sets import Some, groups, rows
from cpdash.disclosure.tables import Figure, released

WHOLE = Some({})


def totals(some: Sequence[Asked], sets: Sets, counts: Counts, month: int, rule: Rule) -> list[bool]:
    """Return which totals of one root, in one form of rows and one month, can be shown together."""
    fact = some[0].parts[0].root[0]
    places = _places(some)
    values = {key: counts.total(part, some[0].rows, month) for key, part in places.items()}
    shown = [_shows(one, values, rule) for one in some]
    for members in groups([part.some for part in places.values()]):
        parts = [list(places.values())[at] for at in members]
        _narrow(some, shown, parts, values, sets.by_axis(fact), rule)
    return shown


def _places(some: Sequence[Asked]) -> dict[object, Part]:
    found: dict[object, Part] = {}
    for one in some:
        for part in one.parts:
            found.setdefault(part.some.key, part)
    return dict(sorted(found.items(), key=lambda item: str(item[0])))


def _shows(one: Asked, values: dict[object, float], rule: Rule) -> bool:
    said = [values[part.some.key] for part in one.parts]
    left = [said[1] - said[0]] if one.leaves else []
    return not any(rule.is_small(count) for count in (*said, *left))


def _narrow(
    some: Sequence[Asked], shown: list[bool], parts: Sequence[Part], values: dict[object, float],
    by_axis: dict[str, tuple[str, ...]], rule: Rule,
) -> None:  # fmt: skip
    """Withhold, among figures whose sets hang together, what would give a small one away."""
    cells = Cells([WHOLE, *(part.some for part in parts)], by_axis)
    whole = [cells.at(WHOLE)] if WHOLE.key in values and not rule.is_small(values[WHOLE.key]) else []
    mine = [at for at, one in enumerate(some) if all(part.some.key in cells.known for part in one.parts) and one.parts]
    figures = []
    for at in mine:
        one = some[at]
        shows = tuple(cells.at(part.some) for part in one.parts)
        hidden = (cells.left(one.parts[1].some, one.parts[0].some),) if one.leaves else ()
        figures.append(Figure(shows, hidden, weight=one.weight))
    told = released(cells.linked(values), figures, rule, fixed=whole)
    for at, is_shown in zip(mine, told, strict=True):
        shown[at] &= is_shown


class Cells:
    """The counts of sets that hang together, as rows of a linear programme."""

    def __init__(self, sets: Sequence[Some], by_axis: dict[str, tuple[str, ...]]) -> None:
        self.known = {some.key: at for at, some in reversed(list(enumerate(sets)))}
        self._rows = list(rows(sets, by_axis))
        self._left: dict[tuple[int, int], int] = {}
        self._keys = [some.key for some in sets]

    def at(self, some: Some) -> int:
        """Return the number of a set."""
        return self.known[some.key]

    def left(self, whole: Some, part: Some) -> int:
        """Return the number of what a part leaves over of its whole."""
        pair = self.at(whole), self.at(part)
        if pair not in self._left:
            self._left[pair] = len(self._rows)
            self._rows.append(self._rows[pair[0]] - self._rows[pair[1]])
        return self._left[pair]

    def linked(self, values: dict[object, float]) -> Linked:
        """Return the rows with the counts of the sets, nan where a set has none."""
        said = [values.get(key, np.nan) for key in self._keys]
        said += [said[whole] - said[part] for whole, part in self._left]
        return Linked(np.array(self._rows, np.int8), np.array(said, float))

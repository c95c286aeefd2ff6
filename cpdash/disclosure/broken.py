"""Breakdowns by the same dimension of all figures of one root in one month, protected together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from cpdash.disclosure import ranges
from cpdash.disclosure.cuts import Cut, Ground, Held
from cpdash.disclosure.ranges import Linked, Worlds, exactly, first_told, narrows, spans
from cpdash.disclosure.rule import Rule
from cpdash.disclosure.sets import Some, groups
from cpdash.disclosure.still import WHOLE, Cells
from cpdash.disclosure.tables import Figure, released

Spans = Mapping[int, tuple[float, float]]
"""Counts that come out of what others have published, and between which values."""

TRIES = 4
"""Tries to show a breakdown, each with one band less, before it is withheld."""


class Told(NamedTuple):
    """A set whose count is shown or withheld elsewhere: the count, and between which values it is said to lie."""

    some: Some
    number: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Banded:
    """A breakdown with its bands. `listed` are those that are in it at all: in the others there was never anybody."""

    cut: Cut
    bands: Mapping[str, Held]
    listed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """One band of a breakdown in one month: whether it can be shown, and the counts that it rests on."""

    cut: Cut
    band: str
    held: Held
    said: tuple[float, ...]
    is_shown: bool


@dataclass(frozen=True, slots=True)
class _One:
    """One band while it is decided on. `some`: the sets whose counts it shows."""

    cut: Cut
    band: str
    held: Held
    said: tuple[float, ...]
    some: tuple[Some, ...]
    listed: bool

    def figure(self, cells: Cells) -> Figure:
        """Return it as a figure of a table."""
        leaves = self.cut.asked.leaves and self.some[0].key != self.some[1].key
        hidden = (cells.left(self.some[1], self.some[0]),) if leaves else ()
        line = f"{self.cut.asked.indicator.id} {self.cut.asked.form}"
        return Figure(tuple(cells.at(one) for one in self.some), hidden, line, self.cut.asked.weight)


def protect(
    some: Sequence[Banded], known: Mapping[object, Told], ground: Ground, month: int,
    others: Collection[object] = (),
) -> list[Shown]:  # fmt: skip
    """Return every listed band of these breakdowns with whether it can be shown.

    `known` are sets of the same root whose counts in this month are shown elsewhere: totals, and for a breakdown by two
    dimensions those by one; `others` are those of them that somebody else has published, so that they may tell a small
    number in any case. All breakdowns are of one root and by the same dimensions.
    """
    every = [one for banded in some for one in _ones(banded, ground, month)]
    flags = [not (one.listed and ground.is_small(one.cut, one.said)) for one in every]
    if ground.rule.linked:
        wholes = _wholes(every, known, ground)
        for at, one in enumerate(every):
            flags[at] &= all(wholes.get(part.key, True) for part in one.some)
        shown = dict(known) | {one.key: Told(one, n, n, n) for one, n in _split_wholes(every) if wholes[one.key]}
        parts = {part.key: part for one in every for part in _narrowed(one)}
        for members in groups([parts[key] for key in sorted(parts, key=str)]):
            keys = [sorted(parts, key=str)[at] for at in members]
            _narrow(every, flags, {key: parts[key] for key in keys}, shown, ground, others)
        _pair_up(every, flags)
    return [Shown(o.cut, o.band, o.held, o.said, flag) for o, flag in zip(every, flags, strict=True) if o.listed]


def _pair_up(every: Sequence[_One], flags: list[bool]) -> None:
    """Withhold a second band wherever one stands alone, be it known from elsewhere: nobody should have to find out."""
    by_cut: dict[int, list[int]] = {}
    for at, one in enumerate(every):
        if one.listed:
            by_cut.setdefault(id(one.cut), []).append(at)
    for some in by_cut.values():
        shown = [at for at in some if flags[at]]
        if shown and len(shown) == len(some) - 1:
            flags[min(shown, key=lambda at: (every[at].said[0] == 0, every[at].said[0], at))] = False


def _ones(banded: Banded, ground: Ground, month: int) -> Iterator[_One]:
    cut = banded.cut
    for band, held in banded.bands.items():
        some = tuple(ground.within(p.some, cut, held) if cut.is_split(p) else p.some for p in cut.parts)
        yield _One(cut, band, held, ground.said(cut, held, month), some, band in banded.listed)


def _narrowed(one: _One) -> Iterator[Some]:
    """Return the sets that its counts are parts of, as far as they are less than the whole."""
    for part in (*one.cut.parts, *one.cut.asked.parts):
        if part.some.axes:
            yield part.some


def _split_wholes(every: Sequence[_One]) -> Iterator[tuple[Some, float]]:
    """Return the bands of all children that any of the breakdowns shows, with their counts."""
    for one in every:
        for part, some, count in zip(one.cut.parts, one.some, one.said, strict=True):
            if not part.some.axes and one.cut.is_split(part):
                yield some, count


def _wholes(
    every: Sequence[_One], known: Mapping[object, Told], ground: Ground
) -> dict[object, bool]:  # fmt: skip
    """Return for each band of all children whether it can be shown: what is broken down further rests on these."""
    found = {some.key: (some, count) for some, count in _split_wholes(every)}
    if not found:
        return {}
    given = _hanging(known.values(), {axis for some, _ in found.values() for axis in some.axes})
    sets = [*(some for some, _ in found.values()), *(one.some for one in given)]
    cells = Cells([WHOLE, *sets], _axes(every, ground))
    values: dict[object, float] = {one.some.key: one.number for one in given}
    values |= {key: count for key, (_, count) in found.items()}
    figures = [Figure((cells.at(some),), line="all") for some, _ in found.values()]
    linked = cells.linked(values, pieces=True)
    guarded = np.flatnonzero(np.isnan(linked.values)).tolist()
    guarded += [cells.at(one.some) for one in given if one.low < one.high and ground.rule.is_small(one.number)]
    beside = {cells.at(one.some): (one.low, one.high) for one in given}
    shown = released(linked, figures, ground.rule, beside=beside, guarded=guarded)
    return dict(zip(found, shown, strict=True))


def _hanging(known: Iterable[Told], axes: set[str]) -> list[Told]:
    """Return what is known of sets that hang together with others along these axes, and the whole."""
    left, found = list(known), []
    while near := [one for one in left if not one.some.axes or axes & {*one.some.axes}]:
        found += near
        left = [one for one in left if one not in near]
        axes = axes.union(*(one.some.axes for one in near))
    return found


def _axes(every: Sequence[_One], ground: Ground) -> dict[str, tuple[str, ...]]:
    return ground.sets.by_axis(every[0].cut.parts[0].root[0])


def _narrow(
    every: Sequence[_One], flags: list[bool], parts: Mapping[object, Some], known: Mapping[object, Told],
    ground: Ground, others: Collection[object],
) -> None:  # fmt: skip
    """Let in the figures whose sets hang together, breakdown by breakdown, those that matter most first."""
    mine = [one for one in every if any(part.key in parts for part in _narrowed(one))]
    places = [at for at, one in enumerate(every) if any(part.key in parts for part in _narrowed(one))]
    cells, values = _laid_out(mine, known, _axes(every, ground))
    figures = [one.figure(cells) for one in mine]
    linked = cells.linked(values, pieces=True)
    guarded = {at for at, value in enumerate(linked.values) if np.isnan(value) or ground.rule.is_small(value)}
    told = {cells.at(one.some): (one.low, one.high) for one in known.values() if one.some.key in cells.known}
    told |= exactly(linked, _empty(mine, figures, linked))
    out: Spans = {}
    if not cells.known.keys().isdisjoint(others):
        out = spans(linked, told, ranges.told(linked, told, guarded, replace(ground.rule, margin=0)))
        guarded.difference_update(out)
    worlds = Worlds()
    lines: dict[int, list[int]] = {}
    for at, one in enumerate(mine):
        if one.listed:
            lines.setdefault(id(one.cut), []).append(at)
    for line in sorted(lines.values(), key=lambda line: -figures[line[0]].weight):
        able = [at for at in line if flags[places[at]]]
        kept, told, worlds = _let_in(linked, figures, line, able, told, worlds, guarded, out, ground.rule)
        for at in able:
            flags[places[at]] = at in kept


def _laid_out(
    mine: Sequence[_One], known: Mapping[object, Told], by_axis: dict[str, tuple[str, ...]]
) -> tuple[Cells, dict[object, float]]:  # fmt: skip
    """Return the sets of these figures, and those that are known and lie along the same axes, with their counts."""
    found = {some.key: (some, count) for one in mine for some, count in zip(one.some, one.said, strict=True)}
    axes = {axis for some, _ in found.values() for axis in some.axes}
    found |= {one.some.key: (one.some, one.number) for one in known.values() if axes.issuperset(one.some.axes)}
    sets = [found[key][0] for key in sorted(found, key=str) if key != WHOLE.key]
    return Cells([WHOLE, *sets], by_axis), {key: count for key, (_, count) in found.items()}


def _empty(mine: Sequence[_One], figures: Sequence[Figure], linked: Linked) -> set[int]:
    """Return the counts of bands that are never listed: they are known to be empty."""
    unlisted = {cell for one, figure in zip(mine, figures, strict=True) if not one.listed for cell in figure.cells}
    return {cell for cell in unlisted if linked.values[cell] == 0}


def _let_in(
    linked: Linked, figures: Sequence[Figure], line: Sequence[int], able: Sequence[int],
    known: dict[int, tuple[float, float]], worlds: Worlds, guarded: Collection[int], out: Spans, rule: Rule,
) -> tuple[set[int], dict[int, tuple[float, float]], Worlds]:  # fmt: skip
    """Return the bands of a breakdown that can be shown beside what is known, and what is known with them.

    The smallest bands go first where not all can be shown; after a few tries none is.
    """
    left = sorted(
        able, key=lambda place: (linked.values[figures[place].cells[0]] == 0, -_count(linked, figures[place]))
    )
    for _ in range(TRIES):
        few = sum(_count(linked, figures[place]) for place in line if place not in left)
        if len(left) == len(line) - 1 or rule.is_small(few):
            left = left[:-1]
        if not left:
            break
        more = {**known, **exactly(linked, {cell for place in left for cell in figures[place].cells})}
        met = Worlds(list(worlds.found))
        if first_told(linked, more, guarded, rule, met) is None and not narrows(linked, more, out):
            return set(left), more, met
        left = left[:-1]
    return set(), known, worlds


def _count(linked: Linked, figure: Figure) -> float:
    return float(linked.values[figure.cells[0]])

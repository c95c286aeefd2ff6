"""Breakdowns by the same dimension of all figures of one root in one month, protected together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cpdash.disclosure.cuts import Cut, Ground, Held
from cpdash.disclosure.sets import Some, groups
from cpdash.disclosure.still import WHOLE, Cells
from cpdash.disclosure.tables import Figure, released


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
    some: Sequence[Banded], known: Mapping[object, tuple[Some, float]], ground: Ground, month: int
) -> list[Shown]:  # fmt: skip
    """Return every listed band of these breakdowns with whether it can be shown.

    `known` are sets of the same root whose counts in this month are shown elsewhere: totals, and for a breakdown by two
    dimensions those by one. All breakdowns are of one root and by the same dimensions.
    """
    every = [one for banded in some for one in _ones(banded, ground, month)]
    flags = [not (one.listed and ground.is_small(one.cut, one.said)) for one in every]
    if ground.rule.linked:
        wholes = _wholes(every, known, ground)
        for at, one in enumerate(every):
            flags[at] &= all(wholes.get(part.key, True) for part in one.some)
        shown = dict(known) | {one.key: (one, count) for one, count in _split_wholes(every) if wholes[one.key]}
        parts = {part.key: part for one in every for part in _narrowed(one)}
        for members in groups([parts[key] for key in sorted(parts, key=str)]):
            keys = [sorted(parts, key=str)[at] for at in members]
            _narrow(every, flags, {key: parts[key] for key in keys}, shown, ground, month)
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
    every: Sequence[_One], known: Mapping[object, tuple[Some, float]], ground: Ground
) -> dict[object, bool]:  # fmt: skip
    """Return for each band of all children whether it can be shown: what is broken down further rests on these."""
    found = {some.key: (some, count) for some, count in _split_wholes(every)}
    if not found:
        return {}
    given = {key: one for key, one in known.items() if _is_told(one[0], (some for some, _ in found.values()))}
    cells = Cells(
        [WHOLE, *(some for some, _ in found.values()), *(some for some, _ in given.values())], _axes(every, ground)
    )
    values: dict[object, float] = {key: count for key, (_, count) in (found | given).items()}
    figures = [Figure((cells.at(some),), line="all") for some, _ in found.values()]
    fixed = [cells.at(some) for some, _ in given.values()]
    linked = cells.linked(values, pieces=True)
    shown = released(
        linked, figures, ground.rule, fixed=fixed, guarded=np.flatnonzero(np.isnan(linked.values)).tolist()
    )
    return dict(zip(found, shown, strict=True))


def _is_told(some: Some, found: Iterable[Some]) -> bool:
    axes = {axis for one in found for axis in one.axes}
    return axes.issuperset(some.axes)


def _axes(every: Sequence[_One], ground: Ground) -> dict[str, tuple[str, ...]]:
    return ground.sets.by_axis(every[0].cut.parts[0].root[0])


def _narrow(
    every: Sequence[_One], flags: list[bool], parts: Mapping[object, Some], known: Mapping[object, tuple[Some, float]],
    ground: Ground, month: int,
) -> None:  # fmt: skip
    """Withhold among figures whose sets hang together, each with its bands, what would give a small one away."""
    mine = [at for at, one in enumerate(every) if any(part.key in parts for part in _narrowed(one))]
    if all(flags[at] for at in mine):
        return
    values: dict[object, float] = {}
    sets: dict[object, Some] = {}
    for one in (every[at] for at in mine):
        for some, count in zip(one.some, one.said, strict=True):
            sets[some.key], values[some.key] = some, count
    axes = {axis for some in sets.values() for axis in some.axes}
    for key, (some, count) in known.items():
        if axes.issuperset(some.axes):
            sets[key], values[key] = some, count
    cells = Cells([WHOLE, *(sets[key] for key in sorted(sets, key=str) if key != WHOLE.key)], _axes(every, ground))
    figures = [every[at].figure(cells) for at in mine]
    linked = cells.linked(values, pieces=True)
    fixed = {cells.known[key] for key in known if key in cells.known}
    unlisted = {cell for at, figure in zip(mine, figures, strict=True) if not every[at].listed for cell in figure.cells}
    fixed |= {cell for cell in unlisted if linked.values[cell] == 0}  # a band that is never listed is known to be empty
    left = [place for place, at in enumerate(mine) if every[at].listed]
    withheld = {at for at, place in enumerate(left) if not flags[mine[place]]}
    guarded = {cell for figure in figures for cell in (*figure.cells, *figure.hidden)}
    small = {cell for cell in guarded if ground.rule.is_small(linked.values[cell])}
    small |= set(np.flatnonzero(np.isnan(linked.values)).tolist())
    some_ = [figures[place] for place in left]
    told = released(linked, some_, ground.rule, fixed=fixed, guarded=small, withheld=withheld)
    for place, is_shown in zip(left, told, strict=True):
        flags[mine[place]] &= is_shown

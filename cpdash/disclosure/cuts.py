"""Breakdowns as the public may see them: of which counts each is made, and in which bands of categories it is shown."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cpdash.catalogue.facts import Counted
from cpdash.catalogue.public import PublicList
from cpdash.disclosure.asked import Asked, Part, Sets
from cpdash.disclosure.counts import Counts
from cpdash.disclosure.rule import Rule
from cpdash.disclosure.sets import Some

ENOUGH = 0.7
"""Share of the bands with anybody in them that have to be fit to be shown; else wider bands are tried."""

RECENT = 8
"""Breakdowns that are looked at to choose the bands: two years of quarters. They are the same in every month."""

Held = tuple[tuple[str, ...], ...]
"""The categories that a band holds, or the combinations of categories of two dimensions."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One indicator by one dimension, or by two together.

    whole: the denominator is that of all categories together, because the numerator is one part of the dimension.
    """

    asked: Asked
    dimension: str
    axes: tuple[str, ...]
    numerator: Part | None
    denominator: Part | None
    whole: bool

    @property
    def parts(self) -> tuple[Part, ...]:
        """The counts that it shows: the numerator and the denominator, as far as there are any."""
        return tuple(part for part in (self.numerator, self.denominator) if part)

    @property
    def fact(self) -> str:
        """The fact table that it is read from."""
        return self.parts[0].fact

    def is_split(self, part: Part) -> bool:
        """Return whether a count of it is that of the category, not of all categories together."""
        return not (self.whole and part is self.denominator)


@dataclass(frozen=True, slots=True)
class Ground:
    """What breakdowns are protected with, in one form of the fact's rows."""

    sets: Sets
    counts: Counts
    listed: PublicList
    rule: Rule
    rows: str

    def said(self, cut: Cut, held: Held, month: int) -> tuple[float, ...]:
        """Return the counts that a band of a breakdown shows."""
        return tuple(self._count(cut, part, held, month) for part in cut.parts)

    def is_small(self, cut: Cut, said: tuple[float, ...]) -> bool:
        """Return whether one of the counts is small, or what the numerator leaves over."""
        left = [said[1] - said[0]] if cut.asked.leaves else []
        return any(self.rule.is_small(count) for count in (*said, *left))

    def within(self, some: Some, cut: Cut, held: Held) -> Some:
        """Return the part of a set that lies in a band."""
        for at, axis in enumerate(cut.axes):
            categories = frozenset(one[at] for one in held)
            some = some.within(self.sets.axis(cut.fact, axis), self.sets.said(cut.fact, axis, categories))
        return some

    def _count(self, cut: Cut, part: Part, held: Held, month: int) -> float:
        if not cut.is_split(part):
            return self.counts.total(part, self.rows, month)
        by = self.counts.by(part, cut.axes, self.rows, month)
        return sum(by.get(one, 0.0) for one in held)


def cuts(one: Asked, dimensions: Collection[str], sets: Sets) -> Iterator[Cut]:
    """Return an indicator by each of the dimensions that its fact has, and by its pairs of dimensions."""
    reading, fact = one.indicator.fact, one.fact
    assert reading is not None
    if len({part.root for part in one.parts}) > 1 or _is_hidden(one, sets):
        return  # a ratio of two kinds of things has no categories that both can be of
    pairs = {"_and_".join(pair): pair for pair in one.indicator.public.pairs}
    for name in dimensions:
        axes = pairs.get(name, (name,))
        if not all((fact, axis) in sets.categories for axis in axes):
            continue
        whole = name not in pairs and reading.is_composition(name)
        yield Cut(one, name, axes, _widened(one, name, sets) if whole else one.numerator, one.denominator, whole)


def _is_hidden(one: Asked, sets: Sets) -> bool:
    """Return whether a breakdown would show a count that is never shown as it is."""
    return any(part.counted.measure in sets.facts[part.fact].hidden for part in one.parts)


def _widened(one: Asked, dimension: str, sets: Sets) -> Part | None:
    """Return the numerator counting all of a dimension that the denominator does, as a breakdown by it shows it."""
    reading = one.indicator.fact
    assert reading is not None and reading.denominator is not None
    where, without = dict(reading.numerator.where), dict(reading.numerator.without)
    for mine, theirs in ((where, reading.denominator.where), (without, reading.denominator.without)):
        mine.pop(dimension, None)
        if dimension in theirs:
            mine[dimension] = theirs[dimension]
    return sets.part(one.fact, Counted(measure=reading.numerator.measure, where=where, without=without))


def bands(cut: Cut, level: int, ground: Ground) -> dict[str, Held]:
    """Return the bands of a level with what each holds. Of two dimensions only the first is in bands."""
    found: dict[str, list[tuple[str, ...]]] = {"": [()]}
    for place, axis in enumerate(cut.axes):
        wider: dict[str, list[tuple[str, ...]]] = {}
        for category in ground.sets.categories[cut.fact, axis]:
            band = ground.listed.band_of(axis, 0 if place else level, category)
            for name, held in found.items():
                joined = ", ".join(filter(None, (name, band)))
                wider.setdefault(joined, []).extend((*one, category) for one in held)
        found = wider
    return {name: tuple(held) for name, held in found.items()}


def level(cut: Cut, when: Sequence[int], ground: Ground) -> int:
    """Return the level of bands in which enough of a breakdown is fit to be shown in the newest months."""
    last = ground.listed.levels(cut.axes[0]) - 1
    if len(cut.axes) > 1:
        return last
    return next((tried for tried in range(last) if _is_enough(cut, tried, when[-RECENT:], ground)), last)


def _is_enough(cut: Cut, tried: int, when: Sequence[int], ground: Ground) -> bool:
    said = [ground.said(cut, held, month) for month in when for held in bands(cut, tried, ground).values()]
    there = [one for one in said if one[-1]]
    return sum(not ground.is_small(cut, one) for one in there) >= ENOUGH * len(there)


def ever(cut: Cut, some: Mapping[str, Held], when: Sequence[int], ground: Ground) -> set[str]:
    """Return the bands in which there was anybody of the whole in any of the months: only those are in a breakdown.

    The others do not exist for what is counted: who leaves care is told by other ages than who is in it. Which bands
    have nobody of a part is not told so: with what others show it would tell how many are left over.
    """
    first = cut.parts[0]
    counted = Counted(measure=first.root[1], where={}, without={})
    whole = Part(counted, first.fact, first.root, Some({}))
    found: set[str] = set()
    for month in when:
        by = ground.counts.by(whole, cut.axes, ground.rows, month)
        found |= {name for name, held in some.items() if any(by.get(one) for one in held)}
    return found

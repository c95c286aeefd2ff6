"""One council: which of its own figures, of all on the finite list, can be shown to everyone together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, TypeVar

from cpdash.catalogue import Catalogue
from cpdash.catalogue.facts import YEARLY
from cpdash.disclosure import broken, flows, still
from cpdash.disclosure.asked import Asked, Part, Root, Sets
from cpdash.disclosure.broken import Banded, Shown, Told
from cpdash.disclosure.counts import Counts
from cpdash.disclosure.cuts import Cut, Ground, bands, cuts, ever, level
from cpdash.disclosure.elsewhere import Elsewhere, of_total, told_by, value_of
from cpdash.disclosure.ranges import MOST
from cpdash.disclosure.rounding import tells
from cpdash.disclosure.rule import Rule
from cpdash.disclosure.still import Values
from cpdash.disclosure.windows import Way, on
from cpdash.periods import Form

T = TypeVar("T")

Name = tuple[str, Form]
"""An indicator and a form."""


Ways = Mapping[Name, tuple[Way, frozenset[int]]]
"""How each series is shown, and in which months."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be shown. totals: the months of each series; ways: how those that look back over months are released.

    breakdowns: per month every listed band of each cut, with its level of bands (0: the categories by themselves).
    """

    totals: Mapping[Name, frozenset[int]]
    ways: Mapping[Name, Way]
    breakdowns: Sequence[tuple[int, int, Shown]] = field(default=())


@dataclass(frozen=True, slots=True)
class Council:
    """All that is decided on. `own` has the months in which each series has a figure of the council's own return.

    `elsewhere` is what others have published of the council: known, whatever is decided here.
    """

    asked: Sequence[Asked]
    own: Mapping[Name, Values]
    catalogue: Catalogue
    sets: Sets
    counts: Counts
    rule: Rule
    elsewhere: Elsewhere = field(default_factory=dict)

    def decide(self) -> Verdict:
        """Return what of the council's figures can be shown, all of it together."""
        totals: dict[Name, frozenset[int]] = {(one.indicator.id, one.form): frozenset() for one in self.asked}
        every = self._still()
        for some in self._moving():
            every |= flows.totals(some, self.own, self.sets, self.counts, self._nets(some), self.rule, self.elsewhere)
        totals |= {name: months for name, (_, months) in every.items()}
        ways = {name: way for name, (way, _) in every.items()}
        return Verdict(totals, ways, list(self._breakdowns(every)))

    def _is_still(self, one: Asked) -> bool:
        """Return whether it is no sum of months: it is of a day, of a year of its own, or counts each child once."""
        fact = self.sets.facts[one.fact]
        once = any(part.counted.measure in fact.distinct for part in one.parts)
        return one.rows == "snapshot" or fact.need in YEARLY or once

    def _still(self) -> dict[Name, tuple[Way, frozenset[int]]]:
        found: dict[Name, tuple[Way, frozenset[int]]] = {}
        mine = [one for one in self.asked if self._is_still(one)]
        for _, some in _grouped(mine, lambda one: (one.parts[-1].root, one.rows)):
            found |= still.totals(some, self.own, self.sets, self.counts, self.rule, self.elsewhere)
        return found

    def _moving(self) -> Iterator[list[Asked]]:
        """Return the series that look back over months, those together whose roots hang together."""
        mine = [one for one in self.asked if not self._is_still(one)]
        joined: list[set[Root]] = []
        ties = [{part.root for part in one.parts} for one in mine]
        ties += [
            {self._part(flow.starts).root, self._part(flow.ends).root} for flow in self.catalogue.public.flows
            if self._has(flow.starts) and self._has(flow.ends)
        ]  # fmt: skip
        for roots in ties:
            touching = [some for some in joined if some & roots]
            joined = [some for some in joined if not some & roots] + [roots.union(*touching)]
        for roots in sorted(joined, key=sorted):
            yield [one for one in mine if one.parts[0].root in roots]

    def _nets(self, some: Sequence[Asked]) -> list[flows.Net]:
        roots = {part.root for one in some for part in one.parts}
        found = []
        for flow in self.catalogue.public.flows:
            if self._has(flow.starts) and self._has(flow.ends) and self._part(flow.starts).root in roots:
                stock = next(one for one in self.asked if one.indicator.id == flow.stock)
                months = self.own.get((flow.stock, stock.form), ())
                counted = {month: self.counts.total(stock.parts[0], stock.rows, month) for month in months}
                found.append(flows.Net(self._part(flow.starts), self._part(flow.ends), counted))
        return found

    def _has(self, indicator: str) -> bool:
        return any(one.indicator.id == indicator for one in self.asked)

    def _part(self, indicator: str) -> Part:
        return next(one for one in self.asked if one.indicator.id == indicator).parts[0]

    def _breakdowns(self, ways: Ways) -> Iterator[tuple[int, int, Shown]]:
        every = self.catalogue.public.breakdowns
        mine = [one for one in self.asked if one.form in every and one.form == one.indicator.local.form]
        found = [cut for one in mine for cut in cuts(one, one.indicator.dimensions, self.sets) if self._is_listed(cut)]
        single = [cut for cut in found if len(cut.axes) == 1]
        told: dict[tuple[Root, int], dict[object, Told]] = {}
        for some in (single, [cut for cut in found if len(cut.axes) > 1]):
            for _, alike in _grouped(some, lambda cut: (cut.parts[0].root, cut.asked.rows, cut.dimension)):
                yield from self._alike(list(alike), ways, told)

    def _is_listed(self, cut: Cut) -> bool:
        """Return whether a breakdown is public at all.

        What ends is not, by what a child is all its time in care: what starts and what the stock is would tell it.
        """
        listed, unchanging = self.catalogue.public, self.catalogue.public.unchanging
        said = (*listed.dimensions, *cut.asked.indicator.public.dimensions)
        if cut.whole or not (len(cut.axes) > 1 or cut.dimension in said):
            return False  # by the dimension that it is a part of, a share would tell the totals of others
        ends = {self._part(flow.ends).root for flow in listed.flows if self._has(flow.ends)}
        return not (ends & {part.root for part in cut.parts} and any(axis in unchanging for axis in cut.axes))

    def _alike(
        self, some: list[Cut], ways: Ways,
        told: dict[tuple[Root, int], dict[object, Told]],
    ) -> Iterator[tuple[int, int, Shown]]:  # fmt: skip
        """Return the breakdowns of one root by one dimension; what they show, and what not, is added to `told`."""
        ground = Ground(self.sets, self.counts, self.catalogue.public, self.rule, some[0].asked.rows)
        when = {cut.asked.indicator.id: self._when(cut, ways) for cut in some}
        levels = {id(cut): level(cut, when[cut.asked.indicator.id], ground) for cut in some}
        banded = {}
        for cut in some:
            held = bands(cut, levels[id(cut)], ground)
            # Of two dimensions every combination is listed: which of them are empty would tell others, by the sums.
            listed = held if len(cut.axes) > 1 else ever(cut, held, when[cut.asked.indicator.id], ground)
            banded[id(cut)] = Banded(cut, held, frozenset(listed))
        root = some[0].parts[0].root
        for month in sorted({month for months in when.values() for month in months}):
            there = [cut for cut in some if month in when[cut.asked.indicator.id]]
            others = self._published(there, ground, month)
            totals = self._known(root, some[0].asked.rows, month, ways)
            known = _joined(others | totals, told.get((root, month), {}))
            for shown in broken.protect([banded[id(cut)] for cut in there], known, ground, month, others):
                if not shown.cut.asked.parts[0].some.axes:
                    some_, count = ground.within(shown.cut.parts[0].some, shown.cut, shown.held), shown.said[0]
                    bounds = (count, count) if shown.is_shown else (0.0, MOST)
                    told.setdefault((root, month), {})[some_.key] = Told(some_, count, *bounds)
                yield month, levels[id(shown.cut)], shown

    def _published(self, some: Sequence[Cut], ground: Ground, month: int) -> dict[object, Told]:
        """Return the categories of these breakdowns of which others have published something, with what that tells."""
        found: dict[object, Told] = {}
        for cut in some if self.elsewhere else ():
            for category in ground.sets.categories[cut.fact, cut.dimension] if len(cut.axes) == 1 else ():
                for split, count, low, high in self._of_category(cut, category, ground, month):
                    before = found.get(split.key, Told(split, count, low, high))
                    found[split.key] = Told(split, count, max(low, before.low), min(high, before.high))
        return found

    def _of_category(self, cut: Cut, category: str, ground: Ground, month: int) -> Iterator[Told]:
        one, held = cut.asked, ((category,),)
        name = (one.indicator.id, one.form, cut.dimension, category)
        for figure in self.elsewhere.get(name, {}).get(month, ()):
            said = ground.said(cut, held, month)
            bounds = told_by(one, said, value_of(one, said), figure)
            for part, count, both in zip(cut.parts, said, bounds, strict=True):
                if both:
                    yield Told(ground.within(part.some, cut, held), count, *both)

    def _when(self, cut: Cut, ways: Ways) -> list[int]:
        """Return the months of a breakdown: those of which the total is shown as it is, for its categories tell it."""
        one = cut.asked
        step = self.catalogue.public.breakdowns[one.form]
        newest = max(month for months in self.own.values() for month in months)
        way, shown = ways.get((one.indicator.id, one.form), (Way(1), frozenset[int]()))
        months = sorted(shown) if way.nearest is None else []
        return [m for m in months if on(step, m) and newest - m < 12 * self.catalogue.public.years]

    def _known(
        self, root: Root, rows: Form, month: int, ways: Ways
    ) -> dict[object, Told]:  # fmt: skip
        """Return the sets of a root whose totals are shown in a month, with their counts."""
        found: dict[object, Told] = {}
        for one in self.asked:
            way, months = ways.get((one.indicator.id, one.form), (Way(1), frozenset[int]()))
            if one.rows == rows:
                for part, low, high in self._told(one, way if month in months else None, month):
                    count, key = self.counts.total(part, rows, month), part.some.key
                    before = found.get(key, Told(part.some, count, low, high))
                    if part.root == root:
                        found[key] = Told(part.some, count, max(low, before.low), min(high, before.high))
        return found

    def _told(self, one: Asked, way: Way | None, month: int) -> Iterator[tuple[Part, float, float]]:
        """Return what is told of the counts of a total: by how it is shown, if it is, and by what others published."""
        if way:
            yield from self._said(one, way, month)
        values = self.own.get((one.indicator.id, one.form), {})
        for figure in of_total(self.elsewhere, one, month) if month in values else ():
            said = tuple(self.counts.total(part, one.rows, month) for part in one.parts)
            bounds = told_by(one, said, values[month], figure)
            yield from ((part, *both) for part, both in zip(one.parts, bounds, strict=True) if both)

    def _said(self, one: Asked, way: Way, month: int) -> Iterator[tuple[Part, float, float]]:
        """Return the counts that a total tells of, with the values between which it says that each lies."""
        said = tuple(self.counts.total(part, one.rows, month) for part in one.parts)
        if way.nearest is None:
            yield from ((part, count, count) for part, count in zip(one.parts, said, strict=True))
        elif not one.is_mean:
            value, whole = self.own[one.indicator.id, one.form][month]
            bounds = tells(value or 0.0, said, whole, way.nearest)
            yield from ((part, *both) for part, both in zip(one.parts, bounds, strict=True) if both)


def _joined(besides: Mapping[object, Told], bands: Mapping[object, Told]) -> dict[object, Told]:
    """Return what is known of other bands and besides; of a withheld one what is known of the same set besides."""
    return {**bands, **besides, **{key: one for key, one in bands.items() if one.low == one.high}}


def _grouped(some: Sequence[T], key: Callable[[T], Any]) -> list[tuple[Any, list[T]]]:
    return [(name, list(members)) for name, members in groupby(sorted(some, key=key), key=key)]

"""Totals of what happens in months: windows of months that overlap, over as many years as there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from cpdash.disclosure.asked import Asked, Part, Root, Sets
from cpdash.disclosure.counts import Counts
from cpdash.disclosure.elsewhere import NOTHING, Elsewhere, of_total, told_by
from cpdash.disclosure.ranges import Linked
from cpdash.disclosure.rounding import MARGIN, is_misleading, is_small, ladder, tells
from cpdash.disclosure.rule import Rule
from cpdash.disclosure.sets import Some, groups, rows
from cpdash.disclosure.still import WHOLE, Values
from cpdash.disclosure.windows import STEPS, Tells, Timed, Way, on, ways
from cpdash.periods import Form

LENGTHS: Mapping[Form, int] = {"month": 1, "3 months": 3, "12 months": 12, "3 years": 36}

MORE = 4
"""Margin where a stock is told too: it bounds what came and went month by month, from two sides."""

FEW = 6
"""Children fewer than whom are a few."""

Months = Mapping[int, int]
"""Month -> its place among the months there are."""


@dataclass(frozen=True, slots=True)
class Net:
    """What a stock tells of what came and what went: its change in a month is the one minus the other."""

    starts: Part
    ends: Part
    stock: Mapping[int, float]


def window(form: Form, month: int) -> range:
    """Return the months that a form looks back over, the month itself included."""
    length = (month - 3) % 12 + 1 if form == "year to date" else LENGTHS[form]
    return range(month - length + 1, month + 1)


@dataclass
class _System:
    """All counts of some roots through time, as rows over hidden parts: each set of each month, and each window."""

    sets: Sets
    counts: Counts
    months: Months
    blocks: dict[tuple[Root, int], tuple[int, dict[object, np.ndarray]]] = field(default_factory=dict)
    columns: int = 0
    rows: list[np.ndarray] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    numbers: dict[object, int] = field(default_factory=dict)

    def add(self, root: Root, parts: Sequence[Part]) -> None:
        """Lay out the sets of a root in every month: a block for each group of sets that hang together."""
        some = [part.some for part in parts]
        for place, members in enumerate(groups(some) or [[]]):
            mine = [WHOLE, *(some[at] for at in members)]
            laid = rows(mine, self.sets.by_axis(root[0]))
            self.blocks[root, place] = self.columns, {one.key: laid[at] for at, one in enumerate(mine)}
            self.columns += laid.shape[1] * len(self.months)

    def block(self, root: Root, *some: Some) -> int:
        """Return the block of a root that has all these sets."""
        return next(
            at for (of, at), (_, known) in self.blocks.items() if of == root and all(s.key in known for s in some)
        )

    def places(self, root: Root) -> list[int]:
        """Return the blocks of a root."""
        return [at for of, at in self.blocks if of == root]

    def cell(self, part: Part, form: Form, month: int, block: int) -> int:
        """Return the number of a count over a window, as the sum of its months."""
        key = (part.root, block, part.some.key, form if form != "month" else "", month)
        if key not in self.numbers:
            inside = [one for one in window(form, month) if one in self.months]
            value = sum(self.counts.total(part, "month", one) for one in inside)
            self._keep(key, self._row(part.root, block, part.some, inside), value)
        return self.numbers[key]

    def left(self, whole: Part, part: Part, form: Form, month: int, block: int) -> int:
        """Return the number of what a part leaves over of its whole, over a window."""
        key = ("left", part.root, block, whole.some.key, part.some.key, form, month)
        if key not in self.numbers:
            both = self.cell(whole, form, month, block), self.cell(part, form, month, block)
            self._keep(key, self.rows[both[0]] - self.rows[both[1]], self.values[both[0]] - self.values[both[1]])
        return self.numbers[key]

    def net(self, of: Net, month: int) -> int | None:
        """Return the number of what a stock tells of a month; None where it does not tell exactly."""
        if month not in of.stock or month - 1 not in of.stock:
            return None
        change = of.stock[month] - of.stock[month - 1]
        came, went = (
            self.cell(part, "month", month, self.block(part.root, part.some)) for part in (of.starts, of.ends)
        )
        if change != self.values[came] - self.values[went]:
            return None  # whoever takes it for exact works out something that is not so
        return self._keep(("net", of.starts.root, of.starts.some.key, month), self.rows[came] - self.rows[went], change)

    def linked(self) -> Linked:
        return Linked(np.array(self.rows, np.int8), np.array(self.values, float))

    def _row(self, root: Root, block: int, some: Some, inside: Iterable[int]) -> np.ndarray:
        start, known = self.blocks[root, block]
        row, mine = np.zeros(self.columns, np.int8), known[some.key]
        for month in inside:
            first = start + self.months[month] * len(mine)
            row[first : first + len(mine)] = mine
        return row

    def _keep(self, key: object, row: np.ndarray, value: float) -> int:
        self.numbers[key] = len(self.rows)
        self.rows.append(row)
        self.values.append(value)
        return self.numbers[key]


def totals(
    some: Sequence[Asked], own: Mapping[tuple[str, Form], Values], sets: Sets, counts: Counts, nets: Sequence[Net],
    rule: Rule, elsewhere: Elsewhere = NOTHING,
) -> dict[tuple[str, Form], tuple[Way, frozenset[int]]]:  # fmt: skip
    """Return the way in which each series can be released and the months of its figures; none where it cannot be.

    `own` has the values of each series. Asked for together are all series whose roots hang together. `elsewhere` is
    what others have published, and so known in any case.
    """
    months = sorted({month for one in some for month in own.get((one.indicator.id, one.form), ())})
    if not months:
        return {}
    every = {month: at for at, month in enumerate(range(months[0], months[-1] + 1))}
    system = _system(some, sets, counts, every)
    series = [_timed(system, one, own.get((one.indicator.id, one.form), {}), rule) for one in some]
    guarded, fixed = _guarded(system, some, own, every), _fixed(system, some, every, nets, rule)
    careful = replace(rule, margin=MORE) if any(net.starts.fact == "placement" for net in nets) else rule
    given = list(_given(system, some, own, elsewhere))
    chosen = ways(system.linked(), series, guarded, careful, fixed=fixed, given=given)
    return {
        (one.indicator.id, one.form): (way, frozenset(month for month in dict(timed.ways)[way] if on(way.step, month)))
        for one, timed, way in zip(some, series, chosen, strict=True) if way
    }  # fmt: skip


def _system(some: Sequence[Asked], sets: Sets, counts: Counts, months: Months) -> _System:
    system = _System(sets, counts, months)
    parts: dict[Root, dict[object, Part]] = {}
    for one in some:
        for part in one.parts:
            parts.setdefault(part.root, {}).setdefault(part.some.key, part)
    for root in sorted(parts):
        system.add(root, [parts[root][key] for key in sorted(parts[root], key=str)])
    return system


def _timed(system: _System, one: Asked, values: Values, rule: Rule) -> Timed:
    """Return a series with its ways: every month first, the least rounded first, then less often."""
    said = {month: tuple(system.counts.total(part, one.rows, month) for part in one.parts) for month in values}
    fit = [month for month in sorted(values) if not is_small(one, said[month], rule)]
    found: list[tuple[Way, dict[int, Tells]]] = []
    for step in STEPS[:1] if one.form == "month" else STEPS:
        for nearest in ladder(one, system.sets, rule):
            if (
                one.is_mean
                and rule.linked
                and not all(_is_uncertain(system, one, values, m, step, nearest) for m in fit)
            ):
                continue
            months = [m for m in fit if not is_misleading(one.indicator, values[m][0] or 0.0, nearest, rule)]
            found.append((Way(step, nearest), {m: _tells(system, one, values[m], said[m], m, nearest) for m in months}))
    return Timed(found)


def _tells(
    system: _System, one: Asked, value: tuple[float | None, float | None], said: tuple[float, ...], month: int,
    nearest: float | None,
) -> Tells:  # fmt: skip
    """Return what a figure tells of the counts that it rests on, as its months add up."""
    cells, _ = _cells(system, one, one.form, month)
    if nearest is None:
        return {cell: (system.values[cell], system.values[cell]) for cell in cells}
    if one.is_mean:
        return {}
    return _summed(system, cells, said, tells(value[0] or 0.0, said, value[1], nearest))


def _given(
    system: _System, some: Sequence[Asked], own: Mapping[tuple[str, Form], Values], elsewhere: Elsewhere
) -> Iterator[Tells]:  # fmt: skip
    """Return what others have published tells of the counts of windows."""
    for one in some:
        values = own.get((one.indicator.id, one.form), {})
        for month in values:
            for figure in of_total(elsewhere, one, month):
                said = tuple(system.counts.total(part, one.rows, month) for part in one.parts)
                cells, _ = _cells(system, one, one.form, month)
                yield _summed(system, cells, said, told_by(one, said, values[month], figure))


def _summed(
    system: _System, cells: Sequence[int], said: Sequence[float], bounds: Sequence[tuple[float, float] | None]
) -> Tells:  # fmt: skip
    """Return what is told of counts as told of the sums of their months."""
    # A child counted once in a window may be in two of its months: what is told of the window is told of their sum.
    return {
        cell: (both[0] + system.values[cell] - count, both[1] + system.values[cell] - count)
        for cell, both, count in zip(cells, bounds, said, strict=True) if both
    }  # fmt: skip


def _cells(system: _System, one: Asked, form: Form, month: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    if one.leaves:
        numerator, denominator = one.parts
        block = system.block(numerator.root, numerator.some, denominator.some)
        shown = tuple(system.cell(part, form, month, block) for part in one.parts)
        return shown, (system.left(denominator, numerator, form, month, block),)
    return tuple(system.cell(part, form, month, system.block(part.root, part.some)) for part in one.parts), ()


def _guarded(
    system: _System, some: Sequence[Asked], own: Mapping[tuple[str, Form], Values], months: Months
) -> set[int]:  # fmt: skip
    """Return the counts of every single month, and those of every listed figure, with what they leave over."""
    found: set[int] = set()
    for one in some:
        for form, when in (("month", months), (one.form, own.get((one.indicator.id, one.form), ()))):
            for month in when:
                shown, hidden = _cells(system, one, form, month)  # type: ignore[arg-type]
                found.update(shown, hidden)
    return found


def _fixed(system: _System, some: Sequence[Asked], months: Months, nets: Sequence[Net], rule: Rule) -> set[int]:
    """Return what is taken for known: what stocks tell, and the totals that several groups of sets have in common."""
    found = {number for net in nets for month in months if (number := system.net(net, month)) is not None}
    for root in sorted({part.root for one in some for part in one.parts}):
        if len(blocks := system.places(root)) > 1:
            whole = next((part for one in some for part in one.parts if part.root == root and not part.some.axes), None)
            numbers = [system.cell(whole, "month", month, at) for month in months for at in blocks] if whole else []
            found.update(number for number in numbers if not rule.is_small(system.values[number]))
    return found


def _is_uncertain(
    system: _System, one: Asked, values: Values, month: int, step: int, nearest: float | None
) -> bool:  # fmt: skip
    """Return whether an average and the one before it leave open enough what those who came or went were like.

    Someone who knows how many there were works out the sum of the days of those who came less that of those who went,
    as exactly as the rounding allows. Nobody, or more than a few, may be known; of a few a part has to stay open.
    """
    before = month - step
    if not on(step, month) or before not in values:
        return True
    [part] = one.parts
    new, old = set(window(one.form, month)), set(window(one.form, before))
    few = [
        sum(system.counts.total(part, "month", at) for at in at_ if at in system.months)
        for at_ in (new - old, old - new)
    ]
    small = [count for count in few if 0 < count < FEW]
    step_ = nearest if nearest is not None else 10.0**-one.indicator.decimals
    open_ = step_ / 2 * sum(system.counts.total(part, one.rows, at) for at in (month, before))
    return not small or open_ >= MARGIN * (values[month][0] or 0.0) * max(small)

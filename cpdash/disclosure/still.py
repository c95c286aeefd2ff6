"""Totals that do not look back, or only over a whole year of their own: each month is protected by itself.

What is known of several totals tells of others: of all children in care less those in foster care, say. So series are
let in one by one, those that matter most first, each as exactly as it can be: as it is, else rounded, in every month;
in a month where even that would give something away it is withheld.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

import numpy as np

from cpdash.disclosure.asked import Asked, Part, Sets
from cpdash.disclosure.counts import Counts
from cpdash.disclosure.elsewhere import NOTHING, Elsewhere, of_total, told_by
from cpdash.disclosure.ranges import Linked, Rows, Worlds, first_told, narrows, spans, told
from cpdash.disclosure.rounding import is_misleading, is_small, ladder, tells
from cpdash.disclosure.rule import Rule
from cpdash.disclosure.sets import Some, groups, rows
from cpdash.disclosure.windows import Tells, Way, joined
from cpdash.periods import Form

WHOLE = Some({})

FEW_MONTHS = 0.1
"""Share of its months in which a series may be withheld before it is rounded instead."""

Name = tuple[str, Form]

Values = Mapping[int, tuple[float | None, float | None]]
"""By month the value of a figure and its denominator, as they would be shown."""

Found = dict[Name, tuple[Way, frozenset[int]]]


def totals(
    some: Sequence[Asked], own: Mapping[Name, Values], sets: Sets, counts: Counts, rule: Rule,
    elsewhere: Elsewhere = NOTHING,
) -> Found:  # fmt: skip
    """Return how the totals of one root, in one form of rows, can be shown, and in which months.

    `elsewhere` is what others have published, and so known in any case.
    """
    found: Found = {}
    rule = replace(rule, margin=0)  # all that is known of a day is known here: nothing has to be allowed for
    parts = {part.some.key: part for one in some for part in one.parts}
    listed = [parts[key] for key in sorted(parts, key=str)]
    alone = [one for one in some if not any(part.some.axes for part in one.parts)]
    for one in alone:
        found[_name(one)] = Way(1), frozenset(_fit(one, own.get(_name(one), {}), counts, rule))
    for members in groups([part.some for part in listed]):
        group = _Group([listed[at] for at in members], sets, counts, rule, elsewhere)
        found |= group.let_in([one for one in some if group.has(one)], own, found, alone)
    return found


def _name(one: Asked) -> Name:
    return one.indicator.id, one.form


def _fit(one: Asked, values: Values, counts: Counts, rule: Rule) -> list[int]:
    """Return the months in which a figure is not small itself."""
    return [month for month in sorted(values) if not is_small(one, _said(one, counts, month), rule)]


def _said(one: Asked, counts: Counts, month: int) -> tuple[float, ...]:
    return tuple(counts.total(part, one.rows, month) for part in one.parts)


class _Group:
    """Sets of one root that hang together, in all months: the rows are the same in each, the counts are not."""

    def __init__(
        self, parts: Sequence[Part], sets: Sets, counts: Counts, rule: Rule, elsewhere: Elsewhere
    ) -> None:  # fmt: skip
        self._parts, self._sets, self._counts, self._rule, self._elsewhere = parts, sets, counts, rule, elsewhere
        self._cells = Cells([WHOLE, *(part.some for part in parts)], sets.by_axis(parts[0].root[0]))
        self._known: dict[int, Tells] = {}
        self._worlds: dict[int, Worlds] = {}
        self._linked: dict[int, Linked] = {}
        self._out: dict[int, dict[bytes, tuple[float, float]]] = {}

    def has(self, one: Asked) -> bool:
        """Return whether all counts of a figure are here, and it is no figure of the whole alone."""
        return any(part.some.axes for part in one.parts) and all(p.some.key in self._cells.known for p in one.parts)

    def let_in(self, some: Sequence[Asked], own: Mapping[Name, Values], shown: Found, alone: Sequence[Asked]) -> Found:
        """Return how each series can be shown. `alone` are those of the whole, as far as they are `shown`."""
        for one in some:
            if one.leaves:
                self._cells.left(one.parts[1].some, one.parts[0].some)
        whole = {month for one in alone for month in shown[_name(one)][1]}
        months = sorted({month for one in some for month in own.get(_name(one), ())})
        for month in months:
            self._start(some[0].rows, month, month in whole)
            self._add_elsewhere(some, own, month)
        found: Found = {}
        for one in some:
            found[_name(one)] = self._best(one, own.get(_name(one), {}))
        return found

    def _start(self, form: Form, month: int, is_whole_known: bool) -> None:
        values: dict[object, float] = {part.some.key: self._counts.total(part, form, month) for part in self._parts}
        linked = self._cells.linked(values, pieces=True)
        self._linked[month], self._worlds[month] = linked, Worlds()
        whole = next((p for p in self._parts if not p.some.axes), None)
        self._known[month] = {}
        if is_whole_known:
            count = self._whole(form, month, whole)
            self._known[month] = {self._cells.at(WHOLE): (count, count)}

    def _add_elsewhere(self, some: Sequence[Asked], own: Mapping[Name, Values], month: int) -> None:
        """Add what others have published to what is known, and keep what comes out of that in any case, and how far."""
        told_: list[Tells] = []
        for one in some:
            for figure in of_total(self._elsewhere, one, month) if month in own.get(_name(one), ()) else ():
                bounds = told_by(one, _said(one, self._counts, month), own[_name(one)][month], figure)
                cells = [self._cells.at(part.some) for part in one.parts]
                told_.append({cell: both for cell, both in zip(cells, bounds, strict=True) if both})
        if any(told_):
            self._known[month] = joined(self._known[month], told_)
            linked, guarded, _ = self._guarded(month, self._known[month])
            out = told(linked, self._known[month], guarded, self._rule)
            found = spans(linked, self._known[month], out)
            self._out[month] = {linked.rows[at].tobytes(): both for at, both in found.items()}

    def _guarded(self, month: int, known: Tells) -> tuple[Linked, list[int], dict[int, tuple[float, float]]]:
        """Return all counts of a month, which of them must not come out, and how far those are open that are out."""
        linked, out = self._cells.with_rests(self._linked[month], known), self._out.get(month, {})
        guarded = [at for at, value in enumerate(linked.values) if np.isnan(value) or self._rule.is_small(value)]
        known_of = {at: out[key] for at in guarded if (key := linked.rows[at].tobytes()) in out} if out else {}
        return linked, [at for at in guarded if at not in known_of], known_of

    def _whole(self, form: Form, month: int, whole: Part | None) -> float:
        first = self._parts[0]
        root = whole or Part(first.counted.model_copy(update={"measure": first.root[1], "where": {}, "without": {}}),
                             first.fact, first.root, WHOLE)  # fmt: skip
        return self._counts.total(root, form, month)

    def _best(self, one: Asked, values: Values) -> tuple[Way, frozenset[int]]:
        """Return the least rounded way in which nearly all months of a series can be shown, and let it in so."""
        fit = _fit(one, values, self._counts, self._rule)
        tried: list[tuple[Way, dict[int, Tells]]] = []
        for nearest in ladder(one, self._sets, self._rule):
            able = [m for m in fit if not is_misleading(one.indicator, values[m][0] or 0.0, nearest, self._rule)]
            tells_ = {m: self._tells(one, values[m], m, nearest) for m in able}
            kept = {m: tell for m, tell in tells_.items() if self._is_safe(m, tell)}
            tried.append((Way(1, nearest), kept))
            if len(kept) >= (1 - FEW_MONTHS) * len(fit):
                break
        way, kept = max(tried, key=lambda one: len(one[1]))
        for month, tell in kept.items():
            self._known[month] = joined(self._known[month], [tell])
        return way, frozenset(kept)

    def _is_safe(self, month: int, tell: Tells) -> bool:
        if not self._rule.linked:
            return True
        known = joined(self._known[month], [tell])
        linked, guarded, out = self._guarded(month, known)
        met = Worlds(list(self._worlds[month].found))
        is_safe = first_told(linked, known, guarded, self._rule, met) is None and not narrows(linked, known, out)
        if is_safe:
            self._worlds[month] = met
        return is_safe

    def _tells(
        self, one: Asked, value: tuple[float | None, float | None], month: int, nearest: float | None
    ) -> Tells:  # fmt: skip
        cells, said = [self._cells.at(part.some) for part in one.parts], _said(one, self._counts, month)
        if nearest is None:
            return {cell: (count, count) for cell, count in zip(cells, said, strict=True)}
        bounds = (None,) if one.is_mean else tells(value[0] or 0.0, said, value[1], nearest)
        return {cell: both for cell, both in zip(cells, bounds, strict=True) if both}


class Cells:
    """The counts of sets that hang together, as rows of a linear programme."""

    def __init__(self, sets: Sequence[Some], by_axis: dict[str, tuple[str, ...]]) -> None:
        self.known = {some.key: at for at, some in reversed(list(enumerate(sets)))}
        self._rows = list(rows(sets, by_axis))
        self._left: dict[tuple[int, int], int] = {}
        self._keys = [some.key for some in sets]
        self._between: Rows | None = None

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

    def linked(self, values: Mapping[object, float], *, pieces: bool = False) -> Linked:
        """Return the rows with the counts of the sets, nan where a set has none.

        With `pieces` what the sets leave between them is there too, for all of them and for those along the same axes:
        of foster care less its kinds that are figures a few children are left, be they of one sex or of two.
        """
        said = [values.get(key, np.nan) for key in self._keys]
        said += [said[whole] - said[part] for whole, part in self._left]
        every = np.array(self._rows, np.int8)
        if pieces:
            every = np.vstack([every, self._pieces()])
        return Linked(every, np.array([*said, *[np.nan] * (len(every) - len(said))], float))

    def with_rests(self, linked: Linked, known: Tells) -> Linked:
        """Return the counts with what each known one leaves over when all known ones inside it are taken away.

        That is done for all that is known, and for what is known as it is, and for either along the same axes.
        """
        axes = {one: frozenset(axis for axis, _ in self._keys[one]) for one in known}
        exact = [one for one, (low, high) in known.items() if low == high]
        rests: dict[bytes, Rows] = {}
        for along, some in product(_unions(set(axes.values())), (exact, list(known))):
            near = linked.rows[[one for one in some if axes[one] <= along]]
            for rest in _rests(near):
                rests.setdefault(rest.tobytes(), rest)
        if not rests:
            return linked
        values = np.array([*linked.values, *[np.nan] * len(rests)], float)
        return Linked(np.vstack([linked.rows, *rests.values()]), values)

    def _pieces(self) -> Rows:
        if self._between is None:
            laid = np.array(self._rows[: len(self._keys)], np.int8)
            axes = [frozenset(axis for axis, _ in key) for key in self._keys]
            found: dict[bytes, Rows] = {}
            for along in _unions(set(axes)):
                _, of = np.unique(laid[[one <= along for one in axes]], axis=1, return_inverse=True)
                for piece in range(int(of.max()) + 1):
                    row = (of.reshape(-1) == piece).astype(np.int8)
                    found.setdefault(row.tobytes(), row)
            self._between = np.array(list(found.values()), np.int8)
        return self._between


def _rests(rows: Rows) -> Iterator[Rows]:
    """Yield of each row what is left over when all others that lie inside it are taken away: more than nothing."""
    inside = np.array([(rows <= row).all(axis=1) & (rows != row).any(axis=1) for row in rows])
    for row, smaller in zip(rows, inside, strict=True):
        rest = (row * (1 - np.clip(rows[smaller].sum(axis=0), 0, 1))).astype(np.int8)
        if rest.any() and (rest != row).any():
            yield rest


def _unions(axes: set[frozenset[str]]) -> list[frozenset[str]]:
    """Return these sets of axes and all their unions, in a fixed order."""
    found: set[frozenset[str]] = set()
    for one in sorted(axes, key=sorted):
        found |= {one} | {one | other for other in found}
    return sorted(found, key=sorted)

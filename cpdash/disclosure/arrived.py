"""Figures that arrive as figures, in a scorecard: protected by the counts that arrive with them, and only so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from cpdash.catalogue import Indicator
from cpdash.disclosure.flows import window
from cpdash.disclosure.ranges import Contradiction, Linked
from cpdash.disclosure.rounding import coarser, is_misleading, tells
from cpdash.disclosure.rule import Rule
from cpdash.disclosure.windows import STEPS, Tells, Timed, Way, on, ways
from cpdash.periods import Form


@dataclass(frozen=True, slots=True)
class Arrived:
    """One figure as it arrived: its value, and the counts that it rests on where they came with it."""

    value: float
    numerator: float | None
    denominator: float | None


YEARLY = Way(12)

Months = Mapping[int, Arrived]
"""By number of month: 12 x year + month - 1."""


def said(one: Indicator, figure: Arrived) -> tuple[float, ...] | None:
    """Return the counts of people that a figure shows; None where it shows some that did not arrive with it."""
    if one.public.about == "things":
        return ()
    if not one.sizeless:
        return (figure.value,)
    if figure.numerator is None or figure.denominator is None:
        return None
    if one.unit == "%":
        return figure.numerator, figure.denominator
    return (figure.denominator,)  # an average: of pounds or points, over so many


def left(one: Indicator, counts: tuple[float, ...]) -> tuple[float, ...]:
    """Return what the numerator leaves over, where that is people too."""
    return (counts[1] - counts[0],) if len(counts) == 2 and one.public.rest == "people" else ()


def fit(one: Indicator, figure: Arrived, rule: Rule) -> bool:
    """Return whether a figure can be shown as far as its own counts go. What cannot be checked cannot be shown."""
    counts = said(one, figure)
    return counts is not None and not any(rule.is_small(count) for count in (*counts, *left(one, counts)))


def totals(one: Indicator, forms: Mapping[Form, Months], rule: Rule) -> dict[Form, tuple[Way, frozenset[int]]]:
    """Return the way in which each form of an indicator can be released, and the months of its figures."""
    found: dict[Form, tuple[Way, frozenset[int]]] = {}
    moving: dict[Form, Months] = {}
    for form, months in forms.items():
        able = {month: figure for month, figure in months.items() if fit(one, figure, rule)}
        if form == "snapshot" or one.public.about == "things" or not rule.linked or not _overlaps(form, months):
            found[form] = Way(1), frozenset(able)
        else:
            moving[form] = able
    if "month" in found and moving:
        del found["month"]  # single months and windows of them are decided on together
        moving["month"] = {m: figure for m, figure in forms["month"].items() if fit(one, figure, rule)}
    return found | _moving(one, moving, forms, rule)


def _overlaps(form: Form, months: Months) -> bool:
    every = sorted(months)
    return form not in ("month", "stated period") and any(
        set(window(form, first)) & set(window(form, second)) for first, second in pairwise(every)
    )


def _moving(
    one: Indicator, moving: Mapping[Form, Months], every: Mapping[Form, Months], rule: Rule
) -> dict[Form, tuple[Way, frozenset[int]]]:  # fmt: skip
    if not moving:
        return {}
    order = [one.local.form, *(form for form in one.local.all_forms if form != one.local.form)]
    forms = sorted(moving, key=lambda form: order.index(form) if form in order else len(order))
    system = _System(one, every, moving)
    series = [Timed(_ways(system, one, form, system.whole(form, moving[form]), rule)) for form in forms]
    try:
        chosen = ways(system.linked(), series, range(len(system.values)), rule)
    except Contradiction:  # they are no sums of months: only those that have no month in common are safe to show
        return {
            form: (YEARLY, frozenset(month for month in moving[form] if on(YEARLY.step, month))) for form in forms[:1]
        }
    return {
        form: (way, frozenset(month for month in dict(timed.ways)[way] if on(way.step, month)))
        for form, timed, way in zip(forms, series, chosen, strict=True) if way
    }  # fmt: skip


def _ways(
    system: _System, one: Indicator, form: Form, months: Months, rule: Rule
) -> Sequence[tuple[Way, Mapping[int, Tells]]]:  # fmt: skip
    found = []
    for step in STEPS[:1] if form == "month" else STEPS:
        for nearest in coarser(one, rule):
            fits = {m: f for m, f in months.items() if not is_misleading(one, f.value, nearest, rule)}
            found.append((Way(step, nearest), {m: system.tells(form, m, f, nearest) for m, f in fits.items()}))
    return found


class _System:
    """The months of one indicator as hidden parts: of each how many count, and how many are left over."""

    def __init__(self, one: Indicator, every: Mapping[Form, Months], moving: Mapping[Form, Months]) -> None:
        self._one = one
        known = sorted({month for form, months in moving.items() for last in months for month in window(form, last)})
        self._place = {month: at for at, month in enumerate(known)}
        first = next(figure for months in moving.values() for figure in months.values())
        self._width = len(said(one, first) or ())
        self._rows: list[np.ndarray] = []
        self.values: list[float] = []
        self._cells: dict[tuple[Form, int], tuple[int, ...]] = {}
        singly = every.get("month", {})
        self._singly = frozenset(singly)
        for month in known:
            figure = singly.get(month)
            self._add("month", month, (said(one, figure) or ()) if figure else (np.nan,) * self._width)
        for form, months in moving.items():
            for month, figure in months.items() if form != "month" else ():
                self._add(form, month, said(one, figure) or ())

    def whole(self, form: Form, months: Months) -> Months:
        """Return the figures of a form whose months were all counted too, where single months were counted at all."""
        if form == "month" or not self._singly:
            return months
        return {month: figure for month, figure in months.items() if self._singly.issuperset(window(form, month))}

    def linked(self) -> Linked:
        """Return all of it as rows over the hidden parts."""
        return Linked(np.array(self._rows, np.int8), np.array(self.values, float))

    def tells(self, form: Form, month: int, figure: Arrived, nearest: float | None) -> Tells:
        """Return what a figure tells of its counts, as it is or rounded."""
        counts = said(self._one, figure) or ()
        cells = self._cells[form, month][: len(counts)]
        if nearest is None:
            return {cell: (self.values[cell], self.values[cell]) for cell in cells}
        if self._one.sizeless and self._one.unit != "%":
            return {}
        bounds = tells(figure.value, counts, figure.denominator, nearest)
        return {
            cell: (both[0] + self.values[cell] - count, both[1] + self.values[cell] - count)
            for cell, both, count in zip(cells, bounds, counts, strict=True) if both
        }  # fmt: skip

    def _add(self, form: Form, month: int, counts: tuple[float, ...]) -> None:
        """Add the counts of a window: the numerator, the denominator, and what is left over of it."""
        inside = [self._place[one] for one in window(form, month) if one in self._place]
        if form != "month" and self._singly.issuperset(window(form, month)):
            # What is known of a window is known of the sum of its months, whatever a file made of it.
            first = [self._cells["month", one] for one in window(form, month)]
            counts = tuple(sum(self.values[cells[at]] for cells in first) for at in range(self._width))
        parts = np.zeros((2, len(self._place)), np.int8)
        parts[0, inside] = 1
        own, rest = parts.reshape(-1), parts[::-1].reshape(-1)
        rows = [(own, counts[0])] if self._width == 1 else [(own, counts[0]), (own + rest, counts[1])]
        if self._width == 2 and self._one.public.rest == "people":
            rows.append((rest, counts[1] - counts[0]))
        self._cells[form, month] = tuple(range(len(self._rows), len(self._rows) + len(rows)))
        for row, value in rows:
            self._rows.append(row)
            self.values.append(value)


def categories(one: Indicator, figures: Mapping[str, Arrived], total: float | None, rule: Rule) -> dict[str, bool]:
    """Return for each category of a breakdown whether it can be shown. `total` is what is shown of all together.

    Counts that add up to a total that is shown are withheld two by two; anything else stands by itself.
    """
    shown = {name: fit(one, figure, rule) for name, figure in figures.items()}
    if not rule.linked or one.public.about == "things":
        return shown
    while not all(shown.values()):
        withheld = [figures[name].value for name, is_shown in shown.items() if not is_shown]
        is_enough = len(withheld) > 1 and (total is None or one.sizeless or sum(withheld) > rule.threshold)
        rest = sorted((figures[name].value, name) for name, is_shown in shown.items() if is_shown)
        if is_enough or not rest:
            break
        shown[rest[0][1]] = False
    return shown

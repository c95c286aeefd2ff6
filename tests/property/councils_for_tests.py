"""Councils made of nothing but numbers: children by up to three dimensions, some in a part, some in a part of that.

What everybody knows of them is worked out here again from what was decided to be shown, by ways of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import ceil, floor
from typing import Any, TypeVar

from hypothesis import strategies as st

from cpdash.catalogue import Catalogue, Indicator
from cpdash.catalogue.facts import Fact, FactTable
from cpdash.catalogue.public import Bands, PublicList
from cpdash.disclosure.asked import Asked, Part, Sets, asked
from cpdash.disclosure.broken import Shown
from cpdash.disclosure.council import Council, Verdict
from cpdash.disclosure.rule import Rule
from tests.property.onlookers_for_tests import Known, exactly
from tests.views_for_tests import make_indicator

MARCH = 12 * 2025 + 2
TABLE: FactTable = "children_in_care"
DEPTH = {"whole": 0, "part": 1, "inner": 2}
"""Measure -> how deep a child has to be to count: every child, those in the part, those in the part of the part."""

WIDE: dict[str, tuple[Bands, ...]] = {"dim0": ({"a wide": ("a0", "a1")},)}

Cell = tuple[tuple[str, ...], int]
"""The categories of a child, one for each dimension, and how deep it is."""

Cells = frozenset[Cell]

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True)
class Numbers:
    """How many children each cell has. asks: which indicators there are.

    pair: whether the whole is broken down by two dimensions at once, and alone by the second, as in the public list.
    wide: whether the first dimension has a wide band.
    """

    children: tuple[tuple[Cell, int], ...]
    asks: tuple[str, ...] = ("whole", "part")
    pair: bool = False
    wide: bool = False

    @property
    def axes(self) -> dict[str, tuple[str, ...]]:
        """Each dimension with the categories that anybody has."""
        every = [categories for (categories, _), count in self.children if count]
        width = len(self.children[0][0][0])
        return {f"dim{at}": tuple(sorted({one[at] for one in every})) for at in range(width)}

    def cells(self, measure: str, where: Mapping[str, Iterable[str]] | None = None) -> Cells:
        """Return the cells of a measure, of some categories only."""
        only = [(int(axis.removeprefix("dim")), set(some)) for axis, some in (where or {}).items()]
        return frozenset(
            (categories, depth) for (categories, depth), _ in self.children
            if depth >= DEPTH[measure] and all(categories[at] in some for at, some in only)
        )  # fmt: skip

    def count(self, cells: Cells) -> int:
        """Return how many children some cells have."""
        return sum(count for cell, count in self.children if cell in cells)

    def of(self, part: Part, axes: Sequence[str] = (), held: Iterable[Sequence[str]] = ((),)) -> Cells:
        """Return the cells that a part counts, in any of the combinations of categories."""
        own = self.cells(part.counted.measure, part.counted.where)
        found = (self.cells("whole", {a: (c,) for a, c in zip(axes, one, strict=True)}) for one in held)
        return own & frozenset().union(*found)

    def total(self, part: Part, rows: str, month: int) -> float:
        """Return how many a part counts."""
        return float(self.count(self.of(part)))

    def by(self, part: Part, dimensions: tuple[str, ...], rows: str, month: int) -> Mapping[tuple[str, ...], float]:
        """Return how many a part counts of each combination of categories."""
        every = product(*(self.axes[one] for one in dimensions))
        found = {one: float(self.count(self.of(part, dimensions, [one]))) for one in every}
        return {one: count for one, count in found.items() if count}


COUNTS = (
    (0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 9, 12, 20, 45),
    (0, 0, 0, 0, 1, 2, 3),
    (0, 3, 5, 8, 15, 30),
    (0, 0, 0, 6, 1, 20),
)
"""What the cells of one council are drawn from: of all sizes, few, some, or hardly any beside many."""


@st.composite
def numbers(draw: st.DrawFn) -> Numbers:
    """Return a council of one to three dimensions, with as many children in each cell as it happens."""
    sizes = draw(st.lists(st.integers(2, 3), min_size=1, max_size=3))
    deep = draw(st.integers(1, 3))
    names = [[f"{'abc'[at]}{n}" for n in range(size)] for at, size in enumerate(sizes)]
    cells = list(product(product(*names), range(deep)))
    counts = draw(
        st.lists(st.sampled_from(draw(st.sampled_from(COUNTS))), min_size=len(cells), max_size=len(cells)).filter(any)
    )
    some = ["few", "few_of_part", *["part", "inner"][: deep - 1]]
    asks = draw(st.lists(st.sampled_from(some), unique=True))
    every = tuple(one for one in ("whole", "part", "inner", "few", "few_of_part") if one in ("whole", *asks))
    return Numbers(tuple(zip(cells, counts, strict=True)), every, draw(st.booleans()), draw(st.booleans()))


def council(of: Numbers, rule: Rule) -> Council:
    """Return the council to be decided on."""
    axes = of.axes
    fact = Fact(
        id=TABLE, question="?", need="episodes", dimensions=tuple(axes), measures=dict.fromkeys(DEPTH, "?"),
        within={"part": "whole", "inner": "part"}, categories=axes,
    )  # fmt: skip
    single = tuple(axis for axis in axes if not (of.pair and axis == "dim1"))
    public = PublicList(breakdowns={"snapshot": 3}, dimensions=single, bands=WIDE if of.wide else {})
    catalogue = Catalogue({one.id: one for one in _indicators(of)}, {}, {}, {TABLE: fact}, public)
    sets = Sets(catalogue.facts, {(TABLE, axis): some for axis, some in axes.items()}, {})
    every = list(asked(catalogue, sets))
    own = {(one.indicator.id, one.form): {MARCH: value_of(one.indicator, of)} for one in every}
    own = {name: values for name, values in own.items() if values[MARCH][0] is not None}
    return Council([one for one in every if (one.indicator.id, one.form) in own], own, catalogue, sets, of, rule)


def value_of(one: Indicator, of: Numbers) -> tuple[float | None, float | None]:
    """Return the value of an indicator and its denominator; no value where nobody is in the denominator."""
    assert one.fact
    parts = [of.count(of.cells(part.measure, part.where)) for part in one.fact.parts]
    if len(parts) == 1:
        return float(parts[0]), None
    return (100 * parts[0] / parts[1], float(parts[1])) if parts[1] else (None, 0.0)


def _indicators(of: Numbers) -> Iterator[Indicator]:
    few = {"dim0": ("a0",)}
    readings: dict[str, dict[str, Any]] = {
        "whole": {"numerator": {"measure": "whole"}},
        "part": {"numerator": {"measure": "part"}, "denominator": {"measure": "whole"}, "factor": 100},
        "inner": {"numerator": {"measure": "inner"}, "denominator": {"measure": "part"}, "factor": 100},
        "few": {"numerator": {"measure": "whole", "where": few}, "denominator": {"measure": "whole"}, "factor": 100},
        "few_of_part": {"numerator": {"measure": "part", "where": few}},
    }
    for order, name in enumerate(of.asks, 1):
        pairs = [("dim0", "dim1")] if of.pair and name == "whole" and len(of.axes) > 1 else []
        yield make_indicator(
            id=f"the_{name}", codes=[], unit="%" if "denominator" in readings[name] else "children", order=order,
            local={"source": TABLE, "form": "snapshot"}, dimensions=[*of.axes, *(["dim0_and_dim1"] if pairs else [])],
            public={"pairs": pairs, "dimensions": ["dim1"] if pairs else []}, fact={"table": TABLE, **readings[name]},
        )  # fmt: skip


def turned(one: Council) -> Council:
    """Return the same council with everything that has no declared order the other way round."""
    catalogue = replace(one.catalogue, indicators=_reversed(one.catalogue.indicators))
    sets = replace(one.sets, categories=_reversed(one.sets.categories))
    own = _reversed(one.own)
    assert isinstance(one.counts, Numbers)
    counts = replace(one.counts, children=one.counts.children[::-1])
    every = [one_ for one_ in asked(catalogue, sets) if (one_.indicator.id, one_.form) in own]
    return replace(one, asked=every, own=own, catalogue=catalogue, sets=sets, counts=counts)


def _reversed(some: Mapping[Key, Value]) -> dict[Key, Value]:
    return dict(reversed(list(some.items())))


def known(of: Numbers, verdict: Verdict, asks: Sequence[Asked]) -> list[Known]:
    """Return what everybody knows of the children from all that is shown, and from what is never listed."""
    found = [fact for one in asks for fact in _of_total(of, verdict, one)]
    listed: dict[tuple[str, str], list[Shown]] = {}
    for _, _, shown in verdict.breakdowns:
        listed.setdefault((shown.cut.asked.indicator.id, shown.cut.dimension), []).append(shown)
        found += [exactly(cells, of.count(cells)) for cells in cells_of(of, shown) if shown.is_shown]
    for bands in listed.values():
        cut = bands[0].cut
        there = {one for band in bands for one in band.held}
        nobody = [one for one in product(*(of.axes[axis] for axis in cut.axes)) if one not in there]
        found += [exactly(of.of(part, cut.axes, nobody), 0) for part in cut.parts if cut.is_split(part) and nobody]
    return found


def _of_total(of: Numbers, verdict: Verdict, one: Asked) -> Iterator[Known]:
    name = (one.indicator.id, one.form)
    if MARCH not in verdict.totals.get(name, ()):
        return
    cells = [of.of(part) for part in one.parts]
    step = verdict.ways[name].nearest if name in verdict.ways else None
    if step is None:
        yield from (exactly(some, of.count(some)) for some in cells)
        return
    value = value_of(one.indicator, of)[0] or 0.0
    shown = floor(value / step + 0.5 + 1e-9) * step
    assert (shown == 0) == (value == 0), "it looks like nothing and is not"
    if len(cells) == 1 or value == 0:
        yield Known(dict.fromkeys(cells[0], 1.0), shown and shown - step / 2, shown and ceil(shown + step / 2) - 1)
        return
    low, high = (shown - step / 2) / 100, (shown + step / 2) / 100
    yield Known(_weighted(cells, low), low=0.0)
    yield Known(_weighted(cells, high), high=-1 / 200)  # halves go up: 200 x what is below them is whole


def _weighted(cells: Sequence[Cells], share: float) -> dict[Cell, float]:
    """Return the numerator less a share of the denominator, by cell."""
    return {cell: (cell in cells[0]) - share * (cell in cells[1]) for cell in cells[0] | cells[1]}


def cells_of(of: Numbers, shown: Shown) -> list[Cells]:
    """Return the cells of each count that a band rests on."""
    cut = shown.cut
    return [of.of(part, cut.axes, shown.held) if cut.is_split(part) else of.of(part) for part in cut.parts]


def with_rest(cells: list[Cells]) -> list[Cells]:
    """Return some cells with what a numerator leaves over of its denominator."""
    return [*cells, cells[1] - cells[0]] if len(cells) == 2 and cells[0] <= cells[1] else cells


def figures(of: Numbers, verdict: Verdict, asks: Sequence[Asked]) -> Iterator[tuple[str, bool, list[Cells]]]:
    """Return every figure that is listed: its name, whether it is shown as it is, and the cells of its counts."""
    for one in asks:
        name = (one.indicator.id, one.form)
        exact = name not in verdict.ways or verdict.ways[name].nearest is None
        yield one.indicator.id, exact and MARCH in verdict.totals.get(name, ()), with_rest(_cells(of, one))
    for _, _, shown in verdict.breakdowns:
        name_ = f"{shown.cut.asked.indicator.id} {shown.cut.dimension} {shown.band}"
        yield name_, shown.is_shown, with_rest(cells_of(of, shown))


def _cells(of: Numbers, one: Asked) -> list[Cells]:
    return [of.of(part) for part in one.parts]

"""How figures that look back over months can be released: neighbouring windows differ by single months.

Twelve months to March and twelve months to April differ by two Aprils. Published every month through some years, such
differences tell each single month of anything that is rare. So a series is released every month as it is where that is
safe; else every month, but rounded; else once a quarter, a half year or a year; or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cpdash.disclosure.ranges import Linked, Worlds, exactly, first_told, narrows, spans, told
from cpdash.disclosure.rule import Rule

STEPS = (1, 3, 6, 12)
"""Months between released figures. Each ends with the financial year: in March."""


SUSPECTS = 6
"""Counts that came out last, which are looked at first."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to release a series: the months between its figures, and what its values are rounded to.

    nearest: in the unit of the figure; None: as it is, with the counts that it rests on.
    """

    step: int
    nearest: float | None = None


Tells = Mapping[int, tuple[float, float]]
"""What a figure tells: of a count, by its number, the smallest and largest value that it can have."""


@dataclass(frozen=True, slots=True)
class Timed:
    """One series: the ways that it can be released in, the best first, and for each what its figures tell by month.

    A month is numbered 12 x year + month - 1. Figures that are small themselves are not among them.
    """

    ways: Sequence[tuple[Way, Mapping[int, Tells]]]


def on(step: int, month: int) -> bool:
    """Return whether a month is one in which a series of this step is released."""
    return (month - 2) % step == 0


def ways(
    linked: Linked, series: Sequence[Timed], guarded: Iterable[int], rule: Rule, *, fixed: Iterable[int] = (),
    given: Sequence[Tells] = (),
) -> list[Way | None]:  # fmt: skip
    """Return the way in which each series is released, the first ones before the others; None for not at all.

    `guarded` are the counts that must not come out where they are small, or where nobody has counted them. `fixed` are
    known as they are, and `given` is told by others; what comes out of these in any case cannot be helped here.
    """
    known, worlds = joined(exactly(linked, fixed), given), Worlds()
    small = {one for one in guarded if rule.is_small(linked.values[one]) or linked.values[one] != linked.values[one]}
    out = spans(linked, known, told(linked, known, small, replace(rule, margin=0))) if any(given) else {}
    small.difference_update(out)
    chosen: list[Way | None] = []
    suspects: list[int] = []  # what came out the last times comes out first the next: most tries end there
    for timed in series:
        chosen.append(None)
        for way, tells in timed.ways:
            there = [tells[month] for month in tells if on(way.step, month)]
            if not there:
                continue
            more, met = joined(known, there), Worlds(list(worlds.found))
            first = first_told(linked, more, small, rule, met, suspects) if rule.linked else None
            if first is None and not narrows(linked, more, out):
                known, worlds, chosen[-1] = more, met, way
                break
            suspects = [*([first] if first is not None else []), *(one for one in suspects if one != first)][:SUSPECTS]
    return chosen


def joined(known: Tells, tells: Iterable[Tells]) -> dict[int, tuple[float, float]]:
    """Return what is known with what is told besides: of each count the tightest bounds."""
    found = dict(known)
    for one in tells:
        for cell, (low, high) in one.items():
            lowest, highest = found.get(cell, (low, high))
            found[cell] = max(low, lowest), min(high, highest)
    return found

"""XmR charts: is the latest point more than chance? (ANALYSIS 1, as Making Data Count uses them)

One group of points with one centre and one pair of limits. Where somebody has entered a date from which a process is
another one, the points from then on are a group of their own: whoever asks leaves the others out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean
from typing import Literal

from cpdash.stats.compare import Polarity

Rule = Literal["outside", "trend", "two of three", "shift"]
Side = Literal["high", "low"]
Variation = Literal["common", "improving", "concerning", "neither"]
Assurance = Literal["passes", "fails", "hit and miss"]

RULES: tuple[Rule, ...] = ("outside", "trend", "two of three", "shift")
"""In the order in which a point's rule is named where it breaks several."""

LIMIT = 2.66
"""Average moving ranges between the centre and a limit: three standard deviations of what chance makes."""

SCREEN = 3.267
"""Average moving ranges from which one is taken for a jump, not for chance."""

RUN = 7
"""Points in a row that make a trend or a shift."""

TINY = 1e-9
"""Share of a series' spread by which arithmetic may be out: a point so near the centre is on it."""

Broken = tuple[Rule, Side]


@dataclass(frozen=True, slots=True)
class Xmr:
    """A chart's centre and limits, in the unit of the values, and what each point breaks.

    points: the rule that each point breaks, the first of RULES where it breaks several; None: chance explains it.
    broken: every rule that each point breaks, with the side that it breaks it on ("high": up, or above).
    """

    values: tuple[float, ...]
    centre: float
    lower: float
    upper: float
    near_lower: float
    near_upper: float
    points: tuple[Rule | None, ...]
    broken: tuple[tuple[Broken, ...], ...]


def xmr(values: Sequence[float], *, screened: bool = True) -> Xmr:
    """Return centre, limits and broken rules of at least two values in time order; raises ValueError for fewer.

    The centre is the mean of the points, not of numerators over denominators. Screening leaves out, once, moving ranges
    of SCREEN times their average and more; the centre stays.
    """
    if len(values) < 2:
        raise ValueError("a chart of individual values needs at least two")
    centre = fmean(values)
    amr = _average_range(values, screened=screened)
    if amr == 0 and min(values) == max(values):
        centre = float(values[0])  # the mean of equal numbers need not be that number to the last digit
    reach, near = LIMIT * amr, LIMIT * amr * 2 / 3
    limits = centre - reach, centre + reach, centre - near, centre + near
    broken = tuple(tuple(found) for found in _broken(values, centre, limits))
    points = tuple(found[0][0] if found else None for found in broken)
    return Xmr(tuple(map(float, values)), centre, *limits, points, broken)


def variation(chart: Xmr, polarity: Polarity) -> Variation:
    """Return what the latest point says: common cause, or special cause that is improving, concerning or neither.

    Where it breaks an improving and a concerning rule, it is improving.
    """
    sides = {side for _, side in chart.broken[-1]}
    if not sides:
        return "common"
    if polarity == "neutral":
        return "neither"
    return "improving" if polarity in sides else "concerning"


def assurance(chart: Xmr, target: float | None, polarity: Polarity) -> Assurance | None:
    """Return whether the process will meet a target, from its limits; None without a target or a polarity.

    A process that never changes and meets its target passes, however near: 100 % throughout, of a target of 100 %.
    """
    if target is None or polarity == "neutral":
        return None
    return _assured(chart.lower, chart.upper, target, polarity)


def _assured(lower: float, upper: float, target: float, polarity: Polarity) -> Assurance:
    if lower == upper == target:
        return "passes"
    beyond = "high" if target > upper else "low" if target < lower else None
    if beyond is None:
        return "hit and miss"
    return "fails" if beyond == polarity else "passes"


def _average_range(values: Sequence[float], *, screened: bool) -> float:
    ranges = [abs(after - before) for before, after in pairwise(values)]
    average = fmean(ranges)
    kept = [one for one in ranges if one < SCREEN * average] if screened else ranges
    return fmean(kept) if kept else average


def _broken(values: Sequence[float], centre: float, limits: tuple[float, float, float, float]) -> list[list[Broken]]:
    """Return the rules that each point breaks, in the order of RULES."""
    lower, upper, near_lower, near_upper = limits
    slack = TINY * (max(values) - min(values))
    sides = [0 if abs(one - centre) <= slack else 1 if one > centre else -1 for one in values]
    outside = [1 if one > upper + slack else -1 if one < lower - slack else 0 for one in values]
    near = [
        0 if out else 1 if one > near_upper + slack else -1 if one < near_lower - slack else 0
        for one, out in zip(values, outside, strict=True)
    ]  # fmt: skip
    found = (outside, _trend(values, slack), _two_of_three(sides, near), _shift(sides))
    return [
        [(rule, "high" if side > 0 else "low") for rule, side in zip(RULES, held, strict=True) if side]
        for held in zip(*found, strict=True)
    ]


def _trend(values: Sequence[float], slack: float) -> list[int]:
    """Return the direction of the trend that each point is in; a turning point is in the one on its right."""
    steps = [0 if abs(b - a) <= slack else 1 if b > a else -1 for a, b in pairwise(values)]
    found = [0] * len(values)
    for last in range(RUN - 1, len(values)):
        run = steps[last - RUN + 1 : last]
        if run[0] and all(step == run[0] for step in run):
            found[last - RUN + 1 : last + 1] = [run[0]] * RUN
    return found


def _two_of_three(sides: Sequence[int], near: Sequence[int]) -> list[int]:
    found = [0] * len(sides)
    for first in range(len(sides) - 2):
        three = range(first, first + 3)
        side = sides[first]
        beyond = [at for at in three if near[at] == side]
        if side and all(sides[at] == side for at in three) and len(beyond) >= 2:
            for at in beyond:
                found[at] = side
    return found


def _shift(sides: Sequence[int]) -> list[int]:
    found = [0] * len(sides)
    for last in range(RUN - 1, len(sides)):
        run = sides[last - RUN + 1 : last + 1]
        if run[0] and all(side == run[0] for side in run):
            found[last - RUN + 1 : last + 1] = run
    return found

"""What an onlooker works out who knows some sums of cells: a programme over all cells, solved anew for every question.

Nothing of it is shared with the code that decides what is shown: it has a column for every cell, however many lie in
the same figures, and is as good for whole numbers as for any.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, inf
from typing import Any

import highspy
import numpy as np

MOST = 10_000.0
"""No cell holds more."""


@dataclass(frozen=True)
class Known:
    """That a weighted sum of cells is at least so much and at most so much."""

    terms: Mapping[Any, float]
    low: float = -inf
    high: float = inf


def exactly(cells: Collection[Hashable], count: float) -> Known:
    """Return that some cells hold so many together."""
    return Known(dict.fromkeys(cells, 1.0), count, count)


class Onlooker:
    """Someone who knows this much. whole: who reckons with whole numbers only, and not with parts of children."""

    def __init__(self, cells: Sequence[Hashable], known: Sequence[Known], *, whole: bool = False) -> None:
        self._place = {cell: at for at, cell in enumerate(cells)}
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (("output_flag", False), ("threads", 1)):
            self._highs.setOptionValue(option, value)
        nothing = np.array([], np.int32), np.array([], np.float64)
        for _ in cells:
            self._highs.addCol(0.0, 0.0, MOST, 0, *nothing)
        for one in known:
            places = np.array([self._place[cell] for cell in one.terms], np.int32)
            self._highs.addRow(one.low, one.high, len(places), places, np.array(list(one.terms.values()), float))
        if whole:
            kinds = np.full(len(cells), highspy.HighsVarType.kInteger)
            self._highs.changeColsIntegrality(len(cells), np.arange(len(cells), dtype=np.int32), kinds)

    def between(self, cells: Collection[Hashable]) -> tuple[int, int]:
        """Return the smallest and the largest whole number that some cells can hold together."""
        least, most = self._least(cells, 1.0), -self._least(cells, -1.0)
        return ceil(least - 1e-6), floor(most + 1e-6)

    def _least(self, cells: Collection[Hashable], sign: float) -> float:
        aim = np.zeros(len(self._place))
        aim[[self._place[cell] for cell in cells]] = sign
        self._highs.changeColsCost(len(aim), np.arange(len(aim), dtype=np.int32), aim)
        self._highs.run()
        assert self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal, "what is shown cannot all be true"
        return float(self._highs.getInfo().objective_function_value)


def is_hidden(low: int, high: int, threshold: int) -> bool:
    """Return whether so many values are left open as the Methods promise: as many as are small, and one that is not."""
    return high - low + 1 >= threshold and (low < 1 or high > threshold)

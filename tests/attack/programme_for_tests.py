"""A linear programme of many counts: how small and how large can each be, given all that is known?

What is fixed by itself is taken out, what is left falls into parts that have nothing to do with each other, and each
part is solved by HiGHS from where the last objective left it. One solution says something of every count in it.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor, inf, isnan
from typing import NamedTuple

import highspy
import numpy as np

TIGHT = 1e-6

Terms = tuple[tuple[int, float], ...]


class Row(NamedTuple):
    """A sum of (column, coefficient) that lies between low and high, and what kind of relation says so."""

    low: float
    high: float
    terms: Terms
    kind: str


class Impossible(AssertionError):
    """What is known contradicts itself: a relation is wrong, or a figure."""


@dataclass
class Range:
    """The smallest and largest value seen for a count so far; `exact` when nothing beyond them is possible."""

    low: float
    high: float
    exact: bool = False
    used: set[str] = field(default_factory=set)
    """The kinds of relations that hold it there, where that was asked."""

    def see(self, value: float) -> None:
        """Widen the range to a value that a solution has."""
        self.low, self.high = min(self.low, value), max(self.high, value)

    @property
    def wholes(self) -> tuple[int, int]:
        """The first and last whole value in the range."""
        return ceil(self.low - TIGHT), floor(self.high + TIGHT)


Enough = Callable[[int, Range], bool]
"""Whether a column's range is wide enough already, so that it need not be asked for any more."""


class Programme:
    """Counts from 0 up, and rows that tie them together."""

    def __init__(self, columns: int) -> None:
        self._low, self._high = [0.0] * columns, [inf] * columns
        self._rows: list[Row] = []
        self._seen: set[tuple[float, float, frozenset[tuple[int, float]]]] = set()
        self._why: dict[int, set[str]] = defaultdict(set)

    def add(self, low: float, high: float, terms: Iterable[tuple[int, float]], kind: str = "") -> None:
        """Add low <= sum <= high. A row that is there already is not added again."""
        summed: dict[int, float] = defaultdict(float)
        for column, coefficient in terms:
            summed[column] += coefficient
        kept = tuple((column, one) for column, one in summed.items() if one)
        if kept and (key := (low, high, frozenset(kept))) not in self._seen:
            self._seen.add(key)
            self._rows.append(Row(low, high, kept, kind))

    @property
    def size(self) -> int:
        """How many different rows there are."""
        return len(self._rows)

    def ranges(
        self, targets: Mapping[int, float], enough: Enough, *, seed: int = 1, limit: int | None = None
    ) -> dict[int, Range]:  # fmt: skip
        """Return how far each target (column -> its true value, or nan) can range, at least as far as is `enough`.

        With a `limit`, those are left out that were not yet looked at when so many had been found not to be.
        Raises Impossible where the rows contradict each other.
        """
        self._fix()
        parts = [(rows, {column for row in rows for column, _ in row.terms}) for rows in self._parts()]
        tied = {column for _, columns in parts for column in columns}
        found: dict[int, Range] = {}
        for column in targets.keys() - tied:  # nothing but its own bounds is known of it
            found[column] = Range(self._low[column], self._high[column], exact=True, used=self._why[column])
        for rows, columns in parts:
            here = {column: _begun(targets[column]) for column in sorted(columns & targets.keys())}
            if here and (limit is None or _lacking(found, enough) < limit):
                left = None if limit is None else limit - _lacking(found, enough)
                part = _Part(rows, self._low, self._high, sorted(columns))
                found |= part.search(here, targets, enough, random.Random(seed), left)
        return found

    def _is_fixed(self, column: int) -> bool:
        return self._high[column] - self._low[column] <= TIGHT

    def _fix(self) -> None:
        """Draw what follows from single rows: bounds, and from them more bounds, until nothing is fixed any more."""
        of: dict[int, list[int]] = defaultdict(list)
        for at, row in enumerate(self._rows):
            for column, _ in row.terms:
                of[column].append(at)
        waiting = list(range(len(self._rows)))
        queued = set(waiting)
        while waiting:
            at = waiting.pop()
            queued.discard(at)
            for column in self._tighten(self._rows[at]):
                for other in of[column]:
                    if other not in queued:
                        queued.add(other)
                        waiting.append(other)

    def _tighten(self, row: Row) -> list[int]:
        """Return the columns that a row fixes: its only free one, or all where they can be nothing but nothing."""
        free = [(column, one) for column, one in row.terms if not self._is_fixed(column)]
        known = sum(one * self._low[column] for column, one in row.terms if self._is_fixed(column))
        low, high = row.low - known, row.high - known
        if not free:
            if low > 1e-4 * (1 + abs(known)) or high < -1e-4 * (1 + abs(known)):
                raise Impossible(f"{row}: {low} to {high} is left of nothing")
            return []
        if len(free) == 1:
            return self._bound(row, *free[0], low, high)
        upwards = abs(high) <= TIGHT and all(one > 0 for _, one in free)
        downwards = abs(low) <= TIGHT and all(one < 0 for _, one in free)
        if not (upwards or downwards) or any(self._low[column] != 0 for column, _ in free):
            return []
        for column, _ in free:
            self._high[column] = 0.0
            self._note(column, row)
        return [column for column, _ in free]

    def _bound(self, row: Row, column: int, one: float, low: float, high: float) -> list[int]:
        """Bound the only free column of a row; return it where that fixes it."""
        first, last = sorted((low / one, high / one))
        if first > self._low[column] + TIGHT or last < self._high[column] - TIGHT:
            self._note(column, row)
        self._low[column] = max(self._low[column], first)
        self._high[column] = min(self._high[column], last)
        if self._high[column] < self._low[column] - 1e-4:
            raise Impossible(f"{row}: {self._low[column]} to {self._high[column]}")
        if not self._is_fixed(column):
            return []
        self._settle(column)
        return [column]

    def _note(self, column: int, row: Row) -> None:
        self._why[column] |= {row.kind, *(one for other, _ in row.terms if other != column for one in self._why[other])}

    def _settle(self, column: int) -> None:
        value = (self._low[column] + self._high[column]) / 2
        if abs(value - round(value)) < 1e-5:
            value = float(round(value))
        self._low[column] = self._high[column] = value

    def _parts(self) -> list[list[Row]]:
        """Return the rows that still say something, in groups that share no free column."""
        head: dict[int, int] = {}

        def top(column: int) -> int:
            while head.setdefault(column, column) != column:
                head[column] = head[head[column]]
                column = head[column]
            return column

        kept: list[Row] = []
        for low, high, terms, kind in self._rows:
            free = tuple((column, one) for column, one in terms if not self._is_fixed(column))
            if len(free) > 1:
                known = sum(one * self._low[column] for column, one in terms if self._is_fixed(column))
                kept.append(Row(low - known, high - known, free, kind))
                for column, _ in free[1:]:
                    head[top(column)] = top(free[0][0])
        parts: dict[int, list[Row]] = defaultdict(list)
        for row in kept:
            parts[top(row.terms[0][0])].append(row)
        return list(parts.values())


class _Part:
    """Rows that belong together, held by one solver."""

    def __init__(
        self, rows: Sequence[Row], low: Sequence[float], high: Sequence[float], columns: Sequence[int]
    ) -> None:
        self._at = {column: at for at, column in enumerate(columns)}
        self._low, self._high = [low[column] for column in columns], [high[column] for column in columns]
        self._kinds = [row.kind for row in rows]
        lengths = [len(row.terms) for row in rows]
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(columns), len(rows)
        lp.col_cost_ = np.zeros(len(columns))
        lp.col_lower_ = np.array(self._low)
        lp.col_upper_ = np.array(self._high)
        lp.row_lower_, lp.row_upper_ = np.array([row.low for row in rows]), np.array([row.high for row in rows])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.r_[0, np.cumsum(lengths)]
        lp.a_matrix_.index_ = np.array([self._at[column] for row in rows for column, _ in row.terms])
        lp.a_matrix_.value_ = np.array([one for row in rows for _, one in row.terms])
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (("output_flag", False), ("threads", 1), ("presolve", "off")):
            self._solver.setOptionValue(option, value)
        self._solver.passModel(lp)

    def search(
        self,
        ranges: Mapping[int, Range],
        true: Mapping[int, float],
        enough: Enough,
        draw: random.Random,
        limit: int | None,
    ) -> dict[int, Range]:
        """Widen the ranges: first all at once upwards and downwards, then some, then each that is left by itself.

        Return those that were looked at: all, unless `limit` of them were not wide enough.
        """
        left = [column for column, one in ranges.items() if not enough(column, one)]
        blind = any(isnan(true[column]) for column in left)
        for sign in (-1.0,) if blind else (1.0, -1.0):
            left = self._push(left, ranges, true, sign, left, enough)
        for _ in range(8):
            if len(left) > 3 and not blind:
                some = [column for column in left if draw.random() < 0.4]
                left = self._push(some, ranges, true, 1.0, left, enough)
        narrow = 0
        while left and (limit is None or narrow < limit):
            column = left[0]
            for sign in (-1.0, 1.0):
                if not enough(column, ranges[column]):
                    self._push([column], ranges, true, sign, left, enough)
                    ranges[column].used |= self._holding()
            ranges[column].exact = not enough(column, ranges[column])
            narrow += ranges[column].exact
            left = [one for one in left[1:] if not enough(one, ranges[one])]
        return {column: one for column, one in ranges.items() if column not in left}

    def _holding(self) -> set[str]:
        """Return the kinds of the rows that keep the last objective from going further."""
        duals = self._solver.getSolution().row_dual
        return {kind for kind, dual in zip(self._kinds, duals, strict=True) if abs(dual) > TIGHT}

    def _push(
        self, some: Sequence[int], ranges: Mapping[int, Range], true: Mapping[int, float], sign: float,
        left: Sequence[int], enough: Enough,
    ) -> list[int]:  # fmt: skip
        """Solve for the largest sum of some columns, none further than it need go; return those that lack width yet."""
        at = np.array([self._at[column] for column in some], dtype=np.int32)
        if not len(at):
            return list(left)
        solver = self._solver
        caps = np.array([min(self._high[self._at[column]], _cap(true[column])) for column in some])
        ones = np.ones(len(at))
        low = np.array([self._low[one] for one in at])
        solver.changeColsCost(len(at), at, -sign * ones)
        if sign > 0:
            solver.changeColsBounds(len(at), at, low, caps)
        solver.run()
        if len(some) == 1 and sign > 0 and solver.getModelStatus() == highspy.HighsModelStatus.kUnbounded:
            ranges[some[0]].see(inf)
        elif solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise Impossible(f"no counts fit all that is known: {solver.getModelStatus()}")
        values = solver.getSolution().col_value
        for column, one in ranges.items():
            one.see(values[self._at[column]])
        solver.changeColsCost(len(at), at, 0 * ones)
        if sign > 0:
            solver.changeColsBounds(len(at), at, low, np.array([self._high[one] for one in at]))
        return [column for column in left if not enough(column, ranges[column])]


def _begun(true: float) -> Range:
    return Range(inf, -inf) if isnan(true) else Range(true, true)


def _lacking(found: Mapping[int, Range], enough: Enough) -> int:
    return sum(not enough(column, one) for column, one in found.items())


def _cap(true: float) -> float:
    """Return how high a count need be pushed to show that it is hidden; pushed no further it leaves room for others."""
    return max(6.0, true + 5) if true < 50 else inf  # of nan too: how high it goes is what was asked

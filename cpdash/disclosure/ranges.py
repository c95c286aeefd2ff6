"""What can be worked out of linked counts: the smallest and largest value of each that agrees with all that is known.

Every count is a sum of some of the same hidden, non-negative parts. What is known of some counts bounds the others: a
linear programme. One of its solutions is a possible world, and says of every count at once that it could be so large or
so small; so a few solutions with mixed aims settle most counts, and only those left over are asked for one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil, floor

import highspy
import numpy as np
from numpy.typing import NDArray

from cpdash.disclosure.rule import TINY, Rule

MIXED = 4
"""Mixed aims that are tried before counts are asked for one by one."""

MOST = 1e5
"""No part is larger: more children than any council has."""

PRIMAL = 4

SLACK = 1e-5
"""What a world may miss of what is known, and still agree with it."""

Counts = NDArray[np.float64]
Rows = NDArray[np.int8]


class Contradiction(ValueError):
    """What is known of linked counts cannot all be so."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Counts that hang together. rows: counts by parts, 1 where the part belongs; values: the counts as they are.

    A row may hold -1 too: a difference of counts, which can be known and is never a figure of its own.
    A value may be nan where nobody has counted: then only what is known of others bounds it.
    """

    rows: Rows
    values: Counts


Known = Mapping[int, tuple[float, float]]
"""What someone knows: of a count, by its number, the smallest and largest value that it can have."""


def exactly(linked: Linked, counts: Iterable[int]) -> dict[int, tuple[float, float]]:
    """Return what someone knows who knows these counts as they are."""
    return {one: (float(linked.values[one]), float(linked.values[one])) for one in counts}


@dataclass(slots=True)
class Worlds:
    """Possible worlds that were met on the way: one that still agrees with what is known need not be looked for."""

    found: list[Counts] = field(default_factory=list)

    def agree(self, linked: Linked, known: Known) -> None:
        """Forget the worlds that do not agree with what is known."""
        if not self.found or not known:
            return
        cells = sorted(known)
        bounds = np.array([known[one] for one in cells], float).reshape(-1, 2)
        counts = linked.rows[cells].astype(float) @ np.array(self.found).T
        fits = ((counts >= bounds[:, :1] - SLACK) & (counts <= bounds[:, 1:] + SLACK)).all(axis=0)
        self.found = [self.found[at] for at in np.flatnonzero(fits)]


def told(linked: Linked, known: Known, guarded: Iterable[int], rule: Rule) -> list[int]:
    """Return the guarded counts that are not hidden well enough from someone who knows what is known.

    Raises Contradiction where what is known contradicts itself.
    """
    left = sorted(guarded)
    return list(_told(linked, known, left, rule, Worlds(), ())) if left else []


def first_told(
    linked: Linked, known: Known, guarded: Iterable[int], rule: Rule, worlds: Worlds | None = None,
    suspects: Iterable[int] = (),
) -> int | None:  # fmt: skip
    """Return one guarded count that is not hidden well enough; None where all are. As `told`, but sooner.

    `worlds` are possible worlds of which some may still agree; those that are met are added. `suspects` are looked at
    before the others.
    """
    left = sorted(guarded)
    return next(_told(linked, known, left, rule, worlds or Worlds(), suspects), None) if left else None


def spans(linked: Linked, known: Known, counts: Iterable[int]) -> dict[int, tuple[float, float]]:
    """Return the smallest and the largest value that some counts can have for someone who knows what is known."""
    left = sorted(counts)
    programme = _Programme(linked, known, Worlds())
    rows = linked.rows.astype(float)
    return {
        one: (float(rows[one] @ programme.solution(-rows[one])), float(rows[one] @ programme.solution(rows[one])))
        for one in left
    }


def narrows(linked: Linked, known: Known, before: Mapping[int, tuple[float, float]]) -> bool:
    """Return whether less is left open of a count than there was `before`, by a whole number at least."""
    open_ = {one: both for one, both in before.items() if floor(both[1] + TINY) > ceil(both[0] - TINY)}
    now = spans(linked, known, open_) if open_ else {}
    return any(
        ceil(low - TINY) > ceil(open_[one][0] - TINY) or floor(high + TINY) < floor(open_[one][1] + TINY)
        for one, (low, high) in now.items()
    )


def _told(
    linked: Linked, known: Known, left: list[int], rule: Rule, worlds: Worlds, suspects: Iterable[int]
) -> Iterator[int]:  # fmt: skip
    worlds.agree(linked, known)
    programme = _Programme(linked, known, worlds)
    low, high = linked.values[left].copy(), linked.values[left].copy()
    rows = linked.rows[left].astype(float)
    if worlds.found:
        seen = rows @ np.array(worlds.found).T
        _widen(low, high, seen.min(axis=1))
        _widen(low, high, seen.max(axis=1))
    places = {one: at for at, one in enumerate(left)}
    looked_at = [places[one] for one in suspects if one in places]
    for at in looked_at:
        if _comes_out(programme, rows, low, high, at, rule):
            yield left[at]
    if len(left) > 1:
        _mix(programme, rows, low, high, rule)
    for at in range(len(left)):
        if at not in looked_at and _comes_out(programme, rows, low, high, at, rule):
            yield left[at]


def _comes_out(programme: _Programme, rows: Counts, low: Counts, high: Counts, at: int, rule: Rule) -> bool:
    """Return whether a count is not hidden, after looking for the worlds in which it is largest and smallest."""
    for aim in (1.0, -1.0):
        if not rule.lays_open(low.item(at), high.item(at)):
            return False
        _widen(low, high, rows @ programme.solution(aim * rows[at]))
    return rule.lays_open(low.item(at), high.item(at)) and not rule.is_harmless(low[at], high[at])


def _mix(programme: _Programme, rows: Counts, low: Counts, high: Counts, rule: Rule) -> None:
    """Widen what the counts can be by worlds that are extreme for a mixture of those that are not hidden yet."""
    mixed = np.random.default_rng(len(low))
    for turn in range(MIXED):
        open_ = np.fromiter(map(rule.lays_open, low.tolist(), high.tolist()), bool, len(low))
        if open_.sum() < 2:
            break
        weights = mixed.random(len(low)) * open_
        for aim in (1.0, -1.0) if turn % 2 == 0 else (-1.0, 1.0):
            _widen(low, high, rows @ programme.solution(aim * (weights @ rows)))


def _widen(low: Counts, high: Counts, seen: Counts) -> None:
    np.fmin(low, seen, out=low)
    np.fmax(high, seen, out=high)


class _Programme:
    """The linear programme of what is known, solved for one aim after another from where the last one ended."""

    def __init__(self, linked: Linked, known: Known, worlds: Worlds) -> None:
        rows, low, high = _without_repeats(linked, known)
        self._worlds = worlds
        self._columns = linked.rows.shape[1]
        self._places = np.arange(self._columns, dtype=np.int32)
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        self._highs.setOptionValue("output_flag", False)
        self._highs.setOptionValue("threads", 1)
        self._highs.setOptionValue("presolve", "off")
        self._highs.setOptionValue("simplex_scale_strategy", 0)
        self._highs.setOptionValue("simplex_strategy", PRIMAL)  # only the aim changes: the last world is a start
        self._highs.passModel(_model(rows, low, high))

    def solution(self, aim: Counts) -> Counts:
        """Return the parts of a possible world in which the aim is largest."""
        self._highs.changeColsCost(self._columns, self._places, -aim)
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise Contradiction(f"What is known contradicts itself: {self._highs.getModelStatus()}")
        self._worlds.found.append(np.asarray(self._highs.getSolution().col_value))
        return self._worlds.found[-1]


def _without_repeats(linked: Linked, known: Known) -> tuple[Rows, Counts, Counts]:
    """Return the rows of what is known, each once, with the tightest bounds that are known of it."""
    found: dict[bytes, tuple[int, float, float]] = {}
    for one, (low, high) in sorted(known.items()):
        key = linked.rows[one].tobytes()
        _, lowest, highest = found.get(key, (one, -np.inf, np.inf))
        found[key] = one, max(low, lowest), min(high, highest)
    places = [one for one, _, _ in found.values()]
    bounds = np.array([both for _, *both in found.values()], float).reshape(-1, 2)
    return linked.rows[places], bounds[:, 0], bounds[:, 1]


def _model(rows: Rows, low: Counts, high: Counts) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = rows.shape[1], rows.shape[0]
    model.col_cost_ = np.zeros(rows.shape[1])
    model.col_lower_, model.col_upper_ = np.zeros(rows.shape[1]), np.full(rows.shape[1], MOST)
    model.row_lower_, model.row_upper_ = low, high
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.concatenate([[0], np.cumsum((rows != 0).sum(axis=1))]).astype(np.int32)
    model.a_matrix_.index_ = np.nonzero(rows)[1].astype(np.int32)
    model.a_matrix_.value_ = rows[np.nonzero(rows)].astype(float)
    return model

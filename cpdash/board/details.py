"""Further views that leave the board: what is behind a change, moves between placements, actions and inspections."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from cpdash.board.views import Place, Point, Series, Stamp
from cpdash.catalogue import Indicator
from cpdash.periods import Form, Month

DONE = frozenset({"done", "completed", "closed"})
"""Statuses of an action of which nothing is left to do."""

WRITTEN = re.compile(r"(?P<year>\d{4})(-(?P<month>0[1-9]|1[0-2])(-(?P<day>\d{2}))?)?")
"""A year, a month or a day. People write other things too ("ongoing"): those stand as they are, and are never late."""

Where = tuple[tuple[str, str], ...]
"""Pairs of dimension and category that figures are narrowed to; categories of one dimension count together."""


CLOSED = "not on the list of what may be public: it would tell small numbers"
"""Why a dimension is closed in the public file. It never says which numbers are small."""

REST = "All others, or not shown"
"""What a mix calls the part that is left of the whole."""

UNKNOWN = "Not known"
"""What a mix calls those of whom nothing is known: they are never among the others."""


@dataclass(frozen=True, slots=True)
class Openings:
    """What the figures of an indicator can be narrowed to.

    open: each dimension with its categories, in the order shown. closed: dimensions that only full detail has.
    together: whether several dimensions can be chosen at once.
    """

    open: tuple[tuple[str, tuple[str, ...]], ...]
    closed: tuple[str, ...]
    together: bool

    def categories(self, dimension: str) -> tuple[str, ...]:
        """Return the categories of a dimension; none where it is not open."""
        return dict(self.open).get(dimension, ())


@dataclass(frozen=True, slots=True)
class Mix:
    """How a count divides: of each part how many there are in each month, oldest month first.

    parts: each with its counts, the largest now first, then UNKNOWN, then REST, which is what the others leave of the
    total: what is withheld is in it too. A count of None was withheld or is not known. series: every category.
    """

    indicator: Indicator
    place: Place
    stamp: Stamp
    form: Form
    dimension: str
    months: tuple[Month, ...]
    parts: tuple[tuple[str, tuple[float | None, ...]], ...]
    totals: tuple[float, ...]
    series: Series

    @property
    def shown(self) -> tuple[Point, ...]:
        """The figures of the months that are shown."""
        return tuple(point for point in self.series.points if point.month in self.months)

    def share(self, part: str, at: int) -> float | None:
        """Return a part in one of the months as a percentage of the whole; None where there is none."""
        count = dict(self.parts)[part][at]
        return None if count is None or not self.totals[at] else 100 * count / self.totals[at]


@dataclass(frozen=True, slots=True)
class Shift:
    """How many there are of one category now and were before; None where that is withheld or not known."""

    category: str
    now: float | None
    before: float | None

    @property
    def change(self) -> float | None:
        """How many more there are now."""
        return None if self.now is None or self.before is None else self.now - self.before


@dataclass(frozen=True, slots=True)
class Change:
    """What is behind the change of a count, or of the count that a share is of, between two months.

    shifts: each dimension with its categories, the largest change in the direction of the whole first. The changes of
    all categories of a dimension add up to that of the total wherever none is withheld.
    """

    indicator: Indicator
    place: Place
    stamp: Stamp
    form: Form
    month: Month
    before: Month
    total: Shift
    of: Shift | None
    shifts: tuple[tuple[str, tuple[Shift, ...]], ...]
    where: Where = ()


@dataclass(frozen=True, slots=True)
class Moves:
    """Moves of children between kinds of placement in a window: from, to, and how many; all of them in `total`.

    kinds: those that occur, in the catalogue's order. status and reason: those of the window's figure; "missing" where
    there is none, so that nothing is told of moves.
    """

    place: Place
    stamp: Stamp
    form: Form
    month: Month
    kinds: tuple[str, ...]
    moved: tuple[tuple[str, str, float], ...]
    where: Where = ()
    status: str = "missing"
    reason: str | None = None

    @property
    def total(self) -> float:
        """All moves."""
        return sum(count for _, _, count in self.moved)

    def between(self, left: str, right: str) -> float:
        """Return how many moves there were from one kind to another; an empty name stands for every kind."""
        return sum(count for one, other, count in self.moved if left in ("", one) and right in ("", other))


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that was promised. `due` and `status_date` are as written: a day, a month or a year."""

    plan: str | None
    priority: str | None
    text: str
    lead: str | None
    due: str | None
    status: str | None
    status_date: str | None
    success_measure: str | None
    indicator: Indicator | None
    document: str | None

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return (self.status or "").casefold() in DONE

    def is_overdue(self, month: Month | None) -> bool:
        """Return whether it is not done and was due before a month. What is due in a year has all of it."""
        if self.is_done or month is None or not (due := WRITTEN.fullmatch(self.due or "")):
            return False
        return Month(int(due["year"]), int(due["month"] or 12)) < month


@dataclass(frozen=True, slots=True)
class Home:
    """One children's home on Ofsted's list of `as_at`."""

    urn: str
    provision: str | None
    sector: str | None
    status: str | None
    places: int | None
    inspected: date | None
    grade: str | None
    as_at: date | None


@dataclass(frozen=True, slots=True)
class HomeJudgement:
    """How a board was told that one of its homes was judged."""

    home: str
    as_at: date
    grade: str | None
    document: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """One inspection of a council's services for children, with the grade of each aspect that was graded."""

    inspected: date
    published: date | None
    inspection: str | None
    grades: tuple[tuple[str, str], ...]

    def grade(self, aspect: str) -> str:
        """Return the grade of an aspect; empty for none."""
        return dict(self.grades).get(aspect, "")


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of a council's board."""

    day: date
    form: str | None
    item: str | None
    document: str | None


@dataclass(frozen=True, slots=True)
class Registers:
    """What is kept of a council beside its figures: promises, homes, inspections, meetings."""

    place: Place
    stamp: Stamp
    actions: tuple[Action, ...]
    homes: tuple[Home, ...]
    home_judgements: tuple[HomeJudgement, ...]
    judgements: tuple[Judgement, ...]
    meetings: tuple[Meeting, ...]

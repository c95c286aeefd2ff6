"""Further views that leave the board: what is behind a change, moves between placements, actions and inspections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cpdash.board.views import Place, Stamp
from cpdash.catalogue import Indicator
from cpdash.periods import Form, Month

DONE = frozenset({"done", "completed", "closed"})
"""Statuses of an action of which nothing is left to do."""

Where = tuple[tuple[str, str], ...]
"""Pairs of dimension and category that figures are narrowed to; categories of one dimension count together."""


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

    shifts: dimension -> its categories, the largest change in the direction of the whole first. The changes of all
    categories of a dimension add up to that of the total wherever none is withheld.
    """

    indicator: Indicator
    place: Place
    stamp: Stamp
    form: Form
    month: Month
    before: Month
    total: Shift
    of: Shift | None
    shifts: Mapping[str, tuple[Shift, ...]]
    where: Where = ()


@dataclass(frozen=True, slots=True)
class Moves:
    """Moves of children between kinds of placement in a window: (from, to) -> how many, all of them in `total`.

    started and ended count all placements that began and ended in the window, moves and others. `kinds` are in the
    catalogue's order.
    """

    place: Place
    stamp: Stamp
    form: Form
    month: Month
    kinds: tuple[str, ...]
    moved: Mapping[tuple[str, str], float]
    where: Where = ()

    @property
    def total(self) -> float:
        """All moves."""
        return sum(self.moved.values())


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
        return self.status in DONE

    def is_overdue(self, month: Month | None) -> bool:
        """Return whether it is not done and was due before a month. What is due in a year has all of it."""
        if self.is_done or not self.due or month is None:
            return False
        parts = [int(part) for part in self.due.split("-")]
        return Month(parts[0], parts[1] if len(parts) > 1 else 12) < month


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
    """One inspection of a council's services for children: aspect -> grade."""

    inspected: date
    published: date | None
    inspection: str | None
    grades: Mapping[str, str | None]


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

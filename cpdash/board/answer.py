"""The answer: what one indicator says in one month, worked out once for every surface that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cpdash.board.views import Card, Gap, Judgement, Note, Place, Stamp
from cpdash.periods import Form, Month
from cpdash.stats.interval import Compared, Interval, Judged
from cpdash.stats.trend import Trend
from cpdash.stats.xmr import Assurance, Rule, Side, Variation

Against = Literal["month", "year", "year start"]
"""What a change is against: the month before, the same month a year before, the end of the last financial year."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change against an earlier figure of the same series, in the unit, and by polarity whether it is better.

    percent: the change as a share of what was; None for a percentage or a score, which differ in points.
    """

    against: Against
    month: Month
    was: float
    change: float
    judgement: Judgement
    percent: float | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """How the latest figure stands in a window of figures.

    extreme: whether it alone is the highest or lowest of all. beyond: the round number that it is the first above
    ("high") or below ("low"). average: all numerators over all denominators ("pooled") where every figure has its
    counts, else the mean of the figures. run: for how many months in a row it has moved the same way, negative: down.
    off_highest, off_lowest: how far the latest figure is from those, in per cent; None where it is told in points.
    above, below: in how many of the figures with a target the value was above and below it.
    """

    first: Month
    values: int
    highest: float
    highest_months: tuple[Month, ...]
    lowest: float
    lowest_months: tuple[Month, ...]
    extreme: Side | None = None
    beyond: tuple[Side, float] | None = None
    average: float = 0.0
    averaged: Literal["pooled", "mean"] = "mean"
    run: int = 0
    off_highest: float | None = None
    off_lowest: float | None = None
    above: int = 0
    below: int = 0
    held: int = 0


@dataclass(frozen=True, slots=True)
class Signal:
    """The control chart of the last months: limits in the unit, and what the latest point says (ANALYSIS 1).

    rules: what the latest point breaks, first the one that is named. begins: the first month of the run that breaks it
    with the latest. months and broken go together: which rule each point breaks. rebased: who let the limits begin
    anew in their first month, and why; None where nobody did.
    """

    form: Form
    variation: Variation
    rules: tuple[Rule, ...]
    side: Side | None
    begins: Month
    assurance: Assurance | None
    centre: float
    lower: float
    upper: float
    months: tuple[Month, ...]
    values: tuple[float, ...]
    broken: tuple[Rule | None, ...]
    rebased: Note | None = None


@dataclass(frozen=True, slots=True)
class Compare:
    """A benchmark beside the latest figure: the 95 % interval of that, and whether it holds the benchmark.

    before: the gap a year before, in the unit, where both were published then. widens: whether the council is worse by
    more than chance, and by more than the year before. Without an interval nothing is compared.
    """

    gap: Gap
    interval: Interval | None
    compared: Compared | None
    judged: Judged | None
    before: float | None = None
    widens: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """The council's rank among those of its region in the newest published year, and how it moved."""

    year: int
    rank: int
    of: int
    previous_rank: int | None
    previous_of: int | None
    moved: int | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of one indicator of a council as at a month: better, real, good enough, and how others do.

    card: the figure itself with its target. late: months by which the newest figure is older than it should be.
    signal is None where none can be told, and no_signal says why. trend: of the last five annual figures. notes: what
    people say of the indicator up to the month, newest first.
    """

    place: Place
    stamp: Stamp
    month: Month
    card: Card
    changes: tuple[Change, ...] = ()
    record: Record | None = None
    signal: Signal | None = None
    no_signal: str = ""
    compares: tuple[Compare, ...] = ()
    standing: Standing | None = None
    trend: Trend | None = None
    notes: tuple[Note, ...] = ()
    late: int = 0
    newly_missed: bool = False
    newly_met: bool = False

    def change(self, against: Against) -> Change | None:
        """Return the change against an earlier figure; None where it is not there."""
        return next((one for one in self.changes if one.against == against), None)


Reason = Literal[
    "newly missed", "missed", "concerning", "widening", "worst tenth", "worst quarter", "worst", "worse", "late",
    "newly met", "improving", "best", "better", "moved up",
]  # fmt: skip
"""Why an answer is named on the Overview."""


@dataclass(frozen=True, slots=True)
class Attention:
    """An answer that the board should look at, and why, the weightiest reason first."""

    answer: Answer
    reasons: tuple[Reason, ...]

    @property
    def card(self) -> Card:
        """The figure itself."""
        return self.answer.card


@dataclass(frozen=True, slots=True)
class Overview:
    """Every indicator of one council as at one month, under its theme, and which to look at first."""

    place: Place
    month: Month
    months: tuple[Month, ...]
    stamp: Stamp
    attention: tuple[Attention, ...]
    themes: tuple[tuple[str, tuple[Answer, ...]], ...]
    improved: tuple[Attention, ...] = ()

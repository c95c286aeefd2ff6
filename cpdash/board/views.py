"""What leaves the board: frozen values that pages, charts, sentences, exports and commands all draw from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from cpdash.catalogue import Indicator
from cpdash.periods import Form, Month
from cpdash.stats.compare import Band
from cpdash.store.snapshots import Scope

Kind = Literal["region", "england", "neighbours"]
Average = Literal["mean", "median"]
KINDS: tuple[Kind, ...] = ("region", "neighbours", "england")


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which snapshot a view was made from: the id that every page and export prints."""

    id: str
    built_at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """A council, region or country. `region` is the code of the region that a council lies in.

    A synthetic council is made up, to show the dashboard with: no child of it exists.
    """

    code: str
    name: str
    kind: Literal["council", "region", "country"]
    region: str | None = None
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class OtherValue:
    """What another source, or an older release, says of the same figure."""

    value: float | None
    source: str


@dataclass(frozen=True, slots=True)
class Point:
    """One figure. `value` is None exactly when `status` is suppressed or missing, and `reason` then says why.

    `basis` is "indicative" where a national publication counts something close to the measure, not the same.
    `nearest` is what the value is rounded to, where that is more than the indicator's decimals: what can only be told
    more exactly is then not judged.
    """

    month: Month
    value: float | None
    status: str
    source: str
    reason: str | None = None
    numerator: float | None = None
    denominator: float | None = None
    basis: str = "same"
    category: str = ""
    note: str | None = None
    document: str | None = None
    other_values: tuple[OtherValue, ...] = ()
    nearest: float | None = None


@dataclass(frozen=True, slots=True)
class TargetStep:
    """A target from a month to a month (None: until another begins), in the indicator's unit."""

    start: Month
    end: Month | None
    value: float
    tolerance: float
    owner: str
    reason: str
    source: str

    def holds_in(self, month: Month) -> bool:
        """Return whether this is the target of a month."""
        return self.start <= month and (self.end is None or month <= self.end)


@dataclass(frozen=True, slots=True)
class Line:
    """A benchmark through time. `label` stands at its end, `form` is its window."""

    kind: Kind
    area: str
    label: str
    form: Form
    basis: str
    note: str | None
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What a board paper says of a series without printing the figure."""

    month: Month
    text: str
    document: str | None


NoteKind = Literal["commentary", "action", "event", "rebase"]


@dataclass(frozen=True, slots=True)
class Note:
    """What a person says of an indicator as at a month, and who; an action also by when it is to be done (`due`).

    A rebase says why the limits of the control chart begin anew in its month.
    """

    month: Month
    kind: NoteKind
    text: str
    who: str
    due: date | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator of one council in one form, through time, with what it is held against.

    With a `dimension` every point carries its category. `where` names the categories that the figures are narrowed to.
    Either leaves out targets and benchmarks, which are for all children.
    """

    indicator: Indicator
    place: Place
    form: Form
    stamp: Stamp
    points: tuple[Point, ...]
    targets: tuple[TargetStep, ...] = ()
    benchmarks: tuple[Line, ...] = ()
    dimension: str = ""
    said: tuple[Said, ...] = ()
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def latest(self) -> Point | None:
        """The newest point that has a value."""
        return next((point for point in reversed(self.points) if point.value is not None), None)

    @property
    def target(self) -> TargetStep | None:
        """The target that holds in the month of the latest value."""
        return target_in(self.targets, self.latest.month) if self.latest else None


TargetStatus = Literal["met", "close", "missed"]
Judgement = Literal["better", "worse", "level", "none"]


@dataclass(frozen=True, slots=True)
class Gap:
    """A comparator's figure beside the council's: `gap` is the council's value minus it, both for `month`."""

    kind: Kind
    label: str
    value: float
    gap: float
    judgement: Judgement
    month: Month
    basis: str


@dataclass(frozen=True, slots=True)
class Card:
    """One indicator on the Overview, as at the month shown.

    `change` is against the previous point of the same form, in the unit, and `judgement` says by polarity whether it
    is better. `band` is the quartile among all English councils in the latest published year, and
    `ahead` the share of those councils (0 to 1) that do better; both None where there is nothing to judge by.
    """

    indicator: Indicator
    form: Form
    latest: Point | None
    previous: Point | None
    change: float | None
    judgement: Judgement
    target: TargetStep | None
    target_status: TargetStatus | None
    gaps: tuple[Gap, ...]
    band: Band | None
    trail: tuple[Point, ...]
    ahead: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One area in a comparison. `rank` is None for areas outside the group and for those without a value."""

    place: Place
    value: float | None
    rank: int | None
    member: bool
    mine: bool
    status: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The statistical neighbours' average: `n` of `listed` reported a value."""

    model: int
    mean: float | None
    median: float | None
    n: int
    listed: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """One indicator of one council against a group in one published year.

    `rows` has the members of the group, best first by polarity, those without a value last, and the region and
    England for reference. `moved` is positive when the council moved up; `comparison` says in words why it is None.
    `source` is whence the council's own figure comes, `sources` whence any that is compared does.
    """

    indicator: Indicator
    place: Place
    stamp: Stamp
    year: int
    month: Month | None
    years: tuple[int, ...]
    form: Form
    category: str
    value: float | None
    reason: str | None
    region: Row | None
    england: Row | None
    neighbours: Neighbours | None
    models: tuple[int, ...]
    group: Kind
    group_name: str
    rank: int | None
    of: int
    not_reported: tuple[str, ...]
    previous_rank: int | None
    previous_of: int | None
    moved: int | None
    comparison: str
    band: Band | None
    band_of: int
    rows: tuple[Row, ...]
    basis: str
    note: str | None
    source: str | None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """One file that went into the snapshot."""

    id: int
    loaded_at: datetime
    file: str
    kind: str
    family: str
    title: str
    publisher: str
    licence: str
    release: str
    rows_read: int
    rows_used: int
    rows_left: int
    rows_refused: int
    findings: int
    restated: int


@dataclass(frozen=True, slots=True)
class FoundFault:
    """One finding of a file that was loaded."""

    load: int
    severity: str
    file: str
    row: int | None
    column: str | None
    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class Restatement:
    """A published figure that a newer release changed."""

    place: str
    indicator: Indicator
    month: Month
    category: str
    old: float | None
    new: float | None
    old_release: str
    new_release: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two national sources agree on an indicator, over the points that both publish."""

    indicator: Indicator
    one: str
    other: str
    points: int
    differing: int


@dataclass(frozen=True, slots=True)
class FaultyMonth:
    """How many faults in the rows of a council's returns touch a month, by rule. The rows are kept and counted."""

    month: Month
    rules: tuple[tuple[str, int], ...]

    @property
    def faults(self) -> int:
        """All of them together."""
        return sum(count for _, count in self.rules)


@dataclass(frozen=True, slots=True)
class Holdings:
    """What was loaded, found, restated and reconciled in this snapshot."""

    stamp: Stamp
    loads: tuple[LoadedFile, ...]
    findings: tuple[FoundFault, ...]
    restatements: tuple[Restatement, ...]
    agreements: tuple[Agreement, ...]
    faulty_months: tuple[FaultyMonth, ...] = ()


@dataclass(frozen=True, slots=True)
class Footer:
    """What every page says of itself: which snapshot, whose figures, and whether the view is safe to share.

    scope: "public" where only released values are shown, "service" for full detail. own: whether a real council's own
    figures, which nobody has published, went into the snapshot; without them full detail can identify nobody.
    """

    stamp: Stamp
    sources: tuple[str, ...]
    scope: Scope
    own: bool

    @property
    def safe(self) -> bool:
        """Whether the view may be shown to anyone."""
        return self.scope == "public" or not self.own


def target_in(targets: tuple[TargetStep, ...], month: Month) -> TargetStep | None:
    """Return the target of a month: the one that began last among those that hold."""
    holding = [step for step in targets if step.holds_in(month)]
    return holding[-1] if holding else None

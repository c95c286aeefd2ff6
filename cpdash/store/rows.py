"""The typed rows that the reader's queries give. Field names are the queries' column names."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple


class StampRow(NamedTuple):
    """Which snapshot this is, and which of its two files. `built_at` is in UTC.

    own: whether a real council's own figures went into the snapshot, be it that this file withholds them.
    """

    id: str
    built_at: datetime
    scope: str
    own: bool


class PublisherRow(NamedTuple):
    """One publisher."""

    name: str


class AreaRow(NamedTuple):
    """One council, region or country."""

    code: str
    name: str
    kind: str
    region: str | None
    dfe_number: str | None
    current: bool
    synthetic: bool


class FigureRow(NamedTuple):
    """One source's value of one figure; place 1 is the one to show, national_place 1 the one to compare with.

    nearest: what a public figure is rounded to, where that is more than its own decimals.
    """

    area: str
    indicator: str
    form: str
    month: date
    dimension: str
    category: str
    numerator: float | None
    denominator: float | None
    value: float | None
    status: str
    reason: str | None
    basis: str
    note: str | None
    source: str
    document: str | None
    family: str
    release: str
    is_national: bool
    place: int
    national_place: int | None
    nearest: float | None = None


class YearRow(NamedTuple):
    """The nationally published totals of an indicator in a year: areas and their values, in one order."""

    indicator: str
    form: str
    month: date
    areas: list[str]
    values: list[float]


class FactRow(NamedTuple):
    """What a measure and what it is a share of add up to in a month; `first` and `second` are '' where not split."""

    month: date
    first: str
    second: str
    numerator: float
    denominator: float


class LackRow(NamedTuple):
    """A month for which the return does not hold what is needed, and why."""

    month: date
    reason: str


class TargetRow(NamedTuple):
    """A target for a run of months; `area` is 'all' where it holds for every council."""

    indicator: str
    area: str
    from_month: date
    to_month: date | None
    value: float
    tolerance: float
    owner: str
    reason: str
    source: str


class AvailableRow(NamedTuple):
    """How many values an area has of one indicator in one form and breakdown, and from when to when.

    `derived` says that some of them were worked out from the council's return.
    """

    indicator: str
    form: str
    dimension: str
    points: int
    first: date
    last: date
    derived: bool


class NeighbourRow(NamedTuple):
    """One statistical neighbour; rank 1 is the nearest."""

    model: int
    rank: int
    neighbour: str
    name: str
    closeness: str | None


class StatementRow(NamedTuple):
    """Something that a board paper says of a series."""

    indicator: str
    month: date
    text: str
    document: str | None


class NoteRow(NamedTuple):
    """Something that a person says of an indicator as at a month."""

    indicator: str
    month: date
    kind: str
    text: str
    who: str
    due: date | None
    status: str | None


class LoadRow(NamedTuple):
    """One file that was loaded."""

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


class FindingRow(NamedTuple):
    """One fault or remark of a load."""

    load: int
    severity: str
    file: str
    row: int | None
    column: str | None
    rule: str
    message: str


class RestatementRow(NamedTuple):
    """One figure that a newer release changed."""

    load: int
    area: str
    area_name: str
    indicator: str
    form: str
    month: date
    category: str
    old_value: float | None
    new_value: float | None
    old_release: str
    new_release: str


class FaultMonthRow(NamedTuple):
    """How many faults that break one rule touch a month."""

    month: date
    rule: str
    severity: str
    rows: int


class ReconciliationRow(NamedTuple):
    """How far two national sources agree on an indicator."""

    indicator: str
    dimension: str
    one: str
    other: str
    points: int
    differing: int


class BrokenDownRow(NamedTuple):
    """One category that an indicator is broken down by."""

    dimension: str
    category: str


class ActionRow(NamedTuple):
    """One thing that a council said it would do. Dates are as written: a day, a month or a year."""

    plan: str | None
    priority: str | None
    action: str
    lead: str | None
    due: str | None
    status: str | None
    status_date: str | None
    success_measure: str | None
    indicator: str | None
    document: str | None


class HomeRow(NamedTuple):
    """One children's home on Ofsted's list. `as_at` is the day of the list."""

    urn: str
    provision: str | None
    sector: str | None
    status: str | None
    places: int | None
    inspected: date | None
    grade: str | None
    as_at: date | None


class HomeJudgementRow(NamedTuple):
    """How a board was told that a home was judged."""

    home: str
    as_at: date
    grade: str | None
    document: str | None
    note: str | None


class JudgementRow(NamedTuple):
    """One grade of one inspection of a council's services for children."""

    inspected: date
    published: date | None
    inspection: str | None
    aspect: str
    grade: str | None


class MeetingRow(NamedTuple):
    """One meeting of a council's board."""

    day: date
    form: str | None
    item: str | None
    document: str | None

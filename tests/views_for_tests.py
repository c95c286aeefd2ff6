"""Small builders of the board's views: say what matters to a test, the rest is a plain Stockton-on-Tees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zlib import crc32

from cpdash.board.answer import Answer, Overview
from cpdash.board.cards import target_status
from cpdash.board.views import (
    Card,
    Comparison,
    Gap,
    Judgement,
    Kind,
    Line,
    Neighbours,
    Place,
    Point,
    Row,
    Series,
    Stamp,
    TargetStep,
    target_in,
)  # fmt: skip
from cpdash.catalogue import Indicator
from cpdash.periods import Form, Month

STAMP = Stamp("20250401T090000Z-abc123", datetime(2025, 4, 1, 9, tzinfo=UTC))
STOCKTON = Place("E06000004", "Stockton-on-Tees", "council", "E12000001")
NORTH_EAST = Place("E12000001", "North East", "region")
ENGLAND = Place("E92000001", "England", "country")
LABELS: dict[Kind, str] = {"region": "North East", "neighbours": "Neighbours (mean of 10)", "england": "England"}

Values = Mapping[str, float | None]
"""Month -> value; None is a suppressed one."""


def make_indicator(**changes: Any) -> Indicator:
    """Return the rate of children looked after, with changes. `source` and `form` are those of its local part."""
    local = {"source": changes.pop("source", "scorecard"), "form": changes.pop("form", "snapshot")}
    plain: dict[str, Any] = {
        "id": "looked_after_rate", "codes": ["AR2"], "title": "Children looked after per 10,000",
        "short": "Children in care per 10,000", "sentence": "The rate of children in care",
        "question": "Is the rate of children in care rising?", "why": "It shapes every other service.",
        "definition": "Children looked after on the day per 10,000 children.", "numerator": "Children looked after",
        "denominator": "Children under 18 in the area", "unit": "per 10,000", "decimals": 0, "polarity": "low",
        "theme": "Numbers and trends", "order": 1, "dimensions": ["age"], "local": local,
        "document": {"source": "Annual report", "author": "not stated", "reviewed": "not stated"},
    }  # fmt: skip
    return Indicator.model_validate(plain | changes)


def make_point(month: str, value: float | None = None, **changes: Any) -> Point:
    """Return a published point, or a suppressed one where there is no value."""
    withheld: dict[str, Any] = {"status": "suppressed", "reason": "small numbers"} if value is None else {}
    given = {"status": "published", "source": "Children looked after, 2025 release"} | withheld | changes
    return Point(Month.parse(month), value, **given)


def make_points(values: Values, **changes: Any) -> tuple[Point, ...]:
    """Return points in the order of their months."""
    return tuple(make_point(month, value, **changes) for month, value in sorted(values.items()))


def make_line(kind: Kind, values: Values, form: Form = "snapshot", basis: str = "same") -> Line:
    """Return a benchmark."""
    note = "counted in another way" if basis == "indicative" else None
    return Line(kind, kind, LABELS[kind], form, basis, note, make_points(values))


def make_target(value: float, start: str, end: str | None = None, tolerance: float = 0) -> TargetStep:
    """Return a target from a month to a month."""
    until = Month.parse(end) if end else None
    return TargetStep(Month.parse(start), until, value, tolerance, "the board", "agreed with the plan", "the plan")


def make_series(values: Values, indicator: Indicator | None = None, **changes: Any) -> Series:
    """Return a series of published values; `points` replaces them, `form` is the indicator's own by default."""
    of = indicator or make_indicator()
    made = Series(of, STOCKTON, changes.pop("form", of.local.form), STAMP, make_points(values))
    return replace(made, **changes)


def annual(*values: float | None, last: int = 2025) -> dict[str, float | None]:
    """Return values of successive years, on 31 March, ending with a year."""
    return {f"{last - len(values) + 1 + place}-03": value for place, value in enumerate(values)}


def monthly(*values: float | None, last: str = "2021-06") -> dict[str, float | None]:
    """Return values of successive months, ending with a month."""
    end = Month.parse(last)
    return {str(end.plus(place + 1 - len(values))): value for place, value in enumerate(values)}


def make_card(values: Values, indicator: Indicator | None = None, **changes: Any) -> Card:
    """Return the card of a series; `target` is judged as the board does, anything else can be set outright."""
    of = indicator or make_indicator()
    points = make_points(values)
    known = [one for one in points if one.value is not None]
    latest, previous = (known[-1] if known else None), (known[-2] if len(known) > 1 else None)
    change = latest.value - previous.value if latest and previous and latest.value and previous.value else None
    target = changes.pop("target", None)
    holds = target_in((target,), latest.month) if target and latest else None
    card = Card(
        of, of.local.form, latest, previous, change, _judged(of, change), holds,
        target_status(of, latest, holds), (), None, points,
    )  # fmt: skip
    return replace(card, **changes)


def _judged(of: Indicator, change: float | None) -> Judgement:
    if change is None or of.polarity == "neutral":
        return "none"
    return "level" if change == 0 else "better" if (change > 0) == (of.polarity == "high") else "worse"


def make_gap(kind: Kind = "england", value: float = 67, gap: float = 58, **changes: Any) -> Gap:
    """Return a gap to a comparator."""
    label = "Statistical neighbours" if kind == "neighbours" else LABELS[kind]
    return replace(Gap(kind, label, value, gap, "worse", Month(2025, 3), "same"), **changes)


def make_overview(*cards: Card) -> Overview:
    """Return an overview of cards under one theme."""
    answers = tuple(make_answer(card) for card in cards)
    return Overview(STOCKTON, Month(2025, 3), (Month(2025, 3),), STAMP, (), (("Numbers and trends", answers),))


def make_answer(card: Card, **changes: Any) -> Answer:
    """Return an answer about a card."""
    return replace(Answer(STOCKTON, STAMP, Month(2025, 3), card), **changes)


def make_row(name: str, value: float | None, rank: int | None, mine: bool = False) -> Row:
    """Return a council's row in a comparison."""
    place = STOCKTON if mine else Place(f"E0600{crc32(name.encode()) % 10000:04d}", name, "council", "E12000001")
    state, reason = ("published", None) if value is not None else ("suppressed", "small numbers")
    return Row(place, value, rank, True, mine, state, reason)


NEAR = (
    ("Northumberland", 88.0), ("North Tyneside", 92.0), ("County Durham", 105.0), ("Sunderland", 108.0),
    ("Newcastle upon Tyne", 112.0), ("Gateshead", 115.0), ("South Tyneside", 120.0), ("Darlington", 122.0),
    ("Stockton-on-Tees", 125.0), ("Redcar and Cleveland", 138.0), ("Hartlepool", 155.0), ("Middlesbrough", 170.0),
)  # fmt: skip


def make_comparison(
    values: Sequence[tuple[str, float | None]] = NEAR, indicator: Indicator | None = None, **changes: Any
) -> Comparison:
    """Return a comparison of councils given best first; those without a value have no rank."""
    rows = [make_row(name, v, None if v is None else place, name == STOCKTON.name) for place, (name, v) in
            enumerate(values, 1)]  # fmt: skip
    mine = next((row for row in rows if row.mine), None)
    ranked = [row for row in rows if row.rank is not None]
    made = Comparison(
        indicator=indicator or make_indicator(), place=STOCKTON, stamp=STAMP, year=2025, month=Month(2025, 3),
        years=(2025, 2024), form="snapshot", category="", value=mine.value if mine else None,
        reason=None if mine and mine.value is not None else "nothing is published for 2025",
        region=Row(NORTH_EAST, 110.0, None, False, False, "published"),
        england=Row(ENGLAND, 67.0, None, False, False, "published"),
        neighbours=Neighbours(2025, 95.23, 94.0, 10, 10), models=(2025, 2021), group="region",
        group_name="the councils of the North East", rank=mine.rank if mine else None, of=len(ranked),
        not_reported=tuple(row.place.name for row in rows if row.value is None), previous_rank=8,
        previous_of=len(ranked), moved=-1, comparison="compared with 2024", band="D", band_of=150, rows=tuple(rows),
        basis="same", note=None, source="Children looked after, 2025 release",
    )  # fmt: skip
    return replace(made, **changes)

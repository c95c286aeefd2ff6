"""Works out the answer of each indicator of a council as at a month: all of them at once, from three questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean
from typing import Literal, cast

from cpdash.board import cards, signals
from cpdash.board.answer import Against as When
from cpdash.board.answer import Answer, Change, Compare, Record, Standing
from cpdash.board.cards import Nation, blur, judgement, smallest, target_status
from cpdash.board.places import Gazetteer
from cpdash.board.series import Against
from cpdash.board.views import Card, Gap, Note, NoteKind, Place, Point, Stamp, TargetStatus, TargetStep, target_in
from cpdash.catalogue import Catalogue, Indicator
from cpdash.periods import Form, Month
from cpdash.stats import changes, interval
from cpdash.stats.compare import average, moved, rank
from cpdash.stats.interval import Interval
from cpdash.stats.trend import YEARS, Trend, recent_trend, recent_trend_of_values
from cpdash.stats.xmr import Side
from cpdash.store.reader import Reader

POINTS = 25
"""Newest points that answers are worked out of: two years of months and one more, or as many years."""

WINDOW = 13
"""Figures that a record is of: a year of months and the month before it."""

FEW = 3
"""Figures below which none is called a record."""

ANNUAL_LATE = 18
"""Months after its period by which a yearly figure is published."""

Forms = Mapping[str, Sequence[Point]]


@dataclass(frozen=True, slots=True)
class Ground:
    """What answers are worked out from: the council's own points, targets and notes, and what is published of others.

    notes: of each indicator, up to the month, newest first.
    """

    place: Place
    stamp: Stamp
    month: Month
    mine: Mapping[str, Forms]
    steps: Mapping[str, tuple[TargetStep, ...]]
    nation: Nation
    notes: Mapping[str, tuple[Note, ...]]


def ground(
    reader: Reader, gazetteer: Gazetteer, stamp: Stamp, catalogue: Catalogue, place: Place, month: Month,
    against: Against,
) -> Ground:  # fmt: skip
    """Ask the three questions whose answers are enough for every indicator of a council as at a month."""
    mine = cards.by_form(reader.shown([place.code], month.first, POINTS))
    nation = cards.nation_of(reader, gazetteer, place, month, against)
    steps, notes = cards.targets_of(reader, catalogue, place), _notes(reader, place, month)
    return Ground(place, stamp, month, mine, steps, nation, notes)


def _notes(reader: Reader, place: Place, month: Month) -> dict[str, tuple[Note, ...]]:
    found: dict[str, tuple[Note, ...]] = {}
    for row in reader.notes(place.code):
        note = Note(Month.of(row.month), cast("NoteKind", row.kind), row.text, row.who, row.due, row.status)
        if note.month <= month:
            found[row.indicator] = (note, *found.get(row.indicator, ()))
    return found


def answer(one: Indicator, on: Ground, form: Form | None = None) -> Answer:
    """Return the answer of one indicator, in its default form or another."""
    forms = on.mine.get(one.id, {})
    if form is not None:
        forms = {form: forms.get(form, ()), **forms}
    card = cards.card(one, {one.id: forms}, on.steps, on.nation, form)
    latest, points = card.latest, forms.get(card.form, ())
    notes = on.notes.get(one.id, ())
    signal, why = signals.signal(one, forms, card.form, on.month, card.target, notes)
    if latest is None:
        return Answer(on.place, on.stamp, on.month, card, no_signal=why, notes=notes)
    before = _status_before(one, card, on.steps.get(one.id, ()))
    return Answer(
        place=on.place,
        stamp=on.stamp,
        month=on.month,
        card=card,
        changes=tuple(_changes(one, points, latest)),
        record=_record(one, points, latest, on.steps.get(one.id, ())),
        signal=signal,
        no_signal=why,
        compares=tuple(_compares(one, card, points, on.nation)),
        standing=_standing(one, card, points, on),
        trend=_trend(one, points, latest),
        notes=notes,
        late=_late(points, latest, on.month),
        newly_missed=card.target_status == "missed" and before in ("met", "close"),
        newly_met=card.target_status == "met" and before in ("close", "missed"),
    )


def _changes(one: Indicator, points: Sequence[Point], latest: Point) -> Iterator[Change]:
    """Return the changes against the month before, the year before, and the end of the last financial year."""
    by_month = {point.month: point for point in points if point.value is not None and point.basis == latest.basis}
    wanted: list[tuple[When, Month]] = [("month", latest.month.plus(-1)), ("year", latest.month.plus(-12))]
    start = latest.month.financial_year.first.plus(-1)
    if start not in (month for _, month in wanted):
        wanted.append(("year start", start))
    for against, month in wanted:
        before = by_month.get(month)
        if before and before.value is not None and latest.value is not None:
            change = latest.value - before.value
            judged = judgement(one, change, blur(latest, before))
            yield Change(against, month, before.value, change, judged, _percent(one, change, before.value))


def _percent(one: Indicator, change: float, was: float) -> float | None:
    """Return a change in per cent of what was; None where it is told in points, or of nothing."""
    return None if one.unit in ("%", "score", "points") or was <= 0 else 100 * change / was


def _record(
    one: Indicator, points: Sequence[Point], latest: Point, steps: tuple[TargetStep, ...]
) -> Record | None:  # fmt: skip
    window = _window(points, latest)
    if any(point.status == "suppressed" for point in window):
        return None  # what is withheld may be the highest or the lowest, and an average over it would give it away
    if len({point.nearest for point in window}) > 1:
        return None  # of figures rounded and not nobody can say which is higher
    values = [point.value for point in window]
    found = changes.extremes(values)
    if found is None or len([value for value in values if value is not None]) < FEW or found.lowest == found.highest:
        return None
    last = len(values) - 1
    extreme: Side | None = None
    if found.highest_at == (last,):
        extreme = "high"
    elif found.lowest_at == (last,):
        extreme = "low"
    average_, how = _averaged(one, window)
    above, below, held = _sides(window, steps)
    return Record(
        first=window[0].month,
        values=len([value for value in values if value is not None]),
        highest=found.highest,
        highest_months=tuple(window[at].month for at in found.highest_at),
        lowest=found.lowest,
        lowest_months=tuple(window[at].month for at in found.lowest_at),
        extreme=extreme,
        beyond=_beyond(one, values) if not latest.nearest else None,
        average=average_,
        averaged=how,
        run=changes.run(values),
        off_highest=_percent(one, (latest.value or 0.0) - found.highest, found.highest),
        off_lowest=_percent(one, (latest.value or 0.0) - found.lowest, found.lowest),
        above=above,
        below=below,
        held=held,
    )


def _averaged(one: Indicator, window: Sequence[Point]) -> tuple[float, Literal["pooled", "mean"]]:
    """Return the average of a window: pooled where every figure of a share has its counts."""
    known = [point for point in window if point.value is not None]
    counts = [(p.numerator, p.denominator) for p in known if p.numerator is not None and p.denominator]
    if one.unit == "%" and len(counts) == len(known) and not any(point.nearest for point in known):
        return 100 * changes.pooled([n for n, _ in counts], [d for _, d in counts if d]), "pooled"
    return fmean([point.value for point in known if point.value is not None]), "mean"


def _sides(window: Sequence[Point], steps: tuple[TargetStep, ...]) -> tuple[int, int, int]:
    """Return in how many figures with a target the value was above it, below it, and how many have one."""
    held = [(p.value, step.value) for p in window if p.value is not None and (step := target_in(steps, p.month))]
    return sum(value > target for value, target in held), sum(value < target for value, target in held), len(held)


def _window(points: Sequence[Point], latest: Point) -> list[Point]:
    """Return the figures of the year before the latest, and it; of a yearly series as many years."""
    same = [point for point in points if point.month <= latest.month and point.basis == latest.basis]
    is_monthly = len(same) > 1 and same[-1].month.minus(same[-2].month) < 12
    if not is_monthly:
        return same[-WINDOW:]
    return [point for point in same if latest.month.minus(point.month) < WINDOW]


def _beyond(one: Indicator, values: Sequence[float | None]) -> tuple[Side, float] | None:
    """Return the round number that the latest value is the first above or below, the farthest where there are some."""
    now = values[-1]
    if now is None:
        return None
    step = _round(one, now)
    known = [value for value in values[:-1] if value is not None]
    levels = changes.round_levels(values, step) if step else []
    if not levels or not known:
        return None
    side: Side = "high" if now > max(known) else "low"
    return side, (max(levels) if side == "high" else min(levels))


def _round(one: Indicator, value: float) -> float:
    """Return the step of numbers that people take for round beside a value; 0 where none is."""
    if one.unit == "%":
        return 10.0
    if one.unit.startswith("pounds") or not 50 <= abs(value) < 10_000:
        return 0.0
    return 10.0 if abs(value) < 200 else 50.0 if abs(value) < 1000 else 500.0


def _compares(one: Indicator, card: Card, points: Sequence[Point], nation: Nation) -> Iterator[Compare]:
    for gap in card.gaps:
        spread = interval_of(one, card.latest) if gap.basis == "same" else None
        compared = interval.against(spread, gap.value) if spread else None
        judged = interval.judged(compared, one.polarity) if compared else None
        before = _gap_before(one, card, gap, points, nation)
        yield Compare(gap, spread, compared, judged, before, judged == "worse" and _widens(one, gap.gap, before))


def _widens(one: Indicator, gap: float, before: float | None) -> bool:
    """Return whether a gap has grown on the same side."""
    return before is not None and abs(gap) - abs(before) > smallest(one) and gap * before >= 0


def interval_of(one: Indicator, latest: Point | None) -> Interval | None:
    """Return the 95 % interval of a figure in its unit; None where its counts are not told (ANALYSIS 3)."""
    if latest is None or latest.value is None or latest.nearest or one.public.about != "people":
        return None
    count, whole = latest.numerator, latest.denominator
    if one.unit == "%" and whole and count is not None and 0 <= count <= whole:
        lower, upper = interval.wilson(count, whole)
        return 100 * lower, 100 * upper
    if one.unit == "per 10,000" and count is not None and count > 0:
        lower, upper = interval.byar(count)
        return latest.value * lower / count, latest.value * upper / count
    return None


def _gap_before(
    one: Indicator, card: Card, gap: Gap, points: Sequence[Point], nation: Nation
) -> float | None:  # fmt: skip
    """Return the gap of the year before, where the council and the others have a figure of that year."""
    if card.latest is None or one.benchmark is None or gap.basis != "same":
        return None
    before = {point.month: point.value for point in points if point.basis == card.latest.basis}
    mine = before.get(card.latest.month.plus(-12))
    theirs = nation.before.get((one.id, one.benchmark.form), {})
    codes = next(codes for kind, _, codes in cards.comparators(nation) if kind == gap.kind)
    value = average([theirs[code] for code in codes if code in theirs], nation.kind.average)
    return None if mine is None or value is None else mine - value


def _standing(one: Indicator, card: Card, points: Sequence[Point], on: Ground) -> Standing | None:
    bench, nation = one.benchmark, on.nation
    if bench is None or card.form != bench.form or bench.lait_category or not one.sizeless:
        return None
    name = (one.id, bench.form)
    month = nation.months.get(name)
    if month is None or month.month != bench.year_end:
        return None
    own = {point.month: point.value for point in points} if on.place.synthetic else {}
    now, of = _place(one, nation.figures.get(name, {}), own.get(month), on)
    if now is None or of < 2:
        return None
    if not nation.before.get(name):
        return Standing(month.year, now, of, None, None, None)
    before, before_of = _place(one, nation.before[name], own.get(month.plus(-12)), on)
    return Standing(month.year, now, of, before, before_of, moved(before, now))


def _place(one: Indicator, figures: Mapping[str, float], own: float | None, on: Ground) -> tuple[int | None, int]:
    """Return the council's rank among those of its region, and of how many; a synthetic one is ranked by its own."""
    mine = figures if own is None else {**figures, on.place.code: own}
    values = [mine.get(code) for code in on.nation.members]
    places = dict(zip(on.nation.members, rank(values, one.polarity), strict=True))
    return places.get(on.place.code), sum(value is not None for value in values)


def _trend(one: Indicator, points: Sequence[Point], latest: Point) -> Trend | None:
    """Return the trend of the last five years, of figures a year apart that share no events."""
    if latest.basis != "same" or one.benchmark is None:
        return None
    by_month = {point.month: point for point in points if point.basis == "same"}
    years = [by_month.get(latest.month.plus(-12 * back)) for back in reversed(range(YEARS))]
    known = [point for point in years if point and point.value is not None and not point.nearest]
    if len(known) < YEARS or latest.month.month != one.benchmark.year_end:
        return None
    if one.unit == "%" and all(point.denominator and point.numerator is not None for point in known):
        return recent_trend([point.numerator or 0 for point in known], [point.denominator or 0 for point in known])
    spreads = [interval_of(one, point) for point in known]
    if any(spread is None for spread in spreads):
        return None
    lowers, uppers = zip(*(spread for spread in spreads if spread), strict=True)
    return recent_trend_of_values([point.value or 0 for point in known], lowers, uppers)


def _late(points: Sequence[Point], latest: Point, month: Month) -> int:
    """Return by how many months the newest figure is older than a board may expect.

    A series that is told once a quarter or twice a year, as some are in public, is not late until the next is due.
    """
    known = [point.month for point in points if point.value is not None]
    usual = min((after.minus(before) for before, after in pairwise(known)), default=12)
    return max(0, month.minus(latest.month) - (ANNUAL_LATE if usual >= 12 else usual - 1))


def _status_before(one: Indicator, card: Card, steps: tuple[TargetStep, ...]) -> TargetStatus | None:
    """Return how the figure before stood to the target of its own month."""
    if card.previous is None:
        return None
    return target_status(one, card.previous, target_in(steps, card.previous.month))

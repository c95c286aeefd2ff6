"""What an answer says, as separate plain statements: each surface picks of these, so that none says otherwise.

A direction is never a judgement: "up" and "down" are followed by "better" or "worse" where the measure has a polarity.
Nothing says why something happened: the figures do not hold that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cpdash import words
from cpdash.board.answer import Answer, Change, Compare, Record
from cpdash.board.views import Point
from cpdash.catalogue import Indicator
from cpdash.narrative.compared import ordinal
from cpdash.periods import Month
from cpdash.signs import variation_sign
from cpdash.stats.xmr import Assurance, Rule

Kind = Literal[
    "value", "cohort", "change", "year", "year start", "target", "record", "first", "extremes", "off", "average", "run",
    "always", "signal", "rebase", "assurance", "benchmark", "rank", "trend", "quality", "late",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement. text: a sentence without its full stop; brief: a clause for a headline, or empty."""

    kind: Kind
    text: str
    brief: str = ""


def facts(answer: Answer) -> tuple[Fact, ...]:
    """Return everything that is said of an answer, what matters most first; without a figure only why there is none."""
    latest = answer.card.latest
    if latest is None or latest.value is None:
        return (_nothing(answer),)
    told: list[Callable[[Answer, Point], Iterator[Fact]]] = [
        _value, _cohort, _changes, _target, _record, _signal, _rebase, _assurance, _compares, _rank, _extremes, _trend,
        _quality,
    ]  # fmt: skip
    return tuple(fact for of in told for fact in of(answer, latest))


def value_words(one: Indicator, point: Point) -> str:
    """Return a value with its unit; without it where the measure's name says it already."""
    value = point.value or 0.0
    return words.number(one, value) if one.unit in one.short.lower() else words.with_unit(one, value)


def _nothing(answer: Answer) -> Fact:
    one, trail = answer.card.indicator, answer.card.trail
    reason = next((point.reason for point in reversed(trail) if point.reason), None)
    why = f": {reason.rstrip('.')}" if reason else ", because nothing has been published or loaded"
    return Fact("value", f"{one.short}: no data{why}", f"{one.short}: no data")


def _value(answer: Answer, latest: Point) -> Iterator[Fact]:
    one, form = answer.card.indicator, answer.card.form
    said = f"{value_words(one, latest)} {words.when(form, latest.month)}"
    yield Fact("value", f"{one.short}: {said}", f"{one.short}: {said}")


def _cohort(answer: Answer, latest: Point) -> Iterator[Fact]:
    if few := words.cohort(answer.card.indicator, latest):
        yield Fact("cohort", f"That is {few}", few.partition(";")[0])


def _changes(answer: Answer, latest: Point) -> Iterator[Fact]:
    kinds: Mapping[str, Kind] = {"month": "change", "year": "year", "year start": "year start"}
    for change in answer.changes:
        moved = _moved(answer.card.indicator, change, latest)
        judged = f", which is {change.judgement}" if change.judgement in ("better", "worse") else ""
        yield Fact(kinds[change.against], f"{moved[0].upper()}{moved[1:]}{judged}", moved)


def _moved(one: Indicator, change: Change, latest: Point) -> str:
    since = words.since(latest.month, change.month) if change.against == "month" else change.month.words
    moved = _told(one, change, latest)
    share = (
        f" ({abs(change.percent):.1f}%)"
        if change.percent is not None and words.moved(one, change.change) != "no change"
        else ""
    )
    return f"{moved}{share} since {since} ({words.number(one, change.was)})"


def _told(one: Indicator, change: Change, latest: Point) -> str:
    """Return a change in words; one that rounds to none between figures that look different is said to be slight."""
    moved = words.moved(one, change.change)
    if moved != "no change" or words.number(one, change.was) == words.number(one, latest.value or 0.0):
        return moved
    least = words.difference(one, 10.0**-one.decimals)
    return f"{'up' if change.change > 0 else 'down'} less than {least}"


def _target(answer: Answer, latest: Point) -> Iterator[Fact]:
    card = answer.card
    if card.target is None:
        return
    value = words.shortest(card.indicator, card.target.value)
    off = (latest.value or 0.0) - card.target.value
    side = "at" if words.moved(card.indicator, off) == "no change" else "above" if off > 0 else "below"
    where = "at" if side == "at" else f"{words.difference(card.indicator, off)} {side}"
    if card.target_status is None:
        yield Fact("target", f"The target is {value}", "")
        return
    verb = {"met": "meets", "close": "is close to", "missed": "misses"}[card.target_status]
    newly = ", and did not miss it before" if answer.newly_missed else ""
    said = "" if side == "at" else f": it is {where} it"
    brief = {"met": "meeting", "close": "close to", "missed": "missing"}[card.target_status]
    yield Fact("target", f"It {verb} its target of {value}{said}{newly}", f"{brief} its target of {value}")


def _record(answer: Answer, latest: Point) -> Iterator[Fact]:
    record, one = answer.record, answer.card.indicator
    if record is None:
        return
    if record.extreme:
        which = "highest" if record.extreme == "high" else "lowest"
        yield Fact("record", f"It is the {which} of the {record.values} figures since {record.first.words}",
                   f"the {which} in {span_words(record, latest)}")  # fmt: skip
    if record.beyond:
        side, level = record.beyond
        where = "above" if side == "high" else "below"
        said = f"the first {where} {words.shortest(one, level)}"
        yield Fact("first", f"It is {said} since {record.first.words}", f"{said} in {span_words(record, latest)}")


def span_words(record: Record, latest: Point) -> str:
    """Return how long a record has stood: "13 months" where each has a figure, else "8 figures"."""
    months = latest.month.minus(record.first) + 1
    return f"{months} months" if months == record.values else f"{record.values} figures"


def _extremes(answer: Answer, latest: Point) -> Iterator[Fact]:
    record, one = answer.record, answer.card.indicator
    if record is None:
        return
    highest, lowest = words.number(one, record.highest), words.number(one, record.lowest)
    yield Fact(
        "extremes",
        f"Since {record.first.words} the highest was {highest} in {_months(record.highest_months)}"
        f" and the lowest {lowest} in {_months(record.lowest_months)}",
    )
    if record.off_highest is not None and round(record.off_highest):
        yield Fact("off", f"It is {abs(record.off_highest):.0f}% below the highest")
    if record.off_lowest is not None and round(record.off_lowest):
        yield Fact("off", f"It is {record.off_lowest:.0f}% above the lowest")
    average = "All of them together come to" if record.averaged == "pooled" else "Their average is"
    yield Fact("average", f"{average} {words.number(one, record.average)}")
    if abs(record.run) > 1:
        yield Fact("run", f"It has gone {'up' if record.run > 0 else 'down'} {abs(record.run)} times in a row")
    if record.held > 1 and record.held in (record.above, record.below):
        side = "above" if record.above else "below"
        yield Fact("always", f"It was {side} its target in all {record.held} figures since {record.first.words}")


def _months(months: Sequence[Month]) -> str:
    return words.listed([month.words for month in months[-3:]])


RULES: Mapping[Rule, str] = {
    "outside": "it lies outside its usual range",
    "trend": "it moved the same way seven times in a row",
    "two of three": "two of the last three months were near the edge of its usual range",
    "shift": "seven months or more in a row were on one side of the average",
}
"""What each rule of a control chart means."""


def _signal(answer: Answer, latest: Point) -> Iterator[Fact]:
    signal = answer.signal
    if signal is None:
        return
    by = "" if signal.form == answer.card.form else " month by month"
    if signal.variation == "common":
        yield Fact("signal", f"The changes{by} are no more than chance makes", "within its usual range")
        return
    rule = RULES[signal.rules[0]]
    way = {"improving": "for the better", "concerning": "for the worse", "neither": "neither better nor worse"}
    sign = variation_sign(signal)[1]
    said = f"This is more than chance{by}, {way[signal.variation]}: {rule}"
    yield Fact("signal", said, f"{sign[0].lower()}{sign[1:]}")


def _rebase(answer: Answer, latest: Point) -> Iterator[Fact]:
    rebased = answer.signal.rebased if answer.signal else None
    if rebased:
        yield Fact("rebase", f"Its usual range begins anew in {rebased.month.words}: {rebased.text.rstrip('.')}")


ASSURED: Mapping[Assurance, str] = {
    "passes": "If nothing changes it will keep meeting its target",
    "fails": "If nothing changes it will keep missing its target",
    "hit and miss": "If nothing changes chance decides whether it meets its target",
}
LEFT: Mapping[Assurance, str] = {
    "passes": "Its usual range is better than its target, but the figure is no usual one now",
    "fails": "Its usual range is worse than its target, but the figure is no usual one now",
    "hit and miss": "Its target lies inside its usual range, but the figure is no usual one now",
}
"""What is said of the target where the process has changed: the range is of what it was."""


def _assurance(answer: Answer, latest: Point) -> Iterator[Fact]:
    signal = answer.signal
    if signal is None or signal.assurance is None:
        return
    yield Fact("assurance", (ASSURED if signal.variation == "common" else LEFT)[signal.assurance])


def _compares(answer: Answer, latest: Point) -> Iterator[Fact]:
    order = {"region": 0, "england": 1, "neighbours": 2}
    for compare in sorted(answer.compares, key=lambda one: order[one.gap.kind]):
        yield Fact("benchmark", _compare(answer.card.indicator, compare, latest))


def _compare(one: Indicator, compare: Compare, latest: Point) -> str:
    gap = compare.gap
    whose = words.called(gap.kind, gap.label)
    dated = "" if gap.month == latest.month else f" in {gap.month.words}"
    value = f"{words.benchmark_number(one, gap.kind, gap.value)}{dated}"
    if gap.basis == "indicative":
        return f"{whose[0].upper()}{whose[1:]} had {value}, {words.COUNTED_DIFFERENTLY}"
    if words.moved(one, gap.gap) == "no change":
        return f"It is level with {whose} ({value})"
    side = "above" if gap.gap > 0 else "below"
    sure = {None: "", "similar": ", no more than chance makes"}.get(compare.compared, ", more than chance makes")
    judged = f", {compare.judged}" if compare.judged in ("better", "worse") else ""
    return f"It is {words.difference(one, gap.gap)} {side} {whose} ({value}){sure}{judged}"


def _rank(answer: Answer, latest: Point) -> Iterator[Fact]:
    standing = answer.standing
    if standing is None:
        return
    how = "" if answer.card.indicator.polarity == "neutral" else ", 1st is best"
    moved = ""
    if standing.moved is not None:
        places = abs(standing.moved)
        moved = (
            f", the same place as in {standing.year - 1}" if not places
            else f", {'up' if standing.moved > 0 else 'down'} {places} {'place' if places == 1 else 'places'}"
                 f" from {standing.year - 1}"
        )  # fmt: skip
    said = f"In {standing.year} it ranked {ordinal(standing.rank)} of {standing.of} in its region{how}{moved}"
    yield Fact("rank", said)


def _trend(answer: Answer, latest: Point) -> Iterator[Fact]:
    if answer.trend is None:
        return
    said = {
        "increasing": "Over five years it has risen, more than chance makes",
        "decreasing": "Over five years it has fallen, more than chance makes",
        "no significant change": "Over five years it has not changed by more than chance makes",
    }
    yield Fact("trend", said[answer.trend.direction])


def _quality(answer: Answer, latest: Point) -> Iterator[Fact]:
    if latest.status in ("provisional", "illustrative"):
        yield Fact("quality", f"The figure is {words.state(latest)}", latest.status)
    if latest.basis != "same":
        yield Fact("quality", f"It is {words.COUNTED_DIFFERENTLY} from the measure")
    if latest.nearest:
        yield Fact("quality", f"It is rounded to the nearest {latest.nearest:g} to protect children")
    if answer.late:
        months = "month" if answer.late == 1 else "months"
        yield Fact("late", f"The figure is {answer.late} {months} late", f"{answer.late} {months} late")

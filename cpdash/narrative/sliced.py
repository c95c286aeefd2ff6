"""What a slice of the children is called, how many they are, and what is behind a change, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cpdash import words
from cpdash.board.details import Change, Shift
from cpdash.board.views import Point, Series

_AGED = ("age", "age_years")
_ALONE = ("sex", "unaccompanied", "provider", "locality", "distance", "placement", "in_touch", "activity")
"""Dimensions whose categories need no name before them."""

MOST_NAMED = 2
"""Categories that are named of one dimension: the first two tell the story."""

MOST_DIMENSIONS = 6
"""Dimensions that are named; the table has all."""


def category_words(dimension: str, category: str) -> str:
    """Return one category so that it can be read without its heading: "aged 10 to 15 years", "need: Low income"."""
    if dimension in _AGED:
        return f"aged {category[0].lower()}{category[1:]}" if category[:1].isalnum() else category
    return category if dimension in _ALONE else f"{words.dimension_words(dimension)}: {category}"


def slice_words(where: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Return which children a slice is of: categories of one dimension joined by "or", dimensions by commas."""
    return ", ".join(" or ".join(category_words(name, one) for one in some) for name, some in where)


def slice_headline(part: Series, whole: Series | None) -> str:
    """Return the finding of a slice: its value and, where they are shown, what it is for all."""
    start = f"{part.indicator.short}, {slice_words(part.where)}"
    latest = part.latest
    if latest is None:
        reason = part.points[-1].reason if part.points else None
        return f"{start}: {'not shown' if reason else 'no figure'}{f', {reason.rstrip(chr(46))}' if reason else ''}"
    value = f"{words.with_unit(part.indicator, latest.value or 0.0)} {words.when(part.form, latest.month)}"
    beside = _in(whole, latest) if whole else None
    everyone = f"; for all {words.number(part.indicator, beside.value)}" if beside and beside.value is not None else ""
    return f"{start}: {value}{everyone}"


def slice_alt(part: Series, whole: Series | None) -> str:
    """Return the alternative text of a slice's chart."""
    valued = [one for one in part.points if one.value is not None]
    if not valued:
        return f"No chart of {part.indicator.short}, {slice_words(part.where)}: there is no figure to draw."
    first, last = valued[0], valued[-1]
    span = f"{words.short_month(first.month)} to {words.short_month(last.month)}"
    started = words.number(part.indicator, first.value or 0.0)
    all_of = " All are shown beside it in grey." if whole else ""
    gaps = sum(one.value is None for one in part.points)
    hidden = f" {gaps} {'figure is' if gaps == 1 else 'figures are'} not shown." if gaps else ""
    return f"Line chart, {span}. First {started}. {slice_headline(part, whole)}.{all_of}{hidden}"


def counted_words(part: Series, whole: Series | None) -> str:
    """Return how many are counted in the newest figure, always; where that is not told, what everyone can work out.

    A number that is withheld is given as the band that the figures shown leave for it: who reads them knows no less.
    """
    if not part.points:
        return ""
    newest = part.latest or part.points[-1]
    when = words.period(part.form, newest.month)
    if newest.value is None:
        return f"{when}: how many there are is {words.STATES[newest.status]}{_at_most(newest, whole)}."
    if newest.denominator is not None and part.indicator.unit == "%":
        told = "" if newest.numerator is None else f"{newest.numerator:,.0f} of "
        return f"{when}: {told}{newest.denominator:,.0f} {_whom(part, newest.denominator)}."
    if words.is_count(part.indicator):
        return f"{when}: {words.with_unit(part.indicator, newest.value)}."
    if newest.denominator is not None:
        return f"{when}: {newest.denominator:,.0f} {_whom(part, newest.denominator)}."
    return f"{when}: how many are counted is not given with this figure."


def _at_most(newest: Point, whole: Series | None) -> str:
    total = _in(whole, newest) if whole else None
    if total is None or newest.status != "suppressed":
        return ""
    most = total.denominator if total.denominator is not None else total.value
    return f": between 0 and {most:,.0f}" if most is not None else ""


def _in(whole: Series | None, point: Point) -> Point | None:
    return next((one for one in whole.points if one.month == point.month), None) if whole else None


def _whom(series: Series, number: float) -> str:
    return words.counted_noun(series.indicator, number)


def change_headline(change: Change) -> str:
    """Return the change as one sentence: how many more or fewer there are than a year before."""
    now, before, moved = change.total.now or 0.0, change.total.before or 0.0, change.total.change or 0.0
    noun = words.counted_noun(change.indicator, now)
    since = f"{words.when(change.form, change.month)}, {before:,.0f} {_a_year_before(change)}"
    direction = "No change" if not moved else f"{abs(moved):,.0f} {'more' if moved > 0 else 'fewer'}"
    return f"{direction}: {now:,.0f} {noun} {since}"


def _a_year_before(change: Change) -> str:
    return "a year before" if change.form != "12 months" else "in the year before that"


def change_lines(change: Change) -> Iterator[tuple[str, list[Shift]]]:
    """Yield each dimension with the categories that did most to move the whole, the one that says most first.

    A dimension says most where one category moved furthest beyond its share of the count a year before: that most of
    the children who became more are of the largest group says nothing. At most MOST_DIMENSIONS are named.
    """
    up = (change.total.change or 0.0) >= 0
    found = []
    for dimension, shifts in change.shifts:
        told = [one for one in shifts if one.change and (one.change > 0) == up][:MOST_NAMED]
        if told:
            found.append((max(_beyond(one, change.total) for one in told), dimension, told))
    for _, dimension, told in sorted(found, key=lambda item: -item[0])[:MOST_DIMENSIONS]:
        yield dimension, told


def _beyond(shift: Shift, total: Shift) -> float:
    """Return by how much more a category moved than its share of the whole a year before would have it."""
    expected = (total.change or 0.0) * (shift.before or 0.0) / total.before if total.before else 0.0
    return abs((shift.change or 0.0) - expected)

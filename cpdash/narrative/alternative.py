"""Alternative text: what a chart shows, for those who hear it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cpdash import words
from cpdash.beside import beside, indicative, last_month, lines
from cpdash.board.answer import Answer
from cpdash.board.views import Comparison, Point, Row, Series
from cpdash.marked import marked
from cpdash.narrative.compared import comparison_headline
from cpdash.narrative.facts import facts

MOST_WORDS = 80
"""Longer than this nobody listens to; the table has the rest."""


def alt(series: Series, answer: Answer | None = None) -> str:
    """Return the alternative text of a series' chart: kind, span, first, latest, extremes, target and benchmarks.

    With its answer: whether the change is real, what will become of the target, and what people noted.
    """
    valued = [point for point in series.points if point.value is not None]
    if not valued:
        return f"No chart of {series.indicator.short} in {series.place.name}: there is no figure to draw."
    return _within(_bars(series, valued) if series.dimension else _through_time(series, valued, answer))


def comparison_alt(comparison: Comparison) -> str:
    """Return the alternative text of an ordered comparison: kind, the council's place, extremes and references."""
    if not any(row.value is not None for row in comparison.rows):
        return f"No chart: {comparison_headline(comparison)}."
    return _within(_ordered(comparison))


def _through_time(series: Series, valued: list[Point], answer: Answer | None) -> Iterator[str]:
    first, latest = valued[0], valued[-1]
    span = f", {words.short_month(first.month)} to {words.short_month(latest.month)}" if len(valued) > 1 else ""
    yield f"Line chart of {series.indicator.short} in {series.place.name}{span}."
    said = [f"Latest {_at(series, latest)}"]
    if first is not latest:
        highest = max(valued, key=lambda point: point.value or 0.0)
        lowest = min(valued, key=lambda point: point.value or 0.0)
        said = [
            f"First {_at(series, first)}",
            f"latest {_at(series, latest)}",
            f"highest {_at(series, highest)}",
            f"lowest {_at(series, lowest)}",
        ]
    yield f"{', '.join(said)}."
    if series.target:
        yield f"Target {words.shortest(series.indicator, series.target.value)}."
    if answer:
        yield from (f"{fact.text}." for fact in facts(answer) if fact.kind in ("signal", "assurance"))
        noted = marked(answer.notes, series.points[0].month, series.points[-1].month)
        yield from (f"{one.month.words}: {one.text.rstrip('.')}." for _, one in noted)
    if ends := list(_ends(series, latest)):
        yield f"At the end: {', '.join(ends)}."
    if hidden := sum(point.value is None for point in series.points):
        yield f"{hidden} {'figure is' if hidden == 1 else 'figures are'} not shown."


def _at(series: Series, point: Point) -> str:
    month = words.short_month(point.month)
    return f"{words.number(series.indicator, point.value or 0.0)} ({month})"


def _ends(series: Series, latest: Point) -> Iterator[str]:
    until = last_month(series)
    for line in lines(series):
        found = beside(line, until, until) if until else None
        if found is None or found.point.value is None:
            continue
        notes = [f"{words.year_label(line.form, found.point.month)}, {words.CARRIED}"] if found.how == "carried" else []
        notes += [words.COUNTED_DIFFERENTLY] if indicative(line, latest) else []
        value = words.benchmark_number(series.indicator, line.kind, found.point.value)
        name = "statistical neighbours" if line.kind == "neighbours" else line.label
        yield f"{name} {value} ({', '.join(notes)})" if notes else f"{name} {value}"


def _bars(series: Series, valued: list[Point]) -> Iterator[str]:
    month = max(point.month for point in valued)
    now = sorted((p for p in valued if p.month == month), key=lambda p: -(p.value or 0.0))
    name = f"{series.indicator.short} by {words.dimension_words(series.dimension)}"
    yield f"Bar chart of {name} in {series.place.name}, {words.period(series.form, month)}."
    said = [f"{point.category} {words.number(series.indicator, point.value or 0.0)}" for point in now[:6]]
    yield f"Largest first: {', '.join(said)}."
    withheld = sum(point.value is None for point in series.points if point.month == month)
    if withheld:
        yield f"{withheld} {'category is' if withheld == 1 else 'categories are'} not shown."


def _ordered(comparison: Comparison) -> Iterator[str]:
    one = comparison.indicator
    yield f"Ordered dot chart of {one.short}. {comparison_headline(comparison)}."
    ranked = [row for row in comparison.rows if row.value is not None]
    if comparison.value is not None:
        yield f"{comparison.place.name} {words.number(one, comparison.value)}."
    top, bottom = _row(comparison, ranked[0]), _row(comparison, ranked[-1])
    yield f"First {top}, last {bottom}."
    beyond = [row for row in (comparison.region, comparison.england) if row and row.value is not None]
    if beyond and one.sizeless:
        yield f"{words.listed([_row(comparison, row) for row in beyond])}."


def _row(comparison: Comparison, row: Row) -> str:
    return f"{row.place.name} {words.number(comparison.indicator, row.value or 0.0)}"


def _within(sentences: Iterable[str]) -> str:
    """Return as many whole sentences as MOST_WORDS allow, the first always."""
    said = ""
    for sentence in sentences:
        longer = f"{said} {sentence}".strip()
        if said and len(longer.split()) > MOST_WORDS:
            continue
        said = longer
    return " ".join(said.split()[:MOST_WORDS])

"""One indicator through time: the council's line, its target, and at most three benchmarks, labelled where they end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cpdash import words
from cpdash.beside import beside, indicative, lines
from cpdash.board.answer import Answer
from cpdash.board.views import Line, Point, Series, target_in
from cpdash.charts import labels as ends
from cpdash.charts import lines as traces
from cpdash.charts.labels import Label
from cpdash.charts.limits import BAR, FLAG, KEY, flags, interval, limits
from cpdash.charts.lines import Window
from cpdash.charts.marks import marks
from cpdash.charts.runs import is_monthly
from cpdash.charts.scales import date_span, dates, day, span, ticks
from cpdash.charts.theme import CHARACTER, COLOURS, COUNCIL, LINE_HEIGHT, TARGET, axis, empty, layout, note
from cpdash.periods import Month

PLOT = 320
"""Pixels from the bottom to the top of the plot, unless the labels need more."""

MOST_OF_KEY = 44
"""Characters of a row of the key: what is not cut at 390 pixels."""

ROOM = 24
"""Pixels above the plot for the signs of what people have noted."""

MOST_LINES = 3
"""Benchmarks beside the council's own line: at most four series in all."""


def trend(
    series: Series, months: int | None = None, answer: Answer | None = None, *, control: bool = True
) -> dict[str, Any]:
    """Return the Plotly figure of a series' last months (None: all); an annual series shows as many years.

    With its answer what people have noted is marked, the figure that benchmarks are compared with has its interval,
    and with `control` (where the signal is of the same form) limits lie behind, and rings around what is more than
    chance.
    """
    points = _recent(series.points, months)
    if not any(point.value is not None for point in points):
        return empty()
    window = Window(points[0].month, points[-1].month, is_monthly(points))
    shown = lines(series)[:MOST_LINES]
    behind, over, signs = _answered(series, answer, window, control=control)
    drawn = [*behind, *_traces(series, points, shown, window), *over]
    key = [*_key(points), *signs]
    names = list(_labels(series, points, shown, window))
    start, end, step = _scale(series, drawn, names)
    height = max(PLOT, ends.tallest(names))
    whole = _layout(series, key, window, names, (start, end, step), height)
    return {"data": drawn, "layout": _marked(whole, answer, window)}


def _answered(
    series: Series, answer: Answer | None, window: Window, *, control: bool
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[str]]:
    """Return what an answer adds: the traces behind the lines, those over them, and what the key says of them."""
    if answer is None or answer.card.form != series.form:
        return [], [], []
    signal = answer.signal if control and answer.signal and answer.signal.form == series.form else None
    behind = list(limits(series, signal, window.first, window.last)) if signal else []
    rings = flags(series, signal, window.first, window.last) if signal else None
    bar = interval(series, answer, window.first, window.last)
    signs = [said for said, is_there in ((KEY, behind), (FLAG, rings), (BAR, bar)) if is_there]
    return behind, [one for one in (bar, rings) if one], signs


def _marked(whole: dict[str, Any], answer: Answer | None, window: Window) -> dict[str, Any]:
    """Return a layout with the marks of what people have noted, for which room is made at the top."""
    shapes, signs = marks(answer.notes, window.first, window.last) if answer else ([], [])
    if not shapes:
        return whole
    for one in whole["annotations"]:
        if one.get("yref") == "paper":
            one["yshift"] = one.get("yshift", 0) + ROOM
    whole["margin"]["t"] += ROOM
    return whole | {"shapes": shapes, "annotations": [*whole["annotations"], *signs], "height": whole["height"] + ROOM}


def _recent(points: Sequence[Point], months: int | None) -> list[Point]:
    ordered = sorted(points, key=lambda point: point.month)
    if months is None or not ordered:
        return ordered
    last = ordered[-1].month
    close = [point for point in ordered if last.minus(point.month) < months]
    return close if is_monthly(close) else ordered[-months:]


def _traces(series: Series, points: Sequence[Point], shown: Sequence[Line], window: Window) -> list[dict[str, Any]]:
    """Return the traces from the back to the front: the council's own line lies on top."""
    step = traces.target(series, window)
    beside_it = [trace for line in shown for trace in traces.benchmark(series, line, window)]
    return [*beside_it, *([step] if step else []), *traces.own(series, points)]


def _labels(series: Series, points: Sequence[Point], shown: Sequence[Line], window: Window) -> Iterator[Label]:
    newest = next(point for point in reversed(points) if point.value is not None)
    late = "" if newest.month == window.last else f" ({words.short_month(newest.month)})"
    value = newest.value or 0.0
    yield Label(f"{series.place.name} {words.number(series.indicator, value)}{late}", value, COUNCIL, bold=True)
    for line in shown:
        if label := _benchmark_label(series, line, window.last):
            yield label
    yield from _target_label(series, window)


def _benchmark_label(series: Series, line: Line, last: Month) -> Label | None:
    found = beside(line, last, last)
    if found is None or found.point.value is None:
        return None
    year = words.year_label(line.form, found.point.month)
    carried = f" ({year}, {words.CARRIED})" if found.how == "carried" else ""
    differs = f" ({words.COUNTED_DIFFERENTLY})" if series.latest and indicative(line, series.latest) else ""
    value = words.benchmark_number(series.indicator, line.kind, found.point.value)
    return Label(f"{line.label} {value}{carried}{differs}", found.point.value, COLOURS[line.kind])


def _target_label(series: Series, window: Window) -> Iterator[Label]:
    held = [(month, step) for month in window.months if (step := target_in(series.targets, month))]
    if held:
        month, step = held[-1]
        until = "" if month == window.last else f" (to {words.short_month(month)})"
        yield Label(f"Target {words.shortest(series.indicator, step.value)}{until}", step.value, TARGET)


def _scale(series: Series, drawn: Sequence[dict[str, Any]], names: Sequence[Label]) -> tuple[float, float, float]:
    values = [value for trace in drawn for value in trace["y"] if value is not None]
    return span([*values, *(label.value for label in names)], series.indicator.bounds, series.indicator.decimals)


def _layout(
    series: Series, signs: Sequence[str], window: Window, names: Sequence[Label],
    scale: tuple[float, float, float], height: int,
) -> dict[str, Any]:  # fmt: skip
    start, end, _ = scale
    values = ticks(*scale)
    texts = [words.shortest(series.indicator, value) for value in values]
    key = _rows_of(signs)
    left = round(max(len(text) for text in texts) * CHARACTER) + 14
    top, bottom = 14 + LINE_HEIGHT * len(key), 52
    drawn = ends.drawn(names, start, end, height)
    if key:
        drawn.append(note("<br>".join(key), xref="paper", x=0, xanchor="left", yref="paper", y=1, yanchor="bottom",
                          yshift=8))  # fmt: skip
    whole = layout(height + top + bottom, top, ends.column(names), bottom, left)
    marked = dates(window.first, window.last)
    whole["xaxis"] = axis(
        [day(month) for month in marked], [words.short_month(month).replace(" ", "<br>") for month in marked],
        list(date_span(window.first, window.last)), grid=False,
    ) | {"type": "date", "tickcolor": TARGET, "showline": True, "linecolor": TARGET}  # fmt: skip
    whole["yaxis"] = axis(values, texts, [start, end], grid=True)
    return whole | {"annotations": drawn}


def _rows_of(signs: Sequence[str]) -> list[str]:
    """Return the signs of the key in as few rows as a phone has room for."""
    rows: list[str] = []
    for sign in signs:
        longer = f"{rows[-1]}   {sign}" if rows else sign
        rows = [*rows[:-1], longer] if rows and len(longer) <= MOST_OF_KEY else [*rows, sign]
    return rows


def _key(points: Sequence[Point]) -> list[str]:
    """Return what hollow markers mean, only of those on the chart."""
    valued = [point for point in points if point.value is not None]
    states = {point.status for point in valued if point.basis == "same"}
    said = [f"{sign} {name}" for name, sign in (("provisional", "○"), ("illustrative", "◇")) if name in states]
    return [*said, *(["□ counted differently"] if any(point.basis != "same" for point in valued) else [])]

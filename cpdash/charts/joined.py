"""Several lines in one chart, each labelled where it ends: a slice beside all, or several measures of one unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cpdash import words
from cpdash.board.views import Point, Series
from cpdash.charts import labels as ends
from cpdash.charts.labels import Label
from cpdash.charts.lines import line_of
from cpdash.charts.scales import date_span, dates, day, span, ticks
from cpdash.charts.theme import BESIDE, CHARACTER, COUNCIL, SERIES, TARGET, axis, empty, layout
from cpdash.periods import Month

PLOT = 320
"""Pixels from the bottom to the top of the plot, unless the labels need more."""


def sliced(part: Series, name: str, whole: Series | None) -> dict[str, Any]:
    """Return the Plotly figure of a slice through time, and of all beside it in grey where they are given."""
    drawn = [(part, name, COUNCIL)]
    if whole is not None:
        drawn.insert(0, (whole, "All", BESIDE))
    return _joined(drawn)


def together(several: Sequence[Series]) -> dict[str, Any]:
    """Return the Plotly figure of up to four measures of one unit through time."""
    shown = [one for one in several if one.latest]
    return _joined([(one, one.indicator.short, colour) for one, colour in zip(shown, SERIES, strict=False)])


def _joined(drawn: Sequence[tuple[Series, str, str]]) -> dict[str, Any]:
    months = [point.month for series, _, _ in drawn for point in series.points if point.value is not None]
    if not months:
        return empty()
    first, last = min(months), max(months)
    shown = [(series, name, colour) for series, name, colour in drawn if series.latest]
    traces = [line_of(series, _between(series.points, first, last), name, colour) for series, name, colour in shown]
    names = [_label(series, name, colour, last) for series, name, colour in shown]
    return {"data": traces, "layout": _layout(shown[0][0], traces, names, first, last)}


def _between(points: Sequence[Point], first: Month, last: Month) -> list[Point]:
    return [one for one in points if first <= one.month <= last]


def _label(series: Series, name: str, colour: str, last: Month) -> Label:
    newest = series.latest
    assert newest is not None
    value = newest.value or 0.0
    late = "" if newest.month == last else f" ({words.short_month(newest.month)})"
    return Label(f"{name} {words.number(series.indicator, value)}{late}", value, colour, bold=colour == COUNCIL)


def _layout(
    series: Series, traces: Sequence[dict[str, Any]], names: Sequence[Label], first: Month, last: Month
) -> dict[str, Any]:
    one = series.indicator
    values = [value for trace in traces for value in trace["y"] if value is not None]
    start, end, step = span([*values, 0.0] if one.unit != "%" else values, one.bounds, one.decimals)
    marks = ticks(start, end, step)
    texts = [words.shortest(one, value) for value in marks]
    height = max(PLOT, ends.tallest(names))
    left, top, bottom = round(max(len(text) for text in texts) * CHARACTER) + 14, 14, 52
    whole = layout(height + top + bottom, top, ends.column(names), bottom, left)
    marked = dates(first, last)
    whole["xaxis"] = axis(
        [day(month) for month in marked], [words.short_month(month).replace(" ", "<br>") for month in marked],
        list(date_span(first, last)), grid=False,
    ) | {"type": "date", "tickcolor": TARGET, "showline": True, "linecolor": TARGET}  # fmt: skip
    whole["yaxis"] = axis(marks, texts, [start, end], grid=True)
    return whole | {"annotations": ends.drawn(names, start, end, height)}

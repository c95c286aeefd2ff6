"""The newest figures by category: bars from zero, the largest on top, each with its value."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import Any

from cpdash import words
from cpdash.board.views import Point, Series
from cpdash.charts.theme import BEFORE, CHARACTER, COUNCIL, INK, LINE_HEIGHT, axis, empty, layout, note, swatch

ROW = 38
NAME = 18
"""Pixels a bar, and characters in a line of a category's name: two lines fit a bar."""


def breakdown(series: Series) -> dict[str, Any]:
    """Return the Plotly figure of the newest month; a withheld category has its word where the bar would be."""
    latest = series.latest
    points = _newest(series.points, latest) if latest else []
    if not points:
        return empty()
    before = [one for one in series.points if one.month == points[0].month.plus(-12)]
    marks = _before(series, points, before)
    return {"data": [_bars(series, points), *marks], "layout": _layout(series, points, has_marks=bool(marks))}


def _newest(points: Sequence[Point], latest: Point) -> list[Point]:
    """Return the points of the newest month that has any value, smallest first, as Plotly draws from the bottom."""
    now = [point for point in points if point.month == latest.month]
    return sorted(now, key=lambda point: (point.value is not None, point.value or 0.0, point.category))


def _bars(series: Series, points: Sequence[Point]) -> dict[str, Any]:
    return {
        "type": "bar", "orientation": "h", "name": series.place.name, "y": list(range(len(points))),
        "x": [None if point.value is None else round(point.value, 6) for point in points],
        "text": [_value(series, point) for point in points], "textposition": "outside", "cliponaxis": False,
        "textangle": 0, "marker": {"color": COUNCIL}, "width": 0.62,
        "hovertext": [_hover(series, point) for point in points], "hoverinfo": "text",
        "customdata": [point.category for point in points],
    }  # fmt: skip


def _before(series: Series, points: Sequence[Point], before: Sequence[Point]) -> list[dict[str, Any]]:
    """Return a stroke for each category where its bar ended a year before; none where nothing is known of then."""
    then = {one.category: one for one in before if one.value is not None}
    known = [(at, then[point.category]) for at, point in enumerate(points) if point.category in then]
    if not known:
        return []
    return [{
        "type": "scatter", "mode": "markers", "name": "A year before", "y": [at for at, _ in known],
        "x": [round(one.value or 0.0, 6) for _, one in known], "cliponaxis": False,
        "marker": {"symbol": "line-ns", "size": 24, "color": BEFORE, "line": {"width": 3, "color": BEFORE}},
        "hovertext": [_hover(series, one) for _, one in known], "hoverinfo": "text",
        "customdata": [one.category for _, one in known],
    }]  # fmt: skip


def _value(series: Series, point: Point) -> str:
    """Return the value and, of a share, how many of how many: of two children one is half."""
    if point.value is None:
        return ""
    value = words.number(series.indicator, point.value)
    if series.indicator.unit != "%" or point.numerator is None or point.denominator is None:
        return value
    return f"{value} ({point.numerator:,.0f} of {point.denominator:,.0f})"


def _hover(series: Series, point: Point) -> str:
    head = f"{point.category}, {words.when(series.form, point.month)}: {words.shown(series.indicator, point)}"
    return "<br>".join(escape(text, quote=False) for text in (head, words.state(point), point.source) if text)


def _layout(series: Series, points: Sequence[Point], *, has_marks: bool) -> dict[str, Any]:
    names = [wrap(words.brief(point.category.strip()) or "All", NAME, break_long_words=False) for point in points]
    left = round(max(len(line) for name in names for line in name) * CHARACTER) + 14
    right = round(max(len(_value(series, point)) for point in points) * CHARACTER) + 14
    largest = max(point.value or 0.0 for point in (points if not has_marks else _both(series, points[0])))
    top = 12 + (LINE_HEIGHT if has_marks else 0)
    whole = layout(len(points) * ROW + 12 + top, top, max(right, 40), 12, left)
    whole["xaxis"] = axis([0], [""], [0, largest * 1.02 or 1], grid=False)
    whole["xaxis"] |= {"zeroline": True, "zerolinecolor": INK, "zerolinewidth": 1}
    texts = ["<br>".join(escape(line, quote=False) for line in name) for name in names]
    whole["yaxis"] = axis(list(range(len(points))), texts, [-0.6, len(points) - 0.4], grid=False)
    absent = [note(words.shown(series.indicator, point), xref="x", x=0, xanchor="left", xshift=6, yref="y", y=at)
              for at, point in enumerate(points) if point.value is None]  # fmt: skip
    key = [note(f"{swatch(BEFORE, 'a year before')}", xref="paper", x=0, xanchor="left", yref="paper", y=1,
                yanchor="bottom", yshift=2)] if has_marks else []  # fmt: skip
    return whole | {"annotations": [*absent, *key], "bargap": 0.3}


def _both(series: Series, point: Point) -> list[Point]:
    """Return the points of the newest month and of a year before: the axis has room for both."""
    return [one for one in series.points if one.month in (point.month, point.month.plus(-12))]

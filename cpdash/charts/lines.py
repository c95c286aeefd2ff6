"""The traces of a trend: the council's own line, its target as a step, and the benchmarks beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from textwrap import wrap
from typing import Any

from cpdash import words
from cpdash.beside import indicative, known
from cpdash.board.views import Line, Point, Series, target_in
from cpdash.charts.runs import gap_after, is_monthly, runs
from cpdash.charts.scales import day
from cpdash.charts.theme import COLOURS, COUNCIL, FILLS, SYMBOLS, TARGET
from cpdash.periods import Month

DENSE = 40
"""Points from which markers shrink, so that a line stays a line."""


@dataclass(frozen=True, slots=True)
class Window:
    """The months that a chart shows, and whether the council's own figures are monthly in it."""

    first: Month
    last: Month
    monthly: bool

    @property
    def months(self) -> list[Month]:
        """Every month from the first to the last."""
        return [self.first.plus(place) for place in range(self.last.minus(self.first) + 1)]


@dataclass
class _Path:
    """A line under construction: a break has no value, so that nothing is drawn across it."""

    x: list[str]
    y: list[float | None]
    text: list[str]

    def add(self, x: str, y: float | None, text: str = "") -> None:
        self.x.append(x)
        self.y.append(None if y is None else round(y, 6))
        self.text.append(text)

    def trace(self, **style: Any) -> dict[str, Any]:
        return {
            "type": "scatter", "x": self.x, "y": self.y, "text": self.text, "hovertemplate": "%{text}<extra></extra>",
            "connectgaps": False, **style,
        }  # fmt: skip


def own(series: Series, points: Sequence[Point]) -> list[dict[str, Any]]:
    """Return the council's line, and its figures that are counted differently as markers connected to nothing."""
    same = [point if point.basis == "same" else _broken(point) for point in points]
    apart = [point for point in points if point.basis != "same" and point.value is not None]
    size = 9 if len(points) < DENSE else 5
    path, states = _connected(same, lambda point: _hover(series, point)), _states(same)
    line = path.trace(
        name=series.place.name, mode="lines+markers", line={"color": COUNCIL, "width": 4}, cliponaxis=False,
        marker=_marker(size, [SYMBOLS[state] for state in states], [FILLS[state] for state in states]),
    )  # fmt: skip
    if not apart:
        return [line]
    loose = _Path([], [], [])
    for point in apart:
        loose.add(day(point.month), point.value, _hover(series, point))
    marker = _marker(size + 2, [SYMBOLS["indicative"]] * len(apart), [FILLS["indicative"]] * len(apart))
    return [line, loose.trace(name=words.COUNTED_DIFFERENTLY, mode="markers", marker=marker, cliponaxis=False)]


def line_of(series: Series, points: Sequence[Point], name: str, colour: str) -> dict[str, Any]:
    """Return a line of any name and colour through the figures of a series, with a gap where one is missing."""

    def said(point: Point) -> str:
        value = words.shown(series.indicator, point)
        return _folded([f"{name}: {value}", words.period(series.form, point.month), words.state(point)])

    path = _connected(points, said)
    size = 7 if len(points) < DENSE else 4
    return path.trace(
        name=name, mode="lines+markers", line={"color": colour, "width": 3}, cliponaxis=False,
        marker={"size": size, "color": colour},
    )  # fmt: skip


def target(series: Series, window: Window) -> dict[str, Any] | None:
    """Return the target as a step over the months that it covers; None where no month shown has one."""
    path = _Path([], [], [])
    for value, some in groupby(window.months, key=lambda month: _target_value(series, month)):
        months = list(some)
        if value is None:
            path.add(day(months[0]), None)
            continue
        said = f"Target {words.shortest(series.indicator, value)}"
        path.add(months[0].first.isoformat(), value, said)
        path.add(day(months[-1]), value, said)
    if all(value is None for value in path.y):
        return None
    style = {"color": TARGET, "width": 2, "dash": "dashdot", "shape": "hv"}
    return path.trace(name="Target", mode="lines", line=style)


def benchmark(series: Series, line: Line, window: Window) -> Iterator[dict[str, Any]]:
    """Yield a benchmark over what it covers and, where it ends before the council's figures, carried forward dashed.

    A figure of twelve months is a level across its year beside monthly figures; any other stands on its date.
    """
    points = known(line, window.last)
    differs = bool(series.latest and indicative(line, series.latest))
    style = {"color": COLOURS[line.kind], "width": 2.5, "dash": "dot" if differs else "solid"}
    said = _said(series, line, differs)
    shown = [point for point in points if point.month >= window.first]
    if shown:
        across = line.form == "12 months" and window.monthly
        path = _levels(shown, said) if across else _connected(_entering(points, shown), said)
        look: dict[str, Any] = {"mode": "lines", "line": style}
        if any(sizes := _lone(path)):
            look |= {"mode": "lines+markers", "marker": {"size": sizes, "color": style["color"]}}
        yield path.trace(name=line.label, **look)
    if points[-1].month < window.last:
        yield _carried(points[-1], line, window, {**style, "dash": "dot" if differs else "dash"}, said(points[-1]))


def _broken(point: Point) -> Point:
    return Point(point.month, None, "missing", point.source, "counted differently", basis=point.basis)


def _connected(points: Sequence[Point], said: Callable[[Point], str]) -> _Path:
    """Return a path through the runs of points, broken between them and at each figure that is withheld."""
    path, monthly = _Path([], [], []), is_monthly(points)
    found = runs(points)
    for at, run in enumerate(found):
        for point in run:
            path.add(day(point.month), point.value, said(point))
        if at < len(found) - 1:
            path.add(day(gap_after(run[-1], monthly)), None)
    return path


def _states(points: Sequence[Point]) -> list[str]:
    """Return the status of each place of a connected path; a break has the plainest."""
    found: list[str] = []
    for at, run in enumerate(runs(points)):
        found += [*(["published"] if at else []), *(point.status for point in run)]
    return [state if state in SYMBOLS else "published" for state in found]


def _marker(size: int, symbols: list[str], fills: list[str]) -> dict[str, Any]:
    return {"size": size, "symbol": symbols, "color": fills, "opacity": 1, "line": {"width": 2, "color": COUNCIL}}


def _lone(path: _Path) -> list[int]:
    """Return a marker's size for each figure between two breaks, of which a line shows nothing; 0 for all others."""
    around = [None, *path.y, None]
    return [8 if around[at : at + 3] == [None, value, None] and value is not None else 0
            for at, value in enumerate(path.y)]  # fmt: skip


def _levels(points: Sequence[Point], said: Callable[[Point], str]) -> _Path:
    path = _Path([], [], [])
    for at, point in enumerate(points):
        if at and point.month.minus(points[at - 1].month) > 13:
            path.add(day(points[at - 1].month.plus(1)), None)
        path.add(point.month.plus(-11).first.isoformat(), point.value, said(point))
        path.add(day(point.month), point.value, said(point))
    return path


def _carried(point: Point, line: Line, window: Window, style: dict[str, Any], said: str) -> dict[str, Any]:
    path = _Path([], [], [])
    path.add(day(max(point.month, window.first)), point.value, f"{said}<br>{words.CARRIED}")
    path.add(day(window.last), point.value, f"{said}<br>{words.CARRIED}")
    return path.trace(name=f"{line.label}, {words.CARRIED}", mode="lines", line=style)


def _entering(points: Sequence[Point], shown: Sequence[Point]) -> list[Point]:
    """Return the points shown and the one before them, so that a line between two dates enters from the left."""
    before = [point for point in points if point.month < shown[0].month]
    return [*before[-1:], *shown]


def _target_value(series: Series, month: Month) -> float | None:
    step = target_in(series.targets, month)
    return step.value if step else None


def _said(series: Series, line: Line, differs: bool) -> Callable[[Point], str]:
    def said(point: Point) -> str:
        value = words.benchmark_number(series.indicator, line.kind, point.value or 0.0)
        notes = [point.note or words.state(point), *([words.COUNTED_DIFFERENTLY] if differs else []), point.source]
        return _folded([f"{line.label}, {words.when(line.form, point.month)}: {value}", *notes])

    return said


def _hover(series: Series, point: Point) -> str:
    head = f"{series.place.name}, {words.when(series.form, point.month)}: {words.shown(series.indicator, point)}"
    few = words.cohort(series.indicator, point)
    return _folded([head, few, words.state(point), point.source])


def _folded(parts: Sequence[str]) -> str:
    """Return lines short enough for a phone: a hover text that runs off the screen is not read."""
    return "<br>".join(escape(row, quote=False) for part in parts if part for row in wrap(part, 42))

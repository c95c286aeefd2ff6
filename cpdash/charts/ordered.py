"""A council among others: ordered dots, the best on top, with region, neighbours and England as lines beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Any

from cpdash import words
from cpdash.board.views import Comparison, Kind, Row
from cpdash.charts.scales import span, ticks
from cpdash.charts.theme import (
    CHARACTER,
    COLOURS,
    COUNCIL,
    GROUND,
    INK,
    LINE_HEIGHT,
    OTHERS,
    axis,
    empty,
    layout,
    note,
    swatch,
)

NAMED = 40
"""Rows up to which each council has its name; with more, only its own, the first and the last are named."""

ROW, THIN = 34, 5
"""Pixels a row, named and unnamed. A named one has room for two lines, so that long names leave a phone its chart."""

NAME = 17
"""Characters in a line of a name."""


@dataclass(frozen=True, slots=True)
class _Reference:
    kind: Kind
    name: str
    value: float


def ordered(comparison: Comparison) -> dict[str, Any]:
    """Return the Plotly figure; areas without a value are not drawn, the subtitle names them."""
    rows = [row for row in comparison.rows if row.member and row.value is not None]
    if not rows:
        return empty()
    references = list(_references(comparison))
    values = [*(row.value or 0.0 for row in rows), *(one.value for one in references)]
    scale = span(values, comparison.indicator.bounds, comparison.indicator.decimals, 4)
    return {"data": [_dots(comparison, rows, mine) for mine in (False, True)],
            "layout": _layout(comparison, rows, references, scale)}  # fmt: skip


def _references(comparison: Comparison) -> Iterator[_Reference]:
    region, near, england = comparison.region, comparison.neighbours, comparison.england
    found: list[tuple[Kind, str, float | None]] = [
        ("region", region.place.name if region else "", region.value if region else None),
        ("neighbours", "Neighbours' mean", near.mean if near else None),
        ("england", "England", england.value if england else None),
    ]
    for kind, name, value in found:
        if value is not None and comparison.indicator.sizeless:
            yield _Reference(kind, name, value)


def _dots(comparison: Comparison, rows: Sequence[Row], mine: bool) -> dict[str, Any]:
    """Return the dots of the council or of all others."""
    chosen = [(len(rows) - at, row) for at, row in enumerate(rows) if row.mine == mine]
    return {
        "type": "scatter", "name": comparison.place.name if mine else "Others",
        "x": [round(row.value or 0.0, 6) for _, row in chosen], "y": [place for place, _ in chosen],
        "mode": "markers", "cliponaxis": False,
        "marker": _marker(mine, len(rows) > NAMED),
        "hovertext": [_hover(comparison, row) for _, row in chosen], "hoverinfo": "text",
    }  # fmt: skip


def _marker(mine: bool, thin: bool) -> dict[str, Any]:
    if mine:
        return {"color": COUNCIL, "size": 16, "opacity": 1, "line": {"color": COUNCIL, "width": 1}}
    return {"color": OTHERS, "size": 5 if thin else 11, "opacity": 1, "line": {"color": INK, "width": 1}}


def _hover(comparison: Comparison, row: Row) -> str:
    value = words.with_unit(comparison.indicator, row.value or 0.0)
    return f"{escape(row.place.name, quote=False)}: {value}<br>{row.rank} of {comparison.of}, {row.status}"


def _layout(
    comparison: Comparison, rows: Sequence[Row], references: Sequence[_Reference], scale: tuple[float, float, float]
) -> dict[str, Any]:
    thin = len(rows) > NAMED
    height = len(rows) * (THIN if thin else ROW) + 20
    top, bottom = len(references) * (LINE_HEIGHT + 2) + 8, 34
    named = [(len(rows) - at, row) for at, row in enumerate(rows) if not thin or row.mine or at in (0, len(rows) - 1)]
    names = [_name(row) for _, row in named]
    left = round(max(len(line) for row in names for line in row) * CHARACTER) + 16
    start, end, _ = scale
    values = ticks(*scale)
    written = [_value(comparison, place, row) for place, row in named]
    right = round(max(len(words.number(comparison.indicator, row.value or 0.0)) for _, row in named) * CHARACTER) + 20
    whole = layout(height + top + bottom, top, right, bottom, left)
    texts = [words.shortest(comparison.indicator, value) for value in values]
    whole["xaxis"] = axis(values, texts, [start, end], grid=False)
    whole["yaxis"] = axis(
        [place for place, _ in named], [_bold(name, row.mine) for name, (_, row) in zip(names, named, strict=True)],
        [0.3, len(rows) + 0.7], grid=not thin,
    )  # fmt: skip
    lines = [_line(one, at, height) for at, one in enumerate(references)]
    labels = [_label(comparison, one, at, scale) for at, one in enumerate(references)]
    return whole | {"shapes": lines, "annotations": [*labels, *written]}


def _name(row: Row) -> list[str]:
    return wrap(row.place.name, NAME, break_long_words=False)


def _bold(name: Sequence[str], mine: bool) -> str:
    text = "<br>".join(escape(line, quote=False) for line in name)
    return f"<b>{text}</b>" if mine else text


def _value(comparison: Comparison, place: int, row: Row) -> dict[str, Any]:
    """Return a council's value in a column at the right, where no line runs through it."""
    text = words.number(comparison.indicator, row.value or 0.0)
    return note(_bold([text], row.mine), xref="paper", x=1, xanchor="left", xshift=12, yref="y", y=place)


def _line(one: _Reference, at: int, height: int) -> dict[str, Any]:
    """Return a reference's line, up to its label: each has a row of its own above the plot, so none can overlap."""
    return {
        "type": "line", "xref": "x", "yref": "paper", "x0": round(one.value, 6), "x1": round(one.value, 6), "y0": 0,
        "y1": round(1 + (at * (LINE_HEIGHT + 2) + 4) / height, 4), "layer": "below",
        "line": {"color": COLOURS[one.kind], "width": 2.5},
    }  # fmt: skip


def _label(comparison: Comparison, one: _Reference, at: int, scale: tuple[float, float, float]) -> dict[str, Any]:
    """Return a reference's label, turned inwards at the sides so that it stays on a narrow screen."""
    share = (one.value - scale[0]) / (scale[1] - scale[0])
    anchor = "left" if share < 0.3 else "right" if share > 0.7 else "center"
    text = f"{escape(one.name, quote=False)} {words.benchmark_number(comparison.indicator, one.kind, one.value)}"
    return note(swatch(COLOURS[one.kind], text), xref="x", x=round(one.value, 6), xanchor=anchor, yref="paper", y=1,
                yanchor="bottom", bgcolor=GROUND, yshift=at * (LINE_HEIGHT + 2) + 2)  # fmt: skip

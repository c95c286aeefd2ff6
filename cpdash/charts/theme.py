"""The look of every chart: the Government Analysis Function palette and a lean layout of our own (ANALYSIS 6)."""

from __future__ import annotations

from typing import Any

from cpdash.board.views import Kind

COUNCIL = "#12436D"
COLOURS: dict[Kind, str] = {"region": "#28A197", "neighbours": "#801650", "england": "#F46A25"}
TARGET = "#3D3D3D"
SIGNALS = {"improving": "#0B6FB8", "concerning": "#C4500C", "neither": "#6A2C91"}
"""Rings around figures that are more than chance: kept for these, and never without words beside them."""
LIMITS = "#767676"
OTHERS = "#BFBFBF"
BESIDE = "#767676"
"""What a slice is held against: all of it. As grey as can be with a contrast of 3 to 1 at least."""
BEFORE = "#F46A25"
"""Where a bar ended a year before: two series are dark blue and orange (ANALYSIS 6)."""
SERIES = ("#12436D", "#28A197", "#801650", "#F46A25")
"""Several measures at once, at most four (ANALYSIS 6)."""
FLOWS = ("#A9BFD3", "#B0DCD8", "#D3AABF", "#FBC9AE")
"""The same, light: what flows from one to another."""
PARTS = ("#12436D", "#28A197", "#801650", "#F46A25", "#D0D5DA")
"""Parts of a whole; the last is for all others together."""
ON_SERIES = ("#FFFFFF", "#000000", "#FFFFFF", "#000000")
"""Letters that can be read on each of SERIES."""
INK = "#0B0C0C"
GRID = "#E3E5E8"
GROUND = "#FFFFFF"

# System fonts only, so that no other host is asked; their figures are all of one width (tabular).
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif"
SIZE = 14
LINE_HEIGHT = 18
"""Pixels from one line of text to the next at SIZE."""

CHARACTER = 8.6
"""Pixels that a character of SIZE takes in the widest of the fonts: margins are made of it."""

CONFIG: dict[str, Any] = {"displayModeBar": False, "responsive": True}
"""How a figure is shown: without the mode bar, whose links have no names."""

SYMBOLS = {"published": "circle", "provisional": "circle", "illustrative": "diamond", "indicative": "square"}
FILLS = {"published": COUNCIL, "provisional": GROUND, "illustrative": GROUND, "indicative": GROUND}
"""Markers by status: those that are not final are hollow, filled with the ground so that a thick line stays outside."""


def layout(height: int, top: int, right: int, bottom: int, left: int) -> dict[str, Any]:
    """Return a layout of a height and margins in pixels. A fixed height keeps a page from jumping as it fills."""
    return {
        "height": height,
        "margin": {"t": top, "r": right, "b": bottom, "l": left, "pad": 0},
        "template": {"layout": {}},
        "font": {"family": FONT, "size": SIZE, "color": INK},
        "paper_bgcolor": GROUND,
        "plot_bgcolor": GROUND,
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": GROUND, "bordercolor": INK, "align": "left",
                       "font": {"family": FONT, "size": SIZE, "color": INK}},
    }  # fmt: skip


def axis(positions: list[Any], labels: list[str], span: list[Any], grid: bool) -> dict[str, Any]:
    """Return an axis with ticks that are given, horizontal text, and gridlines only where asked."""
    return {
        "range": span,
        "tickmode": "array",
        "tickvals": positions,
        "ticktext": labels,
        "tickangle": 0,
        "ticks": "outside",
        "ticklen": 6,
        "tickcolor": GROUND,
        "showgrid": grid,
        "gridcolor": GRID,
        "zeroline": False,
        "fixedrange": True,
        "automargin": False,
    }


def note(text: str, **where: Any) -> dict[str, Any]:
    """Return a text on the chart, left-aligned and without an arrow."""
    return {"text": text, "showarrow": False, "align": "left", "font": {"size": SIZE, "color": INK}, **where}


def swatch(colour: str, text: str) -> str:
    """Return a text after a coloured block: the text itself stays dark, for orange letters on white are unreadable."""
    return f'<span style="color:{colour}">■</span> {text}'


def empty() -> dict[str, Any]:
    """Return a figure that says that there is nothing, rather than axes without a line."""
    text = note("No figure to draw", xref="paper", yref="paper", x=0.5, y=0.5)
    hidden = {"visible": False, "fixedrange": True}
    bare = layout(160, 10, 10, 10, 10)
    return {"data": [], "layout": bare | {"xaxis": hidden, "yaxis": hidden, "annotations": [text]}}

"""How a count divides through the years: one bar a year, its parts as shares of the whole, the largest undermost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from cpdash import words
from cpdash.board.details import REST, UNKNOWN, Mix
from cpdash.charts import labels as ends
from cpdash.charts.labels import Label
from cpdash.charts.theme import BESIDE, GROUND, INK, ON_SERIES, PARTS, SERIES, SIZE, axis, empty, layout

PLOT = 360
GREYS = {UNKNOWN: (GROUND, INK), REST: (PARTS[-1], INK)}
"""What is no category of its own, and its letters."""

SMALLEST = 6.0
"""Per cent that a part needs for its number to fit inside it."""


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    counts: tuple[float | None, ...]
    colour: str
    text: str


def mix(one: Mix) -> dict[str, Any]:
    """Return the Plotly figure of a mix: stacked bars from 0 to 100 per cent, the parts named beside the last one.

    What is withheld, or too small to be told apart in a chart, is one part at the top, in grey.
    """
    if not one.months:
        return empty()
    parts = [
        _Part(name, counts, *(GREYS[name] if name in GREYS else (SERIES[at], ON_SERIES[at])))
        for at, (name, counts) in enumerate(one.parts)
    ]
    bars = [_bar(one, part) for part in parts]
    names = _names(one, parts)
    whole = layout(PLOT + 14 + 52, 14, ends.column(names), 52, 48)
    places = list(range(len(one.months)))
    whole["xaxis"] = axis(places, [_tick(one, at) for at in places], [-0.5, len(places) - 0.5], grid=False)
    whole["yaxis"] = axis([0, 25, 50, 75, 100], ["0%", "25%", "50%", "75%", "100%"], [0, 100], grid=True)
    return {
        "data": bars,
        "layout": whole
        | {
            "barmode": "stack",
            "uniformtext": {"minsize": SIZE, "mode": "hide"},
            "bargap": 0.25,
            "annotations": ends.drawn(names, 0, 100, PLOT),
        },
    }


def _bar(one: Mix, part: _Part) -> dict[str, Any]:
    shares = [one.share(part.name, at) for at in range(len(one.months))]
    return {
        "type": "bar", "name": escape(part.name, quote=False), "x": list(range(len(one.months))),
        "y": [None if share is None else round(share, 6) for share in shares],
        "text": [_inside(share) if at in (0, len(shares) - 1) else "" for at, share in enumerate(shares)],
        "textposition": "inside", "insidetextanchor": "middle", "textangle": 0,
        "textfont": {"color": part.text, "size": SIZE}, "constraintext": "inside",
        "marker": {"color": part.colour, "line": {"color": BESIDE if part.name in GREYS else GROUND, "width": 1}},
        "hovertext": [_hover(one, part, at) for at in range(len(one.months))], "hoverinfo": "text",
        "customdata": [words.mark(part.name)] * len(one.months),
    }  # fmt: skip


def _inside(share: float | None) -> str:
    """Return what stands inside a part of the first and the last bar: on a phone the others have no room for it."""
    return "" if share is None or share < SMALLEST else f"{share:.0f}%"


def _hover(one: Mix, part: _Part, at: int) -> str:
    count, share = part.counts[at], one.share(part.name, at)
    said = "not shown" if count is None or share is None else f"{count:,.0f} of {one.totals[at]:,.0f} ({share:.0f}%)"
    return escape(f"{part.name}, {words.period(one.form, one.months[at])}: {said}", quote=False)


def _tick(one: Mix, at: int) -> str:
    """Return the month under the first and the last bar; between them is a bar a year."""
    return words.short_month(one.months[at]).replace(" ", "<br>") if at in (0, len(one.months) - 1) else ""


def _names(one: Mix, parts: Sequence[_Part]) -> list[Label]:
    """Return a label for each part of the newest bar, in the middle of what it takes up."""
    found, under, last = [], 0.0, len(one.months) - 1
    for part in parts:
        share = one.share(part.name, last)
        if not share:
            continue  # nothing is drawn that a name could stand beside
        found.append(Label(f"{words.brief(part.name)} {share:.0f}%", under + share / 2, part.colour))
        under += share
    return found

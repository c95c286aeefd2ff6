"""What people have noted, as numbered marks on a trend: what happened, and where control limits begin anew."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from cpdash.board.views import Note
from cpdash.charts.scales import day
from cpdash.charts.theme import INK, LIMITS, note
from cpdash.marked import marked
from cpdash.periods import Month

Marks = tuple[list[dict[str, Any]], list[dict[str, Any]]]
"""Shapes and annotations of a layout."""


def marks(notes: Sequence[Note], first: Month, last: Month) -> Marks:
    """Return an upright line in each month that has a note, and above it the signs that the text beneath explains."""
    shapes, signs = [], []
    for month, some in groupby(marked(notes, first, last), key=lambda pair: pair[1].month):
        where = day(month)
        shapes.append({
            "type": "line", "layer": "below", "xref": "x", "yref": "paper", "x0": where, "x1": where, "y0": 0, "y1": 1,
            "line": {"color": LIMITS, "width": 1.5, "dash": "dot"},
        })  # fmt: skip
        text = "".join(sign for sign, _ in some)
        signs.append(note(text, xref="x", yref="paper", x=where, y=1, yanchor="bottom", xanchor="center")
                     | {"font": {"size": 18, "color": INK}})  # fmt: skip
    return shapes, signs

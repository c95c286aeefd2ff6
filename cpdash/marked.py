"""Which notes of people are marked on a chart, and with which sign: the same on the chart, beneath it and in words."""

from __future__ import annotations

from collections.abc import Sequence

from cpdash.board.views import Note
from cpdash.periods import Month

SIGNS = "①②③④⑤⑥⑦⑧⑨"
"""One for each mark, oldest first: a chart with more could not be read."""


def marked(notes: Sequence[Note], first: Month, last: Month) -> list[tuple[str, Note]]:
    """Return the events and new beginnings of limits in these months with their signs, oldest first.

    Where there are more than there are signs, the newest are marked.
    """
    found = [one for one in notes if one.kind in ("event", "rebase") and first <= one.month <= last]
    newest = sorted(found, key=lambda one: one.month)[-len(SIGNS) :]
    return list(zip(SIGNS, newest, strict=False))

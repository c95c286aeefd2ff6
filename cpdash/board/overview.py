"""Every indicator of one council as at one month, and which of them the board should look at first."""

from __future__ import annotations

from collections.abc import Sequence

from cpdash.board.answer import Overview
from cpdash.board.answering import Ground, answer
from cpdash.board.attention import attention, improved
from cpdash.catalogue import Catalogue
from cpdash.periods import Month

FEW_CHILDREN = 30
"""Children in care below which a share is a matter of one or two of them: nothing is named first then."""

THEMES = (
    "Numbers and trends", "Permanence", "Placements and sufficiency", "Care leavers", "Health", "Education",
    "Voice and participation", "Safety", "Quality and workforce", "Fostering and homes", "Edge of care", "Finance",
)  # fmt: skip


def overview(catalogue: Catalogue, on: Ground, months: Sequence[Month]) -> Overview:
    """Return the answers by theme in catalogue order, and which to look at first."""
    listed = sorted((one for one in catalogue.indicators.values() if one.show_on_overview), key=lambda one: one.order)
    answers = [answer(one, on) for one in listed]
    by_theme = ((theme, tuple(one for one in answers if one.card.indicator.theme == theme)) for theme in THEMES)
    named = answers if _enough_children(on) else []
    return Overview(
        on.place,
        on.month,
        tuple(months),
        on.stamp,
        tuple(attention(named)),
        tuple((name, some) for name, some in by_theme if some),
        tuple(improved(named)),
    )


def _enough_children(on: Ground) -> bool:
    """Return whether a council has children enough in care that its shares say something; it has when nobody says."""
    points = on.mine.get("children_in_care", {}).get("snapshot", ())
    counts = [point.value for point in points if point.value is not None]
    return not counts or counts[-1] >= FEW_CHILDREN

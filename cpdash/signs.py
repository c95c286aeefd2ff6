"""The signs of variation and assurance, as Making Data Count draws them, always with their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cpdash.board.answer import Answer
from cpdash.stats.xmr import Assurance, Rule, Variation

Sign = tuple[str, str]
"""An icon and its words."""

VARIATION: Mapping[Variation, Sign] = {
    "improving": ("▲", "Real improvement"),
    "concerning": ("▼", "Real worsening"),
    "neither": ("◆", "Real change, neither better nor worse"),
    "common": ("●", "No real change"),
}
ASSURANCE: Mapping[Assurance, Sign] = {
    "passes": ("✓", "Will keep meeting its target if nothing changes"),
    "fails": ("✗", "Will keep missing its target if nothing changes"),
    "hit and miss": ("?", "Chance decides whether it meets its target"),
}
RULES: Mapping[Rule, str] = {
    "outside": "outside the range",
    "trend": "seven the same way",
    "two of three": "two of three near the edge",
    "shift": "seven on one side",
}
"""What each rule of a control chart means, of one figure."""


def signs(answer: Answer) -> Iterator[Sign]:
    """Return each sign with its words: of the latest change, then of the target."""
    if answer.signal is None:
        return
    yield VARIATION[answer.signal.variation]
    if answer.signal.assurance:
        yield ASSURANCE[answer.signal.assurance]


def variation_cell(answer: Answer) -> str:
    """Return the sign of the latest change and its words for the cell of a table; why there is none in words."""
    if answer.signal is None:
        return f"Not told: {answer.no_signal}" if answer.no_signal else ""
    return " ".join(VARIATION[answer.signal.variation])


def assurance_cell(answer: Answer) -> str:
    """Return the sign of the target's outlook and its words for the cell of a table; empty where none is told."""
    told = answer.signal.assurance if answer.signal else None
    return " ".join(ASSURANCE[told]) if told else ""

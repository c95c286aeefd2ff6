"""The signs of variation and assurance, as Making Data Count draws them, always with their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cpdash.board.answer import Answer, Signal
from cpdash.stats.xmr import Assurance, Rule, Variation

Sign = tuple[str, str]
"""An icon and its words."""

VARIATION: Mapping[Variation, Sign] = {
    "improving": ("▲", "Better than usual"),
    "concerning": ("▼", "Worse than usual"),
    "neither": ("◆", "Different from usual"),
    "common": ("●", "As usual"),
}
STEADY: Mapping[Variation, Sign] = {
    "improving": ("▲", "Steadily better"), "concerning": ("▼", "Steadily worse"), "neither": ("◆", "Steady change"),
}  # fmt: skip
"""The same where it is the way of seven months that is more than chance: the figure itself may still be a usual one."""

ASSURANCE: Mapping[Assurance, Sign] = {
    "passes": ("✓", "Usual range meets the target"),
    "fails": ("✗", "Usual range misses the target"),
    "hit and miss": ("?", "Target lies inside the usual range"),
}
RULES: Mapping[Rule, str] = {
    "outside": "outside the usual range",
    "trend": "seven the same way",
    "two of three": "two of three near the edge",
    "shift": "seven on one side",
}
"""What each rule of a control chart means, of one figure."""


def signs(answer: Answer) -> Iterator[Sign]:
    """Return each sign with its words: of the latest change, then of the target."""
    if answer.signal is None:
        return
    yield variation_sign(answer.signal)
    if answer.signal.assurance:
        yield ASSURANCE[answer.signal.assurance]


def variation_sign(signal: Signal) -> Sign:
    """Return the sign of the latest change; where the first rule that it breaks is a trend, the one that says so."""
    is_trend = bool(signal.rules) and signal.rules[0] == "trend"
    return STEADY[signal.variation] if is_trend else VARIATION[signal.variation]


def variation_cell(answer: Answer) -> str:
    """Return the sign of the latest change and its words for the cell of a table; why there is none in words."""
    if answer.signal is None:
        return f"Not told: {answer.no_signal}" if answer.no_signal else ""
    return " ".join(variation_sign(answer.signal))


def assurance_cell(answer: Answer) -> str:
    """Return the sign of the target's outlook and its words for the cell of a table; empty where none is told."""
    told = answer.signal.assurance if answer.signal else None
    return " ".join(ASSURANCE[told]) if told else ""

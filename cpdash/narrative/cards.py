"""The short sentences of a tile: its change, its target, its gap to a comparator, and why the board should look."""

from __future__ import annotations

from cpdash import words
from cpdash.board.answer import Attention, Compare
from cpdash.board.views import Card
from cpdash.catalogue import Indicator
from cpdash.narrative.answered import because


def change_words(card: Card, *, judged: bool = True) -> str:
    """Return the change since the figure before, and (`judged`) by polarity whether that is better; never why."""
    if card.latest is None:
        reason = card.trail[-1].reason if card.trail else None
        return f"No data: {reason or 'nothing is published'}"
    if card.previous is None:
        return "No earlier figure"
    since = words.since(card.latest.month, card.previous.month)
    if card.change is None:
        return f"Not compared with {since}: {words.COUNTED_DIFFERENTLY}"
    moved = words.moved(card.indicator, card.change)
    rounded = sum((point.nearest or 0) / 2 for point in (card.latest, card.previous))
    if rounded and abs(card.change) <= rounded and moved != "no change":
        return f"No more change than rounding makes since {since}"
    is_told = judged and card.judgement in ("better", "worse") and moved != "no change"
    return f"{moved[0].upper()}{moved[1:]} since {since}{f', {card.judgement}' if is_told else ''}"


def status_words(card: Card) -> str:
    """Return the target's status as icon and word; a neutral measure's target is named and not judged."""
    if card.target_status:
        return words.target_status_words(card.target_status)
    return f"Target {words.shortest(card.indicator, card.target.value)}" if card.target else "No target"


def gap_words(indicator: Indicator, compare: Compare) -> str:
    """Return how far the council is from a comparator, judged only where that is more than chance.

    One that counts differently is shown and not judged.
    """
    gap = compare.gap
    whose = words.possessive(words.called(gap.kind, gap.label).removeprefix("its statistical "))
    name = f"the {whose}" if gap.kind == "neighbours" else whose
    theirs = f"{name} {words.benchmark_number(indicator, gap.kind, gap.value)} ({gap.month.words})"
    if gap.basis == "indicative":
        return f"{theirs[0].upper()}{theirs[1:]}, {words.COUNTED_DIFFERENTLY}"
    if words.moved(indicator, gap.gap) == "no change":
        return f"Level with {theirs}"
    if compare.compared == "similar":
        return f"About the same as {theirs}"
    side = "above" if gap.gap > 0 else "below"
    judged = f", {compare.judged}" if compare.judged in ("better", "worse") else ""
    return f"{words.difference(indicator, gap.gap)} {side} {theirs}{judged}"


def attention_words(attention: Attention) -> str:
    """Return why the board should look at a measure first."""
    return f"{_named(attention)} {because(attention)}."


def improved_words(attention: Attention) -> str:
    """Return what has improved in a measure."""
    return f"{_named(attention)} {because(attention)}."


def _named(attention: Attention) -> str:
    card, latest = attention.card, attention.card.latest
    known = latest is not None and latest.value is not None
    value = f", {words.shown(card.indicator, latest)}," if latest and known else ""
    return f"{card.indicator.short}{value}"

"""Which answers the board should look at first, by a score that is written down; and what improved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from cpdash.board.answer import Answer, Attention, Reason

MOST = 5
"""How many measures the Overview names first: what a board can discuss."""

MOST_IMPROVED = 3

ENOUGH = 2
"""Points from which an answer is named."""

FRESH = 24
"""Months after which a figure is too old to be what the board looks at first."""

FEW = 30
"""Children or young people below which a share is a matter of one or two of them."""

WORST_TENTH = 0.9
"""Share of English councils that do better from which a place is called the worst tenth."""

CONCERNS: dict[Reason, int] = {
    "newly missed": 4, "concerning": 3, "widening": 3, "missed": 2, "worst tenth": 2, "worst quarter": 1, "worst": 1,
    "worse": 1, "late": 1,
}  # fmt: skip
"""What each reason to look counts. The sum ranks; of equals the one goes first that more councils do better in."""

IMPROVEMENTS: dict[Reason, int] = {"newly met": 3, "improving": 3, "best": 1, "better": 1, "moved up": 1}

LATE = 3
"""Months by which a figure is late before that is a reason to look."""

Told = Callable[[Answer], Iterator[Reason]]


def attention(answers: Sequence[Answer]) -> list[Attention]:
    """Return the answers to look at first, at most MOST, the highest score first.

    The score is the sum of CONCERNS. Left out are figures older than FRESH months, those of fewer than FEW people, and
    those that are counted otherwise than the measure is.
    """
    return _ranked(answers, _concerns, CONCERNS)[:MOST]


def improved(answers: Sequence[Answer]) -> list[Attention]:
    """Return the answers that improved most, at most MOST_IMPROVED, by the sum of IMPROVEMENTS."""
    return _ranked(answers, _improvements, IMPROVEMENTS)[:MOST_IMPROVED]


def _ranked(answers: Sequence[Answer], told: Told, counts: dict[Reason, int]) -> list[Attention]:
    named = [Attention(one, tuple(sorted(told(one), key=lambda why: -counts[why]))) for one in answers if _counts(one)]
    scored = [(sum(counts[why] for why in one.reasons), one) for one in named]
    found = [pair for pair in scored if pair[0] >= ENOUGH]
    return [one for _, one in sorted(found, key=lambda pair: (-pair[0], -(pair[1].card.ahead or 0)))]


def _counts(one: Answer) -> bool:
    latest = one.card.latest
    if latest is None or latest.basis != "same" or one.month.minus(latest.month) > FRESH:
        return False
    return latest.denominator is None or latest.denominator >= FEW


def _concerns(one: Answer) -> Iterator[Reason]:
    if one.card.target_status == "missed":
        yield "newly missed" if one.newly_missed else "missed"
    if one.signal and one.signal.variation == "concerning":
        yield "concerning"
    if any(compare.widens for compare in one.compares):
        yield "widening"
    if one.card.band == "D":
        yield "worst tenth" if (one.card.ahead or 0) >= WORST_TENTH else "worst quarter"
    if _record(one) == "worst":
        yield "worst"
    elif one.card.judgement == "worse":
        yield "worse"
    if one.late >= LATE:
        yield "late"


def _improvements(one: Answer) -> Iterator[Reason]:
    if one.newly_met:
        yield "newly met"
    if one.signal and one.signal.variation == "improving":
        yield "improving"
    if _record(one) == "best":
        yield "best"
    elif one.card.judgement == "better":
        yield "better"
    if one.standing and (one.standing.moved or 0) > 1:
        yield "moved up"


def _record(one: Answer) -> Literal["best", "worst"] | None:
    """Return whether the newest figure is the best or the worst of its window."""
    polarity = one.card.indicator.polarity
    if one.record is None or one.record.extreme is None or polarity == "neutral":
        return None
    return "best" if one.record.extreme == polarity else "worst"

"""An answer in one headline of at most 20 words and one paragraph of at most 60."""

from __future__ import annotations

from collections.abc import Iterable

from cpdash import words
from cpdash.board.answer import Answer, Attention, Reason
from cpdash.narrative.facts import Fact, facts, span_words
from cpdash.narrative.headline import MOST_WORDS

MOST_OF_PARAGRAPH = 60

HEADLINE = ("signal", "target", "record", "first", "year", "change", "late")
"""Which statements a headline takes beside the value, while there is room; a target that is missed goes first."""

PARAGRAPH = (
    "value", "cohort", "change", "year", "target", "signal", "record", "first", "benchmark", "rank", "assurance",
    "rebase", "late", "quality", "trend", "always", "run", "extremes", "year start",
)  # fmt: skip
"""Which statements a paragraph takes, while there is room."""

MOST_REASONS = 3
"""Reasons that a sentence names: who wants them all looks at the measure."""

WHY: dict[Reason, str] = {
    "newly missed": "newly misses its target",
    "missed": "misses its target",
    "concerning": "is worse than usual",
    "widening": "is worse than others by a growing gap",
    "worst tenth": "is in England's worst tenth",
    "worst quarter": "is in England's worst quarter",
    "worst": "is at its worst",
    "worse": "has got worse",
    "late": "is late",
    "newly met": "newly meets its target",
    "improving": "is better than usual",
    "best": "is at its best",
    "better": "has got better",
    "moved up": "moved up in its region",
}
"""Why an answer is named, as what is said of the measure."""


def answer_headline(answer: Answer) -> str:
    """Return the finding in at most MOST_WORDS words: the value, and what matters most beside it."""
    said = facts(answer)
    briefs = [fact.brief or fact.text for fact in said if fact.kind == "value"]
    missed = answer.card.target_status == "missed"
    for kind in ("target", *HEADLINE) if missed else HEADLINE:
        for fact in said:
            longer = ", ".join([*briefs, fact.brief])
            fits = len(longer.split()) <= MOST_WORDS
            if fact.kind == kind and fact.brief and fact.brief not in briefs and fits:
                briefs.append(fact.brief)
                break
    return " ".join(", ".join(briefs).split()[:MOST_WORDS])


def answer_paragraph(answer: Answer) -> str:
    """Return what is said in at most 60 words, in whole sentences, what matters most first."""
    chosen: list[Fact] = []
    for fact in _in_order(facts(answer)):
        if len(_joined([*chosen, fact]).split()) <= MOST_OF_PARAGRAPH:
            chosen.append(fact)
    return _joined(chosen)


def because(attention: Attention) -> str:
    """Return why an answer is named: what is said of the measure, the weightiest reasons first."""
    return words.listed([_clause(attention.answer, why) for why in attention.reasons[:MOST_REASONS]])


def _clause(answer: Answer, why: Reason) -> str:
    signal, record, latest = answer.signal, answer.record, answer.card.latest
    if why in ("worst", "best") and record and latest:
        return f"{WHY[why]} in {span_words(record, latest)}"
    if why == "widening" and (wider := next((one.gap for one in answer.compares if one.widens), None)):
        return f"is worse than {words.called(wider.kind, wider.label)} by a growing gap"
    if why in ("concerning", "improving") and signal and signal.rules[0] == "trend":
        return "gets steadily worse" if why == "concerning" else "gets steadily better"
    return WHY[why]


def _in_order(said: Iterable[Fact]) -> list[Fact]:
    return sorted((fact for fact in said if fact.kind in PARAGRAPH), key=lambda fact: PARAGRAPH.index(fact.kind))


def _joined(said: Iterable[Fact]) -> str:
    return " ".join(f"{fact.text}." for fact in said)

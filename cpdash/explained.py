"""What `cpdash explain` prints: one answer as sentences and as JSON, in a shape that stays the same."""

from __future__ import annotations

from typing import Any

from cpdash.board.answer import Answer, Compare, Record, Signal, Standing
from cpdash.board.views import Note
from cpdash.narrative import answer_headline, answer_paragraph, note_words
from cpdash.narrative.facts import facts
from cpdash.printing import dump, number


def answer_json(answer: Answer) -> str:
    """Return `explain --json`: every part of the answer as data, and the sentences that say it."""
    card, latest = answer.card, answer.card.latest
    return dump(
        {
            "indicator": card.indicator.id,
            "area": answer.place.code,
            "month": str(answer.month),
            "form": card.form,
            "unit": card.indicator.unit,
            "polarity": card.indicator.polarity,
            "snapshot": answer.stamp.id,
            "period": str(latest.month) if latest else None,
            "value": number(latest.value) if latest else None,
            "numerator": number(latest.numerator) if latest else None,
            "denominator": number(latest.denominator) if latest else None,
            "status": latest.status if latest else "missing",
            "basis": latest.basis if latest else None,
            "late": answer.late,
            "target": {
                "value": number(card.target.value), "status": card.target_status, "newly_missed": answer.newly_missed,
                "newly_met": answer.newly_met,
            } if card.target else None,
            "previous": {
                "period": str(card.previous.month), "value": number(card.previous.value), "change": number(card.change),
            } if card.previous else None,
            "changes": {
                one.against.replace(" ", "_"): {
                    "period": str(one.month), "value": number(one.was), "change": number(one.change),
                    "percent": number(one.percent), "judgement": one.judgement,
                }
                for one in answer.changes
            },
            "record": _record(answer.record) if answer.record else None,
            "signal": _signal(answer.signal) if answer.signal else None,
            "no_signal": answer.no_signal or None,
            "assurance": answer.signal.assurance if answer.signal else None,
            "benchmarks": [_compare(one) for one in answer.compares],
            "standing": _standing(answer.standing) if answer.standing else None,
            "band": card.band,
            "trend": {"chi_square": number(answer.trend.chi_square), "direction": answer.trend.direction}
            if answer.trend else None,
            "notes": [_note(one) for one in answer.notes],
            "headline": answer_headline(answer),
            "paragraph": answer_paragraph(answer),
            "facts": [{"kind": fact.kind, "text": fact.text} for fact in facts(answer)],
        }
    )  # fmt: skip


def answer_text(answer: Answer) -> str:
    """Return `explain` for people: the headline, the paragraph, and every statement on a line of its own."""
    lines = [answer_headline(answer), "", answer_paragraph(answer), ""]
    lines += [f"- {fact.text}." for fact in facts(answer)]
    lines += [f"- {note_words(one)}." for one in answer.notes]
    if answer.no_signal:
        lines.append(f"- No usual range: {answer.no_signal}.")
    return "\n".join([*lines, f"Snapshot {answer.stamp.id}"])


def _record(one: Record) -> dict[str, Any]:
    return {
        "from": str(one.first),
        "values": one.values,
        "highest": number(one.highest),
        "highest_periods": [str(month) for month in one.highest_months],
        "lowest": number(one.lowest),
        "lowest_periods": [str(month) for month in one.lowest_months],
        "average": number(one.average),
        "averaged": one.averaged,
        "run": one.run,
        "percent_from_highest": number(one.off_highest),
        "percent_from_lowest": number(one.off_lowest),
        "above_target": one.above,
        "below_target": one.below,
        "with_target": one.held,
        "extreme": {"high": "highest", "low": "lowest"}.get(one.extreme or ""),
        "first_beyond": {"side": "above" if one.beyond[0] == "high" else "below", "value": number(one.beyond[1])}
        if one.beyond else None,
    }  # fmt: skip


def _signal(one: Signal) -> dict[str, Any]:
    return {
        "form": one.form,
        "variation": one.variation,
        "rules": list(one.rules),
        "side": one.side,
        "from": str(one.begins),
        "rebased": _note(one.rebased) if one.rebased else None,
        "centre": number(one.centre),
        "lower": number(one.lower),
        "upper": number(one.upper),
        "points": [
            {"period": str(month), "value": number(value), "rule": rule}
            for month, value, rule in zip(one.months, one.values, one.broken, strict=True)
        ],
    }


def _note(one: Note) -> dict[str, Any]:
    return {
        "period": str(one.month), "kind": one.kind, "text": one.text, "who": one.who,
        "due": str(one.due) if one.due else None, "status": one.status,
    }  # fmt: skip


def _compare(one: Compare) -> dict[str, Any]:
    return {
        "kind": one.gap.kind,
        "label": one.gap.label,
        "period": str(one.gap.month),
        "value": number(one.gap.value),
        "gap": number(one.gap.gap),
        "gap_before": number(one.before),
        "widens": one.widens,
        "interval": [number(limit) for limit in one.interval] if one.interval else None,
        "significance": one.judged or "not compared",
        "basis": one.gap.basis,
    }


def _standing(one: Standing) -> dict[str, Any]:
    return {
        "year": one.year, "rank": one.rank, "of": one.of, "previous_rank": one.previous_rank,
        "previous_of": one.previous_of, "moved": one.moved,
    }  # fmt: skip

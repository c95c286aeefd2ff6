"""The Overview's rows as HTML: one element for the browser instead of a hundred, and real links."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Sequence
from html import escape

from cpdash import narrative, words
from cpdash.board.answer import Answer, Attention, Compare, Overview
from cpdash.board.views import Card, Point
from cpdash.catalogue import Indicator
from cpdash.charts.spark import sparkline
from cpdash.signs import variation_sign

Address = Callable[[Indicator], str]
"""Where the page of an indicator is, with the filters of this one."""

_FIRST_GAP = ("region", "neighbours", "england")


def attention(overview: Overview, address: Address) -> str:
    """Return what the board should look at first, each with its reasons."""
    items = "".join(_first(one, address) for one in overview.attention)
    nothing = "<p>No measure stands out. Looked at are figures of the last two years, of at least 30 children.</p>"
    return (
        f"<section class='first' aria-label='Look at these first'>{f'<ol>{items}</ol>' if items else nothing}</section>"
    )


def falling_short(overview: Overview, address: Address) -> str:
    """Return the further measures that miss their target and are getting worse, in one line; nothing where none is.

    Those to look at first say so themselves.
    """
    first = {one.card.indicator.id for one in overview.attention}
    every = [one for _, some in overview.themes for one in some if one.card.indicator.id not in first]
    answers = [one for one in every if is_falling_short(one)]
    if not answers:
        return ""
    named = words.listed([_link(one.card.indicator, address) for one in answers])
    return f"<p class='short'><b>Also missing their target and getting worse:</b> {named}.</p>"


def is_falling_short(answer: Answer) -> bool:
    """Return whether a measure misses its target and gets worse: more than by chance, where that can be told."""
    worsens = answer.signal.variation == "concerning" if answer.signal else answer.card.judgement == "worse"
    return answer.card.target_status == "missed" and worsens


def improved(overview: Overview, address: Address) -> str:
    """Return what improved, in one line; nothing where nothing did. The reasons are on the page of each measure."""
    if not overview.improved:
        return ""
    named = words.listed([_better(one, address) for one in overview.improved])
    return f"<p class='improved'><b>What improved:</b> {named}.</p>"


def _better(attention: Attention, address: Address) -> str:
    card = attention.card
    value = escape(words.shown(card.indicator, card.latest)) if card.latest else ""
    why = escape(narrative.improved_words(attention))
    return f"<span title='{why}'>{_link(card.indicator, address)} ({value})</span>"


def themes(overview: Overview, address: Address) -> str:
    """Return every indicator under its theme, and in one line those of which there are no figures yet."""
    inside = "".join(_theme(name, answers, address) for name, answers in overview.themes)
    return f"<div class='themes'>{inside}</div>"


def few(answers: Sequence[Answer], address: Address) -> str:
    """Return the measures that answer a page's question, side by side; nothing where none has a figure."""
    known = [one for one in answers if one.card.latest]
    rows = "".join(_brief(one, address) for one in known)
    return f"<ul class='few' aria-label='In short'>{rows}</ul>" if rows else ""


def _brief(answer: Answer, address: Address) -> str:
    """Return a measure in three lines: its name, its value against the target, and whether it changed."""
    card, latest = answer.card, answer.card.latest
    assert latest is not None
    when = escape(words.period(card.form, latest.month))
    # A count of a year beside one of a day needs its date; that of the month on view is said above all of them.
    dated = "" if latest.month == answer.month and card.form == "snapshot" else f" <span class='when'>{when}</span>"
    status = f"<span class='status {card.target_status or 'none'}'>{escape(narrative.status_words(card))}</span>"
    said = _sign(answer) or f"{escape(narrative.change_words(card))}."
    return (
        f"<li><span class='name'>{_link(card.indicator, address)}</span> "
        f"<span class='value'><b>{escape(words.shown(card.indicator, latest))}</b>{dated} {status}</span> "
        f"<span class='said'>{said}</span></li>"
    )


def points(overview: Overview) -> list[Point]:
    """Return the figures that are shown."""
    return [one.card.latest for _, answers in overview.themes for one in answers if one.card.latest]


def _first(attention: Attention, address: Address) -> str:
    return _item(narrative.attention_words(attention), attention, address)


def _item(said: str, attention: Attention, address: Address) -> str:
    one = attention.card.indicator
    sentence = escape(said)
    name = escape(one.short)
    linked = f"<a data-view href='{escape(address(one))}'>{name}</a>"
    return f"<li>{sentence.replace(name, linked, 1)}</li>"


def _theme(name: str, answers: tuple[Answer, ...], address: Address) -> str:
    rows = "".join(_row(one, address) for one in answers if one.card.latest)
    empty = [_link(one.card.indicator, address) for one in answers if not one.card.latest]
    quiet = f"<p class='quiet'>No figures yet: {'; '.join(empty)}.</p>" if empty else ""
    listed = f"<ul class='rows'>{rows}</ul>" if rows else ""
    return f"<section class='theme'><h2>{escape(name)}</h2>{listed}{quiet}</section>"


def _link(one: Indicator, address: Address) -> str:
    return f"<a data-view href='{escape(address(one))}'>{escape(one.short)}</a>"


def _row(answer: Answer, address: Address) -> str:
    card = answer.card
    one, latest = card.indicator, card.latest
    assert latest is not None
    period = escape(words.period(card.form, latest.month))
    status = f"<span class='status {card.target_status or 'none'}'>{escape(narrative.status_words(card))}</span>"
    value = f"<b>{escape(words.shown(one, latest))}</b> <span class='when'>{period}</span> {status}"
    sign = _sign(answer)
    # One judgement a row: a month can be better than the last and still be worse than usual.
    change = narrative.change_words(card, judged=not sign)
    said = f"{sign}{escape(change)}. <span class='gap'>{escape(_gap(answer))}</span>"
    return (
        f"<li><span class='name'>{_link(one, address)}</span><span class='value'>{value}</span>"
        f"<span class='said'>{said}</span>"
        f"<img class='spark' alt='' src='data:image/svg+xml;base64,{_spark(card)}'></li>"
    )


def _sign(answer: Answer) -> str:
    """Return the sign of a real change with its words; nothing where chance explains it."""
    if answer.signal is None or answer.signal.variation == "common":
        return ""
    icon, text = variation_sign(answer.signal)
    return f"<b class='sign {answer.signal.variation}'>{icon} {escape(text)}.</b> "


def _spark(card: Card) -> str:
    return b64encode(sparkline(card).encode()).decode()


def _gap(answer: Answer) -> str:
    by_kind: dict[str, Compare] = {one.gap.kind: one for one in answer.compares}
    compare = next((by_kind[kind] for kind in _FIRST_GAP if kind in by_kind), None)
    return f"{narrative.gap_words(answer.card.indicator, compare)}." if compare else ""

"""The Overview's rows as HTML: one element for the browser instead of a hundred, and real links."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from html import escape

from cpdash import narrative, words
from cpdash.board.views import Attention, Card, Gap, Overview, Point
from cpdash.catalogue import Indicator
from cpdash.charts.spark import sparkline

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


def themes(overview: Overview, address: Address) -> str:
    """Return every indicator under its theme, and in one line those of which there are no figures yet."""
    inside = "".join(_theme(name, cards, address) for name, cards in overview.themes)
    return f"<div class='themes'>{inside}</div>"


def points(overview: Overview) -> list[Point]:
    """Return the figures that are shown."""
    return [card.latest for _, cards in overview.themes for card in cards if card.latest]


def _first(attention: Attention, address: Address) -> str:
    one = attention.card.indicator
    sentence = escape(narrative.attention_words(attention))
    name = escape(one.short)
    linked = f"<a data-view href='{escape(address(one))}'>{name}</a>"
    return f"<li>{sentence.replace(name, linked, 1)}</li>"


def _theme(name: str, cards: tuple[Card, ...], address: Address) -> str:
    known = [card for card in cards if card.latest]
    rows = "".join(_row(card, address) for card in known)
    empty = [_link(card.indicator, address) for card in cards if not card.latest]
    quiet = f"<p class='quiet'>No figures yet: {'; '.join(empty)}.</p>" if empty else ""
    listed = f"<ul class='rows'>{rows}</ul>" if rows else ""
    return f"<section class='theme'><h2>{escape(name)}</h2>{listed}{quiet}</section>"


def _link(one: Indicator, address: Address) -> str:
    return f"<a data-view href='{escape(address(one))}'>{escape(one.short)}</a>"


def _row(card: Card, address: Address) -> str:
    one, latest = card.indicator, card.latest
    assert latest is not None
    period = escape(words.period(card.form, latest.month))
    status = f"<span class='status {card.target_status or 'none'}'>{escape(narrative.status_words(card))}</span>"
    value = f"<b>{escape(words.shown(one, latest))}</b> <span class='when'>{period}</span> {status}"
    said = f"{escape(narrative.change_words(card))}. <span class='gap'>{escape(_gap(card))}</span>"
    return (
        f"<li><span class='name'>{_link(one, address)}</span><span class='value'>{value}</span>"
        f"<span class='said'>{said}</span>"
        f"<img class='spark' alt='' src='data:image/svg+xml;base64,{_spark(card)}'></li>"
    )


def _spark(card: Card) -> str:
    return b64encode(sparkline(card).encode()).decode()


def _gap(card: Card) -> str:
    by_kind: dict[str, Gap] = {gap.kind: gap for gap in card.gaps}
    gap = next((by_kind[kind] for kind in _FIRST_GAP if kind in by_kind), None)
    return f"{narrative.gap_words(card.indicator, gap)}." if gap else ""

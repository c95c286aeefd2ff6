"""A tile's small line: a picture as text, so that eight of them cost the browser nothing."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from cpdash import words
from cpdash.board.views import Card, Point
from cpdash.charts.dark import DARK
from cpdash.charts.runs import runs
from cpdash.charts.theme import COUNCIL, TARGET
from cpdash.periods import Month

WIDTH, HEIGHT, EDGE = 120, 32, 4

_STYLE = (
    f"<style>@media (prefers-color-scheme: dark) {{ .own {{ stroke: {DARK[COUNCIL]} }} "
    f".target {{ stroke: {DARK[TARGET]} }} }}</style>"
)
"""A picture takes the appearance of the page that it stands on, not that of the reader's system."""


def sparkline(card: Card) -> str:
    """Return an SVG of the card's trail with its target dashed; gaps stay gaps, and its title says what it shows."""
    valued = [point for point in card.trail if point.value is not None]
    drawn = _paths(card, valued) if valued else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img" fill="none"><title>{escape(_title(card, valued))}</title>{_STYLE}{drawn}</svg>'
    )


def _title(card: Card, valued: Sequence[Point]) -> str:
    one = card.indicator
    if not valued:
        return f"{one.short}: no figures to draw"
    first, last = valued[0], valued[-1]
    end = f"{words.number(one, last.value or 0.0)} {words.when(card.form, last.month)}"
    if first is last:
        return f"{one.short}: {end}"
    start = f"{words.number(one, first.value or 0.0)} {words.when(card.form, first.month)}"
    target = f", target {words.shortest(one, card.target.value)}" if card.target else ""
    return f"{one.short}: from {start} to {end}{target}"


def _paths(card: Card, valued: Sequence[Point]) -> str:
    months = [point.month for point in card.trail]
    first, last = min(months), max(months)
    values = [point.value or 0.0 for point in valued] + ([card.target.value] if card.target else [])
    low, high = min(values), max(values)

    def x(month: Month) -> str:
        return _short(EDGE + (WIDTH - 2 * EDGE) * (month.minus(first) / (last.minus(first) or 1)))

    def y(value: float) -> str:
        return _short(HEIGHT / 2 if high == low else HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (value - low) / (high - low))

    lines = [" L".join(f"{x(point.month)} {y(point.value or 0.0)}" for point in run) for run in runs(card.trail)]
    # A single figure between two gaps is a line of no length: its round end makes it a dot.
    whole = " ".join(f"M{line}{'' if 'L' in line else ' h0'}" for line in lines)
    end = f"M{x(valued[-1].month)} {y(valued[-1].value or 0.0)} h0"
    held = [month for month in (first, *months, last) if card.target and card.target.holds_in(month)]
    target = f"M{x(held[0])} {y(card.target.value)} H{x(held[-1])}" if card.target and held else ""
    return (
        (_path(target, "target", TARGET, 1.5, ' stroke-dasharray="4 3"') if target else "")
        + _path(whole, "own", COUNCIL, 2, ' stroke-linejoin="round" stroke-linecap="round"')
        + _path(end, "own", COUNCIL, 7, ' stroke-linecap="round"')
    )


def _path(line: str, what: str, colour: str, width: float, more: str) -> str:
    return f'<path class="{what}" d="{line}" stroke="{colour}" stroke-width="{width:g}"{more}/>'


def _short(number: float) -> str:
    return f"{number:.1f}"

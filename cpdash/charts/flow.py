"""Moves between kinds of placement as a flow: from the left to the right, as wide as there are moves."""

from __future__ import annotations

from html import escape
from textwrap import wrap
from typing import Any

from cpdash import words
from cpdash.board.details import Moves
from cpdash.charts.theme import FLOWS, INK, SERIES, empty, layout

ROW = 64
"""Pixels of height that a kind of placement has, so that its name fits beside it."""

NAME = 26


def flow(moves: Moves) -> dict[str, Any]:
    """Return the Plotly figure of the moves of a window. Each kind stands on the left, where from, and on the right."""
    if not moves.total:
        return empty()
    left = [kind for kind in moves.kinds if any(pair[0] == kind for pair in moves.moved)]
    right = [kind for kind in moves.kinds if any(pair[1] == kind for pair in moves.moved)]
    colours = {kind: at % len(SERIES) for at, kind in enumerate(_by_size(moves))}
    pairs = sorted(moves.moved, key=lambda pair: (left.index(pair[0]), right.index(pair[1])))
    names = [*(_name(moves, kind, 0) for kind in left), *(_name(moves, kind, 1) for kind in right)]
    trace = {
        "type": "sankey", "arrangement": "fixed", "textfont": {"color": INK},
        "node": {
            "label": names, "color": [SERIES[colours[kind]] for kind in (*left, *right)],
            "pad": 30, "thickness": 14, "line": {"width": 0}, "customdata": [*left, *right],
            "hovertemplate": "%{label}<extra></extra>",
        },
        "link": {
            "source": [left.index(one) for one, _ in pairs],
            "target": [len(left) + right.index(other) for _, other in pairs],
            "value": [moves.moved[pair] for pair in pairs], "color": [FLOWS[colours[one]] for one, _ in pairs],
            "label": [_said(moves, pair) for pair in pairs], "hovertemplate": "%{label}<extra></extra>",
            "customdata": [one for one, _ in pairs],
        },
    }  # fmt: skip
    return {"data": [trace], "layout": layout(max(len(left), len(right)) * ROW + 40, 16, 12, 16, 12)}


def _by_size(moves: Moves) -> list[str]:
    sizes = {kind: sum(n for pair, n in moves.moved.items() if kind in pair) for kind in moves.kinds}
    return sorted(moves.kinds, key=lambda kind: -sizes[kind])


def _name(moves: Moves, kind: str, side: int) -> str:
    size = sum(count for pair, count in moves.moved.items() if pair[side] == kind)
    return "<br>".join(wrap(escape(f"{words.brief(kind)} {size:,.0f}", quote=False), NAME))


def _said(moves: Moves, pair: tuple[str, str]) -> str:
    count = moves.moved[pair]
    return escape(
        f"{words.brief(pair[0])} to {words.brief(pair[1])}: {count:,.0f} {'move' if count == 1 else 'moves'}",
        quote=False,
    )

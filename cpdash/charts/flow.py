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
NOWHERE = "-"
"""A mark that leads to nothing."""


def flow(moves: Moves) -> dict[str, Any]:
    """Return the Plotly figure of the moves of a window. Each kind stands on the left, where from, and on the right."""
    if not moves.total:
        return empty()
    left = [kind for kind in moves.kinds if moves.between(kind, "")]
    right = [kind for kind in moves.kinds if moves.between("", kind)]
    colours = {kind: at % len(SERIES) for at, kind in enumerate(_by_size(moves))}
    pairs = sorted(moves.moved, key=lambda move: (left.index(move[0]), right.index(move[1])))
    names = [*(_name(moves, kind, 0) for kind in left), *(_name(moves, kind, 1) for kind in right)]
    trace = {
        "type": "sankey", "arrangement": "fixed", "textfont": {"color": INK},
        "node": {
            "label": names, "color": [SERIES[colours[kind]] for kind in (*left, *right)],
            "pad": 30, "thickness": 14, "line": {"width": 0}, "hovertemplate": "%{label}<extra></extra>",
            # Where children moved from is what the table's rows lead to; of where to there is no row.
            "customdata": [*(words.mark(kind) for kind in left), *(NOWHERE for _ in right)],
        },
        "link": {
            "source": [left.index(one) for one, _, _ in pairs],
            "target": [len(left) + right.index(other) for _, other, _ in pairs],
            "value": [count for _, _, count in pairs], "color": [FLOWS[colours[one]] for one, _, _ in pairs],
            "label": [_said(*move) for move in pairs], "hovertemplate": "%{label}<extra></extra>",
            "customdata": [words.mark(one) for one, _, _ in pairs],
        },
    }  # fmt: skip
    whole = layout(max(len(left), len(right)) * ROW + 64, 36, 12, 16, 12)
    return {"data": [trace], "layout": whole | {"annotations": [_side("From", 0), _side("To", 1)]}}


def _side(text: str, at: int) -> dict[str, Any]:
    """Return the heading of one side."""
    return {
        "text": f"<b>{text}</b>", "x": at, "xref": "paper", "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 8,
        "xanchor": "left" if at == 0 else "right", "showarrow": False, "font": {"color": INK},
    }  # fmt: skip


def _by_size(moves: Moves) -> list[str]:
    return sorted(moves.kinds, key=lambda kind: -moves.between(kind, "") - moves.between("", kind))


def _name(moves: Moves, kind: str, side: int) -> str:
    size = moves.between(kind, "") if side == 0 else moves.between("", kind)
    return "<br>".join(wrap(escape(f"{words.brief(kind)} {size:,.0f}", quote=False), NAME))


def _said(left: str, right: str, count: float) -> str:
    between = f"{words.brief(left)} to {words.brief(right)}"
    return escape(f"{between}: {count:,.0f} {'move' if count == 1 else 'moves'}", quote=False)

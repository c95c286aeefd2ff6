"""The traces of a control chart on a trend: average, the usual range, and the figures that are more."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from cpdash import words
from cpdash.board.answer import Answer, Signal
from cpdash.board.views import Series
from cpdash.charts.scales import day
from cpdash.charts.theme import COUNCIL, LIMITS, SIGNALS
from cpdash.periods import Month
from cpdash.stats.xmr import Variation

BAR = "│ 95% interval of this figure"
KEY = "— usual level ╌ usual range"
FLAG = "◎ beyond chance: orange worse, blue better"
"""What the broken lines and the rings mean, for the chart's key."""


def limits(series: Series, signal: Signal, first: Month, last: Month) -> Iterator[dict[str, Any]]:
    """Yield the average and both limits over the months of the signal that are shown; they lie behind all else."""
    shown = [month for month in signal.months if first <= month <= last]
    if len(shown) < 2:
        return
    ends = [day(shown[0]), day(shown[-1])]
    low, high = _within(series, signal.lower), _within(series, signal.upper)
    for name, value, dash in (("Average", signal.centre, "solid"), ("Lower", low, "dash"), ("Upper", high, "dash")):
        said = escape(f"{name}: {words.number(series.indicator, value)}")
        yield {
            "type": "scatter", "x": ends, "y": [round(value, 6)] * 2, "text": [said] * 2, "mode": "lines", "name": name,
            "hovertemplate": "%{text}<extra></extra>", "line": {"color": LIMITS, "width": 1.5, "dash": dash},
        }  # fmt: skip


def flags(series: Series, signal: Signal, first: Month, last: Month) -> dict[str, Any] | None:
    """Return a ring around each figure that is more than chance; None where none is."""
    found = [
        (month, value) for month, value, rule in zip(signal.months, signal.values, signal.broken, strict=True)
        if rule and first <= month <= last
    ]  # fmt: skip
    if not found:
        return None
    colours = [SIGNALS[_way(series, signal, month, value)] for month, value in found]
    return {
        "type": "scatter", "x": [day(month) for month, _ in found], "y": [round(value, 6) for _, value in found],
        "mode": "markers", "name": FLAG, "hoverinfo": "skip", "cliponaxis": False,
        "marker": {"size": 17, "symbol": "circle-open", "color": colours, "line": {"width": 3, "color": colours},
                   "opacity": 1},
    }  # fmt: skip


def interval(series: Series, answer: Answer, first: Month, last: Month) -> dict[str, Any] | None:
    """Return the 95 % interval of the figure that benchmarks are compared with, as an upright bar; None without one."""
    latest = answer.card.latest
    spread = next((one.interval for one in answer.compares if one.interval), None)
    if spread is None or latest is None or latest.value is None or not first <= latest.month <= last:
        return None
    low, high = (_within(series, value) for value in spread)
    said = f"95% interval: {words.number(series.indicator, low)} to {words.number(series.indicator, high)}"
    return {
        "type": "scatter", "x": [day(latest.month)] * 2, "y": [round(low, 6), round(high, 6)],
        "text": [escape(said)] * 2, "mode": "lines+markers", "name": BAR, "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False, "line": {"color": COUNCIL, "width": 2},
        "marker": {"symbol": "line-ew", "size": 12, "color": COUNCIL, "line": {"width": 2, "color": COUNCIL}},
    }  # fmt: skip


def _within(series: Series, value: float) -> float:
    """Return a limit inside what the measure can be: a share is not below nothing."""
    least, most = series.indicator.bounds
    return min(max(value, least), most)


def _way(series: Series, signal: Signal, month: Month, value: float) -> Variation:
    if month == signal.months[-1]:
        return signal.variation
    if series.indicator.polarity == "neutral":
        return "neither"
    return "improving" if (value > signal.centre) == (series.indicator.polarity == "high") else "concerning"

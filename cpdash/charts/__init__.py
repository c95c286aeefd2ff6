"""Views as pictures: one builder per kind of chart, each a pure function to a plain Plotly figure or an SVG."""

from cpdash.charts.breakdown import breakdown
from cpdash.charts.ordered import ordered
from cpdash.charts.spark import sparkline
from cpdash.charts.theme import CONFIG
from cpdash.charts.trend import trend

__all__ = ["CONFIG", "breakdown", "ordered", "sparkline", "trend"]

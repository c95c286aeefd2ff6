"""Indicator: what is happening with this one?"""

from cpdash.web import components, explore
from cpdash.web import indicator_parts as parts
from cpdash.web.cached import Views
from cpdash.web.filters import Filters
from cpdash.web.frame import page
from cpdash.web.html import question


@page("indicator")
def draw(ask: Filters, views: Views) -> None:
    """The trend with its table, what is behind it, then breakdown, meaning, targets, and what other sources say."""
    with ask.bar():
        council = ask.council()
        month = ask.month(council)
        indicator = ask.indicator(council)
        look = explore.look(ask, council, indicator, month)
    series = views.series(indicator.id, council.code, look.part)
    said = "" if look.where else parts.answered(views.answer(indicator.id, council.code, look.part), series.points)
    explore.trend(ask, look, above=question(indicator.question), beneath=said)
    explore.behind(ask, look)
    explore.breakdown(ask, look)
    components.show(
        parts.steps(ask, indicator, council),
        parts.said(series),
        parts.other_values(series),
        parts.targets(series),
        parts.meaning(indicator),
        components.footer(views.footer(), council, month, series.points),
    )


draw()

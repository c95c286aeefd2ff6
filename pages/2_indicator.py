"""Indicator: what is happening with this one?"""

from cpdash.web import components
from cpdash.web import indicator_parts as parts
from cpdash.web.cached import Views
from cpdash.web.cut import Part
from cpdash.web.filters import Filters
from cpdash.web.frame import page
from cpdash.web.html import question


@page("indicator")
def draw(ask: Filters, views: Views) -> None:
    """The trend with its table, then breakdown, meaning, targets, and what other sources say."""
    with ask.bar():
        council = ask.council()
        indicator = ask.indicator(council)
        form = ask.form(indicator, council)
        month = ask.month(council)
        kinds = ask.against()
        first, last = ask.period(views.series(indicator.id, council.code, Part(form)), month)
        part = Part(form, first, last, kinds)
        answer = views.answer(indicator.id, council.code, part)
        control = parts.has_limits(answer, form) and ask.control()
    series = views.series(indicator.id, council.code, part)
    picture = views.trend(indicator.id, council.code, part, control=control)
    said = parts.answered(answer, series.points)
    components.chart(picture, views.footer(), key="trend", above=question(indicator.question), beneath=said)
    parts.breakdown(ask, indicator, council, part)
    components.show(
        parts.steps(ask, indicator, council),
        parts.said(series),
        parts.other_values(series),
        parts.targets(series),
        parts.meaning(indicator),
        components.footer(views.footer(), council, month, series.points),
    )


draw()

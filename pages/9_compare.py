"""Compare: how do we do against others?"""

from cpdash.web import compare_parts as parts
from cpdash.web import components
from cpdash.web.cached import Views
from cpdash.web.cut import Part
from cpdash.web.filters import Filters
from cpdash.web.frame import page
from cpdash.web.html import facts, links


@page("compare")
def draw(ask: Filters, views: Views) -> None:
    """Three statements, the ordered chart with its table, and the years before."""
    with ask.bar():
        council = ask.council()
        indicator = ask.indicator(council, ranked=True)
        year = ask.year(views.comparison(indicator.id, council.code))
        group = ask.group()
        model = ask.model(council) if group == "neighbours" else None
        average = ask.average()
    comparison = views.comparison(indicator.id, council.code, year, group=group, model=model)
    components.title(f"{indicator.title}: how do we do against others?", facts(parts.statements(comparison, average)))
    ordered = views.order(indicator.id, council.code, year, group, model)
    components.chart(ordered, views.footer(), key="order", meanwhile=ask.draw)
    part = Part(comparison.form, model=model, average=average)
    series = views.series(indicator.id, council.code, part)
    components.chart(views.trend(indicator.id, council.code, part), views.footer(), key="years", folded=True)
    components.show(
        links(parts.next_steps(ask, indicator), "More about this indicator"),
        components.footer(views.footer(), council, comparison.month, series.points),
    )


draw()

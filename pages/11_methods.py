"""Methods: what does this mean and how is it worked out?"""

from cpdash.web import components
from cpdash.web import methods_parts as parts
from cpdash.web.cached import Views
from cpdash.web.filters import Filters
from cpdash.web.frame import page


@page("methods")
def draw(ask: Filters, views: Views) -> None:
    """How figures are compared and marked, then every indicator's definition, all from the catalogue."""
    with ask.bar():
        council = ask.council()
        indicator = ask.any_indicator()
    components.title("What does this mean and how is it worked out?")
    months = views.months(council.code)
    components.show(
        parts.one(indicator, ask),
        parts.ways(),
        parts.every(views.catalogue, ask),
        components.footer(views.footer(), council, months[0] if months else None),
    )


draw()

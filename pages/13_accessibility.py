"""Accessibility: who can use this dashboard, and what does not work yet?"""

from cpdash.web import accessibility, components
from cpdash.web.cached import Views
from cpdash.web.filters import Filters
from cpdash.web.frame import page


@page("accessibility")
def draw(ask: Filters, views: Views) -> None:
    """The statement, with what Streamlit itself does not do."""
    with ask.bar():
        council = ask.council()
    months = views.months(council.code)
    components.title("Who can use this dashboard, and what does not work yet?", accessibility.statement())
    components.show(components.footer(views.footer(), council, months[0] if months else None))


draw()

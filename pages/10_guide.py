"""Guide: how do I read this, in two pages?"""

from cpdash.web import cached, components
from cpdash.web.cached import Views
from cpdash.web.filters import Filters
from cpdash.web.frame import page


@page("guide")
def draw(ask: Filters, views: Views) -> None:
    """What a board member needs to know before a meeting and in it."""
    with ask.bar():
        council = ask.council()
    months = views.months(council.code)
    components.title("How do I read this?", cached.asset("guide.html"))
    components.show(components.footer(views.footer(), council, months[0] if months else None))


draw()

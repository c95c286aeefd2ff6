"""Overview: where should the board look today?"""

from cpdash.web import components, tiles
from cpdash.web.cached import Views
from cpdash.web.filters import Filters
from cpdash.web.frame import page


@page("overview")
def draw(ask: Filters, views: Views) -> None:
    """What needs attention, then every indicator under its theme."""
    with ask.bar():
        council = ask.council()
        month = ask.month(council)
    overview = views.overview(council.code, month)
    components.title(
        "Where should the board look today?",
        tiles.attention(overview, ask.to),
        tiles.improved(overview, ask.to),
        tiles.themes(overview, ask.to),
    )
    components.table(views.whole(council.code, month), views.footer(), key="overview", fold="All of this as a table")
    views.ahead(council.code)
    components.show(components.footer(views.footer(), council, overview.month, tiles.points(overview)))


draw()

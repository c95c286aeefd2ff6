"""Data: what was loaded, what was wrong with it, what is published?"""

from cpdash.web import cached, components
from cpdash.web import data_parts as parts
from cpdash.web.cached import Views
from cpdash.web.filters import Filters
from cpdash.web.frame import page


@page("data")
def draw(ask: Filters, views: Views) -> None:
    """Snapshots, files, findings, restated figures, and how far the sources agree. Reading only."""
    with ask.bar():
        council = ask.council()
    components.title("What was loaded, what was wrong with it, what is published?")
    holdings, months = views.holdings(council.code), views.months(council.code)
    components.show(
        parts.snapshots(cached.published()),
        parts.files(holdings),
        parts.findings(holdings),
        parts.faulty_months(holdings, council),
        parts.restated(holdings, council),
        parts.agreement(holdings),
        components.footer(views.footer(), council, months[0] if months else None),
    )


draw()

"""Homes, fostering and actions: what do inspectors say, and what did we promise?"""

from cpdash.web import theme
from cpdash.web.cached import Views
from cpdash.web.filters import Filters
from cpdash.web.frame import page


@page("homes-fostering-actions")
def draw(ask: Filters, views: Views) -> None:
    """The question with what answers it, and what to look at, as catalogue/pages/homes-fostering-actions.toml says."""
    theme.draw(ask, views.catalogue.pages["homes-fostering-actions"])


draw()

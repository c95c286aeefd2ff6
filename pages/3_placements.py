"""Placements: are there enough of the right homes, near enough?"""

from cpdash.web import theme
from cpdash.web.cached import Views
from cpdash.web.filters import Filters
from cpdash.web.frame import page


@page("placements")
def draw(ask: Filters, views: Views) -> None:
    """The question with what answers it, and what can be looked at: as catalogue/pages/placements.toml says."""
    theme.draw(ask, views.catalogue.pages["placements"])


draw()

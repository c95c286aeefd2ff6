"""Permanence: is every child getting a lasting home in time?"""

from cpdash.web import theme
from cpdash.web.cached import Views
from cpdash.web.filters import Filters
from cpdash.web.frame import page


@page("permanence")
def draw(ask: Filters, views: Views) -> None:
    """The question with what answers it, and what can be looked at: as catalogue/pages/permanence.toml says."""
    theme.draw(ask, views.catalogue.pages["permanence"])


draw()

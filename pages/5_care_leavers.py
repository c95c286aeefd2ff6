"""Care leavers: are our young adults in work, learning and a decent home?"""

from cpdash.web import theme
from cpdash.web.cached import Views
from cpdash.web.filters import Filters
from cpdash.web.frame import page


@page("care-leavers")
def draw(ask: Filters, views: Views) -> None:
    """The question with what answers it, and what can be looked at: as catalogue/pages/care-leavers.toml says."""
    theme.draw(ask, views.catalogue.pages["care-leavers"])


draw()

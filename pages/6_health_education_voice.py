"""Health, education and voice: are they well, learning and heard?"""

from cpdash.web import theme
from cpdash.web.cached import Views
from cpdash.web.filters import Filters
from cpdash.web.frame import page


@page("health-education-voice")
def draw(ask: Filters, views: Views) -> None:
    """The question with what answers it, and what to look at, as catalogue/pages/health-education-voice.toml says."""
    theme.draw(ask, views.catalogue.pages["health-education-voice"])


draw()

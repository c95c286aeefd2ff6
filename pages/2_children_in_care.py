"""Children in care: who are our children, and is the number rising?"""

from cpdash.web import theme
from cpdash.web.cached import Views
from cpdash.web.filters import Filters
from cpdash.web.frame import page


@page("children-in-care")
def draw(ask: Filters, views: Views) -> None:
    """The question with what answers it, and what can be looked at: as catalogue/pages/children-in-care.toml says."""
    theme.draw(ask, views.catalogue.pages["children-in-care"])


draw()

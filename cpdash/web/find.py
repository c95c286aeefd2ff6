"""The search for a measure by the words that people use, on every page."""

from __future__ import annotations

from html import escape

import streamlit as st

from cpdash.catalogue import Indicator
from cpdash.catalogue.finding import find
from cpdash.web import address
from cpdash.web.cached import Views
from cpdash.web.links import link, named, slug

HINT = "far from home, NEET, dentist"


def box(views: Views) -> None:
    """Draw the button that opens the search. What is typed draws the answers anew, and nothing else of the page."""
    with st.container(key="find", width="content"):
        _box(views)


@st.fragment
def _box(views: Views) -> None:
    with st.popover("Find a measure", icon=":material/search:", width="content"):
        text = st.text_input("What are you looking for?", placeholder=HINT, key="find_text")
        st.html(_answers(views, text))


def _answers(views: Views, text: str) -> str:
    """Return the measures that a text means as links; what to try where there are none."""
    found = find(views.catalogue, text)
    if not text.strip():
        return f"<p class='quiet'>Everyday words will do: {escape(HINT)}.</p>"
    if not found:
        return "<p role='status'>Nothing was found. Try another word; the Methods page lists everything.</p>"
    listed = "".join(f"<li>{_linked(views, one)}</li>" for one in found)
    return f"<p role='status'>{len(found)} found</p><ul class='found'>{listed}</ul>"


def _linked(views: Views, one: Indicator) -> str:
    values = {**address.shared(), "indicator": slug(views.catalogue, one)}
    return f"<a data-view href='{escape(link('indicator', values))}'>{escape(named(one))}</a>"

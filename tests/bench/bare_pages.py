"""The yardstick of the benchmark of pages: bare Streamlit pages that draw the same figures from constants."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

import streamlit as st
from streamlit.navigation.page import StreamlitPage


class Bare(TypedDict):
    """A page: where it stands in the navigation, and its figures; of several one is chosen."""

    address: str
    title: str
    group: str
    label: str
    figures: dict[str, dict[str, object]]


@st.cache_resource
def told() -> list[Bare]:
    """Return the pages that the benchmark wrote."""
    found: list[Bare] = json.loads(Path(os.environ["BARE_PAGES"]).read_text("utf-8"))
    return found


def drawing(page: Bare) -> Callable[[], None]:
    """Return what draws a page."""

    def draw() -> None:
        st.title(page["title"])
        figures = page["figures"]
        name = st.selectbox(page["label"], list(figures)) if len(figures) > 1 else next(iter(figures), None)
        if name:
            st.plotly_chart(figures[name], theme=None, config={"displayModeBar": False})

    return draw


sections: dict[str, list[StreamlitPage]] = {}
for one in told():
    shown = st.Page(drawing(one), title=one["title"], url_path=one["address"])
    sections.setdefault(one["group"], []).append(shown)
chosen = st.navigation(sections, position="top")
st.set_page_config(page_title=chosen.title, layout="wide")
chosen.run()

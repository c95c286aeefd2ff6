"""The frame round every page: navigation and style sheet. Streamlit runs it anew for every page shown."""

import streamlit as st

from cpdash.settings import PROJECT
from cpdash.web import frame
from cpdash.web.pages import PAGES

pages = {path: st.Page(PROJECT / "pages" / file, title=title, url_path=path) for path, (file, title) in PAGES.items()}


def start() -> None:
    """Send the bare address on to the Overview, so that every page has one address only."""
    st.switch_page(pages["overview"], query_params=st.query_params.to_dict())


shown = st.navigation(
    [st.Page(start, title="Start", url_path="start", default=True, visibility="hidden"), *pages.values()],
    position="top",
)
st.set_page_config(page_title=f"{shown.title} - Corporate parenting dashboard", layout="wide")
frame.dress()
shown.run()

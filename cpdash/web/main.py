"""The frame round every page: navigation and title. Streamlit runs it anew for every page shown."""

import streamlit as st

from cpdash.settings import PROJECT
from cpdash.web.pages import PAGES, groups

pages = {one.address: st.Page(PROJECT / "pages" / one.file, title=one.title, url_path=one.address) for one in PAGES}


def start() -> None:
    """Send the bare address on to the Overview, so that every page has one address only."""
    st.switch_page(pages["overview"], query_params=st.query_params.to_dict())


sections = {name: [pages[one.address] for one in some] for name, some in groups().items()}
sections[""].insert(0, st.Page(start, title="Start", url_path="start", default=True, visibility="hidden"))
shown = st.navigation(sections, position="top")
st.set_page_config(page_title=f"{shown.title} - Corporate parenting dashboard", layout="wide")
shown.run()

"""What surrounds every page: how it is drawn, its style, and what is said when there is nothing to draw."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from html import escape

import streamlit as st

from cpdash.errors import CpdashError, NothingPublished
from cpdash.web import access, cached
from cpdash.web.filters import Filters

Draw = Callable[[Filters, cached.Views], None]


def page(name: str) -> Callable[[Draw], Callable[[], None]]:
    """Make a page of a function: a fragment of its own, with filters, whose errors are sentences."""

    def make(draw: Draw) -> Callable[[], None]:
        @wraps(draw)
        def drawn() -> None:
            try:
                views = cached.views(access.viewer())
                filters = Filters(name, views)
                draw(filters, views)
                filters.finish()
            except NothingPublished:
                nothing_published()
            except CpdashError as error:
                st.html(f"<h1>This view cannot be shown</h1><p>{escape(str(error))}</p>")

        return st.fragment(drawn)

    return make


def dress() -> None:
    """Add the style sheet, and the script that follows our links without loading the program anew.

    Streamlit has the skip link: "Skip to main content".
    """
    st.html(f"<style>{cached.asset('style.css')}</style>")
    st.html(f'<span class="script"></span><script>{cached.asset("links.js")}</script>', unsafe_allow_javascript=True)


def nothing_published() -> None:
    """Say what to do when there is no snapshot yet."""
    st.html(
        "<h1 id='content'>Nothing is published yet</h1>"
        "<p>This dashboard shows published figures only, and this data folder has none. Either of these makes some:</p>"
        "<dl class='commands'><dt><code>cpdash demo</code></dt>"
        "<dd>loads the published figures that come with the program, and publishes them;</dd>"
        "<dt><code>cpdash import FILE... --publish</code></dt>"
        "<dd>loads your own files and publishes them.</dd></dl>"
        "<p>Then load this page again.</p>"
    )

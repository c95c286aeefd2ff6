"""What surrounds every page: how it is drawn, and what is said when there is nothing to draw."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from html import escape

import streamlit as st

from cpdash.errors import CpdashError, NothingPublished
from cpdash.web import access, cached, share, signin_page
from cpdash.web.filters import Filters

Draw = Callable[[Filters, cached.Views], None]


def page(name: str, *, safe: bool = False) -> Callable[[Draw], Callable[[], None]]:
    """Make a page of a function: the bar that says whether it may be shared, then a fragment of its own with filters.

    Whoever may see no figure gets the sign-in page in its place. Opening a `safe` page turns the switch on.
    """

    def make(draw: Draw) -> Callable[[], None]:
        def drawn() -> None:
            with _said():
                who, views = access.admitted()
                if who != access.standing().viewer:
                    st.rerun()  # what stands around the fragment was drawn for another view
                filters = Filters(name, views)
                try:
                    draw(filters, views)
                except CpdashError:
                    filters.draw()  # what cannot be shown is left by choosing something else
                    raise
                filters.finish()

        fragment = st.fragment(drawn)

        @wraps(draw)
        def whole() -> None:
            with _said():
                try:
                    share.opened(name, safe)
                    who, views = access.admitted()
                except access.NoViewer as refused:
                    access.standing().forget()
                    signin_page.instead(name, refused)
                    return
                access.standing().viewer = who
                above, beneath = share.places(who)
                with above:
                    share.badge(who, views)
                try:
                    with beneath:
                        fragment()
                finally:
                    with above:  # last: a browser needs longer for them than for the chart
                        share.controls(who, views)
                share.watch()

        return whole

    return make


@contextmanager
def _said() -> Iterator[None]:
    """Say what a user can act on as a sentence; a fragment whose viewer has gone has the whole page look again."""
    try:
        yield
    except access.NoViewer:
        st.rerun()
    except NothingPublished:
        nothing_published()
    except CpdashError as error:
        st.html(f"<h1>This view cannot be shown</h1><p>{escape(str(error))}</p>")


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

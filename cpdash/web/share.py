"""The bar above every page: whether what is shown may be shared, the one switch that makes it so, and signing out."""

from __future__ import annotations

import time

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cpdash.board.viewer import Viewer
from cpdash.web import access, cached, find

RELEASED = "<strong>Safe to share</strong>: released figures, with small numbers withheld or rounded"
FULL = "<strong>Full detail</strong>: contains small numbers. Do not share your screen."
MADE_UP = "<strong>Full detail</strong>: made-up children or published figures. Nothing can be identified."

_SWITCH, _PAGE = "share_switch", "share_page"


def opened(name: str, safe: bool) -> None:
    """Turn the switch on where a page that is for sharing is opened, before anything of it is drawn."""
    before, st.session_state[_PAGE] = st.session_state.get(_PAGE), name
    if safe and before != name:
        access.be_safe(True)


def badge(who: Viewer, views: cached.Views) -> None:
    """Say whether what is shown may be shared: before anything is."""
    st.html(_badge(who, views), unsafe_allow_javascript=True)


def controls(who: Viewer, views: cached.Views) -> None:
    """Draw what every page offers. The switch is outside the page's fragment: turning it draws the whole page anew."""
    find.box(views)
    if who.role != "public":
        _switch(who)
    if access.signs_in():
        st.button("Sign out", on_click=st.logout, type="tertiary", key="sign_out")


def places(who: Viewer) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Return the place of the bar and that of the page beneath it.

    Full detail and released figures have a place each, and the other is emptied: what was there is off the screen
    before the bar says that it is safe, not when something takes its place.
    """
    above = st.container(horizontal=True, key="sharing", gap="small", vertical_alignment="center")
    full = st.container(key="full") if who.scope == "service" else st.empty()
    released = st.container(key="released") if who.scope == "public" else st.empty()
    return above, full if who.scope == "service" else released


def watch() -> None:
    """Have a page that nobody touches look again who is looking when its sign-in ends."""
    left = access.standing().until - time.time()
    if left < float("inf"):
        st.fragment(_looked, run_every=max(left, 1) + 0.5)()


def _looked() -> None:
    try:
        access.vouched_for()
    except access.NoViewer:
        st.rerun()


def _switch(who: Viewer) -> None:
    st.session_state[_SWITCH] = who.safe_to_share
    only = who.safe_to_share and not access.is_safe()
    st.toggle(
        "Safe to share", key=_SWITCH, on_change=_turned, disabled=only,
        help="Full detail is not on this machine: only released figures are." if only else None,
    )  # fmt: skip


def _turned() -> None:
    access.be_safe(bool(st.session_state[_SWITCH]))


def _badge(who: Viewer, views: cached.Views) -> str:
    full = who.scope == "service"
    said = (FULL if views.footer().own else MADE_UP) if full else RELEASED
    safe = int(who.safe_to_share and access.is_safe())
    script = "" if who.role == "public" else f"<script>{cached.asset('share.js')}</script>"
    return f"<p class='sharing {'full' if full else 'released'}' role='status' data-safe='{safe}'>{said}</p>{script}"

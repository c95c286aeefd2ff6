"""What is shown in place of figures to somebody who may see none."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import streamlit as st

from cpdash.web import access, cached
from cpdash.web.signin_routes import SIGN_IN
from cpdash.web.signin_view import known_view

SAID = {
    "sign in": ("Sign in to see the figures", "This dashboard is for the people whom your council let in."),
    "renew": ("Checking your sign-in", "This takes a second; you will be back where you were."),
    "ended": ("You are signed out", "The sign-in service did not vouch for you, or could not be asked."),
    "clocks": (
        "You are signed out",
        "The sign-in arrived older than this dashboard lets one become: its clock or that of the sign-in service is "
        "wrong, or CPDASH_SIGNIN_MINUTES is too small.",
    ),
    "no role": ("You have no role here", "Ask whoever looks after this dashboard to give you one."),
}


def instead(page: str, refused: access.NoViewer) -> None:
    """Draw why somebody sees no figure, and the way to sign in and come back to this view, or to sign out."""
    title, said = SAID[refused.why]
    if refused.name:
        said = f"You are signed in as {refused.name}. {said}"
    st.html(f"<h1>{title}</h1><p>{escape(said)}</p>{_way(page, refused.why)}", unsafe_allow_javascript=True)
    if refused.why == "no role":
        st.button("Sign out", on_click=st.logout, key="sign_out")


def _way(page: str, why: access.Why) -> str:
    if why == "no role":
        return ""
    view = {"to": known_view(f"{page}?{urlencode(st.query_params.to_dict())}")}
    if why != "renew":
        return f"<p><a class='button' href='{SIGN_IN}?{urlencode(view)}'>Sign in</a></p>"
    address = f"{SIGN_IN}?{urlencode(view | {'renew': '1'})}"
    # The switch may have been turned in this very run, which no bar told the browser of.
    go = f"<a data-renew data-safe='{int(access.is_safe())}' href='{address}'>Go on</a>"
    return f"<p>{go}</p><script>{cached.asset('share.js')}</script>"

"""Who is looking: the one place where a session becomes a Viewer, and where it is refused one.

Asked anew in every run, of a page and of a fragment alike. Where people sign in, whoever did not, whoever did too long
ago, and whoever has no role gets no Viewer, and so no figure. Where nobody does, everyone is the public, except at this
machine itself: `cpdash serve --role` gives a role, and demonstration data, which can identify nobody, opens in full.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal
from urllib.parse import urlsplit

import streamlit as st
from pydantic import ValidationError
from streamlit import config

from cpdash.board.viewer import PUBLIC, Role, Viewer
from cpdash.errors import NotForOthers, NotOnThisHost
from cpdash.settings import Settings, loopback
from cpdash.store import snapshots
from cpdash.web import cached, signin
from cpdash.web.reach import HERE, refuse
from cpdash.web.signin_routes import OUTCOME

SAFE = "safe_to_share"
"""Under this name a session keeps whether its switch is on, and a cookie, which can only turn it on, the same."""

_STANDING = "standing"
SOON = 5
"""Seconds: a sign-in that is too old so soon after it was made would be renewed without end."""

Why = Literal["sign in", "renew", "ended", "clocks", "no role"]


class NoViewer(Exception):
    """Somebody who may see no figure, and why."""

    def __init__(self, why: Why, name: str = "") -> None:
        super().__init__(why)
        self.why, self.name = why, name


@dataclass
class Standing:
    """What a session was last shown, and until when its sign-in holds: what a download asks when it is clicked."""

    viewer: Viewer = PUBLIC
    until: float = 0.0

    def forget(self) -> None:
        """Let the session have nothing more."""
        self.viewer, self.until = PUBLIC, 0.0

    def still(self, viewer: Viewer) -> bool:
        """Return whether the session may have what a viewer was offered."""
        return time.time() < self.until and self.viewer.scope == viewer.scope


def admitted() -> tuple[Viewer, cached.Views]:
    """Return who is looking and what they may ask, both of one snapshot. Raises NoViewer and NothingPublished."""
    role, until = vouched_for()
    released = cached.views(PUBLIC)
    detailed = snapshots.is_detailed(cached.settings().snapshots, released.snapshot)
    if role is None:
        role = _unsigned(released) if detailed else "public"
    who = Viewer(role, role != "public" and (is_safe() or not detailed))
    standing().until = until
    return who, replace(released, scope=who.scope)


def viewer() -> Viewer:
    """Return who is looking. Raises NoViewer and NothingPublished."""
    return admitted()[0]


def vouched_for() -> tuple[Role | None, float]:
    """Return the role that the provider gives whoever looks, and until when; none, without end, where nobody signs in.

    Raises NoViewer.
    """
    return _signed_in() if signs_in() else (None, float("inf"))


def signs_in() -> bool:
    """Return whether people have to sign in."""
    return configured().signs_in


@lru_cache(maxsize=1)
def configured() -> Settings:
    """Return the settings with those of sign-in, read once for the process."""
    return with_sign_in(Settings())


def with_sign_in(settings: Settings) -> Settings:
    """Return settings with those of sign-in that .streamlit/secrets.toml has, where it has them and they have not."""
    file = st.secrets.get("auth", {}) if st.secrets.load_if_toml_exists() else {}
    return signin.configured(settings, file)


def allowed() -> Settings:
    """Return what the application is served with, or end the process with a sentence where it must not be served."""
    try:
        settings = configured()
        refuse(config.get_option("server.address"), settings)
    except (NotForOthers, ValidationError) as error:
        sys.stderr.write(f"cpdash: {error}\n")
        raise SystemExit(NotForOthers.exit_code) from None
    return settings


def standing() -> Standing:
    """Return the standing of this session, the same object through all its runs."""
    if _STANDING not in st.session_state:
        st.session_state[_STANDING] = Standing()
    return st.session_state[_STANDING]  # type: ignore[no-any-return]


def is_safe() -> bool:
    """Return whether this session's switch is on. It begins as it was before the page was loaded anew."""
    if SAFE not in st.session_state:
        st.session_state[SAFE] = st.context.cookies.get(f"cpdash_{SAFE}") == "1"
    return bool(st.session_state[SAFE])


def be_safe(on: bool) -> None:
    """Turn this session's switch."""
    st.session_state[SAFE] = on


def while_allowed(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Return what makes a file, for as long as this session may have what it was offered. It raises NotOnThisHost."""
    session = standing()
    offered = session.viewer

    def made() -> bytes:
        if not session.still(offered):
            raise NotOnThisHost("This file was offered to a view that is no longer shown.")
        return make()

    return made


def _signed_in() -> tuple[Role, float]:
    claims: dict[str, Any] = dict(st.user.to_dict())
    if not claims.get("is_logged_in"):
        raise NoViewer("ended" if _outcome() == "failed" else "sign in")
    now = time.time()
    until = signin.holds_until(claims, now, configured().signin_minutes)
    if until <= now:
        raise NoViewer("clocks" if _just_now(now) else "renew")
    role = signin.role_of(claims, configured())
    if role is None:
        raise NoViewer("no role", signin.name_of(claims))
    return role, until


def _outcome() -> str:
    return str(st.context.cookies.get(OUTCOME, ""))


def _just_now(now: float) -> bool:
    made = _outcome()
    return made.isdecimal() and 0 <= now - int(made) < min(SOON, configured().signin_minutes * 30)


def _unsigned(released: cached.Views) -> Role:
    if not _at_this_machine():
        return "public"
    return cached.settings().role or ("public" if released.footer().own else "service")


def _at_this_machine() -> bool:
    """Return whether whoever looks sits at this machine, and no proxy between hides where they are."""
    headers = st.context.headers
    passed_on = any(name.startswith(("x-forwarded", "forwarded", "x-real-ip")) for name in map(str.lower, headers))
    host = urlsplit(f"//{headers.get('host', '')}").hostname
    return not passed_on and loopback(host) and config.get_option("server.address") == HERE

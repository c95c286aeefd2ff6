"""Who a session is, and what the bar above every page says and does, without a browser."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit import config
from streamlit.testing.v1 import AppTest

from cpdash.board.viewer import PUBLIC, Viewer
from cpdash.board.views import Footer
from cpdash.errors import NotOnThisHost
from cpdash.settings import PROJECT, Settings
from cpdash.web import access, cached, signin
from cpdash.web.signin_view import FILTERS, PAGES
from tests.snapshot_for_tests import publish_tiny
from tests.unit.web.test_signin_rules import SIGN_IN

HERE = {"host": "127.0.0.1:8501"}
FULL, SAFE = "<strong>Full detail</strong>", "<strong>Safe to share</strong>"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    publish_tiny(data)
    return data


class Context:
    """What Streamlit knows of the browser at the other end."""

    def __init__(self) -> None:
        self.headers: Mapping[str, str] = HERE
        self.cookies: dict[str, str] = {}


@pytest.fixture
def context(monkeypatch: pytest.MonkeyPatch) -> Context:
    found = Context()
    monkeypatch.setattr(st, "context", found)
    return found


@pytest.fixture(autouse=True)
def settings(published: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CPDASH_DATA", str(published))
    monkeypatch.setattr(config, "get_option", _at("127.0.0.1"))
    kept = (cached.settings, access.configured)
    for one in kept:
        one.cache_clear()
    yield
    for one in kept:
        one.cache_clear()


def _at(address: str) -> Any:
    found = config.get_option
    return lambda name: address if name == "server.address" else found(name)


def shown(page: str = "11_methods") -> AppTest:
    return AppTest.from_file(PROJECT / "pages" / f"{page}.py", default_timeout=30).run()


def text(app: AppTest) -> str:
    assert not app.exception
    return "".join(str(part.proto.body) for part in app.get("html"))


def owned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the snapshot hold a real council's own figures."""
    found = cached.Views.footer

    def footer(views: cached.Views) -> Footer:
        return replace(found(views), own=True)

    monkeypatch.setattr(cached.Views, "footer", footer)


def signed_in(monkeypatch: pytest.MonkeyPatch, **claims: object) -> None:
    """Have people sign in, and this session be someone of whom the provider says this."""
    monkeypatch.setattr(access, "configured", lambda: Settings(**SIGN_IN))  # type: ignore[arg-type]
    said = {"is_logged_in": True, "iat": time.time(), "exp": time.time() + 3600, **claims}
    monkeypatch.setattr(st, "user", type("User", (), {"to_dict": lambda self: said})())


def test_what_can_identify_nobody_opens_in_full_at_this_machine(context: Context) -> None:
    app = shown()
    assert FULL in text(app)
    assert "nothing can be identified" in text(app)
    app.toggle[0].set_value(True).run()
    assert SAFE in text(app)
    assert "Released figures only" in text(app)


@pytest.mark.parametrize(
    "headers",
    [{}, {"host": "dashboard.example.org"}, {"host": "127.0.0.1.example.org"}, HERE | {"X-Forwarded-For": "10.0.0.7"},
     HERE | {"forwarded": "for=10.0.0.7"}],
)  # fmt: skip
def test_whoever_may_be_elsewhere_is_the_public(
    context: Context, headers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    context.headers = headers
    for role in ("", "service"):
        if role:
            monkeypatch.setenv("CPDASH_ROLE", role)
            cached.settings.cache_clear()
        app = shown()
        assert SAFE in text(app)
        assert not app.toggle


def test_a_server_that_others_reach_shows_the_public_file(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "get_option", _at("0.0.0.0"))
    assert SAFE in text(shown())


def test_a_councils_own_figures_open_for_the_public_unless_a_role_is_given(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    owned(monkeypatch)
    assert SAFE in text(shown())
    monkeypatch.setenv("CPDASH_ROLE", "steward")
    cached.settings.cache_clear()
    assert FULL in text(shown())
    assert "nothing can be identified" not in text(shown())


@pytest.mark.parametrize("role", ["service", "steward", "public"])
def test_role_of_the_provider_decides_what_is_opened(
    role: str, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in(monkeypatch, roles=[role])
    context.headers = {"host": "dashboard.example.org"}
    app = shown()
    assert (FULL if role != "public" else SAFE) in text(app)
    assert [one.label for one in app.button] == ["Sign out"]


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({"is_logged_in": False, "roles": ["steward"]}, "Sign in to see the figures"),
        ({"roles": []}, "You have no role here"),
        ({"roles": ["steward"], "exp": 1}, "Checking your sign-in"),
        ({"roles": ["steward"], "iat": time.time() - 901}, "Checking your sign-in"),
        ({"roles": ["steward"], "iat": None}, "Checking your sign-in"),
    ],
)
@pytest.mark.parametrize("page", ["1_overview", "12_data"])
def test_nobody_else_is_shown_a_figure(
    page: str, claims: dict[str, object], said: str, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in(monkeypatch, **claims)
    app = shown(page)
    assert f"<h1>{said}</h1>" in text(app)
    assert "Snapshot" not in text(app)
    assert not (app.selectbox or app.get("download_button") or app.toggle)


def test_a_sign_in_that_is_old_when_it_is_made_is_not_renewed_without_end(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in(monkeypatch, roles=["service"], iat=time.time() - 1000)
    context.cookies = {"cpdash_signin": str(int(time.time()))}
    assert "its clock or that of the sign-in service is wrong" in text(shown())


def test_a_switch_turned_as_the_sign_in_ends_is_not_lost(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    signed_in(monkeypatch, roles=["service"])
    app = shown()
    signed_in(monkeypatch, roles=["service"], exp=1)
    app.toggle[0].set_value(True).run()
    assert "data-renew data-safe='1'" in text(app)


def test_a_page_loaded_anew_begins_as_safe_as_it_was_left(context: Context) -> None:
    context.cookies = {"cpdash_safe_to_share": "1"}
    assert SAFE in text(shown())


def test_service_sees_released_figures_where_full_detail_is_not_on_the_machine(
    context: Context, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    publish_tiny(tmp_path)
    for file in (tmp_path / "snapshots").glob("*.service.duckdb"):
        file.unlink()
    monkeypatch.setenv("CPDASH_DATA", str(tmp_path))
    cached.settings.cache_clear()
    signed_in(monkeypatch, roles=["service"])
    app = shown()
    assert SAFE in text(app)
    assert app.toggle[0].disabled


def test_a_page_for_sharing_turns_the_switch_on_when_it_is_opened(context: Context) -> None:
    def script() -> None:
        import streamlit as st  # noqa: PLC0415  AppTest runs the function's source

        from cpdash.web.frame import page  # noqa: PLC0415

        @page("walkthrough", safe=True)
        def draw(_: object, views: object) -> None:
            st.text(f"{views.scope}")  # type: ignore[attr-defined]

        draw()

    app = AppTest.from_function(script).run()
    assert (app.text[0].value, app.toggle[0].value) == ("public", True)
    app.toggle[0].set_value(False).run()
    assert app.text[0].value == "service"


def test_a_download_is_made_only_for_the_view_that_offered_it(monkeypatch: pytest.MonkeyPatch) -> None:
    session = access.Standing(Viewer("service"), time.time() + 60)
    monkeypatch.setattr(access, "standing", lambda: session)
    make = access.while_allowed(lambda: b"figures")
    assert make() == b"figures"
    session.viewer = Viewer("service", safe_to_share=True)
    with pytest.raises(NotOnThisHost):
        make()
    session.viewer, session.until = Viewer("service"), time.time() - 1
    with pytest.raises(NotOnThisHost):
        make()
    session.forget()
    assert session.viewer == PUBLIC


def test_every_filter_of_every_page_comes_back_after_signing_in(context: Context) -> None:
    for page in sorted((PROJECT / "pages").glob("*.py")):
        assert page.stem.partition("_")[2].replace("_", "-") in PAGES
        assert set(shown(page.stem).query_params) <= FILTERS


def test_streamlit_is_not_told_of_sign_in_where_there_is_none() -> None:
    assert signin.section(access.configured()) == {}

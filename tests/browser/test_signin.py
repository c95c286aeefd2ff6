"""Signing in, against a real provider in a process of its own: who sees figures, for how long, and where they land."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, WebSocket, expect

from cpdash.settings import PROJECT
from cpdash.store.snapshots import current_id
from tests.browser.conftest import go_to, settled
from tests.provider_for_tests import Provider, providing
from tests.servers_for_tests import serving

VIEW = "/indicator?council=E06999901&indicator=CP12"
SECRET = "cookies-are-signed-with-this-in-tests"
FULL, SAFE = "Full detail: made-up children or published figures.", "Safe to share: released figures"
SECONDS = 4


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with providing() as running:
        running.knows("ada", roles=["service", "cricket"], email="ada@example.org")
        running.knows("board", roles=["public"], email="board@example.org")
        running.knows("guest", roles=["Service", "services"], email="guest@example.org")
        yield running


def told(provider: Provider, data: Path, minutes: float) -> dict[str, str]:
    return {
        "CPDASH_DATA": str(data),
        "CPDASH_SIGNIN_METADATA": provider.metadata,
        "CPDASH_SIGNIN_CLIENT": "dashboard",
        "CPDASH_SIGNIN_SECRET": "a-secret-of-the-client",
        "CPDASH_SIGNIN_REDIRECT": "http://127.0.0.1:{port}/oauth2callback",
        "CPDASH_SIGNIN_COOKIE_SECRET": SECRET,
        "CPDASH_SIGNIN_MINUTES": str(minutes),
    }


@pytest.fixture(scope="module")
def server(provider: Provider, demo_data: Path) -> Iterator[str]:
    """A dashboard that people sign in to, and that nobody has opened yet."""
    with serving(PROJECT / "app.py", told(provider, demo_data, 15)) as running:
        yield running.url


@pytest.fixture(scope="module")
def hasty(provider: Provider, demo_data: Path) -> Iterator[str]:
    """The same, that asks the provider again after a few seconds."""
    with serving(PROJECT / "app.py", told(provider, demo_data, SECONDS / 60)) as running:
        yield running.url


@pytest.fixture(scope="module")
def canary(demo_data: Path) -> bytes:
    """What is on every page that shows figures."""
    return str(current_id(demo_data / "snapshots")).encode()


def heard(page: Page) -> list[bytes]:
    """Return what the page's websockets receive, as it comes in."""
    frames: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda said: frames.append(said if isinstance(said, bytes) else said.encode()))

    page.on("websocket", listen)
    return frames


def sign_in(page: Page, url: str, person: str) -> None:
    page.goto(url)
    page.get_by_role("link", name="Sign in").click()
    page.locator("input[name=sub]").fill(person)
    page.get_by_role("button", name="Authorize").click()


def shown(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(title, timeout=20_000)
    settled(page)


def figures(page: Page, badge: str) -> None:
    page.wait_for_selector("footer.page")
    expect(page.locator("p.sharing")).to_contain_text(badge)
    settled(page)


def signed_in(context: BrowserContext) -> list[tuple[str, str]]:
    """Return the cookies by which a browser is signed in."""
    return [(one["name"], one["value"]) for one in context.cookies() if one["name"].startswith("_streamlit_user")]


def test_nobody_is_told_a_figure_before_signing_in(server: str, page: Page, canary: bytes) -> None:
    frames = heard(page)
    page.goto(server + VIEW)
    shown(page, "Sign in to see the figures")
    for path in ("overview", "data", "methods"):
        go_to(page, path)
        page.wait_for_url(f"**/{path}*")
        shown(page, "Sign in to see the figures")
    assert frames
    assert all(word not in frame for frame in frames for word in (canary, b"Demo Borough", b"Stockton"))


def test_signing_in_leads_to_the_view_that_was_asked_for_and_signing_out_ends_it(
    server: str, page: Page, canary: bytes
) -> None:
    frames = heard(page)
    sign_in(page, f"{server}{VIEW}&evil=//example.org", "ada")
    page.wait_for_url(re.compile(r"/indicator\?council=E06999901&.*indicator=CP12"))
    figures(page, FULL)
    assert "example.org" not in page.url
    assert any(canary in frame for frame in frames)
    [real] = [one["value"] for one in page.context.cookies() if one["name"] == "_streamlit_user"]
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").click()
    page.wait_for_url(f"{server}/**")
    shown(page, "Sign in to see the figures")
    assert signed_in(page.context) == []
    _, stamp, signature = real.rsplit(".", 2)
    for forged in (f"{real[:20]}x{real[21:]}", f"ImFkYSI.{stamp}.{signature}"):
        page.context.add_cookies([{"name": "_streamlit_user", "value": forged, "url": server}])
        told = heard(page)
        page.goto(f"{server}/methods?month=2026-10")
        shown(page, "Sign in to see the figures")
        assert all(canary not in frame for frame in told)


def test_the_public_role_sees_released_figures_and_no_switch(server: str, page: Page) -> None:
    sign_in(page, f"{server}/data", "board")
    figures(page, SAFE)
    assert page.get_by_label("Safe to share", exact=True).count() == 0


def test_someone_without_a_role_is_told_so_and_no_figure(server: str, page: Page, canary: bytes) -> None:
    frames = heard(page)
    sign_in(page, f"{server}/overview", "guest")
    shown(page, "You have no role here")
    expect(page.get_by_test_id("stMain")).to_contain_text("guest@example.org")
    assert all(canary not in frame for frame in frames)


def test_no_download_is_given_to_whoever_did_not_sign_in(server: str) -> None:
    asked = HTTPConnection("127.0.0.1", urlsplit(server).port or 0, timeout=10)
    asked.request("GET", "/media/0123456789abcdef.csv")
    assert asked.getresponse().status == 403
    asked.close()


@pytest.mark.parametrize("asked", ["https://example.org/", "//example.org/overview", "/%5cexample.org", "/admin"])
def test_signing_in_leads_back_to_our_own_pages_only(server: str, asked: str) -> None:
    connection = HTTPConnection("127.0.0.1", urlsplit(server).port or 0, timeout=10)
    connection.request("GET", f"/sign-in?to={asked}")
    answer = connection.getresponse()
    kept = next(value for name, value in answer.getheaders() if value.startswith("cpdash_view="))
    assert kept.startswith("cpdash_view=overview; HttpOnly;")
    connection.close()


def test_a_role_that_the_provider_takes_away_is_gone_when_the_sign_in_is_renewed(
    hasty: str, page: Page, provider: Provider
) -> None:
    provider.knows("eve", roles=["service"], email="eve@example.org")
    page.context.add_cookies([{"name": "cpdash_safe_to_share", "value": "1", "url": hasty}])  # left so before
    sign_in(page, hasty + VIEW, "eve")
    figures(page, SAFE)
    page.evaluate("document.documentElement.dataset.before = '1'")
    page.wait_for_selector("html:not([data-before]) footer.page")  # nobody touched the page: it renewed by itself
    figures(page, SAFE)
    expect(page.get_by_label("Safe to share", exact=True)).to_be_checked()
    assert re.search(r"indicator\?council=E06999901&.*indicator=CP12", page.url)
    provider.knows("eve", roles=[], email="eve@example.org")
    shown(page, "You have no role here")


def test_a_sign_in_that_the_provider_does_not_renew_is_over_whoever_has_its_cookie(
    hasty: str, browser: Browser, page: Page, provider: Provider, canary: bytes
) -> None:
    sign_in(page, hasty + VIEW, "ada")
    figures(page, FULL)
    stolen = browser.new_context()
    stolen.add_cookies([{"name": name, "value": value, "url": hasty} for name, value in signed_in(page.context)])
    provider.forgets_everyone()
    shown(page, "You are signed out")
    assert canary.decode() not in page.content()
    assert signed_in(page.context) == []
    other = stolen.new_page()
    frames = heard(other)
    other.goto(f"{hasty}/methods")
    shown(other, "You are signed out")
    assert all(canary not in frame for frame in frames)
    stolen.close()

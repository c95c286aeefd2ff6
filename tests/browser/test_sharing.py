"""The switch that makes a screen safe to share, on the demonstration council at full detail."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, WebSocket, expect

from cpdash.board import Board
from cpdash.board.viewer import PUBLIC, Viewer
from cpdash.catalogue.loader import the_catalogue
from tests.browser.conftest import go_to, settled

FULL = "Full detail: made-up children or published figures."
SAFE = "Safe to share: released figures"
DEMO = "E06999901"


@pytest.fixture
def server(demo_server: str) -> str:
    return demo_server


@pytest.fixture(scope="module")
def secret(demo_data: Path) -> str:
    """The name of a file that the service is told of and the public is not."""

    def files(viewer: Viewer) -> set[str]:
        board = Board.opened(demo_data / "snapshots", the_catalogue(), viewer=viewer)
        return {one.file for one in board.holdings(DEMO).loads}

    return max(files(Viewer("service")) - files(PUBLIC), key=len)


def opened(page: Page, url: str) -> Page:
    page.goto(url)
    settled(page)
    page.wait_for_selector("footer.page")
    return page


def switch(page: Page) -> None:
    """Turn the switch as someone without a mouse does."""
    page.get_by_label("Safe to share", exact=True).focus()
    page.keyboard.press("Space")


def badge(page: Page, text: str) -> None:
    expect(page.locator("p.sharing")).to_contain_text(text)
    settled(page)


def heard(page: Page) -> list[bytes]:
    """Return what the page's websockets receive from now on, as it comes in."""
    frames: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda said: frames.append(said if isinstance(said, bytes) else said.encode()))

    page.on("websocket", listen)
    return frames


def test_one_switch_takes_everything_of_full_detail_off_the_screen(server: str, page: Page, secret: str) -> None:
    frames = heard(page)
    opened(page, f"{server}/data")
    badge(page, FULL)
    assert secret in page.content()
    before = len(frames)
    switch(page)
    badge(page, SAFE)
    expect(page.locator("footer.page")).to_contain_text("Released figures only")
    assert secret not in page.content()
    assert all(secret.encode() not in frame for frame in frames[before:])


def test_nothing_of_the_old_page_is_left_when_the_badge_says_that_it_is_safe(server: str, page: Page) -> None:
    opened(page, f"{server}/overview")
    badge(page, FULL)
    page.evaluate("""() => {
        const old = document.querySelector('.themes');
        window.together = false;
        new MutationObserver(() => {
            window.together ||= old.isConnected && !!document.querySelector('p.sharing.released');
        }).observe(document.body, {childList: true, subtree: true, attributes: true});
    }""")
    switch(page)
    badge(page, SAFE)
    expect(page.locator("footer.page")).to_contain_text("Released figures only")
    assert not page.evaluate("window.together")


def test_switch_stays_on_every_page_and_after_a_reload(server: str, page: Page) -> None:
    opened(page, f"{server}/methods")
    badge(page, FULL)
    switch(page)
    for path in ("overview", "indicator", "compare", "data"):
        go_to(page, path)
        page.wait_for_url(f"**/{path}*")
        badge(page, SAFE)
        expect(page.locator("footer.page")).to_contain_text("Released figures only")
        assert page.get_by_role("heading", level=1).count() == 1
    page.reload()
    badge(page, SAFE)


def test_no_address_turns_the_switch(server: str, page: Page) -> None:
    opened(page, f"{server}/methods")
    switch(page)
    badge(page, SAFE)
    opened(page, f"{server}/overview?safe_to_share=0&share_switch=false&safe=0")
    badge(page, SAFE)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844)])
def test_badge_is_read_without_its_colour_and_stays_while_the_page_scrolls(
    server: str, page: Page, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    opened(page, f"{server}/overview")
    said = page.locator("p.sharing")
    expect(said).to_contain_text(FULL)
    expect(said).to_contain_text("Nothing can be identified")
    page.get_by_test_id("stMain").evaluate("box => box.scrollTo(0, 600)")
    expect(said).to_be_in_viewport(ratio=1)
    assert said.evaluate("one => parseFloat(getComputedStyle(one).fontSize)") >= 16
    assert said.locator("strong").evaluate("one => getComputedStyle(one, '::before').content.length") > 2
    assert page.get_by_test_id("stMain").evaluate("box => box.scrollWidth <= box.clientWidth")

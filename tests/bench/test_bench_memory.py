"""How much memory the server takes: after the first session, and for each of twenty more."""

from __future__ import annotations

from collections.abc import Iterator

import psutil
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from cpdash.settings import PROJECT, Settings
from cpdash.store.snapshots import current_id
from tests.browser.conftest import CHROMIUM_OPTIONS, chromium
from tests.servers_for_tests import serving

MORE = 20
FIRST_MOST, EACH_MOST = 400, 6
"""Megabytes."""

pytestmark = pytest.mark.bench


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_OPTIONS)
        yield found
        found.close()


def test_twenty_more_sessions_take_little_more_memory(browser: Browser) -> None:
    if current_id(Settings().snapshots) is None:
        pytest.skip("nothing is published: run 'cpdash demo' first")
    with serving(PROJECT / "app.py", {}) as server:
        _session(browser, server.url)
        first = _megabytes(server.pid)
        for _ in range(MORE):
            _session(browser, server.url)
        each = (_megabytes(server.pid) - first) / MORE
    print(f"\nfirst session {first:.0f} MB, each of {MORE} more {each:.1f} MB")
    assert first <= FIRST_MOST
    assert each <= EACH_MOST


def _session(browser: Browser, url: str) -> Page:
    """Open a session that stays: the Overview, then an indicator."""
    page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.goto(f"{url}/overview")
    page.wait_for_selector("footer.page")
    page.locator(".rows a").first.click()
    page.wait_for_selector(".js-plotly-plot .scatterlayer")
    return page


def _megabytes(pid: int) -> float:
    process = psutil.Process(pid)
    return float(sum(one.memory_info().rss for one in [process, *process.children(recursive=True)])) / 1_000_000

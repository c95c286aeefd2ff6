"""A real browser, and the dashboard started afresh for it."""

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from cpdash.web.pages import PAGES
from tests.servers_for_tests import serving

ROOT = Path(__file__).parents[2]
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def settled(page: Page) -> None:
    """Wait until Streamlit has finished the run that the page is in."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")


def go_to(page: Page, address: str) -> None:
    """Go to a page by the navigation, as people do: open its group, where it has one, and follow its link."""
    [one] = [one for one in PAGES if one.address == address]
    if not one.group:
        page.get_by_test_id("stTopNavLink").filter(has_text=one.title).click()
        return
    page.get_by_role("button", name=one.group, exact=True).click()
    page.get_by_test_id("stTopNavDropdownLink").filter(has_text=re.compile(f"^{re.escape(one.title)}$")).click()


def chromium() -> str:
    """Return the path of the browser that .ci/browser finds; none is a failure, with what to install."""
    found = subprocess.run(["sh", ROOT / ".ci/browser", "--find"], capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.fail(found.stderr, pytrace=False)
    return found.stdout.strip()


@pytest.fixture(scope="session", autouse=True)
def browser_wanted() -> None:
    """Skip everything in this folder where the user asked for that, and only there."""
    if os.environ.get("CPDASH_NO_BROWSER") == "1":
        pytest.skip("CPDASH_NO_BROWSER=1: browser tests are left out")


@pytest.fixture(scope="session")
def browser(browser_wanted: None) -> Iterator[Browser]:
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody whose browser has Streamlit's program already: without it, to start would be most of every test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(visitor: BrowserContext) -> Iterator[Page]:
    """A page with nothing remembered but Streamlit's program, as wide as a small laptop."""
    yield visitor.new_page()
    for page in visitor.pages:
        if page.url.startswith("http"):
            page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        page.close()
    visitor.clear_cookies()
    visitor.clear_permissions()


@pytest.fixture(scope="session")
def demo_server(demo_data: Path) -> Iterator[str]:
    """The address of a dashboard that shows the demonstration council at full detail, for tests that only look."""
    with serving(ROOT / "app.py", {"CPDASH_DATA": str(demo_data)}) as running:
        yield running.url


@pytest.fixture
def cold_server() -> Iterator[Callable[..., str]]:
    """Start a dashboard that no one has opened yet: cold_server(data_folder, NAME="value") gives its address."""
    with ExitStack() as servers:

        def start(data: Path, **told: str) -> str:
            return servers.enter_context(serving(ROOT / "app.py", {"CPDASH_DATA": str(data), **told})).url

        yield start

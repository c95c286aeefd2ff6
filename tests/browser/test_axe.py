"""axe-core on every page: in both appearances, on a wide screen and on a phone's, and with everything open that opens.

What Streamlit's own elements break and nothing here can mend is in cpdash/web/limits.toml, which the accessibility
statement lists; anything else fails, and so does a limit that is no longer there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from playwright.sync_api import Browser, Page

from cpdash.web.accessibility import limits
from tests.browser.conftest import settled
from tests.reach_for_tests import ADDRESSES, Appearance, Found, axe, look, whole

SCREENS: tuple[tuple[Appearance, int, bool], ...] = (
    ("light", 1280, False), ("dark", 1280, True), ("dark", 390, False), ("light", 390, True),
)  # fmt: skip
"""Appearance, width, and whether only colours are looked at: the other rules see the same in both appearances."""


APPEARANCES: dict[Appearance, bool] = {"light": False, "dark": True}


def _list(page: Page) -> None:
    page.get_by_role("combobox", name="Council").click()
    page.get_by_role("listbox").wait_for()


def _navigation(page: Page) -> None:
    page.get_by_test_id("stTopNavSection").first.click()
    page.get_by_test_id("stTopNavPopover").wait_for()


def _drawer(page: Page) -> None:
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNavLink").first.wait_for()


def _search(page: Page) -> None:
    page.get_by_test_id("stPopoverButton").first.click()
    page.get_by_test_id("stPopoverBody").wait_for()


def _menu(page: Page) -> None:
    page.get_by_test_id("stMainMenuButton").click()
    page.get_by_test_id("stMainMenuPopover").wait_for()


def _table(page: Page) -> None:
    page.locator("summary").first.click()
    page.locator("details[open] table").wait_for()


def _nothing(page: Page) -> None:
    """Open nothing: the page itself says something unusual."""


OPENED: dict[str, tuple[str, int, Callable[[Page], None]]] = {
    "list of a filter": ("overview", 1280, _list),
    "group of the navigation": ("overview", 1280, _navigation),
    "navigation of a phone": ("overview", 390, _drawer),
    "search": ("overview", 1280, _search),
    "menu": ("overview", 1280, _menu),
    "folded table": ("compare", 1280, _table),
    "wrong address": ("indicator?indicator=AR22&council=Nowhere", 390, _nothing),
}
"""What can be opened -> on which page, at which width, and how."""


@pytest.fixture(scope="module")
def screen(browser: Browser) -> Iterator[Page]:
    # Without motion, so that no colour is measured halfway between two.
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def found(screen: Page, demo_server: str) -> Callable[[str], Found]:
    """What there is on a page on all screens."""

    @cache
    def on(address: str) -> Found:
        every = Found()
        screen.set_viewport_size({"width": 1280, "height": 844})
        whole(screen, f"{demo_server}/{address}")
        for appearance, width, colours in SCREENS:
            look(screen, appearance, width)
            one = axe(screen, colours=colours)
            every.wrong += [f"{appearance} {width}: {said}" for said in one.wrong]
            every.met |= one.met
        return every

    return on


@pytest.fixture(scope="module")
def found_open(screen: Page, demo_server: str) -> Callable[[str], Found]:
    """What there is where something is open, in both appearances."""

    @cache
    def on(name: str) -> Found:
        address, width, act = OPENED[name]
        every = Found()
        screen.set_viewport_size({"width": width, "height": 844})
        whole(screen, f"{demo_server}/{address}")
        act(screen)
        settled(screen)
        for appearance, colours in APPEARANCES.items():
            look(screen, appearance, width)
            one = axe(screen, colours=colours)
            every.wrong += [f"{appearance}: {said}" for said in one.wrong]
            every.met |= one.met
        return every

    return on


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_breaks_no_rule(found: Callable[[str], Found], address: str) -> None:
    assert found(address).wrong == []


@pytest.mark.parametrize("name", OPENED)
def test_what_is_opened_breaks_no_rule(found_open: Callable[[str], Found], name: str) -> None:
    assert found_open(name).wrong == []


def test_every_limit_of_streamlits_is_still_there(
    found: Callable[[str], Found], found_open: Callable[[str], Found]
) -> None:
    met = {limit for one in ADDRESSES for limit in found(one).met}
    met |= {limit for one in OPENED for limit in found_open(one).met}
    assert set(limits()) - met == set()

"""Pages are light and hold still: the bytes of each one's first run, and how far it moves while it comes.

Neither is a timing; tests/bench/test_bench_pages.py prints and holds the same figures of every page.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.lightness_for_tests import MOST_BYTES, MOST_SHIFT, opened, weighed, weighed_change


@pytest.mark.parametrize("path", ["overview", "placements", "indicator"])
def test_a_page_is_light_and_holds_still_while_it_comes(browser: Browser, demo_server: str, path: str) -> None:
    found = weighed(browser, demo_server, path)
    assert 10_000 < found.sent <= MOST_BYTES, found
    assert found.shift <= MOST_SHIFT, (str(found), *found.moved)


def test_a_page_holds_still_when_a_filter_changes(browser: Browser, demo_server: str) -> None:
    page, sent = opened(browser, demo_server, "placements")
    for option in ("5 years", "13 months"):
        found = weighed_change(page, sent, "Period", option)
        assert 10_000 < found.sent <= MOST_BYTES, found
        assert found.shift <= MOST_SHIFT, (str(found), *found.moved)
    page.context.close()

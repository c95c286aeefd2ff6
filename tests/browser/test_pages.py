"""The dashboard in a real browser: cold starts, addresses, keyboard and phones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from cpdash.settings import PROJECT
from cpdash.web import pages
from tests.browser.conftest import go_to, settled
from tests.servers_for_tests import serving
from tests.snapshot_for_tests import publish_tiny

PAGES = tuple(one.address for one in pages.PAGES)
GROUPS = {one.group for one in pages.PAGES} - {""}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    publish_tiny(data)
    return data


@pytest.fixture(scope="module")
def server(published: Path) -> Iterator[str]:
    with ExitStack() as running:
        yield running.enter_context(serving(PROJECT / "app.py", {"CPDASH_DATA": str(published)})).url


def opened(page: Page, url: str) -> Page:
    page.goto(url)
    settled(page)
    page.wait_for_selector("footer.page")
    return page


def address(page: Page) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(urlsplit(page.url).query).items()}


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()
    page.wait_for_timeout(50)
    settled(page)


@pytest.mark.parametrize("path", ["", "overview", "placements", "indicator", "guide"])
def test_cold_process_shows_a_page_inside_the_frame(
    cold_server: Callable[..., str], published: Path, page: Page, path: str
) -> None:
    opened(page, f"{cold_server(published)}/{path}")
    for group in GROUPS:
        expect(page.get_by_role("button", name=group, exact=True)).to_be_visible()
    assert page.get_by_role("heading", level=1).count() == 1
    expect(page.get_by_label("About these figures")).to_contain_text("Snapshot 20")
    assert urlsplit(page.url).path == f"/{path or 'overview'}"


def test_filters_are_in_the_address_and_a_reload_brings_the_same_view_back(server: str, page: Page) -> None:
    opened(page, f"{server}/indicator?indicator=AR2")
    choose(page, "Council", "Darlington")
    choose(page, "Period", "5 years")
    page.get_by_role("button", name="England").click()
    page.wait_for_url("**/indicator?*against=region%2Cneighbours&*")
    expect(page.locator("footer.page")).to_contain_text("Darlington")
    before = address(page)
    page.reload()
    settled(page)
    page.wait_for_selector("footer.page")
    wanted = {"council": "E06000005", "indicator": "AR2", "period": "5y", "against": "region,neighbours"}
    assert address(page) == before
    assert before.items() >= wanted.items()


def test_council_and_month_stay_when_the_page_changes(server: str, page: Page) -> None:
    opened(page, f"{server}/overview")
    choose(page, "Council", "Middlesbrough")
    choose(page, "Month", "March 2020")
    go_to(page, "indicator")
    page.wait_for_url("**/indicator?council=E06000002*")
    page.wait_for_selector("footer.page:has-text('Middlesbrough, March 2020')")
    assert address(page)["month"] == "2020-03"


def test_links_keep_the_filters_and_do_not_load_the_program_again(server: str, page: Page) -> None:
    opened(page, f"{server}/overview?council=Darlington")
    page.evaluate("window.same = true")
    page.get_by_role("link", name="Children in care per 10,000").click()
    page.wait_for_selector("footer.page:has-text('Darlington')")
    page.wait_for_selector(".js-plotly-plot")
    assert page.evaluate("window.same")
    assert address(page).items() >= {"council": "E06000005", "indicator": "AR2"}.items()


def test_back_brings_the_view_before_back(server: str, page: Page) -> None:
    opened(page, f"{server}/overview?council=Darlington&month=2025-03")
    page.get_by_role("link", name="Children in care per 10,000").click()
    page.wait_for_selector(".js-plotly-plot")
    choose(page, "Council", "Middlesbrough")
    page.wait_for_selector("footer.page:has-text('Middlesbrough')")
    page.go_back()
    page.wait_for_selector("footer.page:has-text('Darlington')")
    settled(page)
    assert address(page)["council"] == "E06000005"


def test_wrong_address_is_answered_politely(server: str, page: Page) -> None:
    opened(page, f"{server}/indicator?indicator=AR22&council=Nowhere&month=2021-13")
    said = page.get_by_role("alert").all_inner_texts()
    assert len(said) == 3
    assert any("Nearest: AR2" in one for one in said)
    page.wait_for_selector(".js-plotly-plot")
    assert address(page)["month"] == "2025-03"


def test_council_is_reached_and_chosen_by_keyboard(server: str, page: Page) -> None:
    opened(page, f"{server}/overview")
    council = page.get_by_role("combobox", name="Council")
    for _ in range(20):
        page.keyboard.press("Tab")
        if council.evaluate("box => box === document.activeElement"):
            break
    expect(council).to_be_focused()
    page.keyboard.type("Darl")
    page.get_by_role("option", name="Darlington").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_selector("footer.page:has-text('Darlington')")


@pytest.mark.parametrize("path", PAGES)
def test_page_does_not_scroll_sideways(server: str, page: Page, path: str) -> None:
    for width in (390, 640):  # 640 pixels are what a screen of 1280 leaves at 200 % zoom
        page.set_viewport_size({"width": width, "height": 844})
        opened(page, f"{server}/{path}")
        main = page.get_by_test_id("stMain")
        assert main.evaluate("box => box.scrollWidth <= box.clientWidth")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("path", ["indicator", "compare"])
def test_every_chart_has_alternative_text_and_a_table(server: str, page: Page, path: str) -> None:
    opened(page, f"{server}/{path}?indicator=AR2")
    page.wait_for_selector(".js-plotly-plot")
    charts = page.get_by_test_id("stPlotlyChart")
    assert charts.count() >= 1
    for chart in charts.all():
        assert len(chart.get_attribute("aria-label") or "") > 20
    assert page.locator("table caption").count() >= charts.count()
    assert page.locator("table th[scope=row]").count() > 0


@pytest.mark.parametrize("path", PAGES)
def test_headings_descend_one_level_at_a_time_and_widgets_have_labels(server: str, page: Page, path: str) -> None:
    opened(page, f"{server}/{path}")
    levels = page.locator("h1, h2, h3").evaluate_all("all => all.map(one => Number(one.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    boxes = page.get_by_role("combobox").evaluate_all(
        "all => all.map(one => one.getAttribute('aria-label') || one.labels?.length)"
    )
    assert all(boxes)


def test_a_publish_is_shown_without_a_restart(cold_server: Callable[..., str], tmp_path: Path, page: Page) -> None:
    url = cold_server(tmp_path)
    page.goto(f"{url}/overview")
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing is published yet")
    snapshot = publish_tiny(tmp_path)
    opened(page, f"{url}/overview")
    expect(page.locator("footer.page")).to_contain_text(snapshot)


def test_the_dashboard_opens_on_the_synthetic_council_and_says_so(
    page: Page, cold_server: Callable[..., str], demo_data: Path
) -> None:
    page.goto(cold_server(demo_data))
    settled(page)
    expect(page.locator("p.synthetic")).to_contain_text("every child in its figures is made up")
    expect(page.locator("footer.page")).to_contain_text("Demo Borough (synthetic)")
    expect(page.locator("footer.page")).to_contain_text("nothing can be identified")

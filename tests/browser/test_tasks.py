"""What a head of service and a board member want to know, counted in clicks from the Overview at full detail."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import settled

OVERVIEW = "overview?council=E06999901&month=2026-10"


class Reader:
    """Somebody who begins on the Overview, and whose clicks are counted."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.clicks = page, 0
        page.goto(f"{url}/{OVERVIEW}")
        page.wait_for_selector("footer.page")
        settled(page)

    def click(self, what: Locator) -> None:
        """Click, and wait until the page that comes of it is there."""
        what.click()
        self.clicks += 1
        self.page.wait_for_timeout(100)
        settled(self.page)


@pytest.fixture
def reader(page: Page, demo_server: str) -> Reader:
    page.set_viewport_size({"width": 1280, "height": 720})
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return Reader(page, demo_server)


def address(page: Page) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(urlsplit(page.url).query).items()}


def test_why_did_children_placed_far_from_home_become_more(reader: Reader) -> None:
    page = reader.page
    reader.click(page.locator(".first").get_by_role("link", name="Placed more than 20 miles from home"))
    behind = page.locator("ul.behind")
    expect(behind).to_contain_text("By age: 10 to 15 years +")
    expect(behind).to_contain_text("By placement: Secure homes and children's homes +")
    expect(page.get_by_text("26 more: 105 children on 31 October 2026, 79 a year before.")).to_be_visible()
    reader.click(behind.get_by_role("link", name="10 to 15 years"))
    expect(page.locator("p.counted")).to_contain_text("children. Back to all children.")
    reader.click(page.locator("ul.behind").get_by_role("link", name="Secure homes and children's homes"))
    expect(page.get_by_role("heading", name="aged 10 to 15 years, Secure homes")).to_be_visible()
    assert address(page)["only"] == "age.10-to-15-years,placement.secure-homes-and-children-s-homes"
    assert reader.clicks <= 4


def test_which_measures_miss_their_target_and_get_worse(reader: Reader) -> None:
    first, others = reader.page.locator(".first li"), reader.page.locator("p.short")
    expect(first.filter(has_text="Placed more than 20 miles from home")).to_contain_text(
        "worse than usual, misses its target"
    )
    expect(others).to_contain_text("Also missing their target and getting worse:")
    expect(others.get_by_role("link").first).to_be_visible()
    assert reader.clicks == 0


def test_how_work_and_learning_at_19_to_21_compares_and_whether_the_rank_moved(reader: Reader) -> None:
    page = reader.page
    reader.click(page.locator("ul.rows").get_by_role("link", name="Aged 19 to 21: learning or working", exact=True))
    reader.click(page.get_by_role("link", name="Compare with other councils"))
    facts = page.locator("dl.facts")
    expect(facts).to_contain_text("Neighbours' mean")
    expect(facts).to_contain_text(re.compile(r"Rank.*of 13 .*Movement.*(Down|Up|No change)"))
    assert reader.clicks <= 2


def test_how_many_foster_places_are_vacant(reader: Reader) -> None:
    page = reader.page
    reader.click(page.get_by_role("button", name="Children"))
    reader.click(page.get_by_test_id("stTopNavDropdownLink").filter(has_text="Placements"))
    expect(page.locator("ul.few")).to_contain_text("Foster places vacant")
    expect(page.locator("ul.few")).to_contain_text("11 places")
    assert reader.clicks <= 2


def test_send_this_view_to_a_colleague(reader: Reader) -> None:
    page = reader.page
    page.goto(page.url.replace("overview?", "placements?view=kinds&period=5y&"))
    page.wait_for_selector("footer.page")
    settled(page)
    reader.click(page.get_by_role("button", name="Copy link to this view").first)
    expect(page.get_by_text("Link copied")).to_be_visible()
    assert reader.clicks == 1
    sent = page.evaluate("navigator.clipboard.readText()")
    shown = page.locator(".finding h2").first.inner_text()
    other = page.context.new_page()
    other.goto(sent)
    expect(other.locator(".finding h2").first).to_have_text(shown, timeout=20_000)
    assert address(other).items() >= {"view": "kinds", "period": "5y"}.items()


def test_a_bar_leads_to_its_children_and_back_leads_to_all(reader: Reader) -> None:
    page = reader.page
    page.goto(page.url.replace("overview?", "indicator?indicator=CP12&by=age&"))
    bar = page.locator(".st-key-parts_chart .js-plotly-plot .bars .point path")
    bar.last.wait_for()
    settled(page)
    bar.last.scroll_into_view_if_needed()
    box = bar.last.bounding_box()  # Plotly's own layer lies over the bar and takes the click
    assert box
    page.mouse.click(box["x"] + 20, box["y"] + box["height"] / 2)
    expect(page.get_by_role("link", name="Back to all children")).to_be_visible()
    chosen = address(page)["only"]
    assert chosen.startswith("age.")
    page.get_by_role("link", name="Back to all children").click()
    expect(page.get_by_role("link", name="Back to all children")).to_have_count(0)
    page.go_back()
    expect(page.get_by_role("link", name="Back to all children")).to_be_visible()
    assert address(page)["only"] == chosen


def test_the_keyboard_has_the_way_of_the_mark(reader: Reader) -> None:
    page = reader.page
    page.goto(page.url.replace("overview?", "indicator?indicator=CP12&by=age&"))
    page.locator(".st-key-parts_chart .js-plotly-plot .bars").wait_for()
    settled(page)
    link = page.locator("a[data-mark='10-to-15-years']")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("p.counted")).to_contain_text("Back to all children")
    assert address(page)["only"] == "age.10-to-15-years"


def test_a_chip_is_taken_away_by_its_cross(reader: Reader) -> None:
    page = reader.page
    page.goto(page.url.replace("overview?", "indicator?indicator=CP12&only=age.10-to-15-years,sex.male&"))
    page.wait_for_selector("footer.page")
    settled(page)
    page.get_by_role("button", name="Remove Sex: Male").click()
    page.wait_for_url("**only=age.10-to-15-years&**")
    expect(page.get_by_role("heading", name="aged 10 to 15 years: ")).to_be_visible()


def test_a_measure_is_found_by_everyday_words_and_a_key(reader: Reader) -> None:
    page = reader.page
    page.keyboard.press("Shift+Alt+F")
    box = page.get_by_role("textbox", name="What are you looking for?")
    box.fill("neet")
    box.press("Enter")
    found = page.locator("ul.found a")
    expect(found.first).to_contain_text("not learning or working")
    found.first.click()
    page.wait_for_url("**/indicator?council=E06999901&month=2026-10&indicator=care_leavers_not_in_eet**")


def test_keys_go_to_the_measures_before_and_after(reader: Reader) -> None:
    page = reader.page
    page.goto(page.url.replace("overview?", "indicator?indicator=CP12&"))
    page.locator("a[data-step=next]").wait_for()
    settled(page)
    page.keyboard.press("Shift+Alt+N")
    page.wait_for_url("**indicator=CP13**")
    page.locator("a[data-step=previous]").filter(has_text="Placed more than 20 miles").wait_for()
    settled(page)
    page.keyboard.press("Shift+Alt+P")
    page.wait_for_url("**indicator=CP12**")
    page.keyboard.press("Shift+Alt+K")
    page.wait_for_url("**/guide?council=E06999901&month=2026-10**")

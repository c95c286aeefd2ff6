"""Every page without a mouse: each control is reached in order, seen, named and not hidden, and can be worked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import settled
from tests.reach_for_tests import ADDRESSES, whole

SCREENS = ((1280, 800), (390, 700))

WATCH = """() => {
  const all = "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable=true]";
  const reached = (one) => one.tabIndex >= 0 && !one.disabled && !one.closest("[inert]")
    && one.checkVisibility({visibilityProperty: true});
  // A group of choices is one stop, and the arrows go on inside of it.
  const stop = (one) => one.closest("[role=toolbar], [role=radiogroup]") || one;
  const tiny = (one) => {
    for (let at = one; at && at !== document.body; at = at.parentElement)
      if (getComputedStyle(at).clipPath === "inset(50%)") return true;
    return false;
  };
  // A hidden box of a switch is seen by what is drawn in its label, the box of a list by the frame around it.
  const carriers = (one) => {
    const label = one.closest("label");
    if (label && tiny(one)) return [label, ...label.querySelectorAll("*")].filter((part) => !tiny(part));
    return one.matches("input") ? [one, one.parentElement] : [one];
  };
  const drawn = (one) => carriers(one).map((part) => {
    const {outlineStyle, outlineWidth, outlineColor, outlineOffset, boxShadow} = getComputedStyle(part);
    const outline = outlineStyle === "none" || parseFloat(outlineWidth) < 2 ? "" : `${outlineWidth} ${outlineColor}`;
    const grown = outline ? parseFloat(outlineOffset) : 0;
    const {left, right, top, bottom} = part.getBoundingClientRect();
    const outside = left - grown <= 0 && top - grown <= 0 && right + grown >= innerWidth && bottom + grown >= innerHeight;
    return outside && grown >= 0 ? "" : `${outline}/${boxShadow === "none" ? "" : boxShadow}`;
  });
  const named = (one) => !!(one.getAttribute("aria-label") || one.innerText || one.title
    || [...(one.labels || [])].some((label) => label.innerText)
    || (one.getAttribute("aria-labelledby") || "").split(" ").some((id) => id && document.getElementById(id)?.innerText));
  const free = (one) => {
    const shown = carriers(one).filter((part) => part.getBoundingClientRect().width > 4);
    return shown.some((part) => {
      const {left, right, top, bottom} = part.getBoundingClientRect();
      const small = bottom - top < 100;
      // Of something small the middle and both ends are in sight, of something large any part of it.
      const rows = small ? [top + 3, (top + bottom) / 2, bottom - 3] : [0.1, 0.3, 0.5, 0.7, 0.9].map((at) => innerHeight * at);
      const seen = rows.map((y) => {
        const found = document.elementFromPoint((Math.max(left, 0) + Math.min(right, innerWidth)) / 2, y);
        return !!found && (part.contains(found) || found.contains(part));
      });
      return small ? seen.every(Boolean) : seen.some(Boolean);
    });
  };
  const order = [...document.querySelectorAll(all)].filter(reached);
  const stops = [...new Set(order.map(stop))];
  const before = new Map(order.map((one) => [one, drawn(one)]));
  window.walk = {
    told: stops.map((one) => `${one.tagName} ${one.dataset.testid || ""} ${one.getAttribute("aria-label") || one.innerText}`.slice(0, 90)),
    now: () => {
      const one = document.activeElement;
      if (!one || one === document.body || one === document.documentElement) return null;
      const old = before.get(one), wrong = [];
      const changed = drawn(one).filter((look, at) => look !== "/" && look !== "" && (!old || look !== old[at]));
      if (!changed.length) wrong.push("focus is not seen");
      if (!named(one)) wrong.push("has no name");
      if (!free(one)) wrong.push("is hidden");
      return [stops.indexOf(stop(one)), wrong.join(", "), one.outerHTML.slice(0, 160)];
    },
  };
  return window.walk.told;
}"""


class Step(NamedTuple):
    """One stop of a walk: its place in the order of the page, what is wrong there, and what it is."""

    at: int
    wrong: str
    what: str


@pytest.fixture(scope="module", params=SCREENS, ids=lambda size: f"{size[0]}")
def screen(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def wide(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def walked(page: Page, key: str, most: int) -> list[Step]:
    """Press a key until the focus leaves the page, or has moved more often than there are stops."""
    steps: list[Step] = []
    for _ in range(most):
        page.keyboard.press(key)
        now = page.evaluate("walk.now()")
        if now is None:
            break
        if not steps or steps[-1].at != now[0]:
            steps.append(Step(*now))
    return steps


def wrong(steps: list[Step]) -> list[str]:
    return [f"{one.what}: {one.wrong}" for one in steps if one.wrong]


@pytest.mark.parametrize("address", ADDRESSES)
def test_tab_reaches_every_control_in_order_and_leaves(screen: Page, demo_server: str, address: str) -> None:
    whole(screen, f"{demo_server}/{address}")
    stops = screen.evaluate(WATCH)
    there = walked(screen, "Tab", len(stops) + 12)
    assert [one.at for one in there] == list(range(len(stops))), (stops, there)
    assert wrong(there) == []
    back = walked(screen, "Shift+Tab", len(stops) + 12)
    assert [one.at for one in back] == list(reversed(range(len(stops))))
    assert wrong(back) == []


def test_an_option_is_chosen_with_the_arrows(wide: Page, demo_server: str) -> None:
    whole(wide, f"{demo_server}/overview")
    month = wide.get_by_role("combobox", name="Month")
    before = month.input_value()
    month.focus()
    wide.keyboard.press("ArrowDown")
    wide.get_by_role("listbox").wait_for()
    wide.keyboard.press("ArrowDown")
    wide.keyboard.press("Enter")
    expect(month).not_to_have_value(before)
    expect(month).to_be_focused()
    expect(wide.locator("footer.page")).to_contain_text(month.input_value())
    settled(wide)


def test_a_list_closes_with_escape_and_nothing_is_chosen(wide: Page, demo_server: str) -> None:
    whole(wide, f"{demo_server}/overview")
    month = wide.get_by_role("combobox", name="Month")
    before = month.input_value()
    month.focus()
    wide.keyboard.press("ArrowDown")
    wide.keyboard.press("ArrowDown")
    wide.keyboard.press("Escape")
    expect(wide.get_by_role("listbox")).to_have_count(0)
    expect(month).to_have_value(before)


def test_pills_are_gone_through_with_arrows_and_turned_with_space(wide: Page, demo_server: str) -> None:
    whole(wide, f"{demo_server}/indicator?indicator=AR2&council=Darlington")
    region, neighbours = (wide.get_by_role("button", name=name, exact=True) for name in ("Region", "Neighbours"))
    region.focus()
    wide.keyboard.press("ArrowRight")
    expect(neighbours).to_be_focused()
    wide.keyboard.press("Space")
    expect(neighbours).to_have_attribute("aria-pressed", "false")
    wide.wait_for_url("**against=region%2Cengland*")


def test_a_folded_table_opens_with_enter(wide: Page, demo_server: str) -> None:
    whole(wide, f"{demo_server}/compare")
    wide.locator("summary").first.focus()
    wide.keyboard.press("Enter")
    expect(wide.locator("details[open] table")).to_be_visible()
    wide.keyboard.press("Enter")
    expect(wide.locator("details[open]")).to_have_count(0)


def test_a_link_is_followed_with_enter(wide: Page, demo_server: str) -> None:
    whole(wide, f"{demo_server}/overview")
    wide.locator("a[data-view][href^=indicator]").first.focus()
    wide.keyboard.press("Enter")
    wide.wait_for_url("**/indicator?*")
    expect(wide.locator(".js-plotly-plot").first).to_be_visible()


def test_a_page_of_a_group_is_opened_with_enter(wide: Page, demo_server: str) -> None:
    whole(wide, f"{demo_server}/overview")
    wide.get_by_test_id("stTopNavSection").first.focus()
    wide.keyboard.press("Enter")
    link = wide.get_by_test_id("stTopNavDropdownLink").first
    link.wait_for()
    for _ in range(3):
        if link.evaluate("one => one === document.activeElement"):
            break
        wide.keyboard.press("Tab")
    expect(link).to_be_focused()
    wide.keyboard.press("Enter")
    wide.wait_for_url("**/children-in-care*")


def test_the_first_key_offers_to_skip_to_the_content(wide: Page, demo_server: str) -> None:
    whole(wide, f"{demo_server}/overview")
    wide.keyboard.press("Tab")
    expect(wide.get_by_test_id("stSkipToContent")).to_be_focused()
    wide.keyboard.press("Enter")
    expect(wide.get_by_role("main")).to_be_focused()

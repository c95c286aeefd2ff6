"""Every page without a mouse: each control is reached in order, seen, named and not hidden, and can be worked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import settled
from tests.reach_for_tests import ADDRESSES, look, whole

BACK_TOO = ("overview", "compare", "data")
"""Pages that are walked back on a wide screen too: a page of rows, one of charts and one of tables."""

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
    const outside = left - grown <= 0 && top - grown <= 0
      && right + grown >= innerWidth && bottom + grown >= innerHeight;
    return outside && grown >= 0 ? "" : `${outline}/${boxShadow === "none" ? "" : boxShadow}`;
  });
  const labels = (one) => [...(one.labels || []), ...(one.getAttribute("aria-labelledby") || "").split(" ")
    .map((id) => document.getElementById(id)).filter(Boolean)];
  const named = (one) => !!(one.getAttribute("aria-label") || one.innerText || one.title
    || labels(one).some((label) => label.innerText));
  const seen = ({left, right, top, bottom}, part) => {
    // Of something small the middle and both edges are in sight, of something large any part of it.
    const small = bottom - top < 100;
    const large = [0.1, 0.3, 0.5, 0.7, 0.9].map((at) => innerHeight * at);
    const rows = small ? [top + 3, (top + bottom) / 2, bottom - 3] : large;
    const hit = rows.map((y) => {
      const found = document.elementFromPoint((Math.max(left, 0) + Math.min(right, innerWidth)) / 2, y);
      return !!found && (part.contains(found) || found.contains(part));
    });
    return small ? hit.every(Boolean) : hit.some(Boolean);
  };
  // A link that wraps has a box for each of its lines.
  const boxes = (part) => [...part.getClientRects()].filter(({width}) => width > 4);
  const free = (one) => carriers(one).some((part) => boxes(part).length && boxes(part).every((box) => seen(box, part)));
  const controls = () => [...document.querySelectorAll(all)].filter(reached);
  const survey = () => [...new Set(controls().map(stop))];
  const before = new Map(controls().map((one) => [one, drawn(one)]));
  let stops = survey();
  window.walk = {
    told: stops.length,
    now: () => {
      const one = document.activeElement;
      if (!one || one === document.body || one === document.documentElement || one.id === "behind") return null;
      // Streamlit may put a control of the same kind in the place of another: the order is what counts.
      if (!stops.includes(stop(one))) stops = survey();
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
        if now is None and not steps:
            continue  # the focus is outside of the page still
        if now is None or (len(steps) > 1 and now[0] == steps[0].at):
            break
        if not steps or steps[-1].at != now[0]:
            steps.append(Step(*now))
    return steps


def wrong(steps: list[Step]) -> list[str]:
    return [f"{one.what}: {one.wrong}" for one in steps if one.wrong]


@pytest.mark.parametrize("address", ADDRESSES)
def test_tab_reaches_every_control_in_order_and_leaves(wide: Page, demo_server: str, address: str) -> None:
    wide.set_viewport_size({"width": 1280, "height": 800})
    whole(wide, f"{demo_server}/{address}", anew=True)  # the first Tab begins at the top
    stops = wide.evaluate(WATCH)
    there = walked(wide, "Tab", stops + 12)
    assert [one.at for one in there] == list(range(stops))
    assert wrong(there) == []
    if address in BACK_TOO:
        backwards(wide)
    # On a phone what stays at the top is highest, and going back is what puts the focus beneath it.
    look(wide, "light", 390, 700)
    backwards(wide)


def backwards(page: Page) -> None:
    """Walk from behind the page's last control to its first."""
    page.evaluate("document.activeElement.blur()")
    stops = page.evaluate(WATCH)
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('button'), {id: 'behind'})); behind.focus()"
    )
    back = walked(page, "Shift+Tab", stops + 12)
    page.evaluate("behind.remove()")
    assert [one.at for one in back] == list(reversed(range(stops)))
    assert wrong(back) == []


@pytest.fixture
def desk(wide: Page) -> Page:
    wide.set_viewport_size({"width": 1280, "height": 800})
    return wide


def test_an_option_is_chosen_with_the_arrows(desk: Page, demo_server: str) -> None:
    whole(desk, f"{demo_server}/overview", anew=True)
    month = desk.get_by_role("combobox", name="Month")
    before = month.input_value()
    month.focus()
    desk.keyboard.press("ArrowDown")
    desk.get_by_role("listbox").wait_for()
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    expect(month).not_to_have_value(before)
    expect(month).to_be_focused()
    expect(desk.locator("footer.page")).to_contain_text(month.input_value())
    settled(desk)


def test_a_list_closes_with_escape_and_nothing_is_chosen(desk: Page, demo_server: str) -> None:
    whole(desk, f"{demo_server}/overview", anew=True)
    month = desk.get_by_role("combobox", name="Month")
    before = month.input_value()
    month.focus()
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("listbox")).to_have_count(0)
    expect(month).to_have_value(before)


def test_pills_are_gone_through_with_arrows_and_turned_with_space(desk: Page, demo_server: str) -> None:
    whole(desk, f"{demo_server}/indicator?indicator=AR2&council=Darlington", anew=True)
    region, neighbours = (desk.get_by_role("button", name=name, exact=True) for name in ("Region", "Neighbours"))
    region.focus()
    desk.keyboard.press("ArrowRight")
    expect(neighbours).to_be_focused()
    desk.keyboard.press("Space")
    expect(neighbours).to_have_attribute("aria-pressed", "false")
    desk.wait_for_url("**against=region%2Cengland*")


def test_a_folded_table_opens_with_enter(desk: Page, demo_server: str) -> None:
    whole(desk, f"{demo_server}/compare", anew=True)
    desk.locator("summary").first.focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("details[open] table")).to_be_visible()
    desk.keyboard.press("Enter")
    expect(desk.locator("details[open]")).to_have_count(0)


def test_a_link_is_followed_with_enter(desk: Page, demo_server: str) -> None:
    whole(desk, f"{demo_server}/overview", anew=True)
    desk.locator("a[data-view][href^=indicator]").first.focus()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/indicator?*")
    expect(desk.locator(".js-plotly-plot").first).to_be_visible()


def test_a_page_of_a_group_is_opened_with_enter(desk: Page, demo_server: str) -> None:
    whole(desk, f"{demo_server}/overview", anew=True)
    desk.get_by_test_id("stTopNavSection").first.focus()
    desk.keyboard.press("Enter")
    link = desk.get_by_test_id("stTopNavDropdownLink").first
    link.wait_for()
    for _ in range(3):
        if link.evaluate("one => one === document.activeElement"):
            break
        desk.keyboard.press("Tab")
    expect(link).to_be_focused()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/children-in-care*")


def test_the_first_key_offers_to_skip_to_the_content(desk: Page, demo_server: str) -> None:
    whole(desk, f"{demo_server}/overview", anew=True)
    desk.keyboard.press("Tab")
    expect(desk.get_by_test_id("stSkipToContent")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("main")).to_be_focused()

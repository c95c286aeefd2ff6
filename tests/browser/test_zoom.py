"""Every page enlarged to 400 per cent, with the text spacing of WCAG, without motion and in a reader's own colours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page

from tests.reach_for_tests import ADDRESSES, look, whole

SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
"""What WCAG 1.4.12 lets a reader set."""

TEXTS = """() => [...document.querySelectorAll(
    "[data-testid=stMain] :is(h1, h2, h3, h4, p, li, dt, dd, caption, summary, label, button)")]
  .filter((one) => one.checkVisibility({visibilityProperty: true, opacityProperty: true}))
  .map((one) => `${one.tagName} ${one.textContent.replace(/\\s+/g, " ").trim()}`)"""

SIDEWAYS = """() => [document.documentElement, document.querySelector("[data-testid=stMain]")]
  .map((one) => one.scrollWidth - one.clientWidth)"""

TAKEN = """() => {
  const bar = document.querySelector("[data-testid=stLayoutWrapper]:has(> .st-key-sharing)");
  const stays = [document.querySelector("header"), ...(getComputedStyle(bar).position === "static" ? [] : [bar])];
  return stays.reduce((sum, one) => sum + one.getBoundingClientRect().height, 0) / innerHeight;
}"""
"""The part of the window that what stays in place takes away from the content."""

CLIPPED = """() => {
  const clips = (one, way) => ["hidden", "clip"].includes(getComputedStyle(one)[`overflow${way}`]);
  const within = (text, one) => {
    for (let at = one; at && at.dataset.testid !== "stMain"; at = at.parentElement) {
      const style = getComputedStyle(at);
      // What is there for the ear only, or for the eye as a picture, is not clipped.
      if (style.clipPath === "inset(50%)" || at.closest("svg, [aria-hidden=true]")) return true;
      const box = at.getBoundingClientRect();
      if (clips(at, "X") && (text.right > box.right + 1 || text.left < box.left - 1)) return false;
      if (clips(at, "Y") && (text.bottom > box.bottom + 1 || text.top < box.top - 1)) return false;
    }
    return true;
  };
  const main = document.querySelector("[data-testid=stMain]");
  const found = [], walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const one = node.parentElement;
    if (!node.data.trim() || !one.checkVisibility({visibilityProperty: true})) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    if ([...range.getClientRects()].some((box) => box.width && !within(box, one))) found.push(node.data.slice(0, 60));
  }
  return found;
}"""

MOVING = """() => {
  const second = (one) => parseFloat(one) * (one.includes("ms") ? 0.001 : 1);
  const seconds = (said) => Math.max(...said.split(",").map(second));
  return [...document.querySelectorAll("body *")].filter((one) => {
    const {transitionDuration, animationName, animationDuration} = getComputedStyle(one);
    return seconds(transitionDuration) > 0.01 || (animationName !== "none" && seconds(animationDuration) > 0.01);
  }).map((one) => one.outerHTML.slice(0, 120));
}"""


@pytest.fixture(scope="module")
def screen(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


@contextmanager
def spaced(screen: Page) -> Iterator[None]:
    """Set the text of a page as a reader may, for as long as this lasts."""
    style = screen.add_style_tag(content=SPACING)
    yield
    style.evaluate("style => style.remove()")


@pytest.mark.parametrize("address", ADDRESSES)
def test_enlarged_and_spaced_page_loses_nothing(screen: Page, demo_server: str, address: str) -> None:
    screen.set_viewport_size({"width": 1280, "height": 900})
    whole(screen, f"{demo_server}/{address}")
    texts = screen.evaluate(TEXTS)
    assert len(texts) > 10
    assert screen.evaluate(MOVING) == []
    for height in (256, 900):
        look(screen, "light", 320, height)
        assert screen.evaluate(TEXTS) == texts
        assert screen.evaluate(SIDEWAYS) == [0, 0]
        assert screen.evaluate(TAKEN) < 0.5
    with spaced(screen):
        assert screen.evaluate(CLIPPED) == []
        assert screen.evaluate(SIDEWAYS) == [0, 0]
        look(screen, "light", 1280, 900)
        assert screen.evaluate(CLIPPED) == []
        assert screen.evaluate(TEXTS) == texts


@pytest.mark.parametrize("address", ["overview", "indicator"])
def test_page_is_read_in_a_readers_own_colours(browser: Browser, demo_server: str, address: str) -> None:
    context = browser.new_context(forced_colors="active", viewport={"width": 1280, "height": 900})
    page = whole(context.new_page(), f"{demo_server}/{address}")
    seen = """one => {
      const ground = getComputedStyle(document.body).backgroundColor;
      return one.checkVisibility() && getComputedStyle(one).color !== ground;
    }"""
    assert all(one.evaluate(seen) for one in page.locator("h1, h2, .sharing, footer.page p").all())
    page.get_by_role("combobox", name="Council").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    context.close()

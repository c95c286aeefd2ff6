"""Every page as the tests of accessibility open it, and what axe-core finds on one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from cpdash.web.accessibility import Limit, limits
from cpdash.web.pages import PAGES

ADDRESSES = tuple(one.address for one in PAGES)
NARROW = 768
"""Width in pixels below which Streamlit has its navigation behind a button."""

Appearance = Literal["light", "dark"]
GROUNDS: dict[Appearance, str] = {"light": "rgb(255, 255, 255)", "dark": "rgb(16, 22, 28)"}

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
READY = """() => document.querySelector("[data-testid=stApp][data-test-script-state=notRunning] footer.page")
  && [...document.querySelectorAll("[data-testid=stPlotlyChart]")]
    .every((chart) => chart.querySelector(".js-plotly-plot .main-svg .infolayer"))
  && [...document.querySelectorAll("[class*=st-key-place_]")].every((place) => place.querySelector("input, button"))
  && !document.querySelector("[data-testid=stSkeleton]")"""
"""That the run has ended and everything it sent is drawn: Streamlit fetches some of its widgets when it needs them."""

INSIDE = """(address) => {
  const before = document.querySelector("h1").textContent;
  history.pushState({}, "", address);
  dispatchEvent(new PopStateEvent("popstate"));
  return before;
}"""
"""Go to an address as our links do; every page has a heading of its own."""

QUIET = """() => new Promise((done) => {
  let timer = setTimeout(done, 200);
  new MutationObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(done, 200);
  }).observe(document.body, {childList: true, subtree: true});
})"""
"""Until no element has come or gone for a while."""

SHOWN = """([ground, narrow]) =>
  getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor === ground
  && !!document.querySelector("[data-testid=stTopNavLink], [data-testid=stTopNavSection]") !== narrow"""
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that look at colours: all that another appearance can change, since it changes nothing else."""

RUN = """async ([type, values, limits]) => {
  const runOnly = {type, values};
  const {violations} = await axe.run(document, {runOnly, resultTypes: ["violations"], elementRef: true});
  const known = (rule, element) => limits.findIndex((one) => one[0] === rule && element && element.matches(one[1]));
  return violations.flatMap(({id, nodes}) => nodes.map(
    ({html, failureSummary, element}) => [known(id, element), `${id}: ${html.slice(0, 300)} ${failureSummary}`]));
}"""


def whole(page: Page, url: str, *, anew: bool = False) -> Page:
    """Open an address and wait until everything on it is drawn, charts too.

    From another page of the same dashboard it goes there as a link does, unless it is to begin anew.
    """
    here, there = urlsplit(page.url), urlsplit(url)
    if not anew and here.netloc == there.netloc and here.path != there.path:
        before = page.evaluate(INSIDE, url)
        page.wait_for_function("before => (document.querySelector('h1') || {}).textContent !== before", arg=before)
    else:
        page.goto(url)
    page.wait_for_function(READY)
    page.evaluate(QUIET)
    return page


def look(page: Page, appearance: Appearance, width: int, height: int = 844) -> None:
    """Give an open page another appearance and size, as a reader's own machine does, and wait until it has them."""
    page.emulate_media(color_scheme=appearance)
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function(SHOWN, arg=[GROUNDS[appearance], width < NARROW])


@dataclass
class Found:
    """What axe-core objects to: what is wrong, and which limits of Streamlit's were met."""

    wrong: list[str] = field(default_factory=list)
    met: set[Limit] = field(default_factory=set)


def axe(page: Page, *, colours: bool = False) -> Found:
    """Run every rule of WCAG 2.2 AA and of good practice on a page as it stands, or those that look at colours."""
    allowed, rules = limits(), ("rule", COLOURS) if colours else ("tag", TAGS)
    if not page.evaluate("!!window.axe"):
        page.evaluate(AXE_SCRIPT)
    found = Found()
    for at, said in page.evaluate(RUN, [*rules, [(one.rule, one.element) for one in allowed]]):
        if at >= 0:
            found.met.add(allowed[at])
        else:
            found.wrong.append(said)
    return found

"""How light a page is: the bytes that its first run sends, and how far what is on it moves while it comes."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Browser, Page, WebSocket

SIZE = {"width": 1280, "height": 720}
MOST_BYTES, MOST_SHIFT = 1_000_000, 0.05
QUIET = 2_000
"""Milliseconds after the last chart is painted in which nothing may move any more."""

SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
PAINTED = """() => [...document.querySelectorAll("[data-testid=stPlotlyChart]")].every(
  one => one.querySelector(".js-plotly-plot .main-svg path"))"""
SHIFTS = """
window.shifts = [];
new PerformanceObserver(list => window.shifts.push(...list.getEntries().filter(one => !one.hadRecentInput))).observe(
  {type: "layout-shift", buffered: true});
"""
SUM = "window.shifts.reduce((sum, one) => sum + one.value, 0)"
MOVED = """window.shifts.flatMap(one => one.sources.filter(some => some.node).map(some => {
  const node = some.node.nodeType === 1 ? some.node : some.node.parentElement;
  const at = box => [box.x, box.y, box.width, box.height].map(Math.round).join(" ");
  return `${one.value.toFixed(4)} at ${Math.round(one.startTime)} ms: ${node.dataset.testid || node.className} ` +
    `'${node.textContent.slice(0, 30)}' from ${at(some.previousRect)} to ${at(some.currentRect)}`;
}))"""


@dataclass(frozen=True)
class Weighed:
    """What a page sent in its first run, how far it moved (cumulative layout shift), and what moved."""

    path: str
    sent: int
    shift: float
    moved: tuple[str, ...]

    def __str__(self) -> str:
        """Return both figures in words."""
        return f"{self.path}: {self.sent:,} bytes, layout shift {self.shift:.4f}"


def opened(browser: Browser, url: str, path: str) -> tuple[Page, list[int]]:
    """Open a page with nothing remembered; return it when its first run is over, and the bytes of each message."""
    page = browser.new_context(viewport={"width": SIZE["width"], "height": SIZE["height"]}, bypass_csp=True).new_page()
    page.add_init_script(SHIFTS)
    sent: list[int] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: sent.append(len(frame)))

    page.on("websocket", listen)
    page.goto(f"{url}/{path}")
    page.wait_for_selector("footer.page")
    page.wait_for_selector(SETTLED)
    return page, sent


def quiet(page: Page) -> None:
    """Wait until every chart is painted and a while more."""
    page.wait_for_function(PAINTED)
    page.wait_for_timeout(QUIET)


def weighed(browser: Browser, url: str, path: str) -> Weighed:
    """Open a page and weigh it."""
    page, sent = opened(browser, url, path)
    total = sum(sent)
    found = _found(page, path, total)
    page.context.close()
    return found


def weighed_change(page: Page, sent: list[int], label: str, option: str) -> Weighed:
    """Choose another value of a filter and weigh what that sends and moves; `sent` is what `opened` returned."""
    sent.clear()
    page.evaluate("() => { window.shifts.length = 0; }")
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()
    page.wait_for_timeout(100)
    page.wait_for_selector(SETTLED)
    return _found(page, f"{label}: {option}", sum(sent))


def _found(page: Page, path: str, sent: int) -> Weighed:
    quiet(page)
    return Weighed(path, sent, float(page.evaluate(SUM)), tuple(page.evaluate(MOVED)))

"""How long a page of the dashboard, or another value of its filters, takes until its chart is painted.

Held against bare Streamlit pages with the same navigation, which draw the same figures from constants. Beside it what
each page sends, and how far it moves while it comes: the same tests as in tests/browser/test_light.py, printed here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from cpdash.catalogue.loader import the_catalogue
from cpdash.settings import PROJECT, Settings
from cpdash.store.snapshots import current_id
from cpdash.web.links import named, slug
from cpdash.web.pages import PAGES
from tests.browser.conftest import CHROMIUM_OPTIONS, chromium, settled
from tests.lightness_for_tests import MOST_BYTES, MOST_SHIFT, opened, weighed, weighed_change
from tests.servers_for_tests import serving
from tests.sessions_for_tests import element, session

SWITCHED = ("children-in-care", "placements", "permanence", "indicator", "care-leavers", "health-education-voice")
"""In this order two pages that open with the same figure are never next to each other."""

WARM, MEASURED = 6, 30
MOST = 1.3
"""The binding figure: median of ours at most this many times the median of the bare page."""

PAUSE = 150
"""Milliseconds between two: a browser has more to do after it has painted."""

PERIODS = {"13m": "13 months", "5y": "5 years"}

pytestmark = pytest.mark.bench

Figure = dict[str, Any]
Act = Callable[[Page, str], None]

WATCH = """([within, wanted]) => {
  wanted = JSON.stringify(wanted);
  window.changed = null;
  const begin = told => {
    if (!told.target.closest(within)) return;
    document.removeEventListener("click", begin, true);
    const begun = performance.now();
    const look = () => {
      const plot = [...document.querySelectorAll(".js-plotly-plot")].find(
        one => one.data && JSON.stringify(one.data.map(trace => [trace.x, trace.y])) === wanted
          && one.querySelector(".scatterlayer path, .barlayer path"));
      if (!plot) return requestAnimationFrame(look);
      requestAnimationFrame(() => setTimeout(() => { window.changed = performance.now() - begun; }, 0));
    };
    requestAnimationFrame(look);
  };
  document.addEventListener("click", begin, true);
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_OPTIONS)
        yield found
        found.close()


@pytest.fixture(scope="module")
def ours() -> Iterator[str]:
    if current_id(Settings().snapshots) is None:
        pytest.skip("nothing is published: run 'cpdash demo' first")
    with serving(PROJECT / "app.py", {}) as server:
        yield server.url


def drawn(url: str, page: str, queries: Mapping[str, str]) -> dict[str, Figure]:
    """Return the first figure that a page draws for each of these addresses, as the browser gets it."""
    with session(url) as one:
        one.run(page)
        return {name: _first(one.run(page, query).messages) for name, query in queries.items()}


def _first(messages: list[Any]) -> Figure:
    charts = [element(one).plotly_chart for one in messages if element(one).WhichOneof("type") == "plotly_chart"]
    figure: Figure = json.loads(charts[0].spec)
    return {"data": figure["data"], "layout": figure["layout"]}


def test_another_page_is_nearly_as_quick_as_a_bare_one(browser: Browser, ours: str, tmp_path: Path) -> None:
    figures = {name: drawn(ours, name, {name: ""})[name] for name in SWITCHED}
    pages = [_bare(one.address, {one.address: figures[one.address]} if one.address in figures else {}) for one in PAGES]

    def switch(page: Page, name: str) -> None:
        title, group = next((one.title, one.group) for one in PAGES if one.address == name)
        page.get_by_test_id("stTopNavSection").filter(has_text=group).click()
        link = page.get_by_test_id("stTopNavDropdownLink").filter(has_text=title).last
        link.wait_for()
        _watched(page, "[data-testid=stTopNavDropdownLink]", figures[name])
        link.click()

    with ExitStack() as running:
        bare = _served(running, tmp_path, pages)
        sides = {"ours": _shown(browser, f"{ours}/{SWITCHED[-1]}"), "bare": _shown(browser, f"{bare}/{SWITCHED[-1]}")}
        ratio = _compared("page switches", sides, SWITCHED, switch)
    assert ratio <= MOST


def test_another_period_is_nearly_as_quick_as_on_a_bare_page(browser: Browser, ours: str, tmp_path: Path) -> None:
    queries = {words: f"view=near&period={period}" for period, words in PERIODS.items()}
    assert _filtered(browser, ours, tmp_path, "Period", queries) <= MOST


def test_another_measure_is_nearly_as_quick_as_on_a_bare_page(browser: Browser, ours: str, tmp_path: Path) -> None:
    catalogue = the_catalogue()
    [kinds] = [view for view in catalogue.pages["placements"].view if view.id == "kinds"]
    measures = [catalogue.indicators[one] for one in kinds.measures]
    queries = {named(one): f"view=kinds&indicator={slug(catalogue, one)}" for one in measures}
    assert _filtered(browser, ours, tmp_path, "Measure", queries) <= MOST


@pytest.mark.parametrize("page", [one.address for one in PAGES])
def test_a_page_is_light_and_holds_still(browser: Browser, ours: str, page: str) -> None:
    found = weighed(browser, ours, page)
    print(f"\n{found}")
    assert found.sent <= MOST_BYTES
    assert found.shift <= MOST_SHIFT, found.moved


def test_a_page_holds_still_when_a_filter_changes(browser: Browser, ours: str) -> None:
    page, sent = opened(browser, ours, "placements")
    for option in ("5 years", "13 months"):
        found = weighed_change(page, sent, "Period", option)
        print(f"\n{found}")
        assert found.shift <= MOST_SHIFT, found.moved
    page.context.close()


def _filtered(browser: Browser, url: str, tmp_path: Path, label: str, queries: Mapping[str, str]) -> float:
    """Compare changes of a filter of Placements, whose values these addresses ask for, with a bare page's."""
    figures = drawn(url, "placements", queries)
    names = list(figures)

    def choose(page: Page, name: str) -> None:
        page.get_by_role("combobox", name=label).click()
        option = page.get_by_role("option", name=name, exact=True)
        option.wait_for()
        _watched(page, "[role=option]", figures[name])
        option.click()

    pages = [_bare(one.address, figures if one.address == "placements" else {}, label) for one in PAGES]
    with ExitStack() as running:
        bare = _served(running, tmp_path, pages)
        opening = f"{url}/placements?{queries[names[0]]}"
        sides = {"ours": _shown(browser, opening), "bare": _shown(browser, f"{bare}/placements")}
        return _compared(f"changes of {label}", sides, [*names[1:], names[0]], choose)


def _compared(what: str, sides: Mapping[str, Page], names: Sequence[str], act: Act) -> float:
    """Do the same on both sides by turns; print how long each took, and return the ratio of their medians."""
    times: dict[str, list[float]] = {which: [] for which in sides}
    for name in islice(cycle(names), WARM + MEASURED):
        for which, page in sides.items():
            act(page, name)
            times[which].append(page.wait_for_function("window.changed", timeout=20_000).json_value())
            settled(page)
            page.wait_for_timeout(PAUSE)
    measured = {which: some[WARM:] for which, some in times.items()}
    ratio = median(measured["ours"]) / median(measured["bare"])
    print(f"\n{MEASURED} {what}: {_told(measured)}; ratio of medians {ratio:.2f} (at most {MOST})")
    for page in sides.values():
        page.context.close()
    return ratio


def _watched(page: Page, within: str, figure: Figure) -> None:
    """Have the page note how long it takes from the next click on one of these until a figure is painted."""
    page.evaluate(WATCH, [within, [[trace.get("x"), trace.get("y")] for trace in figure["data"]]])


def _bare(address: str, figures: Mapping[str, Figure], label: str = "") -> dict[str, object]:
    [page] = [one for one in PAGES if one.address == address]
    return {"address": address, "title": page.title, "group": page.group, "label": label, "figures": figures}


def _served(running: ExitStack, folder: Path, pages: Sequence[dict[str, object]]) -> str:
    constants = folder / "pages.json"
    constants.write_text(json.dumps(pages), "utf-8")
    script = Path(__file__).parent / "bare_pages.py"
    return running.enter_context(serving(script, {"BARE_PAGES": str(constants)})).url


def _shown(browser: Browser, url: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 720}, bypass_csp=True).new_page()
    page.goto(url)
    settled(page)
    page.wait_for_selector(".js-plotly-plot .main-svg")
    return page


def _told(measured: Mapping[str, list[float]]) -> str:
    return "; ".join(f"{which}: median {median(some):.0f} ms, 95 % within {quantiles(some, n=20)[-1]:.0f} ms"
                     for which, some in measured.items())  # fmt: skip

"""How long a change of indicator takes until its chart is painted, held against a bare page with the same charts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from cpdash.board import Board
from cpdash.board.viewer import Viewer
from cpdash.catalogue.loader import the_catalogue
from cpdash.charts.trend import trend
from cpdash.periods import Month
from cpdash.settings import PROJECT, Settings
from cpdash.store.snapshots import current_id
from cpdash.web.links import named
from cpdash.web.periods import dated, first_month, usual_period
from tests.browser.conftest import CHROMIUM_OPTIONS, chromium
from tests.servers_for_tests import serving

WARM, MEASURED = 10, 50
STRIDE = 7
"""Not one after the other, which would be the easiest order; most of those measured are asked for the first time."""

MOST = 1.3
"""The binding figure: median of ours at most this many times the median of the bare page."""

pytestmark = pytest.mark.bench

WATCH = """wanted => {
  window.changed = null;
  document.addEventListener("keydown", event => {
    if (event.key !== "Enter") return;
    const begun = performance.now();
    const look = () => {
      const plot = [...document.querySelectorAll(".js-plotly-plot")].find(
        one => one.data && JSON.stringify(one.data.map(trace => trace.y)) === wanted
          && one.querySelector(".scatterlayer path"));
      if (!plot) return requestAnimationFrame(look);
      requestAnimationFrame(() => setTimeout(() => { window.changed = performance.now() - begun; }, 0));
    };
    requestAnimationFrame(look);
  }, {capture: true, once: true});
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_OPTIONS)
        yield found
        found.close()


@pytest.fixture(scope="module")
def drawn() -> dict[str, dict[str, object]]:
    """The figure of every indicator that has one, as the page draws it on opening, by its name in the list."""
    settings = Settings()
    if current_id(settings.snapshots) is None:
        pytest.skip("nothing is published: run 'cpdash demo' first")
    board, area = Board.opened(settings.snapshots, the_catalogue(), viewer=Viewer("service")), settings.default_area
    month = board.months(area)[0]
    every = [one.card for _, answers in board.overview(area, month).themes for one in answers]
    cards = [card for card in every if card.latest]
    found = {named(card.indicator): _opening(board, card.indicator.id, area, month) for card in cards}
    board.close()
    return {name: figure for name, figure in found.items() if figure["data"]}


def _opening(board: Board, indicator: str, area: str, month: Month) -> dict[str, object]:
    form = (board.forms(indicator, area) or (None,))[0]
    known = dated(board.series(indicator, area, form=form), month)
    first = first_month(known, usual_period(known))
    series = board.series(indicator, area, form=form, first=first, last=month)
    return trend(series, answer=board.answer(indicator, area, month, form=form))


def test_change_of_indicator_is_nearly_as_quick_as_a_bare_page(
    browser: Browser, drawn: dict[str, dict[str, object]], tmp_path: Path
) -> None:
    constants = tmp_path / "figures.json"
    constants.write_text(json.dumps(drawn), "utf-8")
    bare_page = Path(__file__).parent / "bare_page.py"
    names = list(drawn)
    with serving(PROJECT / "app.py", {}) as ours, serving(bare_page, {"BARE_FIGURES": str(constants)}) as bare:
        pages = {"ours": _opened(browser, f"{ours.url}/indicator"), "bare": _opened(browser, bare.url)}
        times: dict[str, list[float]] = {"ours": [], "bare": []}
        for step in range(WARM + MEASURED):
            name = names[(step + 1) * STRIDE % len(names)]
            for which, page in pages.items():
                times[which].append(_change(page, name, drawn[name]))
    measured = {which: some[WARM:] for which, some in times.items()}
    ratio = median(measured["ours"]) / median(measured["bare"])
    print(f"\n{len(names)} indicators; {_told(measured)}; ratio of medians {ratio:.2f}")
    assert ratio <= MOST


def _opened(browser: Browser, url: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 720}, bypass_csp=True).new_page()
    page.goto(url)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.wait_for_selector(".js-plotly-plot .scatterlayer")
    return page


def _change(page: Page, name: str, figure: dict[str, object]) -> float:
    wanted = json.dumps([trace["y"] for trace in figure["data"]], separators=(",", ":"))  # type: ignore[attr-defined]
    box = page.get_by_role("combobox", name="Indicator")
    box.click()
    box.fill(name)
    page.get_by_role("option").first.wait_for()
    page.evaluate(WATCH, page.evaluate("text => JSON.stringify(JSON.parse(text))", wanted))
    page.keyboard.press("Enter")
    taken: float = page.wait_for_function("window.changed", timeout=20_000).json_value()
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    return taken


def _told(measured: dict[str, list[float]]) -> str:
    return "; ".join(f"{which}: median {median(some):.0f} ms, 95 % within {quantiles(some, n=20)[-1]:.0f} ms"
                     for which, some in measured.items())  # fmt: skip

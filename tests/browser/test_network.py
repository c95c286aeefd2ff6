"""What a browser asks of whom while every page is used, what its console says, and what planted texts come to."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, WebSocket

from cpdash.settings import PROJECT
from tests.browser.conftest import go_to, settled
from tests.planted_for_tests import ON_PAGES, planted, publish_planted
from tests.servers_for_tests import serving

BROKEN = """
window.violations = [];
addEventListener("securitypolicyviolation", (one) => violations.push(`${one.effectiveDirective} ${one.blockedURI}`));
"""
WITHOUT_WASM = "script-src wasm-eval"
"""The library that reads Streamlit's messages would like to compile WebAssembly, is not let, and does without."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("data")
    publish_planted(data)
    with serving(PROJECT / "app.py", {"CPDASH_DATA": str(data), "CPDASH_ROLE": "service"}) as running:
        yield running.url


@dataclass
class Watched:
    """A page with everything that it asked for and complained of."""

    page: Page
    asked: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.add_init_script(BROKEN)
        self.page.on("request", self._request)
        self.page.on("websocket", self._websocket)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", self._console)

    def opened(self, url: str) -> None:
        self.page.goto(url)
        settled(self.page)
        self.page.wait_for_selector("footer.page")

    def others(self, url: str) -> list[str]:
        """Return what was asked of any other place than the server."""
        here = urlsplit(url).netloc
        return [one for one in self.asked if urlsplit(one).netloc != here and not one.startswith("data:")]

    def violations(self) -> set[str]:
        return set(self.page.evaluate("window.violations")) - {WITHOUT_WASM}

    def _request(self, request: Request) -> None:
        self.asked.append(request.url)

    def _websocket(self, socket: WebSocket) -> None:
        self.asked.append(socket.url)

    def _console(self, said: ConsoleMessage) -> None:
        # Streamlit looks for where it is mounted, beside the page first; that one miss is its own.
        if said.type in ("error", "warning") and "/_stcore/" not in str(said.location):
            self.wrong.append(said.text)


@pytest.fixture
def watched(page: Page) -> Watched:
    return Watched(page)


@pytest.mark.parametrize("address", [*ON_PAGES, "methods"])
def test_a_page_asks_nobody_else_breaks_no_rule_and_runs_nothing_planted(
    server: str, watched: Watched, address: str
) -> None:
    watched.opened(f"{server}/{address}")
    if address.startswith(("indicator", "compare")):
        watched.page.wait_for_selector(".js-plotly-plot .main-svg")
        watched.page.hover(".js-plotly-plot", position={"x": 300, "y": 120})
    assert watched.page.evaluate("window.planted") is None
    assert watched.page.locator("main img[src=x], section img[src=x], svg image, svg a").count() == 0
    shown = watched.page.locator("body").evaluate("body => body.textContent")
    assert [name for name in ON_PAGES.get(address, ()) if planted(name) not in shown] == []
    assert (watched.violations(), watched.wrong, watched.others(server)) == (set(), [], [])


def test_using_the_dashboard_asks_nobody_else_either(server: str, watched: Watched) -> None:
    page = watched.page
    watched.opened(f"{server}/overview")
    go_to(page, "indicator")
    page.wait_for_selector(".js-plotly-plot .main-svg")
    settled(page)
    page.get_by_role("combobox", name="Council").click()
    page.get_by_role("option", name=planted("council")).click()
    page.wait_for_selector("footer.page:has-text('council<img')")
    page.get_by_test_id("stMainMenu").click()
    page.keyboard.press("Escape")
    assert page.evaluate("window.planted") is None
    assert (watched.violations(), watched.wrong, watched.others(server)) == (set(), [], [])


def test_a_download_comes_from_the_server_with_a_plain_name_and_no_formula(
    server: str, watched: Watched, tmp_path: Path
) -> None:
    watched.opened(f"{server}/compare?indicator=AR2")
    with watched.page.expect_download() as download:
        watched.page.get_by_role("button", name="Download these figures (CSV)").first.click()
    file = download.value
    assert file.suggested_filename == "children_in_care_rate-2025-E06000004.csv"
    file.save_as(tmp_path / "got.csv")
    with (tmp_path / "got.csv").open(encoding="utf-8-sig", newline="") as got:
        cells = [cell for row in csv.reader(got) for cell in row]
    assert planted("council") in cells
    assert (watched.violations(), watched.wrong, watched.others(server)) == (set(), [], [])


def test_a_picture_and_a_link_ask_nobody_break_no_rule_and_hold_what_is_planted_as_text(
    server: str, watched: Watched, tmp_path: Path
) -> None:
    page = watched.page
    watched.opened(f"{server}/compare?indicator=AR2&council=E06000005")
    page.wait_for_selector(".js-plotly-plot .main-svg .infolayer")
    before = len(watched.asked)
    for kind in ("png", "svg"):
        with page.expect_download() as download:
            page.get_by_role("button", name=f"Picture ({kind.upper()})").first.click()
        assert download.value.suggested_filename == f"children_in_care_rate-2025-E06000005.{kind}"
        download.value.save_as(tmp_path / f"got.{kind}")
    page.get_by_role("button", name="Copy link to this view").first.click()
    page.wait_for_selector(".files [role=status]:not(:empty)")
    svg = ElementTree.parse(tmp_path / "got.svg").getroot()
    assert planted("council") in (svg.findtext("{http://www.w3.org/2000/svg}title") or "")
    assert {one.tag.rpartition("}")[2] for one in svg.iter()}.isdisjoint({"img", "image", "script", "a", "use"})
    assert [one for one in watched.asked[before:] if not one.startswith(("data:image/svg+xml", "blob:"))] == []
    assert page.evaluate("window.planted") is None
    assert (watched.violations(), watched.wrong) == (set(), [])


def test_an_address_cannot_put_a_link_or_a_picture_into_the_page(server: str, watched: Watched) -> None:
    wrong = (
        "![x](http://evil.example/x.png) [there](http://evil.example) <img src=x onerror=planted=1> www.evil.example"
    )
    watched.page.goto(f"{server}/indicator")
    watched.opened(f"{server}/indicator?{urlencode({'council': wrong})}")
    watched.page.get_by_role("alert").filter(has_text="There is no").wait_for()
    assert wrong in (watched.page.get_by_role("alert").first.text_content() or "")
    assert watched.page.locator("a[href*=evil], img[src*=evil], img[src=x]").count() == 0
    assert (watched.violations(), watched.wrong, watched.others(server)) == (set(), [], [])


GOT_IN = """async () => {
  const script = document.createElement("script");
  script.textContent = "window.gotIn = 'script'";
  document.body.append(script);
  const picture = document.createElement("div");
  picture.innerHTML = "<img src='data:,' onerror=\\"window.gotIn = 'picture'\\">";
  document.body.append(picture);
  const sent = await fetch("http://127.0.0.1:9/figures").then(() => "sent", () => "not sent");
  return [window.gotIn ?? "not run", sent];
}"""


def test_markup_that_did_get_into_a_page_could_run_no_script_and_send_nothing(server: str, watched: Watched) -> None:
    watched.opened(f"{server}/methods")
    assert watched.page.evaluate(GOT_IN) == ["not run", "not sent"]
    broken = {one.partition(" ")[0] for one in watched.violations()}
    assert broken == {"script-src-elem", "script-src-attr", "connect-src"}

"""A chart leaves the page as a picture that says what it is of, and the view's address is copied with one click."""

from __future__ import annotations

import struct
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

from cpdash.charts.theme import COUNCIL, INK
from cpdash.settings import PROJECT
from tests.browser.conftest import settled
from tests.reach_for_tests import Appearance
from tests.servers_for_tests import serving
from tests.snapshot_for_tests import publish_tiny

SVG = "{http://www.w3.org/2000/svg}"
FOUND = ".js-plotly-plot .main-svg .infolayer"
VIEWS = {
    "indicator?indicator=AR2&council=Darlington": "137 on 31 March 2025",
    "compare?indicator=AR2&council=Darlington": "Darlington ranks 2nd of 3",
}
"""Address -> what its first headline has."""

DRAWN = {COUNCIL.lower(), INK.lower(), "#454b52"}
"""Colours of the council, of what is written, and of what is written around a chart."""

COLOURS = """async (data) => {
  const image = new Image();
  image.src = `data:image/png;base64,${data}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const pixels = new Uint32Array(pen.getImageData(0, 0, image.width, image.height).data.buffer);
  const counted = new Map();
  pixels.forEach((one) => counted.set(one, (counted.get(one) || 0) + 1));
  const name = (one) => `#${[one & 255, (one >> 8) & 255, (one >> 16) & 255]
    .map((part) => part.toString(16).padStart(2, "0")).join("")}`;
  return [...counted].sort((one, other) => other[1] - one[1]).slice(0, 40).map(([one]) => name(one));
}"""
"""The colours of a picture, the most frequent first."""


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    data = tmp_path_factory.mktemp("data")
    return data, publish_tiny(data)


@pytest.fixture(scope="module")
def server(snapshot: tuple[Path, str]) -> Iterator[str]:
    with serving(PROJECT / "app.py", {"CPDASH_DATA": str(snapshot[0])}) as running:
        yield running.url


def opened(page: Page, url: str) -> Page:
    page.goto(url)
    settled(page)
    page.wait_for_selector("footer.page")
    page.wait_for_selector(FOUND)
    return page


def saved(page: Page, kind: str, folder: Path, at: int = 0) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Picture ({kind.upper()})").nth(at).click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def read(file: Path) -> ElementTree.Element:
    return ElementTree.fromstring(file.read_text("utf-8"))


def said(svg: ElementTree.Element) -> str:
    """Return what is written in a picture, its lines joined."""
    blocks = (" ".join(filter(None, map(str.strip, block.itertext()))) for block in svg.iter(f"{SVG}text"))
    return "\n".join(blocks)


@pytest.mark.parametrize("address", VIEWS)
def test_a_chart_is_saved_as_svg_that_says_what_it_is_of(
    server: str, snapshot: tuple[Path, str], page: Page, tmp_path: Path, address: str
) -> None:
    opened(page, f"{server}/{address}")
    file = saved(page, "svg", tmp_path)
    svg, text = read(file), file.read_text("utf-8")
    assert file.name.startswith("children_in_care_rate-")
    headline = page.locator(".finding h2").first.inner_text()
    subtitle = page.locator(".finding p").first.inner_text()
    assert VIEWS[address] in headline
    for one in (headline, subtitle, "The lait table, 2025 release", f"Snapshot {snapshot[1]}, published", "Darlington"):
        assert one in said(svg)
    assert svg.findtext(f"{SVG}title") == headline
    assert svg.findtext(f"{SVG}desc") == page.get_by_test_id("stPlotlyChart").first.get_attribute("aria-label")
    assert sum(1 for _ in svg.iter(f"{SVG}path")) > 3
    assert "<script" not in text
    assert "foreignObject" not in text
    assert "data-" not in text
    assert "http" not in text.replace("http://www.w3.org/", "")
    assert {"image", "a", "use"}.isdisjoint(one.tag.removeprefix(SVG) for one in svg.iter())


def test_the_lines_that_are_on_the_page_are_in_the_picture(server: str, page: Page, tmp_path: Path) -> None:
    opened(page, f"{server}/indicator?indicator=AR2")
    lines = page.locator(".js-plotly-plot path.js-line").evaluate_all("all => all.map(one => one.getAttribute('d'))")
    drawn = [one.get("d") for one in read(saved(page, "svg", tmp_path)).iter(f"{SVG}path")]
    assert len(lines) >= 4
    assert set(lines) <= set(drawn)


def test_two_charts_on_a_page_each_get_their_own_picture(server: str, page: Page, tmp_path: Path) -> None:
    opened(page, f"{server}/compare?indicator=AR2")
    expect(page.locator(FOUND)).to_have_count(2)
    order, years = (read(saved(page, "svg", tmp_path, at)) for at in (0, 1))
    headlines = page.locator(".finding h2").all_inner_texts()
    assert [one.findtext(f"{SVG}title") for one in (order, years)] == headlines
    assert "Middlesbrough" in said(order)
    assert "Middlesbrough" not in said(years)
    assert "Mar 2016" in said(years)
    assert "Mar 2016" not in said(order)


@pytest.mark.parametrize("address", VIEWS)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_a_chart_is_saved_as_png_that_is_light_and_large_on_every_screen(
    server: str, page: Page, tmp_path: Path, address: str, width: int, scheme: Appearance
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    opened(page, f"{server}/{address}")
    made = saved(page, "png", tmp_path).read_bytes()
    across, down = struct.unpack(">II", made[16:24])
    assert made.startswith(b"\x89PNG\r\n\x1a\n")
    assert (across >= 1200, down >= 800) == (True, True)
    colours = page.evaluate(COLOURS, b64encode(made).decode())
    assert colours[0] == "#ffffff"
    assert set(colours) >= DRAWN
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [1280, 390])
def test_no_text_of_a_picture_is_cut_by_its_edge(server: str, page: Page, tmp_path: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    opened(page, f"{server}/indicator?indicator=AR2")
    svg = saved(page, "svg", tmp_path).read_text("utf-8")
    page.goto("about:blank")
    page.set_content(svg)
    beyond = page.evaluate("""() => {
      const whole = document.querySelector("svg").getBoundingClientRect();
      return [...document.querySelectorAll("text")].filter((one) => {
        const box = one.getBoundingClientRect();
        const { left, right, top, bottom } = whole;
        return box.width && (box.left < left || box.right > right || box.top < top || box.bottom > bottom);
      }).map((one) => one.textContent);
    }""")
    assert beyond == []


def test_the_link_is_copied_and_brings_the_same_view(server: str, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server)
    opened(page, f"{server}/indicator?indicator=AR2&council=Middlesbrough&period=5y")
    page.get_by_role("button", name="Copy link to this view").click()
    expect(page.locator(".files [role=status]")).to_have_text("Link copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.url
    other = opened(page.context.new_page(), copied)
    for part in (".finding h2", "footer.page"):
        assert other.locator(part).first.inner_text() == page.locator(part).first.inner_text()


def test_where_the_clipboard_is_closed_the_address_stands_there_to_be_copied(server: str, page: Page) -> None:
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'clipboard', {get: () => undefined})")
    opened(page, f"{server}/indicator?indicator=AR2")
    for _ in range(2):
        page.get_by_role("button", name="Copy link to this view").click()
    address = page.get_by_label("Address of this view")
    expect(address).to_have_value(page.url)
    expect(address).to_be_focused()
    assert address.evaluate("one => one.value.slice(one.selectionStart, one.selectionEnd)") == page.url
    expect(page.locator(".files [role=status]")).to_have_text("Copy this address:")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_buttons_are_large_enough_reached_by_keyboard_and_inside_the_page(
    server: str, page: Page, tmp_path: Path, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    opened(page, f"{server}/indicator?indicator=AR2")
    buttons = page.locator(".files button")
    assert buttons.count() == 3
    for one in buttons.all():
        box = one.bounding_box()
        assert box
        assert (box["height"] >= 32, box["width"] >= 32, box["x"] + box["width"] <= width) == (True, True, True)
    page.get_by_role("button", name="Download these figures (CSV)").first.focus()
    page.keyboard.press("Tab")
    expect(buttons.first).to_be_focused()
    assert buttons.first.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".png")


def test_after_another_choice_the_buttons_work_once_and_are_of_the_new_view(
    server: str, page: Page, tmp_path: Path
) -> None:
    opened(page, f"{server}/indicator?indicator=AR2")
    page.get_by_role("combobox", name="Council").click()
    page.get_by_role("option", name="Middlesbrough", exact=True).click()
    page.wait_for_selector("footer.page:has-text('Middlesbrough')")
    settled(page)
    got: list[str] = []
    page.on("download", lambda one: got.append(one.suggested_filename))
    file = saved(page, "svg", tmp_path)
    page.wait_for_timeout(300)
    assert got == ["children_in_care_rate-E06000002.svg"]
    assert "Middlesbrough, March 2016 to March 2025: final figures." in said(read(file))


def test_the_overview_has_the_link_and_no_picture(server: str, page: Page) -> None:
    page.goto(f"{server}/overview")
    settled(page)
    page.wait_for_selector("footer.page")
    expect(page.locator(".files button")).to_have_text(["Copy link to this view"])

"""Every text that a file can bring to a page is shown as it is and never becomes markup, for every reader."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from cpdash.board.viewer import Viewer
from cpdash.settings import PROJECT
from cpdash.web import access, cached
from tests.planted_for_tests import IN_CHARTS, ON_PAGES, planted, publish_planted

FILES = {
    "overview": "1_overview", "indicator": "8_indicator", "compare": "9_compare", "data": "12_data",
    "methods": "11_methods",
}  # fmt: skip
OURS = [f"<script>{path.read_text('utf-8')}</script>" for path in (PROJECT / "cpdash/web").glob("*.js")]
ELEMENT = re.compile(r"<(img|script)\b(?! class='spark')", re.IGNORECASE)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    publish_planted(data)
    return data


@pytest.fixture(autouse=True)
def settings(published: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CPDASH_DATA", str(published))
    everything = Viewer("service")
    monkeypatch.setattr(access, "admitted", lambda: (everything, cached.views(everything)))
    cached.settings.cache_clear()
    yield
    cached.settings.cache_clear()


def shown(address: str) -> AppTest:
    at = urlsplit(address)
    app = AppTest.from_file(PROJECT / "pages" / f"{FILES[at.path]}.py", default_timeout=30)
    for name, value in parse_qsl(at.query):
        app.query_params[name] = value
    return app.run()


@pytest.mark.parametrize("address", [*ON_PAGES, "methods", "overview?council=Middlesbrough"])
def test_nothing_planted_in_a_file_is_markup_on_a_page(address: str) -> None:
    app = shown(address)
    assert not app.exception
    html = "".join(str(part.proto.body) for part in app.get("html"))
    for ours in OURS:
        html = html.replace(ours, "")
    assert ELEMENT.findall(html) == []
    for name in ON_PAGES.get(address, ()):
        assert escape(planted(name)) in html, name


@pytest.mark.parametrize("address", IN_CHARTS)
def test_a_chart_holds_planted_texts_without_a_tag(address: str) -> None:
    charts = shown(address).get("plotly_chart")
    drawn = "".join(text for chart in charts for text in texts(json.loads(chart.proto.spec)))
    assert not re.search(r"<(?!br>|/?b>|/?span|/?extra>)", drawn)
    for name in IN_CHARTS[address]:
        assert f"{name}&lt;img" in drawn


def texts(value: object) -> Iterator[str]:
    """Return every text of a figure, wherever it stands."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


@pytest.mark.parametrize("address", ON_PAGES)
def test_no_part_that_reads_markdown_is_given_a_planted_text(address: str) -> None:
    app = shown(address)
    markdown = [*app.markdown, *app.warning, *app.error, *app.info, *app.success, *app.caption, *app.title, *app.header]
    assert [one.value for one in markdown if "window.planted" in str(one.value)] == []
    assert [one.label for one in app.expander if "window.planted" in one.label] == []

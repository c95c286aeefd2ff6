"""The Indicator page with its answer: what it says, the switch of the limits, and the notes beside the signal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cpdash.settings import PROJECT
from cpdash.web import cached
from tests.extracts_for_tests import STOCKTON
from tests.noted_for_tests import MEASURE, publish_noted


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("noted")
    publish_noted(data)
    return data


@pytest.fixture(autouse=True)
def settings(published: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CPDASH_DATA", str(published))
    cached.settings.cache_clear()
    yield
    cached.settings.cache_clear()


def shown(page: str = "8_indicator", **address: str) -> AppTest:
    app = AppTest.from_file(PROJECT / "pages" / f"{page}.py", default_timeout=30)
    for name, value in ({"indicator": MEASURE, "council": STOCKTON} | address).items():
        app.query_params[name] = value
    found = app.run()
    assert not found.exception
    return found


def text(app: AppTest) -> str:
    return "".join(str(part.proto.body) for part in app.get("html"))


def traces(app: AppTest) -> list[str]:
    spec: dict[str, Any] = json.loads(app.get("plotly_chart")[0].proto.spec)
    return [trace["name"] for trace in spec["data"]]


def test_the_page_says_whether_the_change_is_real() -> None:
    app = shown()
    assert "worse than usual" in text(app).partition("<table")[0]
    assert "<h2 class='part'>What this says</h2>" in text(app)
    assert "▼ Worse than usual" in text(app)
    assert {"Average", "Lower", "Upper"} <= {*traces(app)}


def test_limits_can_be_hidden_and_the_address_keeps_that() -> None:
    app = shown(limits="none")
    assert not {"Average", "Lower", "Upper"} & {*traces(app)}
    assert dict(app.query_params)["limits"] == "none"
    assert dict(shown().query_params)["limits"] == "on"


def test_a_wrong_switch_in_the_address_is_said_and_limits_are_shown() -> None:
    app = shown(limits="perhaps")
    assert "Average" in traces(app)
    assert "role='alert'" in text(app)


def test_notes_for_everybody_stand_beside_the_signal_as_text() -> None:
    said = text(shown())
    assert "What the service says" in said
    assert "A second &lt;b&gt;panel&lt;/b&gt; each week" in said
    assert "<b>panel" not in said
    assert "① What happened, November 2024: A new front door opened" in said
    assert "Quokka" not in said


def test_the_overview_says_it_too() -> None:
    assert "▼ Worse than usual." in text(shown("1_overview"))

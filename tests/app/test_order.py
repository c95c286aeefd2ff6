"""In which order a page is sent: whether it may be shared, then the chart, then everything to choose with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cpdash.errors import CpdashError
from cpdash.settings import PROJECT
from cpdash.web import cached, explore
from tests.servers_for_tests import serving
from tests.sessions_for_tests import element, session
from tests.snapshot_for_tests import publish_tiny

CHOICES = {"selectbox", "multiselect", "button_group", "checkbox", "text_input"}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    publish_tiny(data)
    return data


@pytest.fixture
def settings(published: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CPDASH_DATA", str(published))
    cached.settings.cache_clear()
    yield
    cached.settings.cache_clear()


@pytest.mark.parametrize("page", ["children-in-care", "indicator", "compare"])
def test_nobody_waits_for_the_filters_to_see_the_chart(published: Path, page: str) -> None:
    with serving(PROJECT / "app.py", {"CPDASH_DATA": str(published)}) as running, session(running.url) as one:
        sent = [element(message) for message in one.run(page, "indicator=AR2").messages]
    kinds = [str(each.WhichOneof("type")) for each in sent]
    said = next(at for at, each in enumerate(sent) if "class='sharing" in each.html.body)
    choices = [at for at, kind in enumerate(kinds) if kind in CHOICES]
    assert said < kinds.index("plotly_chart") < min(choices)
    assert {"selectbox", "checkbox", "text_input"} <= {kinds[at] for at in choices}


def test_what_cannot_be_shown_is_left_by_choosing_something_else(
    settings: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise CpdashError("These figures cannot be read.")

    monkeypatch.setattr(explore, "trend", refuse)
    app = AppTest.from_file(PROJECT / "pages/8_indicator.py", default_timeout=30).run()
    assert not app.exception
    assert any("These figures cannot be read." in str(part.proto.body) for part in app.get("html"))
    assert [one.label for one in app.selectbox][:3] == ["Council", "Month", "Indicator"]

"""Every page on a tiny snapshot, run without a browser: what is on it, and what a wrong address leads to."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cpdash.settings import PROJECT
from cpdash.web import cached
from tests.snapshot_for_tests import publish_tiny

PAGES = {
    "1_overview": "Where should the board look today?",
    "8_indicator": "How many children are in care for the size of our area?",
    "9_compare": "Children in care for every 10,000 children: how do we do against others?",
    "12_data": "What was loaded, what was wrong with it, what is published?",
    "11_methods": "What does this mean and how is it worked out?",
}

HAVING = {
    "council": [*PAGES],
    "indicator": ["8_indicator", "9_compare", "11_methods"],
    "month": ["1_overview", "8_indicator"],
    "period": ["8_indicator"],
}
"""Which filter is on which page: a page says nothing of a filter that it does not have."""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    publish_tiny(data)
    return data


@pytest.fixture(autouse=True)
def settings(published: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CPDASH_DATA", str(published))
    cached.settings.cache_clear()
    yield
    cached.settings.cache_clear()


def shown(page: str, **address: str) -> AppTest:
    app = AppTest.from_file(PROJECT / "pages" / f"{page}.py", default_timeout=30)
    for name, value in ({"indicator": "AR2"} | address).items():
        app.query_params[name] = value
    return app.run()


def text(app: AppTest) -> str:
    return "".join(str(part.proto.body) for part in app.get("html"))


@pytest.mark.parametrize(("page", "question"), PAGES.items())
def test_page_shows_its_question_and_its_footer(page: str, question: str) -> None:
    app = shown(page)
    assert not app.exception
    assert f"<h1>{question}</h1>" in text(app)
    assert "Stockton-on-Tees, March 2025: final figures. Snapshot 20" in text(app)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"council": "Stokton-on-Tees"}, "Nearest: Stockton-on-Tees"),
        ({"council": "North East"}, "There is no council called 'North East'"),
        ({"indicator": "AR22"}, "Nearest: AR2"),
        ({"month": "2021-13"}, "'2021-13' is not a month"),
        ({"month": "1999-01"}, "'1999-01' cannot be chosen here"),
        ({"period": "7 weeks"}, "Choose from: 13 months"),
    ],
)
def test_wrong_value_in_the_address_is_said_and_the_usual_view_is_shown(
    page: str, wrong: dict[str, str], said: str
) -> None:
    app = shown(page, **wrong)
    assert not app.exception
    assert "<h1>" in text(app)
    assert "Snapshot 20" in text(app)
    [name] = wrong
    notices = [str(part.proto.body) for part in app.get("html") if "role='alert'" in str(part.proto.body)]
    assert [escape(said) in one for one in notices] == [True] * (page in HAVING[name])


def test_address_says_everything_that_is_shown() -> None:
    app = shown("8_indicator", council="Darlington")
    assert dict(app.query_params) == {
        "council": "E06000005",
        "indicator": "AR2",
        "month": "2025-03",
        "against": "region,neighbours,england",
        "period": "10y",
    }


def test_council_is_chosen_by_code_number_or_name() -> None:
    for name in ("E06000005", "841", "darlington"):
        assert "Darlington, March 2025" in text(shown("1_overview", council=name))


def test_choice_of_comparators_is_kept_and_none_is_a_choice() -> None:
    app = shown("8_indicator", against="none")
    assert app.query_params["against"] == "none"
    assert "North East" not in str(app.get("plotly_chart")[0].proto.spec)


def test_figures_can_be_broken_down() -> None:
    app = shown("8_indicator", indicator="three_or_more_placements", by="age")
    assert not app.exception
    assert len(app.get("plotly_chart")) == 2
    assert "Under 5" in text(app)


def test_months_before_the_newest_can_be_looked_at() -> None:
    assert "31 March 2019" in text(shown("1_overview", month="2019-03"))


def test_neighbours_of_another_model_can_be_chosen() -> None:
    app = shown("9_compare", group="neighbours", model="2021", average="median")
    assert " median</dt>" in text(app)
    assert "2021 model" in text(app)


def test_text_from_an_address_is_never_markup() -> None:
    app = shown("8_indicator", council="<b>Nowhere</b> [there](https://example.org)")
    assert "&lt;b&gt;Nowhere&lt;/b&gt; [there](https://example.org)" in text(app)
    assert [*app.warning, *app.markdown, *app.error, *app.info] == []


def test_every_chart_has_words_a_table_and_a_download() -> None:
    for page in ("8_indicator", "9_compare"):
        app = shown(page)
        charts = app.get("plotly_chart")
        assert charts
        assert all(chart.proto.alt for chart in charts)
        assert text(app).count("<caption>") >= len(charts)
        assert len(app.get("download_button")) == len(charts)


def test_nothing_published_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CPDASH_DATA", str(tmp_path))
    cached.settings.cache_clear()
    app = shown("1_overview")
    assert not app.exception
    assert "cpdash demo" in text(app)


def test_a_publish_is_shown_by_the_next_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CPDASH_DATA", str(tmp_path))
    cached.settings.cache_clear()
    first = publish_tiny(tmp_path)
    app = shown("1_overview")
    assert first in text(app)
    second = publish_tiny(tmp_path)
    assert second in text(app.run())

"""The breakdown: bars start at zero, the largest is on top, and what is withheld has a word where its bar would be."""

from __future__ import annotations

import json

from hypothesis import example, given, settings
from hypothesis import strategies as st

from cpdash.board.views import Series
from cpdash.charts import breakdown
from tests.unit.charts.specs_for_tests import check, notes
from tests.views_for_tests import make_indicator, make_point, make_series

CHILDREN = make_indicator(unit="children")


def by_age(values: dict[str, float | None], month: str = "2025-03") -> Series:
    points = tuple(make_point(month, value, category=name) for name, value in values.items())
    return make_series({}, CHILDREN, dimension="age", points=points)


AGES = by_age({"Under 1": 30, "1 to 4": None, "5 to 9": 0, "10 to 15": 200})


@example({" ": 0.0})
@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.text("abc <&", min_size=1, max_size=30), st.none() | st.floats(0, 1e6), max_size=12))
def test_every_figure_is_valid_and_the_same_each_time(values: dict[str, float | None]) -> None:
    series = by_age(values)
    check(breakdown(series))
    assert json.dumps(breakdown(series)) == json.dumps(breakdown(series))


@settings(deadline=None)
@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=8))
def test_bars_start_at_zero(values: list[float]) -> None:
    spec = breakdown(by_age({f"Age {place}": value for place, value in enumerate(values)}))
    (bars,) = spec["data"]
    low, high = spec["layout"]["xaxis"]["range"]
    assert (bars["type"], bars["orientation"], low) == ("bar", "h", 0)
    assert "base" not in bars and high > 0 and max(bars["x"]) <= high + 1e-6


def test_the_largest_is_on_top_and_what_has_no_value_is_last() -> None:
    spec = breakdown(AGES)
    assert spec["layout"]["yaxis"]["ticktext"] == ["1 to 4", "5 to 9", "Under 1", "10 to 15"]
    assert spec["data"][0]["x"] == [None, 0, 30, 200]
    low, high = spec["layout"]["yaxis"]["range"]
    assert low < 0 and high > 3


def test_each_bar_has_its_value_and_a_zero_is_written() -> None:
    assert breakdown(AGES)["data"][0]["text"] == ["", "0", "30", "200"]


def test_a_withheld_category_has_its_word_where_the_bar_would_be() -> None:
    (absent,) = breakdown(AGES)["layout"]["annotations"]
    assert (absent["text"], absent["x"], absent["y"]) == ("withheld", 0, 0)


def test_only_the_newest_month_with_a_value_is_drawn() -> None:
    old, late = by_age({"Under 1": 5, "1 to 4": 7}, "2024-03"), by_age({"Under 1": None}, "2025-03")
    series = make_series({}, CHILDREN, dimension="age", points=(*old.points, *late.points))
    assert breakdown(series)["data"][0]["x"] == [5, 7]


def test_without_a_figure_it_says_so() -> None:
    spec = breakdown(by_age({"Under 1": None}))
    assert spec["data"] == [] and "No figure to draw" in notes(spec)


def test_a_long_name_is_wrapped_and_markup_in_it_is_text() -> None:
    spec = breakdown(by_age({"<i>Placed with own parents or another person</i>": 3}))
    (name,) = spec["layout"]["yaxis"]["ticktext"]
    assert "<br>" in name and "&lt;i&gt;" in name and "<i>" not in json.dumps(spec)

"""The ordered comparison: its own council stands out, and an area without a value is nowhere on it."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cpdash.board.views import Row
from cpdash.charts import ordered
from cpdash.charts.ordered import NAMED
from cpdash.charts.theme import COLOURS, COUNCIL, LINE_HEIGHT
from tests.unit.charts.specs_for_tests import check, notes, trace
from tests.views_for_tests import ENGLAND, NEAR, make_comparison, make_indicator

MINE = "Stockton-on-Tees"
WITHHELD = make_comparison([*NEAR[:-1], ("Middlesbrough", None)])
MANY = make_comparison([*((f"Council {place:03d}", float(place)) for place in range(150)), (MINE, 150.0)])


def all_values(spec: dict[str, Any]) -> list[float]:
    return [x for one in spec["data"] for x in one["x"]]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.none() | st.floats(0, 300), min_size=1, max_size=60), st.none() | st.floats(0, 300))
def test_every_figure_is_valid_and_the_same_each_time(others: list[float | None], mine: float | None) -> None:
    comparison = make_comparison([(MINE, mine), *((f"Council {place}", value) for place, value in enumerate(others))])
    spec = ordered(comparison)
    assert json.dumps(spec) == json.dumps(ordered(comparison))
    check(spec)
    if spec["data"]:
        assert sorted(all_values(spec)) == sorted(round(one, 6) for one in (*others, mine) if one is not None)


def test_the_own_council_is_emphasised_by_more_than_colour() -> None:
    spec = ordered(make_comparison())
    mine, others = trace(spec, MINE), trace(spec, "Others")
    assert mine["x"] == [125] and "<b>125</b>" in notes(spec)
    assert mine["marker"]["color"] == COUNCIL != others["marker"]["color"]
    assert mine["marker"]["size"] > others["marker"]["size"]
    bold = [text for text in spec["layout"]["yaxis"]["ticktext"] if text.startswith("<b>")]
    assert [text.replace("<br>", " ") for text in bold] == [f"<b>{MINE}</b>"]
    assert spec["data"][-1]["name"] == MINE


def test_the_best_stands_on_top() -> None:
    axis = ordered(make_comparison())["layout"]["yaxis"]
    places = dict(zip(axis["ticktext"], axis["tickvals"], strict=True))
    assert places["Northumberland"] == max(axis["tickvals"]) == len(NEAR)
    assert places["Middlesbrough"] == min(axis["tickvals"]) == 1


def test_each_dot_stands_in_the_row_of_its_name() -> None:
    spec = ordered(make_comparison())
    axis, others = spec["layout"]["yaxis"], trace(spec, "Others")
    names = dict(zip(axis["tickvals"], axis["ticktext"], strict=True))
    drawn = {names[y].replace("<br>", " "): x for x, y in zip(others["x"], others["y"], strict=True)}
    assert drawn == {name: value for name, value in NEAR if name != MINE}


def test_each_value_is_written_in_the_row_of_its_name() -> None:
    layout = ordered(make_comparison())["layout"]
    names = dict(zip(layout["yaxis"]["tickvals"], layout["yaxis"]["ticktext"], strict=True))
    written = {names[one["y"]].replace("<br>", " "): one["text"] for one in layout["annotations"] if one["yref"] == "y"}
    bold = {f"<b>{MINE}</b>": "<b>125</b>"}
    assert written == {name: f"{value:.0f}" for name, value in NEAR if name != MINE} | bold


def test_an_area_without_a_value_is_not_drawn_as_zero() -> None:
    spec = ordered(WITHHELD)
    assert len(all_values(spec)) == len(NEAR) - 1 and 0 not in all_values(spec)
    assert "Middlesbrough" not in json.dumps(spec)


def test_a_real_zero_is_drawn_as_zero() -> None:
    spec = ordered(make_comparison([("Darlington", 0.0), (MINE, 4.0)]))
    assert trace(spec, "Others")["x"] == [0]


def test_an_own_council_without_a_value_is_not_drawn() -> None:
    spec = ordered(make_comparison([*NEAR[:3], (MINE, None)]))
    assert trace(spec, MINE)["x"] == []


def test_without_any_value_it_says_so() -> None:
    spec = ordered(make_comparison([("Darlington", None), (MINE, None)]))
    assert spec["data"] == [] and "No figure to draw" in notes(spec)


def test_region_neighbours_and_england_are_lines_with_labels_in_rows_of_their_own() -> None:
    layout = ordered(make_comparison())["layout"]
    assert [(one["x0"], one["x1"]) for one in layout["shapes"]] == [(110, 110), (95.23, 95.23), (67, 67)]
    colours = [COLOURS[kind] for kind in ("region", "neighbours", "england")]
    assert [one["line"]["color"] for one in layout["shapes"]] == colours
    labels = [one for one in layout["annotations"] if one["xref"] == "x"]
    said = [one["text"].split("</span> ")[1] for one in labels]
    assert said == ["North East 110", "Neighbours' mean 95.2", "England 67"]
    rows = [one["yshift"] for one in labels]
    assert all(above - below >= LINE_HEIGHT for below, above in pairwise(rows))


def test_a_reference_without_a_value_is_not_drawn() -> None:
    absent = Row(ENGLAND, None, None, False, False, "missing", "nothing is published")
    assert len(ordered(make_comparison(england=absent, region=None))["layout"]["shapes"]) == 1


def test_a_count_has_no_reference_for_it_says_how_large_an_area_is() -> None:
    layout = ordered(make_comparison(indicator=make_indicator(unit="children")))["layout"]
    assert not layout["shapes"] and "England" not in notes({"layout": layout})


def test_the_axis_holds_every_dot_and_line() -> None:
    spec = ordered(make_comparison())
    low, high = spec["layout"]["xaxis"]["range"]
    assert all(low <= value <= high for value in [*all_values(spec), 67])


def test_a_long_list_names_only_the_first_the_last_and_its_own() -> None:
    spec = ordered(MANY)
    assert len(MANY.rows) > NAMED
    assert spec["layout"]["yaxis"]["ticktext"] == ["Council 000", f"<b>{MINE}</b>"]
    assert trace(spec, "Others")["mode"] == "markers"
    assert len(trace(spec, "Others")["x"]) == 150 and len(trace(spec, "Others")["hovertext"]) == 150


def test_markup_in_a_name_is_text() -> None:
    spec = ordered(make_comparison([("<i>A&B</i>", 1.0), (MINE, 2.0)]))
    assert "<i>" not in json.dumps(spec)

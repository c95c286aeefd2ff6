"""The trend: gaps stay gaps, each line covers only what it knows, and no label touches another."""

from __future__ import annotations

import json
from itertools import groupby, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpdash.board.views import Kind, Line, Series
from cpdash.charts import trend
from cpdash.charts.labels import Label, column, placed, tallest
from cpdash.charts.theme import COLOURS, COUNCIL, LINE_HEIGHT
from tests.unit.charts.specs_for_tests import Spec, check, drawn, names, notes, trace
from tests.views_for_tests import (
    LABELS,
    annual,
    make_indicator,
    make_line,
    make_point,
    make_series,
    make_target,
    monthly,
)

MINE = "Stockton-on-Tees"
KINDS: tuple[Kind, ...] = ("england", "region", "neighbours")
THREE = tuple(make_line(kind, annual(60, 62, 64, 67)) for kind in KINDS)
VALUES = st.lists(st.none() | st.integers(0, 300), min_size=1, max_size=10).filter(
    lambda some: some != [None] * len(some)
)


def own(series: Series) -> list[float | None]:
    line = trace(trend(series), MINE)
    assert line["connectgaps"] is False
    return list(line["y"])


def ends(spec: Spec) -> list[tuple[float, int]]:
    """Return from the bottom the pixel of the middle of each end label, and how many lines it has."""
    layout = spec["layout"]
    plot = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    labels = [one for one in layout["annotations"] if one["x"] == 1]
    return sorted((one["y"] * plot, one["text"].count("<br>") + 1) for one in labels)


@settings(max_examples=40, deadline=None)
@given(VALUES, VALUES, st.booleans(), st.sampled_from([annual, monthly]))
def test_every_figure_is_valid_and_the_same_each_time(
    values: list[float | None], others: list[float | None], target: bool, spread: object
) -> None:
    months = annual(*values) if spread is annual else monthly(*values)
    lines = tuple(make_line(kind, annual(*others, last=2024)) for kind in KINDS)
    steps = (make_target(100, "2020-01", "2024-06"),) if target else ()
    series = make_series(months, benchmarks=lines, targets=steps)
    spec = trend(series)
    assert json.dumps(spec) == json.dumps(trend(series))
    check(spec)


@pytest.mark.parametrize("values", [{}, annual(None, None)], ids=["no-points", "no-values"])
def test_without_a_figure_it_says_so(values: dict[str, float | None]) -> None:
    spec = trend(make_series(values, benchmarks=THREE))
    check(spec)
    assert spec["data"] == [] and "No figure to draw" in notes(spec)


def test_a_withheld_value_is_a_gap() -> None:
    assert own(make_series(annual(110, None, 125))) == [110, None, 125]
    assert own(make_series(monthly(110, None, 125))) == [110, None, 125]


def test_a_year_or_month_without_a_point_is_a_gap() -> None:
    assert own(make_series({"2022-03": 110, "2023-03": 115, "2025-03": 125})) == [110, 115, None, 125]
    assert own(make_series({"2021-01": 1, "2021-02": 2, "2021-04": 4, "2021-05": 5})) == [1, 2, None, 4, 5]


def test_the_break_stands_inside_the_gap() -> None:
    one = trace(trend(make_series({"2022-03": 110, "2023-03": 115, "2025-03": 125})), MINE)
    assert one["x"] == ["2022-03-31", "2023-03-31", "2024-03-31", "2025-03-31"]


@settings(deadline=None)
@given(VALUES)
def test_only_neighbouring_months_are_connected_and_every_value_is_drawn(values: list[float | None]) -> None:
    found = own(make_series(monthly(*values)))
    runs = [list(some) for valued, some in groupby(values, key=lambda value: value is not None) if valued]
    assert [list(some) for valued, some in groupby(found, key=lambda value: value is not None) if valued] == runs


def test_quarters_are_connected() -> None:
    values = {"2020-03": 1.0, "2020-06": 2.0, "2020-09": 3.0, "2020-12": 4.0, "2021-06": 6.0}
    assert own(make_series(values)) == [1, 2, 3, 4, None, 6]


def test_zero_is_drawn_as_zero() -> None:
    spec = trend(make_series(annual(3, 0, 2)))
    assert trace(spec, MINE)["y"] == [3, 0, 2]
    assert spec["layout"]["yaxis"]["range"][0] == 0


@pytest.mark.parametrize(("unit", "decimals"), [("children", 0), ("%", 1)])
def test_nothing_but_zeros_has_an_axis_of_whole_numbers(unit: str, decimals: int) -> None:
    axis = trend(make_series(annual(0, 0, 0), make_indicator(unit=unit, decimals=decimals)))["layout"]["yaxis"]
    assert axis["range"][0] == 0 and axis["range"][1] >= 1
    assert all(float(tick).is_integer() for tick in axis["tickvals"])
    assert len(set(axis["ticktext"])) == len(axis["ticktext"])


def test_an_axis_never_shows_what_cannot_be() -> None:
    low, high = trend(make_series(annual(99, 100, 98), make_indicator(unit="%")))["layout"]["yaxis"]["range"]
    assert 0 < low < 98 and high == 100


# Target.


def test_a_target_is_drawn_only_over_its_months() -> None:
    series = make_series(monthly(*range(100, 113)), targets=(make_target(105, "2020-09", "2021-02"),))
    target = drawn(trace(trend(series), "Target"))
    assert set(target.values()) == {105}
    assert (min(target), max(target)) == ("2020-09-01", "2021-02-28")


def test_a_target_that_changes_is_a_step_and_a_pause_is_a_gap() -> None:
    steps = (make_target(105, "2020-06", "2020-08"), make_target(90, "2020-12"))
    target = trace(trend(make_series(monthly(*range(100, 113)), targets=steps)), "Target")
    assert target["y"] == [105, 105, None, 90, 90]
    assert target["x"][2] > "2020-08-31" and target["x"][3] == "2020-12-01"
    assert target["line"]["shape"] == "hv"


def test_a_target_of_other_months_is_not_drawn() -> None:
    spec = trend(make_series(monthly(1, 2, 3), targets=(make_target(5, "2015-01", "2016-01"),)))
    assert "Target" not in names(spec) and "Target" not in notes(spec)


def test_a_target_that_has_ended_says_when() -> None:
    series = make_series(monthly(*range(100, 113)), targets=(make_target(105, "2020-09", "2021-02"),))
    assert "Target 105 (to Feb 2021)" in notes(trend(series)).replace("<br>", " ")


# Benchmarks.


@pytest.mark.parametrize("kind", KINDS)
def test_a_benchmark_covers_only_what_is_published(kind: Kind) -> None:
    spec = trend(make_series(annual(90, 100, 110, 118, 125), benchmarks=(make_line(kind, annual(62, 64, last=2024)),)))
    published, carried = trace(spec, LABELS[kind]), trace(spec, f"{LABELS[kind]}, carried forward")
    assert drawn(published) == {"2023-03-31": 62, "2024-03-31": 64}
    assert drawn(carried) == {"2024-03-31": 64, "2025-03-31": 64}
    assert (published["line"]["dash"], carried["line"]["dash"]) == ("solid", "dash")
    assert published["line"]["color"] == carried["line"]["color"] == COLOURS[kind]


def test_a_benchmark_up_to_the_last_month_is_not_carried_forward() -> None:
    spec = trend(make_series(annual(118, 125), benchmarks=(make_line("england", annual(64, 67)),)))
    assert not any("carried" in name for name in names(spec)) and "carried" not in notes(spec)


def test_a_benchmark_keeps_its_gaps() -> None:
    line = make_line("england", annual(60, None, 64, 67))
    assert trace(trend(make_series(annual(1, 2, 3, 4), benchmarks=(line,))), "England")["y"] == [60, None, 64, 67]


def test_a_benchmark_that_stands_alone_between_gaps_is_a_marker() -> None:
    line = make_line("england", annual(60, 61, None, 64, None, 67))
    england = trace(trend(make_series(annual(1, 2, 3, 4, 5, 6), benchmarks=(line,))), "England")
    assert england["y"] == [60, 61, None, 64, None, 67] and england["mode"] == "lines+markers"
    assert england["marker"]["size"] == [0, 0, 0, 8, 0, 8]


def test_a_benchmark_of_twelve_months_is_a_level_across_its_year() -> None:
    line = make_line("england", {"2020-03": 60, "2021-03": 67}, form="12 months")
    spec = trend(make_series(monthly(*range(100, 116)), form="month", benchmarks=(line,)))
    assert drawn(trace(spec, "England")) == {
        "2019-04-01": 60, "2020-03-31": 60, "2020-04-01": 67, "2021-03-31": 67,
    }  # fmt: skip
    assert drawn(trace(spec, "England, carried forward")) == {"2021-03-31": 67, "2021-06-30": 67}


def test_a_benchmark_older_than_the_chart_is_only_carried_forward() -> None:
    spec = trend(make_series(monthly(1, 2, 3), benchmarks=(make_line("england", {"2019-03": 60}),)))
    assert "England" not in names(spec)
    assert list(drawn(trace(spec, "England, carried forward"))) == ["2021-04-30", "2021-06-30"]


def test_a_benchmark_published_after_the_last_figure_is_not_drawn() -> None:
    spec = trend(make_series(annual(118, 125), benchmarks=(make_line("england", {"2026-03": 70}),)))
    assert names(spec) == [MINE]


def test_the_total_of_england_is_not_drawn_beside_a_count() -> None:
    assert names(trend(make_series(annual(1, 2), make_indicator(unit="children"), benchmarks=THREE[:2]))) == [MINE]


def test_a_benchmark_that_counts_otherwise_is_dotted_and_says_so() -> None:
    line = make_line("england", annual(64, 67, last=2024), basis="indicative")
    spec = trend(make_series(annual(100, 118, 125), benchmarks=(line,)))
    assert {one["line"]["dash"] for one in spec["data"] if "England" in one["name"]} == {"dot"}
    assert "counted<br>differently" in notes(spec)


def test_there_are_at_most_four_series_and_the_own_line_is_on_top_and_thickest() -> None:
    extra: Line = make_line("region", annual(1, 2))
    spec = trend(make_series(annual(118, 125), benchmarks=(*THREE, extra), targets=(make_target(100, "2020-01"),)))
    series = [one for one in spec["data"] if one["name"] != "Target" and "carried" not in one["name"]]
    assert len(series) == 4 and spec["data"][-1]["name"] == MINE
    assert series[-1]["line"]["color"] == COUNCIL
    assert all(one["line"]["width"] < series[-1]["line"]["width"] for one in series[:-1])


# Markers and labels.


def test_figures_that_are_not_final_are_told_apart_by_their_markers() -> None:
    points = (
        make_point("2022-03", 100),
        make_point("2023-03", 105, status="provisional"),
        make_point("2024-03", 110, status="illustrative"),
        make_point("2025-03", 115, basis="indicative"),
    )
    spec = trend(make_series({}, points=points))
    marker = trace(spec, MINE)["marker"]
    loose = trace(spec, "counted differently")
    looks = list(zip(marker["symbol"], marker["color"], strict=True))
    looks += list(zip(loose["marker"]["symbol"], loose["marker"]["color"], strict=True))
    assert len(set(looks)) == 4
    assert [symbol for symbol, _ in looks] == ["circle", "circle", "diamond", "square"]
    assert marker["color"][0] == COUNCIL and COUNCIL not in marker["color"][1:]
    for sign in ("○ provisional", "◇ illustrative", "□ counted differently"):
        assert sign in notes(spec).replace("<br>", " ")


def test_the_marker_of_a_status_stays_with_its_figure_after_a_gap() -> None:
    points = (make_point("2022-03", 100), make_point("2023-03"), make_point("2024-03", 110, status="illustrative"))
    one = trace(trend(make_series({}, points=points)), MINE)
    assert list(zip(one["y"], one["marker"]["symbol"], strict=True)) == [
        (100, "circle"), (None, "circle"), (110, "diamond"),
    ]  # fmt: skip


def test_a_figure_that_is_counted_differently_is_connected_to_nothing() -> None:
    points = (make_point("2023-03", 100), make_point("2024-03", 500, basis="indicative"), make_point("2025-03", 110))
    spec = trend(make_series({}, points=points))
    assert trace(spec, MINE)["y"] == [100, None, 110]
    loose = trace(spec, "counted differently")
    assert (drawn(loose), loose["mode"]) == ({"2024-03-31": 500}, "markers")


def test_published_figures_need_no_key() -> None:
    assert not any(sign in notes(trend(make_series(annual(1, 2)))) for sign in "○◇□")


def test_each_line_is_named_with_its_value_where_it_ends() -> None:
    series = make_series(annual(118, 125), benchmarks=THREE, targets=(make_target(100, "2020-01"),))
    said = notes(trend(series)).replace("-<br>", "-").replace("<br>", " ")
    for text in (f"{MINE} 125", "England 67", "North East 67", "Neighbours (mean of 10) 67.0", "Target 100"):
        assert text in said
    assert trend(series)["layout"]["showlegend"] is False


def test_a_label_of_an_older_figure_says_of_when() -> None:
    assert "Tees 118 (Mar 2024)" in notes(trend(make_series(annual(110, 118, None)))).replace("<br>", " ")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 200), min_size=5, max_size=5), st.booleans())
def test_end_labels_never_overlap(values: list[float], carried: bool) -> None:
    lines = tuple(
        make_line(kind, annual(value, last=2024 if carried else 2025))
        for kind, value in zip(KINDS, values, strict=False)
    )
    spec = trend(
        make_series(annual(values[3], values[3]), benchmarks=lines, targets=(make_target(values[4], "2020-01"),))
    )
    found = ends(spec)
    assert len(found) == 5
    for (below, some), (above, more) in pairwise(found):
        assert above - below >= (some + more) / 2 * LINE_HEIGHT


TEXTS = st.lists(st.tuples(st.text("abc d", min_size=1, max_size=40), st.floats(0, 100)), min_size=1, max_size=6)


@settings(deadline=None)
@given(TEXTS)
def test_labels_stay_inside_the_plot_in_the_order_of_their_values(some: list[tuple[str, float]]) -> None:
    labels = [Label(text, value, COUNCIL) for text, value in some]
    height = max(320, tallest(labels))
    found = placed(labels, 0, 100, height)
    assert [label.value for label, _ in found] == sorted(label.value for label in labels)
    assert found[0][1] >= found[0][0].height / 2 - 1e-6
    assert found[-1][1] <= height - found[-1][0].height / 2 + 1e-6
    for (label, low), (other, high) in pairwise(found):
        assert high - low >= (label.height + other.height) / 2 - 1e-6


def test_labels_with_room_stand_where_their_lines_end() -> None:
    labels = [Label("a", 20, COUNCIL), Label("b", 80, COUNCIL)]
    assert [middle for _, middle in placed(labels, 0, 100, 300)] == [60, 240]


def test_the_margin_has_room_for_the_longest_line() -> None:
    assert column([Label("Northumberland 12", 1, COUNCIL)]) > column([Label("a 12", 1, COUNCIL)]) > column([])


def test_markup_in_a_name_is_text() -> None:
    line = Line("region", "r", "<i>A&B</i>", "snapshot", "same", None, (make_point("2025-03", 5, source="<b>x</b>"),))
    spec = trend(make_series(annual(1, 2), benchmarks=(line,)))
    assert "&lt;i&gt;A&amp;B" in notes(spec)
    assert "<i>" not in json.dumps(spec).replace('"name": "<i>A&B</i>"', "")


# The window.


def test_a_window_of_months_shows_only_those() -> None:
    spec = trend(make_series(monthly(*range(100, 130))), 13)
    one = trace(spec, MINE)
    assert (one["x"][0], len(one["x"])) == ("2020-06-30", 13)


def test_a_window_of_an_annual_series_shows_as_many_years() -> None:
    assert len(trace(trend(make_series(annual(*range(20))), 13), MINE)["x"]) == 13


def test_at_most_six_dates_and_the_newest_is_named() -> None:
    axis = trend(make_series(monthly(*range(60))))["layout"]["xaxis"]
    assert len(axis["tickvals"]) <= 6 and axis["tickvals"][-1] == "2021-06-30" and axis["tickangle"] == 0

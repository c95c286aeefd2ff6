"""Tables hold what charts draw, never a zero for a figure that is not there, and no formula for a spreadsheet."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpdash.tables import about, breakdown_table, comparison_table, overview_table, series_table, to_csv
from tests.views_for_tests import (
    NEAR,
    STAMP,
    annual,
    make_card,
    make_comparison,
    make_gap,
    make_indicator,
    make_line,
    make_overview,
    make_point,
    make_points,
    make_series,
    make_target,
    monthly,
)

CHILDREN = make_indicator(unit="children")
ABOUT = {"Area": "Stockton-on-Tees", "Indicator": "Children looked after", "Snapshot": STAMP.id}
ABSENT = st.sampled_from(["suppressed", "missing"])


def cells(frame: pd.DataFrame, column: str) -> list[str]:
    return [str(cell) for cell in frame[column]]


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_every_point_is_a_row_oldest_first() -> None:
    frame = series_table(make_series(annual(110, None, 125)))
    assert cells(frame, "Period") == ["31 March 2023", "31 March 2024", "31 March 2025"]
    assert cells(frame, "Value") == ["110 per 10,000", "withheld", "125 per 10,000"]


def test_every_row_says_its_status_and_source() -> None:
    late = make_point("2025-03", 125, status="provisional", reason="not yet complete")
    frame = series_table(make_series({}, points=(make_point("2024-03"), late)))
    assert cells(frame, "Status") == ["withheld to protect children: small numbers", "provisional: not yet complete"]
    assert cells(frame, "Source") == ["Children looked after, 2025 release"] * 2


@settings(deadline=None)
@given(st.lists(st.none() | st.integers(1, 500), min_size=1, max_size=12), ABSENT)
def test_a_missing_value_is_never_zero(values: list[int | None], status: str) -> None:
    known = monthly(*values)
    points = [make_point(month, value, **({} if value else {"status": status})) for month, value in known.items()]
    frame = series_table(make_series({}, CHILDREN, points=tuple(points)))
    assert len(frame) == len(values)
    for value, cell in zip(values, cells(frame, "Value"), strict=True):
        assert not cell.startswith("0")
        assert (value is None) == (cell in ("withheld", "no data"))


def test_a_real_zero_is_a_zero() -> None:
    assert cells(series_table(make_series(annual(0), CHILDREN)), "Value") == ["0 children"]


def test_numerator_and_denominator_are_numbers_and_empty_where_there_is_none() -> None:
    points = (make_point("2024-03"), make_point("2025-03", 50, numerator=7, denominator=14))
    frame = series_table(make_series({}, points=points))
    assert frame["Numerator"].isna().tolist() == [True, False]
    assert (str(frame["Numerator"].dtype), frame["Numerator"][1], frame["Denominator"][1]) == ("Int64", 7, 14)


def test_a_table_without_numerators_has_no_column_for_them() -> None:
    assert "Numerator" not in series_table(make_series(annual(1, 2))).columns


def test_a_target_stands_only_in_its_months() -> None:
    series = make_series(annual(110, 118, 95), targets=(make_target(100, "2024-01"),))
    frame = series_table(series)
    assert cells(frame, "Target") == ["", "100", "100"]
    assert cells(frame, "Against target") == ["", "✗ Target missed", "✓ Target met"]


def test_a_benchmark_stands_beside_its_month_and_is_carried_forward_in_words() -> None:
    line = make_line("england", {"2020-03": 65, "2021-03": 67})
    values = {"2020-02": 1.0, "2020-03": 2.0, "2020-04": 3.0, "2021-03": 4.0, "2021-04": 5.0}
    frame = series_table(make_series(values, benchmarks=(line,)))
    assert cells(frame, "England") == ["", "65", "65 (2020)", "67", "67 (2021, carried forward)"]


def test_a_benchmark_of_twelve_months_stands_beside_each_month_of_its_year() -> None:
    line = make_line("england", {"2021-03": 67}, form="12 months")
    values = {"2020-03": 1.0, "2020-04": 2.0, "2021-03": 3.0, "2021-04": 4.0}
    frame = series_table(make_series(values, form="month", benchmarks=(line,)))
    assert cells(frame, "England") == ["", "67", "67", "67 (2020-21, carried forward)"]


def test_a_benchmark_published_later_than_the_figures_is_not_known_yet() -> None:
    frame = series_table(make_series(annual(110, 125), benchmarks=(make_line("england", {"2026-03": 70}),)))
    assert "England" not in frame.columns


def test_a_benchmark_that_counts_otherwise_says_so_once_in_its_heading() -> None:
    frame = series_table(make_series(annual(125), benchmarks=(make_line("england", annual(67), basis="indicative"),)))
    assert cells(frame, "England, counted differently") == ["67"]


def test_a_benchmark_that_counts_otherwise_than_some_figures_says_so_in_their_cells() -> None:
    points = (make_point("2024-03", 118, basis="indicative"), make_point("2025-03", 125))
    line = make_line("england", annual(66, 67), basis="indicative")
    frame = series_table(make_series({}, points=points, benchmarks=(line,)))
    assert cells(frame, "England") == ["66", "67 (counted differently)"]


def test_the_total_of_england_is_no_benchmark_of_a_count() -> None:
    assert "England" not in series_table(
        make_series(annual(5), CHILDREN, benchmarks=(make_line("england", annual(9)),))
    )


def test_a_breakdown_has_a_row_a_category_and_a_column_a_period() -> None:
    points = (
        make_point("2024-03", 5, category="Under 1"),
        make_point("2025-03", None, category="Under 1"),
        make_point("2025-03", 0, category="16 and over"),
    )
    frame = breakdown_table(make_series({}, CHILDREN, dimension="age", points=points))
    assert list(frame.columns) == ["Age", "31 March 2024", "31 March 2025"]
    assert frame.to_numpy().tolist() == [["Under 1", "5 children", "withheld"], ["16 and over", "", "0 children"]]


def test_a_comparison_has_every_area_and_marks_its_own() -> None:
    frame = comparison_table(make_comparison([*NEAR[:-1], ("Middlesbrough", None)]))
    assert len(frame) == len(NEAR) + 3
    assert "Stockton-on-Tees (this council)" in cells(frame, "Area")
    absent = frame[frame["Area"] == "Middlesbrough"].iloc[0]
    assert (absent["Rank"], absent["Value"], absent["Status"]) == ("", "withheld", "suppressed: small numbers")
    assert cells(frame, "Area")[-3:] == ["North East", "England", "Statistical neighbours (2025 model)"]
    assert cells(frame, "Value")[-1] == "95.2"


def test_the_overview_has_a_row_a_measure_and_words_where_there_is_no_figure() -> None:
    full = make_card(annual(118, 125), gaps=(make_gap(), make_gap("neighbours", 95.23, basis="indicative")))
    frame = overview_table(make_overview(full, make_card(annual(None))))
    assert cells(frame, "Value") == ["125 per 10,000", "no data"]
    assert cells(frame, "Change") == ["up 7 per 10,000", ""]
    assert cells(frame, "England") == ["67 (March 2025)", ""]
    assert cells(frame, "Statistical neighbours") == ["95.2 (March 2025), counted differently", ""]
    assert cells(frame, "Status") == ["published", "nothing is published"]


def test_a_file_says_area_indicator_and_snapshot_in_every_row() -> None:
    series = make_series(annual(118, 125))
    head, *rows = read(to_csv(series_table(series), about(series)))
    assert head[-3:] == ["Area", "Indicator", "Snapshot"]
    assert [row[-3:] for row in rows] == [["Stockton-on-Tees", series.indicator.title, STAMP.id]] * 2


def test_a_table_that_names_its_areas_keeps_them() -> None:
    comparison = make_comparison()
    head, first, *_ = read(to_csv(comparison_table(comparison), about(comparison)))
    assert head.count("Area") == 1 and first[head.index("Area")] == "Northumberland"
    assert {"Indicator", "Snapshot"} <= set(head)
    assert about(make_overview()) == {"Area": "Stockton-on-Tees", "Snapshot": STAMP.id}


def test_a_file_is_utf8_with_a_byte_order_mark_and_windows_line_ends() -> None:
    data = to_csv(pd.DataFrame({"Value": ["£5", "✓ Target met"]}), ABOUT)
    assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\xef\xbb\xbf") == 1
    assert "£5" in data.decode("utf-8") and data.endswith(b"\r\n")


@pytest.mark.parametrize("number", ["-2.5", "+3", "-1,234", "-12.5%", ".5", "-.5"])
def test_a_number_keeps_its_sign(number: str) -> None:
    _, (found, *_) = read(to_csv(pd.DataFrame({"Value": [number]}), ABOUT))
    assert found == number


@pytest.mark.parametrize("formula", ["-2+3", "=1+1", "-1-cmd", "+1 ", "@SUM(A1)", "\t=1", "\r=1", "--1", "-1\n"])
def test_what_only_looks_like_a_number_is_made_harmless(formula: str) -> None:
    _, (found, *_) = read(to_csv(pd.DataFrame({"Value": [formula]}), ABOUT))
    assert found == f"'{formula}"


def test_a_column_name_and_the_area_cannot_be_formulas_either() -> None:
    head, row = read(to_csv(pd.DataFrame({"=A1": ["x"]}), {"Area": "=B1"}))
    assert (head, row) == (["'=A1", "Area"], ["x", "'=B1"])


def test_a_source_that_begins_a_formula_is_harmless_in_the_file_of_a_series() -> None:
    series = make_series(annual(118, 125))
    series = replace(series, points=make_points(annual(118, 125), source='=HYPERLINK("x")'))
    head, *rows = read(to_csv(series_table(series), about(series)))
    assert {row[head.index("Source")] for row in rows} == {'\'=HYPERLINK("x")'}

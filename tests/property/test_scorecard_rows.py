"""Whatever stands in a scorecard, every row is accounted for, and nothing but a refusal is ever raised."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cpdash.ingest.scorecard import read_scorecard
from tests.unit.ingest.catalogue_for_tests import PLACES, TODAY, raw, small_catalogue, sources

COLUMNS = ["area", "indicator", "month", "form", "numerator", "denominator", "value", "status", "dimension", "category"]
LIKELY = {
    "area": ["E06000002", "Stockton-on-Tees", "North East"],
    "indicator": ["CP1", "CP5", "rate", "CP3"],
    "month": ["2021-06", "2021-06-30", "2021-09", "2021-13", "2030-01"],
    "form": ["month", "snapshot", "3 months"],
    "status": ["published", "provisional", "illustrative"],
    "dimension": ["age"],
    "category": ["10 to 15"],
}
NUMBERS = ["0", "1", "5", "7.5", "1,250", "12.5%", "c", "-", "x", "-3"]


def cell(column: str) -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(LIKELY.get(column, NUMBERS)), st.just(""), st.text(max_size=8))


ROWS = st.lists(st.tuples(*(cell(column) for column in COLUMNS)), max_size=8)


@settings(max_examples=200, deadline=None)
@given(ROWS)
def test_no_row_is_lost_and_nothing_is_raised(rows: list[tuple[str, ...]]) -> None:
    extract = read_scorecard(raw(COLUMNS, rows), sources()["scorecard"], small_catalogue(), PLACES, TODAY)
    figures = extract.tables["observation"]
    assert extract.rows_read == len(rows) == extract.rows_used + extract.rows_left + extract.rows_refused
    assert figures.num_rows == extract.rows_used
    refused = {one.row for one in extract.findings if one.severity == "error"}
    assert len(refused) == extract.rows_refused
    assert not refused & set(figures["row"].to_pylist())


@settings(max_examples=200, deadline=None)
@given(ROWS)
def test_a_figure_has_a_value_within_bounds_or_a_reason(rows: list[tuple[str, ...]]) -> None:
    extract = read_scorecard(raw(COLUMNS, rows), sources()["scorecard"], small_catalogue(), PLACES, TODAY)
    for figure in extract.tables["observation"].to_pylist():
        low, high = small_catalogue().indicators[figure["indicator"]].bounds
        if figure["value"] is None:
            assert figure["reason"] and figure["status"] in ("suppressed", "missing")
        else:
            assert low <= figure["value"] <= high and figure["status"] not in ("suppressed", "missing")

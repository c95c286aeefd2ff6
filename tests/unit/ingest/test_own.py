"""Our own layout: one source a file, checked column by column, and written so that it reads back the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from cpdash.extract import Extract
from cpdash.ingest.own import read_observations
from cpdash.ingest.tabular import read_table
from tests.unit.ingest.catalogue_for_tests import PLACES, TODAY, raw, small_catalogue, sources, told
from tests.unit.ingest.own_writer import HEADER, write_observations

DEFAULTS = {
    "area": "E06000002", "indicator": "caseloads", "form": "month", "month": "2021-06", "status": "published",
    "source": "lait", "publisher": "DfE", "family": "lait", "release": "2025", "priority": "20", "scope": "national",
}  # fmt: skip


def read(*rows: dict[str, str]) -> Extract:
    filled = [{**DEFAULTS, **row} for row in rows]
    table = raw(HEADER, [[row.get(name) for name in HEADER] for row in filled])
    return read_observations(table, sources()["observations"], small_catalogue(), PLACES, TODAY)


def test_a_row_gives_an_observation_of_the_source_it_names() -> None:
    extract = read({"value": "12.5", "dimension": "age", "category": "10 to 15"})
    (figure,) = extract.tables["observation"].to_pylist()
    assert (figure["value"], figure["row"], figure["basis"], figure["category"]) == (12.5, 2, "same", "10 to 15")
    origin = extract.origin
    assert (origin.source, origin.publisher, origin.release, origin.priority) == ("lait", "DfE", "2025", 20)
    assert origin.national and origin.kind == "observations"
    assert extract.data_as_at is not None and extract.data_as_at.isoformat() == "2021-06-30"


def test_a_gap_needs_its_status_and_reason_and_zero_is_no_gap() -> None:
    gap = {"status": "suppressed", "reason": "withheld", "symbol": "c", "month": "2021-05"}
    assert told(read(gap, {"value": "0"})) == []
    assert told(read({"status": "missing"})) == [(2, "value", "bare gap")]
    assert told(read({"status": "published"})) == [(2, "value", "bare gap")]
    assert told(read({**gap, "value": "3"})) == [(2, "value", "value of a gap")]


@pytest.mark.parametrize(
    ("row", "column", "rule"),
    [
        ({"area": "E99999999"}, "area", "unknown area"),
        ({"area": ""}, "area", "unknown area"),
        ({"indicator": "weather"}, "indicator", "unknown indicator"),
        ({"form": "yearly"}, "form", "unknown form"),
        ({"month": "2021-13"}, "month", "unknown month"),
        ({"month": "2022-01"}, "month", "future"),
        ({"month": "2021-09"}, "month", "future"),
        ({"value": "1,250"}, "value", "not a number"),
        ({"value": "nan"}, "value", "not a number"),
        ({"value": "1250"}, "value", "out of range"),
        ({"status": "final"}, "status", "unknown status"),
        ({"dimension": "age"}, "dimension", "half a breakdown"),
    ],
)
def test_a_fault_refuses_its_rows_and_is_told_once(row: dict[str, str], column: str, rule: str) -> None:
    extract = read({"value": "1", "month": "2021-01"}, {"value": "5", **row}, {"value": "6", **row})
    assert (3, column, rule) in told(extract)
    assert (extract.rows_used, extract.rows_refused) == (1, 2)
    assert "and 1 more rows" in str(extract.findings[0])


def test_the_current_month_may_be_provisional() -> None:
    assert told(read({"value": "5", "month": "2021-09", "status": "provisional"})) == []


@pytest.mark.parametrize("column", ["source", "publisher", "family", "release", "priority", "scope"])
def test_a_file_of_two_sources_is_refused(column: str) -> None:
    extract = read({"value": "5"}, {"value": "5", "month": "2021-05", column: "other"})
    assert told(extract) == [(3, column, "more than one source")]


def test_a_rank_that_does_not_exist_is_refused() -> None:
    assert told(read({"value": "5", "priority": "100"})) == [(None, "priority", "unknown priority")]
    assert told(read({"value": "5", "scope": "world"})) == [(None, "scope", "unknown scope")]


def test_equal_rows_are_used_once_and_unequal_ones_refused() -> None:
    extract = read({"value": "5"}, {"value": "5.0"}, {"value": "6"}, {"value": "7", "month": "2021-05"})
    assert (extract.rows_used, extract.rows_left, extract.rows_refused) == (2, 1, 1)
    assert told(extract) == [(4, None, "repeated")]
    assert extract.tables["observation"].num_rows == 2


def test_an_empty_file_says_so() -> None:
    assert told(read(), "warning") == [(None, None, "no rows")]


def test_what_is_written_reads_back_the_same(tmp_path: Path) -> None:
    rows: list[dict[str, str]] = [
        {"value": str(at / 7), "month": f"2020-{at + 1:02}", "note": 'a "note", with all; of it\n'} for at in range(12)
    ]
    first = read(*rows, {"status": "missing", "reason": "none", "month": "2019-01"})
    assert write_observations(tmp_path / "own.csv", first) == 13
    again = read_observations(
        read_table(tmp_path / "own.csv"), sources()["observations"], small_catalogue(), PLACES, TODAY
    )
    assert told(again) == [] and again.origin == first.origin
    one, other = (table.tables["observation"].drop_columns(["row"]).sort_by("month") for table in (first, again))
    assert one.equals(other)


def test_sixty_thousand_rows_are_all_used() -> None:
    areas, indicators = ("E06000002", "E06000004"), ("caseloads", "rate", "children_in_care", "CP3")
    rows = [
        {**DEFAULTS, "area": area, "indicator": name, "month": f"{1990 + at // 12}-{at % 12 + 1:02}", "value": "7",
         "dimension": "age", "category": str(age)}
        for area in areas for name in indicators for at in range(375) for age in range(20)
    ]  # fmt: skip
    table = raw(HEADER, [[row.get(name) for name in HEADER] for row in rows])
    extract = read_observations(table, sources()["observations"], small_catalogue(), PLACES, TODAY)
    assert extract.rows_used == 60_000

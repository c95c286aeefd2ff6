"""The bulk table of the Local Authority Interactive Tool."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cpdash.errors import InputRefused
from cpdash.extract import Extract
from tests.unit.ingest.tables_for_tests import DARLINGTON, ENGLAND, STOCKTON, messages, pick, read, write

HEADER = "Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region"


def lait(folder: Path, *lines: str) -> Extract:
    return read(write(folder, "lait.csv", HEADER, *lines))[0]


def refused(folder: Path, *lines: str) -> tuple[str, ...]:
    with pytest.raises(InputRefused) as refusal:
        lait(folder, *lines)
    return refusal.value.faults


def row(measure: str = "LAC", years: str = "2025", value: str = "125", number: str = "808") -> str:
    return f"{measure},Some words,{years},A name,{value},{number},North East"


def test_a_measure_becomes_the_indicator_that_names_it(tmp_path: Path) -> None:
    one = lait(tmp_path, row())
    assert pick(one, "area", "month", "form", "value", "status", "row", indicator="children_in_care_rate") == [
        (STOCKTON, date(2025, 3, 1), "snapshot", 125.0, "published", 2)
    ]
    assert (one.origin.release, one.data_as_at, one.origin.national) == ("2025", date(2025, 3, 31), True)


def test_numbers_are_areas_also_when_written_with_a_point(tmp_path: Path) -> None:
    one = lait(tmp_path, row(number="841.0"), row(number="970.0"), row(number="980"), row(number="987"))
    assert [area for area, *_ in pick(one, "area", indicator="children_in_care_rate")] == [
        DARLINGTON, ENGLAND, "E12000001", "E13000001",
    ]  # fmt: skip


def test_a_dash_is_missing_with_its_reason_and_never_a_number(tmp_path: Path) -> None:
    one = lait(tmp_path, row(value="-"))
    assert pick(one, "value", "status", "symbol", "reason", indicator="children_in_care_rate") == [
        (None, "missing", "-", "suppressed, missing or not applicable (LAIT does not say which)")
    ]


def test_an_empty_cell_says_so(tmp_path: Path) -> None:
    one = lait(tmp_path, row(value=""))
    assert pick(one, "value", "status", "reason", indicator="children_in_care_rate") == [
        (None, "missing", "empty in the source")
    ]


def test_a_provisional_year_is_provisional(tmp_path: Path) -> None:
    one = lait(tmp_path, row(years="2025 (prov)"))
    assert pick(one, "status", "reason", indicator="children_in_care_rate") == [
        ("provisional", "provisional at the source")
    ]


def test_a_school_year_ends_in_august(tmp_path: Path) -> None:
    one = lait(tmp_path, row("LAC_KS4_AVG_Attain8", "2025", "20.1"))
    assert pick(one, "month") == [(date(2025, 8, 1),)]


def test_a_measure_that_feeds_two_indicators_counts_its_row_once(tmp_path: Path) -> None:
    one = lait(tmp_path, row("CareLeaverEET", value="54"))
    assert len(pick(one, "value")) == 2
    assert pick(one, "dimension", "category", indicator="care_leavers_eet") == [("age", "19 to 21 years")]
    assert (one.rows_read, one.rows_used, one.rows_left, one.rows_refused) == (1, 1, 0, 0)


def test_rows_of_other_measures_and_former_councils_are_left_with_a_note(tmp_path: Path) -> None:
    one = lait(tmp_path, row(), row("Chlamydia"), row("Chlamydia", number="999"), row(number="909"))
    assert (one.rows_used, one.rows_left) == (1, 3)
    notes = [message for message in messages(one) if message.startswith("note")]
    assert notes == [
        "note: 1 rows left: they are for councils that no longer exist",
        "note: 2 rows left: no indicator of the catalogue uses them",
    ]


def test_years_known_to_be_wrong_are_left(tmp_path: Path) -> None:
    one = lait(tmp_path, row("Stability_School", "2018", "11"), row("Stability_School", "2020", "12"))
    assert pick(one, "value") == [(12.0,)]
    assert "note: 1 rows left: the catalogue drops these years of the measure as wrong at the source" in messages(one)


def test_a_window_of_several_years_is_left(tmp_path: Path) -> None:
    one = lait(tmp_path, row(), row(years="2014-16"))
    assert (one.rows_used, one.rows_left) == (1, 1)


def test_a_measure_that_is_gone_is_a_warning(tmp_path: Path) -> None:
    wanted = "warning: has no rows of the measure 'LACnum', which children_in_care is compared with"
    assert wanted in messages(lait(tmp_path, row()))


def test_equal_rows_are_kept_once_and_rows_that_disagree_are_refused(tmp_path: Path) -> None:
    one = lait(tmp_path, row(), row(value="125.0"))
    assert (one.rows_used, one.rows_left) == (1, 1)
    assert "warning: repeats an earlier row: left" in messages(one)
    assert refused(tmp_path, row(), row(years="2024"), row(value="126")) == (
        "lait.csv, row 4: gives 'children_in_care_rate' another figure than row 2 for the same area and time",
    )


def test_every_fault_is_said_at_once_with_row_and_column_and_without_the_value(tmp_path: Path) -> None:
    faults = refused(
        tmp_path,
        row(number="123"),
        row(years="soon"),
        row(years="2031"),
        row(value="many"),
        row("CareLeaverEET", value="101"),
    )
    assert set(faults) == {
        "lait.csv, row 2: there is no area '123'. Expected a code, a number or a name",
        "lait.csv, row 3, Years: is no period: expected a year such as 2025 or 2024-25",
        "lait.csv, row 4, Years: is for a time that is not over yet",
        "lait.csv, row 5, Values: is neither a number nor a known symbol",
        "lait.csv, row 6, Values: is outside what the indicator can be",
    }
    assert not any("many" in fault or "101" in fault for fault in faults)


@pytest.mark.parametrize("value", ["nan", "inf", "1_000", "12%", "1,5", "0x10"])
def test_what_only_looks_like_a_number_is_refused(tmp_path: Path, value: str) -> None:
    assert "is neither a number" in refused(tmp_path, row(value=f'"{value}"'))[0]


def test_the_tidy_form_of_the_table_is_the_same_kind(tmp_path: Path) -> None:
    header = "Measure_short,Measure,Years,area_name,value_raw,old_la_code,Region"
    one = read(write(tmp_path, "tidy.csv", header, row()))[0]
    assert (one.origin.family, one.rows_used) == ("lait", 1)

"""The monthly scorecard: what a row gives, and what is said of a row that cannot be true."""

from __future__ import annotations

from typing import Any

import pytest

from cpdash.extract import Extract
from cpdash.ingest.numbers import parse_number
from cpdash.ingest.scorecard import read_scorecard
from tests.unit.ingest.catalogue_for_tests import MIDDLESBROUGH, PLACES, TODAY, raw, small_catalogue, sources, told

DEFAULTS = {"area": MIDDLESBROUGH, "indicator": "CP5", "month": "2021-06", "value": ""}


def read(*rows: dict[str, str]) -> Extract:
    filled = [{**DEFAULTS, **row} for row in rows]
    columns = list(dict.fromkeys(name for row in filled for name in row))
    table = raw(columns, [[row.get(name) for name in columns] for row in filled])
    return read_scorecard(table, sources()["scorecard"], small_catalogue(), PLACES, TODAY)


def one(**row: str) -> dict[str, Any]:
    extract = read(row)
    assert told(extract) == []
    (figure,) = extract.tables["observation"].to_pylist()
    return dict(figure)


def fault(**row: str) -> tuple[str | None, str]:
    """Return column and message of the only fault of a row."""
    extract = read(row)
    (found,) = [one for one in extract.findings if one.severity == "error"]
    assert (found.row, found.file, extract.rows_refused) == (2, "file.csv", 1)
    return found.column, found.message


def test_a_row_gives_a_figure_in_the_indicators_default_form() -> None:
    figure = one(area="middlesbrough", indicator="cp1", value="692", note="peak", document="minutes")
    assert (figure["area"], figure["indicator"], figure["form"]) == (MIDDLESBROUGH, "children_in_care", "snapshot")
    assert (figure["month"].isoformat(), figure["value"], figure["status"]) == ("2021-06-01", 692.0, "published")
    assert (figure["note"], figure["document"], figure["row"], figure["dimension"]) == ("peak", "minutes", 2, "")


@pytest.mark.parametrize(
    ("indicator", "numerator", "denominator", "value"),
    [("CP5", "30", "120", 25.0), ("AR2", "692", "32,550", 212.596), ("CP3", "3", "4", 0.75)],
)
def test_an_empty_value_is_worked_out_by_the_unit(
    indicator: str, numerator: str, denominator: str, value: float
) -> None:
    assert one(indicator=indicator, numerator=numerator, denominator=denominator)["value"] == pytest.approx(
        value, abs=1e-3
    )


@pytest.mark.parametrize("value", ["33.3", "33.33", "33", "33.3%"])
def test_a_value_may_be_rounded(value: str) -> None:
    assert one(value=value, numerator="1", denominator="3")["value"] == pytest.approx(33.3, abs=0.4)


def test_a_value_beyond_its_rounding_disagrees() -> None:
    column, message = fault(value="33.4", numerator="1", denominator="3")
    assert column == "value" and "does not agree" in message


def test_a_symbol_gives_a_gap_with_its_reason() -> None:
    hidden, absent = one(value="C", denominator="120"), one(value="z")
    assert (hidden["status"], hidden["symbol"], hidden["value"]) == ("suppressed", "c", None)
    assert hidden["reason"] == "suppressed by the publisher"
    assert (absent["status"], absent["reason"]) == ("missing", "not applicable")
    assert one(numerator="c", denominator="120")["status"] == "suppressed"


def test_an_empty_row_is_missing_with_the_notes_reason() -> None:
    assert (one()["status"], one()["reason"]) == ("missing", "not given in the scorecard")
    assert one(note="system down")["reason"] == "system down"
    assert one(numerator="0", denominator="0")["reason"] == "the denominator is 0: there was nothing to measure"


def test_the_current_month_is_accepted_as_provisional_only() -> None:
    assert one(month="2021-09", value="5", status="Provisional")["status"] == "provisional"
    assert fault(month="2021-09", value="5")[0] == "month"
    assert "in the future" in fault(month="2021-10", value="5", status="provisional")[1]


@pytest.mark.parametrize("month", ["2021-06", "2021-06-01", "2021-06-30"])
def test_a_date_at_the_edge_of_a_month_is_that_month(month: str) -> None:
    assert one(month=month, value="5")["month"].isoformat() == "2021-06-01"


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ({"value": "many"}, "value", "is not a number"),
        ({"value": "1,250"}, "value", "expected % from 0 to 100"),
        ({"value": "-1"}, "value", "expected % from 0 to 100"),
        ({"indicator": "CP1", "value": "12%"}, "value", "is not a number"),
        ({"value": "1,2"}, "value", "is not a number"),
        ({"month": "2021-13"}, "month", "2021-13 is no month"),
        ({"month": "30/06/2021"}, "month", "expected YYYY-MM"),
        ({"month": "2021-06-15"}, "month", "first or last day"),
        ({"month": "2021-02-30"}, "month", "expected YYYY-MM-DD"),
        ({"month": ""}, "month", "is empty"),
        ({"area": "Midlesbrough", "value": "1"}, "area", "Nearest: Middlesbrough"),
        ({"area": "E06000003", "value": "1"}, "area", "E06000002"),
        ({"area": "North East", "value": "1"}, "area", "expected a council"),
        ({"area": "", "value": "1"}, "area", "is empty"),
        ({"indicator": "CP55"}, "indicator", "Nearest: CP5"),
        ({"indicator": "caseload"}, "indicator", "Nearest: caseloads"),
        ({"form": "12 months"}, "form", "expected month, 3 months"),
        ({"form": "3 month"}, "form", "Nearest: 3 months"),
        ({"status": "final"}, "status", "expected published"),
        ({"numerator": "5", "denominator": "4"}, "numerator", "larger than the denominator"),
        ({"numerator": "-5", "denominator": "4"}, "numerator", "below zero"),
        ({"numerator": "5"}, "denominator", "is empty"),
        ({"denominator": "5"}, "numerator", "is empty"),
        ({"indicator": "CP3", "numerator": "5", "denominator": "0"}, "denominator", "is 0"),
        ({"numerator": "0", "denominator": "0", "value": "0"}, "denominator", "is 0"),
        ({"value": "c", "numerator": "3"}, "numerator", "withholds"),
        ({"dimension": "age"}, "category", "is empty"),
        ({"indicator": "CP1", "dimension": "sex", "category": "Boys"}, "dimension", "Nearest known: age"),
    ],
)
def test_a_fault_names_its_column_and_what_was_expected(row: dict[str, str], column: str, words: str) -> None:
    found, message = fault(**row)
    assert found == column
    assert words in message


def test_no_message_repeats_what_a_cell_says() -> None:
    secret = "Jo Bloggs"
    extract = read(dict.fromkeys((*DEFAULTS, "form", "status", "numerator", "dimension"), secret))
    assert len(told(extract)) >= 5
    assert secret not in " ".join(str(one) for one in extract.findings)


def test_every_fault_of_every_row_is_told_at_once() -> None:
    extract = read({"month": "2021-13", "numerator": "x1", "denominator": "y1"}, {"value": "5"}, {"indicator": "?"})
    assert [(row, column) for row, column, _ in told(extract)] == [
        (2, "month"), (2, "numerator"), (2, "denominator"), (4, "indicator"),
    ]  # fmt: skip
    assert (extract.rows_read, extract.rows_used, extract.rows_refused) == (3, 1, 2)


def test_equal_rows_are_used_once_and_unequal_ones_refused_with_both_numbers() -> None:
    extract = read({"value": "5"}, {"value": "5.0"}, {"value": "6"})
    assert (extract.rows_used, extract.rows_left, extract.rows_refused) == (1, 1, 1)
    assert told(extract, "warning") == [(3, None, "repeated")]
    assert "rows 2 and 4" in next(one.message for one in extract.findings if one.severity == "error")


def test_a_later_file_wins_whichever_months_it_holds() -> None:
    extract = read({"month": "2021-05", "value": "5"}, {"month": "2021-06"})
    assert (extract.origin.release, extract.origin.national, extract.origin.priority) == ("scorecard", False, 80)
    assert extract.data_as_at is not None and extract.data_as_at.isoformat() == "2021-05-31"


def test_a_column_that_is_not_known_is_told_with_the_nearest() -> None:
    extract = read({"value": "5", "numerater": "1"})
    assert told(extract, "warning") == [(None, "numerater", "unknown column")]
    assert "did you mean numerator?" in extract.findings[0].message


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,250", 1250.0), ("1,250.5", 1250.5), ("-3", -3.0), ("\u22123", -3.0), ("12.50", 12.5), ("007", 7.0)],
)
def test_numbers_as_people_write_them(text: str, value: float) -> None:
    number = parse_number(text)
    assert number is not None and number.value == value


@pytest.mark.parametrize(
    "text", ["12,5", "1,25", "1,2500", "1.250,5", "1e5", "nan", "inf", "12 %", "½", "٣", "9" * 400, "."]
)
def test_what_could_be_read_in_two_ways_is_no_number(text: str) -> None:
    assert parse_number(text) is None

"""The template that a council fills in."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from cpdash.ingest.scorecard import read_scorecard
from cpdash.ingest.template import write_scorecard_template
from cpdash.ingest.workbook import read_workbook
from tests.unit.ingest.catalogue_for_tests import (
    INDICATORS,
    MIDDLESBROUGH,
    PLACES,
    TODAY,
    small_catalogue,
    sources,
    told,
)


@pytest.mark.parametrize(("area", "used", "left"), [(MIDDLESBROUGH, 4, 0), ("Middlesbrough", 4, 0), ("", 0, 4)])
def test_the_unfilled_template_reads_back_without_an_error(tmp_path: Path, area: str, used: int, left: int) -> None:
    write_scorecard_template(tmp_path / "scorecard.xlsx", small_catalogue(), TODAY, area)
    raw = read_workbook(tmp_path / "scorecard.xlsx")
    extract = read_scorecard(raw, sources()["scorecard"], small_catalogue(), PLACES, TODAY)
    figures = extract.tables["observation"].to_pylist()
    assert told(extract) == []
    assert (extract.rows_read, extract.rows_used, extract.rows_left) == (4, used, left)
    assert {(one["status"], one["month"].isoformat()) for one in figures} <= {("missing", "2021-08-01")}


def test_the_template_can_be_used_without_a_mouse_or_sight(tmp_path: Path) -> None:
    write_scorecard_template(tmp_path / "scorecard.xlsx", small_catalogue(), TODAY, MIDDLESBROUGH)
    book = load_workbook(tmp_path / "scorecard.xlsx")
    assert book.sheetnames == ["Read me", "Scorecard", "Indicators"]
    assert book.properties.title == "Monthly scorecard"
    assert all(not sheet.merged_cells.ranges for sheet in book)
    sheet = book["Scorecard"]
    assert sheet.freeze_panes == "A2" and list(sheet.tables) == ["Scorecard"]
    assert {str(one.sqref).split(":")[0] for one in sheet.data_validations.dataValidation} == {"B2", "D2", "H2"}
    assert [cell.value for cell in book["Indicators"]["B"]][1:] == sorted(one.id for one in INDICATORS)


def test_a_filled_row_is_read(tmp_path: Path) -> None:
    path = tmp_path / "scorecard.xlsx"
    write_scorecard_template(path, small_catalogue(), TODAY, MIDDLESBROUGH)
    book = load_workbook(path)
    sheet = book["Scorecard"]
    for row in sheet.iter_rows(min_row=2, max_row=5):
        if row[1].value == "CP5":
            row[4].value, row[5].value = 30, 120
    book.save(path)
    extract = read_scorecard(read_workbook(path), sources()["scorecard"], small_catalogue(), PLACES, TODAY)
    assert [one["value"] for one in extract.tables["observation"].to_pylist() if one["value"]] == [25.0]

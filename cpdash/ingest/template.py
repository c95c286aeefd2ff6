"""Writes the workbook that a council fills in each month: what to do, the rows to fill, and what each indicator is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableStyleInfo

from cpdash.catalogue import Catalogue, Indicator
from cpdash.ingest.template_words import RULES
from cpdash.periods import FORMS, Month

COLUMNS = {
    "area": 14, "indicator": 24, "month": 11, "form": 16, "numerator": 12, "denominator": 13, "value": 11, "status": 13,
    "dimension": 16, "category": 20, "note": 44, "document": 34,
}  # fmt: skip
"""The columns of the scorecard, with a width at which their usual content is not cut."""

_DESCRIBED = {"code": 12, "id": 34, "title": 60, "unit": 14, "definition": 90, "default form": 16}
_LAST_ROW = 2000
"""How far down the lists to choose from reach."""


def write_scorecard_template(path: Path, catalogue: Catalogue, today: date, area: str = "") -> None:
    """Write the template: one row for each scorecard indicator, for the last complete month, its values empty.

    `area` is the GSS code (or name) put into every row. Reading the file back unfilled gives no error.
    """
    book = Workbook()
    book.properties.title, book.properties.creator = "Monthly scorecard", "cpdash"
    book.properties.language = "en-GB"
    indicators = sorted(catalogue.indicators.values(), key=lambda one: (one.theme, one.order, one.id))
    _read_me(book.active)
    _scorecard(book.create_sheet("Scorecard"), indicators, Month.of(today).plus(-1), area)
    _described(book.create_sheet("Indicators"), indicators)
    book.save(path)


def _read_me(sheet: Any) -> None:
    sheet.title = "Read me"
    sheet.column_dimensions["A"].width = 110
    for rule in RULES:
        sheet.append([rule])
        sheet.cell(sheet.max_row, 1).alignment = Alignment(wrap_text=True, vertical="top")
    _as_text(sheet)
    sheet["A1"].font = Font(bold=True, size=14)


def _scorecard(sheet: Any, indicators: Sequence[Indicator], month: Month, area: str) -> None:
    asked = [one for one in indicators if one.local.source == "scorecard"]
    rows = [[area or None, one.code, str(month), one.local.form] for one in asked]
    _table(sheet, "Scorecard", COLUMNS, rows)
    sheet.column_dimensions["C"].number_format = "@"
    for row in sheet.iter_rows(min_row=2, max_row=_LAST_ROW, min_col=3, max_col=3):
        # As text, so that Excel does not turn a typed 2025-03 into a date of its own.
        row[0].number_format = "@"
    _choose(sheet, "B", f"Indicators!$A$2:$A${len(indicators) + 1}", "an indicator's code, see the sheet Indicators")
    _choose(sheet, "D", f'"{",".join(FORMS)}"', "one of the forms of the indicator, or nothing")
    _choose(sheet, "H", '"published,provisional,illustrative"', "a status, or nothing for published")


def _choose(sheet: Any, column: str, choices: str, wanted: str) -> None:
    """Offer a list to choose from. Anything else only gives a warning: an indicator's id is as good as its code."""
    offer = DataValidation("list", formula1=choices, allow_blank=True, errorStyle="warning", showErrorMessage=True)
    offer.errorTitle, offer.error = "Not in the list", f"Expected {wanted}."
    offer.add(f"{column}2:{column}{_LAST_ROW}")
    sheet.add_data_validation(offer)


def _described(sheet: Any, indicators: Sequence[Indicator]) -> None:
    rows = [[one.code, one.id, one.title, one.unit, one.definition, one.local.form] for one in indicators]
    _table(sheet, "Indicators", _DESCRIBED, rows)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _table(sheet: Any, name: str, columns: dict[str, int], rows: Sequence[Sequence[str | None]]) -> None:
    """Write a named table with a header that stays in sight: what a screen reader announces as one."""
    sheet.append(list(columns))
    for row in rows:
        sheet.append(row)
    _as_text(sheet)
    for at, width in enumerate(columns.values(), 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
        sheet.cell(1, at).font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    if rows:
        table = Table(displayName=name, ref=f"A1:{get_column_letter(len(columns))}{len(rows) + 1}")
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
        sheet.add_table(table)


def _as_text(sheet: Any) -> None:
    """Make every text of a sheet one: openpyxl takes a text that begins with an equals sign for a formula."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                cell.data_type, cell.quotePrefix = "s", True

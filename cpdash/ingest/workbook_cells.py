"""What does one cell of a workbook say, as text? And which cells cannot be read at all?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from openpyxl.utils import get_column_letter

from cpdash.extract import Finding

_LITERAL = re.compile(r'"[^"]*"|\\.')
"""Parts of a number format that are shown as they stand: a percent sign in them does not scale the number."""

NAMED = 10
"""How many cells a finding names before it counts the rest."""


@dataclass
class Faults:
    """Cells that cannot be read, by the rule they break."""

    cells: dict[str, list[str]] = field(default_factory=dict)

    def add(self, rule: str, position: str) -> None:
        """Note one cell (or range) under a rule."""
        self.cells.setdefault(rule, []).append(position)

    def findings(self, file: str) -> Iterator[Finding]:
        """Return one error for each rule, naming its cells."""
        for rule, cells in self.cells.items():
            yield Finding("error", file, rule, _WORDS[rule].format(cells=listed(cells)))


_WORDS = {
    "merged cells": "merged cells in the table: {cells}. Unmerge them so that every row holds its own values",
    "formula without a value": "formulas that were never worked out: {cells}. Open the file in Excel or LibreOffice, "
    "save it, and load it again",
    "formula error": "formulas that end in an error: {cells}. Correct them, or leave the cells empty",
    "value without a column name": "values under a column that has no name: {cells}. Name the column or empty it",
}


def listed(cells: Sequence[str]) -> str:
    """Return the first positions, and how many more there are."""
    rest = len(cells) - NAMED
    return ", ".join(cells[:NAMED]) + (f" and {rest} more" if rest > 0 else "")


def position(row: int, column: int) -> str:
    """Return the position as the sheet shows it, such as C7. Both count from 1."""
    return f"{get_column_letter(column)}{row}"


def cell_text(cell: Any) -> str | None:
    """Return a cell as trimmed text: plain decimals, ISO dates, a percentage as it is shown. None when it is empty."""
    value = cell.value
    if value is None:
        return None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, "%" in _LITERAL.sub("", cell.number_format or ""))
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).strip() or None


def _number(value: float, shown_as_percent: bool) -> str:
    """Excel keeps 12.5 % as 0.125 and 15 digits at most: write what the person who typed it sees."""
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    text = format(exact * 100 if shown_as_percent else exact, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text + "%" if shown_as_percent else text

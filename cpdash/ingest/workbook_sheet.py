"""Which sheet of a workbook holds the table, where is its header, and what do its cells say?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook

from cpdash.ingest.workbook_cells import Faults, cell_text, position

MOST_CELLS = 10_000_000
"""Far above any real table; a sheet can claim 17,000 million cells in a few bytes."""

_PREFERRED = "scorecard"
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]+\d+:[A-Z]+\d+)[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")


class TooLarge(Exception):
    """The sheet has more cells than any table of this program."""


@dataclass(frozen=True, slots=True)
class Header:
    """Where a table begins: the row of its column names, and the names by column number (counted from 1)."""

    row: int
    names: Mapping[int, str]


def visible(book: Workbook) -> list[Any]:
    """Return the sheets that a person sees, the one named Scorecard first."""
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return sorted(sheets, key=lambda sheet: sheet.title.strip().casefold() != _PREFERRED)


def rows(sheet: Any) -> Iterator[tuple[int, Sequence[Any]]]:
    """Return the rows with their numbers; raises TooLarge. Reads cells, not the size that the sheet claims."""
    sheet.reset_dimensions()
    left = MOST_CELLS
    for number, row in enumerate(sheet.iter_rows(), start=1):
        left -= len(row) + 1
        if left < 0:
            raise TooLarge
        yield number, row


def find_header(sheet: Any) -> Header | None:
    """Return the first row in which three cells side by side hold words; None when no row does.

    A single letter is no word: some published sheets number and letter their columns above the header.
    """
    for number, row in rows(sheet):
        words = [isinstance(cell.value, str) and len(cell.value.strip()) > 1 for cell in row]
        if any(all(words[at : at + 3]) for at in range(len(words) - 2)):
            return Header(number, _unique({at: text for at, cell in enumerate(row, 1) if (text := cell_text(cell))}))
    return None


def _unique(names: Mapping[int, str]) -> dict[int, str]:
    """Tell columns of one name apart, in their order: SNP, SNP.2, SNP.3."""
    seen: dict[str, int] = {}
    taken = set(names.values())
    unique: dict[int, str] = {}
    for at, name in names.items():
        seen[name] = seen.get(name, 0) + 1
        new = name
        while seen[name] > 1 and (new := f"{name}.{seen[name]}") in taken:
            seen[name] += 1
        taken.add(new)
        unique[at] = new
    return unique


def table_rows(sheet: Any, header: Header, faults: Faults) -> Iterator[tuple[int, list[str | None]]]:
    """Return each row below the header that holds anything; cells that cannot be read are added to the faults."""
    for number, row in rows(sheet):
        if number <= header.row:
            continue
        texts: dict[int, str] = {}
        for at, cell in enumerate(row, 1):
            if cell.data_type == "e":
                faults.add("formula error", position(number, at))
            elif text := cell_text(cell):
                texts[at] = text
        for at in texts.keys() - header.names.keys():
            faults.add("value without a column name", position(number, at))
        if texts.keys() & header.names.keys():
            yield number, [texts.get(at) for at in header.names]


def note_merged(xml: bytes, header: Header, faults: Faults) -> None:
    """Add the merged ranges that touch the table; a merged title above it does no harm."""
    for found in _MERGED.finditer(xml):
        left, _, right, bottom = range_boundaries(found[1].decode())
        if (
            left is None
            or right is None
            or bottom is None
            or (bottom >= header.row and any(left <= at <= right for at in header.names))
        ):  # a whole row or column, which no table needs
            faults.add("merged cells", found[1].decode())


def has_formulas(xml: bytes) -> bool:
    """Return whether the sheet holds any formula, so that the second reading is only done where it is needed."""
    return _FORMULA.search(xml) is not None


def note_not_calculated(values: Any, formulas: Any, header: Header, faults: Faults) -> None:
    """Add the cells of the table with a formula but no result: the program that wrote them never worked it out."""
    for (number, row), (_, twins) in zip(rows(values), rows(formulas), strict=True):
        for at, (cell, twin) in enumerate(zip(row, twins, strict=True), 1):
            if number >= header.row and cell.value is None and twin.data_type == "f":
                faults.add("formula without a value", position(number, at))

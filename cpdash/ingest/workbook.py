"""Reads the table of an Excel workbook. Runs nothing in it: no macro, no formula, no link."""

from __future__ import annotations

import hashlib
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import pyarrow as pa
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from cpdash.errors import InputRefused
from cpdash.extract import Finding
from cpdash.ingest import workbook_sheet as sheets
from cpdash.ingest.raw import ROW, RawTable
from cpdash.ingest.workbook_cells import Faults
from cpdash.ingest.workbook_safety import MOST_BYTES, refusal

_BROKEN = (
    ArithmeticError, AttributeError, EOFError, InvalidFileException, LookupError, OSError, ParseError, RecursionError,
    TypeError, ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What openpyxl raises on a workbook that is broken or hostile inside: it has no error class of its own for that."""


def read_workbook(path: Path) -> RawTable:
    """Return the table of the sheet named Scorecard, or of the first visible sheet that holds one.

    Rows keep the numbers that the sheet shows. Merged cells, formulas without a result and error values come back as
    error findings, all at once; a file that must not or cannot be opened raises InputRefused.
    """
    with _opened(path) as (content, book):
        for sheet in sheets.visible(book):
            if header := sheets.find_header(sheet):
                return _table(path, content, book, sheet, header)
        raise InputRefused([f"{path.name}: no visible sheet holds a table: expected a row of column names."])


def read_sheets(path: Path) -> dict[str, RawTable]:
    """Return the table of every visible sheet that holds one, by the sheet's title; faults as `read_workbook` has."""
    with _opened(path) as (content, book):
        return {
            str(sheet.title): _table(path, content, book, sheet, header)
            for sheet in sheets.visible(book)
            if (header := sheets.find_header(sheet))
        }


@contextmanager
def _opened(path: Path) -> Iterator[tuple[bytes, Workbook]]:
    """Open a workbook that is safe to open, and turn what is broken inside into one sentence."""
    content = _content(path)
    if why := refusal(content, path.suffix):
        raise InputRefused([f"{path.name}: {why}."])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield content, _open(content, results=True)
    except sheets.TooLarge:
        raise InputRefused([f"{path.name}: has more cells than any table this program reads."]) from None
    except _BROKEN as error:
        fault = f"{path.name}: is damaged inside ({type(error).__name__}): open it, save it as .xlsx and load it again."
        raise InputRefused([fault]) from None


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputRefused([f"{path.name}: is larger than {MOST_BYTES // 1_000_000} MB: it was not opened."])
        return path.read_bytes()
    except OSError as error:
        raise InputRefused([f"{path.name}: cannot be opened: {error.strerror}."]) from None


def _open(content: bytes, *, results: bool) -> Workbook:
    return load_workbook(io.BytesIO(content), read_only=True, data_only=results, keep_vba=False, keep_links=False)


def _table(path: Path, content: bytes, book: Workbook, sheet: Any, header: sheets.Header) -> RawTable:
    if ROW in header.names.values():
        raise InputRefused([f"{path.name}: a column is called '{ROW}', which this program uses itself: rename it."])
    faults = Faults()
    found = list(sheets.table_rows(sheet, header, faults))
    _note_structure(content, sheet, header, faults)
    columns = list(header.names.values())
    cells = {name: pa.array([row[at] for _, row in found], pa.string()) for at, name in enumerate(columns)}
    cells[ROW] = pa.array([number for number, _ in found], pa.int64())
    findings = [*faults.findings(path.name), *_hidden(path, book)]
    return RawTable(path, hashlib.sha256(content).hexdigest(), columns, pa.table(cells), len(found), findings)


def _note_structure(content: bytes, sheet: Any, header: sheets.Header, faults: Faults) -> None:
    """What the streaming reader does not tell: merged ranges, and formulas that have no result."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read(sheet._worksheet_path)
    sheets.note_merged(xml, header, faults)
    if sheets.has_formulas(xml):
        sheets.note_not_calculated(sheet, _open(content, results=False)[sheet.title], header, faults)


def _hidden(path: Path, book: Workbook) -> list[Finding]:
    hidden = sum(sheet.sheet_state != "visible" for sheet in book.worksheets)
    if not hidden:
        return []
    return [Finding("note", path.name, "hidden sheet", f"{hidden} hidden sheet(s) in the workbook were not read")]

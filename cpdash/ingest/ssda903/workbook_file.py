"""Reads the sheets of a workbook that have the columns of a file of the return."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from cpdash.catalogue.returns import Layout
from cpdash.errors import InputRefused
from cpdash.extract import Finding
from cpdash.ingest.raw import ROW, RawTable
from cpdash.ingest.ssda903.pieces import Piece, extra_columns, fitted
from cpdash.ingest.ssda903.recognising import Unknown, near_miss, normal, recognised, repeated
from cpdash.ingest.workbook import read_sheets

_ISO, _OURS = r"^(\d{4})-(\d{2})-(\d{2})$", r"\3/\2/\1"


def read_workbook_file(path: Path, label: str, layouts: Mapping[str, Layout]) -> list[Piece]:
    """Return the rows of every sheet of a known kind; raises Unknown when there is none, InputRefused for faults."""
    tables = read_sheets(path)
    faults = [str(found) for raw in tables.values() for found in raw.findings if found.severity == "error"]
    pieces = [piece for title, raw in tables.items() if (piece := _piece(f"{label} [{title}]", raw, layouts, faults))]
    if pieces and faults:
        raise InputRefused(faults)
    if not pieces:
        raise Unknown("none of its sheets has the columns of a file of the return")
    return pieces


def _piece(label: str, raw: RawTable, layouts: Mapping[str, Layout], faults: list[str]) -> Piece | None:
    columns = normal(raw.columns)
    layout = recognised(columns, layouts)
    if layout is None:
        if fault := near_miss(columns, layouts):
            raise InputRefused([f"{label}: {fault}"])
        return None
    if fault := repeated(columns, layout):
        faults.append(f"{label}: {fault}")
        return None
    found = {
        name: raw.cells.column(own) for own, name in zip(raw.columns, columns, strict=True) if name in layout.types
    }
    cells = {name: _text(column, layout.types[name] == "day") for name, column in found.items()}
    findings: list[Finding] = extra_columns(layout, columns, label)
    return Piece(layout, label, fitted(layout, cells, raw.cells.column(ROW)), 0, tuple(findings))


def _text(column: pa.ChunkedArray, is_day: bool) -> pa.ChunkedArray:
    """Return a column as a CSV file would hold it: true dates as DD/MM/YYYY, empty cells as empty text."""
    text = pc.fill_null(column, "")
    return pc.replace_substring_regex(text, _ISO, _OURS) if is_day else text

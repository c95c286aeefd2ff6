"""Reads a comma-separated file of the return: where its header is, of which kind it is, and its rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from cpdash.catalogue.returns import Layout
from cpdash.errors import InputRefused
from cpdash.extract import Finding
from cpdash.ingest.delimited import SEPARATORS, read_below
from cpdash.ingest.encoding import as_utf8
from cpdash.ingest.raw import ROW
from cpdash.ingest.ssda903.pieces import Piece, extra_columns, fitted
from cpdash.ingest.ssda903.recognising import Unknown, near_miss, normal, recognised, repeated

DEEPEST = 10
"""The header is looked for in so many lines."""

_LONGEST = 1 << 16


@dataclass(frozen=True, slots=True)
class Head:
    """Where the header is: line number (from 1), its place in the bytes, its columns and what they are of."""

    line: int
    start: int
    columns: Sequence[str]
    layout: Layout


def read_text_file(label: str, content: bytes, layouts: Mapping[str, Layout]) -> Piece:
    """Return the rows of a file; raises Unknown for another kind of file and InputRefused for a damaged one."""
    text, from_1252 = as_utf8(label, content)
    if b"\n" not in text:
        text = text.replace(b"\r", b"\n")
    head = find_head(label, text, layouts)
    if fault := repeated(head.columns, head.layout):
        raise InputRefused([f"{label}, row {head.line}: {fault}"])
    read = read_below(label, _distinct(head.columns), text[head.start :], line=head.line)
    columns = {name: read.cells.column(name) for name in head.layout.types if name in head.columns}
    cells = fitted(head.layout, columns, read.cells.column(ROW))
    findings = [*_remarks(label, head, from_1252), *extra_columns(head.layout, head.columns, label), *read.findings]
    broken = read.rows_read - cells.num_rows
    if blank := _blank_lines(head, cells, broken, read.findings):
        message = f"{blank:,} blank lines between the rows were passed over"
        findings.append(Finding("note", label, "blank lines", message))
    return Piece(head.layout, label, cells, broken, tuple(findings))


def find_head(label: str, text: bytes, layouts: Mapping[str, Layout]) -> Head:
    """Return where the header is; raises Unknown, and InputRefused where it is one but for a column or a separator."""
    lines = list(_first_lines(text))
    for number, start, line in lines:
        columns = normal(_split(line, ","))
        if layout := recognised(columns, layouts):
            return Head(number, start, columns, layout)
    for number, _, line in lines:
        for sign, word in SEPARATORS.items():
            if recognised(normal(_split(line, sign)), layouts):
                raise InputRefused([f"{label}: is separated by {word}: save it as 'CSV UTF-8 (comma delimited)'."])
        if fault := near_miss(normal(_split(line, ",")), layouts):
            raise InputRefused([f"{label}, row {number}: {fault}"])
    raise Unknown(f"none of its first {DEEPEST} lines has the columns of a file of the return")


def _first_lines(text: bytes) -> Iterator[tuple[int, int, str]]:
    start = 0
    for number in range(1, DEEPEST + 1):
        end = text.find(b"\n", start, start + _LONGEST)
        yield number, start, text[start : end if end >= 0 else start + _LONGEST].decode("utf-8", "replace").rstrip("\r")
        if end < 0:
            return
        start = end + 1


def _split(line: str, sign: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(line, newline=""), delimiter=sign), [])
    except csv.Error:
        return []


def _distinct(columns: Sequence[str]) -> list[str]:
    """Give every column a name of its own: those that are not read may be empty or the same."""
    return [
        f"{name}#{at}" if columns.count(name) > 1 or name in ("", ROW.upper()) else name
        for at, name in enumerate(columns)
    ]


def _remarks(label: str, head: Head, from_1252: bool) -> Iterator[Finding]:
    if from_1252:
        message = "is not UTF-8: it was read as Windows-1252. Save it as 'CSV UTF-8' to be sure"
        yield Finding("note", label, "encoding", message)
    if head.line > 1:
        yield Finding(
            "note", label, "header", "the header is not on the first line: the lines above were not read", head.line
        )


def _blank_lines(head: Head, cells: pa.Table, broken: int, found: Sequence[Finding]) -> int:
    """Count the lines between the header and the last row that hold nothing, or nothing but commas."""
    rows = cells.column(ROW)
    filled = _filled(cells)
    if filled is not None:
        rows = rows.filter(filled)
    last = max([pc.max(rows).as_py() or 0, *(one.row or 0 for one in found)])
    return max(0, int(last) - head.line - len(rows) - broken)


def _filled(cells: pa.Table) -> pa.ChunkedArray | None:
    """Return which rows hold anything, or None when all do: then every row names a child."""
    empty = pc.fill_null(pc.equal(cells.column("CHILD"), ""), True)
    if not pc.any(empty).as_py():
        return None
    for name in cells.column_names:
        if name != ROW:
            empty = pc.and_(empty, pc.fill_null(pc.equal(cells.column(name), ""), True))
    return pc.invert(empty)

"""Reads comma-separated text: a sound file at once, any other row by row, so that every fault can be named.

Both ways see the same bytes, read once by the caller: no second look at the disk, no name that is taken for a pattern.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.csv as pacsv

from cpdash.errors import InputRefused
from cpdash.extract import Finding
from cpdash.ingest.encoding import MARK, check_utf8, first_line
from cpdash.ingest.raw import ROW

NO_FINAL_BREAK = "no final line break"
"""Rule of the finding that a national source turns into an error: what DfE publishes ends with a line break."""

Keep = Callable[[Sequence[str]], Collection[str] | None]
"""Says which columns of a header are to be read, or None for all of them."""

SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass
class Delimited:
    """Header, cells with ROW, number of data rows and what was found."""

    columns: list[str]
    cells: pa.Table
    rows_read: int
    findings: list[Finding] = field(default_factory=list)


def read_delimited(file: str, content: bytes, keep: Keep | None = None) -> Delimited:
    """Return the table of a comma-separated UTF-8 text; raises InputRefused when it is none.

    `keep` is asked which columns of the header to read; by default all are.
    """
    check_utf8(file, content)
    columns = header_columns(file, first_line(content))
    kept = keep(columns) if keep else None
    plain = content.removeprefix(MARK)
    whole = _at_once(columns, plain, kept=kept) if not plain.startswith((b"\n", b"\r")) else None
    return _ended(file, content, whole or _row_by_row(file, columns, plain.decode("utf-8")))


def read_below(file: str, columns: list[str], content: bytes, *, line: int) -> Delimited:
    """Return the rows of UTF-8 text that begins with its header, which is line `line` of the file and says `columns`.

    The file may have lines above its header; the rows are numbered as a spreadsheet shows the whole file.
    """
    read = _at_once(columns, content, line) or _row_by_row(file, columns, content.decode("utf-8"), line)
    return _ended(file, content, read)


def header_columns(file: str, line: str, *, row: int = 1) -> list[str]:
    """Return the trimmed column names in a line; raises InputRefused for another separator than the comma."""
    line = line.rstrip("\r")
    try:
        columns = [name.strip() for name in next(csv.reader(io.StringIO(line, newline=""), strict=True), [])]
    except csv.Error:
        raise InputRefused([f"{file}, row {row}: a quote in the header is never closed."]) from None
    for sign, word in SEPARATORS.items():
        if line.count(sign) > line.count(","):
            raise InputRefused([f"{file}: is separated by {word}: save it as 'CSV UTF-8 (comma delimited)'."])
    return columns


def _ended(file: str, content: bytes, read: Delimited) -> Delimited:
    if not content.endswith((b"\n", b"\r")):
        message = "has no line break after its last row: is it complete?"
        read.findings.append(Finding("warning", file, NO_FINAL_BREAK, message))
    return read


def _at_once(
    columns: list[str], content: bytes, line: int = 1, kept: Collection[str] | None = None
) -> Delimited | None:
    """Return the table, or None when anything is odd. A quoted line break is not: a spreadsheet counts rows."""
    quotes = content.count(b'"')
    if len(columns) < 2 or len(set(columns)) != len(columns) or quotes % 2:
        return None
    names = [f"c{at}" for at in range(len(columns))]
    wanted = [at for at, column in enumerate(columns) if kept is None or column in kept]
    try:
        # An empty line then has too few columns, so the row numbers of what is read here run on without a gap.
        cells = pacsv.read_csv(
            pa.BufferReader(pa.py_buffer(content).slice(0, _without_breaks(content))),
            pacsv.ReadOptions(column_names=names, skip_rows_after_names=1),
            # Without a quote no value can hold a line break, and the parts of the text can be read side by side.
            pacsv.ParseOptions(newlines_in_values=quotes > 0, ignore_empty_lines=False),
            pacsv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=False,
                include_columns=[names[at] for at in wanted],
            ),
        )
    except pa.ArrowException:
        return None
    rows = pa.arange(line + 1, line + 1 + cells.num_rows)
    read = [columns[at] for at in wanted]
    return Delimited(read, cells.rename_columns(read).append_column(ROW, rows), cells.num_rows)


def _without_breaks(content: bytes) -> int:
    """Return the length of a text without the line breaks at its end, so that a large one need not be copied."""
    length = len(content)
    while length and content[length - 1] in b"\r\n":
        length -= 1
    return length


def _row_by_row(file: str, columns: list[str], text: str, line: int = 1) -> Delimited:
    """Return the rows that are whole, and a finding for each that is not. Rows are counted as a spreadsheet does."""
    names = [*_distinct(columns), ROW]
    good, broken = _Whole(names), _Broken(file, len(columns))
    read = 0
    for row, cells, fault in _walk(text, line):
        read += 1
        if cells is not None and len(cells) == len(columns):
            good.add(row, cells)
        else:
            broken.add(row, cells, fault)
        broken.last = row
    return Delimited(columns, good.table(), read, broken.findings())


def _walk(text: str, line: int) -> Iterator[tuple[int, list[str] | None, str]]:
    """Return each row below the header that is not blank, with its number; None and the fault for a broken one."""
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    row, header_seen = line - 1, False
    while True:
        row += 1
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            endless = "unexpected end" in str(error) or "field limit" in str(error)
            yield row, None, "opens a quote that is never closed" if endless else "has a quote in the wrong place"
            if endless:
                return
            continue
        blank = not cells or (len(cells) == 1 and not cells[0].strip())
        if header_seen and not blank:
            yield row, cells, ""
        header_seen = header_seen or not blank


class _Whole:
    """Whole rows, turned into columns a part at a time: a file of half a million rows must not live as Python lists."""

    part = 50_000

    def __init__(self, names: list[str]) -> None:
        self._schema = pa.schema([(name, pa.int64() if name == ROW else pa.string()) for name in names])
        self._rows: list[list[str]] = []
        self._numbers: list[int] = []
        self._batches: list[pa.RecordBatch] = []

    def add(self, row: int, cells: list[str]) -> None:
        self._rows.append(cells)
        self._numbers.append(row)
        if len(self._rows) == self.part:
            self._turn()

    def table(self) -> pa.Table:
        self._turn()
        return pa.Table.from_batches(self._batches, self._schema)

    def _turn(self) -> None:
        if self._rows:
            turned = [pa.array(column, pa.string()) for column in zip(*self._rows, strict=True)]
            numbers = pa.array(self._numbers, pa.int64())
            self._batches.append(pa.RecordBatch.from_arrays([*turned, numbers], schema=self._schema))
            self._rows, self._numbers = [], []


class _Broken:
    """Rows with a wrong number of columns or a stray quote; the last row of the file may be one that was cut off."""

    most = 100_000

    def __init__(self, file: str, width: int) -> None:
        self._file, self._width = file, width
        self._rows: list[tuple[int, int, str]] = []
        self._more = 0
        self.last = 0

    def add(self, row: int, cells: list[str] | None, fault: str) -> None:
        if len(self._rows) == self.most:
            self._more += 1
            return
        width = self._width if cells is None else len(cells)
        self._rows.append((row, width, fault or f"has {width} columns: expected {self._width} as in the header"))

    def findings(self) -> list[Finding]:
        named = [self._finding(row, width, why) for row, width, why in self._rows]
        if self._more:
            named.append(Finding("error", self._file, "broken row", f"{self._more:,} more rows are broken"))
        return named

    def _finding(self, row: int, width: int, why: str) -> Finding:
        if row == self.last and width < self._width:
            return Finding(
                "error", self._file, "cut off", f"{why}. It is the last row: the file seems to be cut off", row
            )
        return Finding("error", self._file, "broken row", why, row)


def _distinct(columns: list[str]) -> list[str]:
    """Name every column once, so that a table can be made; the caller refuses such a header."""
    return [name if columns.count(name) == 1 else f"{name}#{at}" for at, name in enumerate(columns)]

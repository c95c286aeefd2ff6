"""Reads the table of a file, whatever its format: .csv or .txt, .parquet, .xlsx."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from cpdash.errors import InputRefused
from cpdash.extract import Finding
from cpdash.ingest.delimited import Keep, read_delimited
from cpdash.ingest.raw import ROW, RawTable
from cpdash.ingest.workbook import read_workbook


def read_table(path: Path, keep: Keep | None = None) -> RawTable:
    """Return the table of one file as trimmed text, with the row of each line and the faults of the format.

    `keep` may choose the columns to read of a text file, once its header is known; by default all are. Faults of
    single rows come back as findings, all at once. Raises InputRefused when there is no table to read: nothing there,
    a folder, an empty file, another encoding or separator, an unusable header, a broken download.
    """
    if path.suffix.lower() == ".xlsx":
        _content_exists(path)
        return read_workbook(path)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise InputRefused([f"{path.name}: expected a .csv, .txt, .parquet or .xlsx file."])
    _content_exists(path)
    content = _bytes(path)
    columns, cells, rows_read, findings = reader(path.name, content, keep)
    trimmed = _trimmed(cells)
    filled = _filled(trimmed, columns)
    rows_read -= trimmed.num_rows - filled.num_rows
    return RawTable(path, hashlib.sha256(content).hexdigest(), columns, filled, rows_read, findings)


Parts = tuple[list[str], pa.Table, int, list[Finding]]


def _csv(file: str, content: bytes, keep: Keep | None) -> Parts:
    """Return header, cells with ROW, number of rows and findings of a comma-separated text."""
    read = read_delimited(file, content, keep)
    if faults := list(_header_faults(read.columns)):
        raise InputRefused([f"{file}, row 1: {fault}." for fault in faults])
    return read.columns, read.cells, read.rows_read, read.findings


def _parquet(file: str, content: bytes, _: Keep | None) -> Parts:
    """Return header, cells with ROW and number of rows of a Parquet file; row 2 is its first, as in a spreadsheet."""
    try:
        opened = pq.ParquetFile(pa.BufferReader(content))
        if opened.metadata.num_rows * opened.metadata.num_columns > MOST_CELLS:
            raise InputRefused([f"{file}: holds more cells than any published table: at most {MOST_CELLS:,} are read."])
        table = opened.read()
        columns = [name.strip() for name in table.column_names]
        texts = [column.cast(pa.string()) for column in table.columns]
    except (pa.ArrowException, OSError, ValueError):
        fault = f"{file}: is not a complete Parquet file: the download seems cut short. Download it again."
        raise InputRefused([fault]) from None
    if faults := list(_header_faults(columns)):
        raise InputRefused([f"{file}: {fault}." for fault in faults])
    rows = pa.array(range(2, table.num_rows + 2), pa.int64())
    return columns, pa.table([*texts, rows], names=[*columns, ROW]), table.num_rows, []


MOST_CELLS = 100_000_000
"""Cells that are read of a Parquet file, which can be a thousand times larger inside than on the disk."""

READERS: Mapping[str, Callable[[str, bytes, Keep | None], Parts]] = {".csv": _csv, ".txt": _csv, ".parquet": _parquet}
SUFFIXES = frozenset({*READERS, ".xlsx"})


def _content_exists(path: Path) -> None:
    if path.is_dir():
        raise InputRefused([f"{path.name}: is a folder, a file was expected."])
    if not path.exists():
        raise InputRefused([f"{path.name}: there is no such file."])
    if not path.is_file():
        raise InputRefused([f"{path.name}: is no ordinary file, one was expected."])


def _bytes(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputRefused([f"{path.name}: cannot be opened: {error.strerror}."]) from None
    if not content.strip():
        raise InputRefused([f"{path.name}: is empty."])
    return content


def _header_faults(columns: Sequence[str]) -> Iterator[str]:
    for name, times in Counter(columns).items():
        if not name:
            yield "a column has no name: expected a name in every cell of the header"
        elif times > 1:
            # Not the name: where a file has no header, its first row is somebody's data.
            numbers = ", ".join(str(at) for at, other in enumerate(columns, 1) if other == name)
            yield f"columns {numbers} have the same name: expected every name once"
        elif name == ROW:
            yield f"a column is called '{ROW}', which this program uses itself: rename it"


def _trimmed(cells: pa.Table) -> pa.Table:
    """Trim every cell and make the empty ones null, one column at a time so that memory stays low."""
    for at, name in enumerate(cells.column_names):
        if name != ROW:
            text = pc.utf8_trim_whitespace(cells.column(at))
            empty = pc.equal(text, "")
            cells = cells.set_column(at, name, pc.if_else(empty, pa.scalar(None, pa.string()), text))
    return cells


def _filled(cells: pa.Table, columns: Sequence[str]) -> pa.Table:
    """Return the rows that hold anything: spreadsheets leave rows of bare commas behind."""
    empty = pc.is_null(cells.column(0))
    for name in columns[1:]:
        if not pc.any(empty).as_py():
            return cells
        empty = pc.and_(empty, pc.is_null(cells.column(name)))
    return cells.filter(pc.invert(empty))

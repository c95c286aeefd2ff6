"""Puts the text of every file of every return into typed tables in memory, one table for each kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from cpdash.catalogue.returns import ColumnType, Layout, load_return_layouts
from cpdash.ingest.raw import ROW
from cpdash.ingest.sql import Connection, connect, script, table
from cpdash.ingest.ssda903.opening import Folder

SQL = Path(__file__).parent / "sql"
_TYPED: Mapping[ColumnType, str] = {
    "id": "code_of({0}) AS {1}",
    "code": "code_of({0}) AS {1}",
    "text": "text_of({0}) AS {1}",
    "day": "{0}_day AS {1}, nullif({0}, '') AS {1}_text",
    "whole": "whole_of({0}) AS {1}, nullif({0}, '') AS {1}_text",
    "number": "number_of({0}) AS {1}, nullif({0}, '') AS {1}_text",
}


Texts = dict[str, list[tuple[int, int, pa.Table]]]
"""The text of the files by table: return, file in it, and its cells."""


def staged(texts: Texts, folders: Sequence[Folder]) -> Connection:
    """Return a database in memory with a table for every kind, also for those of which there is no file.

    Each has ret (the place in `folders`), file (the place in the folder's files), row, and the layout's columns: `x`
    typed, and for a day or a number `x_text` as the file has it. A row without any value is no row. `texts` is emptied.
    """
    db = connect()
    db.execute("SET preserve_insertion_order = false")
    for name in ("macros", "tables"):
        db.execute(script(name, SQL))
    layouts = load_return_layouts()
    for layout in layouts.tables.values():
        _stage(db, layout, texts.pop(layout.id, []))
    _insert(db, "code", ["set_", "code", "first_year", "last_year"], list(layouts.code_rows()))
    _insert(db, "given", ["ret", "table_"], list(_given(folders)))
    return db


def _stage(db: Connection, layout: Layout, texts: Sequence[tuple[int, int, pa.Table]]) -> None:
    parts = [_numbered(cells, ret, file) for ret, file, cells in texts]
    raw = _with_days(db, layout, pa.concat_tables(parts) if parts else _nothing(layout))
    typed = ", ".join(_TYPED[kind].format(name, name.lower()) for name, kind in layout.types.items())
    blank = " AND ".join(f"coalesce({name}, '') = ''" for name in layout.types)
    db.register("raw", raw)
    try:
        # Names come from the layouts in the catalogue; every one is a plain word.
        db.execute(
            f"CREATE TABLE {layout.id} AS SELECT ret, file, {ROW} AS row, {typed} FROM raw WHERE NOT ({blank})"  # noqa: S608
        )
    finally:
        db.unregister("raw")


def _with_days(db: Connection, layout: Layout, raw: pa.Table) -> pa.Table:
    """Add the date of each day column as NAME_day. Millions of rows hold few different dates: each is read once."""
    for name in (name for name, kind in layout.types.items() if kind == "day"):
        encoded = pc.dictionary_encode(raw.column(name))
        texts = encoded.chunk(0).dictionary if encoded.num_chunks else pa.array([], pa.string())
        db.register("texts", pa.table({"x": texts, "place": pa.arange(0, len(texts))}))
        days = table(db, "SELECT day_of(x) AS day FROM texts ORDER BY place").column("day").combine_chunks()
        db.unregister("texts")
        taken = [days.take(chunk.indices) for chunk in encoded.chunks]
        raw = raw.append_column(f"{name}_day", pa.chunked_array(taken, pa.date32()))
    return raw


def _numbered(cells: pa.Table, ret: int, file: int) -> pa.Table:
    count = cells.num_rows
    return cells.append_column("ret", pa.repeat(pa.scalar(ret, pa.int32()), count)).append_column(
        "file", pa.repeat(pa.scalar(file, pa.int32()), count)
    )


def _nothing(layout: Layout) -> pa.Table:
    columns = {name: pa.array([], pa.string()) for name in layout.types}
    numbers = {"ret": pa.array([], pa.int32()), "file": pa.array([], pa.int32()), ROW: pa.array([], pa.int64())}
    return pa.table({**columns, **numbers})


def _given(folders: Sequence[Folder]) -> Iterator[tuple[int, str]]:
    for ret, folder in enumerate(folders):
        yield from ((ret, kind) for kind in sorted({kind for file in folder.files for kind in file.kinds}))


def _insert(db: Connection, table: str, names: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
    columns = pa.table({name: [row[at] for row in rows] for at, name in enumerate(names)})
    db.register("rows", columns)
    db.execute(f"INSERT INTO {table} SELECT * FROM rows")  # noqa: S608  one of the tables of tables.sql
    db.unregister("rows")

"""Small returns for the tests of the rules: the staged tables that the reader makes, from a few values a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

import pyarrow as pa

from cpdash.catalogue.returns import ColumnType, load_return_layouts
from cpdash.ingest.sql import Connection, connect
from cpdash.ingest.ssda903 import rules

FIRST, LAST = date(2022, 4, 1), date(2023, 3, 31)
Row = Mapping[str, str | int | None]
TYPES: Mapping[ColumnType, str] = {"day": "DATE", "whole": "INTEGER", "number": "DOUBLE"}


def staged(
    tables: Mapping[str, Sequence[Row]], first: date = FIRST, last: date = LAST, year: int | None = None
) -> Connection:
    """A database with one return, number 0, of these rows: columns in small letters, dates as DD/MM/YYYY.

    A row is numbered by its place, from 0, unless it says its row. Columns that are not given are NULL; those that no
    file has are left out.
    """
    db = connect()
    sets, codes, firsts, lasts = zip(*load_return_layouts().code_rows(), strict=True)
    named = {"set_": sets, "code": codes, "first_year": firsts, "last_year": lasts}
    db.register("codes", pa.table({name: list(values) for name, values in named.items()}))
    db.execute("CREATE TABLE code AS FROM codes")
    db.unregister("codes")
    db.execute("CREATE TABLE given (ret INTEGER, table_ VARCHAR)")
    db.execute("CREATE TABLE ret (ret INTEGER, area VARCHAR, first DATE, last DATE, year INTEGER)")
    for name, layout in load_return_layouts().tables.items():
        columns = {column.lower(): TYPES.get(kind, "VARCHAR") for column, kind in layout.types.items()}
        stage(db, name, columns)
    add(db, 0, tables, first, last, year)
    return db


def stage(db: Connection, name: str, columns: Mapping[str, str]) -> None:
    texts = [f"{column}_text VARCHAR" for column, kind in columns.items() if kind != "VARCHAR"]
    typed = [f"{column} {kind}" for column, kind in columns.items()]
    db.execute(f"CREATE TABLE {name} (ret INTEGER, file INTEGER, row BIGINT, {', '.join([*typed, *texts])})")


def add(
    db: Connection,
    ret: int,
    tables: Mapping[str, Sequence[Row]],
    first: date = FIRST,
    last: date = LAST,
    year: int | None = None,
) -> None:
    """Add a return to the database."""
    named = year or last.year + (last.month >= 4)
    db.execute("INSERT INTO ret VALUES (?, 'E06000004', ?, ?, ?)", [ret, first, last, named])
    for at, (name, rows) in enumerate(tables.items()):
        db.execute("INSERT INTO given VALUES (?, ?)", [ret, name])
        described = db.execute(f"DESCRIBE {name}").fetchall()
        kinds = {str(column): str(kind) for column, kind, *_ in described}
        for number, row in enumerate(rows):
            values = {"ret": ret, "file": at, "row": row.get("row", number), **_typed(row, kinds)}
            marks = ", ".join("?" for _ in values)
            db.execute(f"INSERT INTO {name} ({', '.join(values)}) VALUES ({marks})", list(values.values()))


def _typed(row: Row, kinds: Mapping[str, str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for column, value in row.items():
        text = None if value is None else str(value)
        if column not in kinds or column == "row":
            continue
        if kinds[column] == "VARCHAR":
            found[column] = text
            continue
        found[f"{column}_text"] = text
        found[column] = _day(text) if kinds[column] == "DATE" else _number(text)
    return found


def _day(text: str | None) -> date | None:
    try:
        return datetime.strptime(text, "%d/%m/%Y").date() if text and len(text) == 10 else None
    except ValueError:
        return None


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def found_by(db: Connection, rule: str) -> dict[str, list[int]]:
    """The rows that one rule finds, by table, whether or not the return is asked for it."""
    rules.opened(db)
    families = [name for name in (rules.REFUSING, *rules.KEEPING) if f"'{rule}'" in _text(name)]
    for family in ("_chain", *(families or _SHARED)):
        rules.run(db, family)
    rows = db.execute(
        "SELECT DISTINCT table_, row FROM rule_fault WHERE rule = ? ORDER BY table_, row", [rule]
    ).fetchall()
    rules.run(db, "_close")
    found: dict[str, list[int]] = {}
    for name, row in rows:
        found.setdefault(name, []).append(row)
    return found


_SHARED = ("identity", "episode")
"""The files with a query for several rules, which do not name them."""


def _text(family: str) -> str:
    return (rules.FOLDER / f"{family}.sql").read_text("utf-8")


def found_in(table: str, columns: str, rows: Iterable[Sequence[str | int | None]], rule: str) -> list[int]:
    """The rows of one table that a rule finds, from the values of these columns."""
    names = columns.split()
    given = {table: [dict(zip(names, row, strict=True)) for row in rows]}
    return found_by(staged(given), rule).get(table, [])


def rows_of(found: pa.Table, rule: str) -> list[dict[str, object]]:
    """The faults of one rule, as dictionaries."""
    return [one for one in found.to_pylist() if one["rule"] == rule]

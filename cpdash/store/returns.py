"""Adds returns to the work database: every file a load, every row with the number of its return and its load."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import duckdb
import pyarrow as pa

from cpdash.extract import RETURN_SCHEMAS, Extract, Finding, Return, Returns
from cpdash.store.sql import query


@dataclass(frozen=True, slots=True)
class _New:
    """A return that is not there yet, with the numbers that it and its files get."""

    place: int
    one: Return
    id: int
    loads: tuple[int, ...]


def add_returns(db: duckdb.DuckDBPyConnection, returns: Returns, recipe: str, moment: datetime) -> frozenset[int]:
    """Add what is not there yet, within the caller's transaction; return the places of the returns that were there.

    The number of a return says when it was loaded: of those loaded together, the one that goes further is the later.
    """
    known = {at for at, one in enumerate(returns.returns) if _is_known(db, one, recipe)}
    wanted = [(at, one) for at, one in enumerate(returns.returns) if at not in known]
    if wanted:
        new = list(_numbered(db, sorted(wanted, key=lambda item: _order(item[1]))))
        _add_loads(db, new, recipe, moment)
        _add_rows(db, new, returns)
    return frozenset(known)


def return_key(one: Return) -> str:
    """Return the fingerprint of a return: its council, its days, and what its files hold, whatever they are called."""
    parts = [one.area, one.first.isoformat(), one.last.isoformat(), *sorted(file.sha256 for file in one.files)]
    return sha256("\n".join(parts).encode()).hexdigest()


def insert_rows(db: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    """Add rows to a table by the names of their columns. The name is this package's own, never a user's."""
    db.register("incoming", rows)
    try:
        db.execute(f"INSERT INTO {name} BY NAME SELECT * FROM incoming")  # noqa: S608
    finally:
        db.unregister("incoming")


def finding_rows(findings: Sequence[tuple[int, Finding]]) -> pa.Table:
    """Return findings with the numbers of their loads, as the table of findings has them."""
    return pa.table(
        {
            "load": pa.array([load for load, _ in findings], pa.int32()),
            "severity": pa.array([one.severity for _, one in findings], pa.string()),
            "file": pa.array([one.file for _, one in findings], pa.string()),
            "row": pa.array([one.row for _, one in findings], pa.int64()),
            "column_": pa.array([one.column for _, one in findings], pa.string()),
            "rule": pa.array([one.rule for _, one in findings], pa.string()),
            "message": pa.array([one.message for _, one in findings], pa.string()),
        }
    )


def _is_known(db: duckdb.DuckDBPyConnection, one: Return, recipe: str) -> bool:
    found = db.execute(query("work_same_return"), {"sha256": return_key(one), "recipe": recipe}).fetchone()
    return found is not None


def _order(one: Return) -> tuple[str, int, int]:
    return one.area, one.last.toordinal(), -one.first.toordinal()


def _numbered(db: duckdb.DuckDBPyConnection, wanted: Sequence[tuple[int, Return]]) -> Iterator[_New]:
    files = sum(len(one.files) for _, one in wanted)
    numbers = db.execute(query("work_numbers"), {"loads": files, "returns": len(wanted)}).fetchall()
    loads = iter(sorted(number for what, number in numbers if what == "load"))
    ids = iter(sorted(number for what, number in numbers if what == "return"))
    for place, one in wanted:
        yield _New(place, one, next(ids), tuple(next(loads) for _ in one.files))


def _add_loads(db: duckdb.DuckDBPyConnection, new: Sequence[_New], recipe: str, moment: datetime) -> None:
    files = [(load, file) for one in new for load, file in zip(one.loads, one.one.files, strict=True)]
    insert_rows(db, "load", pa.Table.from_pylist([_load(load, file, recipe, moment) for load, file in files]))
    returns = [
        {
            "id": item.id, "area": item.one.area, "first": item.one.first, "last": item.one.last,
            "sha256": return_key(item.one), "recipe": recipe, "loaded_at": moment,
        }
        for item in new
    ]  # fmt: skip
    insert_rows(db, "return", pa.Table.from_pylist(returns))
    held = [
        {"ret": item.id, "table_": kind, "load": load}
        for item in new
        for load, kinds in zip(item.loads, item.one.kinds, strict=True)
        for kind in kinds
    ]
    insert_rows(db, "return_file", pa.Table.from_pylist(held))
    insert_rows(db, "finding", finding_rows([(load, found) for load, file in files for found in file.findings]))


def _load(load: int, file: Extract, recipe: str, moment: datetime) -> dict[str, object]:
    origin = file.origin
    return {
        "id": load, "loaded_at": moment, "file": file.file, "sha256": file.sha256, "recipe": recipe,
        "kind": origin.kind, "source": origin.source, "title": origin.title, "publisher": origin.publisher,
        "licence": origin.licence, "family": origin.family, "release": origin.release, "priority": origin.priority,
        "is_national": origin.national, "rows_read": file.rows_read, "rows_used": file.rows_used,
        "rows_left": file.rows_left, "rows_refused": file.rows_refused, "data_as_at": file.data_as_at,
    }  # fmt: skip


def _add_rows(db: duckdb.DuckDBPyConnection, new: Sequence[_New], returns: Returns) -> None:
    numbers = [
        {"place": item.place, "file": at, "ret": item.id, "load": load}
        for item in new
        for at, load in enumerate(item.loads)
    ]
    db.register("numbers", pa.Table.from_pylist(numbers))
    try:
        for name, rows in returns.tables.items():
            db.register("incoming", rows.cast(RETURN_SCHEMAS[name]))
            # The name is one of RETURN_SCHEMAS, and the rows were cast to its schema.
            statement = f"""
                INSERT INTO return_{name} BY NAME
                SELECT n.ret, n.load, i.* EXCLUDE (ret, file)
                FROM incoming AS i JOIN numbers AS n ON n.place = i.ret AND n.file = i.file
            """  # noqa: S608
            db.execute(statement)
            db.unregister("incoming")
    finally:
        db.unregister("numbers")

"""Small returns made by hand, loaded into a work database, and the facts that come out of them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

import cpdash.catalogue
from cpdash.extract import RETURN_SCHEMAS
from cpdash.store.fact_tables import Label, build_facts
from cpdash.store.schema_steps import bring_forward

AREA = "E06000004"
Row = dict[str, Any]
Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def labels() -> list[Label]:
    """Every code of the return with its category."""
    path = Path(cpdash.catalogue.__file__).parent / "ssda903" / "codes.toml"
    sets = tomllib.loads(path.read_text("utf-8"))
    return [
        Label(name, code, one["label"], one.get("group", ""))
        for name, codes in sets.items()
        for code, one in codes.items()
    ]


def day(text: str) -> date:
    """The day written as 2024-03-31."""
    return date.fromisoformat(text)


class Work:
    """A work database in memory, to which returns are added; `facts()` builds what a publish would."""

    def __init__(self) -> None:
        self.db = duckdb.connect()
        bring_forward(self.db)
        self.db.execute("ATTACH ':memory:' AS snapshot")
        self._number = 0

    def add(self, first: str, last: str, tables: Rows, area: str = AREA) -> None:
        """Add a return that covers the days from first to last."""
        self._number += 1
        number = self._number
        self.db.execute(
            "INSERT INTO return VALUES (?, ?, ?, ?, ?, 'by hand', ?)",
            [number, area, day(first), day(last), str(number), datetime(2026, 1, 1)],
        )
        for name, rows in tables.items():
            self.db.execute("INSERT INTO return_file VALUES (?, ?, ?)", [number, name, number])
            blank = dict.fromkeys(RETURN_SCHEMAS[name].names)
            given = [blank | {"ret": number, "file": number, "row": at} | dict(row) for at, row in enumerate(rows, 2)]
            incoming = pa.Table.from_pylist(given, RETURN_SCHEMAS[name]).rename_columns({"file": "load"})
            self.db.register("incoming", incoming)
            self.db.execute(f"INSERT INTO return_{name} BY NAME FROM incoming")
            self.db.unregister("incoming")

    def facts(self) -> duckdb.DuckDBPyConnection:
        """Build the facts and return the connection; the tables are in the schema `snapshot`."""
        build_facts(self.db, labels(), [])
        return self.db


@contextmanager
def built(first: str, last: str, tables: Rows) -> Iterator[duckdb.DuckDBPyConnection]:
    """The facts of one return."""
    work = Work()
    work.add(first, last, tables)
    try:
        yield work.facts()
    finally:
        work.db.close()


def episode(child: str, decom: str, dec: str | None = None, rec: str | None = None, **more: Any) -> dict[str, Any]:
    """An episode with a foster carer under section 20, started by S, unless told otherwise."""
    base = {
        "child": child, "decom": day(decom), "dec": day(dec) if dec else None, "rec": rec, "rne": "S", "ls": "V2",
        "cin": "N1", "place": "U6", "place_provider": "PR1",
    }  # fmt: skip
    return base | more


def header(child: str, dob: str, **more: Any) -> dict[str, Any]:
    """A child."""
    return {"child": child, "dob": day(dob), "sex": "2", "ethnic": "WBRI"} | more


def total(
    db: duckdb.DuckDBPyConnection, fact: str, measure: str, month: str, form: str = "snapshot", **where: str
) -> int:
    """Return a measure of a fact, summed over the rows of a month and form that have these categories."""
    named = "".join(f" AND {name} = ?" for name in where)
    found = db.execute(
        f"SELECT coalesce(sum({measure}), 0)::BIGINT FROM snapshot.{fact} WHERE month = ? AND form = ?{named}",
        [day(f"{month}-01"), form, *where.values()],
    ).fetchone()
    assert found is not None
    return int(found[0])

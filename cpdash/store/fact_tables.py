"""Builds the monthly facts from the child-level rows of the returns, inside the transaction of a publish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import duckdb
import pyarrow as pa

from cpdash.store.sql import query

CHILDREN = (
    "macros", "types", "active", "month", "event", "child", "unaccompanied", "merged", "short_break", "episode",
    "period", "spell", "stay", "in_care",
)  # fmt: skip
"""Temporary tables of child-level rows, in the order in which they are made. None of them leaves the work database."""

FURTHER = ("reach", "first_review", "age_span", "care_leaver")
"""Temporary tables that only some facts need."""

FACTS = (
    "children_in_care", "placement", "adoption_timeliness", "care_leaver_activity", "care_leaver_accommodation",
    "health", "reviews", "missing", "coverage",
)  # fmt: skip
"""Tables of the snapshot, each from a file of its name."""


class Label(NamedTuple):
    """What one code of a code set means, and the category of published tables that it counts under."""

    set_: str
    code: str
    label: str
    category: str


def build_facts(db: duckdb.DuckDBPyConnection, labels: Sequence[Label], bank_holidays: Sequence[date]) -> None:
    """Fill the fact tables of the attached database `snapshot` from the returns in the work database.

    Without any return the tables are there and empty.
    """
    build_children(db, labels, bank_holidays)
    for name in FURTHER:
        db.execute(query(name, "facts"))
    for name in FACTS:
        db.execute(query(name, "facts"))
    _in_snapshot(db, "placement_view")


_LABEL = pa.schema([(name, pa.string()) for name in Label._fields])


def build_children(db: duckdb.DuckDBPyConnection, labels: Sequence[Label], bank_holidays: Sequence[date]) -> None:
    """Make the temporary tables that every fact is counted from: episodes, periods, spells, months in care."""
    _keep(db, "label", pa.Table.from_pylist([label._asdict() for label in labels], _LABEL))
    _keep(db, "bank_holiday", pa.table({"day": pa.array(list(bank_holidays), pa.date32())}))
    for name in CHILDREN:
        db.execute(query(name, "facts"))


def _in_snapshot(db: duckdb.DuckDBPyConnection, name: str) -> None:
    # A view keeps the names that it was made with: made from inside, it holds when the file is opened under another.
    [here] = db.execute("SELECT current_database()").fetchone() or ("",)
    db.execute("USE snapshot")
    try:
        db.execute(query(name, "facts"))
    finally:
        db.execute(f'USE "{here}"')


def _keep(db: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    db.register("incoming", rows)
    try:
        db.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM incoming")
    finally:
        db.unregister("incoming")

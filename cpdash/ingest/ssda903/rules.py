"""Runs the validation rules over staged returns: which rows cannot be read, and which kept rows are at fault."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyarrow as pa

from cpdash.catalogue.rules import the_rules
from cpdash.ingest.sql import Connection, table

FOLDER = Path(__file__).parent / "rules"
REFUSING = "refused"
KEEPING = (
    "identity", "header", "episode", "chain", "age", "short_break", "adoption", "missing", "health", "leaver", "own",
)  # fmt: skip
"""The queries of the rules whose rows are kept; each file's first line says what it asks."""


def refused(db: Connection) -> pa.Table:
    """Return the faults of rows that cannot be read: table_, ret, file, row, column, rule, message.

    In no order; a row may be at fault twice. db holds the staged tables, ret, given and code. [SSDA903.md, section 4:
    rules 102, 141, 143, 144, 146, 147, 149, 355, 356]
    """
    opened(db)
    run(db, REFUSING)
    return _found(db).drop_columns(["severity", "first", "last"])


def faults(db: Connection) -> pa.Table:
    """Return the faults of rows that are kept: table_, ret, file, row, column, rule, severity, message, first, last.

    In no order. first and last are the days of the return that the fault touches, both included. Take the refused rows
    out of the staged tables before: a row is judged by the child's rows around it. [SSDA903.md, section 4]
    """
    opened(db)
    run(db, "_chain")
    for family in KEEPING:
        run(db, family)
    return _found(db)


def opened(db: Connection) -> None:
    """Put the catalogue of rules beside the staged tables, and an empty list of faults."""
    db.register("rule_book_given", _book())
    db.execute("CREATE OR REPLACE TEMP TABLE rule_book AS FROM rule_book_given")
    db.unregister("rule_book_given")
    run(db, "_open")


def run(db: Connection, family: str) -> None:
    """Add the faults that one file of rules finds to rule_fault; a file that does not exist is a bug."""
    db.execute(_script(family))


def _found(db: Connection) -> pa.Table:
    found = table(db, _script("_found"))
    run(db, "_close")
    return found


@cache
def _script(name: str) -> str:
    return (FOLDER / f"{name}.sql").read_text("utf-8")


@cache
def _book() -> pa.Table:
    rules = the_rules().values()
    return pa.table(
        {
            "rule": pa.array([one.id for one in rules], pa.string()),
            "tables": pa.array([list(one.tables) for one in rules], pa.list_(pa.string())),
            "severity": pa.array([one.severity for one in rules], pa.string()),
            "message": pa.array([one.message for one in rules], pa.string()),
            "first_year": pa.array([one.first_year for one in rules], pa.int32()),
            "last_year": pa.array([one.last_year for one in rules], pa.int32()),
            "asked": pa.array([not one.not_asked for one in rules], pa.bool_()),
            "check_": pa.array([one.check for one in rules], pa.string()),
            "places": pa.array([list(one.places) for one in rules], pa.list_(pa.string())),
            "provider": pa.array([one.provider for one in rules], pa.string()),
            "days": pa.array([one.days for one in rules], pa.int32()),
            "age": pa.array([one.age for one in rules], pa.int32()),
        }
    )

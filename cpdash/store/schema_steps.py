"""Brings a work database forward, one numbered SQL file at a time. There is no step back."""

from __future__ import annotations

from pathlib import Path

import duckdb

from cpdash.errors import StorageFailed
from cpdash.store.connect import transaction

FOLDER = Path(__file__).parent / "schema"


def steps() -> list[Path]:
    """Return the steps in the order in which they run."""
    return sorted(FOLDER.glob("[0-9][0-9][0-9][0-9]_*.sql"))


def bring_forward(connection: duckdb.DuckDBPyConnection) -> None:
    """Run the steps that this database has not had. A step and the record that it ran share one transaction.

    Raises StorageFailed when the database was written by a newer version of the program.
    """
    connection.execute("CREATE TABLE IF NOT EXISTS schema_step (name VARCHAR PRIMARY KEY, ran_at TIMESTAMP)")
    done = {str(name) for (name,) in connection.execute("SELECT name FROM schema_step").fetchall()}
    unknown = done - {step.stem for step in steps()}
    if unknown:
        raise StorageFailed(f"The work database is newer than this program: it has {', '.join(sorted(unknown))}.")
    for step in steps():
        if step.stem not in done:
            with transaction(connection):
                connection.execute(step.read_text("utf-8"))
                connection.execute("INSERT INTO schema_step VALUES (?, now()::TIMESTAMP)", [step.stem])

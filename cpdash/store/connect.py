"""How a database file is opened: the work database by one writer, a snapshot by any number of readers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from cpdash.errors import Busy, StorageFailed
from cpdash.store.private import owner_only, tighten

LOCKED = ("Could not set lock", "Conflicting lock", "being used by another", "already open")
DAMAGED = ("not a valid DuckDB database", "Corrupt database", "checksum", "Could not read enough bytes")
REFUSED = ("Could not write", "No space left", "File too large", "Disk quota", "Permission denied", "Read-only file")
MEMORY = {"memory_limit": "5GB"}
"""What needs more than this goes through the disk."""

LOCKED_DOWN = {
    "enable_external_access": "false",
    "lock_configuration": "true",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "temp_directory": "",  # a reader puts no rows aside on a disk
}


@contextmanager
def storage_errors(what: str) -> Iterator[None]:
    """Turn what the disk or another process causes into an error with a next step; a bug keeps its traceback."""
    try:
        yield
    except duckdb.Error as error:
        message = str(error)
        if any(words in message for words in LOCKED):
            raise Busy(
                f"Another load or publish is at work, so {what} was not started. Try again in a moment."
            ) from None
        if isinstance(error, duckdb.OutOfMemoryException) or any(words in message for words in REFUSED):
            raise StorageFailed(f"The disk refused the write during {what}. Nothing was changed.") from error
        if any(words in message for words in DAMAGED):
            raise StorageFailed(
                f"The work database is damaged, so {what} was not started. Restore it or remove it."
            ) from error
        raise
    except OSError as error:
        raise StorageFailed(f"The disk refused {what}: {error.strerror}. Nothing was changed.") from error


@contextmanager
def writing(path: Path, what: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database file for the one process that may write it, and close it whatever happens.

    The file, its log and the rows that DuckDB puts aside beside it are their owner's alone. Raises Busy while another
    process holds it and StorageFailed when the disk refuses.
    """
    with storage_errors(what), owner_only():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        for there in (path.parent, path, path.with_name(f"{path.name}.wal"), path.with_name(f"{path.name}.tmp")):
            tighten(there)
        connection = duckdb.connect(str(path), config=dict(MEMORY))
        connection.execute("SET enable_progress_bar = false")  # it would stand among the results on stdout
        try:
            yield connection
        finally:
            connection.close()


def reading(path: Path) -> duckdb.DuckDBPyConnection:
    """Return a read-only connection that can reach no other file and whose settings are locked.

    A file of full detail that others could open is taken from them first. Raises StorageFailed for a file that is
    damaged.
    """
    if path.name.endswith(".service.duckdb"):
        tighten(path)
    try:
        return duckdb.connect(str(path), read_only=True, config=dict(LOCKED_DOWN))
    except duckdb.Error as error:
        raise StorageFailed(f"{path.name} cannot be read: it is damaged. Roll back, or publish again.") from error


@contextmanager
def attached(connection: duckdb.DuckDBPyConnection, path: Path, name: str) -> Iterator[None]:
    """Attach a database file under a name of ours for the time of the block."""
    connection.execute(f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS {name}")
    try:
        yield
    finally:
        connection.execute(f"DETACH {name}")


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Run the block as one transaction: all of it stands, or none."""
    connection.execute("BEGIN")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")

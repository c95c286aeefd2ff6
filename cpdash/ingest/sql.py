"""The one place in ingest that opens DuckDB: in memory, over tables it is given, with no way to a file or network."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from secrets import token_hex
from tempfile import gettempdir

import duckdb
import pyarrow as pa

FOLDER = Path(__file__).parent / "sql"
Connection = duckdb.DuckDBPyConnection


def connect() -> Connection:
    """Return a new connection in memory that can reach nothing outside.

    Rows that do not fit into memory go to a folder of the system's temporary ones, and leave it when it is closed;
    DuckDB would make one wherever the command happens to be run.
    """
    aside = Path(gettempdir(), f"cpdash-{token_hex(8)}")
    connection = duckdb.connect(
        config={"enable_external_access": "false", "threads": "2", "temp_directory": str(aside)}
    )
    connection.execute("SET enable_progress_bar = false")  # it would stand among the results on stdout
    return connection


@cache
def script(name: str, folder: Path = FOLDER) -> str:
    """Return the text of one of the SQL files in a folder, by default the one beside this module."""
    return (folder / f"{name}.sql").read_text("utf-8")


def table(connection: Connection, statement: str, values: dict[str, object] | None = None) -> pa.Table:
    """Return the rows of a statement as an Arrow table."""
    return connection.execute(statement, values).to_arrow_table()


def quoted(name: str) -> str:
    """Return a column's name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'

"""Reads tables in DfE's tidy layout, a row for each period, area and category: the map says which row is what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pyarrow as pa

from cpdash.catalogue import Catalogue, SourceMap
from cpdash.extract import Extract, Finding
from cpdash.ingest.dfe_series import Layout, insert_series
from cpdash.ingest.figures import CANDIDATE, FEEDING, observations
from cpdash.ingest.raw import ROW, Places, RawTable
from cpdash.ingest.sql import Connection, connect, quoted
from cpdash.ingest.task import Task
from cpdash.ingest.yields import row_findings

_LEVEL = """CASE level
    WHEN 'Local authority' THEN coalesce(nullif(council, ''), number)
    WHEN 'Regional' THEN region
    WHEN 'National' THEN coalesce(country, 'National')
END"""
"""Council rows carry their region's code too, so the level decides which column says whose figure it is."""


LEVELS = ("National", "Regional", "Local authority")


def read_dfe(raw: RawTable, source: SourceMap, catalogue: Catalogue, places: Places, today: date) -> Extract:
    """Return the observations of every series of the map. Findings as in figures.py; an empty series is a warning."""
    task = Task(raw, source, catalogue, places, today)
    with connect() as connection:
        connection.register("cells", raw.cells)
        connection.execute(CANDIDATE)
        connection.execute(FEEDING)
        words = pa.table({"theirs": pa.array(source.categories.keys(), pa.string()),
                          "ours": pa.array(source.categories.values(), pa.string())})  # fmt: skip
        connection.register("category_name", words)
        no_area = _prepare(connection, source)
        findings = [*_unknown_levels(connection, task), *_fill(connection, task)]
        return observations(connection, task, findings, no_area=no_area)


def _prepare(connection: Connection, source: SourceMap) -> int:
    """Make the table of rows under our names and with the keys of their area; return how many are for no area."""
    known = {**source.columns, **source.optional}
    names = [f"{quoted(column)} AS {name}" for name, column in known.items()]
    absent = [
        f"NULL::VARCHAR AS {name}" for name in ("council", "number", "region", "country", "area") if name not in known
    ]
    key = _LEVEL if "level" in known else "coalesce(number, area)"
    connection.execute(f"""
        CREATE TEMP TABLE line AS
        SELECT *, {key} AS area_key, {"level = 'Local authority'" if "level" in known else "true"} AS by_number
        FROM (SELECT {ROW} AS row_number_in_file, {", ".join([*names, *absent])} FROM cells)""")
    nowhere = "list_contains($not_areas, area_key)"
    if "level" in known:
        nowhere += " OR NOT list_contains($levels, coalesce(level, ''))"
    values = {"not_areas": list(source.not_areas), **({"levels": list(LEVELS)} if "level" in known else {})}
    left = connection.execute(f"DELETE FROM line WHERE {nowhere}", values).fetchone()
    return int(left[0]) if left else 0


def _unknown_levels(connection: Connection, task: Task) -> Iterator[Finding]:
    """Say which rows are for a kind of area that this program has not met: a new spelling must not drop them."""
    if "level" not in task.source.columns:
        return
    column = task.source.columns["level"]
    found = connection.execute(
        f"SELECT list({ROW} ORDER BY {ROW}) FROM cells WHERE NOT list_contains($known, {quoted(column)})",
        {"known": [*LEVELS, *task.source.not_areas]},
    ).fetchone()
    rows = found[0] if found and found[0] else []
    yield from row_findings(task.raw, "error", "unknown level", f"expected one of {', '.join(LEVELS)}", rows, column)


def _fill(connection: Connection, task: Task) -> Iterator[Finding]:
    """Add the candidates of each series, and say which series found no row: a renamed category would look like that."""
    layout = Layout.of(task.source)
    for number, series in enumerate(task.source.series, 1):
        if not insert_series(connection, task, layout, series):
            message = f"no row of series {number} ('{series.indicator}'): a category may have been renamed"
            yield Finding("warning", task.raw.file, "empty series", message)

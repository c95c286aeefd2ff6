"""Reads the bulk table of DfE's Local Authority Interactive Tool: every measure that the catalogue names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pyarrow as pa

from cpdash.catalogue import Catalogue, SourceMap
from cpdash.extract import Extract, Finding
from cpdash.ingest.figures import CANDIDATE, FEEDING, observations
from cpdash.ingest.raw import Places, RawTable
from cpdash.ingest.sql import Connection, connect, quoted, script
from cpdash.ingest.task import Task

_WANTED = pa.schema([(name, pa.string()) for name in
                     ("measure", "indicator", "form", "dimension", "category", "basis", "note")])  # fmt: skip


def read_lait(raw: RawTable, source: SourceMap, catalogue: Catalogue, places: Places, today: date) -> Extract:
    """Return an observation for every row of a measure that is some indicator's `benchmark.lait`."""
    task = Task(raw, source, catalogue, places, today)
    wanted = _wanted(catalogue)
    with connect() as connection:
        connection.register("cells", raw.cells)
        connection.register("wanted", wanted)
        connection.execute(CANDIDATE)
        connection.execute(FEEDING)
        names = {name: quoted(column) for name, column in source.columns.items()}
        connection.execute(script("lait").format(**names), {"value_column": source.columns["value"]})
        drop = {one.id: one.benchmark.lait_drop_years for one in catalogue.indicators.values() if one.benchmark}
        return observations(connection, task, list(_absent(connection, raw)), drop=drop)


def _wanted(catalogue: Catalogue) -> pa.Table:
    """Return one row for each indicator that a measure feeds; a measure may feed several."""
    rows = []
    for one in catalogue.indicators.values():
        if one.benchmark and one.benchmark.lait:
            (dimension, category), *_ = [*one.benchmark.lait_category.items(), ("", "")]
            rows.append({"measure": one.benchmark.lait.strip(), "indicator": one.id, "form": one.benchmark.form,
                         "dimension": dimension, "category": category, "basis": one.benchmark.basis,
                         "note": one.benchmark.note})  # fmt: skip
    return pa.Table.from_pylist(rows, _WANTED)


def _absent(connection: Connection, raw: RawTable) -> Iterator[Finding]:
    """Say which measures the catalogue counts on but the file does not have: renamed, or no longer published."""
    query = """SELECT measure, list(DISTINCT indicator ORDER BY indicator) FROM wanted
               ANTI JOIN candidate USING (indicator) GROUP BY measure ORDER BY measure"""
    for measure, indicators in connection.execute(query).fetchall():
        message = f"has no rows of the measure '{measure}', which {', '.join(indicators)} is compared with"
        yield Finding("warning", raw.file, "measure absent", message)

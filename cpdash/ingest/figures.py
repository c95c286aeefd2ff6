"""Turns candidate rows of any published table into observations, findings and counts: one rule book for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyarrow as pa

from cpdash.extract import SCHEMAS, Extract, Finding
from cpdash.ingest.areas import area_table
from cpdash.ingest.figures_said import LEFT, left_rows, no_figures, refusals, repeats
from cpdash.ingest.labels import read_label
from cpdash.ingest.sql import Connection, script, table
from cpdash.ingest.symbols import symbol_table
from cpdash.ingest.task import Task
from cpdash.ingest.yields import extract, note, release_of
from cpdash.periods import Month

CANDIDATE = """CREATE TEMP TABLE candidate (
    row BIGINT, area_key VARCHAR, area_number VARCHAR, label VARCHAR, month DATE, indicator VARCHAR, form VARCHAR,
    dimension VARCHAR, category VARCHAR, value VARCHAR, numerator VARCHAR, denominator VARCHAR,
    value_column VARCHAR, numerator_column VARCHAR, denominator_column VARCHAR,
    status VARCHAR, basis VARCHAR, note VARCHAR)"""
"""All text as the file has it; `month` only where the label does not say it. The column names are those of the file."""

FEEDING = "CREATE TEMP TABLE feeding (row BIGINT, for_row BIGINT)"
"""Rows that give a figure its denominator or a part of its sum."""

_PERIODS = pa.schema([("label", pa.string()), ("indicator", pa.string()), ("month", pa.date32()),
                      ("provisional", pa.bool_()), ("left_as", pa.string())])  # fmt: skip


def observations(
    connection: Connection,
    task: Task,
    findings: Iterable[Finding] = (),
    *,
    drop: Mapping[str, tuple[int, ...]] | None = None,
    no_area: int = 0,
) -> Extract:
    """Return the extract of a file whose candidates and feeding rows are in the connection.

    `drop` names the years that the catalogue leaves out, by indicator; `no_area` counts the rows that the reader left
    because they are for no area.
    """
    _register(connection, task, drop or {})
    connection.execute(script("figures"))
    figures = table(
        connection, f"SELECT {', '.join(SCHEMAS['observation'].names)} FROM observed ORDER BY row, indicator"
    )
    fates = dict(connection.execute("SELECT fate, count(*) FROM row_fate GROUP BY fate").fetchall())
    used = fates.pop("used", 0)
    left = {fate: fates.pop(fate) for fate in (*LEFT, "repeated") if fate in fates} | {"no area": no_area}
    months = connection.execute("SELECT max(month) FROM observed").fetchone()
    latest = months[0] if months else None
    refused = sum(fates.values())
    every = [
        *findings, *refusals(connection, task), *repeats(connection, task), *left_rows(task, left),
        *note(task.raw, "not used", task.raw.cells.num_rows - used - refused - sum(left.values()),
              "no indicator of the catalogue uses them"),
        *no_figures(task, used, refused),
    ]  # fmt: skip
    return extract(
        task.raw, task.source, tables={"observation": figures.cast(SCHEMAS["observation"])}, used=used, refused=refused,
        findings=every, release=release_of(task.source, latest), as_at=Month.of(latest).last if latest else None,
    )  # fmt: skip


def _register(connection: Connection, task: Task, drop: Mapping[str, tuple[int, ...]]) -> None:
    ranges = [{"id": one.id, "low": one.bounds[0], "high": one.bounds[1]} for one in task.catalogue.indicators.values()]
    connection.register("indicator", pa.Table.from_pylist(ranges))
    connection.register("place", area_table(task.source, task.places))
    connection.register("symbol", symbol_table(task.source))
    connection.register("today", pa.table({"day": pa.array([task.today], pa.date32())}))
    connection.register("period", _periods(connection, task, drop))


def _periods(connection: Connection, task: Task, drop: Mapping[str, tuple[int, ...]]) -> pa.Table:
    """Return what each label means for each indicator; labels are few, so this is plain code."""
    pairs = connection.execute("SELECT DISTINCT label, indicator, form FROM candidate WHERE month IS NULL").fetchall()
    rows: dict[tuple[str, str], dict[str, object]] = {}
    for label, indicator, form in pairs:
        benchmark = task.catalogue.indicators[indicator].benchmark
        read = read_label(label or "", benchmark.year_end if benchmark else 3)
        if read is None:
            continue
        left = "dropped year" if read.month.year in drop.get(indicator, ()) else None
        if read.years > 1 and not (form == "3 years" and read.years == 3):
            left = "longer window"
        rows[label, indicator] = {"label": label, "indicator": indicator, "month": read.month.first,
                                  "provisional": read.provisional, "left_as": left}  # fmt: skip
    return pa.Table.from_pylist(list(rows.values()), _PERIODS)

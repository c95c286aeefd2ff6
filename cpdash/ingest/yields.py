"""Puts together what a file yields: origin, counts, findings, tables. Shared by every reader of published files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pyarrow as pa

from cpdash.catalogue import SourceMap
from cpdash.extract import SCHEMAS, Extract, Finding, Origin, Severity
from cpdash.ingest.outcome import Outcome
from cpdash.ingest.raw import RawTable

MOST = 200
"""How many rows of one fault are named one by one."""


def origin(source: SourceMap, release: str) -> Origin:
    """Return which publication a file is."""
    return Origin(
        source=source.id, kind=source.kind, title=source.title, publisher=source.publisher, licence=source.licence,
        family=source.family, release=release, priority=source.priority, national=source.scope == "national",
    )  # fmt: skip


def extract(
    raw: RawTable,
    source: SourceMap,
    *,
    tables: Mapping[str, pa.Table],
    used: int,
    refused: int,
    findings: Sequence[Finding],
    release: str,
    as_at: date | None,
) -> Extract:
    """Return the extract of a file. Rows neither used nor refused are left; rows broken in the file are refused."""
    broken = raw.rows_read - raw.cells.num_rows
    return Extract(
        file=raw.file, sha256=raw.sha256, origin=origin(source, release), rows_read=raw.rows_read, rows_used=used,
        rows_left=raw.cells.num_rows - used - refused, rows_refused=refused + broken, tables=tables,
        findings=(*raw.findings, *findings), data_as_at=as_at,
    )  # fmt: skip


def release_of(source: SourceMap, latest: date | None) -> str:
    """Return the release: what the map says, or the year of the latest figure in the file."""
    if source.release != "from data":
        return source.release
    return str(latest.year) if latest else "no figures"


def typed(table: str, rows: Iterable[Mapping[str, object]]) -> pa.Table:
    """Return rows in the schema of a table; columns that a row does not name are null."""
    return pa.Table.from_pylist(list(rows), SCHEMAS[table])


def note(raw: RawTable, rule: str, rows: int, why: str) -> list[Finding]:
    """Return the one note that says how many rows were left and why; nothing when there are none."""
    return [Finding("note", raw.file, rule, f"{rows:,} rows left: {why}")] if rows else []


def row_findings(
    raw: RawTable, severity: Severity, rule: str, message: str, rows: Sequence[int], column: str | None = None
) -> list[Finding]:
    """Return a finding for each row, and after the first MOST one that counts the rest."""
    named = [Finding(severity, raw.file, rule, message, row, column) for row in rows[:MOST]]
    rest = len(rows) - len(named)
    if rest:
        named.append(Finding(severity, raw.file, rule, f"{message} ({rest:,} more rows)", None, column))
    return named


def leave(outcome: Outcome, rule: str, rows: Sequence[int], why: str) -> None:
    """Leave rows unused, with one note that counts them; nothing when there are none."""
    if rows:
        outcome.left.update(rows)
        outcome.note(rule, f"{len(rows):,} rows left: {why}")

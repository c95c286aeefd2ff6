"""Reads figures in this program's own layout: one source a file, tens of thousands of rows, column by column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from cpdash.catalogue import Catalogue, SourceMap
from cpdash.extract import SCHEMAS, Extract, Origin
from cpdash.ingest.lookups import AreaNames
from cpdash.ingest.outcome import Outcome
from cpdash.ingest.own_checks import Columns
from cpdash.ingest.own_repeats import without_repeats
from cpdash.ingest.raw import ROW, Places, RawTable
from cpdash.periods import Month

ONE_SOURCE = ("source", "publisher", "family", "release", "priority", "scope")
"""What every row of a file has to agree in."""


def read_observations(raw: RawTable, source: SourceMap, catalogue: Catalogue, places: Places, today: date) -> Extract:
    """Return the figures of a file in our own layout; every fault once for each distinct cell that has it."""
    outcome = Outcome(raw, source)
    origin = _origin(raw, source, catalogue, outcome)
    columns = Columns(raw, outcome)
    checked = {
        "row": raw.cells[ROW],
        **columns.names(AreaNames(places), catalogue),
        **columns.times(today),
        **columns.numbers(),
        **columns.statuses(),
        **columns.texts(),
    }
    columns.check_meaning(checked, catalogue)
    good = pc.invert(pc.is_in(checked["row"], pa.array(sorted(outcome.refused), pa.int64())))
    table = pa.table({name: checked[name] for name in SCHEMAS["observation"].names}, SCHEMAS["observation"]).filter(
        good
    )
    kept = without_repeats(table, outcome)
    return outcome.extract({"observation": kept}, as_at=_reaches(kept), origin=origin)


def _origin(raw: RawTable, source: SourceMap, catalogue: Catalogue, outcome: Outcome) -> Origin:
    """Return the one source that all rows name, with the title and licence of the source map of that name."""
    said = {name: _agreed(raw, name, outcome) for name in ONE_SOURCE}
    known = catalogue.sources.get(said["source"] or "")
    origin = (Outcome(raw, known) if known else outcome).origin(None)
    origin = replace(
        origin, kind=source.kind,
        source=said["source"] or origin.source, publisher=said["publisher"] or origin.publisher,
        family=said["family"] or origin.family, release=said["release"] or origin.release,
    )  # fmt: skip
    if not known and said["source"]:
        origin = replace(origin, title=said["source"])
    return _ranked(origin, said, outcome)


def _agreed(raw: RawTable, name: str, outcome: Outcome) -> str | None:
    """Return what the column says in every row; an empty cell or a second word is an error at its first row."""
    first = raw.cells[name][0].as_py() if raw.cells.num_rows else None
    differs = pc.fill_null(pc.not_equal(raw.cells[name], first or ""), True)
    if pc.any(differs).as_py():
        row = raw.cells[ROW].filter(differs)[0].as_py()
        outcome.error(
            "more than one source", "differs from the first row, or is empty: one file holds one source", row, name
        )
    return first


def _ranked(origin: Origin, said: Mapping[str, str | None], outcome: Outcome) -> Origin:
    priority, scope = said["priority"] or "", said["scope"] or ""
    if outcome.raw.cells.num_rows == 0:
        outcome.warn("no rows", "has no rows below its header")
        return origin
    if not re.fullmatch(r"[1-9][0-9]?", priority):
        outcome.error("unknown priority", "is no priority: expected a whole number from 1 to 99", column="priority")
        return origin
    if scope not in ("national", "local"):
        outcome.error("unknown scope", "is no scope: expected national or local", column="scope")
    return replace(origin, priority=int(priority), national=scope == "national")


def _reaches(table: pa.Table) -> date | None:
    """Return the last day of the latest month that has a value."""
    latest = pc.max(table["month"].filter(pc.is_valid(table["value"]))).as_py()
    return Month.of(latest).last if latest else None

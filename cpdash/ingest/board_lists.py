"""Reads the lists of board papers: Ofsted judgements of homes, actions, and the calendar of meetings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pyarrow as pa

from cpdash.catalogue import Catalogue, SourceMap
from cpdash.extract import SCHEMAS, Extract
from cpdash.ingest.lookups import AreaNames, Unreadable, find_day, find_indicator
from cpdash.ingest.outcome import Cells, Outcome, rows_of
from cpdash.ingest.raw import Places, RawTable


def read_home_judgements(
    raw: RawTable, source: SourceMap, catalogue: Catalogue, places: Places, today: date
) -> Extract:
    """Return the judgements of homes that a paper prints, each with the day it was true."""

    def row(cells: Cells) -> dict[str, object]:
        return {"home": _needed(cells, "home"), "as_at": _past(cells, "as_at", today), "grade": _needed(cells, "grade")}

    return _listed(raw, source, places, "home_judgement", row)


def read_actions(raw: RawTable, source: SourceMap, catalogue: Catalogue, places: Places, today: date) -> Extract:
    """Return the actions of the boards and plans; an indicator that one names has to exist."""

    def row(cells: Cells) -> dict[str, object]:
        named = cells.get("indicator")
        return {
            "action": _needed(cells, "action"),
            "indicator": find_indicator(catalogue, named).id if named else None,
        }

    return _listed(raw, source, places, "action", row)


def read_calendar(raw: RawTable, source: SourceMap, catalogue: Catalogue, places: Places, today: date) -> Extract:
    """Return the board's meetings, past and to come."""
    return _listed(raw, source, places, "meeting", lambda cells: {"day": find_day(_needed(cells, "day"))})


def _listed(
    raw: RawTable, source: SourceMap, places: Places, table: str, row: Callable[[Cells], dict[str, object]]
) -> Extract:
    """Return one row of `table` for each row of the file: the cells of the same name, then what `row` makes of them."""
    outcome, areas, schema, rows = Outcome(raw, source), AreaNames(places), SCHEMAS[table], list[dict[str, object]]()
    for number, cells in rows_of(raw, source):
        try:
            area = areas.council(_needed(cells, "area")).code
            plain = {name: cells.get(name) for name in schema.names}
            rows.append({**plain, **row(cells), "area": area})
        except Unreadable as problem:
            outcome.error("unreadable", str(problem), number)
    return outcome.extract({table: pa.Table.from_pylist(rows, schema)})


def _needed(cells: Cells, column: str) -> str:
    if column not in cells:
        raise Unreadable(f"{column} is empty: every row needs it")
    return cells[column]


def _past(cells: Cells, column: str, today: date) -> date:
    day = find_day(_needed(cells, column))
    if day > today:
        raise Unreadable(f"{column} is in the future")
    return day

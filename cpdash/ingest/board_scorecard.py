"""Reads what the minutes say of each scorecard code: published values, statements about a series, and gaps."""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from cpdash.catalogue import Catalogue, Indicator, SourceMap
from cpdash.extract import SCHEMAS, Extract
from cpdash.ingest.lookups import AreaNames, Unreadable, check_not_future, find_indicator, find_month
from cpdash.ingest.numbers import parse_number
from cpdash.ingest.one_figure import Figure, observation_table, reaches, without_repeats
from cpdash.ingest.outcome import Cells, Outcome, rows_of
from cpdash.ingest.raw import Places, RawTable
from cpdash.periods import Month


def read_board_scorecard(
    raw: RawTable, source: SourceMap, catalogue: Catalogue, places: Places, today: date
) -> Extract:
    """Return the observations and statements of the minutes; the council is the one that the source map names."""
    outcome = Outcome(raw, source)
    area = AreaNames(places).council(source.area or "").code
    figures, statements = list[Figure](), list[dict[str, object]]()
    for number, cells in rows_of(raw, source):
        try:
            indicator, month = _of_what(cells, source, catalogue, today)
            if cells.get("basis") == "statement":
                statements.append(_statement(area, indicator, month, cells, source))
            else:
                figures.append(_figure(number, area, indicator, month, cells, source))
        except Unreadable as problem:
            outcome.error("unreadable", str(problem), number)
    kept = without_repeats(figures, outcome)
    tables = {
        "observation": observation_table(kept),
        "statement": pa.Table.from_pylist(statements, SCHEMAS["statement"]),
    }
    return outcome.extract(tables, as_at=reaches(kept))


def _of_what(cells: Cells, source: SourceMap, catalogue: Catalogue, today: date) -> tuple[Indicator, Month]:
    indicator = find_indicator(catalogue, cells.get("code", ""))
    if source.units.get(cells.get("unit", ""), cells.get("unit")) != indicator.unit:
        raise Unreadable(f"the unit is not that of {indicator.code}: expected {indicator.unit}")
    month = find_month(cells.get("period", ""))
    check_not_future(month, "published", today)
    return indicator, month


def _document(cells: Cells, source: SourceMap) -> str | None:
    note = cells.get("note", "")
    return next((name for start, name in source.documents.items() if note.startswith(start)), source.document)


def _statement(area: str, indicator: Indicator, month: Month, cells: Cells, source: SourceMap) -> dict[str, object]:
    if "note" not in cells:
        raise Unreadable("a statement has no words: expected them in the note")
    document = _document(cells, source)
    return {
        "area": area, "indicator": indicator.id, "month": month.first, "text": cells["note"], "document": document,
    }  # fmt: skip


def _figure(number: int, area: str, indicator: Indicator, month: Month, cells: Cells, source: SourceMap) -> Figure:
    note, document, form = cells.get("note"), _document(cells, source), indicator.local.form
    if cells.get("basis") == "missing":
        reason = note or "not given in the minutes"
        return Figure(
            number, area, indicator.id, form, month, status="missing", reason=reason, note=note, document=document
        )
    if cells.get("basis") != "published":
        raise Unreadable("no known basis: expected published, statement or missing")
    value = parse_number(cells.get("value", ""), percent=indicator.unit == "%")
    low, high = indicator.bounds
    if value is None or not low <= value.value <= high:
        raise Unreadable(f"no value that can be true of {indicator.code}: expected a number of {indicator.unit}")
    return Figure(number, area, indicator.id, form, month, value=value.value, note=note, document=document)

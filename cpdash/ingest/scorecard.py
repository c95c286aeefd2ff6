"""Reads the monthly scorecard that a council fills in: one row a figure, from a CSV file or the workbook's template."""

from __future__ import annotations

from datetime import date

from cpdash.catalogue import Catalogue, SourceMap
from cpdash.errors import nearest
from cpdash.extract import Extract
from cpdash.ingest.lookups import AreaNames
from cpdash.ingest.one_figure import Figure, observation_table, reaches, without_repeats
from cpdash.ingest.outcome import Outcome, rows_of
from cpdash.ingest.raw import Places, RawTable
from cpdash.ingest.scorecard_row import Row
from cpdash.ingest.symbols import symbol_meanings

_FILLED = {"area", "numerator", "denominator", "value"}
"""A row with none of these was not filled in: the empty template has such rows when it was made for no council."""


def read_scorecard(raw: RawTable, source: SourceMap, catalogue: Catalogue, places: Places, today: date) -> Extract:
    """Return the figures of a scorecard, and every fault in it at once with its row and column."""
    outcome = Outcome(raw, source)
    _look_at_columns(raw, source, outcome)
    areas, symbols, figures, dressed = AreaNames(places), symbol_meanings(source), list[Figure](), 0
    for number, cells in rows_of(raw, source):
        if not cells.keys() & _FILLED:
            outcome.left.add(number)
            continue
        row = Row(cells, catalogue, areas, symbols, today)
        if figure := row.figure(number):
            figures.append(figure)
        for fault in row.faults:
            outcome.error(fault.rule, fault.message, number, fault.column)
        dressed += row.dressed
    if outcome.left:
        outcome.warn("not filled in", f"{len(outcome.left)} row(s) with neither area nor figures were left out")
    if dressed:
        outcome.note("number format", f"{dressed} row(s) hold numbers with a thousands separator or a percent sign")
    kept = without_repeats(figures, outcome)
    return outcome.extract({"observation": observation_table(kept)}, as_at=reaches(kept))


def _look_at_columns(raw: RawTable, source: SourceMap, outcome: Outcome) -> None:
    known = [*source.columns.values(), *source.optional.values()]
    for column in raw.columns:
        if column not in known:
            near = nearest(column, known, most=1)
            hint = f": did you mean {near[0]}?" if near else ""
            outcome.warn("unknown column", f"is not a column of the scorecard and was not read{hint}", column=column)
    if raw.rows_read == 0:
        outcome.warn("no rows", "has no rows below its header")

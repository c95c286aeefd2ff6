"""Recognises files that come with the publications but hold no figures, so that a folder loads without a warning."""

from __future__ import annotations

from datetime import date

from cpdash.catalogue import Catalogue, SourceMap
from cpdash.extract import Extract
from cpdash.ingest.outcome import Outcome, rows_of
from cpdash.ingest.raw import Places, RawTable
from cpdash.ingest.yields import leave


def read_without_figures(
    raw: RawTable, source: SourceMap, catalogue: Catalogue, places: Places, today: date
) -> Extract:
    """Return no rows at all, with a note that says why."""
    outcome = Outcome(raw, source)
    leave(outcome, "no figures", [row for row, _ in rows_of(raw, source)], source.note or "this file holds no figures")
    return outcome.extract({})

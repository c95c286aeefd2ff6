"""Reads what people say of an indicator: commentary, actions, events, and dates from which limits begin anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date

import pyarrow as pa

from cpdash.catalogue import Catalogue, SourceMap
from cpdash.extract import SCHEMAS, Extract
from cpdash.ingest.lookups import AreaNames, Unreadable, find_day, find_indicator, find_month
from cpdash.ingest.outcome import Cells, Outcome, rows_of
from cpdash.ingest.raw import Places, RawTable
from cpdash.periods import Month

KINDS = ("commentary", "action", "event", "rebase")
STATUSES = ("agreed", "in progress", "delayed", "done")
ANSWERS = {"yes": True, "no": False}

LONGEST = 400
"""Characters of a note: what a board reads in ten seconds."""

_SMALL = re.compile(
    r"(?<![\d.,/£-])(?:[1-5]|\b(?:one|two|three|four|five)\b)"
    r"(?![\d.,]*\d|[%/]|-?\s?(?:year|bed|week|month|day|point|per cent))",
    re.IGNORECASE,
)
"""A number from one to five in words or figures, of which a reader might take a child for one."""


def read_notes(raw: RawTable, source: SourceMap, catalogue: Catalogue, places: Places, today: date) -> Extract:
    """Return the notes of a file, each fault with its row and column; no cell is repeated in a message.

    A note that is for the public and has a number up to five in it is taken, with a warning that asks a person to look.
    """
    outcome, areas, rows = Outcome(raw, source), AreaNames(places), list[dict[str, object]]()
    for number, cells in rows_of(raw, source):
        row = _Row(cells, outcome, number)
        read = {
            "area": row.found("area", lambda text: areas.council(text).code),
            "indicator": row.found("indicator", lambda text: find_indicator(catalogue, text).id),
            "month": row.found("month", lambda text: _past(text, today)),
            "kind": row.found("kind", lambda text: _one_of(text, KINDS)),
            "text": row.found("text", _short),
            "who": row.found("who", _short),
            "due": row.found("due", find_day, needed=cells.get("kind", "").casefold() == "action"),
            "status": row.found("status", lambda text: _one_of(text, STATUSES), needed=False),
            "public": row.found("public", lambda text: ANSWERS[_one_of(text, ANSWERS)], needed=False) or False,
        }
        row.agrees(read)
        rows.append(read)
    kept = [] if outcome.refused else rows
    return outcome.extract({"note": pa.Table.from_pylist(kept, SCHEMAS["note"])})


class _Row:
    """One row that is read, and where its faults go."""

    def __init__(self, cells: Cells, outcome: Outcome, number: int) -> None:
        self._cells, self._outcome, self._number = cells, outcome, number

    def found(self, column: str, read: Callable[[str], object], *, needed: bool = True) -> object:
        """Return what a cell says; None where it is empty or its fault has been noted."""
        text = self._cells.get(column)
        if text is None:
            if needed:
                self._outcome.error("empty", "is empty: every row needs it", self._number, column)
            return None
        try:
            return read(text)
        except Unreadable as problem:
            self._outcome.error("unreadable", str(problem), self._number, column)
            return None

    def agrees(self, read: dict[str, object]) -> None:
        """Note what one column says that another does not allow."""
        if read["kind"] == "rebase" and not read["public"]:
            why = "is not yes: limits that begin anew change what everybody is told, so everybody may read why"
            self._outcome.error("hidden rebase", why, self._number, "public")
        if read["public"] and isinstance(read["text"], str) and _SMALL.search(read["text"]):
            why = "is for the public and has a number from one to five in it: make sure that it counts no children"
            self._outcome.warn("small number in public", why, self._number, "text")


def _short(text: str) -> str:
    told = " ".join(text.split())
    if len(told) > LONGEST:
        raise Unreadable(f"has {len(told)} characters: expected at most {LONGEST}")
    return told


def _past(text: str, today: date) -> date:
    month = find_month(text)
    if month > Month.of(today):
        raise Unreadable("is in the future")
    return month.first


def _one_of(text: str, known: Collection[str]) -> str:
    if text.casefold() not in known:
        raise Unreadable(f"is none of: {', '.join(known)}")
    return text.casefold()

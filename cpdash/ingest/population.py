"""Reads the mid-year population estimates of children aged 0 to 17."""

from __future__ import annotations

from datetime import date

from cpdash.catalogue import Catalogue, SourceMap
from cpdash.extract import Area, Extract
from cpdash.ingest.areas import area_keys, unknown_area
from cpdash.ingest.outcome import Cells, Outcome, rows_of
from cpdash.ingest.raw import Places, RawTable
from cpdash.ingest.symbols import symbol_meanings
from cpdash.ingest.yields import leave, typed

_KEYS = {"Local authority": ("council", "number"), "Regional": ("region",), "National": ("country",)}


def read_population(raw: RawTable, source: SourceMap, catalogue: Catalogue, places: Places, today: date) -> Extract:
    """Return one row for each area and mid-year. A council whose code changed is found by its DfE number."""
    outcome, keys = Outcome(raw, source), area_keys(source, places)
    signs = frozenset(symbol_meanings(source))
    found: dict[tuple[str, int], tuple[int, int | None]] = {}
    former, repeated = [], []
    for row, cells in rows_of(raw, source):
        area = _area(cells, keys)
        if not _sound(outcome, row, cells, area, signs, today) or area is None:
            continue
        people = int(cells["people"]) if cells.get("people", "").isdecimal() else None
        first, same = found.get((area.code, int(cells["period"])), (row, people))
        if not area.current:
            former.append(row)
        elif first == row:
            found[area.code, int(cells["period"])] = row, people
        elif same == people:
            repeated.append(row)
        else:
            outcome.error("rows disagree", f"gives another figure than row {first} for the same area and year", row)
    leave(outcome, "former council", former, "they are for councils that no longer exist")
    leave(outcome, "repeated row", repeated, "they repeat an earlier row")
    table = typed("population", ({"area": code, "year": year, "people": people}
                                 for (code, year), (_, people) in found.items()))  # fmt: skip
    latest = max((year for _, year in found), default=None)
    return outcome.extract({"population": table}, as_at=date(latest, 6, 30) if latest else None)


def _area(cells: Cells, keys: dict[str, Area]) -> Area | None:
    names = _KEYS.get(cells.get("level", ""), ())
    return next((keys[key] for name in names if (key := cells.get(name, "").casefold()) in keys), None)


def _sound(outcome: Outcome, row: int, cells: Cells, area: Area | None, signs: frozenset[str], today: date) -> bool:
    """Return whether a row can be taken; each of its faults is noted."""
    level, year, people = cells.get("level", ""), cells.get("period", ""), cells.get("people", "")
    if level not in _KEYS:
        outcome.error("level", "expected Local authority, Regional or National", row, "level")
    elif area is None:
        outcome.error("unknown area", unknown_area(cells.get(_KEYS[level][0]), ()), row, _KEYS[level][0])
    if not (year.isdecimal() and len(year) == 4):
        outcome.error("unknown period", "is no year: expected four digits", row, "period")
    elif date(int(year), 6, 30) > today:
        outcome.error("future", "is for a time that is not over yet", row, "period")
    if people and not people.isdecimal() and people.lower() not in signs:
        outcome.error("value", "is neither a whole number nor a known symbol", row, "people")
    return row not in outcome.refused

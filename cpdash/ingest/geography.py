"""Reads the list of councils, and adds the regions and the country that it names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cpdash.catalogue import Catalogue, SourceMap
from cpdash.extract import Area, Extract
from cpdash.ingest.outcome import Cells, Outcome, rows_of
from cpdash.ingest.raw import Places, RawTable
from cpdash.ingest.yields import typed

ENGLAND = Area("E92000001", "England", "country", dfe_number="970")
# Number and name as DfE's own tables write them; the two parts of London overlap the region London.
_REGIONS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "E12000001": ("North East", "980", ()),
    "E12000002": ("North West", "981", ()),
    "E12000003": ("Yorkshire and The Humber", "982", ()),
    "E12000004": ("East Midlands", "983", ()),
    "E12000005": ("West Midlands", "984", ()),
    "E12000006": ("East of England", "985", ()),
    "E12000007": ("London", "986", ()),
    "E13000001": ("Inner London", "987", ("London (Inner)",)),
    "E13000002": ("Outer London", "988", ("London (Outer)",)),
    "E12000008": ("South East", "989", ()),
    "E12000009": ("South West", "990", ()),
}


def read_geography(raw: RawTable, source: SourceMap, catalogue: Catalogue, places: Places, today: date) -> Extract:
    """Return the councils of the file, the eleven regions and England.

    A council without a code is a former one whose code the map knows by its number.
    """
    outcome = Outcome(raw, source)
    councils = [area for row, cells in rows_of(raw, source) if (area := _council(outcome, row, cells))]
    regions = [Area(code, name, "region", None, number, True, also) for code, (name, number, also) in _REGIONS.items()]
    rows = [
        {"code": area.code, "name": area.name, "kind": area.kind, "region": area.region, "dfe_number": area.dfe_number,
         "current": area.current, "other_names": "|".join(area.other_names), "synthetic": area.synthetic}
        for area in (*councils, *regions, ENGLAND)
    ]  # fmt: skip
    return outcome.extract({"area": typed("area", rows)})


def _council(outcome: Outcome, row: int, cells: Cells) -> Area | None:
    """Return the council of a row, or None when it lacks what a council needs; each fault is noted."""
    number, own = cells.get("number", ""), cells.get("own_name", "")
    code = cells.get("code") or outcome.source.areas.get(number)
    if not (number.isdecimal() and len(number) == 3):
        outcome.error("number", "is no DfE number: expected three digits", row, "number")
    elif not code or not (code.startswith("E") and len(code) == 9):
        outcome.error("code", "is no code: expected E and eight digits", row, "code")
    elif cells.get("current", "").lower() not in ("true", "false"):
        outcome.error("current", "expected True or False", row, "current")
    if row in outcome.refused or not code:
        return None
    name = cells.get("name") or own
    others = tuple(dict.fromkeys(other for other in (own, cells.get("former", "")) if other and other != name))
    current = cells["current"].lower() == "true"
    synthetic = cells.get("synthetic", "").lower() == "true"
    return Area(code, name, "council", cells.get("region"), number, current, others, synthetic)

"""Extracts made by hand: what the importers would yield of small files, for tests of what comes after them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

import pyarrow as pa

from cpdash.extract import SCHEMAS, Extract, Origin

STOCKTON, MIDDLESBROUGH, DARLINGTON = "E06000004", "E06000002", "E06000005"
NORTH_EAST, ENGLAND = "E12000001", "E92000001"


def origin(family: str = "lait", release: str = "2025", priority: int = 50, *, national: bool = True) -> Origin:
    """A publication."""
    return Origin(
        family, family, f"The {family} table", "Department for Education", "OGL", family, release, priority, national
    )


def figure(
    area: str, value: float | None, month: date, indicator: str = "children_in_care_rate", **more: Any
) -> dict[str, Any]:
    """A row of the observation table."""
    blank = {name: None for name in SCHEMAS["observation"].names}
    status = {"status": "published"} if value is not None else {"status": "missing", "reason": "not available"}
    base = {"row": 2, "area": area, "indicator": indicator, "form": "snapshot", "month": month, "dimension": "",
            "category": "", "value": value, "basis": "same"}  # fmt: skip
    return blank | base | status | more


def extract(
    tables: Mapping[str, Sequence[Mapping[str, Any]]], source: Origin | None = None, name: str = "table.csv"
) -> Extract:
    """What one file yields: every row used."""
    rows = {
        kind: pa.Table.from_pylist([dict(row) for row in some], schema=SCHEMAS[kind]) for kind, some in tables.items()
    }
    count = sum(table.num_rows for table in rows.values())
    digest = sha256(repr((tables, source)).encode()).hexdigest()
    return Extract(name, digest, source or origin(), count, count, 0, 0, rows)


def geography() -> Extract:
    """Three councils of one region, and the country."""
    region = {"code": NORTH_EAST, "name": "North East", "kind": "region", "current": True}
    country = {"code": ENGLAND, "name": "England", "kind": "country", "current": True}
    councils = [
        {"code": code, "name": name, "kind": "council", "region": NORTH_EAST, "dfe_number": number, "current": True}
        for code, name, number in (
            (STOCKTON, "Stockton-on-Tees", "808"),
            (MIDDLESBROUGH, "Middlesbrough", "806"),
            (DARLINGTON, "Darlington", "841"),
        )
    ]
    blank = {name: None for name in SCHEMAS["area"].names}
    return extract(
        {"area": [blank | row for row in (region, country, *councils)]}, origin("geography"), "geography.csv"
    )

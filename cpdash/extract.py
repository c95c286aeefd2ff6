"""What reading one file yields: typed rows, findings, and the count of every row. The shape that ingest hands to store.

Rows in = rows used + rows left + rows refused, always. A finding names file, row, column and rule, never a cell's
value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import pyarrow as pa

Severity = Literal["error", "warning", "note"]
STATUSES = ("published", "provisional", "derived", "illustrative", "suppressed", "missing")
Status = Literal["published", "provisional", "derived", "illustrative", "suppressed", "missing"]

SCHEMAS: Mapping[str, pa.Schema] = {
    # One figure. month = first day of the month that the window ends with; dimension and category are '' for the total.
    "observation": pa.schema(
        [
            ("row", pa.int64()),
            ("area", pa.string()),
            ("indicator", pa.string()),
            ("form", pa.string()),
            ("month", pa.date32()),
            ("dimension", pa.string()),
            ("category", pa.string()),
            ("numerator", pa.float64()),
            ("denominator", pa.float64()),
            ("value", pa.float64()),
            ("status", pa.string()),
            ("reason", pa.string()),
            ("symbol", pa.string()),
            ("basis", pa.string()),
            ("note", pa.string()),
            ("document", pa.string()),
        ]
    ),
    # Something a board paper says of a series without printing the figure itself.
    "statement": pa.schema(
        [
            ("area", pa.string()),
            ("indicator", pa.string()),
            ("month", pa.date32()),
            ("text", pa.string()),
            ("document", pa.string()),
        ]
    ),
    "population": pa.schema([("area", pa.string()), ("year", pa.int32()), ("people", pa.int64())]),
    "neighbour": pa.schema(
        [
            ("model", pa.int32()),
            ("area", pa.string()),
            ("rank", pa.int32()),
            ("neighbour", pa.string()),
            ("closeness", pa.string()),
        ]
    ),
    # kind is council, region or country; region is the code of the region a council lies in.
    "area": pa.schema(
        [
            ("code", pa.string()),
            ("name", pa.string()),
            ("kind", pa.string()),
            ("region", pa.string()),
            ("dfe_number", pa.string()),
            ("current", pa.bool_()),
            ("other_names", pa.string()),
        ]
    ),
    # One grade of one Ofsted inspection of a council.
    "judgement": pa.schema(
        [
            ("area", pa.string()),
            ("inspected", pa.date32()),
            ("published", pa.date32()),
            ("inspection", pa.string()),
            ("aspect", pa.string()),
            ("grade", pa.string()),
        ]
    ),
    # A registered provider as Ofsted lists it; area is where it stands, not who runs it.
    "home": pa.schema(
        [
            ("urn", pa.string()),
            ("area", pa.string()),
            ("provision", pa.string()),
            ("sector", pa.string()),
            ("status", pa.string()),
            ("places", pa.int32()),
            ("inspected", pa.date32()),
            ("grade", pa.string()),
            ("as_at", pa.date32()),
        ]
    ),
    # A judgement of a named home as a board paper printed it.
    "home_judgement": pa.schema(
        [
            ("area", pa.string()),
            ("home", pa.string()),
            ("as_at", pa.date32()),
            ("grade", pa.string()),
            ("document", pa.string()),
            ("note", pa.string()),
        ]
    ),
    "action": pa.schema(
        [
            ("area", pa.string()),
            ("plan", pa.string()),
            ("priority", pa.string()),
            ("action", pa.string()),
            ("lead", pa.string()),
            ("due", pa.string()),
            ("status", pa.string()),
            ("status_date", pa.string()),
            ("success_measure", pa.string()),
            ("indicator", pa.string()),
            ("document", pa.string()),
        ]
    ),
    "meeting": pa.schema(
        [
            ("area", pa.string()),
            ("day", pa.date32()),
            ("form", pa.string()),
            ("item", pa.string()),
            ("document", pa.string()),
        ]
    ),
}


@dataclass(frozen=True, slots=True)
class Area:
    """A council, region or country that figures are for."""

    code: str
    name: str
    kind: Literal["council", "region", "country"]
    region: str | None = None
    dfe_number: str | None = None
    current: bool = True
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault or remark about a file. `row` is the line in the file as a spreadsheet numbers it: the header is 1."""

    severity: Severity
    file: str
    rule: str
    message: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        where = ", ".join(
            [self.file, *([f"row {self.row}"] if self.row else []), *([self.column] if self.column else [])]
        )
        return f"{where}: {self.message}"


@dataclass(frozen=True, slots=True)
class Origin:
    """Which publication a file is: sources of one family replace one another by release."""

    source: str
    kind: str
    title: str
    publisher: str
    licence: str
    family: str
    release: str
    priority: int
    national: bool


@dataclass(frozen=True, slots=True)
class Extract:
    """Everything that one file yields. `tables` maps a name of SCHEMAS to rows of that schema."""

    file: str
    sha256: str
    origin: Origin
    rows_read: int
    rows_used: int
    rows_left: int
    rows_refused: int
    tables: Mapping[str, pa.Table] = field(default_factory=dict)
    findings: Sequence[Finding] = ()
    data_as_at: date | None = None

    def __post_init__(self) -> None:
        if self.rows_read != self.rows_used + self.rows_left + self.rows_refused:
            raise AssertionError(f"{self.file}: rows in do not equal rows used, left and refused")

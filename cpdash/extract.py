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
    # kind is council, region or country; region is the code of the region a council lies in. A synthetic council is
    # made up: no child of it exists.
    "area": pa.schema(
        [
            ("code", pa.string()),
            ("name", pa.string()),
            ("kind", pa.string()),
            ("region", pa.string()),
            ("dfe_number", pa.string()),
            ("current", pa.bool_()),
            ("other_names", pa.string()),
            ("synthetic", pa.bool_()),
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
    # What people say of an indicator. kind: commentary, action, event, or rebase (from this month on the limits of its
    # control chart begin anew). due: until when an action is to be done. public: may be shown to everybody.
    "note": pa.schema(
        [
            ("area", pa.string()),
            ("indicator", pa.string()),
            ("month", pa.date32()),
            ("kind", pa.string()),
            ("text", pa.string()),
            ("who", pa.string()),
            ("due", pa.date32()),
            ("status", pa.string()),
            ("public", pa.bool_()),
        ]
    ),
    # Where a postcode lies: metres east and north on the national grid, and its council.
    "postcode": pa.schema(
        [("postcode", pa.string()), ("easting", pa.int32()), ("northing", pa.int32()), ("area", pa.string())]
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


def _columns(**types: pa.DataType) -> pa.Schema:
    """Return the schema of a table of the return. `ret` and `file` number the return and its file, row is the line."""
    return pa.schema([("ret", pa.int32()), ("file", pa.int32()), ("row", pa.int64()), *types.items()])


_TEXT, _DAY = pa.string(), pa.date32()

RETURN_SCHEMAS: Mapping[str, pa.Schema] = {
    "header": _columns(child=_TEXT, sex=_TEXT, dob=_DAY, ethnic=_TEXT, mother=_TEXT, mc_dob=_DAY),
    "episodes": _columns(
        child=_TEXT, decom=_DAY, rne=_TEXT, ls=_TEXT, cin=_TEXT, place=_TEXT, place_provider=_TEXT, dec=_DAY,
        rec=_TEXT, reason_place_change=_TEXT, home_post=_TEXT, pl_post=_TEXT, urn=_TEXT, pl_distance=pa.float64(),
        pl_location=_TEXT,
    ),
    "reviews": _columns(child=_TEXT, review=_DAY, review_code=_TEXT),
    "uasc": _columns(child=_TEXT, duc=_DAY),
    "oc2": _columns(
        child=_TEXT, sdq_score=pa.int32(), sdq_reason=_TEXT, convicted=_TEXT, health_check=_TEXT, immunisations=_TEXT,
        teeth_check=_TEXT, health_assessment=_TEXT, substance_misuse=_TEXT, intervention_received=_TEXT,
        intervention_offered=_TEXT,
    ),
    "oc3": _columns(child=_TEXT, dob=_DAY, in_touch=_TEXT, activ=_TEXT, accom=_TEXT),
    "ad1": _columns(
        child=_TEXT, date_int=_DAY, date_match=_DAY, foster_care=_TEXT, nb_adoptr=_TEXT, sex_adoptr=_TEXT,
        ls_adoptr=_TEXT,
    ),
    "placed_adoption": _columns(child=_TEXT, date_placed=_DAY, date_placed_ceased=_DAY, reason_placed_ceased=_TEXT),
    "prev_perm": _columns(child=_TEXT, prev_perm=_TEXT, la_perm=_TEXT, date_perm=_TEXT),
    "missing": _columns(child=_TEXT, missing=_TEXT, mis_start=_DAY, mis_end=_DAY),
    "sw_episodes": _columns(child=_TEXT, sw_id=_TEXT, sw_decom=_DAY, sw_dec=_DAY, sw_reason=_TEXT),
    # A fault of a kept row and the days that it touches; first and last lie within what the return covers.
    "mark": pa.schema(
        [
            ("ret", pa.int32()), ("file", pa.int32()), ("rule", _TEXT), ("severity", _TEXT), ("first", _DAY),
            ("last", _DAY),
        ]
    ),
}  # fmt: skip
"""The tables of a return as ingest hands them to the store: codes trimmed and in capitals, dates typed."""


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
    synthetic: bool = False


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


@dataclass(frozen=True, slots=True)
class Return:
    """One council's return: the days it covers, and its files without their rows (those are in Returns.tables).

    `kinds` names the table of RETURN_SCHEMAS that each file holds, in the order of `files`; an XML file holds several.
    """

    area: str
    first: date
    last: date
    files: tuple[Extract, ...]
    kinds: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Returns:
    """All the returns of one import. In `tables`, ret is the place in `returns` and file the place in its files."""

    returns: tuple[Return, ...]
    tables: Mapping[str, pa.Table]

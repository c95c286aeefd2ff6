"""Reads where each postcode lies: grid reference and the council with children's services."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from cpdash.catalogue import Catalogue, SourceMap
from cpdash.extract import SCHEMAS, Extract, Finding
from cpdash.ingest.raw import Places, RawTable
from cpdash.ingest.yields import extract

_NUMBER, _CODE, _DISTRICT, _COUNTY = r"^[0-9]{1,7}$", r"^[A-Z][0-9]{8}$", "E07", "E10"


def read_postcodes(raw: RawTable, source: SourceMap, catalogue: Catalogue, places: Places, today: date) -> Extract:
    """Return the postcodes that have a grid reference, in metres; the others are left, and counted.

    Postcodes are without blanks and in capitals. The council is the county where there are two tiers, and null where
    the file does not name the county.
    """
    texts = {name: raw.cells.column(column) for name, column in source.columns.items()}
    postcode = pc.utf8_upper(pc.replace_substring_regex(texts["postcode"], r"\s", ""))
    placed = pc.and_kleene(pc.match_substring_regex(texts["easting"], _NUMBER),
                           pc.match_substring_regex(texts["northing"], _NUMBER))  # fmt: skip
    whole = pc.fill_null(pc.and_kleene(placed, pc.is_valid(postcode)), False)
    table = pa.table(
        [
            postcode.filter(whole),
            texts["easting"].filter(whole).cast(pa.int32()),
            texts["northing"].filter(whole).cast(pa.int32()),
            _council(raw, source).filter(whole),
        ],
        schema=SCHEMAS["postcode"],
    )
    left = raw.cells.num_rows - table.num_rows
    message = f"{left:,} rows left: they have no postcode or no grid reference"
    findings = [Finding("note", raw.file, "no grid reference", message)] if left else []
    return extract(
        raw, source, tables={"postcode": table}, used=table.num_rows, refused=0, findings=findings,
        release=source.release, as_at=None,
    )  # fmt: skip


def _council(raw: RawTable, source: SourceMap) -> pa.ChunkedArray:
    """Return the county where the file names one, else the district unless that lies within a county."""
    nobody = pa.scalar(None, pa.string())
    district = raw.cells.column(source.columns["district"])
    is_council = pc.match_substring_regex(district, _CODE)
    council = pc.if_else(pc.and_kleene(is_council, pc.invert(pc.starts_with(district, _DISTRICT))), district, nobody)
    for name in source.optional.values():
        county = raw.cells.column(name)
        council = pc.if_else(pc.fill_null(pc.starts_with(county, _COUNTY), False), county, council)
    return council

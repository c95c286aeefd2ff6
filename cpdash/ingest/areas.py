"""Which area a row is for: its code, its DfE number or its name, in any spelling that a source uses."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyarrow as pa

from cpdash.catalogue import SourceMap
from cpdash.errors import nearest
from cpdash.extract import Area
from cpdash.ingest.raw import Places


def area_keys(source: SourceMap, places: Places) -> dict[str, Area]:
    """Return the areas by every code, number and name that a source may use, in lower case.

    A code goes before a number, a number before a name; what the source's own map says goes before all.
    """
    keys = {**places.by_name(), **places.by_number()}
    codes = places.by_code()
    keys |= {code.casefold(): area for code, area in codes.items()}
    keys |= {own.casefold(): codes[code] for own, code in source.areas.items() if code in codes}
    # An area listed with an empty name must not catch the rows that name none.
    keys.pop("", None)
    return keys


def area_table(source: SourceMap, places: Places) -> pa.Table:
    """Return the same as a table: key, code, current."""
    rows = [{"key": key, "code": area.code, "current": area.current} for key, area in area_keys(source, places).items()]
    return pa.Table.from_pylist(rows, AREA_SCHEMA)


_SAFE = re.compile(r"[A-Z]\d{2,8}|\d{1,4}")
AREA_SCHEMA = pa.schema([("key", pa.string()), ("code", pa.string()), ("current", pa.bool_())])


def unknown_area(key: str | None, keys: Sequence[str]) -> str:
    """Return the sentence for an area that does not exist, with the nearest that do.

    A code or number is repeated; any other text is not, because it may have slipped in from another column.
    """
    if not key:
        return "has no area: expected a code, a DfE number or a name"
    near = nearest(key, keys)
    shown = f" '{key}'" if _SAFE.fullmatch(key) else " of this name"
    return f"there is no area{shown}." + (
        f" Nearest: {', '.join(near)}" if near else " Expected a code, a number or a name"
    )

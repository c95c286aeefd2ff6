"""A file as it lies on the disk: header and cells as text. What any reader of a format hands to the next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from cpdash.extract import Area, Finding

ROW = "row_in_file"
"""Name of the column that `RawTable.cells` adds: the line as a spreadsheet numbers it, so the first data row is 2."""


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table of one file. `cells` has the file's columns as trimmed text (empty = null) and ROW.

    `findings` holds the faults of the format itself: a row with a wrong number of columns, a bad encoding.
    """

    path: Path
    sha256: str
    columns: Sequence[str]
    cells: pa.Table
    rows_read: int
    findings: Sequence[Finding] = ()

    @property
    def file(self) -> str:
        """The name to print: never the folder, which may say whose machine it is."""
        return self.path.name.encode("utf-8", "replace").decode()


@dataclass(frozen=True)
class Places:
    """The areas that exist, to check codes, DfE numbers and names against."""

    areas: Sequence[Area]

    def by_code(self) -> dict[str, Area]:
        """Return the areas by GSS code."""
        return {area.code: area for area in self.areas}

    def by_number(self) -> dict[str, Area]:
        """Return the councils by the three-digit DfE number, as text."""
        return {area.dfe_number: area for area in self.areas if area.dfe_number}

    def by_name(self) -> dict[str, Area]:
        """Return the areas by every name that a source uses, folded to lower case."""
        return {name.casefold(): area for area in self.areas for name in (area.name, *area.other_names)}

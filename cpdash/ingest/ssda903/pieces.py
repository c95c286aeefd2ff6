"""What reading one file of a return gives: the rows of one kind, or of several, still as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from cpdash.catalogue.returns import Layout
from cpdash.extract import Finding
from cpdash.ingest.raw import ROW

Form = Literal["csv", "xml", "workbook"]


@dataclass(frozen=True, slots=True)
class Piece:
    """The rows of one kind. `cells` has every column of the layout as trimmed text, in capitals, and ROW.

    `label` names the file, and the part of it where it has several. `broken` rows could not be split into columns.
    """

    layout: Layout
    label: str
    cells: pa.Table
    broken: int = 0
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnFile:
    """One file of a return. `label` is its name with the folders below the one that was named, never those above."""

    path: Path
    label: str
    sha256: str
    form: Form
    pieces: tuple[Piece, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The tables that the file holds."""
        return tuple(piece.layout.id for piece in self.pieces)


def fitted(
    layout: Layout, columns: Mapping[str, pa.ChunkedArray | pa.Array], rows: pa.Array | pa.ChunkedArray
) -> pa.Table:
    """Return the columns of a layout as trimmed text; one that the file does not have is null throughout."""
    empty = pa.nulls(len(rows), pa.string())
    cells = {name: pc.utf8_trim_whitespace(columns[name]) if name in columns else empty for name in layout.types}
    return pa.table({**cells, ROW: rows})


def extra_columns(layout: Layout, columns: Sequence[str], label: str) -> list[Finding]:
    """Return the one warning that counts the columns nobody asked for; those without a name are spare commas."""
    extra = [
        at for at, name in enumerate(columns, 1) if name and name not in layout.types and name not in layout.unused
    ]
    if not extra:
        return []
    # Not their names: where a file has no header of its own, a name may be somebody's data.
    numbers = ", ".join(str(at) for at in extra[:20])
    message = f"{len(extra)} columns that the return does not have were not read: column {numbers}"
    return [Finding("warning", label, "extra columns", message, None, None)]

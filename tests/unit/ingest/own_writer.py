"""Writes an Extract's figures in this program's own layout, which `read_observations` reads back."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from cpdash.extract import Extract

HEADER = (
    "area", "indicator", "form", "month", "dimension", "category", "numerator", "denominator", "value", "status",
    "reason", "symbol", "basis", "note", "document", "source", "publisher", "family", "release", "priority", "scope",
)  # fmt: skip


def write_observations(path: Path, extract: Extract) -> int:
    """Write the figures of one file as CSV, sorted, one source in it; return how many rows were written."""
    figures, origin = extract.tables["observation"], extract.origin
    one_source = {
        "source": origin.source, "publisher": origin.publisher, "family": origin.family, "release": origin.release,
        "priority": str(origin.priority), "scope": "national" if origin.national else "local",
    }  # fmt: skip
    columns = {name: figures[name] for name in HEADER if name in figures.column_names}
    columns["month"] = pc.strftime(figures["month"], format="%Y-%m")
    columns |= {name: pa.repeat(text, figures.num_rows) for name, text in one_source.items()}
    table = pa.table(columns).select(HEADER).sort_by([(name, "ascending") for name in HEADER[:6]])
    csv.write_csv(table, path)
    return int(table.num_rows)

"""Which rows speak of the same figure? One stays; those that disagree are refused."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from cpdash.ingest.outcome import Outcome

KEY = ("area", "indicator", "form", "month", "dimension", "category")
SAYS = ("numerator", "denominator", "value", "status", "symbol")
_SEPARATOR = "\x1f"


def without_repeats(table: pa.Table, outcome: Outcome) -> pa.Table:
    """Return the table with one row a figure: an equal repeat is left with a warning, another one is an error."""
    keys = pc.binary_join_element_wise(*(pc.cast(table[name], pa.string()) for name in KEY), _SEPARATOR)
    counts = pc.value_counts(keys)
    repeated = counts.field("values").filter(pc.greater(counts.field("counts"), 1))
    if not len(repeated):
        return table
    suspects = table.append_column("key", keys).filter(pc.is_in(keys, repeated))
    first: dict[str, dict[str, object]] = {}
    dropped = []
    for row in suspects.to_pylist():
        kept = first.setdefault(row["key"], row)
        if kept is not row:
            dropped.append(row["row"])
            _tell(kept, row, outcome)
    return table.filter(pc.invert(pc.is_in(table["row"], pa.array(dropped, pa.int64()))))


def _tell(kept: dict[str, object], row: dict[str, object], outcome: Outcome) -> None:
    number = row["row"]
    assert isinstance(number, int)
    if all(kept[name] == row[name] for name in SAYS):
        outcome.leave(number, "repeated", f"says the same as row {kept['row']}: used once")
    else:
        message = f"rows {kept['row']} and {number} give the same figure different values: keep one of them"
        outcome.error("repeated", message, number)

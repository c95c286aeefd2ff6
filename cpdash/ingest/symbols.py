"""What a sign in the place of a figure means. It becomes a status with its reason, never a number."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from cpdash.catalogue import SourceMap
from cpdash.extract import Status

STANDARD: Mapping[str, tuple[Status, str]] = {
    "c": ("suppressed", "suppressed by the publisher"),
    "k": ("missing", "rounds to zero but is not zero"),
    "low": ("missing", "too low to be shown"),
    "u": ("missing", "low reliability"),
    "x": ("missing", "not available"),
    "z": ("missing", "not applicable"),
    ":": ("missing", "not available"),
    "..": ("missing", "not available"),
    ".": ("missing", "not applicable"),
}
"""The signs of official statistics (README of the data; DfE's and ONS's shared list)."""


def symbol_meanings(source: SourceMap) -> dict[str, tuple[Status, str]]:
    """Return status and reason for every sign of a source, in lower case; what the source itself says goes before."""
    own: dict[str, tuple[Status, str]] = {sign.lower(): ("missing", why) for sign, why in source.symbols.items()}
    return {**STANDARD, **own}


def symbol_table(source: SourceMap) -> pa.Table:
    """Return the same as a table: symbol, status, reason."""
    rows = [
        {"symbol": sign, "status": status, "reason": why} for sign, (status, why) in symbol_meanings(source).items()
    ]
    return pa.Table.from_pylist(rows)

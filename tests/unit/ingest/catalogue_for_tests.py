"""A catalogue of a few indicators, a few places, and tables as a file reader hands them on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import pyarrow as pa

from cpdash.catalogue import Catalogue, Indicator, SourceMap
from cpdash.catalogue.loader import FOLDER, _read
from cpdash.extract import Area, Extract
from cpdash.ingest.raw import ROW, Places, RawTable

TODAY = date(2021, 9, 14)
MIDDLESBROUGH = "E06000002"
PLACES = Places(
    [
        Area(MIDDLESBROUGH, "Middlesbrough", "council", "E12000001", "806"),
        Area("E06000004", "Stockton-on-Tees", "council", "E12000001", "808"),
        Area("E12000001", "North East", "region"),
        Area("E92000001", "England", "country"),
    ]
)


def indicator(name: str, unit: str, **more: object) -> Indicator:
    """Return an indicator with the least that the catalogue asks for."""
    words = dict.fromkeys(("title", "short", "sentence", "why", "definition", "numerator", "denominator"), name)
    plain = {
        "id": name, "unit": unit, "question": "How many?", "polarity": "neutral", "theme": "Numbers and trends",
        "order": 1, "local": {"source": "scorecard", "form": "month"},
        "document": {"source": "test", "author": "test", "reviewed": "not stated"},
    }  # fmt: skip
    return Indicator.model_validate({**words, **plain, **more})


INDICATORS = [
    indicator(
        "children_in_care",
        "children",
        codes=["CP1"],
        dimensions=["age"],
        local={"source": "scorecard", "form": "snapshot"},
    ),
    indicator("caseloads", "%", codes=["CP5"], local={"source": "scorecard", "form": "month", "forms": ["3 months"]}),
    indicator("rate", "per 10,000", codes=["AR2"], local={"source": "scorecard", "form": "snapshot"}),
    indicator("entering_to_leaving", "ratio", codes=["CP3"]),
]


@cache
def sources() -> Mapping[str, SourceMap]:
    """Return the source maps that come with the program."""
    faults: list[str] = []
    found = _read(FOLDER / "sources", SourceMap, faults)
    assert faults == []
    return found


@cache
def small_catalogue() -> Catalogue:
    """Return the four indicators, with the source maps that come with the program."""
    spelling = {name.casefold(): one.id for one in INDICATORS for name in (one.id, *one.codes)}
    return Catalogue({one.id: one for one in INDICATORS}, sources(), spelling)


def raw(columns: Sequence[str], rows: Sequence[Sequence[str | None]], file: str = "file.csv") -> RawTable:
    """Return a table as a CSV reader gives it: trimmed text, empty as null, the first data row numbered 2."""
    cells = {
        name: pa.array([(row[at] or "").strip() or None for row in rows], pa.string())
        for at, name in enumerate(columns)
    }
    cells[ROW] = pa.array(range(2, len(rows) + 2), pa.int64())
    return RawTable(Path(file), "0" * 64, list(columns), pa.table(cells), len(rows))


def told(extract: Extract, severity: str = "error") -> list[tuple[int | None, str | None, str]]:
    """Return row, column and rule of each finding of a severity."""
    return [(one.row, one.column, one.rule) for one in extract.findings if one.severity == severity]

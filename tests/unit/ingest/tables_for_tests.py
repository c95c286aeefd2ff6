"""A few places, and short ways to write a file and read it: what the tests of published tables share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from cpdash.catalogue import load_catalogue
from cpdash.extract import Area, Extract
from cpdash.ingest.files import read_files
from cpdash.ingest.raw import Places

CATALOGUE = load_catalogue()
TODAY = date(2026, 1, 31)
STOCKTON, DARLINGTON, ENGLAND = "E06000004", "E06000005", "E92000001"
PLACES = Places(
    [
        Area(STOCKTON, "Stockton-on-Tees", "council", "E12000001", "808"),
        Area(DARLINGTON, "Darlington", "council", "E12000001", "841"),
        Area("E06000065", "North Yorkshire", "council", "E12000003", "815", other_names=("E10000023",)),
        Area("E10000006", "Cumbria", "council", "E12000002", "909", current=False),
        Area("E12000001", "North East", "region", dfe_number="980"),
        Area("E12000006", "East of England", "region", dfe_number="985"),
        Area("E13000001", "Inner London", "region", dfe_number="987"),
        Area(ENGLAND, "England", "country", dfe_number="970"),
    ]
)


def write(folder: Path, name: str, *lines: str) -> Path:
    """Write the lines to a file, each with its line break."""
    path = folder / name
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


def read(*paths: Path, kind: str | None = None, places: Places = PLACES) -> list[Extract]:
    """Read files with the program's own catalogue."""
    return read_files(paths, kind=kind, catalogue=CATALOGUE, places=places, today=TODAY, progress=lambda _: None)


def rows(one: Extract, table: str = "observation") -> list[dict[str, Any]]:
    """Return the rows of a table of an extract."""
    found: list[dict[str, Any]] = one.tables[table].to_pylist()
    return found


def pick(one: Extract, *names: str, **wanted: object) -> list[tuple[Any, ...]]:
    """Return the named columns of the observations that match."""
    return [
        tuple(row[name] for name in names)
        for row in rows(one)
        if all(row[name] == value for name, value in wanted.items())
    ]


def messages(one: Extract) -> Sequence[str]:
    """Return severity and message of every finding."""
    return [f"{found.severity}: {found.message}" for found in one.findings]

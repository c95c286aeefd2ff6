"""Small returns to write to disk, and what is read of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from cpdash.catalogue.returns import load_return_layouts
from cpdash.extract import Area, Extract, Finding, Returns
from cpdash.ingest.raw import Places
from cpdash.ingest.ssda903 import read_returns

MIDDLESBROUGH, STOCKTON = "E06000002", "E06000004"
PLACES = Places(
    [
        Area(MIDDLESBROUGH, "Middlesbrough", "council", "E12000001", "806"),
        Area(STOCKTON, "Stockton-on-Tees", "council", "E12000001", "808"),
        Area("E06000028", "Bournemouth", "council", "E12000009", "837", current=False),
        Area("E12000001", "North East", "region", None, "980"),
    ]
)
TODAY = date(2024, 11, 15)
YEAR = (date(2023, 4, 1), date(2024, 3, 31))

Rows = Sequence[str]
HEADER = ("A1,1,01/05/2010,WBRI,UN1,,", "B2,2,29/02/2012,MWBC,UN1,,")
EPISODES = (
    "A1,10/06/2023,S,C1,N1,U6,PR1,01/09/2023,X1,,TS1 1AA,TS2 2BB,SC123456",
    "A1,01/09/2023,L,C2,N1,U6,PR1,,,,TS1 1AA,TS2 2BB,SC123456",
    "B2,05/02/2022,S,V2,N4,K2,PR4,20/12/2023,E4A,,TS1 1AB,TS2 2BC,SC123457",
)
REVIEWS = ("A1,01/05/2010,05/07/2023,PN1", "B2,29/02/2012,01/08/2023,PN3")
CLEAN: Mapping[str, Rows] = {"header": HEADER, "episodes": EPISODES, "reviews": REVIEWS}


def columns(kind: str) -> str:
    """The header line of a kind of file."""
    return ",".join(load_return_layouts().layouts[kind].columns)


def text(kind: str, rows: Rows) -> str:
    """A file of a kind."""
    return "\n".join([columns(kind), *rows]) + "\n"


def write(folder: Path, tables: Mapping[str, Rows] = CLEAN, **raw: str | bytes) -> Path:
    """Write the files of a return: rows by kind, and whole files by the name before .csv."""
    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, str | bytes] = {**{kind: text(kind, rows) for kind, rows in tables.items()}, **raw}
    for name, content in files.items():
        (folder / f"{name}.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def episodes(count: int) -> list[str]:
    """So many sound rows, each of a child of its own."""
    return [f"C{at},10/06/2023,S,C2,N1,U6,PR1,,,,TS1 1AA,TS2 2BB,SC123456" for at in range(count)]


def read(*folders: Path, **options: Any) -> Returns:
    """Read folders for Middlesbrough, on TODAY."""
    given = {"area": MIDDLESBROUGH, "places": PLACES, "today": TODAY}
    return read_returns(folders, **{**given, **options})


def file_of(returns: Returns, name: str) -> Extract:
    """The file of this name."""
    [found] = [file for one in returns.returns for file in one.files if file.file == name]
    return found


def counts(returns: Returns, name: str) -> tuple[int, int, int]:
    """Rows read, used and refused of a file."""
    file = file_of(returns, name)
    return file.rows_read, file.rows_used, file.rows_refused


def found(returns: Returns, rule: str) -> list[Finding]:
    """Every finding of a rule."""
    return [one for ret in returns.returns for file in ret.files for one in file.findings if one.rule == rule]


def rows(returns: Returns, table: str) -> list[dict[str, Any]]:
    """The rows of a table, in the order of their files and lines."""
    listed: list[dict[str, Any]] = returns.tables[table].to_pylist()
    return sorted(listed, key=lambda row: (row["ret"], row["file"], row["row"]))

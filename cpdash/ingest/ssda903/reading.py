"""Folders of returns in, one Returns out: typed rows of every council and year, or every reason why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from cpdash.catalogue.returns import load_return_layouts
from cpdash.errors import CpdashError, InputRefused
from cpdash.extract import RETURN_SCHEMAS, Area, Extract, Finding, Origin, Return, Returns
from cpdash.ingest.raw import Places
from cpdash.ingest.sql import Connection, table
from cpdash.ingest.ssda903.councils import NOBODY, Council, Councils
from cpdash.ingest.ssda903.days import Asked, Days, asked_faults, days_covered
from cpdash.ingest.ssda903.faults import find_faults, findings_by_file, marks
from cpdash.ingest.ssda903.opening import Folder, Opened, open_folders
from cpdash.ingest.ssda903.pieces import ReturnFile
from cpdash.ingest.ssda903.refusing import Counts, pieces, refuse
from cpdash.ingest.ssda903.staging import Texts, staged

KIND = "ssda903"
PRIORITY = 80
"""A council's own return goes before what was published of it and before its scorecard."""

MOST_FAULTS = 200
UNREADABLE_SHARE = 0.05


@dataclass(frozen=True)
class _Known:
    """The returns of one import once council and days of each are known."""

    folders: Sequence[Folder]
    councils: Sequence[Council]
    days: Sequence[Days]


def read_returns(
    folders: Sequence[Path],
    *,
    places: Places,
    today: date,
    area: str | None = None,
    default_area: str | None = None,
    year_from: date | None = None,
    year_to: date | None = None,
    unreadable_share: float = UNREADABLE_SHARE,
    progress: Callable[[str], None] = lambda _: None,
) -> Returns:
    """Return the rows and findings of every return in the folders.

    A folder is a return, or holds folders that are. `area` names the council; without it the folders' names do, or
    `default_area`. `year_from` (a 1 April) and `year_to` are the first and last day that the return covers; without
    them they are read from its dates. `unreadable_share` is the part of a file's rows that may be refused.

    Raises InputRefused with every fault when a file is damaged, the council or the days cannot be told, two files are
    of one kind, or too many rows cannot be read; UnknownName for a council that does not exist.
    """
    councils = Councils(places, area, default_area)
    opened = open_folders(folders, progress)
    whose = [councils.of(folder) for folder in opened.folders]
    known = [council for council in whose if council]
    asked = Asked(today, year_from, year_to)
    faults = [*opened.faults, *_nobody(opened, whose), *asked_faults(asked, [one.area.code for one in known])]
    if not opened.folders and not faults:
        faults = [*(str(found) for found in opened.left), "No file of an SSDA903 return was found: nothing to load."]
    if faults:
        raise InputRefused(_capped(faults))
    try:
        return _worked_out(opened, known, asked, unreadable_share, progress)
    except duckdb.OutOfMemoryException:
        raise InputRefused(["These returns need more memory than there is: load fewer folders at a time."]) from None
    except duckdb.Error as error:
        # DuckDB's messages quote values, and these are children's.
        raise CpdashError(f"A step of the import failed ({type(error).__name__}): nothing was loaded.") from None


def _worked_out(
    opened: Opened, councils: Sequence[Council], asked: Asked, share: float, progress: Callable[[str], None]
) -> Returns:
    texts = _taken_texts(opened)
    folders = opened.folders
    db = staged(texts, folders)
    known = _Known(folders, councils, days_covered(db, folders, asked))
    if faults := [*(fault for days in known.days for fault in days.faults), *_same_days(known)]:
        raise InputRefused(_capped(faults))
    _note_days(db, known)
    progress("Checking")
    counts, faults = refuse(db, folders, share)
    if faults:
        raise InputRefused(_capped([*faults, *_errors(findings_by_file(db, folders))]))
    find_faults(db)
    findings = findings_by_file(db, folders)
    returns = tuple(_return(known, at, counts, findings) for at in range(len(folders)))
    return Returns(_with_left(returns, opened.left), _tables(db))


def _nobody(opened: Opened, whose: Sequence[Council | None]) -> list[str]:
    return [
        f"{folder.label or folder.files[0].label}: {NOBODY}"
        for folder, council in zip(opened.folders, whose, strict=True)
        if not council
    ]


def _taken_texts(opened: Opened) -> Texts:
    """Take the text of every file out of the folders, so that it can be let go table by table."""
    texts: Texts = {}
    nothing = pa.table({})
    for ret, folder in enumerate(opened.folders):
        bare = []
        for at, file in enumerate(folder.files):
            for piece in file.pieces:
                texts.setdefault(piece.layout.id, []).append((ret, at, piece.cells))
            bare.append(replace(file, pieces=tuple(replace(piece, cells=nothing) for piece in file.pieces)))
        opened.folders[ret] = replace(folder, files=tuple(bare))
    return texts


def _same_days(known: _Known) -> Iterator[str]:
    """Return the fault of two folders with one kind of file for the same council and days: which of them is meant?"""
    seen: dict[tuple[str, date, date, str], tuple[int, str]] = {}
    for (ret, _, kind), piece in pieces(known.folders):
        council, days = known.councils[ret].area, known.days[ret]
        other, label = seen.setdefault((council.code, days.first, days.last, kind), (ret, piece.label))
        if other != ret:
            yield f"{label}, {piece.label}: are both '{kind}' of {council.name} for the same days."


def _note_days(db: Connection, known: _Known) -> None:
    rows = pa.table(
        {
            "ret": pa.array(range(len(known.folders)), pa.int32()),
            "area": [council.area.code for council in known.councils],
            "first": [days.first for days in known.days],
            "last": [days.last for days in known.days],
            "year": pa.array([days.year for days in known.days], pa.int32()),
        }
    )
    db.register("rows", rows)
    db.execute("INSERT INTO ret SELECT * FROM rows")
    db.unregister("rows")


def _errors(findings: Mapping[tuple[int, int], Sequence[Finding]]) -> Iterator[str]:
    for found in findings.values():
        yield from (str(one) for one in found if one.severity == "error")


def _return(known: _Known, at: int, counts: Counts, findings: Mapping[tuple[int, int], list[Finding]]) -> Return:
    folder, council, days = known.folders[at], known.councils[at], known.days[at]
    files = []
    for number, file in enumerate(folder.files):
        about = [_whose(file.label, council, days), *council.findings, *days.findings] if number == 0 else []
        said = [*about, *findings.get((at, number), [])]
        files.append(_extract(file, council.area, days, (at, number), counts, said))
    return Return(council.area.code, days.first, days.last, tuple(files), tuple(file.kinds for file in folder.files))


def _whose(label: str, council: Council, days: Days) -> Finding:
    return Finding("note", label, "return", f"the return of {council.area.name}, {days.said}")


def _extract(
    file: ReturnFile, area: Area, days: Days, place: tuple[int, int], counts: Counts, findings: Sequence[Finding]
) -> Extract:
    read = sum(counts.read[*place, kind] for kind in file.kinds)
    refused = sum(counts.refused[*place, kind] for kind in file.kinds)
    what = file.pieces[0].layout.title if file.form == "csv" else f"{file.form} with {', '.join(file.kinds)}"
    source = f"{KIND}_{file.kinds[0] if file.form == 'csv' else file.form}"
    first, last = days.first.year + 1, days.year
    origin = Origin(
        source=source, kind=KIND, title=f"SSDA903 return: {what}", publisher=area.name,
        licence="Not for publication", family=KIND, release=str(last) if first == last else f"{first} to {last}",
        priority=PRIORITY, national=False,
    )  # fmt: skip
    return Extract(
        file=file.label, sha256=file.sha256, origin=origin, rows_read=read, rows_used=read - refused, rows_left=0,
        rows_refused=refused, findings=tuple(findings), data_as_at=days.last,
    )  # fmt: skip


def _with_left(returns: tuple[Return, ...], left: Sequence[Finding]) -> tuple[Return, ...]:
    """Return the returns; the first file carries what was said of the files that were left."""
    first = returns[0].files[0]
    files = (replace(first, findings=(*left, *first.findings)), *returns[0].files[1:])
    return (replace(returns[0], files=files), *returns[1:])


def _tables(db: Connection) -> dict[str, pa.Table]:
    """Return every table as the store keeps it; the staged one is let go as soon as it is handed over."""
    found = {}
    for name in load_return_layouts().tables:
        schema = RETURN_SCHEMAS[name]
        # Table and columns are those of the contract between reader and store.
        found[name] = table(db, f"SELECT {', '.join(schema.names)} FROM {name}").cast(schema)  # noqa: S608
    found["mark"] = marks(db)
    db.close()
    return found


def _capped(faults: Sequence[str]) -> list[str]:
    rest = len(faults) - MOST_FAULTS
    return [*faults[:MOST_FAULTS], *([f"and {rest:,} more"] if rest > 0 else [])]

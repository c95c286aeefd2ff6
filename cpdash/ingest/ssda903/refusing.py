"""Which rows cannot be read? They are taken out of the tables, each with where it is, why, and what was expected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cpdash.catalogue.returns import Layout, load_return_layouts
from cpdash.ingest.sql import Connection
from cpdash.ingest.ssda903 import rules
from cpdash.ingest.ssda903.opening import Folder
from cpdash.ingest.ssda903.pieces import Piece

DUPLICATE, HEADER_AGAIN, NO_CHILD = "duplicate", "header again", "child"
FEWEST = 20
"""A file with fewer rows than this is never refused for its share of unreadable ones."""

Place = tuple[int, int, str]
"""Where rows lie: the return, the file in it, the table."""


@dataclass(frozen=True)
class Counts:
    """Rows of each file and table: those read (broken ones too) and those refused."""

    read: dict[Place, int]
    refused: dict[Place, int]


def refuse(db: Connection, folders: Sequence[Folder], share: float) -> tuple[Counts, list[str]]:
    """Take the unreadable rows out; return the counts and the faults of files of which more than `share` is unreadable.

    The table `refused` then holds a row for each reason. Exact duplicates are refused too, but are not unreadable.
    """
    read = _rows(db, folders)
    for layout in load_return_layouts().tables.values():
        _refuse_shapeless(db, layout)
    _add_found(db)
    unreadable = _refused(db, folders)
    faults = [
        f"{piece.label}: {unreadable[place]:,} of {read[place]:,} rows cannot be read, which is more than {share:.0%} "
        "(CPDASH_UNREADABLE_SHARE)"
        for place, piece in pieces(folders)
        if read[place] >= FEWEST and unreadable[place] > share * read[place]
    ]
    for layout in load_return_layouts().tables.values():
        _take_out(db, layout)
        _refuse_duplicates(db, layout)
        _take_out(db, layout)
    return Counts(read, _refused(db, folders)), faults


def pieces(folders: Sequence[Folder]) -> Iterator[tuple[Place, Piece]]:
    """Return every piece with its place."""
    for ret, folder in enumerate(folders):
        for at, file in enumerate(folder.files):
            for piece in file.pieces:
                yield (ret, at, piece.layout.id), piece


def _rows(db: Connection, folders: Sequence[Folder]) -> dict[Place, int]:
    counts = {place: piece.broken for place, piece in pieces(folders)}
    for name in load_return_layouts().tables:
        found = db.execute(f"SELECT ret, file, count(*) FROM {name} GROUP BY ALL").fetchall()  # noqa: S608  a layout's
        for ret, file, count in found:
            counts[ret, file, name] += count
    return counts


def _refused(db: Connection, folders: Sequence[Folder]) -> dict[Place, int]:
    counts = {place: piece.broken for place, piece in pieces(folders)}
    found = db.execute("SELECT ret, file, table_, count(DISTINCT row) FROM refused GROUP BY ALL").fetchall()
    for ret, file, name, count in found:
        counts[ret, file, name] += count
    return counts


def _refuse_shapeless(db: Connection, layout: Layout) -> None:
    """Refuse a row that repeats the header, and one that names no child."""
    second = next(name for name in layout.columns if name != "CHILD")
    text = f"{second.lower()}_text" if layout.columns[second] == "day" else second.lower()
    again = f"child = 'CHILD' AND upper({text}) = '{second}'"
    repeats = "repeats the header: expected it once, above the rows"
    blank = "has no child: expected the identifier that the child has in every file"
    # Table and columns are the layout's.
    db.execute(
        f"INSERT INTO refused SELECT '{layout.id}', ret, file, row, NULL, ?, ? FROM {layout.id} WHERE {again}",  # noqa: S608
        [HEADER_AGAIN, repeats],
    )
    db.execute(
        f"INSERT INTO refused SELECT '{layout.id}', ret, file, row, 'CHILD', ?, ? FROM {layout.id} WHERE child IS NULL",  # noqa: S608
        [NO_CHILD, blank],
    )
    _take_out(db, layout)


def _refuse_duplicates(db: Connection, layout: Layout) -> None:
    """Refuse every row that says exactly what an earlier row of its file says."""
    columns = ", ".join(
        f"{name.lower()}_text" if kind in ("day", "whole", "number") else name.lower()
        for name, kind in layout.types.items()
    )
    statement = f"""
        INSERT INTO refused
        WITH keyed AS (SELECT ret, file, row, hash({columns}) AS key FROM {layout.id}),
        twice AS (SELECT ret, file, key FROM keyed GROUP BY ALL HAVING count(*) > 1),
        candidate AS (SELECT k.ret, k.file, k.row FROM keyed AS k JOIN twice USING (ret, file, key))
        SELECT '{layout.id}', ret, file, row, NULL, ?, ?
        FROM {layout.id} JOIN candidate USING (ret, file, row)
        QUALIFY row_number() OVER (PARTITION BY ret, file, {columns} ORDER BY row) > 1
    """  # noqa: S608  the layout's names
    db.execute(statement, [DUPLICATE, "says exactly what an earlier row of the file says: each row is used once"])


def _take_out(db: Connection, layout: Layout) -> None:
    statement = f"""
        DELETE FROM {layout.id} AS t
        USING (SELECT DISTINCT ret, file, row FROM refused WHERE table_ = '{layout.id}') AS r
        WHERE t.ret = r.ret AND t.file = r.file AND t.row = r.row
    """  # noqa: S608  the layout's name
    db.execute(statement)


def _add_found(db: Connection) -> None:
    db.register("found", rules.refused(db))
    db.execute('INSERT INTO refused SELECT table_, ret, file, row, "column", rule, message FROM found')
    db.unregister("found")

"""What is said of the rows of a published table: which are refused, which repeat others, which were left and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cpdash.extract import Finding
from cpdash.ingest.areas import unknown_area
from cpdash.ingest.sql import Connection
from cpdash.ingest.task import Task
from cpdash.ingest.yields import note, row_findings

_REFUSED = {
    "unknown period": "is no period: expected a year such as 2025 or 2024-25",
    "future": "is for a time that is not over yet",
    "bounds": "is outside what the indicator can be",
    "value": "is neither a number nor a known symbol",
    "numerator": "is neither a count nor a known symbol",
    "denominator": "is neither a count nor a known symbol",
}
LEFT = {
    "no area": "they are for no council, region or country",
    "former council": "they are for councils that no longer exist",
    "dropped year": "the catalogue drops these years of the measure as wrong at the source",
    "longer window": "they are for a window of several years",
}
"""Fates of figures.sql that leave a row, with the reason that the note gives."""


def refusals(connection: Connection, task: Task) -> Iterator[Finding]:
    """Say every row that cannot be taken, with its column; never what stands in the cell."""
    columns = {"value": "value_column", "bounds": "value_column", "numerator": "numerator_column",
               "denominator": "denominator_column"}  # fmt: skip
    for fate, why in _REFUSED.items():
        column = columns.get(fate, "NULL")
        found = connection.execute(
            f"SELECT {column}, list(DISTINCT row ORDER BY row) FROM judged WHERE fate = $fate GROUP BY 1",
            {"fate": fate},
        ).fetchall()
        for name, rows in found:
            yield from row_findings(task.raw, "error", fate, why, rows, name or task.column("period"))
    keys: tuple[str, ...] = ()
    unknown = (
        "SELECT area_key, list(DISTINCT row ORDER BY row) FROM judged WHERE fate = 'unknown area' GROUP BY 1 ORDER BY 1"
    )
    for key, rows in connection.execute(unknown).fetchall():
        keys = keys or tuple(area.code for area in task.places.areas) + tuple(area.name for area in task.places.areas)
        more = f" ({len(rows):,} rows)" if len(rows) > 1 else ""
        yield Finding("error", task.raw.file, "unknown area", unknown_area(key, keys) + more, rows[0])


def repeats(connection: Connection, task: Task) -> Iterator[Finding]:
    """Say which rows say the same thing twice, and which contradict one another."""
    pairs = connection.execute(
        "SELECT DISTINCT disagree, first_row, row, indicator FROM twin WHERE row <> first_row ORDER BY ALL"
    ).fetchall()
    clash = [(first, row, what) for disagree, first, row, what in pairs if disagree]
    same = [row for disagree, _, row, _ in pairs if not disagree]
    for first, row, what in clash:
        message = f"gives '{what}' another figure than row {first} for the same area and time"
        yield Finding("error", task.raw.file, "rows disagree", message, row)
    yield from row_findings(task.raw, "warning", "repeated row", "repeats an earlier row: left", same)


def left_rows(task: Task, left: Mapping[str, int]) -> Iterator[Finding]:
    """Say how many rows were left, one note for each reason."""
    for fate, why in LEFT.items():
        yield from note(task.raw, fate, left.get(fate, 0), why)


def no_figures(task: Task, used: int, refused: int) -> list[Finding]:
    """Say that a table gave no figure at all: it cannot be what it was taken for."""
    if used or refused or not task.raw.cells.num_rows:
        return []
    return [Finding("error", task.raw.file, "no figures", "no row holds a figure that the catalogue knows")]

"""What is said of each file: the faults of its rows, named by place and rule up to a limit, and the days they touch."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from cpdash.catalogue.returns import Layout, load_return_layouts
from cpdash.extract import RETURN_SCHEMAS, Finding
from cpdash.ingest.sql import Connection, script, table
from cpdash.ingest.ssda903 import rules
from cpdash.ingest.ssda903.opening import Folder
from cpdash.ingest.ssda903.refusing import Place, pieces
from cpdash.ingest.ssda903.staging import SQL

MOST, FEW = 1_000, 20
"""How many faults of one rule are named in one file; how many when there are very many files and rules."""

MOST_IN_ALL = 200_000
"""Faults that are named in one import: each is an object in memory and a row in the work database."""

_BY_RULES = {
    ("header", "DOB"), ("episodes", "DECOM"), ("episodes", "DEC"), ("missing", "MIS_START"), ("missing", "MIS_END"),
    ("oc2", "SDQ_SCORE"),
}  # fmt: skip
"""Columns whose unreadable cells the rules of the return report themselves."""


def find_faults(db: Connection) -> None:
    """Work out every fault of the rows that were kept: the view `fault` has them afterwards."""
    for layout in load_return_layouts().tables.values():
        _find_unreadable_cells(db, layout)
    db.register("found_fault", rules.faults(db))
    db.execute(
        "CREATE OR REPLACE VIEW fault AS SELECT * FROM own_fault UNION ALL SELECT table_, ret, file, row, "
        '"column", rule, severity, message, first, last FROM found_fault'
    )


def _find_unreadable_cells(db: Connection, layout: Layout) -> None:
    """Note the cells that hold something, but no date or number: they count as blank, for the whole return."""
    for name, kind in layout.types.items():
        column = name.lower()
        if kind in ("day", "whole", "number") and (layout.id, name) not in _BY_RULES:
            rule, message = ("date", f"date_advice({column}_text)") if kind == "day" else ("number", "'is no number'")
            _note_cells(db, layout, name, rule, message, f"{column} IS NULL AND {column}_text IS NOT NULL")
    if "PL_LOCATION" in layout.optional:
        _note_cells(
            db, layout, "PL_LOCATION", "location", "'is neither IN nor OUT'", "pl_location NOT IN ('IN', 'OUT')"
        )


def _note_cells(db: Connection, layout: Layout, name: str, rule: str, message: str, where: str) -> None:
    # All parts are this module's or the layout's.
    db.execute(
        f"INSERT INTO own_fault SELECT '{layout.id}', ret, file, row, '{name}', '{rule}', 'warning', {message}, "  # noqa: S608
        f"NULL, NULL FROM {layout.id} WHERE {where}"
    )


def marks(db: Connection) -> pa.Table:
    """Return the days of the return that each fault touches."""
    return table(db, script("mark", SQL)).cast(RETURN_SCHEMAS["mark"])


def findings_by_file(db: Connection, folders: Sequence[Folder]) -> dict[tuple[int, int], list[Finding]]:
    """Return the findings of each file of each return: those of its format first, then by rule and row."""
    [(groups,)] = db.execute(script("groups", SQL)).fetchall()
    most = min(MOST, max(FEW, MOST_IN_ALL // max(groups, 1)))
    labels = {place: piece.label for place, piece in pieces(folders)}
    found: dict[tuple[int, int], list[Finding]] = {}
    for (ret, file, _), piece in pieces(folders):
        found.setdefault((ret, file), []).extend(_capped(piece.findings, most))
    _add_named(found, labels, db, most)
    return found


def _add_named(
    found: dict[tuple[int, int], list[Finding]], labels: dict[Place, str], db: Connection, most: int
) -> None:
    rows = db.execute(script("findings", SQL), {"most": most}).fetchall()
    for at, (ret, file, name, row, column, rule, severity, message, total) in enumerate(rows):
        into, label = found[ret, file], labels[ret, file, name]
        into.append(Finding(severity, label, rule, message, row, column))
        last = at + 1 == len(rows) or rows[at + 1][:3] != (ret, file, name) or rows[at + 1][5] != rule
        if last and total > most:
            into.append(Finding(severity, label, rule, _more(rule, total - most)))


def _capped(findings: Sequence[Finding], most: int) -> list[Finding]:
    """Return the findings of a file's format: broken rows are capped like any other fault."""
    named: list[Finding] = []
    counts: dict[str, int] = {}
    for one in findings:
        counts[one.rule] = counts.get(one.rule, 0) + 1
        if counts[one.rule] <= most:
            named.append(one)
    for rule, count in counts.items():
        if count > most:
            first = next(one for one in findings if one.rule == rule)
            named.append(Finding(first.severity, first.file, rule, _more(rule, count - most)))
    return named


def _more(rule: str, count: int) -> str:
    return f"{count:,} more rows are at fault by rule {rule}"

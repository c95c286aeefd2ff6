"""A tiny snapshot with fact tables, made by hand: what a publish would leave of a council's return."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from cpdash.board import Board
from cpdash.catalogue.loader import the_catalogue
from cpdash.periods import Month
from cpdash.store import work
from cpdash.store.derived import add_figures
from cpdash.store.reader import Reader
from cpdash.store.snapshots import path_of
from cpdash.store.sql import query
from tests.extracts_for_tests import STOCKTON, geography

Rows = Sequence[Mapping[str, Any]]
ALL_FORMS = ("snapshot", "month", "3 months", "12 months", "year to date", "3 years")


def row(month: str, form: str = "snapshot", area: str = STOCKTON, **cells: Any) -> dict[str, Any]:
    """A row of a fact table; dimensions not given are empty, measures 0."""
    return {"area": area, "month": Month.parse(month).first, "form": form, **cells}


def covered(
    first: str, months: int, *needs: str, forms: Sequence[str] = ALL_FORMS, status: str = "derived",
    reason: str | None = None, area: str = STOCKTON,
) -> list[dict[str, Any]]:  # fmt: skip
    """Rows of the coverage: the months of a return, for the needs (by default: episodes)."""
    return [
        {"area": area, "need": need, "form": form, "month": Month.parse(first).plus(step).first, "status": status,
         "reason": reason}
        for need in needs or ("episodes",) for form in forms for step in range(months)
    ]  # fmt: skip


def published(month: str, value: float | None, indicator: str, **more: Any) -> dict[str, Any]:
    """A row of the observation table that a national source gave."""
    base = {
        "area": STOCKTON, "indicator": indicator, "form": "snapshot", "month": Month.parse(month).first,
        "dimension": "", "category": "", "value": value, "status": "published", "basis": "same", "source": "LAIT",
        "family": "lait", "release": "2025", "priority": 50, "is_national": True, "load": 1, "said": 1,
    }  # fmt: skip
    return base | more


def make_snapshot(
    path: Path,
    facts: Mapping[str, Rows],
    coverage: Rows,
    *,
    observations: Rows = (),
    population: Sequence[tuple[str, int, int]] = (),
) -> Path:
    """Write a snapshot with these facts, work out the figures as a publish does, and return its path."""
    path.write_bytes(_without_a_return())
    with duckdb.connect() as db:
        db.execute(f"ATTACH '{path}' AS snapshot")
        _clear(db)
        for name, rows in facts.items():
            _fill(db, name, rows)
        _fill(db, "coverage", coverage)
        _fill(db, "observation", observations)
        _fill(db, "population", [dict(zip(("area", "year", "people"), one, strict=True)) for one in population])
        add_figures(db, the_catalogue())
        db.execute(query("chosen", "publish"))
        db.execute("DETACH snapshot")
    return path


def board_of(path: Path) -> Board:
    """Return the board of a snapshot made here."""
    return Board(Reader(path), the_catalogue())


@cache
def _without_a_return() -> bytes:
    """A snapshot as a publish leaves it where nothing but the geography was loaded."""
    with TemporaryDirectory() as folder:
        snapshots = Path(folder) / "snapshots"
        with work.opened(Path(folder) / "private") as held:
            held.add([geography()], "by hand")
            held.publish(snapshots, the_catalogue())
        return path_of(snapshots, scope="service").read_bytes()


def _clear(db: duckdb.DuckDBPyConnection) -> None:
    """Put empty fact tables of plain text and numbers in the place of the published ones, and take the figures back."""
    views = {name for (name,) in db.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()}
    for fact in the_catalogue().facts.values():
        db.execute(f"DROP {'VIEW' if fact.id in views else 'TABLE'} IF EXISTS snapshot.{fact.id}")
        columns = ["area VARCHAR NOT NULL", "month DATE NOT NULL", "form VARCHAR NOT NULL"]
        columns += [f"{name} VARCHAR DEFAULT '' NOT NULL" for name in fact.dimensions]
        columns += [f"{name} BIGINT DEFAULT 0 NOT NULL" for name in fact.measures]
        db.execute(f"CREATE TABLE snapshot.{fact.id} ({', '.join(columns)})")
    db.execute("CREATE TABLE snapshot.observation AS "
               "SELECT * EXCLUDE (place, national_place, nearest), 1::BIGINT AS said FROM snapshot.figure")  # fmt: skip
    db.execute("DROP TABLE snapshot.figure")


def _fill(db: duckdb.DuckDBPyConnection, table: str, rows: Rows) -> None:
    for one in rows:
        places = ", ".join("?" * len(one))
        db.execute(f"INSERT INTO snapshot.{table} ({', '.join(one)}) VALUES ({places})", list(one.values()))

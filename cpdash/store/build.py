"""Builds the two files of a snapshot, each in one transaction; only what passes its checks gets its name."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

import duckdb

from cpdash import __version__
from cpdash.catalogue import Catalogue, Indicator
from cpdash.catalogue.calendar import bank_holidays
from cpdash.catalogue.returns import load_return_layouts
from cpdash.disclosure.rule import Rule
from cpdash.errors import CpdashError
from cpdash.store.connect import attached, storage_errors, transaction
from cpdash.store.derived import add_figures
from cpdash.store.fact_tables import Label, build_facts
from cpdash.store.releasing import release
from cpdash.store.snapshots import Scope, file_of, point_to, settle
from cpdash.store.sql import query

TABLES = (
    "area", "neighbour", "population", "load", "finding", "restatement", "observation", "statement", "judgement",
    "home", "home_judgement", "action", "meeting", "note", "publisher",
)  # fmt: skip
"""The order in which publish/*.sql runs: a file may use the tables of those before it."""

SCOPES: tuple[Scope, ...] = ("service", "public")

MODES: Mapping[Scope, int] = MappingProxyType({"service": 0o600, "public": 0o644})
"""Who may read the file: full detail is its owner's alone."""

LAYOUT = "6"
"""Version of the snapshot's tables. The reader refuses a layout that it does not know."""


def publish(
    db: duckdb.DuckDBPyConnection, snapshots: Path, catalogue: Catalogue, now: datetime, rule: Rule
) -> str:  # fmt: skip
    """Build, check, rename, point: return the id of the snapshot that is current afterwards.

    The caller holds the work database, so no load and no second publish can happen meanwhile.
    """
    snapshot = f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"
    with storage_errors("the publish"):
        snapshots.mkdir(parents=True, exist_ok=True, mode=0o700)
        _clear_away(snapshots)
        files = {scope: file_of(snapshots, snapshot, scope) for scope in SCOPES}
        unfinished = {scope: file.with_name(f"{file.name}.tmp") for scope, file in files.items()}
        with attached(db, unfinished["service"], "snapshot"):
            _build(db, snapshot, catalogue, now)
            with attached(db, unfinished["public"], "public"), transaction(db):
                release(db, catalogue, rule)
                _add_stamp(db, "public", snapshot, now)
        for scope, file in files.items():
            unfinished[scope].chmod(MODES[scope])
            settle(unfinished[scope], file)
        point_to(snapshots, snapshot)
    return snapshot


def _clear_away(snapshots: Path) -> None:
    # Left by a publish that was killed. Nobody else can be writing one: the caller holds the work database.
    for left in [*snapshots.glob("*.duckdb.tmp"), *snapshots.glob("*.duckdb.tmp.wal"), *snapshots.glob("CURRENT.*")]:
        left.unlink(missing_ok=True)


def _build(db: duckdb.DuckDBPyConnection, snapshot: str, catalogue: Catalogue, now: datetime) -> None:
    with transaction(db):
        for table in TABLES:
            db.execute(query(table, "publish"))
        build_facts(db, labels(), bank_holidays())
        db.execute(query("fault_month", "publish"))
        add_figures(db, catalogue)
        for indicator, parts in _calculated(catalogue):
            db.execute(query(f"calculated_{indicator.calculation.kind}", "publish"), parts)  # type: ignore[union-attr]
        db.execute(query("chosen", "publish"))
        _add_targets(db, catalogue)
        db.execute(query("reconciliation", "publish"))
        _add_stamp(db, "snapshot", snapshot, now)
        _check(db)


def labels() -> list[Label]:
    """Return every code of the return with its meaning and the category that it counts under."""
    return [
        Label(name, code, meaning.label, meaning.group or "")
        for name, codes in load_return_layouts().codes.items()
        for code, meaning in codes.items()
    ]


def _calculated(catalogue: Catalogue) -> Iterator[tuple[Indicator, dict[str, object]]]:
    for one in catalogue.indicators.values():
        if one.calculation and one.benchmark:
            parts: dict[str, object] = {"indicator": one.id, "of": list(one.calculation.of)}
            words = " and ".join(catalogue.indicators[other].short for other in one.calculation.of)
            parts |= {
                "basis": one.benchmark.basis,
                "note": one.benchmark.note or "",
                "title": f"Worked out from: {words}",
            }
            yield one, parts


def _add_targets(db: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    db.execute(query("target", "publish"))
    rows = [
        (
            one.id,
            t.area,
            f"{t.from_}-01",
            f"{t.to}-01" if t.to else None,
            t.value,
            t.tolerance,
            t.owner,
            t.reason,
            t.source,
        )
        for one in catalogue.indicators.values()
        for t in one.target
    ]
    if rows:
        db.executemany("INSERT INTO snapshot.target VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _add_stamp(db: duckdb.DuckDBPyConnection, scope: str, snapshot: str, now: datetime) -> None:
    db.execute(
        f"CREATE TABLE {scope}.stamp (id VARCHAR, built_at TIMESTAMP, program VARCHAR, scope VARCHAR, own BOOLEAN)"
    )
    db.execute(f"COMMENT ON TABLE {scope}.stamp IS '{LAYOUT}'")  # readable whatever columns another layout has
    [own] = db.execute(query("own", "publish")).fetchone() or (True,)
    said = "service" if scope == "snapshot" else scope
    stamp = [snapshot, now.replace(tzinfo=None), __version__, said, own]
    db.execute(f"INSERT INTO {scope}.stamp VALUES (?, ?, ?, ?, ?)", stamp)  # noqa: S608  one of two names of our own


def _check(db: duckdb.DuckDBPyConnection) -> None:
    faults = [str(fault) for (fault,) in db.execute(query("checks", "publish")).fetchall()]
    if faults:
        raise CpdashError("The snapshot did not pass its checks, so nothing was published.\n" + "\n".join(faults))

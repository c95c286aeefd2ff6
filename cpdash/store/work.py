"""Adds what files gave to the work database: all the files of a command in one transaction, or none of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from cpdash.catalogue import Catalogue
from cpdash.disclosure.rule import Rule
from cpdash.extract import SCHEMAS, Area, Extract, Finding, Returns
from cpdash.periods import Month
from cpdash.store.build import publish
from cpdash.store.connect import transaction, writing
from cpdash.store.returns import add_returns, finding_rows, insert_rows
from cpdash.store.schema_steps import bring_forward
from cpdash.store.sql import query


@dataclass(frozen=True, slots=True)
class Restated:
    """One published figure that a newer release gave another value."""

    area: str
    area_name: str
    indicator: str
    form: str
    month: Month
    category: str
    old: float | None
    new: float | None
    old_release: str
    new_release: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one file. `repeat` means that exactly this file was loaded before: nothing was changed."""

    file: str
    kind: str
    title: str
    release: str
    rows_read: int
    rows_used: int
    rows_left: int
    rows_refused: int
    findings: tuple[Finding, ...]
    restated: tuple[Restated, ...] = ()
    repeat: bool = False


class Work:
    """The work database while one process holds it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._db = connection

    def areas(self) -> list[Area]:
        """Return the areas of imported geography files, the newest file's last; empty when none was imported."""
        return [
            Area(
                code,
                name,
                kind,
                region,
                number,
                current,
                tuple(name for name in (other or "").split("|") if name),
                made_up,
            )
            for code, name, kind, region, number, current, other, made_up in self._db.execute(
                query("work_areas")
            ).fetchall()
        ]

    def add(self, extracts: Sequence[Extract], recipe: str, now: datetime | None = None) -> list[Loaded]:
        """Add the rows and findings of these files in one transaction; return what became of each, in their order."""
        moment = (now or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)
        with transaction(self._db):
            return [self._add_one(one, recipe, moment) for one in extracts]

    def add_returns(self, returns: Returns, recipe: str, now: datetime | None = None) -> list[Loaded]:
        """Add the rows and findings of these returns in one transaction; return what became of each file, in order.

        A return that is there already, read with the same `recipe`, changes nothing.
        """
        moment = (now or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)
        with transaction(self._db):
            known = add_returns(self._db, returns, recipe, moment)
        return [_report(file, repeat=at in known) for at, one in enumerate(returns.returns) for file in one.files]

    def publish(
        self, snapshots: Path, catalogue: Catalogue, now: datetime | None = None, *, rule: Rule | None = None
    ) -> str:  # fmt: skip
        """Build a snapshot of all that is loaded, check it, make it the current one, and return its id.

        `rule` says how small numbers are protected in its public file; without one, as published practice has it.
        Raises StorageFailed when the disk refuses; the snapshot that was current then still is.
        """
        return publish(self._db, snapshots, catalogue, (now or datetime.now(UTC)).astimezone(UTC), rule or Rule())

    def _add_one(self, one: Extract, recipe: str, moment: datetime) -> Loaded:
        known = self._db.execute(query("work_same_load"), {"sha256": one.sha256, "recipe": recipe}).fetchone()
        if known:
            return _report(one, repeat=True)
        load = self._number()
        origin = one.origin
        self._db.execute(
            query("work_add_load"),
            {
                "id": load, "loaded_at": moment, "file": one.file, "sha256": one.sha256, "recipe": recipe,
                "kind": origin.kind, "source": origin.source, "title": origin.title, "publisher": origin.publisher,
                "licence": origin.licence, "family": origin.family, "release": origin.release,
                "priority": origin.priority, "is_national": origin.national, "rows_read": one.rows_read,
                "rows_used": one.rows_used, "rows_left": one.rows_left, "rows_refused": one.rows_refused,
                "data_as_at": one.data_as_at,
            },
        )  # fmt: skip
        for name, rows in one.tables.items():
            self._insert(name, rows.cast(SCHEMAS[name]), load)
        self._insert_findings(one.findings, load)
        self._db.execute(query("work_restatements"), {"load": load})
        return _report(one, restated=self._restated(load))

    def _number(self) -> int:
        row = self._db.execute("SELECT nextval('load_number')").fetchone()
        assert row is not None
        return int(row[0])

    def _insert(self, name: str, rows: object, load: int) -> None:
        self._db.register("incoming", rows)
        try:
            # The name is one of SCHEMAS, never a user's: Extract's tables are cast to their schema before.
            statement = f"INSERT INTO {name} BY NAME SELECT $load AS load, * FROM incoming"  # noqa: S608
            self._db.execute(statement, {"load": load})
        finally:
            self._db.unregister("incoming")

    def _insert_findings(self, findings: Sequence[Finding], load: int) -> None:
        if findings:
            insert_rows(self._db, "finding", finding_rows([(load, found) for found in findings]))

    def _restated(self, load: int) -> tuple[Restated, ...]:
        rows = self._db.execute(query("work_restated"), {"load": load}).fetchall()
        return tuple(
            Restated(area, name, indicator, form, Month.of(month), category, old, new, before, after)
            for area, name, indicator, form, month, category, old, new, before, after in rows
        )


@contextmanager
def opened(private: Path, what: str = "the load") -> Iterator[Work]:
    """Hold the work database of a private folder, brought forward, and close it at the end.

    Raises Busy when another process is loading or publishing, StorageFailed when the disk refuses.
    """
    with writing(private / "work.duckdb", what) as connection:
        bring_forward(connection)
        yield Work(connection)


def _report(one: Extract, *, restated: tuple[Restated, ...] = (), repeat: bool = False) -> Loaded:
    return Loaded(
        one.file, one.origin.kind, one.origin.title, one.origin.release, one.rows_read, one.rows_used, one.rows_left,
        one.rows_refused, tuple(one.findings), restated, repeat,
    )  # fmt: skip

"""From files to a published snapshot: the one way in, for the command line and for pages alike."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from cpdash.catalogue import Catalogue
from cpdash.demo import write_demo
from cpdash.disclosure.rule import Rule
from cpdash.extract import Area, Extract, Finding, Returns
from cpdash.ingest.files import read_files
from cpdash.ingest.raw import Places
from cpdash.ingest.ssda903 import holds_return, read_returns, recipe
from cpdash.periods import Month
from cpdash.settings import Settings, shipped
from cpdash.store import snapshots, work
from cpdash.store.private import owner_only, tighten
from cpdash.store.work import Loaded

__all__ = [
    "Report", "anything_published", "holds_return", "import_files", "import_returns", "load_demo", "load_shipped",
    "publish",
]  # fmt: skip

REFERENCE = ("geography.csv", "neighbours.csv", "population.csv")
"""Tables that come with the program and are part of every snapshot; imported ones go before them."""

SHIPPED = 1
"""Priority of the tables that come with the program: whatever was imported goes before them, whenever it was."""

SEED = 903
"""Seed of the demonstration council, so that everyone sees the same one."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, file by file. With `dry_run` nothing was written."""

    files: tuple[Loaded, ...]
    dry_run: bool

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding of every file."""
        return tuple(finding for file in self.files for finding in file.findings)


@owner_only()
def import_files(
    settings: Settings,
    catalogue: Catalogue,
    paths: Sequence[Path],
    *,
    kind: str | None = None,
    dry_run: bool = False,
    today: date | None = None,
    progress: Progress = lambda _: None,
) -> Report:
    """Read files or folders and keep what they hold: all of them, or none.

    Raises InputRefused with every fault of every file, UnknownName for a kind, Busy and StorageFailed.
    """
    day = today or date.today()
    if dry_run:
        extracts = _read(catalogue, paths, kind, _imported_areas(settings), day, progress)
        return Report(tuple(_unwritten(one) for one in extracts), True)
    with work.opened(settings.private) as held:
        _add_reference(held, catalogue, day)
        extracts = _read(catalogue, paths, kind, held.areas(), day, progress)
        progress("Writing")
        return Report(tuple(held.add(extracts, catalogue.recipe)), False)


@owner_only()
def import_returns(
    settings: Settings,
    catalogue: Catalogue,
    folders: Sequence[Path],
    *,
    area: str | None = None,
    year_from: date | None = None,
    year_to: date | None = None,
    dry_run: bool = False,
    today: date | None = None,
    progress: Progress = lambda _: None,
) -> Report:
    """Read SSDA903 returns and keep their rows in the private work database: all of them, or none.

    `area` names the council of all the folders; `year_from` and `year_to` are the first and last day that the return
    covers. Raises InputRefused with every fault, UnknownName for a council, Busy and StorageFailed.
    """
    day = today or date.today()

    def read(areas: Sequence[Area]) -> Returns:
        return read_returns(
            folders, places=Places([*_shipped_areas(catalogue, day), *areas]), today=day, area=area,
            default_area=settings.default_area if "default_area" in settings.model_fields_set else None,
            year_from=year_from, year_to=year_to, unreadable_share=settings.unreadable_share, progress=progress,
        )  # fmt: skip

    if dry_run:
        found = read(_imported_areas(settings))
        return Report(tuple(_unwritten(file) for one in found.returns for file in one.files), True)
    with work.opened(settings.private) as held:
        _add_reference(held, catalogue, day)
        returns = read(held.areas())
        progress("Writing")
        return Report(tuple(held.add_returns(returns, recipe())), False)


def publish(settings: Settings, catalogue: Catalogue, progress: Progress = lambda _: None) -> str:
    """Build a snapshot of all that is loaded, make it current, and return its id. Raises Busy and StorageFailed."""
    with work.opened(settings.private, "the publish") as held:
        _add_reference(held, catalogue, date.today())
        progress("Building the snapshot, and what of it can be public")
        rule = Rule(
            settings.small_numbers, settings.public_rounding, settings.public_decimals, councils=settings.let_out
        )
        return held.publish(settings.snapshots, catalogue, rule=rule)


def load_shipped(settings: Settings, catalogue: Catalogue, progress: Progress = lambda _: None) -> str:
    """Import the published figures that come with the program, publish them, and return the snapshot's id."""
    import_files(settings, catalogue, [shipped("published")], progress=progress)
    return publish(settings, catalogue, progress)


@owner_only()
def load_demo(
    settings: Settings, catalogue: Catalogue, *, to: Month, seed: int = SEED, progress: Progress = lambda _: None
) -> str:
    """Write the synthetic council's files up to the end of a month, import and publish them, and return the snapshot.

    They stay in incoming/demo of the data folder, to be looked at. The shipped published figures are loaded with them.
    """
    progress("Writing the files of the demonstration council")
    folder = settings.data / "incoming" / "demo"
    shutil.rmtree(folder, ignore_errors=True)
    tighten(folder.parent)
    written = write_demo(folder, to=to, seed=seed)
    geography, *others = written.beside
    import_files(settings, catalogue, [geography], progress=progress)
    import_files(settings, catalogue, [shipped("published"), *others], progress=progress)
    *closed, newest = written.returns
    import_returns(settings, catalogue, closed, area=written.area, progress=progress)
    import_returns(settings, catalogue, [newest], area=written.area, year_to=to.last, progress=progress)
    return publish(settings, catalogue, progress)


def anything_published(settings: Settings) -> bool:
    """Return whether there is a snapshot to read."""
    return snapshots.current_id(settings.snapshots) is not None


def _read(
    catalogue: Catalogue, paths: Sequence[Path], kind: str | None, areas: Sequence[Area], day: date, progress: Progress
) -> list[Extract]:
    places = Places([*_shipped_areas(catalogue, day), *areas])
    return read_files(paths, kind=kind, catalogue=catalogue, places=places, today=day, progress=progress)


def _imported_areas(settings: Settings) -> list[Area]:
    """Return the areas that were imported before; a dry run knows them too, and makes no database to look for them."""
    if not (settings.private / "work.duckdb").exists():
        return []
    with work.opened(settings.private) as held:
        return held.areas()


def _shipped_areas(catalogue: Catalogue, day: date) -> list[Area]:
    [geography] = read_files(
        [shipped("reference", "geography.csv")], kind="geography", catalogue=catalogue, places=Places([]), today=day,
        progress=lambda _: None,
    )  # fmt: skip
    return [
        Area(
            row["code"], row["name"], row["kind"], row["region"], row["dfe_number"], row["current"],
            tuple(name for name in (row["other_names"] or "").split("|") if name),
        )
        for row in geography.tables["area"].to_pylist()
    ]  # fmt: skip


def _add_reference(held: work.Work, catalogue: Catalogue, day: date) -> None:
    paths = [shipped("reference", name) for name in REFERENCE]
    extracts = _read(catalogue, paths, None, [], day, lambda _: None)
    below = [replace(one, origin=replace(one.origin, priority=SHIPPED)) for one in extracts]
    held.add(below, catalogue.recipe)


def _unwritten(one: Extract) -> Loaded:
    return Loaded(
        one.file, one.origin.kind, one.origin.title, one.origin.release, one.rows_read, one.rows_used, one.rows_left,
        one.rows_refused, tuple(one.findings),
    )  # fmt: skip

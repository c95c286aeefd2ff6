"""The published snapshots of a folder: which there are, which is current, and how that changes.

A snapshot's file is never written again once it has its name. CURRENT holds the id of the one that readers open.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cpdash.errors import NothingPublished, UnknownName
from cpdash.store.connect import storage_errors

POINTER = "CURRENT"
NAME = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")
"""What a snapshot is called: when it was built, and four random bytes. Anything else in the folder is not ours."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One published snapshot. `built_at` is in UTC."""

    id: str
    path: Path
    built_at: datetime
    size: int
    current: bool


def published(snapshots: Path) -> list[Snapshot]:
    """Return every snapshot of the folder, newest first; an empty list where nothing was published."""
    now = current_id(snapshots)
    return [
        Snapshot(path.stem, path, datetime.strptime(path.stem.split("-")[0], "%Y%m%dT%H%M%SZ"), path.stat().st_size,
                 path.stem == now)
        for path in sorted(snapshots.glob("*.duckdb"), key=_age, reverse=True)
        if NAME.fullmatch(path.stem)
    ]  # fmt: skip


def _age(path: Path) -> tuple[str, int]:
    # Two publishes can fall into one second, which is as fine as a name tells; the file's own time is finer.
    return path.stem.split("-")[0], path.stat().st_mtime_ns


def current_id(snapshots: Path) -> str | None:
    """Return the id that CURRENT names, or None where nothing was published."""
    try:
        return (snapshots / POINTER).read_text("utf-8", errors="replace").strip() or None
    except FileNotFoundError:
        return None


def path_of(snapshots: Path, snapshot: str | None = None) -> Path:
    """Return the file of a snapshot, the current one by default; raises NothingPublished or UnknownName."""
    wanted = snapshot or current_id(snapshots)
    if wanted is None:
        raise NothingPublished("Nothing is published yet. Load files with 'cpdash import', then run 'cpdash publish'.")
    known = {one.id: one.path for one in published(snapshots)}
    if wanted not in known:
        raise UnknownName("snapshot", wanted, known)
    return known[wanted]


def point_to(snapshots: Path, snapshot: str) -> None:
    """Make a snapshot the current one. Readers see the old one or the new one, never anything between."""
    unfinished = snapshots / f"{POINTER}.{os.getpid()}"
    with unfinished.open("w", encoding="utf-8") as file:
        file.write(snapshot + "\n")
        file.flush()
        os.fsync(file.fileno())
    settle(unfinished, snapshots / POINTER)


def settle(unfinished: Path, final: Path) -> None:
    """Give a finished file its final name in one step that survives a power cut."""
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
    unfinished.replace(final)
    if os.name == "posix":  # Windows has no way to flush a folder, and needs none
        folder = os.open(final.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def roll_back(snapshots: Path, snapshot: str) -> str:
    """Make an older (or newer) snapshot the current one and return its id; raises UnknownName."""
    path = path_of(snapshots, snapshot)
    with storage_errors("the roll back"):
        point_to(snapshots, path.stem)
    return path.stem

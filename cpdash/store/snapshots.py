"""The published snapshots of a folder: which there are, which is current, and how that changes.

A snapshot is two files of one id: ID.public.duckdb holds released values only and is all that an open host needs;
ID.service.duckdb holds full detail and may be read by its owner only. Neither is written again once it has its name.
CURRENT holds the id of the snapshot that readers open.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from cpdash.errors import NothingPublished, NotOnThisHost, UnknownName
from cpdash.store.connect import storage_errors
from cpdash.store.private import OPEN_TO_ALL

POINTER = "CURRENT"
Scope = Literal["public", "service"]
"""What a file of a snapshot holds: what anyone may see, or everything."""

NAME = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")
"""What a snapshot is called: when it was built, and four random bytes. Anything else in the folder is not ours."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One published snapshot: its public file. `built_at` is in UTC; `detailed`: full detail is here too."""

    id: str
    path: Path
    built_at: datetime
    size: int
    current: bool
    detailed: bool


def published(snapshots: Path) -> list[Snapshot]:
    """Return every snapshot of the folder, newest first; an empty list where nothing was published."""
    now = current_id(snapshots)
    files = [path for path in snapshots.glob("*.public.duckdb") if NAME.fullmatch(_id(path))]
    return [
        Snapshot(
            _id(path), path, datetime.strptime(_id(path).split("-")[0], "%Y%m%dT%H%M%SZ"), path.stat().st_size,
            _id(path) == now, is_detailed(snapshots, _id(path)),
        )
        for path in sorted(files, key=_age, reverse=True)
    ]  # fmt: skip


def file_of(snapshots: Path, snapshot: str, scope: Scope) -> Path:
    """Return where a snapshot's file is, or would be."""
    return snapshots / f"{snapshot}.{scope}.duckdb"


def has_detail(snapshots: Path) -> bool:
    """Return whether full detail of any snapshot is in the folder, whichever is current."""
    return any(snapshots.glob("*.service.duckdb"))


def is_detailed(snapshots: Path, snapshot: str) -> bool:
    """Return whether the file with full detail of a snapshot is on this host."""
    return file_of(snapshots, snapshot, "service").exists()


def _id(path: Path) -> str:
    return path.name.split(".")[0]


def _age(path: Path) -> tuple[str, int]:
    # Two publishes can fall into one second, which is as fine as a name tells; the file's own time is finer.
    return _id(path).split("-")[0], path.stat().st_mtime_ns


def current_id(snapshots: Path) -> str | None:
    """Return the id that CURRENT names, or None where nothing was published."""
    try:
        return (snapshots / POINTER).read_text("utf-8", errors="replace").strip() or None
    except FileNotFoundError:
        return None


def path_of(snapshots: Path, snapshot: str | None = None, *, scope: Scope) -> Path:
    """Return the file of a snapshot, the current one by default.

    Raises NothingPublished, UnknownName, and NotOnThisHost where full detail is asked for and only the public file is.
    """
    wanted = current_id(snapshots) if snapshot is None else snapshot
    if wanted is None:
        raise NothingPublished("Nothing is published yet. Load files with 'cpdash import', then run 'cpdash publish'.")
    known = {one.id: one for one in published(snapshots)}
    if wanted not in known:
        raise UnknownName("snapshot", wanted, known)
    if scope == "service" and not known[wanted].detailed:
        raise NotOnThisHost(f"Full detail of snapshot {wanted} is not on this machine: only its public file is.")
    return file_of(snapshots, wanted, scope)


def point_to(snapshots: Path, snapshot: str) -> None:
    """Make a snapshot the current one. Readers see the old one or the new one, never anything between."""
    unfinished = snapshots / f"{POINTER}.{os.getpid()}"
    with unfinished.open("w", encoding="utf-8") as file:
        file.write(snapshot + "\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.chmod(OPEN_TO_ALL)
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
    wanted = _id(path_of(snapshots, snapshot, scope="public"))
    with storage_errors("the roll back"):
        point_to(snapshots, wanted)
    return wanted

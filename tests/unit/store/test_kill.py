"""A publish that is killed at any moment leaves a whole snapshot."""

from __future__ import annotations

import multiprocessing
import random
import time
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from cpdash.store import snapshots, work
from cpdash.store.build import SCOPES
from cpdash.store.connect import reading
from cpdash.store.snapshots import Scope
from tests.unit.store.publisher import MONTHS, publish_rounds

KILLS = 50
PATIENT = 10
"""Kills after which, when none let a publish through, they come later."""


@pytest.fixture(scope="module")
def spawner() -> BaseContext:
    """Starts processes from one that has imported everything: fifty times a second would be most of the test.

    pandas too, which DuckDB imports when it is first handed rows.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.unit.store.publisher", "pandas", "pyarrow.dataset"])
    return context


def start(spawner: BaseContext, folder: Path, rounds: int) -> tuple[BaseProcess, Connection]:
    """Start publishing in a process of its own; what it sends says how far it is."""
    here, there = spawner.Pipe(duplex=False)
    process = spawner.Process(target=publish_rounds, args=(folder, rounds, there))  # type: ignore[attr-defined]
    process.start()
    there.close()
    return process, here


def publish_once(spawner: BaseContext, folder: Path) -> float:
    """Publish once and return the seconds from the load to the snapshot."""
    process, said = start(spawner, folder, 1)
    assert said.recv() == "loaded"
    started = time.monotonic()
    assert said.recv() == "published"
    taken = time.monotonic() - started
    process.join()
    assert process.exitcode == 0
    return taken


def whole(folder: Path) -> bool:
    """Return whether both files of the current snapshot have every row, all of one publish."""
    return all(whole_file(folder, scope) for scope in SCOPES)


def whole_file(folder: Path, scope: Scope) -> bool:
    connection = reading(snapshots.path_of(folder / "snapshots", scope=scope))
    try:
        row = connection.execute("SELECT count(*), min(value), max(value) FROM figure WHERE place = 1").fetchone()
        stamp = connection.execute("SELECT id FROM stamp").fetchone()
    finally:
        connection.close()
    assert row is not None
    return row[0] == MONTHS and row[1] == row[2] and stamp == (snapshots.current_id(folder / "snapshots"),)


@pytest.mark.slow
def test_fifty_kills_at_random_moments_leave_a_whole_snapshot(spawner: BaseContext, tmp_path: Path) -> None:
    reach = 1.5 * publish_once(spawner, tmp_path)
    moments = random.Random(903)
    moved, last = set[str | None](), 0
    for kill in range(KILLS):
        if kill - last >= PATIENT:  # beside other work a publish takes longer than the one that was timed
            reach, last = 1.5 * reach, kill
        process, said = start(spawner, tmp_path, 10_000)
        said.recv()  # at work now: from here on any moment may be the last
        time.sleep(moments.uniform(0, reach))
        process.kill()
        process.join()
        said.close()
        assert whole(tmp_path)
        current = snapshots.current_id(tmp_path / "snapshots")
        last = last if current in moved else kill
        moved.add(current)
    assert len(moved) > 5, "the kills came too early to prove anything"
    with work.opened(tmp_path / "private") as held:
        assert held.areas(), "the work database still opens"
    publish_once(spawner, tmp_path)
    assert not list((tmp_path / "snapshots").glob("*.tmp*")), "what a killed publish left is cleared away"

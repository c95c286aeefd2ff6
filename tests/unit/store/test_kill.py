"""Killed at any moment of load and publish: CURRENT always opens and is one whole snapshot."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cpdash.store import snapshots, work
from cpdash.store.build import SCOPES
from cpdash.store.connect import reading
from cpdash.store.snapshots import Scope
from tests.unit.store.publisher import MONTHS

KILLS = 50
ROOT = Path(__file__).parents[3]


def publisher(folder: Path, rounds: int) -> list[str]:
    return [sys.executable, "-m", "tests.unit.store.publisher", str(folder), str(rounds)]


def publish_once(folder: Path) -> bool:
    return subprocess.run(publisher(folder, 1), cwd=ROOT, capture_output=True, check=False).returncode == 0


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
def test_fifty_kills_at_random_moments_leave_a_whole_snapshot(tmp_path: Path) -> None:
    started = time.monotonic()
    assert publish_once(tmp_path)
    long = time.monotonic() - started  # with starting up: kills fall before, within and after a publish
    moments = random.Random(903)
    moved = set()
    for _ in range(KILLS):
        with subprocess.Popen(publisher(tmp_path, 10_000), cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            process.stdout.readline()  # at work now: from here on any moment may be the last
            time.sleep(moments.uniform(0, long))
            process.send_signal(signal.SIGKILL)
        assert whole(tmp_path)
        moved.add(snapshots.current_id(tmp_path / "snapshots"))
    assert len(moved) > 5, "the kills came too early to prove anything"
    with work.opened(tmp_path / "private") as held:
        assert held.areas(), "the work database still opens"
    assert publish_once(tmp_path)
    assert not list((tmp_path / "snapshots").glob("*.tmp*")), "what a killed publish left is cleared away"

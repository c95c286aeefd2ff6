"""Files with rows about children, and full detail, are their owner's alone, whatever the umask and what was there."""

from __future__ import annotations

import logging
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from cpdash.board import Board
from cpdash.board.viewer import Viewer
from cpdash.catalogue.loader import the_catalogue
from cpdash.ingest import sql
from cpdash.store import snapshots, work
from cpdash.store.connect import writing
from cpdash.store.private import owner_only, tighten
from tests.snapshot_for_tests import publish_tiny

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="files have no modes on Windows")

SPILLING = "CREATE TEMP TABLE big AS SELECT range AS i, hash(range)::VARCHAR AS text FROM range(2000000) ORDER BY text"
UMASKS = [0o000, 0o022, 0o077]


@pytest.fixture(params=UMASKS, ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    """Return the mode of everything below a folder, by its path there."""
    return {str(one.relative_to(folder)): mode(one) for one in sorted(folder.rglob("*"))}


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_publish_leaves_full_detail_to_its_owner_and_released_figures_to_all(umask: int, tmp_path: Path) -> None:
    snapshot = publish_tiny(tmp_path)
    assert modes(tmp_path) == {
        "private": 0o700,
        "private/work.duckdb": 0o600,
        "snapshots": 0o700,
        "snapshots/CURRENT": 0o644,
        f"snapshots/{snapshot}.public.duckdb": 0o644,
        f"snapshots/{snapshot}.service.duckdb": 0o600,
    }
    assert os.umask(umask) == umask


def test_a_snapshot_is_its_owners_alone_while_it_is_being_built(
    umask: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, int] = {}
    settled = snapshots.settle

    def settle(unfinished: Path, final: Path) -> None:
        seen.update({name: one for name, one in modes(tmp_path / "snapshots").items() if name not in seen})
        settled(unfinished, final)

    monkeypatch.setattr("cpdash.store.build.settle", settle)
    publish_tiny(tmp_path)
    assert {name.split(".", 1)[1] for name in seen} >= {"service.duckdb.tmp", "public.duckdb.tmp"}
    assert set(seen.values()) == {0o600}


def test_the_log_and_the_rows_put_aside_are_the_owners_alone(umask: int, tmp_path: Path) -> None:
    file = tmp_path / "private" / "work.duckdb"
    with writing(file, "the test") as connection:
        connection.execute("SET memory_limit = '60MB'; SET threads = 1; CREATE TABLE child (code VARCHAR)")
        connection.execute("INSERT INTO child VALUES ('A')")
        connection.execute(SPILLING)
        found = modes(file.parent)
    assert found["work.duckdb"] == found["work.duckdb.wal"] == 0o600
    assert found["work.duckdb.tmp"] == 0o700
    assert [name for name, one in found.items() if one & 0o077] == []
    assert any(name.startswith("work.duckdb.tmp/") for name in found)


def test_rows_read_that_do_not_fit_into_memory_are_put_aside_in_a_folder_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sql, "gettempdir", lambda: str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    monkeypatch.chdir(tmp_path)
    before = os.umask(0)
    try:
        with owner_only(), sql.connect() as connection:
            connection.execute("SET memory_limit = '60MB'")
            connection.execute(SPILLING)
            found = modes(tmp_path)
    finally:
        os.umask(before)
    [folder, *files] = [name for name in found if name.startswith("temporary/")]
    assert files and found[folder] == 0o700
    assert [name for name in found if not name.startswith("temporary")] == []
    assert [*(tmp_path / "temporary").iterdir()] == []


def test_what_others_could_open_is_taken_from_them_and_said_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    snapshot = publish_tiny(tmp_path)
    loose = ["private", "private/work.duckdb", f"snapshots/{snapshot}.service.duckdb"]
    for name in loose:
        (tmp_path / name).chmod(0o777)
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            with work.opened(tmp_path / "private"):
                pass
            Board.opened(tmp_path / "snapshots", the_catalogue(), viewer=Viewer("service")).close()
    assert [mode(tmp_path / name) for name in loose] == [0o700] * 3
    assert [record.getMessage().split(" could open ")[1].split(";")[0] for record in caplog.records] == [
        Path(name).name for name in loose
    ]


def test_what_belongs_to_someone_else_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.touch()
    file.chmod(0o644)
    monkeypatch.setattr(os, "geteuid", lambda: file.stat().st_uid + 1)
    tighten(file)
    tighten(tmp_path / "nothing")
    assert (mode(file), len(caplog.records)) == (0o644, 1)


def test_a_public_file_that_all_may_read_stays_so(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    publish_tiny(tmp_path)
    path = snapshots.path_of(tmp_path / "snapshots", scope="public")
    Board.opened(tmp_path / "snapshots", the_catalogue(), viewer=Viewer()).close()
    assert (mode(path), caplog.records) == (0o644, [])


def test_a_reader_puts_nothing_aside(tmp_path: Path) -> None:
    publish_tiny(tmp_path)
    board = Board.opened(tmp_path / "snapshots", the_catalogue(), viewer=Viewer("service"))
    [(where,)] = board._reader._db.execute("SELECT current_setting('temp_directory')").fetchall()
    assert where == ""
    board.close()


def test_the_files_of_the_demonstration_council_are_its_owners_alone(demo_data: Path) -> None:
    found = modes(demo_data / "incoming")
    assert len(found) > 50
    assert mode(demo_data / "incoming") & 0o077 == 0
    assert [name for name, one in found.items() if one & 0o077] == []


def test_a_block_that_fails_gives_the_umask_back() -> None:
    before = os.umask(0o022)
    try:
        with pytest.raises(duckdb.Error), owner_only():
            raise duckdb.Error("full")
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(before)

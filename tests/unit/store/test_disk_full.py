"""A disk that refuses a write: one clear error, and what was there before is still what readers see."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cpdash.store import snapshots
from tests.unit.store.publisher import Silent, publish_rounds
from tests.unit.store.test_kill import whole

ROOT = Path(__file__).parents[3]

LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
from pathlib import Path
from cpdash.errors import StorageFailed
from tests.unit.store.publisher import Silent, publish_rounds
try:
    publish_rounds(Path(sys.argv[1]), 1, Silent())
except StorageFailed as error:
    print(error)
    sys.exit(error.exit_code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file size are POSIX")
@pytest.mark.parametrize("limit", [4096, 400_000, 900_000])
def test_a_full_disk_changes_nothing_and_says_so(tmp_path: Path, limit: int) -> None:
    publish_rounds(tmp_path, 1, Silent())
    before = snapshots.current_id(tmp_path / "snapshots")
    command = [sys.executable, "-c", LIMITED.format(limit=limit), str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 6, done.stderr
    assert "Nothing was changed" in done.stdout
    assert snapshots.current_id(tmp_path / "snapshots") == before
    assert whole(tmp_path)
    publish_rounds(tmp_path, 1, Silent())
    assert snapshots.current_id(tmp_path / "snapshots") != before, "with room again the next publish works"

"""Prints how long the national files take to load and publish, and how much memory. Run with `make bench`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

pytestmark = [pytest.mark.bench, pytest.mark.real]

MEASURED = """
import json, resource, sys, time
from pathlib import Path
from cpdash.catalogue import load_catalogue
from cpdash.loading import import_files, publish
from cpdash.settings import Settings
settings, catalogue = Settings(), load_catalogue()
begun = time.perf_counter()
report = import_files(settings, catalogue, [Path(name) for name in sys.argv[1:]])
loaded = time.perf_counter()
publish(settings, catalogue)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
rows = sum(file.rows_read for file in report.files)
print(json.dumps({"rows": rows, "load": loaded - begun, "publish": time.perf_counter() - loaded, "peak": peak}))
"""


def measure(data: Path, *files: Path) -> dict[str, float]:
    """Return rows, seconds to load, seconds to publish and peak MB, of a process that does just this."""
    command = [sys.executable, "-c", MEASURED, *map(str, files)]
    environment = {**os.environ, "CPDASH_DATA": str(data)}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return {name: float(value) for name, value in json.loads(done.stdout).items()}


def say(what: str, found: dict[str, float]) -> None:
    print(
        f"\n{what}: {found['rows']:,.0f} rows, load {found['load']:.1f} s, publish {found['publish']:.1f} s, "
        f"peak {found['peak']:.0f} MB"
    )


def test_lait_bulk_table(real_data: Path, tmp_path: Path) -> None:
    bulk = real_data / "real" / "lait" / "bds_long_0.parquet"
    as_csv = tmp_path / "bds_long_0.csv"
    duckdb.sql(f"COPY (SELECT * FROM '{bulk}') TO '{as_csv}' (HEADER)")
    for what, file in (("LAIT bulk, Parquet", bulk), ("LAIT bulk, CSV", as_csv)):
        found = measure(tmp_path / what, file)
        say(f"{what} (at most 4 s to load, 800 MB)", found)
        assert found["rows"] == 641_070


def test_all_the_real_files(real_data: Path, tmp_path: Path) -> None:
    found = measure(tmp_path / "all", real_data / "real", real_data / "published")
    say("All real files (at most 40 s to load and publish)", found)
    assert found["rows"] > 1_000_000

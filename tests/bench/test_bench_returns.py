"""Prints how long returns take from files to a published snapshot: one council, more, and as many as England has."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from cpdash.catalogue.calendar import bank_holidays
from cpdash.store.build import labels
from cpdash.store.connect import writing
from cpdash.store.fact_tables import build_children
from tests.bench.pandas_facts import counts
from tests.bench.returns_for_bench import written

pytestmark = [pytest.mark.bench]

MEASURED = """
import json, resource, sys, time
from pathlib import Path
begun = time.perf_counter()
from cpdash.catalogue import load_catalogue
from cpdash.loading import import_returns, publish
from cpdash.settings import Settings
settings, catalogue = Settings(), load_catalogue()
report = import_returns(settings, catalogue, [Path(sys.argv[1])])
loaded = time.perf_counter()
if sys.argv[2] == "publish":
    publish(settings, catalogue)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
rows = sum(file.rows_read for file in report.files)
print(json.dumps({"rows": rows, "load": loaded - begun, "publish": time.perf_counter() - loaded, "peak": peak}))
"""
EPISODES = """
SELECT r.area || e.child AS child, decom, dec, rne, ls, place, rec, pl_post
FROM return_episodes AS e JOIN return AS r ON r.id = e.ret
"""
BIRTHS = "SELECT r.area || h.child AS child, dob FROM return_header AS h JOIN return AS r ON r.id = h.ret"
SIZE = 1.36
"""A council of about 10,000 episodes in eight years."""


def measure(data: Path, folder: Path, then: str = "publish", public: str = "none") -> dict[str, float]:
    """Return rows, seconds to load and to publish, and peak MB, of a process that does just this.

    `public` are the councils whose figures are protected for the public file.
    """
    environment = {**os.environ, "CPDASH_DATA": str(data), "CPDASH_PUBLIC_COUNCILS": public}
    command = [sys.executable, "-c", MEASURED, str(folder), then]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=environment)
    return {name: float(value) for name, value in json.loads(done.stdout).items()}


def test_from_one_council_to_england(tmp_path: Path) -> None:
    print("\nReturns of eight years (one council: at most 8 s; 150: at most 180 s and 6,000 MB)")
    names = ("councils", "episodes", "rows", "load s", "publish s", "peak MB", "µs/n log n")
    print(" ".join(f"{name:>10}" for name in names))
    for number in (1, 5, 15, 50, 150):
        episodes = written(tmp_path / f"returns-{number}", number, SIZE)
        found = measure(tmp_path / f"data-{number}", tmp_path / f"returns-{number}")
        rate = 1e6 * (found["load"] + found["publish"]) / (episodes * math.log2(episodes))
        print(
            f"{number:>10} {episodes:>10,} {found['rows']:>10,.0f} {found['load']:>10.1f} {found['publish']:>10.1f} "
            f"{found['peak']:>10,.0f} {rate:>10.2f}"
        )
        assert found["rows"] > episodes


def test_what_protecting_adds_for_one_council(tmp_path: Path) -> None:
    """What protecting its figures for the public adds: as long for each council whose figures can be public."""
    written(tmp_path / "returns", 1, SIZE)
    seconds = {public: measure(tmp_path / public, tmp_path / "returns", public=public) for public in ("none", "all")}
    bare, protected = (seconds[public]["publish"] for public in ("none", "all"))
    print(f"\nOne council: publish {bare:.1f} s, with its public file {protected:.1f} s")
    assert protected > bare


def test_against_pandas(tmp_path: Path) -> None:
    """The same counts of the same loaded rows, on both sides in one process, for 96 months: at least 5 times faster."""
    episodes = written(tmp_path / "returns", 30, SIZE)
    measure(tmp_path / "data", tmp_path / "returns", "no publish")
    with writing(tmp_path / "data" / "private" / "work.duckdb", "the benchmark") as db:
        rows, births = _frame(db, EPISODES), _frame(db, BIRTHS)
        months = [pd.Timestamp(2018, 4, 1) + pd.DateOffset(months=step) + pd.offsets.MonthEnd(0) for step in range(96)]
        begun = time.perf_counter()
        theirs = counts(rows, births.set_index("child")["dob"], months)
        middle = time.perf_counter()
        build_children(db, labels(), bank_holidays())
        ours = _ours(db)
        ended = time.perf_counter()
    pandas, sql = middle - begun, ended - middle
    ratio = f"ratio {pandas / sql:.1f} (at least 5)"
    print(f"\n{episodes:,} episodes, 96 months: pandas {pandas:.2f} s, the facts' own tables {sql:.2f} s, {ratio}")
    assert ours == theirs


def _frame(db: duckdb.DuckDBPyConnection, statement: str) -> pd.DataFrame:
    frame: pd.DataFrame = db.execute(statement).to_arrow_table().to_pandas(date_as_object=False)
    days = [name for name in ("decom", "dec", "dob") if name in frame]
    for name in days:
        frame[name] = pd.to_datetime(frame[name])
    return frame


def _ours(db: duckdb.DuckDBPyConnection) -> dict[str, list[int]]:
    """Return the counts of England's councils together, from the tables that every fact is made from."""
    db.execute((Path(__file__).parent / "same_counts.sql").read_text("utf-8"))
    names = ("in_care", "started", "ceased", "one", "two", "three")
    found = db.execute(f"SELECT {', '.join(names)} FROM same_counts ORDER BY m").fetchall()
    return {name: [int(row[at]) for row in found] for at, name in enumerate(names)}


def test_reading_against_bare_duckdb(tmp_path: Path) -> None:
    """Reading and typing the CSV files of 50 councils, against DuckDB's bare read of them: at most 3 times."""
    written(tmp_path / "returns", 50, SIZE)
    command = [sys.executable, "-c", READING, str(tmp_path / "returns")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    print(
        f"\n{found['bytes'] / 1e6:.0f} MB of CSV: bare {found['bare']:.2f} s, read and typed {found['typed']:.2f} s, "
        f"ratio {found['typed'] / found['bare']:.2f} (at most 3)"
    )
    assert found["bytes"] > 10_000_000


READING = """
import json, sys, time
from pathlib import Path
import duckdb
from cpdash.catalogue.returns import load_return_layouts
from cpdash.ingest.ssda903.opening import open_folders
from cpdash.ingest.ssda903.reading import _taken_texts
from cpdash.ingest.ssda903.staging import staged
folder = Path(sys.argv[1])
files = sorted(folder.rglob("*.csv"))
by_name = {name: [str(f) for f in files if f.name == name] for name in {f.name for f in files}}
[f.read_bytes() for f in files]
load_return_layouts()
begun = time.perf_counter()
db = duckdb.connect()
for number, some in enumerate(by_name.values()):
    db.execute(f"CREATE TABLE t{number} AS FROM read_csv(?, all_varchar = true, header = true)", [some])
bare = time.perf_counter() - begun
db.close()
begun = time.perf_counter()
opened = open_folders([folder], lambda _: None)
staged(_taken_texts(opened), opened.folders)
print(json.dumps({"bytes": sum(f.stat().st_size for f in files), "bare": bare, "typed": time.perf_counter() - begun}))
"""

"""Prints how long the files of a return take to read and type, beside a bare read, and what 10 million rows need."""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from cpdash.ingest.ssda903.opening import open_folders
from cpdash.ingest.ssda903.reading import taken_texts
from cpdash.ingest.ssda903.staging import staged
from tests.unit.ingest.ssda903.returns_for_tests import columns, counts, read

pytestmark = pytest.mark.bench

AT_MOST = 3
"""Reading and typing may take so many times what DuckDB's bare read of the same bytes takes."""


def episode_rows(count: int) -> list[str]:
    """Rows with as many different dates, postcodes and providers as a council has."""
    draw = random.Random(1)
    days = [(date(2018, 4, 1) + timedelta(at)).strftime("%d/%m/%Y") for at in range(2900)]
    posts = [f"TS{draw.randrange(1, 29)} {draw.randrange(1, 9)}AB" for _ in range(5000)]
    return [
        f"{100_000 + at // 4},{draw.choice(days)},L,C2,N{1 + at % 8},U6,PR{at % 6},{draw.choice(days)},X1,CARPL,"
        f"{draw.choice(posts)},{draw.choice(posts)},SC{100_000 + at % 9000}"
        for at in range(count)
    ]


def best_of(times: int, work: Callable[[], None]) -> float:
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return min(taken)


def bare(path: Path) -> None:
    with duckdb.connect(config={"threads": "2"}) as db:
        db.execute(f"CREATE TABLE bare AS FROM read_csv('{path}', all_varchar = true, header = true)")


def ours(folder: Path) -> None:
    opened = open_folders([folder], lambda _: None)
    staged(taken_texts(opened), opened.folders).close()


@pytest.mark.parametrize("kind", ["episodes", "reviews"])
def test_reading_and_typing_beside_a_bare_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"{kind}.csv"
    if kind == "episodes":
        rows = episode_rows(1_250_000)
    else:
        rows = [f"{at // 40},01/05/2012,{1 + at % 28:02d}/{1 + at % 12:02d}/2023,PN{at % 8}" for at in range(3_000_000)]
    path.write_text("\n".join([columns(kind), *rows]) + "\n", "utf-8")
    del rows
    plain, typed = best_of(4, lambda: bare(path)), best_of(4, lambda: ours(tmp_path))
    size = path.stat().st_size / 1e6
    print(f"\n{kind}, {size:.0f} MB: bare read {plain:.2f} s, read and typed {typed:.2f} s, {typed / plain:.1f} times")
    assert typed <= AT_MOST * plain


def test_ten_million_rows(tmp_path: Path) -> None:
    count = 10_000_000
    with (tmp_path / "reviews.csv").open("w", encoding="utf-8") as file:
        file.write(columns("reviews") + "\n")
        for at in range(count):
            file.write(f"{at},01/05/2012,{1 + at % 28:02d}/{1 + at % 12:02d}/2023,PN{at % 8}\n")
    begun = time.perf_counter()
    returns = read(tmp_path, year_to=date(2024, 3, 31))
    taken, peak = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n{count:,} rows: {taken:.0f} s, peak {peak:.0f} MB (at most 6,000)")
    assert counts(returns, "reviews.csv") == (count, count, 0)
    assert peak < 6_000

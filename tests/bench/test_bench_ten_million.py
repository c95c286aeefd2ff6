"""Prints what a file of 10 million rows needs to be read, checked and handed over."""

from __future__ import annotations

import resource
import time
from datetime import date
from pathlib import Path

import pytest

from tests.unit.ingest.ssda903.returns_for_tests import columns, counts, read

pytestmark = pytest.mark.bench

COUNT = 10_000_000


def test_ten_million_rows(tmp_path: Path) -> None:
    with (tmp_path / "reviews.csv").open("w", encoding="utf-8") as file:
        file.write(columns("reviews") + "\n")
        for at in range(COUNT):
            file.write(f"{at},01/05/2012,{1 + at % 28:02d}/{1 + at % 12:02d}/2023,PN{at % 8}\n")
    begun = time.perf_counter()
    returns = read(tmp_path, year_to=date(2024, 3, 31))
    taken, peak = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n{COUNT:,} rows: {taken:.0f} s, peak {peak:.0f} MB (at most 6,000)")
    assert counts(returns, "reviews.csv") == (COUNT, COUNT, 0)
    assert peak < 6_000

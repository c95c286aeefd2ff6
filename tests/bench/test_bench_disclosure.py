"""Prints how long protecting takes at publish, and how long a view takes that a page asks for through the door."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median, quantiles

import pytest

from cpdash.board import Board
from cpdash.board.viewer import PUBLIC
from cpdash.catalogue.loader import the_catalogue
from cpdash.settings import PROJECT

pytestmark = [pytest.mark.bench]

DEMO = "E06999901"
MOST_SECONDS = 60
MOST_MS = 5


def published_in(data: Path, councils: str) -> float:
    """Return the seconds that a publish of a data folder takes in a process of its own."""
    told = os.environ | {"CPDASH_DATA": str(data), "CPDASH_PUBLIC_COUNCILS": councils}
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "cpdash.cli", "publish"], cwd=PROJECT, env=told, check=True, capture_output=True
    )
    return time.perf_counter() - begun


def test_publishing_with_protection(demo_data: Path, tmp_path: Path) -> None:
    """Demo Borough's whole history."""
    data = tmp_path / "data"
    shutil.copytree(demo_data, data)
    bare, whole = published_in(data, "none"), published_in(data, "all")
    print(
        f"\npublish: {bare:.1f} s without, {whole:.1f} s with the public file (at most {MOST_SECONDS} s), "
        f"{whole / bare:.1f} times as long"
    )
    assert whole > bare


def timed(question: Callable[[], object]) -> float:
    """Return the milliseconds that a question takes, asked for the first time."""
    begun = time.perf_counter()
    question()
    return 1000 * (time.perf_counter() - begun)


def test_a_view_through_the_door(demo_data: Path) -> None:
    """Every series, comparison and public breakdown of a council, each asked once: nothing is kept between them."""
    begun = time.perf_counter()
    board = Board.opened(demo_data / "snapshots", the_catalogue(), viewer=PUBLIC)
    opened = 1000 * (time.perf_counter() - begun)
    names = list(the_catalogue().indicators)
    asked: dict[str, list[Callable[[], object]]] = {
        "series": [partial(board.series, one, DEMO) for one in names],
        "comparison": [partial(board.comparison, one, DEMO) for one in names],
        "breakdown": [
            partial(board.breakdown, one, DEMO, by, form=form)
            for one in names for form in board.forms(one, DEMO)[:1] for by in board.breakdowns(one, DEMO, form)
        ],
    }  # fmt: skip
    spent = {name: [timed(question) for question in questions] for name, questions in asked.items()}
    every = [one for some in spent.values() for one in some]
    print()
    for name, some in spent.items():
        last = quantiles(some, n=20)[-1]
        print(f"{name:>10}: {len(some)} asked, median {median(some):.1f} ms, 95 % within {last:.1f} ms")
    print(
        f"all {len(every)} views: median {median(every):.1f} ms (at most {MOST_MS} ms); opening {opened:.0f} ms, "
        f"the Overview {median(timed(lambda: board.overview(DEMO)) for _ in range(5)):.0f} ms"
    )
    board.close()
    assert len(spent["breakdown"]) > 20

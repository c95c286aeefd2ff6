"""Returns for the benchmarks: the generator of the demonstration council, for as many councils as are wanted."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from cpdash.demo import write_returns
from cpdash.periods import Month
from cpdash.settings import shipped

TO = Month(2026, 3)
"""Eight years: April 2018 to March 2026."""

DISTINCT = 5
"""Councils that are made; the others are the same children under another council's code."""


def councils(number: int) -> list[str]:
    """Return the codes of so many councils, or of all there are."""
    with shipped("reference", "geography.csv").open(encoding="utf-8", newline="") as file:
        rows = [row["new_la_code"] for row in csv.DictReader(file) if row["is_current_la"] == "True"]
    return [code for code in rows if code.startswith("E")][:number]


def written(folder: Path, number: int, size: float = 1.0) -> int:
    """Write a return of eight years for so many councils, each in a folder of its code; return the episodes in all."""
    made: list[Path] = []
    for code in councils(number):
        target = folder / code
        if len(made) < DISTINCT:
            write_returns(target, area=code, to=TO, seed=len(made) + 1, size=size, whole=True)
            made.append(target)
        else:
            shutil.copytree(made[len(list(folder.iterdir())) % DISTINCT], target)
    return sum(_lines(folder / code / "episodes.csv") for code in councils(number))


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in file) - 1

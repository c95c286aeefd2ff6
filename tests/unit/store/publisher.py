"""Loads and publishes until it is killed. Every snapshot has one value throughout, so that a torn one shows."""

from __future__ import annotations

import sys
from pathlib import Path

from cpdash.catalogue import Catalogue
from cpdash.extract import Extract
from cpdash.periods import Month
from cpdash.store import work
from tests.extracts_for_tests import STOCKTON, extract, figure, geography, origin

MONTHS = 400


def one_value(value: int) -> Extract:
    rows = [figure(STOCKTON, value, Month(1990, 1).plus(step).first) for step in range(MONTHS)]
    return extract({"observation": rows}, origin("lait", f"{value:06d}"))


def main(folder: Path, rounds: int) -> None:
    catalogue = Catalogue({}, {})
    start = len(list((folder / "snapshots").glob("*.public.duckdb"))) if folder.exists() else 0
    for value in range(start + 1, start + 1 + rounds):
        with work.opened(folder / "private") as held:
            held.add([geography(), one_value(value)], "recipe")
            print("loaded", flush=True)
            held.publish(folder / "snapshots", catalogue)
            print("published", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

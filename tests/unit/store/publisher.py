"""Loads and publishes until it is killed. Every snapshot has one value throughout, so that a torn one shows."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from cpdash.catalogue import Catalogue
from cpdash.extract import Extract
from cpdash.periods import Month
from cpdash.store import work
from tests.extracts_for_tests import STOCKTON, extract, figure, geography, origin

MONTHS = 400


def one_value(value: int) -> Extract:
    rows = [figure(STOCKTON, value, Month(1990, 1).plus(step).first) for step in range(MONTHS)]
    return extract({"observation": rows}, origin("lait", f"{value:06d}"))


class Told(Protocol):
    """Whoever is told how far the publishing is."""

    def send(self, word: str) -> None: ...


class Silent:
    """Nobody."""

    def send(self, word: str) -> None:
        pass


def publish_rounds(folder: Path, rounds: int, told: Told) -> None:
    """Load and publish so many times, and say so after each step."""
    catalogue = Catalogue({}, {})
    start = len(list((folder / "snapshots").glob("*.public.duckdb"))) if folder.exists() else 0
    for value in range(start + 1, start + 1 + rounds):
        with work.opened(folder / "private") as held:
            held.add([geography(), one_value(value)], "recipe")
            told.send("loaded")
            held.publish(folder / "snapshots", catalogue)
            told.send("published")

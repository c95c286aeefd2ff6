"""Which days are bank holidays: working days are counted between reviews."""

from __future__ import annotations

import csv
from datetime import date
from functools import lru_cache

from cpdash.catalogue.returns import FOLDER


@lru_cache(maxsize=1)
def bank_holidays() -> tuple[date, ...]:
    """Return the bank holidays in England and Wales from 2010 to 2030, oldest first (source: in the file, each row)."""
    with (FOLDER / "bank_holidays.csv").open(encoding="utf-8", newline="") as file:
        return tuple(date.fromisoformat(row["day"]) for row in csv.DictReader(file))

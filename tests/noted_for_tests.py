"""A published snapshot with a monthly series that jumps at its end, and notes beside it, some not for everybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from cpdash.catalogue.loader import the_catalogue
from cpdash.extract import Extract
from cpdash.store import work
from tests.extracts_for_tests import STOCKTON, extract, figure, geography, origin

MEASURE = "missing_episodes"
VALUES = (30.0, 34, 28, 31, 27, 33, 29, 32, 30, 26, 34, 29, 31, 52)
FIRST = date(2024, 2, 1)
SECRET = "<i>Quokka</i> said so"


def note(kind: str, month: date, text: str, *, public: bool = False, **more: Any) -> dict[str, Any]:
    """A row of the note table."""
    said = {"area": STOCKTON, "indicator": MEASURE, "month": month, "kind": kind, "text": text, "public": public}
    return {"who": "Head of Service", "due": None, "status": None, **said, **more}


NOTES = (
    note("commentary", date(2025, 3, 1), SECRET),
    note("action", date(2025, 3, 1), "A second <b>panel</b> each week", public=True, due=date(2025, 9, 30)),
    note("event", date(2024, 11, 1), "A new front door opened", public=True),
)


def notes(rows: Sequence[Mapping[str, Any]] = NOTES, name: str = "notes.csv") -> Extract:
    """What a file of notes yields."""
    return extract({"note": rows}, origin("notes", priority=80, national=False), name)


def monthly() -> Extract:
    """What a board paper with one figure a month yields."""
    months = [date(FIRST.year + (FIRST.month - 1 + at) // 12, (FIRST.month - 1 + at) % 12 + 1, 1)
              for at in range(len(VALUES))]  # fmt: skip
    rows = [figure(STOCKTON, value, month, MEASURE, form="month") for value, month in zip(VALUES, months, strict=True)]
    return extract({"observation": rows}, origin("board", priority=60, national=False), "papers.csv")


def publish_noted(data: Path, *more: Extract) -> str:
    """Publish the snapshot in a data folder and return its id."""
    with work.opened(data / "private") as held:
        held.add([geography(), monthly(), *(more or (notes(),))], "by hand")
        return held.publish(data / "snapshots", the_catalogue())

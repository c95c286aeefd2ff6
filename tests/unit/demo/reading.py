"""Reads the demonstration's files back with nothing but the standard library, and counts as a person would by hand."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from cpdash.periods import FinancialYear

PROJECT = Path(__file__).resolve().parents[3]
CODES = tomllib.loads((PROJECT / "cpdash/catalogue/ssda903/codes.toml").read_text(encoding="utf-8"))
NOT_KNOWN = "Distance not known or not recorded"
Row = dict[str, str]


@cache
def day(text: str) -> date | None:
    """Return a day of the return; None for an empty cell."""
    return date(int(text[6:]), int(text[3:5]), int(text[:2])) if text else None


@cache
def rows(folder: Path, table: str) -> tuple[Row, ...]:
    """Return the rows of one file of a return; none when there is no such file."""
    path = folder / f"{table}.csv"
    if not path.exists():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def year_folder(demo: Path, year: int) -> Path:
    """Return the folder of the year that ends on 31 March of `year`."""
    return demo / "ssda903" / str(FinancialYear(year))


def age(born: date, on: date) -> int:
    """Return completed years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def band(years: int) -> str:
    """Return the published age band."""
    bands = ((1, "Under 1 year"), (5, "1 to 4 years"), (10, "5 to 9 years"), (16, "10 to 15 years"))
    return next((words for below, words in bands if years < below), "16 years and over")


def group(codes: str, code: str) -> str:
    """Return the published category of a code."""
    return str(CODES[codes][code]["group"])


@dataclass(frozen=True)
class InCare:
    """One child in care on a day: the row open then, the row of the usual placement, and the birth."""

    now: Row
    usual: Row
    born: date


def in_care(folder: Path, on: date) -> list[InCare]:
    """Return the children under 18 who were in care on a day, short breaks left out."""
    born = {row["CHILD"]: day(row["DOB"]) for row in rows(folder, "header")}
    found = []
    for child, own in by_child(rows(folder, "episodes")).items():
        usual: Row | None = None
        for row in own:
            starts, ends = day(row["DECOM"]), day(row["DEC"])
            assert starts is not None
            usual = row if not row["PLACE"].startswith("T") or usual is None else usual
            birth = born[child]
            if starts <= on and (ends is None or ends > on) and birth and age(birth, on) < 18:
                found.append(InCare(row, usual, birth))
    return found


def by_child(episodes: Iterable[Row]) -> dict[str, list[Row]]:
    """Return each child's episodes in order, short breaks left out."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in episodes:
        if row["LS"] not in ("V3", "V4"):
            found[row["CHILD"]].append(row)
    return {child: sorted(own, key=lambda row: day(row["DECOM"]) or date.min) for child, own in found.items()}


def distance(row: Row) -> str:
    """Return the published category of the distance from home."""
    if not row["PL_DISTANCE"]:
        return NOT_KNOWN
    far = float(row["PL_DISTANCE"]) > 20
    return "Placed more than 20 miles from home" if far else "Placed 20 miles or less from home"


def locality(row: Row) -> str:
    """Return the published category of the place."""
    where = "inside" if row["PL_LOCATION"] == "IN" else "outside"
    return f"Placed {where} the local authority boundary"


def shares(counts: Mapping[str, int]) -> dict[str, float]:
    """Return each category's share in per cent."""
    whole = sum(counts.values())
    return {category: 100 * number / whole for category, number in counts.items()}


def published(measure: str, year: int) -> dict[str, float]:
    """Return the region's published shares in per cent, from the table that is shipped."""
    with (PROJECT / "data/demo/north_east.csv").open(encoding="utf-8", newline="") as file:
        return shares({row["category"]: int(row["number"] or 0) for row in csv.DictReader(file)
                       if row["measure"] == measure and row["year"] == str(year)})  # fmt: skip


def gaps(found: Mapping[str, int], measure: str, year: int) -> dict[str, float]:
    """Return by how many percentage points each category differs from the region's published share."""
    have, want = shares(found), published(measure, year)
    return {category: have.get(category, 0.0) - want.get(category, 0.0) for category in {*have, *want}}


def ceased(folder: Path, first: date, last: date) -> list[tuple[Row, date]]:
    """Return the last end of care of each child in a window, with the birth."""
    born = {row["CHILD"]: day(row["DOB"]) for row in rows(folder, "header")}
    found = {}
    for child, own in by_child(rows(folder, "episodes")).items():
        for row in own:
            ends, birth = day(row["DEC"]), born[child]
            if row["REC"] not in ("", "X1") and ends and birth and first <= ends <= last:
                found[child] = (row, birth)
    return list(found.values())


def started(folder: Path, first: date, last: date) -> list[Row]:
    """Return the beginnings of care in a window."""
    return [row for own in by_child(rows(folder, "episodes")).values() for row in own
            if row["RNE"] == "S" and first <= (day(row["DECOM"]) or date.min) <= last]  # fmt: skip


def spells(own: Iterable[Row]) -> list[list[Row]]:
    """Return a child's rows by carer: what keeps the carer joins the one before."""
    found: list[list[Row]] = []
    usual = ("", "")
    for row in own:
        here, temporary = (row["PLACE"], row["PL_POST"]), row["PLACE"].startswith("T")
        moved = row["RNE"] in ("S", "P", "B") and not temporary and not (found and here == usual and row["RNE"] == "P")
        if moved or not found:
            found.append([])
        found[-1].append(row)
        usual = usual if temporary else here
    return found


def placements_in_year(own: Iterable[Row], on: date) -> int:
    """Return in how many placements a child was in the twelve months to a day."""
    since = on - timedelta(days=365)
    return sum((day(spell[0]["DECOM"]) or date.max) <= on and (day(spell[-1]["DEC"]) or date.max) > since
               for spell in spells(own))  # fmt: skip


def count(categories: Iterable[str]) -> Counter[str]:
    """Return how often each category occurs."""
    return Counter(categories)

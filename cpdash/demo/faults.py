"""A dozen mistakes of the kind that real files have, so that the page about data quality has something to show.

None of them changes a headline figure. Each is the first row of its kind from a fixed day on, so that a later end
of the demonstration leaves it where it is. Beside these, some young people who turned 18 from June 2025 on are
closed some months late (rule 359).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from cpdash.demo.returns import COLUMNS, Row

Tables = dict[str, list[Row]]


class Fault(NamedTuple):
    """One mistake: in the files of these years, from a day on (YYYYMMDD), in rows that fit, this column says that."""

    rule: str
    years: tuple[int, ...]
    table: str
    since: str
    day_column: str
    fits: Callable[[Row], bool]
    column: str
    says: str


def _always(row: Row) -> bool:
    return True


def _starter(row: Row) -> bool:
    return row[2] == "S" and row[3] in ("C1", "V2")


def _temporary(row: Row) -> bool:
    return row[5].startswith("T")


def _planned(row: Row) -> bool:
    return row[9] == "CARPL"


def _away(row: Row) -> bool:
    return row[2] == "A"


def _no_longer_needed(row: Row) -> bool:
    return row[2] == "NREQ"


def _unscored(row: Row) -> bool:
    return row[3] == "SDQ4"


FAULTS = (
    Fault("145", (2025,), "episodes", "20240603", "DECOM", _starter, "CIN", ""),
    Fault("213", (2026, 2027), "episodes", "20250602", "DECOM", _temporary, "PLACE_PROVIDER", "PR1"),
    Fault("213", (2027,), "episodes", "20260511", "DECOM", _temporary, "PLACE_PROVIDER", "PR4"),
    Fault("1009", (2024,), "episodes", "20230904", "DECOM", _planned, "REASON_PLACE_CHANGE", "MOVED"),
    Fault("INT17", (2026,), "reviews", "20250901", "REVIEW", _always, "DOB", "01/01/2016"),
    Fault("1006", (2026, 2027), "missing", "20251006", "MIS_START", _away, "MISSING", "X"),
    Fault("180", (2025,), "oc2", "", "DOB", _unscored, "SDQ_SCORE", "44"),
    Fault("131", (2026,), "oc3", "", "DOB", _no_longer_needed, "IN_TOUCH", "NRQ"),
    Fault("601", (2025,), "ad1", "", "DATE_INT", _always, "LS_ADOPTR", ""),
    Fault("INT21", (2026,), "uasc", "", "DOB", _always, "SEX", "U"),
    Fault("103", (2026, 2027), "header", "", "DOB", _always, "ETHNIC", "UNKN"),
)
TWICE = (2024, "reviews", "20231002", "REVIEW")
"""The year, table, day and column of a row that is given twice: an exact repetition is refused."""


def put_in(tables: Tables, year: int) -> None:
    """Put the mistakes of a year into its tables."""
    for fault in FAULTS:
        if year in fault.years and fault.table in tables:
            _put(tables[fault.table], fault)
    twice_in, table, since, column = TWICE
    if year == twice_in and (row := _first(tables[table], table, since, column, _always)):
        tables[table].insert(tables[table].index(row), list(row))


def _put(rows: list[Row], fault: Fault) -> None:
    row = _first(rows, fault.table, fault.since, fault.day_column, fault.fits)
    if row is None:
        return
    row[COLUMNS[fault.table].split().index(fault.column)] = fault.says
    if fault.rule == "180":
        row[3] = ""


def _first(rows: list[Row], table: str, since: str, column: str, fits: Callable[[Row], bool]) -> Row | None:
    """Return the earliest row that fits from a day on; for yearly files the first that was born."""
    at = COLUMNS[table].split().index(column)
    found = [(_sortable(row[at]), row[0], row) for row in rows if row[at] and fits(row)]
    return min((one for one in found if one[0] >= since), default=("", "", None))[2]


def _sortable(day: str) -> str:
    return day[6:] + day[3:5] + day[:2]

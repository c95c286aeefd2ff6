"""Writes a council's returns, one folder for each financial year or one for all, and what lies beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cpdash.demo import beside
from cpdash.demo import faults as deliberate
from cpdash.demo.days import day_of, year_ending
from cpdash.demo.life import simulate
from cpdash.demo.returns import COLUMNS, Life, Row, Writing, years_until
from cpdash.demo.story import RETURNS_SINCE
from cpdash.periods import FinancialYear, Month

AREA, NAME = "E06999901", "Demo Borough (synthetic)"
"""The council that nobody lives in: a code that no council has."""


WORLD = 15
"""Of 240 worlds that were tried with the seed 903, one whose shares on 31 March 2025 all lie within 3 points of the
region's (nearly one in four does; the others miss by a little), and in which the story of the teenagers is clear."""


@dataclass(frozen=True, slots=True)
class Demo:
    """What was written: `returns` are folders, one a financial year, the last up to the month; `beside` are files."""

    area: str
    name: str
    to: Month
    returns: tuple[Path, ...]
    beside: tuple[Path, ...]


def write_demo(folder: Path, *, to: Month, seed: int = 903, faults: bool = True) -> Demo:
    """Write the demonstration council's files below a folder and return where they lie.

    The same seed and month give the same bytes, and a later month never alters what the files say of earlier ones.
    `faults` adds about a dozen harmless mistakes for the page about data quality to find. Raises ValueError for a
    month before April 2018, and OSError when the disk refuses.
    """
    life = _lived(AREA, to, seed, 0, 1.0)
    folders = _years(folder / "ssda903", life, faults=faults)
    return Demo(AREA, NAME, to, folders, beside.write(folder, life, to, area=AREA, name=NAME))


def write_returns(
    folder: Path, *, area: str, to: Month, seed: int = 903, first_child: int = 0, size: float = 1.0,
    whole: bool = False, faults: bool = False,
) -> tuple[Path, ...]:  # fmt: skip
    """Write only the returns of one council and return their folders.

    With `whole`, `folder` itself holds one return from April 2018 to the end of the month. `size` is how many times
    560 children are in care; children's numbers begin with `first_child`. Raises as write_demo does.
    """
    life = _lived(area, to, seed, first_child, size)
    if not whole:
        return _years(folder, life, faults=faults)
    _write(folder, Writing(life, RETURNS_SINCE, life.last, year_ending(life.last)).written())
    return (folder,)


def _lived(area: str, to: Month, seed: int, first_child: int, size: float) -> Life:
    if to < Month(2018, 4):
        raise ValueError("the first return begins in April 2018")
    last = to.last.toordinal()
    return Life.of(simulate(f"{seed}/{area}/{WORLD}", last, size=size, first_child=first_child), last, first_child)


def _years(folder: Path, life: Life, *, faults: bool) -> tuple[Path, ...]:
    return tuple(_year(folder, life, year, faults=faults) for year in years_until(life.last))


def _year(folder: Path, life: Life, year: int, *, faults: bool) -> Path:
    last = min(FinancialYear(year).last.last.toordinal(), life.last)
    tables = Writing(life, day_of(year - 1, 4, 1), last, year).written()
    if faults:
        deliberate.put_in(tables, year)
    return _write(folder / str(FinancialYear(year)), tables)


def _write(folder: Path, tables: dict[str, list[Row]]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        write_rows(folder / f"{name}.csv", COLUMNS[name].split(), rows)
    return folder


def write_rows(path: Path, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Path:
    """Write a table of cells that need no quotes, and return its path."""
    lines = [",".join(columns), *(",".join(row) for row in rows), ""]
    path.write_text("\n".join(lines), encoding="utf-8", newline="\n")
    return path

"""Reads the profile of children in care on 31 March: one column a year, one section a breakdown."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from cpdash.catalogue import Catalogue, SourceMap
from cpdash.extract import Extract
from cpdash.ingest.lookups import AreaNames, Unreadable, find_month
from cpdash.ingest.numbers import parse_number
from cpdash.ingest.one_figure import Figure, observation_table, reaches, without_repeats
from cpdash.ingest.outcome import Cells, Outcome, rows_of
from cpdash.ingest.raw import Places, RawTable
from cpdash.periods import Month

INDICATOR = "children_in_care"
SUBTOTAL = "sex"
"""A row such as 'Boys, Total' adds up a part of its section, so it is a breakdown of its own."""


def read_board_profile(raw: RawTable, source: SourceMap, catalogue: Catalogue, places: Places, today: date) -> Extract:
    """Return the children in care by breakdown and year, with a warning for a section that does not add up."""
    outcome, areas, figures = Outcome(raw, source), AreaNames(places), list[Figure]()
    months = _years(raw, outcome)
    for number, cells in rows_of(raw, source):
        try:
            figures.extend(_row(number, cells, months, source, areas))
        except Unreadable as problem:
            outcome.error("unreadable", str(problem), number)
    kept = without_repeats(figures, outcome)
    _check_sections(kept, source, outcome)
    return outcome.extract({"observation": observation_table(kept)}, as_at=reaches(kept))


def _years(raw: RawTable, outcome: Outcome) -> dict[str, Month]:
    months = {}
    for column in raw.columns:
        if re.fullmatch(r"\d{4}-\d{2}", column):
            try:
                months[column] = find_month(column)
            except Unreadable as problem:
                outcome.error("unknown month", str(problem), column=column)
    return months


def _row(number: int, cells: Cells, months: dict[str, Month], source: SourceMap, areas: AreaNames) -> Iterator[Figure]:
    area = areas.council(cells.get("area", "")).code
    dimension, category = _breakdown(cells, source)
    for column, month in months.items():
        value = None
        if column in cells:
            number_given = parse_number(cells[column])
            if number_given is None or number_given.value < 0:
                raise Unreadable(f"{column} holds no number of children")
            value = number_given.value
        yield Figure(
            number, area, INDICATOR, "snapshot", month, dimension, category, value=value,
            status="missing" if value is None else "published",
            reason="not given in the document" if value is None else None, document=source.document,
        )  # fmt: skip


def _breakdown(cells: Cells, source: SourceMap) -> tuple[str, str]:
    group, category, sub = (cells.get(name, "") for name in ("group", "category", "sub_category"))
    if group not in source.dimensions and group != "total":
        raise Unreadable(f"no known group: expected total, {', '.join(source.dimensions)}")
    if group == "total":
        return "", ""
    if sub == "Total":
        return SUBTOTAL, category
    return source.dimensions[group], f"{category}, {sub[0].lower()}{sub[1:]}" if sub else category


def _check_sections(figures: Sequence[Figure], source: SourceMap, outcome: Outcome) -> None:
    """Warn of each section and year whose parts do not add up to the printed total: it is loaded as printed."""
    totals = {(one.area, one.month): one.value for one in figures if not one.dimension}
    sums: dict[tuple[str, str, Month], float] = defaultdict(float)
    for one in figures:
        if one.dimension:
            sums[one.dimension, one.area, one.month] += one.value or 0
    names = {dimension: group for group, dimension in source.dimensions.items()}
    for (dimension, area, month), parts in sums.items():
        total = totals.get((area, month))
        if total is not None and parts != total:
            outcome.warn(
                "does not add up", _difference(names.get(dimension, dimension), month, parts, total), column=str(month)
            )


def _difference(section: str, month: Month, parts: float, total: float) -> str:
    by, way = abs(parts - total), "more" if parts > total else "fewer"
    return f"in {month.words} the section '{section}' adds up to {parts:g}, {by:g} {way} than the total of {total:g}"

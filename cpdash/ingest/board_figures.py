"""Reads figures that board papers print here and there: each measure by its topic and name, in whatever period."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from cpdash.catalogue import Catalogue, Indicator, SourceMap
from cpdash.catalogue.models import Series
from cpdash.extract import Extract
from cpdash.ingest.board_period import board_period
from cpdash.ingest.lookups import AreaNames, Unreadable, check_not_future
from cpdash.ingest.numbers import parse_number
from cpdash.ingest.one_figure import Figure, observation_table, reaches, without_repeats
from cpdash.ingest.outcome import Cells, Outcome, rows_of
from cpdash.ingest.raw import Places, RawTable
from cpdash.periods import Form, Month

RANGE = "published as a range: see the note"


def read_board_figures(raw: RawTable, source: SourceMap, catalogue: Catalogue, places: Places, today: date) -> Extract:
    """Return the figures whose measure the source map knows; the others are left, each with a warning."""
    outcome, areas, figures = Outcome(raw, source), AreaNames(places), list[Figure]()
    series_of = {(one.where.get("topic"), one.where.get("measure")): one for one in source.series}
    for number, cells in rows_of(raw, source):
        series = series_of.get((cells.get("topic"), cells.get("measure")))
        if series is None:
            outcome.leave(number, "unmapped measure", "stands for no indicator: name one in the source map", "measure")
            continue
        try:
            figures.append(_figure(number, cells, series, source, catalogue, areas, today))
        except Unreadable as problem:
            outcome.error("unreadable", str(problem), number)
    kept = without_repeats(figures, outcome)
    return outcome.extract({"observation": observation_table(kept)}, as_at=reaches(kept))


def _figure(
    number: int, cells: Cells, series: Series, source: SourceMap, catalogue: Catalogue, areas: AreaNames, today: date
) -> Figure:
    indicator = catalogue.indicator(series.indicator)
    area = areas.find(cells.get("area", "")).code
    month, form = _window(cells, series, indicator)
    if series.status != "illustrative":
        # What a paper projects may lie ahead; what it reports may not.
        check_not_future(month, "published", today)
    if source.units.get(cells.get("unit", ""), cells.get("unit")) != indicator.unit:
        raise Unreadable(f"the unit is not that of {indicator.code}: expected {indicator.unit}")
    (dimension, category), *_ = [*series.category.items(), ("", "")]
    value = _value(cells, indicator)
    return Figure(
        number, area, indicator.id, form, month, dimension, category,
        value=value, status="missing" if value is None else series.status, reason=RANGE if value is None else None,
        note=_note(cells, series, value), document=cells.get("document"),
    )  # fmt: skip


def _window(cells: Cells, series: Series, indicator: Indicator) -> tuple[Month, Form]:
    month, form = board_period(cells.get("period", ""))
    if series.month:
        month = Month.parse(series.month)
    if month is None:
        raise Unreadable("a year without a month: state the month in the source map, and why")
    return month, series.form or form or indicator.local.form


def _value(cells: Cells, indicator: Indicator) -> float | None:
    """Return the value; None for a range such as 5 to 6, which no single number can stand for."""
    text = cells.get("value", "")
    if re.fullmatch(r"\d+ to \d+", text):
        return None
    number = parse_number(text, percent=indicator.unit == "%")
    low, high = indicator.bounds
    if number is None or not low <= number.value <= high:
        raise Unreadable(f"no value that can be true of {indicator.code}: expected a number of {indicator.unit}")
    return number.value


def _note(cells: Cells, series: Series, value: float | None) -> str | None:
    """What a reader needs to judge the figure: its own note, a period the form cannot say, and what we decided."""
    return _joined([
        f"published as '{cells.get('value')}'" if value is None else None,
        cells.get("note"),
        _period_words(cells.get("period", "")),
        series.note,
    ])  # fmt: skip


def _joined(parts: Iterable[str | None]) -> str | None:
    return "; ".join(part for part in parts if part) or None


def _period_words(period: str) -> str | None:
    if found := re.fullmatch(r"(\d{4}-\d{2}) to (\d{4}-\d{2})", period):
        return f"{Month.parse(found[1]).words} to {Month.parse(found[2]).words}"
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", period):
        day = date.fromisoformat(period)
        return None if day == Month.of(day).last else f"on {day.day} {Month.of(day).words}"
    return None

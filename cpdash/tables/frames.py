"""Views as data frames of text and nullable numbers: exactly what a chart draws, and what it cannot draw in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from cpdash import words
from cpdash.beside import Beside, beside, indicative, last_month, lines
from cpdash.board.answer import Answer, Overview
from cpdash.board.cards import target_status
from cpdash.board.views import Card, Comparison, Gap, Line, Note, Point, Row, Series, target_in
from cpdash.catalogue import Indicator
from cpdash.marked import marked
from cpdash.signs import RULES, assurance_cell, variation_cell

Cells = Sequence[str] | Sequence[float | None]


def series_table(series: Series, answer: Answer | None = None) -> pd.DataFrame:
    """Return one row a period: value, target, benchmarks beside it, status and source, oldest first.

    Numerator and denominator stand there where any period has them; they are numbers, all other columns text. With the
    answer of the series each figure that is more than chance says by which rule, and each month what people noted.
    """
    points, one = series.points, series.indicator
    columns: dict[str, Cells] = {
        "Period": [words.period(series.form, point.month) for point in points],
        "Value": [words.shown(one, point) for point in points],
    }
    columns |= _present("Numerator", [point.numerator for point in points])
    columns |= _present("Denominator", [point.denominator for point in points])
    if series.targets:
        columns["Target"] = [_target(series, point) for point in points]
        columns["Against target"] = [_against(series, point) for point in points]
    columns |= _answered(series, answer) if answer else {}
    for line in lines(series):
        columns |= _beside(series, line)
    columns |= {"Status": [words.state(point) for point in points], "Source": [point.source for point in points]}
    return _frame(columns)


def _answered(series: Series, answer: Answer) -> dict[str, Cells]:
    """Return the columns that an answer adds: what is more than chance, and what people noted; none that are empty."""
    if not series.points or answer.card.form != series.form:
        return {}
    columns: dict[str, Cells] = {}
    if (signal := answer.signal) and signal.form == series.form:
        broken = dict(zip(signal.months, signal.broken, strict=True))
        rules = [broken.get(point.month) for point in series.points]
        if any(rules):
            columns["More than chance"] = [RULES[rule] if rule else "" for rule in rules]
    if any(noted := noted_signs(series, answer)):
        columns["Noted"] = noted
    return columns


def noted_signs(series: Series, answer: Answer) -> list[str]:
    """Return for each period the signs of what people noted in it, which the text beside the chart explains."""
    return ["".join(sign for sign, _ in some) for some in _noted(series, answer)]


def noted_texts(series: Series, answer: Answer) -> list[str]:
    """Return for each period what people noted in it, in full: for a file, beside which there is no such text."""
    return ["; ".join(f"{sign} {one.text}" for sign, one in some) for some in _noted(series, answer)]


def _noted(series: Series, answer: Answer) -> list[list[tuple[str, Note]]]:
    found = marked(answer.notes, series.points[0].month, series.points[-1].month)
    return [[(sign, one) for sign, one in found if one.month == point.month] for point in series.points]


def breakdown_table(series: Series) -> pd.DataFrame:
    """Return one row a category and one column a period, oldest period first; an absent figure is an empty cell."""
    months = sorted({point.month for point in series.points})
    categories = list(dict.fromkeys(point.category for point in series.points))
    cells = {(point.category, point.month): words.shown(series.indicator, point) for point in series.points}
    name = words.dimension_words(series.dimension).capitalize() or "Category"
    columns: dict[str, Cells] = {name: [category or "All" for category in categories]}
    for month in months:
        columns[words.period(series.form, month)] = [cells.get((category, month), "") for category in categories]
    return _frame(columns)


def comparison_table(comparison: Comparison) -> pd.DataFrame:
    """Return one row a council, best first, those without a figure last, then region, England and neighbours."""
    one, near = comparison.indicator, comparison.neighbours
    others = [row for row in (comparison.region, comparison.england) if row]
    rows = [*(row for row in comparison.rows if row.member), *others]
    columns: dict[str, list[str]] = {
        "Rank": [str(row.rank) if row.rank else "" for row in rows],
        "Area": [f"{row.place.name} (this council)" if row.mine else row.place.name for row in rows],
        "Value": [_row_value(one, row) for row in rows],
        "Status": [_row_status(row) for row in rows],
    }
    if near and near.mean is not None:
        mean = words.benchmark_number(one, "neighbours", near.mean)
        last = ("", f"Statistical neighbours ({near.model} model)", mean, f"mean of {near.n} of {near.listed}")
        for column, cell in zip(columns.values(), last, strict=True):
            column.append(cell)
    return _frame(columns)


def overview_table(overview: Overview) -> pd.DataFrame:
    """Return one row an indicator under its theme: value, change, target and the gap to each comparator."""
    answers = [(theme, answer) for theme, some in overview.themes for answer in some]
    cards = [answer.card for _, answer in answers]
    read: Mapping[str, Callable[[Card], str]] = {
        "Period": lambda card: words.period(card.form, card.latest.month) if card.latest else "",
        "Value": lambda card: words.shown(card.indicator, card.latest) if card.latest else "no data",
        "Change": lambda card: "" if card.change is None else words.moved(card.indicator, card.change),
        "Target": lambda card: words.shortest(card.indicator, card.target.value) if card.target else "",
        "Against target": lambda card: words.target_status_words(card.target_status),
        "Region": lambda card: _gap(card, "region"),
        "Statistical neighbours": lambda card: _gap(card, "neighbours"),
        "England": lambda card: _gap(card, "england"),
    }
    whence: Mapping[str, Callable[[Card], str]] = {
        "Status": lambda card: words.state(card.latest) if card.latest else "nothing is published",
        "Source": lambda card: card.latest.source if card.latest else "",
    }
    columns: dict[str, Cells] = {
        "Theme": [theme for theme, _ in answers],
        "Measure": [card.indicator.title for card in cards],
        **{name: [of(card) for card in cards] for name, of in read.items()},
        "Real change": [variation_cell(answer) for _, answer in answers],
        "Outlook": [assurance_cell(answer) for _, answer in answers],
    }
    return _frame(columns | {name: [of(card) for card in cards] for name, of in whence.items()})


def _target(series: Series, point: Point) -> str:
    step = target_in(series.targets, point.month)
    return words.shortest(series.indicator, step.value) if step else ""


def _against(series: Series, point: Point) -> str:
    step = target_in(series.targets, point.month)
    return words.target_status_words(target_status(series.indicator, point, step))


def _beside(series: Series, line: Line) -> dict[str, Cells]:
    """Return the column of a benchmark; what is so of all of it (counted differently) stands in its heading, once."""
    differs = bool(series.points) and all(indicative(line, point) for point in series.points)
    heading = f"{line.label}, {words.COUNTED_DIFFERENTLY}" if differs else line.label
    return {heading: [_benchmark(series, line, point, is_said=differs) for point in series.points]}


def _benchmark(series: Series, line: Line, point: Point, *, is_said: bool) -> str:
    until = last_month(series)
    found = beside(line, point.month, until) if until else None
    if found is None or found.point.value is None:
        return ""
    notes = [*_dated(line, found), *([words.COUNTED_DIFFERENTLY] if indicative(line, point) and not is_said else [])]
    value = words.benchmark_number(series.indicator, line.kind, found.point.value)
    return f"{value} ({', '.join(notes)})" if notes else value


def _dated(line: Line, found: Beside) -> list[str]:
    if found.how == "same":
        return []
    year = words.year_label(line.form, found.point.month)
    return [year, words.CARRIED] if found.how == "carried" else [year]


def _row_status(row: Row) -> str:
    status = words.STATES[row.status] if row.status == "derived" else row.status
    return f"{status}: {row.reason}" if row.reason else status


def _row_value(one: Indicator, row: Row) -> str:
    if row.value is None:
        return "withheld" if row.status == "suppressed" else "no data"
    return words.with_unit(one, row.value)


def _gap(card: Card, kind: str) -> str:
    gap = next((one for one in card.gaps if one.kind == kind), None)
    return _gap_cell(card.indicator, gap) if gap else ""


def _gap_cell(one: Indicator, gap: Gap) -> str:
    value = f"{words.benchmark_number(one, gap.kind, gap.value)} ({gap.month.words})"
    return f"{value}, {words.COUNTED_DIFFERENTLY}" if gap.basis == "indicative" else value


def _present(name: str, values: Sequence[float | None]) -> dict[str, Cells]:
    return {name: values} if any(value is not None for value in values) else {}


def _frame(columns: Mapping[str, Cells]) -> pd.DataFrame:
    """Return the columns as text or, where they hold numbers, as nullable numbers: whole ones without a decimal."""
    return pd.DataFrame({name: _column(name, cells) for name, cells in columns.items()})


def _column(name: str, cells: Cells) -> pd.Series:
    if name not in ("Numerator", "Denominator"):
        return pd.Series(list(cells), dtype="str")
    whole = all(cell is None or float(cell).is_integer() for cell in cells)
    return pd.Series(list(cells), dtype="Float64").astype("Int64" if whole else "Float64")

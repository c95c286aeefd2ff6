"""Which rows of a tidy table carry one series of its map, and which row is their total?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cpdash.catalogue import SourceMap
from cpdash.catalogue.models import Series
from cpdash.ingest.sql import Connection
from cpdash.ingest.task import Task, default_form
from cpdash.periods import Month

Values = dict[str, object]


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns that break figures down: a total is the row that is the same in all of these but its own."""

    breakdowns: frozenset[str]

    @classmethod
    def of(cls, source: SourceMap) -> Layout:
        """Return the layout that the series of a map speak of."""
        names: set[str] = set()
        for series in source.series:
            names |= {*series.where, *series.total_where, *([series.category_column] if series.category_column else [])}
        return cls(frozenset(names - {"period"}))


def insert_series(connection: Connection, task: Task, layout: Layout, series: Series) -> int:
    """Add the candidates of a series and the rows that feed them; return how many candidates there are."""
    values = _values(task, series)
    where, conditions = _where("s", series.where, values)
    values |= conditions
    join = ""
    if series.total_where:
        total, more = _where("t", series.total_where, values)
        values |= more
        same = [f"t.{name} IS NOT DISTINCT FROM s.{name}" for name in sorted(layout.breakdowns - {*series.total_where})]
        keys = ["t.area_key = s.area_key", "t.period IS NOT DISTINCT FROM s.period"]
        join = f"LEFT JOIN line AS t ON {' AND '.join([*keys, *same, *total])}"
    body = f"FROM line AS s {join} WHERE {' AND '.join(where) or 'true'}"
    made = connection.execute(_sum(series, body) if series.add_up else _each(series, body), values).fetchone()
    if series.total_where:
        _feed(connection, series, body, values)
    return int(made[0]) if made else 0


def _each(series: Series, body: str) -> str:
    """One candidate a row; the denominator is the count of the total row where the map names one."""
    bottom = f"{'t' if series.total_where else 's'}.{series.denominator}" if series.denominator else "NULL"
    top = f"s.{series.numerator}" if series.numerator else "NULL"
    value = f"s.{series.value}" if series.value else "NULL"
    return f"""INSERT INTO candidate SELECT s.row_number_in_file, s.area_key, CASE WHEN s.by_number THEN s.number END,
        {_label()}, $month::DATE, $indicator, $form, $dimension, {_category(series)}, {value}, {top}, {bottom},
        $value_column, $numerator_column, $denominator_column, $status, $basis, $note {body}"""


def _sum(series: Series, body: str) -> str:
    """One candidate a group: 100 x the sum / the total. A part that is not a number takes the whole sum with it."""
    parts = f"list(s.{series.numerator} ORDER BY s.row_number_in_file)"
    plain = f"bool_and(try_cast(s.{series.numerator} AS DOUBLE) IS NOT NULL)"
    # The suppressed part says more about the sum than one that is merely not there.
    sign = f"coalesce(max(s.{series.numerator}) FILTER (s.{series.numerator} = 'c'), {_first_sign(parts)})"
    top = f"sum(try_cast(s.{series.numerator} AS DOUBLE))"
    bottom = f"min(t.{series.denominator})"
    share = f"round(100 * {top} / nullif(try_cast({bottom} AS DOUBLE), 0), 6)::DECIMAL(18, 6)::VARCHAR"
    none = f"CASE WHEN try_cast({bottom} AS DOUBLE) = 0 THEN 'z' ELSE {bottom} END"
    return f"""INSERT INTO candidate SELECT min(s.row_number_in_file), s.area_key,
        min(CASE WHEN s.by_number THEN s.number END), {_label()}, $month::DATE, $indicator, $form, $dimension,
        {_category(series)}, CASE WHEN {plain} THEN coalesce({share}, {none}) ELSE {sign} END,
        CASE WHEN {plain} THEN {top}::DECIMAL(18, 3)::VARCHAR END, {bottom},
        $value_column, $numerator_column, $denominator_column, $status, $basis, $note {body} GROUP BY ALL"""


def _first_sign(parts: str) -> str:
    return f"list_filter({parts}, lambda part : try_cast(part AS DOUBLE) IS NULL)[1]"


def _feed(connection: Connection, series: Series, body: str, values: Values) -> None:
    used = {name: value for name, value in values.items() if f"${name}" in body}
    parts = "row_number_in_file"
    connection.execute(f"INSERT INTO feeding SELECT t.{parts}, s.{parts} {body} AND t.{parts} IS NOT NULL", used)
    if series.add_up:
        first = f"min(s.{parts}) OVER (PARTITION BY s.area_key, s.period)"
        connection.execute(f"INSERT INTO feeding SELECT s.{parts}, {first} {body}", used)


def _label() -> str:
    return "CASE WHEN $month IS NULL THEN s.period END"


def _category(series: Series) -> str:
    if not series.category_column:
        return "$category"
    theirs = f"s.{series.category_column}"
    return f"coalesce((SELECT ours FROM category_name WHERE theirs = {theirs}), {theirs})"


def _where(alias: str, where: Mapping[str, str | tuple[str, ...]], taken: Values) -> tuple[list[str], Values]:
    """Return the conditions and their values; an empty text stands for an empty cell."""
    conditions, values = [], Values()
    for name, wanted in where.items():
        if wanted == "":
            conditions.append(f"{alias}.{name} IS NULL")
            continue
        key = f"{alias}_{name}"
        values[key] = [wanted] if isinstance(wanted, str) else list(wanted)
        conditions.append(f"list_contains(${key}, {alias}.{name})")
    return conditions, values


def _values(task: Task, series: Series) -> Values:
    one = task.catalogue.indicators[series.indicator]
    (dimension, category), *_ = [*series.category.items(), (series.dimension or "", "")]
    benchmark = one.benchmark
    # What the benchmark says of its basis holds for this series too, unless the map says otherwise.
    notes = [None if series.basis or not benchmark else benchmark.note, series.note]
    values: Values = {
        "month": Month.parse(series.month).first if series.month else None,
        "indicator": one.id,
        "form": series.form or default_form(one),
        "dimension": dimension,
        "value_column": task.column(series.value or series.numerator or ""),
        "numerator_column": task.column(series.numerator) if series.numerator else None,
        "denominator_column": task.column(series.denominator) if series.denominator else None,
        "status": "derived" if series.add_up else series.status,
        "basis": series.basis or (benchmark.basis if benchmark else "same"),
        "note": " ".join(text for text in notes if text) or None,
    }
    if not series.category_column:
        values["category"] = category
    return values

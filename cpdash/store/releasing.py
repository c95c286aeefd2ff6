"""Fills the public file of a snapshot: what was public before, and of councils' own figures those that can be shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import duckdb
import pyarrow as pa

from cpdash.catalogue import Catalogue, Indicator
from cpdash.disclosure import arrived
from cpdash.disclosure.arrived import Arrived
from cpdash.disclosure.asked import Sets, asked
from cpdash.disclosure.broken import Shown
from cpdash.disclosure.council import Council, Name, Verdict
from cpdash.disclosure.elsewhere import Elsewhere, Published
from cpdash.disclosure.rule import Rule
from cpdash.disclosure.windows import Way, on
from cpdash.periods import Form
from cpdash.store.counted import FactCounts, number
from cpdash.store.counting import cell
from cpdash.store.derived import NOBODY
from cpdash.store.release_rows import Own, Row, band_figure, breakdown_row, schema, shown_row, withheld_row
from cpdash.store.sql import query

RETURN = "ssda903"
"""The family of figures that are worked out from the statutory return."""


def release(db: duckdb.DuckDBPyConnection, catalogue: Catalogue, rule: Rule) -> None:
    """Make the tables of the attached database `public` from those of `snapshot`. Wants a transaction."""
    db.execute(query("copied", "release"))
    for (area,) in db.execute(query("own_areas", "release")).fetchall():
        if rule.lets_out(area):
            _insert(db, list(_figures(db, catalogue, area, rule)))
    db.execute(query("placed", "release"))


def _insert(db: duckdb.DuckDBPyConnection, rows: Sequence[Row]) -> None:
    db.register("incoming", pa.Table.from_pylist(list(rows), schema()))
    try:
        db.execute("INSERT INTO public.figure BY NAME FROM incoming")
    finally:
        db.unregister("incoming")


def _figures(db: duckdb.DuckDBPyConnection, catalogue: Catalogue, area: str, rule: Rule) -> Iterator[Row]:
    """Return every row of a council's own figures that the public file holds, released or withheld."""
    every = [Own(*row) for row in db.execute(query("own_figures", "release"), {"area": area}).fetchall()]
    own = [one for one in every if not _is_closed(catalogue, one.indicator)]
    counted = _by_key(own)
    council = _council(db, catalogue, area, counted, rule)
    verdict = council.decide()
    yield from _totals(council, verdict, own)
    yield from _breakdowns(council, verdict, counted)
    yield from _arrived(catalogue, [one for one in own if one.family != RETURN], rule)


def _is_closed(catalogue: Catalogue, indicator: str) -> bool:
    return indicator in catalogue.indicators and catalogue.indicators[indicator].public.closed is not None


def _by_key(own: Sequence[Own]) -> dict[Name, dict[int, Own]]:
    """Return what the return gives, as totals with a value."""
    found: dict[Name, dict[int, Own]] = {}
    for one in own:
        if one.family == RETURN and not one.dimension and one.value is not None:
            found.setdefault((one.indicator, one.form), {})[number(one.month)] = one
    return found


def _council(
    db: duckdb.DuckDBPyConnection, catalogue: Catalogue, area: str, counted: Mapping[Name, Mapping[int, Own]],
    rule: Rule,
) -> Council:  # fmt: skip
    sets = _sets(db, catalogue, area)
    every = [one for one in asked(catalogue, sets) if (one.indicator.id, one.form) in counted]
    counts = FactCounts(db, catalogue.facts, area, [part for one in every for part in one.parts])
    values = {
        name: {month: (one.value, one.denominator) for month, one in months.items()} for name, months in counted.items()
    }
    return Council(every, values, catalogue, sets, counts, rule, _elsewhere(db, area))


def _elsewhere(db: duckdb.DuckDBPyConnection, area: str) -> Elsewhere:
    """Return what others have published of a council, as the public file has it."""
    found: dict[tuple[str, Form, str, str], dict[int, list[Published]]] = {}
    rows = db.execute(query("elsewhere", "release"), {"area": area}).fetchall()
    for *name, month, value, numerator, denominator in rows:
        months = found.setdefault(tuple(name), {})
        months.setdefault(number(month), []).append(Published(value, numerator, denominator))
    return found


def _sets(db: duckdb.DuckDBPyConnection, catalogue: Catalogue, area: str) -> Sets:
    """Return what each dimension says in the data, and which dimensions say the same more finely."""
    said: dict[tuple[str, str], tuple[str, ...]] = {}
    finer: dict[tuple[str, str], tuple[str, Mapping[str, frozenset[str]]]] = {}
    for fact in catalogue.facts.values():
        for one in fact.dimensions:
            found = {category for (category,) in _distinct(db, fact.id, area, cell(fact, one))}
            listed = [category for category in fact.categories.get(one, ()) if category in found]
            said[fact.id, one] = (*listed, *sorted(found.difference(listed)))
        for wide, fine in catalogue.public.finer.items():
            if {wide, fine} <= {*fact.dimensions}:
                known: dict[str, set[str]] = {}
                for category, part in _distinct(db, fact.id, area, f"{cell(fact, wide)}, {cell(fact, fine)}"):
                    known.setdefault(category, set()).add(part)
                if sum(map(len, known.values())) == len(set().union(*known.values())):
                    finer[fact.id, wide] = fine, {name: frozenset(some) for name, some in known.items()}
    return Sets(catalogue.facts, said, finer)


def _distinct(db: duckdb.DuckDBPyConnection, fact: str, area: str, cells: str) -> list[tuple[str, ...]]:
    text = query("categories", "release").format(fact=fact, cells=cells)
    return db.execute(text, {"area": area}).fetchall()


def _totals(council: Council, verdict: Verdict, own: Sequence[Own]) -> Iterator[Row]:
    """Return the totals that the return gives; a month in which a series is not released has no row."""
    every = council.catalogue.indicators
    for one in own:
        if one.family == RETURN and not one.dimension:
            indicator = every[one.indicator]
            name = (_rests_on(indicator), one.form)
            way, months = verdict.ways.get(name, Way(1)), verdict.totals.get(name, frozenset())
            is_shown = number(one.month) in months or (one.value is None and one.reason != NOBODY)
            if is_shown or on(way.step, number(one.month)):
                yield shown_row(one, indicator, way, council.rule) if is_shown else withheld_row(one)


def _rests_on(indicator: Indicator) -> str:
    """Return the indicator whose counts a figure rests on: its own, or those of the one that it is a difference of."""
    return indicator.calculation.of[0] if indicator.calculation and indicator.fact is None else indicator.id


def _breakdowns(council: Council, verdict: Verdict, counted: Mapping[Name, Mapping[int, Own]]) -> Iterator[Row]:
    for month, level, shown in verdict.breakdowns:
        indicator = shown.cut.asked.indicator
        assert indicator.fact is not None
        total = counted[indicator.id, shown.cut.asked.form][month]
        figure = None
        if shown.is_shown:
            figure = band_figure(indicator.fact, shown, _amount(council, shown, month))
        yield breakdown_row(total, shown.cut.dimension, shown.band, figure, level, council.rule, indicator)


def _amount(council: Council, shown: Shown, month: int) -> float | None:
    """Return the days or points of a band, for an average."""
    one = shown.cut.asked
    if not one.is_mean or one.indicator.fact is None:
        return None
    part = council.sets.part(shown.cut.fact, one.indicator.fact.numerator)
    by = council.counts.by(part, shown.cut.axes, one.rows, month)
    return sum(by.get(held, 0.0) for held in shown.held)


def _arrived(catalogue: Catalogue, own: Sequence[Own], rule: Rule) -> Iterator[Row]:
    """Return the figures that arrived as figures; a month in which a series is not released has no row."""
    for indicator, some in groupby(own, key=lambda one: one.indicator):
        if indicator in catalogue.indicators:
            yield from _of_indicator(catalogue.indicators[indicator], list(some), rule)


def _of_indicator(indicator: Indicator, some: Sequence[Own], rule: Rule) -> Iterator[Row]:
    forms: dict[Form, dict[int, Arrived]] = {}
    for one in some:
        if not one.dimension and one.value is not None:
            figure = Arrived(one.value, one.numerator, one.denominator)
            forms.setdefault(one.form, {})[number(one.month)] = figure
    ways = arrived.totals(indicator, forms, rule)
    split = [one for one in some if one.dimension and one.value is not None]
    shown = {id(one) for same in _alike(split) for one in _fit(indicator, same, forms, ways, rule)}
    for one in some:
        way, months = ways.get(one.form, (Way(1), frozenset()))
        is_shown = one.value is not None and (id(one) in shown if one.dimension else number(one.month) in months)
        if is_shown:
            yield shown_row(one, indicator, Way(1) if one.dimension else way, rule)
        elif one.dimension or on(way.step, number(one.month)):
            yield withheld_row(one)


def _alike(some: Sequence[Own]) -> Iterator[list[Own]]:
    """Return the categories that stand side by side: of one form, dimension and month."""
    for _, same in groupby(some, key=lambda one: (one.form, one.dimension, one.month)):
        yield list(same)


def _fit(
    indicator: Indicator, same: Sequence[Own], forms: Mapping[Form, Mapping[int, Arrived]],
    ways: Mapping[Form, tuple[Way, frozenset[int]]], rule: Rule,
) -> Iterator[Own]:  # fmt: skip
    """Return the categories that can be shown."""
    form, month = same[0].form, number(same[0].month)
    _, months = ways.get(form, (Way(1), frozenset()))
    total = forms[form][month].value if month in months else None
    figures = {one.category: Arrived(one.value or 0.0, one.numerator, one.denominator) for one in same}
    found = arrived.categories(indicator, figures, total, rule)
    yield from (one for one in same if found[one.category])

"""One indicator through time: the value to show each month, the others beside it, targets and benchmarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from cpdash.board.places import Gazetteer
from cpdash.board.views import KINDS, Average, Kind, Line, OtherValue, Place, Point, Said, Series, Stamp, TargetStep
from cpdash.catalogue import Benchmark, Indicator
from cpdash.errors import UnknownName
from cpdash.periods import FORMS, Form, Month
from cpdash.stats.compare import average as average_of
from cpdash.store.reader import Reader
from cpdash.store.rows import FigureRow, NeighbourRow, TargetRow


@dataclass(frozen=True, slots=True)
class Against:
    """What a series is held against, and how the neighbours are averaged. No model means the newest."""

    kinds: tuple[Kind, ...] = KINDS
    model: int | None = None
    average: Average = "mean"


def form_of(indicator: Indicator, given: str | None) -> Form:
    """Return the form meant, the indicator's default when none is given; raises UnknownName with the nearest."""
    if given is None:
        return indicator.local.form
    if given not in FORMS:
        raise UnknownName("form", given, FORMS)
    return given


def forms(reader: Reader, indicator: Indicator, place: Place) -> tuple[Form, ...]:
    """Return the forms in which there are figures, the indicator's own order first."""
    have = {row.form for row in reader.available(place.code) if row.indicator == indicator.id and not row.dimension}
    order = dict.fromkeys([*indicator.local.all_forms, *FORMS])
    return tuple(form for form in order if form in have)


def breakdowns(
    reader: Reader, indicator: Indicator, place: Place, form: Form, of_facts: Sequence[str]
) -> tuple[str, ...]:
    """Return the dimensions of an area's figures in a form: what is published, and what its return can be split by."""
    mine = [row for row in reader.available(place.code) if row.indicator == indicator.id and row.form == form]
    known = [name for name in indicator.dimensions if name in of_facts] if any(row.derived for row in mine) else []
    return tuple(sorted({*known, *(row.dimension for row in mine if row.dimension)}))


def series(
    reader: Reader,
    gazetteer: Gazetteer,
    stamp: Stamp,
    indicator: Indicator,
    place: Place,
    form: Form,
    first: Month | None,
    last: Month | None,
    against: Against,
) -> Series:
    """Return the series with its targets and benchmarks, cut to the months asked for."""
    rows = reader.figures(indicator.id, [place.code], form)
    return Series(
        indicator,
        place,
        form,
        stamp,
        tuple(within(points_of(rows), first, last)),
        targets(reader.targets(place.code), indicator),
        tuple(_lines(reader, gazetteer, indicator, place, first, last, against)),
        said=tuple(Said(Month.of(r.month), r.text, r.document) for r in reader.statements(place.code, indicator.id)),
    )


def targets(rows: Iterable[TargetRow], indicator: Indicator) -> tuple[TargetStep, ...]:
    """Return the targets of an indicator among an area's, oldest first; an area's own comes after one for all."""
    return tuple(
        TargetStep(
            Month.of(row.from_month), Month.of(row.to_month) if row.to_month else None, row.value, row.tolerance,
            row.owner, row.reason, row.source,
        )
        for row in rows
        if row.indicator == indicator.id
    )  # fmt: skip


def point(row: FigureRow, others: Sequence[FigureRow] = ()) -> Point:
    """Return the point that a row stands for, with what other sources say of it."""
    return Point(
        Month.of(row.month), row.value, row.status, named(row), row.reason, row.numerator, row.denominator, row.basis,
        row.category, row.note, row.document, tuple(OtherValue(other.value, named(other)) for other in others),
        row.nearest,
    )  # fmt: skip


def named(row: FigureRow) -> str:
    """Return how a source is cited: the document where there is one, else the publication and its release."""
    return row.document or (f"{row.source}, {row.release} release" if row.is_national else row.source)


def neighbours_in(rows: Iterable[NeighbourRow], model: int | None) -> tuple[int, list[str]] | None:
    """Return the model's year and the neighbours' codes, the newest model by default; None where there are none."""
    rows = list(rows)
    if not rows:
        return None
    chosen = rows[0].model if model is None else model
    listed = [row.neighbour for row in rows if row.model == chosen]
    if not listed:
        raise UnknownName("statistical neighbour model", str(model), [str(row.model) for row in rows])
    return chosen, listed


def category_of(benchmark: Benchmark) -> tuple[str, str]:
    """Return the dimension and category that a benchmark is published for; two empty texts mean the total."""
    return next(iter(benchmark.lait_category.items()), ("", ""))


def points_of(rows: Iterable[FigureRow]) -> Iterator[Point]:
    """Return one point a month and category; the rows come sorted by both, of each the one to show first."""
    for _, same in groupby(rows, key=lambda row: (row.month, row.category)):
        shown, *others = same
        yield point(shown, others)


def within(points: Iterable[Point], first: Month | None, last: Month | None) -> Iterator[Point]:
    """Return the points of the months asked for."""
    for one in points:
        if (first is None or first <= one.month) and (last is None or one.month <= last):
            yield one


def reaching(points: Iterable[Point], first: Month | None, last: Month | None) -> tuple[Point, ...]:
    """Return the points of the months asked for; where none has a value, the newest before them: it still holds."""
    known = list(points)
    inside = tuple(within(known, first, last))
    if first is None or any(point.value is not None for point in inside):
        return inside
    return (*[point for point in known if point.month < first and point.value is not None][-1:], *inside)


def _lines(
    reader: Reader, gazetteer: Gazetteer, indicator: Indicator, place: Place, first: Month | None,
    last: Month | None, against: Against,
) -> Iterator[Line]:  # fmt: skip
    bench = indicator.benchmark
    if bench is None:
        return
    dimension, category = category_of(bench)
    single = {"region": gazetteer.region_of(place), "england": gazetteer.england() if place.kind != "country" else None}
    near = neighbours_in(reader.neighbours(place.code), against.model) if place.kind == "council" else None
    codes = [one.code for one in single.values() if one] + (near[1] if near else [])
    rows = reader.figures(indicator.id, codes, bench.form, dimension=dimension, category=category)
    national = [row for row in rows if row.national_place == 1]
    for kind in (kind for kind in KINDS if kind in against.kinds):
        if kind == "neighbours" and near:
            averages = _averages([r for r in national if r.area in near[1]], near, against.average)
            points = reaching(averages, first, last)
            label = f"Neighbours ({against.average} of {len(near[1])})"
            yield Line(kind, f"statistical neighbours {near[0]}", label, bench.form, bench.basis, bench.note, points)
        elif other := single.get(kind):
            own = [point(row) for row in national if row.area == other.code]
            yield Line(kind, other.code, other.name, bench.form, bench.basis, bench.note, reaching(own, first, last))


def _averages(rows: list[FigureRow], near: tuple[int, list[str]], kind: Average) -> Iterator[Point]:
    model, listed = near
    for month, same in groupby(sorted(rows, key=lambda row: row.month), key=lambda row: row.month):
        reported = [row for row in same if row.value is not None]
        value = average_of([row.value for row in reported if row.value is not None], kind)
        status, reason = (
            ("published", None) if value is not None else ("missing", "no neighbour has a published figure")
        )
        note = f"{kind} of {len(reported)} of {len(listed)} statistical neighbours ({model} model)"
        source = reported[0].source if reported else ""
        yield Point(Month.of(month), value, status, source, reason, note=note)

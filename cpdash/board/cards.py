"""One indicator of a council as at one month: its newest figure, the one before, its target, and what others have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cpdash.board.places import Gazetteer
from cpdash.board.series import Against, neighbours_in, point, targets
from cpdash.board.views import Card, Gap, Judgement, Kind, Place, Point, TargetStatus, TargetStep, target_in
from cpdash.catalogue import Catalogue, Indicator
from cpdash.periods import FORMS, Form, Month
from cpdash.stats.compare import Band, average, band
from cpdash.store.reader import Reader
from cpdash.store.rows import FigureRow

TRAIL = 13
"""Points of a sparkline: a year of months and the month before it, or as many years."""

FEWEST = 20
"""Councils with a figure below which nobody is called one of the worst of England."""


@dataclass(frozen=True, slots=True)
class Nation:
    """The newest published figures of every area, and which areas a council is held against.

    figures: of an indicator in a form, every area's value of the newest year, and its month. before: those of the year
    before, of the areas that the council is held against.
    """

    figures: Mapping[tuple[str, str], Mapping[str, float]]
    before: Mapping[tuple[str, str], Mapping[str, float]]
    months: Mapping[tuple[str, str], Month]
    region: Place | None
    england: Place | None
    near: tuple[int, list[str]] | None
    members: tuple[str, ...]
    councils: frozenset[str]
    kind: Against


def nation_of(reader: Reader, gazetteer: Gazetteer, place: Place, month: Month, against: Against) -> Nation:
    """Return what is published of every area not after a month."""
    near = neighbours_in(reader.neighbours(place.code), against.model)
    region, england = gazetteer.region_of(place), gazetteer.england()
    members = tuple(
        one.code for one in gazetteer.councils()
        if one.region == place.region and (not one.synthetic or one.code == place.code)
    )  # fmt: skip
    beside = [*members, *(near[1] if near else []), *(one.code for one in (region, england) if one)]
    figures: dict[tuple[str, str], dict[str, float]] = {}
    before: dict[tuple[str, str], dict[str, float]] = {}
    months: dict[tuple[str, str], Month] = {}
    for row in reader.national_years(month.first, beside):
        name = (row.indicator, row.form)
        newest = months.setdefault(name, Month.of(row.month))
        years = figures if newest == Month.of(row.month) else before
        years[name] = dict(zip(row.areas, row.values, strict=True))
    councils = frozenset(one.code for one in gazetteer.councils())
    return Nation(figures, before, months, region, england, near, members, councils, against)


def by_form(rows: Sequence[FigureRow]) -> dict[str, dict[str, list[Point]]]:
    """Return points by indicator and form, in the order of the rows."""
    found: dict[str, dict[str, list[Point]]] = {}
    for row in rows:
        found.setdefault(row.indicator, {}).setdefault(row.form, []).append(point(row))
    return found


def targets_of(reader: Reader, catalogue: Catalogue, place: Place) -> dict[str, tuple[TargetStep, ...]]:
    """Return the targets of each indicator that has any."""
    rows = reader.targets(place.code)
    known = {row.indicator for row in rows} & catalogue.indicators.keys()
    return {name: targets(rows, catalogue.indicators[name]) for name in known}


def card(
    one: Indicator, mine: Mapping[str, Mapping[str, Sequence[Point]]], steps: Mapping[str, tuple[TargetStep, ...]],
    nation: Nation, form: Form | None = None,
) -> Card:  # fmt: skip
    """Return the card of an indicator, in a form or in the first of its own that has a value."""
    form = form or form_of(one, mine.get(one.id, {}))
    points = mine.get(one.id, {}).get(form, ())
    known = [p for p in points if p.value is not None]
    latest, previous = (known[-1] if known else None), (known[-2] if len(known) > 1 else None)
    change = _change(latest, previous)
    quarter, ahead = _standing(one, form, latest, nation)
    target = target_in(steps.get(one.id, ()), latest.month) if latest else None
    return Card(
        indicator=one,
        form=form,
        latest=latest,
        previous=previous,
        change=change,
        judgement=judgement(one, change, blur(latest, previous)),
        target=target,
        target_status=target_status(one, latest, target),
        gaps=tuple(_gaps(one, form, latest, nation)),
        band=quarter,
        trail=tuple(points[-TRAIL:]),
        ahead=ahead,
    )


def form_of(one: Indicator, forms: Mapping[str, Sequence[Point]]) -> Form:
    """Return the form to show: the first of the indicator's own that has a value, else any that has."""
    have = [form for form, points in forms.items() if any(p.value is not None for p in points)]
    wanted = [*one.local.all_forms, *([one.benchmark.form] if one.benchmark else []), *FORMS]
    return next((form for form in wanted if form in have), one.local.form)


def _change(latest: Point | None, previous: Point | None) -> float | None:
    if latest is None or previous is None or latest.value is None or previous.value is None:
        return None
    return latest.value - previous.value if latest.basis == previous.basis else None


def smallest(one: Indicator) -> float:
    """Return the smallest difference that shows at the indicator's decimals: less is called level."""
    return float(0.5 * 10.0**-one.decimals)


def blur(*points: Point | None) -> float:
    """Return by how much the difference of figures that are rounded for the public can be out."""
    return sum(point.nearest / 2 for point in points if point and point.nearest)


def judgement(one: Indicator, change: float | None, blurred: float = 0) -> Judgement:
    """Return whether a change is for the better; a neutral measure, or what rounding could make, is never judged."""
    if change is None or one.polarity == "neutral" or (blurred and abs(change) <= blurred):
        return "none"
    if abs(change) < smallest(one):
        return "level"
    return "better" if (change > 0) == (one.polarity == "high") else "worse"


def target_status(one: Indicator, latest: Point | None, target: TargetStep | None) -> TargetStatus | None:
    """Return whether a value meets its target.

    None without a value or target, for a neutral measure, for a figure on another basis than the target was set on, and
    where a figure that is rounded for the public does not tell.
    """
    if latest is None or latest.value is None or target is None or one.polarity == "neutral" or latest.basis != "same":
        return None
    half = (latest.nearest or 0) / 2
    could_be = {_met(one, value, target) for value in (latest.value - half, latest.value, latest.value + half)}
    return could_be.pop() if len(could_be) == 1 else None


def _met(one: Indicator, value: float, target: TargetStep) -> TargetStatus:
    short = target.value - value if one.polarity == "high" else value - target.value
    if short <= 0:
        return "met"
    return "close" if short <= target.tolerance else "missed"


def _gaps(one: Indicator, form: Form, latest: Point | None, nation: Nation) -> Iterator[Gap]:
    if latest is None or latest.value is None or one.benchmark is None or not one.sizeless:
        return
    name = (one.id, one.benchmark.form)
    figures = nation.figures.get(name, {})
    for kind, label, codes in comparators(nation):
        value = average([figures[code] for code in codes if code in figures], nation.kind.average)
        if value is None or nation.months[name] > latest.month:
            continue
        gap = latest.value - value
        basis = one.benchmark.basis if latest.basis == "same" else "same"
        yield Gap(kind, label, value, gap, judgement(one, gap, blur(latest)), nation.months[name], basis)


def comparators(nation: Nation) -> Iterator[tuple[Kind, str, list[str]]]:
    """Return what a council is held against: the kind, its name, and the codes whose average it is."""
    if nation.region:
        yield "region", nation.region.name, [nation.region.code]
    if nation.near:
        yield "neighbours", "Statistical neighbours", nation.near[1]
    if nation.england:
        yield "england", "England", [nation.england.code]


def _standing(one: Indicator, form: Form, latest: Point | None, nation: Nation) -> tuple[Band | None, float | None]:
    """Return the quartile band and the share of councils that do better.

    Both are None unless the value shown is itself a published one of the year that the councils are banded in.
    """
    if latest is None or latest.value is None or one.benchmark is None or form != one.benchmark.form:
        return None, None
    values = [value for area, value in nation.figures.get((one.id, form), {}).items() if area in nation.councils]
    same_year = nation.months.get((one.id, form)) == latest.month
    if not same_year or len(values) < FEWEST or one.polarity == "neutral" or not one.sizeless:
        return None, None
    better = sum(v < latest.value if one.polarity == "low" else v > latest.value for v in values)
    return band(latest.value, values, one.polarity), better / len(values)

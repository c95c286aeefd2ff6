"""One indicator of a council by a dimension, narrowed to categories: from the facts, with what is published beside it.

A share whose numerator is one part of a dimension (care leavers in higher education, of all) is shown, broken down by
that dimension, as the share of each category in the same whole. By any other dimension both parts are narrowed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cpdash.board.series import points_of, within
from cpdash.board.views import Place, Series, Stamp
from cpdash.catalogue import Catalogue, Indicator
from cpdash.catalogue.facts import NOT_RECORDED, Counted, Fact, Name, Reading
from cpdash.errors import UnknownName
from cpdash.periods import Form, Month
from cpdash.store.counting import Where
from cpdash.store.derived import FAMILY, NOBODY
from cpdash.store.reader import Reader
from cpdash.store.rows import FactRow, FigureRow

OF_ALL = "For every 10,000 children in the area, not only those of the category."


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of an indicator: by which dimension ('' for none), and only which categories of others."""

    indicator: Indicator
    place: Place
    form: Form
    by: str
    where: Where
    first: Month | None = None
    last: Month | None = None

    @property
    def span(self) -> tuple[date | None, date | None]:
        return (self.first.first if self.first else None, self.last.first if self.last else None)

    def covers(self, month: date) -> bool:
        first, last = self.span
        return (first is None or first <= month) and (last is None or month <= last)

    @property
    def dimensions(self) -> list[str]:
        return [*([self.by] if self.by else []), *(name for name in self.where if name != self.by)]


def breakdown(
    reader: Reader, catalogue: Catalogue, stamp: Stamp, indicator: Indicator, place: Place, form: Form, by: str,
    where: Where, first: Month | None, last: Month | None, *, is_brief: bool = False,
) -> Series:  # fmt: skip
    """Return the figures by a dimension, or (without one) of some categories only.

    Every category has a figure in every month, also where it occurs in others only. `is_brief` leaves out those of
    which there is none in the months asked for, which is quicker.

    Raises UnknownName for a dimension or a category that does not exist, and for dimensions that no fact has together.
    """
    asked, facts = _Asked(indicator, place, form, by, where, *((first, last) if is_brief else ())), catalogue.facts
    _check_dimensions(asked, facts if reader.has_facts else {})
    published = _published(reader, asked)
    _check_categories(asked, facts, published)
    derived = _derived(reader, facts, asked) if reader.has_facts else ()
    kept = _kept([*derived, *published], asked, _order(asked, catalogue))
    narrowed = tuple((name, tuple(some)) for name, some in where.items() if name != by)
    points = tuple(within(points_of(kept), first, last))
    return Series(indicator, place, form, stamp, points, dimension=by, where=narrowed)


def counted(
    reader: Reader, catalogue: Catalogue, indicator: Indicator, place: Place, form: Form, month: Month,
    by: tuple[Name, Name], where: Where,
) -> dict[tuple[str, str], float]:  # fmt: skip
    """Return how many an indicator counts in a month by two dimensions at once; raises UnknownName as `breakdown`."""
    asked, facts = _Asked(indicator, place, form, "", where), catalogue.facts
    _check_dimensions(asked, facts)
    _check_categories(asked, facts, ())
    fact, reading = _fact(asked, facts), indicator.fact
    if fact is None or reading is None:
        return {}
    rows = reader.fact_sums(
        fact, [(reading.numerator, where)], place.code, reading.rows or form, by, month.first, month.first
    )
    return {(row.first, row.second): row.numerator for row in rows}


def dimensions_of(indicator: Indicator, facts: Mapping[str, Fact]) -> tuple[str, ...]:
    """Return the dimensions of the fact tables that an indicator can be read from and its measures are counted by."""
    if indicator.fact is None:
        return ()
    tables, measures = indicator.fact.tables, [part.measure for part in indicator.fact.parts]
    found = (facts[table] for table in tables if table in facts)
    return tuple(dict.fromkeys(name for fact in found for name in fact.dimensions if fact.tells(name, measures)))


def _check_dimensions(asked: _Asked, facts: Mapping[str, Fact]) -> None:
    """Raise UnknownName for a dimension that the indicator lacks, or that cannot be joined to the others asked for.

    It is not narrowed by a dimension that it is itself one part of: children placed far from home who are placed near
    it are nobody, and what the dimension then counts is another measure.
    """
    of_facts = dimensions_of(asked.indicator, facts)
    known = tuple(dict.fromkeys([*asked.indicator.dimensions, *of_facts]))
    for name in asked.dimensions:
        if name not in known:
            raise UnknownName("breakdown", name, known)
    reading = asked.indicator.fact
    for name in asked.where:
        if name != asked.by and reading is not None and reading.is_composition(name):
            raise UnknownName("dimension to narrow this measure by", name, [one for one in known if one != name])
    if len(asked.dimensions) > 1 and _fact(asked, facts) is None:
        raise UnknownName("breakdown", " together with ".join(asked.dimensions), ())


def _fact(asked: _Asked, facts: Mapping[str, Fact]) -> Fact | None:
    """Return the first fact table that has every dimension that is asked for or that the indicator is narrowed by."""
    reading = asked.indicator.fact
    if reading is None:
        return None
    wanted = {*asked.dimensions, *(name for part in reading.parts for name in (*part.where, *part.without))}
    tables = (facts[name] for name in reading.tables if name in facts)
    return next((fact for fact in tables if wanted <= {*fact.dimensions}), None)


def _published(reader: Reader, asked: _Asked) -> list[FigureRow]:
    """Return what sources publish of the same cut: they know single dimensions, and never two at once."""
    if len(asked.dimensions) != 1:
        return []
    [dimension] = asked.dimensions
    if not asked.by and len(asked.where[dimension]) != 1:
        return []
    return reader.figures(asked.indicator.id, [asked.place.code], asked.form, dimension=dimension)


def _check_categories(asked: _Asked, facts: Mapping[str, Fact], published: Iterable[FigureRow]) -> None:
    fact = _fact(asked, facts)
    said = {row.category for row in published}
    for dimension, only in asked.where.items():
        listed = fact.categories.get(dimension, ()) if fact else ()
        known = dict.fromkeys([*listed, *sorted(said), *([NOT_RECORDED] if listed else [])])
        for category in only if known else ():
            if category not in known:
                raise UnknownName(f"category of {dimension}", category, known)


def _derived(reader: Reader, facts: Mapping[str, Fact], asked: _Asked) -> Iterator[FigureRow]:
    """Return the figures worked out from the return, for every month that it covers: 0 where nothing was counted."""
    fact, reading = _fact(asked, facts), asked.indicator.fact
    rows = reader.figures(asked.indicator.id, [asked.place.code], asked.form)
    totals = [row for row in rows if row.family == FAMILY]
    if fact is None or reading is None or not totals:
        return
    counts = _counts(reader, fact, reading, asked)
    needs = {fact.needs[name] for name in asked.dimensions if name in fact.needs}
    lacking = {row.month: row.reason for row in reader.lacking(asked.place.code, asked.form, sorted(needs))}
    for total in totals:
        if not asked.covers(total.month):
            continue
        for category in counts.categories:
            numerator, denominator = counts.of(total.month, category)
            figure = _figure(reading, total, numerator, denominator, lacking.get(total.month))
            yield figure._replace(dimension=asked.by, category=category)


@dataclass(frozen=True, slots=True)
class _Counts:
    """What was counted by month and category, and the whole that every category is a share of, if there is one."""

    categories: Sequence[str]
    cells: Mapping[tuple[date, str], FactRow]
    whole: Mapping[date, float] | None = None

    def of(self, month: date, category: str) -> tuple[float, float]:
        found = self.cells.get((month, category))
        numerator, denominator = (found.numerator, found.denominator) if found else (0.0, 0.0)
        return numerator, denominator if self.whole is None else self.whole.get(month, 0.0)


def _counts(reader: Reader, fact: Fact, reading: Reading, asked: _Asked) -> _Counts:
    only = {name: some for name, some in asked.where.items() if name != asked.by}
    parts = [(_numerator(reading, asked.dimensions), only)]
    if reading.denominator:
        both = {name: some for name, some in only.items() if not reading.is_composition(name)}
        parts.append((reading.denominator, both))
    form = reading.rows or asked.form

    def sums(*by: str) -> list[FactRow]:
        return reader.fact_sums(fact, parts, asked.place.code, form, by, *asked.span)

    if not asked.by:
        return _Counts([""], {(row.month, ""): row for row in sums()})
    rows, whole = sums(asked.by), None
    if reading.is_composition(asked.by):
        whole = {row.month: row.denominator for row in sums()}
        rows = [row._replace(denominator=0) for row in rows]
    found = {row.first for row in rows if row.numerator or row.denominator}
    listed = [one for one in fact.categories.get(asked.by, ()) if one in found]
    categories = [*listed, *sorted(found.difference(listed))]
    return _Counts(categories, {(row.month, row.first): row for row in rows}, whole)


def _numerator(reading: Reading, dimensions: Iterable[Name]) -> Counted:
    """Return the numerator; of a dimension that it is one part of, it then counts all that the denominator does."""
    where, without = dict(reading.numerator.where), dict(reading.numerator.without)
    whole = reading.denominator
    for name in dimensions:
        if whole is None or not reading.is_composition(name):
            continue
        for own, theirs in ((where, whole.where), (without, whole.without)):
            own.pop(name, None)
            if name in theirs:
                own[name] = theirs[name]
    return Counted(measure=reading.numerator.measure, where=where, without=without)


def _figure(reading: Reading, total: FigureRow, numerator: float, denominator: float, lacks: str | None) -> FigureRow:
    """Return a council's total of a month with the counts of one category in its place."""
    if total.value is None or lacks is not None:
        reason = total.reason if total.value is None else lacks
        return total._replace(numerator=None, denominator=None, value=None, status="missing", reason=reason)
    over: float | None = denominator if reading.denominator else None
    note = total.note
    if reading.per_population:
        over, note = total.denominator, " ".join(filter(None, (total.note, OF_ALL)))
    counted = total._replace(numerator=numerator / reading.divisor, denominator=over, note=note)
    if over == 0:
        return counted._replace(value=None, status="missing", reason=NOBODY)
    return counted._replace(value=reading.factor * numerator / reading.divisor / (1 if over is None else over))


def _kept(rows: Sequence[FigureRow], asked: _Asked, order: Mapping[str, int]) -> list[FigureRow]:
    """Return the rows of the categories asked for, by month and category, of each the one to show first.

    That is the return's where it has a value, else what is published. Categories stand in the order of the catalogue,
    those that only a publication knows after them; without a breakdown they have no name.
    """
    only = asked.where.get(asked.by) if asked.by else next(iter(asked.where.values()), None)
    rows = [row for row in rows if only is None or row.category in only or not row.dimension]
    if not asked.by:
        rows = [row._replace(dimension="", category="") for row in rows]
    known = sorted(dict.fromkeys(row.category for row in rows), key=lambda name: order.get(name, len(order)))
    place = {name: at for at, name in enumerate(known)}
    return sorted(rows, key=lambda row: (row.month, place[row.category], _rank(row)))


def _order(asked: _Asked, catalogue: Catalogue) -> dict[str, int]:
    """Return the places of the categories of a dimension, or of two together, with the bands that they are shown in."""
    pairs = {"_and_".join(pair): pair for pair in asked.indicator.public.pairs}
    found = {"": 0}
    for axis in pairs.get(asked.by, (asked.by,)):
        tables = asked.indicator.fact.tables if asked.indicator.fact else ()
        listed = next((catalogue.facts[one].categories.get(axis, ()) for one in tables if one in catalogue.facts), ())
        inner = catalogue.public.order(axis, listed)
        found = {
            ", ".join(filter(None, (name, other))): at * (len(inner) + 1) + place
            for name, at in found.items() for other, place in inner.items()
        }  # fmt: skip
    return found


def _rank(row: FigureRow) -> int:
    """Return 0 for a value of the return, 1 for what is published, in the order it has, 2 for the return's gap."""
    if row.family != FAMILY:
        return 1
    return 0 if row.value is not None else 2

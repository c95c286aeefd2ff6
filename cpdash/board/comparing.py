"""One indicator among councils in one published year: rank, positional change and quartile band (ANALYSIS 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from cpdash.board.cards import FEWEST
from cpdash.board.places import Gazetteer
from cpdash.board.series import category_of, named, neighbours_in
from cpdash.board.views import Comparison, Kind, Neighbours, Place, Row, Stamp
from cpdash.catalogue import Indicator
from cpdash.periods import Form, Month
from cpdash.stats.compare import Band, band, moved, rank
from cpdash.store.reader import Reader
from cpdash.store.rows import FigureRow


@dataclass(frozen=True, slots=True)
class _Year:
    """Every area's published figure of one year, by code."""

    month: Month
    figures: Mapping[str, FigureRow]

    def value(self, code: str) -> float | None:
        return self.figures[code].value if code in self.figures else None

    def values(self, codes: Sequence[str]) -> list[float | None]:
        return [self.value(code) for code in codes]


def comparison(
    reader: Reader, gazetteer: Gazetteer, stamp: Stamp, indicator: Indicator, place: Place, year: int | None,
    group: Kind, model: int | None,
) -> Comparison:  # fmt: skip
    """Return the comparison; an indicator that nobody publishes gives one without values that says so."""
    near_rows = reader.neighbours(place.code)
    near = neighbours_in(near_rows, model)
    members = _members(gazetteer, place, group, near[1] if near else [])
    bench = indicator.benchmark
    dimension, category = category_of(bench) if bench else ("", "")
    form: Form = bench.form if bench else indicator.local.form
    end = bench.year_end if bench else 3
    own_rows = _made_up(reader, indicator, place, form) if place.synthetic else []
    months = reader.national_months(indicator.id, form, dimension=dimension, category=category) if bench else []
    years = [month.year for month in months if month.month == end]
    wanted = year if year is not None else max(years, default=0)
    asked = [month for month in months if month.month == end and wanted - month.year in (0, 1)]
    found = reader.national(indicator.id, form, asked, dimension=dimension, category=category) if asked else []
    now, before = (_year(Month(one, end), found, own_rows) for one in (wanted, wanted - 1))
    ranks = _ranks(now, members, indicator)
    earlier = _ranks(before, members, indicator)
    mine, was = ranks.get(place.code), earlier.get(place.code)
    own = now.figures.get(place.code) if now else None
    everyone = [v for v in now.values([one.code for one in _real(gazetteer)]) if v is not None] if now else []
    own_value = own.value if own else None
    return Comparison(
        indicator=indicator,
        place=place,
        stamp=stamp,
        year=wanted,
        month=now.month if now else None,
        years=tuple(years),
        form=form,
        category=category,
        value=own_value,
        reason=_reason(own, indicator, wanted),
        region=_reference(now, gazetteer.region_of(place)),
        england=_reference(now, gazetteer.england()),
        neighbours=_neighbours(now, near),
        models=tuple(dict.fromkeys(row.model for row in near_rows)),
        group=group,
        group_name=_group_name(gazetteer, place, group, near),
        rank=mine,
        of=_reported(ranks),
        not_reported=tuple(one.name for one in members if now and now.value(one.code) is None),
        previous_rank=was,
        previous_of=_reported(earlier) if before else None,
        moved=moved(was, mine),
        comparison=_words(wanted, now, before, was, mine),
        band=_band(own_value, everyone, indicator),
        band_of=len(everyone),
        rows=tuple(_rows(now, members, ranks, place)) if now else (),
        basis=bench.basis if bench else "same",
        note=bench.note if bench else None,
        source=named(own) if own else None,
        sources=_sources(now, [place, *members]) if now else (),
    )


def _band(value: float | None, everyone: Sequence[float], indicator: Indicator) -> Band | None:
    """Return the quartile band; None for a count, which says how large a council is, and where few have a figure."""
    if value is None or len(everyone) < FEWEST or not indicator.sizeless:
        return None
    return band(value, everyone, indicator.polarity)


def _year(month: Month, rows: Sequence[FigureRow], more: Sequence[FigureRow]) -> _Year | None:
    """Return the figures of a year, a made-up council's own among them; None where nothing was published."""
    published = {row.area: row for row in rows if Month.of(row.month) == month}
    own = {row.area: row for row in more if Month.of(row.month) == month}
    return _Year(month, published | own) if published else None


def _made_up(reader: Reader, indicator: Indicator, place: Place, form: Form) -> list[FigureRow]:
    """Return the figures of a synthetic council: nobody publishes them, so its own stand for the published ones."""
    return [row for row in reader.figures(indicator.id, [place.code], form) if row.place == 1]


def _real(gazetteer: Gazetteer) -> list[Place]:
    return [one for one in gazetteer.councils() if not one.synthetic]


def _members(gazetteer: Gazetteer, place: Place, group: Kind, near: Sequence[str]) -> list[Place]:
    """Return the group. A synthetic council is in a group only when it is the one that is looked at."""
    if group == "neighbours":
        return [place, *(gazetteer[code] for code in near)]
    real = [*_real(gazetteer), *([place] if place.synthetic else [])]
    return real if group == "england" else [one for one in real if one.region == place.region]


def _group_name(gazetteer: Gazetteer, place: Place, group: Kind, near: tuple[int, list[str]] | None) -> str:
    if group == "neighbours":
        return f"its statistical neighbours ({near[0]} model)" if near else "its statistical neighbours"
    region = gazetteer.region_of(place)
    return "the councils of England" if group == "england" or region is None else f"the councils of {_the(region.name)}"


def _the(region: str) -> str:
    bare = ("London", "Yorkshire", "Inner", "Outer")
    return region if region.startswith(bare) else f"the {region}"


def _ranks(year: _Year | None, members: Sequence[Place], indicator: Indicator) -> dict[str, int | None]:
    if year is None:
        return {}
    places = rank(year.values([one.code for one in members]), indicator.polarity)
    return dict(zip([one.code for one in members], places, strict=True))


def _reported(ranks: Mapping[str, int | None]) -> int:
    return sum(place is not None for place in ranks.values())


def _reason(own: FigureRow | None, indicator: Indicator, year: int) -> str | None:
    if indicator.benchmark is None:
        return "no national figures are published for this indicator"
    if own is None:
        return f"nothing is published for {year}"
    return own.reason if own.value is None else None


def _reference(year: _Year | None, place: Place | None) -> Row | None:
    if year is None or place is None or place.code not in year.figures:
        return None
    figure = year.figures[place.code]
    return Row(place, figure.value, None, False, False, figure.status, figure.reason)


def _sources(year: _Year, places: Sequence[Place]) -> tuple[str, ...]:
    """Return whence the figures of these areas come, each source once."""
    rows = [year.figures[one.code] for one in places if one.code in year.figures]
    return tuple(dict.fromkeys(named(row) for row in rows if row.value is not None))


def _neighbours(year: _Year | None, near: tuple[int, list[str]] | None) -> Neighbours | None:
    if year is None or near is None:
        return None
    values = [value for value in year.values(near[1]) if value is not None]
    if not values:
        return Neighbours(near[0], None, None, 0, len(near[1]))
    return Neighbours(near[0], fmean(values), median(values), len(values), len(near[1]))


def _words(year: int, now: _Year | None, before: _Year | None, was: int | None, mine: int | None) -> str:
    """Return whether the rank can be held against the year before: never against any other year."""
    if now is None:
        return f"no comparison: nothing is published for {year}"
    if before is None:
        return f"no comparison: nothing is published for {year - 1}"
    if mine is None or was is None:
        missing = year if mine is None else year - 1
        return f"no comparison: this council has no published figure for {missing}"
    return f"compared with {year - 1}"


def _rows(year: _Year, members: Sequence[Place], ranks: Mapping[str, int | None], place: Place) -> list[Row]:
    rows = [
        Row(
            one,
            year.value(one.code),
            ranks[one.code],
            True,
            one.code == place.code,
            year.figures[one.code].status if one.code in year.figures else "missing",
            year.figures[one.code].reason if one.code in year.figures else "not in the publication",
        )
        for one in members
    ]
    return sorted(rows, key=lambda row: (row.rank is None, row.rank or 0, row.place.name))

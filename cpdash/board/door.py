"""The door itself: one open snapshot and the catalogue, asked one question at a time.

Who asks decides which file of the snapshot is opened. What is opened for the public holds released values only: no
filter, address or later fault of a page can bring out what is not in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from pathlib import Path

from cpdash.board import answering, breaking, changing, comparing, holding, moving, overview, registers, series, slices
from cpdash.board.answer import Answer, Overview
from cpdash.board.details import Change, Moves, Registers, Where
from cpdash.board.places import Gazetteer
from cpdash.board.series import Against
from cpdash.board.slices import Openings
from cpdash.board.viewer import Viewer
from cpdash.board.views import KINDS, Average, Comparison, Footer, Holdings, Kind, Place, Series, Stamp
from cpdash.catalogue import Catalogue
from cpdash.periods import Form, Month
from cpdash.store.reader import Reader
from cpdash.store.snapshots import path_of

GROUNDS = 8
"""Councils and months whose ground is kept: about a megabyte each."""


class Board:
    """One published snapshot with the meaning of its figures. Safe to share between threads."""

    def __init__(self, reader: Reader, catalogue: Catalogue) -> None:
        self._reader, self.catalogue = reader, catalogue
        self._gazetteer = Gazetteer(reader.areas())
        self.stamp = Stamp(reader.stamp.id, reader.stamp.built_at)
        # Every answer of a council and month is worked out from the same ground: who looks at one looks at others.
        # Not of a method: a board that points to itself would keep its file open after the last one let go of it.
        asked = partial(_ground, reader, self._gazetteer, self.stamp, catalogue)
        self._ground = lru_cache(maxsize=GROUNDS)(asked)

    @classmethod
    def opened(cls, snapshots: Path, catalogue: Catalogue, snapshot: str | None = None, *, viewer: Viewer) -> Board:
        """Return the board of a snapshot for a viewer, of the current one by default.

        Raises NothingPublished, UnknownName, and NotOnThisHost for full detail where only the public file is.
        """
        return cls(Reader(path_of(snapshots, snapshot, scope=viewer.scope), viewer.scope), catalogue)

    def close(self) -> None:
        """Close the snapshot's file."""
        self._reader.close()

    def councils(self) -> tuple[Place, ...]:
        """Return every current council, by name."""
        return self._gazetteer.councils()

    def place(self, name: str) -> Place:
        """Return the area with this GSS code, DfE number or name; raises UnknownName with the nearest."""
        return self._gazetteer.find(name)

    def models(self, area: str) -> tuple[int, ...]:
        """Return the years of the statistical neighbour models that list a council, newest first."""
        return tuple(dict.fromkeys(row.model for row in self._reader.neighbours(self.place(area).code)))

    def months(self, area: str) -> tuple[Month, ...]:
        """Return the months for which a council has any figure, newest first."""
        return tuple(Month.of(day) for day in self._reader.months(self.place(area).code))

    def forms(self, indicator: str, area: str) -> tuple[Form, ...]:
        """Return the forms in which a council has figures of an indicator, the indicator's default first."""
        return series.forms(self._reader, self.catalogue.indicator(indicator), self.place(area))

    def breakdowns(self, indicator: str, area: str, form: Form) -> tuple[str, ...]:
        """Return the dimensions by which a council's figures of an indicator can be broken down in a form."""
        one = self.catalogue.indicator(indicator)
        of_facts = breaking.dimensions_of(one, self.catalogue.facts) if self._reader.has_facts else ()
        return series.breakdowns(self._reader, one, self.place(area), form, of_facts)

    def series(
        self,
        indicator: str,
        area: str,
        *,
        form: str | None = None,
        first: Month | None = None,
        last: Month | None = None,
        kinds: tuple[Kind, ...] = KINDS,
        model: int | None = None,
        average: Average = "mean",
    ) -> Series:
        """Return an indicator of a council through time, with targets and benchmarks.

        The form is the indicator's default one unless named. Raises UnknownName for an indicator, area, form or model.
        """
        one, place = self.catalogue.indicator(indicator), self.place(area)
        against = Against(kinds, model, average)
        return series.series(
            self._reader, self._gazetteer, self.stamp, one, place, series.form_of(one, form), first, last, against
        )

    def breakdown(
        self,
        indicator: str,
        area: str,
        dimension: str = "",
        *,
        form: str | None = None,
        where: Sequence[tuple[str, str]] = (),
        first: Month | None = None,
        last: Month | None = None,
    ) -> Series:
        """Return an indicator of a council by one dimension, or (without one) of some categories only.

        `where` has pairs of dimension and category; categories of one dimension count together. Raises UnknownName
        for an indicator, area, form, dimension or category, and for dimensions that cannot be combined.
        """
        one, place = self.catalogue.indicator(indicator), self.place(area)
        only = _only(where)
        return breaking.breakdown(
            self._reader, self.catalogue, self.stamp, one, place, series.form_of(one, form), dimension, only,
            first, last,
        )  # fmt: skip

    def openings(self, indicator: str, area: str, form: str | None = None) -> Openings:
        """Return what the figures of an indicator can be narrowed to, and what of it is closed to this viewer."""
        one, place = self.catalogue.indicator(indicator), self.place(area)
        return slices.openings(self._reader, self.catalogue, one, place, series.form_of(one, form))

    def change(
        self, indicator: str, area: str, month: Month | None = None, *, form: str | None = None, where: Where = ()
    ) -> Change | None:
        """Return what is behind the change of an indicator's count over the twelve months to a month, the newest by
        default; None where it counts nobody, or a count is not known. Raises UnknownName.
        """
        one, place = self.catalogue.indicator(indicator), self.place(area)
        open_to = self.openings(indicator, area, form)
        # Together they only say what the numerator itself says: the parts of the whole are not parts of the count.
        inner = [name for name in open_to.open if one.fact is None or not one.fact.is_composition(name)]

        def ask(dimension: str, first: Month | None, last: Month | None) -> Series:
            if not dimension and not where:
                return self.series(indicator, area, form=form, first=first, last=last, kinds=())
            return breaking.breakdown(
                self._reader, self.catalogue, self.stamp, one, place, series.form_of(one, form), dimension,
                _only(where), first, last, is_brief=True,
            )  # fmt: skip

        return changing.change(ask, inner if open_to.together or not where else [], month, where)

    def moves(self, area: str, month: Month, *, form: str = "12 months", where: Where = ()) -> Moves:
        """Return the moves between kinds of placement in a window that ends with a month.

        Raises NotInPublic where only released figures may be asked, UnknownName for an area, form or category.
        """
        place, one = self.place(area), self.catalogue.indicator(moving.INDICATOR)
        return moving.moves(
            self._reader, self.catalogue, self.stamp, place, series.form_of(one, form), month, _only(where)
        )

    def registers(self, area: str) -> Registers:
        """Return what is kept of a council beside its figures: actions, homes, inspections, meetings."""
        return registers.registers(self._reader, self.catalogue, self.stamp, self.place(area))

    def comparison(
        self,
        indicator: str,
        area: str,
        year: int | None = None,
        *,
        group: Kind = "region",
        model: int | None = None,
    ) -> Comparison:
        """Return an indicator of a council among a group of councils in a published year, the newest by default.

        Raises UnknownName for an indicator, an area that is not a council, or a neighbour model.
        """
        one, place = self.catalogue.indicator(indicator), self._gazetteer.council(area)
        return comparing.comparison(self._reader, self._gazetteer, self.stamp, one, place, year, group, model)

    def overview(self, area: str, month: Month | None = None, *, model: int | None = None,
                 average: Average = "mean") -> Overview:  # fmt: skip
        """Return every indicator of a council as at a month, the newest by default. Raises UnknownName."""
        place = self._gazetteer.council(area)
        on = self._ground(place, month, Against(KINDS, model, average))
        return overview.overview(self.catalogue, on, self.months(place.code))

    def answer(
        self, indicator: str, area: str, month: Month | None = None, *, form: str | None = None,
        model: int | None = None, average: Average = "mean",
    ) -> Answer:  # fmt: skip
        """Return what is said of an indicator of a council as at a month, the newest by default. Raises UnknownName."""
        one, place = self.catalogue.indicator(indicator), self._gazetteer.council(area)
        against = Against(KINDS, model, average)
        chosen = series.form_of(one, form) if form else None
        return answering.answer(one, self._ground(place, month, against), chosen)

    def holdings(self, area: str | None = None) -> Holdings:
        """Return what was loaded, found, restated (of one area or all) and reconciled."""
        code = self.place(area).code if area else None
        return holding.holdings(self._reader, self.stamp, self.catalogue, code)

    def extract(self, folder: Path, sources: Sequence[str] = ()) -> list[Path]:
        """Write the figures of each national source (or of the sources named) as a table that can be imported again.

        Returns the files' paths; raises UnknownName for a source that the snapshot does not have.
        """
        return self._reader.extract(folder, sources)

    def footer(self) -> Footer:
        """Return what every page says of the snapshot it shows."""
        return holding.footer(self._reader, self.stamp)


def _only(where: Sequence[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return the categories of each dimension that figures are narrowed to."""
    return {name: tuple(dict.fromkeys(said for of, said in where if of == name)) for name, _ in where}


def _ground(
    reader: Reader, gazetteer: Gazetteer, stamp: Stamp, catalogue: Catalogue, place: Place, month: Month | None,
    against: Against,
) -> answering.Ground:  # fmt: skip
    months = reader.months(place.code) if month is None else []
    shown = month or (Month.of(months[0]) if months else Month.of(stamp.built_at.date()))
    return answering.ground(reader, gazetteer, stamp, catalogue, place, shown, against)

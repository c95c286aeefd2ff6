"""Everything that is kept between reruns, and for how long: the only place with a cache.

Every key begins with the snapshot's id and which of its files is asked, so a publish makes new entries and the old ones
fall out, and what one role was told is never told another. The views are
frozen, so sessions share them. Those are kept by functools, which finds an entry in a microsecond where Streamlit's
caches take 0.2 ms to make the key: a page asks a dozen times.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from time import sleep
from typing import Any, cast

import streamlit as st

from cpdash.board import Board, mixing
from cpdash.board.answer import Answer, Overview
from cpdash.board.details import Change, Moves, Registers, Where
from cpdash.board.slices import Openings
from cpdash.board.viewer import Viewer
from cpdash.board.views import Comparison, Footer, Holdings, Kind, Place, Series
from cpdash.catalogue import Catalogue, Indicator
from cpdash.catalogue.loader import the_catalogue
from cpdash.errors import NothingPublished
from cpdash.periods import Form, Month
from cpdash.settings import Settings
from cpdash.store import snapshots
from cpdash.store.snapshots import Scope
from cpdash.web import pictures
from cpdash.web.cut import Part, cut
from cpdash.web.links import slug
from cpdash.web.pictures import Picture

_READER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ahead")

PAUSE = 0.01
"""Seconds between two series that are read ahead, so that a page which someone waits for goes first."""

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Views:
    """The questions a page may ask of one file of a snapshot. The answers are shared: nobody changes them."""

    snapshot: str
    scope: Scope

    @property
    def catalogue(self) -> Catalogue:
        """What the figures mean."""
        return the_catalogue()

    def place(self, name: str) -> Place:
        """Return the area with this code, number or name; raises UnknownName."""
        return cast("Place", _asked(self, "place", name))

    def councils(self) -> Mapping[str, str]:
        """Return the name of every council by its code, in the order of names."""
        return _councils(self)

    def opens_on(self, chosen: Settings) -> str:
        """Return the council that the dashboard opens on.

        The one that was set; else a synthetic one, where there is one; else the one that the setting has by default.
        """
        return _opens_on(self, chosen.default_area, "default_area" in chosen.model_fields_set)

    def months(self, area: str) -> tuple[Month, ...]:
        """Return the months with any figure of a council, newest first."""
        return cast("tuple[Month, ...]", _asked(self, "months", area))

    def models(self, area: str) -> tuple[int, ...]:
        """Return the years of the neighbour models of a council, newest first."""
        return cast("tuple[int, ...]", _asked(self, "models", area))

    def forms(self, indicator: str, area: str) -> tuple[Form, ...]:
        """Return the forms in which a council has figures of an indicator."""
        return cast("tuple[Form, ...]", _asked(self, "forms", indicator, area))

    def breakdowns(self, indicator: str, area: str, form: Form) -> tuple[str, ...]:
        """Return the dimensions by which an indicator can be broken down."""
        return cast("tuple[str, ...]", _asked(self, "breakdowns", indicator, area, form))

    def measured(self, area: str) -> Mapping[str, Indicator]:
        """Return the indicators that a council has figures of as addresses name them, in the order of the Overview."""
        return _measured(self, area)

    def series(self, indicator: str, area: str, part: Part) -> Series:
        """Return an indicator of a council through time; every period and comparator is cut from one answer."""
        options = {"form": part.form, "model": part.model, "average": part.average}
        return cut(cast("Series", _asked(self, "series", indicator, area, **options)), part)

    def breakdown(self, indicator: str, area: str, dimension: str, part: Part, where: Where = ()) -> Series:
        """Return an indicator of a council, or of some of its children, by one dimension."""
        options = {"form": part.form, "first": part.first, "last": part.last, "where": where}
        return cast("Series", _asked(self, "breakdown", indicator, area, dimension, **options))

    def trend(self, indicator: str, area: str, part: Part, *, control: bool = True) -> Picture:
        """Return the picture of what `series` returns for the same arguments, with or without control limits."""
        return _trend(self, indicator, area, part, control)

    def answer(self, indicator: str, area: str, part: Part) -> Answer:
        """Return what an indicator says at the end of a part of its series."""
        options = {"form": part.form, "model": part.model, "average": part.average}
        return cast("Answer", _asked(self, "answer", indicator, area, part.last, **options))

    def parts(self, indicator: str, area: str, dimension: str, part: Part, where: Where = ()) -> Picture:
        """Return the picture of what `breakdown` returns for the same arguments."""
        return _parts(self, indicator, area, dimension, part, where)

    def openings(self, indicator: str, area: str, form: Form) -> Openings:
        """Return what the figures of an indicator can be narrowed to, and what is closed to this viewer."""
        return cast("Openings", _asked(self, "openings", indicator, area, form))

    def change(self, indicator: str, area: str, form: Form, month: Month | None, where: Where) -> Picture | None:
        """Return the table of what is behind the change of an indicator's count, if that is known; and see `behind`."""
        return _change(self, indicator, area, form, month, where)

    def behind(self, indicator: str, area: str, form: Form, month: Month | None, where: Where) -> Change | None:
        """Return what is behind the change of an indicator's count over twelve months, if that is known."""
        return cast("Change | None", _asked(self, "change", indicator, area, month, form=form, where=where))

    def slice(self, indicator: str, area: str, part: Part, where: Where) -> Series:
        """Return an indicator of some of a council's children through time."""
        options = {"form": part.form, "first": part.first, "last": part.last, "where": where}
        return cast("Series", _asked(self, "breakdown", indicator, area, "", **options))

    def sliced(self, indicator: str, area: str, part: Part, where: Where, *, everyone: bool) -> Picture:
        """Return the picture of what `slice` returns for the same arguments, with or without all beside it."""
        return _sliced(self, indicator, area, part, where, everyone)

    def mix(self, indicator: str, area: str, dimension: str, form: Form, month: Month | None) -> Picture:
        """Return the picture of how a count divides by a dimension, now and in the years before."""
        return _mix(self, indicator, area, dimension, form, month)

    def several(self, indicators: tuple[str, ...], area: str, parts: tuple[Part, ...]) -> Picture:
        """Return the picture of several indicators of one unit together."""
        return _several(self, indicators, area, parts)

    def moves(self, area: str, form: Form, month: Month) -> Picture:
        """Return the picture of moves between kinds of placement; raises NotInPublic."""
        return _moves(self, area, form, month)

    def registers(self, area: str) -> Registers:
        """Return what is kept of a council beside its figures."""
        return cast("Registers", _asked(self, "registers", area))

    def order(self, indicator: str, area: str, year: int, group: Kind, model: int | None) -> Picture:
        """Return the picture of what `comparison` returns for the same arguments."""
        return _order(self, indicator, area, year, group, model)

    def whole(self, area: str, month: Month | None) -> Picture:
        """Return what `overview` returns for the same arguments as a table."""
        return _whole(self, area, month)

    def comparison(
        self, indicator: str, area: str, year: int | None = None, *, group: Kind = "region", model: int | None = None
    ) -> Comparison:
        """Return an indicator of a council among others in a published year."""
        return cast("Comparison", _asked(self, "comparison", indicator, area, year, group=group, model=model))

    def overview(self, area: str, month: Month | None = None) -> Overview:
        """Return every indicator of a council as at a month."""
        return cast("Overview", _asked(self, "overview", area, month))

    def holdings(self, area: str) -> Holdings:
        """Return what was loaded, found and reconciled, with the restatements of one council."""
        return cast("Holdings", _asked(self, "holdings", area))

    def ahead(self, area: str) -> None:
        """Have the series of a council read in the background, once: whoever looks at one will look at others."""
        _ahead(self, area)

    def footer(self) -> Footer:
        """Return what every page says of the snapshot."""
        return cast("Footer", _asked(self, "footer"))


def views(viewer: Viewer) -> Views:
    """Return what a viewer may ask of the snapshot that is current now; raises NothingPublished."""
    snapshot = snapshots.current_id(settings().snapshots)
    if snapshot is None:
        raise NothingPublished("Nothing is published yet.")
    return Views(snapshot, viewer.scope)


def published() -> list[snapshots.Snapshot]:
    """Return every published snapshot, newest first. Not kept: it changes whenever someone publishes."""
    return snapshots.published(settings().snapshots)


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings, read once for the process."""
    return Settings()


@lru_cache(maxsize=8)
def asset(name: str) -> str:
    """Return the text of a style sheet or script of this folder."""
    return (FOLDER / name).read_text("utf-8")


# An old board is not closed when it falls out: a session may still be reading from it.
@st.cache_resource(show_spinner=False, max_entries=6)
def _board(snapshot: str, scope: Scope) -> Board:
    viewer = Viewer("public" if scope == "public" else "service")
    return Board.opened(settings().snapshots, the_catalogue(), snapshot, viewer=viewer)


@lru_cache(maxsize=6)
def _councils(views: Views) -> Mapping[str, str]:
    return {place.code: place.name for place in _board(views.snapshot, views.scope).councils()}


@lru_cache(maxsize=6)
def _opens_on(views: Views, default: str, was_set: bool) -> str:
    places = _board(views.snapshot, views.scope).councils()
    wanted = [place.code for place in places if place.synthetic and not was_set]
    return next(iter([*wanted, *(place.code for place in places if place.code == default)]), places[0].code)


@lru_cache(maxsize=1000)
def _asked(views: Views, question: str, *what: Any, **options: Any) -> object:
    return getattr(_board(views.snapshot, views.scope), question)(*what, **options)


@lru_cache(maxsize=500)
def _trend(views: Views, indicator: str, area: str, part: Part, control: bool) -> Picture:
    answer = views.answer(indicator, area, part)
    return pictures.of_series(views.series(indicator, area, part), answer, control=control)


@lru_cache(maxsize=200)
def _parts(views: Views, indicator: str, area: str, dimension: str, part: Part, where: Where) -> Picture:
    return pictures.of_breakdown(views.breakdown(indicator, area, dimension, part, where))


@lru_cache(maxsize=200)
def _sliced(views: Views, indicator: str, area: str, part: Part, where: Where, everyone: bool) -> Picture:
    whole = views.series(indicator, area, part) if everyone else None
    return pictures.of_slice(views.slice(indicator, area, part, where), whole)


@lru_cache(maxsize=200)
def _mix(views: Views, indicator: str, area: str, dimension: str, form: Form, month: Month | None) -> Picture:
    part = Part(form, last=month)
    split, whole = views.breakdown(indicator, area, dimension, part), views.series(indicator, area, part)
    return pictures.of_mix(mixing.mix(split, whole, month))


@lru_cache(maxsize=200)
def _several(views: Views, indicators: tuple[str, ...], area: str, parts: tuple[Part, ...]) -> Picture:
    found = [views.series(one, area, part) for one, part in zip(indicators, parts, strict=True)]
    return pictures.of_several(found)


@lru_cache(maxsize=50)
def _moves(views: Views, area: str, form: Form, month: Month) -> Picture:
    return pictures.of_moves(cast("Moves", _asked(views, "moves", area, month, form=form)))


@lru_cache(maxsize=200)
def _change(
    views: Views, indicator: str, area: str, form: Form, month: Month | None, where: Where
) -> Picture | None:  # fmt: skip
    found = views.behind(indicator, area, form, month, where)
    return pictures.of_change(found) if found else None


@lru_cache(maxsize=200)
def _order(views: Views, indicator: str, area: str, year: int, group: Kind, model: int | None) -> Picture:
    return pictures.of_comparison(views.comparison(indicator, area, year, group=group, model=model))


@lru_cache(maxsize=50)
def _whole(views: Views, area: str, month: Month | None) -> Picture:
    return pictures.of_overview(views.overview(area, month))


@lru_cache(maxsize=200)
def _measured(views: Views, area: str) -> Mapping[str, Indicator]:
    cards = [one.card for _, answers in views.overview(area).themes for one in answers]
    found = [card.indicator for card in cards if card.latest]
    return {slug(the_catalogue(), one): one for one in found}


@lru_cache(maxsize=200)
def _ahead(views: Views, area: str) -> Future[None]:
    return _READER.submit(_read, views, area)


def _read(views: Views, area: str) -> None:
    for one in views.measured(area).values():
        sleep(PAUSE)
        form = next(iter(views.forms(one.id, area)), one.local.form)
        views.series(one.id, area, Part(form))

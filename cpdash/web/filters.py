"""The filter bar: the same filters in the same order on every page, each of them in the address."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import escape
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cpdash.board.details import Openings, Where
from cpdash.board.views import KINDS, Average, Comparison, Kind, Place, Series
from cpdash.catalogue import Indicator
from cpdash.catalogue.pages import BoardPage, PageView
from cpdash.errors import UnknownName
from cpdash.periods import FORM_WORDS, FinancialYear, Form, Month
from cpdash.web.address import NONE, Address
from cpdash.web.cached import Views, settings
from cpdash.web.links import link, named, slug
from cpdash.web.periods import PERIODS, dated, first_month, usual_period
from cpdash.web.slices import choices, where_of
from cpdash.words import is_count, named_category

ON = "on"
"""What the address says of something that is shown, and can be hidden."""

Draw = Callable[[], object]

SYNTHETIC = "Synthetic council: every child in its figures is made up."
HEIGHT = 70
"""Pixels that a choice with its label takes."""

KIND_LABELS: dict[Kind, str] = {"region": "Region", "neighbours": "Neighbours", "england": "England"}


class Filters:
    """The filters of one page in one run: each method keeps the place of one and returns what is chosen.

    What stands in the places is drawn by `draw`, after the chart: a browser needs longer for a row of select boxes than
    for a chart, and whoever opens a page waits for the chart.
    """

    def __init__(self, page: str, views: Views) -> None:
        self.views, self.page = views, page
        self._address = Address(page)
        self._synthetic = False
        self._waiting: list[tuple[DeltaGenerator, Draw]] | None = []

    @contextmanager
    def bar(self) -> Iterator[None]:
        """Place what is inside in one row that wraps, and keep a place beneath it for notices."""
        with st.container(horizontal=True, key="filters", gap="small", vertical_alignment="bottom"):
            yield
            if self._synthetic:
                with st.container(key="synthetic"):
                    st.html(f"<p class='synthetic'>{SYNTHETIC}</p>")
        self._beneath = st.container(key="notices")

    @contextmanager
    def row(self) -> Iterator[None]:
        """Place what is inside in a further row: the filters of one view of a page."""
        with st.container(horizontal=True, key="filters_of_view", gap="small", vertical_alignment="bottom"):
            yield

    def council(self) -> Place:
        """Place the choice of council."""
        names = self.views.councils()
        default = self.views.opens_on(settings())
        place = self.views.place(self.one_of("council", "Council", names, default, find=self._council, width=270))
        self._synthetic = place.synthetic
        return place

    def indicator(self, council: Place, *, ranked: bool = False) -> Indicator:
        """Place the choice of indicator: those the council has figures of, and the one that the address asks for.

        Where councils are `ranked` it begins with one that is no count: a rank of those says which council is large.
        """
        self.views.ahead(council.code)
        have = self.views.measured(council.code)
        options = {**have, **self._wanted(have)}
        labels = {text: named(one) for text, one in options.items()}
        begin = next((text for text, one in options.items() if not (ranked and is_count(one))), next(iter(labels)))
        return options[self.one_of("indicator", "Indicator", labels, begin, find=self._indicator, width=380)]

    def measure(self, measures: Sequence[Indicator]) -> Indicator:
        """Place the choice among a few indicators, where there are several, and return the one chosen."""
        if len(measures) == 1:
            return measures[0]
        options = {slug(self.views.catalogue, one): one for one in measures}
        labels = {text: named(one) for text, one in options.items()}
        default = next(iter(labels))
        find = self._indicator
        return options[self.one_of("indicator", "Measure", labels, default, find=find, width=310)]

    def view(self, page: BoardPage) -> PageView:
        """Place what there is to look at on a page, and return what is chosen."""
        labels = {one.id: one.name for one in page.view}
        chosen = self._address.settle("view", labels, page.view[0].id)
        key = self._address.key("view")
        self._placed("view", "stretch", lambda: st.pills(
            "Look at", list(labels), format_func=labels.__getitem__, key=key, required=True,
            label_visibility="collapsed",
        ), height=36)  # fmt: skip
        return next(one for one in page.view if one.id == chosen)

    def only(self, openings: Openings) -> Where:
        """Place the choice of which children to look at, several together where that is open; return what is chosen."""
        found = choices(openings)
        if not found:
            return ()
        labels = {key: named_category(*pair) for key, pair in found.items()}
        if not openings.together:
            chosen = self.one_of("only", "Only children who are", {NONE: "All children", **labels}, NONE, width=300)
            return where_of([chosen], found)
        chosen = self._address.settle("only", labels, NONE, several=True)
        key = self._address.key("only")
        self._placed("only", 270, lambda: st.multiselect(
            "Only children who are", list(labels), format_func=labels.__getitem__, key=key, placeholder="All children",
        ))  # fmt: skip
        return where_of(chosen.split(","), found)

    def everyone(self, usual: str) -> bool:
        """Place the switch that lays all children beside a slice, and return whether they are to be shown."""
        labels = {ON: "All children"}
        chosen = self._address.settle("everyone", labels, usual, several=True)
        self._pills("everyone", "Also show", labels)
        return ON in chosen.split(",")

    def any_indicator(self) -> Indicator:
        """Place the choice among all indicators of the catalogue, whether there are figures or not."""
        catalogue = self.views.catalogue
        options = {slug(catalogue, one): one for one in catalogue.indicators.values()}
        labels = {text: named(one) for text, one in sorted(options.items(), key=lambda item: item[1].short)}
        return options[
            self.one_of("indicator", "Indicator", labels, next(iter(labels)), find=self._indicator, width=380)
        ]

    def month(self, council: Place) -> Month | None:
        """Place the choice of month among those that have a figure; None where the council has none."""
        months = {str(month): month for month in self.views.months(council.code)}
        if not months:
            return None
        earlier = [text for text in months if text <= (self._address.chosen("month") or "9999")]
        words = {text: month.words for text, month in months.items()}
        default = next(iter(earlier or months))
        return months[
            self.one_of("month", "Month", words, default, find=lambda text: str(Month.parse(text)), width=170)
        ]

    def against(self) -> tuple[Kind, ...]:
        """Place the choice of comparators, several at once."""
        labels: dict[str, str] = {kind: KIND_LABELS[kind] for kind in KINDS}
        chosen = self._address.settle("against", labels, ",".join(KINDS), several=True)
        self._pills("against", "Compare with", labels)
        return () if chosen == NONE else tuple(kind for kind in KINDS if kind in chosen.split(","))

    def control(self) -> bool:
        """Place the switch of the control limits, and return whether they are to be shown."""
        labels = {ON: "Usual range"}
        chosen = self._address.settle("limits", labels, ON, several=True)
        self._pills("limits", "Show", labels)
        return ON in chosen.split(",")

    def form(self, indicator: Indicator, council: Place) -> Form:
        """Place the choice of form where a council has figures in several, and return it."""
        forms = self.views.forms(indicator.id, council.code) or (indicator.local.form,)
        if len(forms) == 1:
            return forms[0]
        labels: dict[str, str] = {form: FORM_WORDS[form] for form in forms}
        chosen = self.one_of("form", "Over which time", labels, forms[0], width=380)
        return next(form for form in forms if form == chosen)

    def period(self, series: Series, month: Month | None) -> tuple[Month | None, Month | None]:
        """Place the choice of period; return its first and last month, None where there is no such limit."""
        known = dated(series, month)
        chosen = self.one_of("period", "Period", PERIODS, usual_period(known), width=130)
        return first_month(known, chosen), month

    def year(self, comparison: Comparison) -> int:
        """Place the choice of a published year, the newest by default."""
        years = {str(year): _year(comparison.form, year) for year in comparison.years or (comparison.year,)}
        return int(self.one_of("year", "Year", years, str(comparison.year), width=150))

    def group(self) -> Kind:
        """Place the choice of the group to be ranked in."""
        labels: dict[str, str] = {kind: KIND_LABELS[kind] for kind in KINDS}
        chosen = self.one_of("group", "Ranked among", labels, "region", width=170)
        return next(kind for kind in KINDS if kind == chosen)

    def model(self, council: Place) -> int | None:
        """Place the choice of the statistical neighbours' model; None where the council is in none."""
        labels = {str(year): f"{year} model" for year in self.views.models(council.code)}
        return int(self.one_of("model", "Neighbours of", labels, next(iter(labels)), width=150)) if labels else None

    def average(self) -> Average:
        """Place the choice of how the neighbours are averaged."""
        chosen = self.one_of("average", "Neighbours' average", {"mean": "Mean", "median": "Median"}, "mean", width=180)
        return "median" if chosen == "median" else "mean"

    def one_of(
        self, name: str, words: str, options: Mapping[str, str], default: str, *, find: Callable[[str], str] = str,
        width: int = 220,
    ) -> str:  # fmt: skip
        """Place a choice of one and return its value as the address has it."""
        choice = self._address.settle(name, options, default, find)
        key = self._address.key(name)
        self._placed(name, width, lambda: st.selectbox(words, list(options), format_func=options.__getitem__, key=key))
        return choice

    def _pills(self, name: str, words: str, labels: Mapping[str, str]) -> None:
        """Place a choice of several of a few."""
        key = self._address.key(name)
        self._placed(name, "content", lambda: st.pills(
            words, list(labels), selection_mode="multi", format_func=labels.__getitem__, key=key,
        ))  # fmt: skip

    def _placed(
        self, name: str, width: int | Literal["content", "stretch"], draw: Draw, *, height: int = HEIGHT
    ) -> None:
        """Keep the place of a filter until the others are drawn; once they are, draw it."""
        # Streamlit leaves out a container with nothing in it, unless it has a height; the style sheet lets it grow.
        place = st.container(key=f"place_{name}", width=width, height=height, border=False)
        if self._waiting is None:
            with place:
                draw()
        else:
            self._waiting.append((place, draw))

    def draw(self) -> None:
        """Draw the filters in their places, those to come as well: to be called once the first chart is sent."""
        waiting, self._waiting = self._waiting or [], None
        for place, draw in waiting:
            with place:
                draw()

    def link(self, page: str, **values: str) -> str:
        """Return the address of a page with the council and month shown here, and these values."""
        kept = {name: self._address.shown[name] for name in ("council", "month") if name in self._address.shown}
        return link(page, kept | values)

    @property
    def is_public(self) -> bool:
        """Whether only released figures are shown."""
        return self.views.scope == "public"

    def here(self, **values: str) -> str:
        """Return the address of this page as it is shown, but with these values."""
        return link(self.page, {**self._address.shown, **values})

    def to(self, indicator: Indicator, page: str = "indicator") -> str:
        """Return the address of an indicator on a page, with the filters of this one."""
        return self.link(page, indicator=slug(self.views.catalogue, indicator))

    def finish(self) -> None:
        """Draw the filters if no chart has been, say what was wrong with the address, and make it say what is shown."""
        self.draw()
        for text in self._address.notices:
            # As HTML: a warning of Streamlit's is Markdown, and the text holds what someone wrote into an address.
            self._beneath.html(f"<p class='notice' role='alert'>{escape(text)} Below is the usual view.</p>")
        self._address.write()

    def _wanted(self, have: Mapping[str, Indicator]) -> dict[str, Indicator]:
        asked, catalogue = self._address.wanted("indicator"), self.views.catalogue
        if asked in have or (have and not asked):
            return {}
        try:
            some = [catalogue.indicator(asked)]
        except UnknownName:
            some = [] if have else list(catalogue.indicators.values())
        return {slug(catalogue, one): one for one in some}

    def _council(self, text: str) -> str:
        place = self.views.place(text)
        if place.code not in self.views.councils():
            raise UnknownName("council", text, self.views.councils().values())
        return place.code

    def _indicator(self, text: str) -> str:
        return slug(self.views.catalogue, self.views.catalogue.indicator(text))


def _year(form: Form, year: int) -> str:
    return str(year) if form == "snapshot" else str(FinancialYear(year))

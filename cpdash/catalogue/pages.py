"""The pages that a head of service and a board work with: which question each answers, and by what, as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from cpdash.catalogue.base import Frozen
from cpdash.catalogue.facts import Name
from cpdash.catalogue.faults import unknown
from cpdash.catalogue.models import Id, Indicator, Text
from cpdash.periods import Form

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]{1,40}$")]
Shows = Literal["measures", "mix", "together", "profile", "moves", "actions", "inspections", "meetings"]

TOGETHER = 4
"""Lines that one chart can have and still be read."""

_WITH_MEASURES = ("measures", "mix", "together", "profile", "moves")


class PageView(Frozen):
    """One thing to look at on a page.

    shows: "measures" one of some indicators through time, to be narrowed and broken down; "mix" how a count divides,
    by one of `dimensions`; "together" several indicators of one unit in one chart; "profile" a count by each of
    `dimensions` over five years; "moves" between kinds of placement; the others are lists that are kept.
    """

    id: Slug
    name: Text
    shows: Shows
    measures: tuple[Id, ...] = ()
    dimensions: tuple[Name, ...] = ()
    form: Form | None = Field(None, description="Default: the indicator's own.")

    @model_validator(mode="after")
    def _has_what_it_shows(self) -> PageView:
        if (self.shows in _WITH_MEASURES) != bool(self.measures):
            raise ValueError(f"a view that shows {self.shows} {'needs' if not self.measures else 'has no'} measures")
        if (self.shows in ("mix", "profile")) != bool(self.dimensions):
            raise ValueError("only a mix and a profile have dimensions, and they need some")
        if self.shows == "together" and not 2 <= len(self.measures) <= TOGETHER:
            raise ValueError(f"a chart has from 2 to {TOGETHER} measures together")
        return self


class BoardPage(Frozen):
    """One page: the question at its top, the indicators that answer it, and what can be looked at beneath."""

    id: Slug
    title: Text
    order: int = Field(ge=1)
    question: Annotated[str, StringConstraints(pattern=r"^.+\?$")]
    key: tuple[Id, ...] = Field(min_length=1, max_length=6)
    view: tuple[PageView, ...] = Field(min_length=1)


def check_pages(pages: Mapping[str, BoardPage], indicators: Mapping[str, Indicator]) -> Iterator[str]:
    """Return one line for each fault of a page: an indicator that the catalogue lacks, a view that is there twice, and
    measures that cannot stand in one chart because they differ in unit, or in the window that they are counted over."""
    for page in pages.values():
        named = [("key", one) for one in page.key]
        named += [(f"view.{view.id}.measures", one) for view in page.view for one in view.measures]
        for key, one in named:
            if one not in indicators:
                yield f"pages/{page.id}.toml: {key}: {unknown('indicator', one, indicators)}"
        ids = [view.id for view in page.view]
        yield from (f"pages/{page.id}.toml: view '{one}' is there twice" for one in {*ids} if ids.count(one) > 1)
        yield from (
            f"pages/{page.id}.toml: view '{view.id}' shows measures of several units or windows in one chart"
            for view in page.view if view.shows == "together" and _differ(view, indicators)
        )  # fmt: skip


def _differ(view: PageView, indicators: Mapping[str, Indicator]) -> bool:
    shown = [indicators[one] for one in view.measures if one in indicators]
    forms = {view.form or one.local.form for one in shown}
    return len({one.unit for one in shown}) > 1 or len(forms) > 1

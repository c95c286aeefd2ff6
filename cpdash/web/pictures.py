"""Everything that one chart is shown with, made from one view: figure, finding, alternative text, table, file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from cpdash import narrative, tables
from cpdash.board.answer import Answer, Overview
from cpdash.board.views import Comparison, Series
from cpdash.charts.breakdown import breakdown
from cpdash.charts.checked import Checked
from cpdash.charts.ordered import ordered
from cpdash.charts.trend import trend
from cpdash.web.html import table_html

View = Series | Comparison | Overview


@dataclass(frozen=True)
class Picture:
    """A chart with all that makes it readable without seeing it. `file` is the name of its download.

    There is no figure where there is nothing to draw: then the headline says so.
    """

    figure: Checked | None
    headline: str
    subtitle: str
    alt: str
    view: View
    file: str
    answer: Answer | None = None

    @cached_property
    def table(self) -> pd.DataFrame:
        """The figures as a table, made when the page comes to it: the chart is not held up."""
        if isinstance(self.view, Overview):
            return tables.overview_table(self.view)
        if isinstance(self.view, Comparison):
            return tables.comparison_table(self.view)
        if self.view.dimension:
            return tables.breakdown_table(self.view)
        return tables.series_table(self.view, self.answer)

    @cached_property
    def table_html(self) -> str:
        """The table as the page shows it."""
        rows = self.table.astype(object).where(self.table.notna(), "").itertuples(index=False)
        return table_html(list(self.table.columns), rows, f"Figures of the chart: {self.headline}")

    @cached_property
    def foot(self) -> str:
        """What stands under the chart when it leaves the page as a picture; nothing where there is no chart."""
        return "" if self.figure is None or isinstance(self.view, Overview) else narrative.foot(self.view, self.answer)

    def csv(self) -> bytes:
        """Return exactly what is shown, as a file, and beside it the months and numbers that a spreadsheet can use."""
        shown = self.table
        if isinstance(self.view, Series) and not self.view.dimension:
            points = self.view.points
            numbers = pd.Series([one.value for one in points], dtype="Float64")
            shown = shown.assign(Month=[str(one.month) for one in points], Number=numbers)
        if self.answer and "Noted" in shown and isinstance(self.view, Series):
            shown = shown.assign(Noted=tables.noted_texts(self.view, self.answer))
        said = {"What it says": narrative.answer_paragraph(self.answer)} if self.answer else {}
        return tables.to_csv(shown, {**tables.about(self.view), **said})


def of_series(series: Series, answer: Answer | None = None, *, control: bool = True) -> Picture:
    """Return the picture of an indicator through time, or of one by a dimension.

    The headline is the answer's where it speaks of the same figure, so that it says what every other surface does.
    """
    answer = answer if answer and _is_of(answer, series) else None
    by = f"-by-{series.dimension.replace('_', '-')}" if series.dimension else ""
    return Picture(
        _checked(breakdown(series) if series.dimension else trend(series, answer=answer, control=control)),
        narrative.answer_headline(answer) if answer else narrative.headline(series),
        narrative.subtitle(series),
        narrative.alt(series, answer),
        series,
        _file(f"{series.indicator.id}{by}-{series.place.code}"),
        answer,
    )


def _is_of(answer: Answer, series: Series) -> bool:
    """Return whether an answer speaks of the newest figure of a series."""
    latest = series.latest
    return not series.dimension and answer.card.form == series.form and latest is not None and (
        answer.card.latest is not None and answer.card.latest.month == latest.month
    )  # fmt: skip


def of_comparison(comparison: Comparison) -> Picture:
    """Return the picture of a council among others."""
    return Picture(
        _checked(ordered(comparison)),
        narrative.comparison_headline(comparison),
        narrative.comparison_subtitle(comparison),
        narrative.comparison_alt(comparison),
        comparison,
        _file(f"{comparison.indicator.id}-{comparison.year}-{comparison.place.code}"),
    )


def of_overview(overview: Overview) -> Picture:
    """Return the table of an overview and its file; the page draws its small pictures itself."""
    name, month = overview.place.name, overview.month
    title = f"Every indicator of {name} in {month.words}"
    return Picture(None, title, "", "", overview, _file(f"overview-{overview.place.code}-{month}"))


def _file(name: str) -> str:
    """Return a name that no file system and no header reads as more than a name."""
    return re.sub(r"[^0-9A-Za-z_-]", "_", name)


def _checked(figure: dict[str, Any]) -> Checked | None:
    return Checked(figure) if figure["data"] else None

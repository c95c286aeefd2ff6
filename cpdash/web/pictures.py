"""Everything that one chart is shown with, made from one view: figure, finding, alternative text, table, file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from cpdash import narrative, tables, words
from cpdash.board.answer import Answer, Overview
from cpdash.board.details import Change, Mix, Moves, Registers
from cpdash.board.views import Comparison, Point, Series
from cpdash.charts.breakdown import breakdown
from cpdash.charts.checked import Checked
from cpdash.charts.flow import flow
from cpdash.charts.joined import sliced, together
from cpdash.charts.mix import mix
from cpdash.charts.ordered import ordered
from cpdash.charts.trend import trend
from cpdash.web.html import Ways, marked_table, table_html


@dataclass(frozen=True)
class Picture:
    """A chart with all that makes it readable without seeing it. `file` is the name of its download.

    There is no figure where there is nothing to draw: then the headline says so. tell: makes its table. whose: the
    columns that a file of it has in every row. foot: what stands under it when it leaves the page. points: the
    figures that it is drawn from, where it is of parts or of several measures. full: makes the table of the file, where
    that says more than the page has room for.
    """

    figure: Checked | None
    headline: str
    subtitle: str
    alt: str
    file: str
    tell: Callable[[], pd.DataFrame]
    whose: Mapping[str, str]
    foot: str = ""
    full: Callable[[pd.DataFrame], pd.DataFrame] = lambda table: table
    points: tuple[Point, ...] = ()

    @cached_property
    def table(self) -> pd.DataFrame:
        """The figures as a table, made when the page comes to it: the chart is not held up."""
        return self.tell()

    @cached_property
    def table_html(self) -> str:
        """The table as the page shows it."""
        return table_html(list(self.table.columns), self._rows(), self._caption)

    def linked_html(self, ways: Ways) -> str:
        """Return the table with a link from each row whose first cell has a way in `ways`."""
        return marked_table(list(self.table.columns), self._rows(), self._caption, ways)

    def csv(self) -> bytes:
        """Return exactly what is shown, as a file, and beside it the months and numbers that a spreadsheet can use."""
        return tables.to_csv(self.full(self.table), self.whose)

    @property
    def _caption(self) -> str:
        return f"Figures of the chart: {self.headline}" if self.figure else self.headline

    def _rows(self) -> Iterator[tuple[object, ...]]:
        return self.table.astype(object).where(self.table.notna(), "").itertuples(index=False)


def of_series(series: Series, answer: Answer | None = None, *, control: bool = True) -> Picture:
    """Return the picture of an indicator through time, or of one by a dimension.

    The headline is the answer's where it speaks of the same figure, so that it says what every other surface does.
    """
    answer = answer if answer and _is_of(answer, series) else None
    said = {"What it says": narrative.answer_paragraph(answer)} if answer else {}
    return Picture(
        _checked(trend(series, answer=answer, control=control)),
        narrative.answer_headline(answer) if answer else narrative.headline(series),
        narrative.subtitle(series),
        narrative.alt(series, answer),
        _file(f"{series.indicator.id}-{series.place.code}"),
        lambda: tables.series_table(series, answer),
        {**tables.about(series), **said},
        narrative.foot(series, answer),
        lambda table: _noted(_numbered(table, series), series, answer),
    )


def of_breakdown(series: Series) -> Picture:
    """Return the picture of an indicator by one dimension."""
    by = series.dimension.replace("_", "-")
    return Picture(
        _checked(breakdown(series)),
        narrative.headline(series),
        narrative.subtitle(series),
        narrative.alt(series),
        _file(f"{series.indicator.id}-by-{by}-{series.place.code}"),
        lambda: tables.breakdown_table(series),
        _of_slice(series),
        narrative.foot(series),
    )


def of_slice(part: Series, whole: Series | None) -> Picture:
    """Return the picture of a slice of the children through time, with all of them beside it where they are given."""
    name = narrative.slice_words(part.where)
    return Picture(
        _checked(sliced(part, f"{name[0].upper()}{name[1:]}", whole)),
        narrative.slice_headline(part, whole),
        narrative.subtitle(part),
        narrative.slice_alt(part, whole),
        _file(f"{part.indicator.id}-part-{part.place.code}"),
        lambda: tables.slice_table(part, whole),
        _of_slice(part),
        narrative.foot(part),
        lambda table: _numbered(table, part),
    )


def of_mix(one: Mix) -> Picture:
    """Return the picture of how a count divides through the years."""
    by = one.dimension.replace("_", "-")
    return Picture(
        _checked(mix(one)),
        narrative.mix_headline(one),
        narrative.mix_subtitle(one),
        narrative.mix_alt(one),
        _file(f"{one.indicator.id}-mix-{by}-{one.place.code}"),
        lambda: tables.mix_table(one),
        tables.about(one.series),
        narrative.foot(replace(one.series, points=one.shown)),
        points=one.shown,
    )


def of_several(several: Sequence[Series]) -> Picture:
    """Return the picture of measures of one unit together."""
    first = several[0]
    return Picture(
        _checked(together(several)),
        narrative.together_headline(several),
        narrative.together_subtitle(several),
        narrative.together_alt(several),
        _file(f"{'-'.join(one.indicator.id for one in several)[:80]}-{first.place.code}"),
        lambda: tables.together_table(several),
        {"Area": first.place.name, "Snapshot": first.stamp.id},
        narrative.foot_of_several(several),
        points=tuple(point for one in several for point in one.points),
    )


def of_moves(moves: Moves) -> Picture:
    """Return the picture of moves between kinds of placement."""
    when = words.period(moves.form, moves.month)
    return Picture(
        _checked(flow(moves)),
        narrative.moves_headline(moves),
        f"Moves from one placement to another, {moves.place.name}, number of moves, {when}.",
        narrative.moves_alt(moves),
        _file(f"placement-moves-{moves.month}-{moves.place.code}"),
        lambda: tables.moves_table(moves) if moves.moved else pd.DataFrame(),
        {"Area": moves.place.name, "Period": when, "Snapshot": moves.stamp.id},
        f"{moves.place.name}, {when}. {narrative.published(moves.stamp)}",
        points=(Point(moves.month, moves.total, moves.status, ""),) if moves.moved else (),
    )


def of_change(change: Change) -> Picture:
    """Return the table of what is behind a change; its sentence stands in the text."""
    return Picture(
        None,
        narrative.change_headline(change),
        "",
        "",
        _file(f"{change.indicator.id}-change-{change.month}-{change.place.code}"),
        lambda: tables.change_table(change),
        {"Area": change.place.name, "Indicator": change.indicator.title, "Snapshot": change.stamp.id},
    )


def of_list(registers: Registers, name: str, headline: str, table: pd.DataFrame) -> Picture:
    """Return the table of a list that is kept of a council."""
    whose = tables.about_list(registers)
    return Picture(None, headline, "", "", _file(f"{name}-{registers.place.code}"), lambda: table, whose)


def _numbered(table: pd.DataFrame, series: Series) -> pd.DataFrame:
    """Return a table with the months and numbers that a spreadsheet can use."""
    numbers = pd.Series([one.value for one in series.points], dtype="Float64")
    return table.assign(Month=[str(one.month) for one in series.points], Number=numbers)


def _noted(table: pd.DataFrame, series: Series, answer: Answer | None) -> pd.DataFrame:
    if answer is None or "Noted" not in table:
        return table
    return table.assign(Noted=tables.noted_texts(series, answer))


def _of_slice(series: Series) -> dict[str, str]:
    only = {"Only": narrative.slice_words(series.where)} if series.where else {}
    return {**tables.about(series), **only}


def _is_of(answer: Answer, series: Series) -> bool:
    """Return whether an answer speaks of the newest figure of a series."""
    latest = series.latest
    return answer.card.form == series.form and latest is not None and (
        answer.card.latest is not None and answer.card.latest.month == latest.month
    )  # fmt: skip


def of_comparison(comparison: Comparison) -> Picture:
    """Return the picture of a council among others."""
    return Picture(
        _checked(ordered(comparison)),
        narrative.comparison_headline(comparison),
        narrative.comparison_subtitle(comparison),
        narrative.comparison_alt(comparison),
        _file(f"{comparison.indicator.id}-{comparison.year}-{comparison.place.code}"),
        lambda: tables.comparison_table(comparison),
        tables.about(comparison),
        narrative.foot(comparison),
    )


def of_overview(overview: Overview) -> Picture:
    """Return the table of an overview and its file; the page draws its small pictures itself."""
    name, month = overview.place.name, overview.month
    title = f"Every indicator of {name} in {month.words}"
    file = _file(f"overview-{overview.place.code}-{month}")
    return Picture(None, title, "", "", file, lambda: tables.overview_table(overview), tables.about(overview))


def _file(name: str) -> str:
    """Return a name that no file system and no header reads as more than a name."""
    return re.sub(r"[^0-9A-Za-z_-]", "_", name)


def _checked(figure: dict[str, Any]) -> Checked | None:
    return Checked(figure) if figure["data"] else None

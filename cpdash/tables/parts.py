"""Slices, changes, mixes, moves and lists as data frames: what the pages of a theme draw, and what they cannot draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pandas as pd

from cpdash import words
from cpdash.board.details import WRITTEN, Action, Change, Home, HomeJudgement, Judgement, Meeting, Mix, Moves, Registers
from cpdash.board.views import Series
from cpdash.periods import Month
from cpdash.tables.frames import series_table

ASPECTS = {
    "overall": "Overall", "leaders": "Leadership", "help_and_protection": "Help and protection",
    "children_in_care": "Children in care", "care_leavers": "Care leavers",
}  # fmt: skip
"""What Ofsted judges, in words."""


def slice_table(part: Series, whole: Series | None) -> pd.DataFrame:
    """Return the figures of a slice, one row a period, with what is so of all beside them."""
    table = series_table(part)
    if whole is None:
        return table
    beside = {one.month: words.shown(whole.indicator, one) for one in whole.points}
    table.insert(2, "All", pd.Series([beside.get(one.month, "") for one in part.points], dtype="str"))
    return table


def change_table(change: Change) -> pd.DataFrame:
    """Return one row a category: how many there were, are, and how many more that is; the whole first."""
    rows = [("All", change.total), *(
        (words.named_category(name, one.category), one) for name, some in change.shifts for one in some
    )]  # fmt: skip
    return _texts(
        {
            "Who": [who for who, _ in rows],
            words.period(change.form, change.before): [_count(one.before) for _, one in rows],
            words.period(change.form, change.month): [_count(one.now) for _, one in rows],
            "Change": [words.more_or_fewer(one.change) for _, one in rows],
        }
    )


def together_table(several: Sequence[Series]) -> pd.DataFrame:
    """Return one row a period and one column a measure, oldest period first; an absent figure is an empty cell."""
    months = sorted({point.month for one in several for point in one.points})
    columns = {"Period": [words.period(several[0].form, month) for month in months]}
    for one in several:
        cells = {point.month: words.shown(one.indicator, point) for point in one.points}
        columns[one.indicator.short] = [cells.get(month, "") for month in months]
    return _texts(columns)


def mix_table(mix: Mix) -> pd.DataFrame:
    """Return one row a category, also those that the chart adds together, and one column a month: count and share."""
    name = words.dimension_words(mix.dimension).capitalize()
    categories = list(dict.fromkeys(one.category for one in mix.series.points if one.month in mix.months))
    cells = {(one.category, one.month): one for one in mix.series.points}
    columns = {name: [*categories, "All"]}
    for month, total in zip(mix.months, mix.totals, strict=True):
        told = []
        for category in categories:
            point = cells.get((category, month))
            if point is None:
                told.append("")
            elif point.value is None:
                told.append(words.shown(mix.indicator, point))
            else:
                told.append(f"{point.value:,.0f} ({100 * point.value / total:.0f}%)" if total else "0")
        columns[words.period(mix.form, month)] = [*told, f"{total:,.0f}"]
    return _texts(columns)


def moves_table(moves: Moves) -> pd.DataFrame:
    """Return one row for where from, one column for where to, and the sums of both."""

    rows = [*(kind for kind in moves.kinds if moves.between(kind, "")), ""]
    columns = {"From": [kind or "All" for kind in rows]}
    for right in (*(kind for kind in moves.kinds if moves.between("", kind)), ""):
        name = f"To: {right}" if right else "All"
        columns[name] = [f"{moves.between(left, right):,.0f}" for left in rows]
    return _texts(columns)


def actions_table(actions: Sequence[Action], month: Month | None) -> pd.DataFrame:
    """Return one row an action: what, who, until when, how it stands, and the measure that it is to move."""
    read: Mapping[str, Callable[[Action], str]] = {
        "Action": lambda one: one.text,
        "Owner": lambda one: one.lead or "not stated",
        "Due": lambda one: _written(one.due) + (" (overdue)" if one.is_overdue(month) else ""),
        "Status": lambda one: one.status or "not stated",
        "Status as at": lambda one: _written(one.status_date),
        "Success is": lambda one: one.success_measure or "",
        "Measure": lambda one: one.indicator.short if one.indicator else "",
        "Plan": lambda one: one.plan or "",
        "Priority": lambda one: one.priority or "",
        "Source": lambda one: one.document or "",
    }
    return _rows(actions, read)


def judgements_table(judgements: Sequence[Judgement]) -> pd.DataFrame:
    """Return one row an inspection of the council's services, newest first, and one column an aspect."""
    read: dict[str, Callable[[Judgement], str]] = {
        "Inspected": lambda one: _day(one.inspected),
        "Kind": lambda one: one.inspection or "",
        "Published": lambda one: _day(one.published),
    }
    for aspect, name in ASPECTS.items():
        read[name] = lambda one, aspect=aspect: one.grade(aspect)  # type: ignore[misc]
    return _rows(judgements, read)


def homes_table(homes: Sequence[Home]) -> pd.DataFrame:
    """Return one row a children's home on Ofsted's list."""
    read: Mapping[str, Callable[[Home], str]] = {
        "Home": lambda one: one.urn,
        "Run by": lambda one: one.sector or "",
        "Kind": lambda one: one.provision or "",
        "Places": lambda one: "" if one.places is None else str(one.places),
        "Judgement": lambda one: one.grade or "not yet inspected",
        "Inspected": lambda one: _day(one.inspected),
        "List of": lambda one: _day(one.as_at),
    }
    return _rows(homes, read)


def home_judgements_table(judgements: Sequence[HomeJudgement]) -> pd.DataFrame:
    """Return one row a home and one column a day that the board was told of, newest first."""
    days = sorted({one.as_at for one in judgements}, reverse=True)
    told = {(one.home, one.as_at): one.grade or "" for one in judgements}
    homes = sorted({one.home for one in judgements})
    columns = {"Home": homes} | {_day(day): [told.get((home, day), "") for home in homes] for day in days}
    notes = {home: "; ".join(one.note for one in judgements if one.home == home and one.note) for home in homes}
    return _texts(columns | ({"Notes": [notes[home] for home in homes]} if any(notes.values()) else {}))


def meetings_table(meetings: Sequence[Meeting]) -> pd.DataFrame:
    """Return one row a meeting, newest first."""
    read: Mapping[str, Callable[[Meeting], str]] = {
        "Day": lambda one: _day(one.day),
        "How": lambda one: one.form or "",
        "On the agenda": lambda one: one.item or "",
        "Source": lambda one: one.document or "",
    }
    return _rows(meetings, read)


def about_list(registers: Registers) -> dict[str, str]:
    """Return the columns that say what a list is of."""
    return {"Area": registers.place.name, "Snapshot": registers.stamp.id}


def _rows(items: Sequence[object], read: Mapping[str, Callable[..., str]]) -> pd.DataFrame:
    return _texts({name: [of(one) for one in items] for name, of in read.items()})


def _texts(columns: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(list(cells), dtype="str") for name, cells in columns.items()})


def _count(count: float | None) -> str:
    return "withheld" if count is None else f"{count:,.0f}"


def _day(day: date | None) -> str:
    return "" if day is None else f"{day.day} {day:%B %Y}"


def _written(text: str | None) -> str:
    """Return a date as it was written (a day, a month or a year) in words."""
    found = WRITTEN.fullmatch(text or "")
    if not found or not found["month"]:
        return text or ""
    month = Month(int(found["year"]), int(found["month"]))
    day = int(found["day"] or 0)
    if not day:
        return month.words
    return f"{day} {month.words}" if 1 <= day <= month.last.day else text or ""

"""What stands under a chart that leaves the page: whose figures, of when, in what state, from where, which snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cpdash import words
from cpdash.beside import known, last_month, lines
from cpdash.board.answer import Answer
from cpdash.board.views import Comparison, Series, Stamp
from cpdash.marked import marked
from cpdash.narrative.noted import note_words

MOST = 4
"""Sources that are named, those of the newest figures: a council's papers are one for each month."""


def foot_of_several(several: Sequence[Series]) -> str:
    """Return the same lines for measures in one chart: all their sources and states, and the whole span of months."""
    merged = replace(
        several[0], points=tuple(sorted((p for one in several for p in one.points), key=lambda p: p.month))
    )
    return foot(merged)


def foot(view: Series | Comparison, answer: Answer | None = None) -> str:
    """Return the lines that let a picture be understood alone: sources; area, period and state; snapshot and date.

    Before them what the signs on the chart stand for, where its answer has notes.
    """
    span, states, sources = _of_series(view) if isinstance(view, Series) else _of_comparison(view)
    state = "contains provisional figures" if "provisional" in states else "final figures"
    named = _named(sources)
    more = f"; and {len(named) - MOST} more, which the table names" if len(named) > MOST else ""
    whence = [f"Source{'s' if len(named) > 1 else ''}: {'; '.join(named[:MOST])}{more}."] if named else []
    of = ", ".join([view.place.name, *span])
    return "\n".join([*_noted(view, answer), *whence, f"{of}: {state}. {published(view.stamp)}"])


def published(stamp: Stamp) -> str:
    """Return which snapshot figures come from and when it was published."""
    return f"Snapshot {stamp.id}, published {stamp.built_at:%d %B %Y at %H:%M} UTC."


def _noted(view: Series | Comparison, answer: Answer | None) -> list[str]:
    if answer is None or isinstance(view, Comparison) or view.dimension or not view.points:
        return []
    found = marked(answer.notes, view.points[0].month, view.points[-1].month)
    return [f"{sign} {note_words(one)}." for sign, one in found]


def _named(sources: Iterable[str]) -> list[str]:
    """Return each source once; one that is named with its release, or its document, is not named without it too."""
    found = list(dict.fromkeys(source for source in sources if source))
    return [one for one in found if not any(other.startswith(f"{one}, ") for other in found)]


Found = tuple[list[str], set[str], Iterable[str]]


def _of_series(series: Series) -> Found:
    months = sorted({point.month for point in series.points})
    span = list(dict.fromkeys(month.words for month in (months[:1] + months[-1:])))
    until = last_month(series)
    beside = [point for line in lines(series) if until for point in reversed(known(line, until))]
    sources = [point.source for point in (*reversed(series.points), *beside) if point.value is not None]
    return [" to ".join(span)] if span else [], {point.status for point in series.points}, sources


def _of_comparison(comparison: Comparison) -> Found:
    month = comparison.month
    span = words.period(comparison.form, month) if month else str(comparison.year)
    return [span], {row.status for row in comparison.rows}, comparison.sources

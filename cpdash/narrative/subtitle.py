"""What a chart measures: measure, unit, area and period, and what a reader must know of the figures."""

from __future__ import annotations

from collections.abc import Iterator

from cpdash import words
from cpdash.beside import indicative, lines
from cpdash.board.views import Point, Series
from cpdash.periods import FORM_WORDS

_UNITS = {"%": "percentage", "per 10,000": "rate per 10,000", "ratio": "ratio", "pounds": "pounds"}


def subtitle(series: Series) -> str:
    """Return measure, unit, area and period, then what is withheld, of a small cohort or counted differently."""
    one = series.indicator
    unit = _UNITS.get(one.unit, one.unit)
    by = f" by {words.dimension_words(series.dimension)}" if series.dimension else ""
    head = f"{one.title}{by}, {series.place.name}, {unit}, {FORM_WORDS[series.form]}{_span(series)}."
    return " ".join([head, *_notes(series)])


def provenance(point: Point) -> str:
    """Return in one phrase what kind of figure a point is, why, and where it comes from."""
    said = words.state(point)
    return f"{said}, from {point.source}" if point.source and point.value is not None else said


def _span(series: Series) -> str:
    months = sorted({point.month for point in series.points})
    if not months:
        return ""
    return f", {months[0].words}" if len(months) == 1 else f", {months[0].words} to {months[-1].words}"


def _notes(series: Series) -> Iterator[str]:
    latest = series.latest
    if series.points and series.points[-1].value is None and not series.dimension:
        last = series.points[-1]
        yield f"{last.month.words}: {words.state(last).rstrip('.')}."
    if latest is None or series.dimension:
        return
    if few := words.cohort(series.indicator, latest):
        yield f"{few[0].upper()}{few[1:]}."
    if latest.status in ("provisional", "illustrative"):
        yield f"The latest figure is {words.state(latest).rstrip('.')}."
    differing = [line for line in lines(series) if indicative(line, latest)]
    if differing:
        names = words.listed([words.called(line.kind, line.label) for line in differing])
        note = f": {differing[0].note}" if differing[0].note else ""
        are = "is" if len(differing) == 1 else "are"
        yield f"{names[0].upper()}{names[1:]} {are} {words.COUNTED_DIFFERENTLY}{note.rstrip('.')}."

"""The parts of the Indicator page beneath its chart: breakdown, what papers and other sources say, targets, meaning."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from cpdash import narrative, words
from cpdash.board.answer import Answer
from cpdash.board.views import Place, Point, Series, TargetStep
from cpdash.catalogue import Indicator
from cpdash.marked import marked
from cpdash.signs import signs
from cpdash.web import html
from cpdash.web.filters import Filters

MOST_NOTES = 6
"""Notes that are not marked on the chart, the newest: a page is no archive."""

_POLARITY = {"high": "High is good", "low": "Low is good", "neutral": "Neither high nor low is good by itself"}
_BASIS = {"same": "counts the same", "indicative": "counts something close, not the same"}


def steps(ask: Filters, indicator: Indicator, council: Place) -> str:
    """Return the links to the indicators before and after this one, and to its comparison."""
    have = list(ask.views.measured(council.code).values())
    pairs = [
        *(("Previous", one) for one, after in pairwise(have) if after is indicator),
        *(("Next", one) for before, one in pairwise(have) if before is indicator),
    ]
    linked = [(f"{side}: {one.short}", ask.to(one)) for side, one in pairs]
    return html.links([*linked, ("Compare with other councils", ask.to(indicator, "compare"))], "Other indicators")


def answered(answer: Answer, points: Sequence[Point]) -> str:
    """Return what the figures say and what people say of them.

    The paragraph, the signs of change and of the target with their words, the notes, and which of them are marked on
    the chart of these points.
    """
    if answer.card.latest is None:
        return ""
    told = "".join(f"<li>{icon} {escape(text)}</li>" for icon, text in signs(answer))
    why = f"<p class='quiet'>No usual range: {escape(answer.no_signal)}.</p>" if answer.no_signal else ""
    said = f"<p class='answer'>{escape(narrative.answer_paragraph(answer))}</p>"
    shown = f"<ul class='signs'>{told}</ul>" if told else ""
    return html.heading("What this says") + said + shown + why + notes(answer, points)


def notes(answer: Answer, points: Sequence[Point]) -> str:
    """Return the newest notes as a list; those that are marked on the chart first, each with its sign."""
    on_chart = marked(answer.notes, points[0].month, points[-1].month) if points else []
    others = [one for one in answer.notes if all(one is not other for _, other in on_chart)][:MOST_NOTES]
    lines = [*(f"{sign} {narrative.note_words(one)}" for sign, one in on_chart), *map(narrative.note_words, others)]
    if not lines:
        return ""
    listed = "".join(f"<li>{escape(line)}.</li>" for line in lines)
    whose = "<p class='quiet'>In the words of those named; the figures do not test them.</p>"
    return html.heading("What the service says") + whose + f"<ul class='notes'>{listed}</ul>"


def said(series: Series) -> str:
    """Return what board papers say of the series without printing the figure."""
    if not series.said:
        return ""
    lines = [(one.month.words, one.text, one.document) for one in series.said]
    caption = "What board papers say without printing the figure"
    return html.heading("What board papers say") + html.table_html(("Month", "What it says", "Paper"), lines, caption)


def other_values(series: Series) -> str:
    """Return the figures that another source, or an older release, gives for the same period."""
    lines = [
        (words.period(series.form, point.month), words.shown(series.indicator, point), point.source,
         "no data" if other.value is None else words.with_unit(series.indicator, other.value), other.source)
        for point in series.points for other in point.other_values if other.value != point.value
    ]  # fmt: skip
    if not lines:
        return ""
    columns = ("Period", "Shown here", "From", "Other figure", "From other source")
    return html.heading("Where sources disagree") + html.table_html(columns, lines, "Other figures for the same period")


def targets(series: Series) -> str:
    """Return the targets there were and are."""
    if not series.targets:
        return ""
    lines = [_target(series.indicator, step) for step in reversed(series.targets)]
    columns = ("From", "To", "Target", "Still close", "Owner", "Reason", "Source")
    return html.heading("Targets") + html.table_html(columns, lines, "Targets, newest first")


PRIORITIES = {
    1: "involved and treated as individuals",
    2: "productive relationships",
    3: "suitable accommodation and support",
    4: "safe",
    5: "healthy",
    6: "best education and skills",
    7: "transition to adulthood",
}
"""The seven outcome priorities of the strategy "Our Family" that an indicator can serve."""


def meaning(indicator: Indicator) -> str:
    """Return what the figure means and where its definition is written down."""
    return html.heading("What this measures") + html.definitions(definition_of(indicator))


def definition_of(indicator: Indicator) -> list[tuple[str, str]]:
    """Return the terms of an indicator's definition and what is said of each."""
    bench, document = indicator.benchmark, indicator.document
    stated = [("by", document.author), ("reviewed", document.reviewed)]
    known = "".join(f", {word} {text}" for word, text in stated if text != "not stated")
    return [
        ("Why it matters", indicator.why),
        ("Definition", indicator.definition),
        ("Numerator", indicator.numerator),
        ("Denominator", indicator.denominator),
        ("Unit", indicator.unit),
        ("Reading it", f"{_POLARITY[indicator.polarity]}."),
        (
            "Held against",
            f"{bench.source}: {_BASIS[bench.basis]}. {bench.note or ''}" if bench else "No national figure.",
        ),
        ("Code in board papers", ", ".join(indicator.codes)),
        ("Note", indicator.local.note or ""),
        ("Serves", "; ".join([*(PRIORITIES[number] for number in indicator.priorities), *indicator.delivery])),
        ("Written down in", f"{document.source}{known}"),
    ]


def _target(one: Indicator, step: TargetStep) -> tuple[str, ...]:
    within = f"within {words.difference(one, step.tolerance)}" if step.tolerance else "no tolerance"
    end = step.end.words if step.end else "until another begins"
    return step.start.words, end, words.with_unit(one, step.value), within, step.owner, step.reason, step.source

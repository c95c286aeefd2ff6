"""The parts of the Indicator page beneath its chart: breakdown, what papers and other sources say, targets, meaning."""

from __future__ import annotations

from itertools import pairwise

from cpdash import words
from cpdash.board.views import Place, Series, TargetStep
from cpdash.catalogue import Indicator
from cpdash.web import components, html
from cpdash.web.cut import Part
from cpdash.web.filters import Filters

WHOLE = "whole"
"""What the address says where the figures are not broken down."""

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


def breakdown(ask: Filters, indicator: Indicator, council: Place, part: Part) -> None:
    """Draw the figures by one of the dimensions there are, if there are any."""
    dimensions = ask.views.breakdowns(indicator.id, council.code, part.form)
    if not dimensions:
        return
    # Nothing is broken down until someone asks: a second chart would hold up the painting of the first.
    labels = {WHOLE: "Not broken down"} | {name: words.dimension_words(name).capitalize() for name in dimensions}
    chosen = ask.one_of("by", "Break down by", labels, WHOLE)
    if chosen != WHOLE:
        picture = ask.views.parts(indicator.id, council.code, chosen, part)
        components.chart(picture, key="parts")


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

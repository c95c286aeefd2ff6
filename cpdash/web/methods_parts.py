"""The parts of the Methods page: how figures are compared and marked, and every indicator's definition."""

from __future__ import annotations

from collections.abc import Iterator

from cpdash import words
from cpdash.catalogue import Catalogue, Indicator
from cpdash.catalogue.models import Target
from cpdash.periods import FORM_WORDS, Month
from cpdash.web import html
from cpdash.web.filters import Filters
from cpdash.web.indicator_parts import definition_of

WAYS = (
    (
        "Rank",
        "Councils of a group that have a published figure, the best first; equal figures share the better place. "
        "Councils without a figure have no rank and are named.",
    ),
    (
        "Movement",
        "The place in the year before minus the place now. Both sizes of the group are said: a place among fewer "
        "councils is worth more.",
    ),
    (
        "Quartile band",
        "Every English council with a figure is in one of four bands: A is the best quarter, D the worst. A measure "
        "without a better end has no band.",
    ),
    (
        "Statistical neighbours",
        "Councils that resemble this one, in a model of 2025 or of 2021. Their average is the mean of those that "
        "published a figure, or the median where that is chosen; how many did is said.",
    ),
    (
        "Only published figures are compared",
        "A council's own monthly figure is never ranked against another council's published one. Only a synthetic "
        "council, of which nothing is published, is ranked by its own; it is in no other council's group.",
    ),
    (
        "Lines on charts",
        "Heavy line: the council. Thin lines: region, statistical neighbours and England. Steps: the target. A dashed "
        "end is the last published figure carried forward. Hollow circle: provisional. Hollow square: counted "
        "differently. A gap is a month without a figure, never a zero.",
    ),
    (
        "Status against the target",
        "✓ met; ≈ close, which is within the tolerance; ✗ missed. A measure without a better end is never judged.",
    ),
    (
        "Where the board should look first",
        "Measures that miss their target or are in the worst quarter of English councils. A missed target and the "
        "worst tenth weigh most, then the worst quarter and having got worse. Left out are figures older than two "
        "years or of fewer than 30 children, and published figures that are counted differently.",
    ),
    (
        "Kinds of figure",
        "Published: as the publisher printed it. Worked out from the council's return: see below. Provisional: may "
        "still change, or looks back further than the returns go. Withheld: kept back to protect "
        "children. No data: with the reason. Counted differently: the national figure is close to the measure, not "
        "the same.",
    ),
)


RETURN = (
    (
        "Which rows count",
        "Returns of several years become one history: of each child and start date the version of the return that goes "
        "furthest. A corrected or longer return takes the place of the old one. A row that was open and that the next "
        "return does not have is taken to have ended with the return that had it.",
    ),
    (
        "In care on a day",
        "An episode counts from the day it begins to the day before it ends. Short breaks (V3, V4) are left out. A "
        "child of 18 or over with an open episode is counted apart: an end is nearly always missing.",
    ),
    (
        "A period of care",
        "Episodes without a gap, each but the last ended by X1. A child who starts twice in a window is one child, by "
        "the first time; one who leaves twice, by the last.",
    ),
    (
        "A placement",
        "The time with one carer. A change of legal status, a move with the same carer (T, U) and a temporary stay (T0 "
        "to T4) with the return from it are no new placement. A child on a temporary stay counts at the usual home.",
    ),
    (
        "Windows",
        "Whole months that end with the month shown: the twelve months to February 2025 begin on 1 March 2024. They "
        "are counted from the children's rows, not added up from months, and begin no earlier than 1 April of the "
        "first return; until a window is full its figure is provisional and says so.",
    ),
    (
        "Age",
        "In completed years. A child born on 29 February is a year older on 1 March where there is no such day.",
    ),
    (
        "Distance",
        "PL_DISTANCE of the return; without it, the straight line between the two postcodes in miles, to one decimal. "
        "20 miles exactly is not more than 20.",
    ),
    (
        "Once a year",
        "Health and care leavers come from files that exist for the year to 31 March: no month between is invented.",
    ),
    (
        "Faulty rows",
        "Only a row that cannot be read is left out. Any other fault is kept and counted as above, and the months that "
        "it touches say so here and on the Data page.",
    ),
)


SMALL = (
    (
        "What is withheld from the public",
        "Counts of 1 to 5, shares whose numerator, denominator or rest is that small, averages over so few, and what "
        "any of them could be worked out from: other categories of a total, parts of the same children, months inside "
        "windows, what starts and ends. The reason given is always the same.",
    ),
    (
        "Instead of withholding",
        "A series is shown every month as it is; where that would tell a small number every month but rounded; else "
        "once a quarter, twice or once a year. Categories are put into wider bands. Each says so. A rounded figure is "
        "judged only where rounding cannot change the judgement.",
    ),
    (
        "How it is checked",
        "When a snapshot is published, for all that the public can see together: what anyone could work out of a small "
        "count has to reach outside 1 to 5 and to hold at least five whole values.",
    ),
    (
        "What the public is not shown at all",
        "Notes and commentary of the council's own files, faults in them, windows that the files cover only in part, "
        "breakdowns between quarter ends, and a scorecard's percentages that come without their counts.",
    ),
    (
        "Limits",
        "Whoever kept an older public snapshot, or knows a child, knows more than is allowed for. SECURITY.md has them "
        "all.",
    ),
)
"""How small numbers are protected."""


def ways() -> str:
    """Return how figures are compared and marked, how they are worked out, and how small numbers are protected."""
    return (
        html.heading("How figures are compared and marked")
        + html.definitions(WAYS)
        + html.heading("How figures are worked out from the return (SSDA903)")
        + html.definitions(RETURN)
        + html.heading("How small numbers are protected")
        + html.definitions(SMALL)
    )


def one(indicator: Indicator, ask: Filters) -> str:
    """Return all that the catalogue says of an indicator."""
    forms = ", ".join(FORM_WORDS[form] for form in indicator.local.all_forms)
    dimensions = ", ".join(words.dimension_words(name) for name in indicator.dimensions)
    targets = "; ".join(_target(indicator, step) for step in indicator.target)
    more = [("Measured", forms), ("Broken down by", dimensions), ("Targets", targets)]
    return (
        html.heading(indicator.title)
        + html.definitions([*definition_of(indicator), *more])
        + html.links([("Its figures", ask.to(indicator))], "This indicator")
    )


def every(catalogue: Catalogue, ask: Filters) -> str:
    """Return every indicator under its theme, with a link to its definition."""
    return html.heading("Every indicator") + "".join(
        html.heading(theme, 3) + html.linked_table(("Measure", "Definition", "Unit"), lines, theme)
        for theme, lines in _by_theme(catalogue, ask)
    )


def _by_theme(catalogue: Catalogue, ask: Filters) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    for theme in dict.fromkeys(one.theme for one in catalogue.indicators.values()):
        some = sorted((one for one in catalogue.indicators.values() if one.theme == theme), key=lambda one: one.order)
        yield theme, [(one.short, one.definition, one.unit, ask.to(one, "methods")) for one in some]


def _target(one: Indicator, step: Target) -> str:
    end = f" to {Month.parse(step.to).words}" if step.to else ""
    return f"{words.with_unit(one, step.value)} from {Month.parse(step.from_).words}{end} ({step.source})"

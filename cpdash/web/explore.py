"""One indicator to be looked into: which children, since when, against whom, by what, and what is behind a change."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from cpdash import narrative, words
from cpdash.board.details import Openings, Where
from cpdash.board.views import Place
from cpdash.catalogue import Indicator
from cpdash.periods import Month
from cpdash.web import components, html, slices
from cpdash.web.address import NONE
from cpdash.web.cut import Part
from cpdash.web.filters import ON, Filters
from cpdash.web.html import Ways

WHOLE = "whole"
"""What the address says where the figures are not broken down."""


@dataclass(frozen=True)
class Look:
    """What is looked at: an indicator of a council, some months of it, all children or some."""

    council: Place
    indicator: Indicator
    month: Month | None
    part: Part
    where: Where
    openings: Openings
    control: bool
    everyone: bool


def look(ask: Filters, council: Place, indicator: Indicator, month: Month | None) -> Look:
    """Draw the filters of an indicator, in the order that they have on every page, and return what is chosen."""
    views, name, code = ask.views, indicator.id, council.code
    form = ask.form(indicator, council)
    openings = views.openings(name, code, form)
    where = ask.only(openings)
    whole = views.slice(name, code, Part(form), where) if where else views.series(name, code, Part(form))
    kinds = ask.against() if whole.benchmarks else ()  # of a slice, and of much that is local, others publish nothing
    first, last = ask.period(whole, month)
    everyone = bool(where) and ask.everyone(ON if indicator.sizeless else NONE)
    part = Part(form, first, last, kinds)
    control = not where and _has_limits(ask, council, indicator, part) and ask.control()
    return Look(council, indicator, month, part, where, openings, control, everyone)


def _has_limits(ask: Filters, council: Place, indicator: Indicator, part: Part) -> bool:
    """Return whether the chart has control limits that can be shown or hidden."""
    signal = ask.views.answer(indicator.id, council.code, part).signal
    return signal is not None and signal.form == part.form


def trend(ask: Filters, look: Look, *, above: str = "", beneath: str = "") -> None:
    """Draw the figures through time, of all children or of those chosen, and say how many are counted."""
    views, name, code = ask.views, look.indicator.id, look.council.code
    if look.where:
        picture = views.sliced(name, code, look.part, look.where, everyone=look.everyone)
    else:
        picture = views.trend(name, code, look.part, control=look.control)
    said = _counted(ask, look) + beneath
    components.chart(
        picture, views.footer(), key="trend", above=above, beneath=said, folded=True, ways=_months(ask, look),
        meanwhile=ask.draw,
    )  # fmt: skip


def _counted(ask: Filters, look: Look) -> str:
    """Return how many are counted, what is closed, and the way back to all children."""
    name, code = look.indicator.id, look.council.code
    whole = ask.views.series(name, code, look.part)
    shown = ask.views.slice(name, code, look.part, look.where) if look.where else whole
    counted = narrative.counted_words(shown, whole)
    back = f" {html.link('Back to all children', ask.here(only=NONE))}." if look.where else ""
    closed = slices.closed(look.openings)
    return (
        (f"<p class='counted'><b>{escape(counted)}</b>{back}</p>" if counted else "")
        + (f"<p class='quiet'>{escape(closed)}</p>" if closed else "")
    )  # fmt: skip


def _months(ask: Filters, look: Look) -> Ways:
    """Return for each period of the table the address of the view as at its month."""
    name, code = look.indicator.id, look.council.code
    series = ask.views.slice(name, code, look.part, look.where) if look.where else (
        ask.views.series(name, code, look.part)
    )  # fmt: skip
    known = {str(month) for month in ask.views.months(code)} - {str(look.month)}  # that one is on view
    return {
        words.period(one_form, one.month): (str(one.month), ask.here(month=str(one.month)))
        for one_form in (series.form,) for one in series.points if str(one.month) in known
    }  # fmt: skip


def breakdown(ask: Filters, look: Look) -> None:
    """Draw the figures by one of the dimensions there are, if there are any; each category leads to its children."""
    views, name, code = ask.views, look.indicator.id, look.council.code
    dimensions = views.breakdowns(name, code, look.part.form)
    narrowed = {of for of, _ in look.where}
    offered = [one for one in dimensions if one not in narrowed and (look.openings.together or not look.where)]
    if not offered:
        return
    # Nothing is broken down until someone asks: a second chart would hold up the painting of the first.
    labels = {WHOLE: "Not broken down"} | {one: words.dimension_words(one).capitalize() for one in offered}
    chosen = ask.one_of("by", "Break down by", labels, WHOLE)
    if chosen != WHOLE:
        picture = views.parts(name, code, chosen, look.part, look.where)
        components.chart(picture, views.footer(), key="parts", ways=_categories(ask, look, chosen))


def _categories(ask: Filters, look: Look, dimension: str) -> Ways:
    return {one: (words.mark(one), _narrowed(ask, look, dimension, one)) for one in look.openings.categories(dimension)}


def slice_address(ask: Filters, indicator: Indicator, dimension: str, category: str) -> str:
    """Return the address of an indicator's own page with one category chosen."""
    return f"{ask.to(indicator)}&only={slices.mark(dimension, category)}"


def _narrowed(ask: Filters, look: Look, dimension: str, category: str) -> str:
    """Return the address of the view with one more category chosen; in public, with it alone."""
    chosen = [slices.mark(*pair) for pair in look.where] if look.openings.together else []
    return ask.here(only=",".join([*chosen, slices.mark(dimension, category)]), by=WHOLE)


def behind(ask: Filters, look: Look) -> None:
    """Say what is behind the change of the last twelve months: by each dimension who became more, with a table of all.

    Where the figure counts nobody, or a count is not known, nothing is said.
    """
    where = (look.indicator.id, look.council.code, look.part.form, look.month, look.where)
    found, table = ask.views.behind(*where), ask.views.change(*where)
    if found is None or table is None or not found.shifts:
        return
    lines = "".join(
        f"<li>By {html.link(words.dimension_words(name), ask.here(by=name))}: "
        + "; ".join(
            f"{html.link(one.category, _narrowed(ask, look, name, one.category))} {words.more_or_fewer(one.change)}"
            for one in shifts
        )
        + "</li>"
        for name, shifts in narrative.change_lines(found)
    )
    who = " Who moved it most:" if lines else " Which children these are is withheld to protect small numbers."
    caution = "A few children more or fewer can be chance: look whether it lasts."
    components.show(
        html.heading("What is behind the change"),
        f"<p><b>{escape(narrative.change_headline(found))}.</b>{who}</p>",
        f"<ul class='behind'>{lines}</ul><p class='quiet'>{caution}</p>" if lines else "",
    )
    ways: Ways = {
        words.named_category(name, one.category): ("", _narrowed(ask, look, name, one.category))
        for name, some in found.shifts for one in some
    }  # fmt: skip
    components.table(table, ask.views.footer(), "behind", "Every category, now and a year before", ways)

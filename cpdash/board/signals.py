"""Which months of a series a control chart can be drawn of, and what it says of the latest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from cpdash.board.answer import Signal
from cpdash.board.views import Note, Point, TargetStep
from cpdash.catalogue import Indicator
from cpdash.periods import Form, Month
from cpdash.stats.xmr import Xmr, assurance, variation, xmr

FEWEST = 12
"""Points that a board is shown a control chart for (ANALYSIS 1)."""

MOST = 24
"""Points that limits are worked out of: older ones tell of another time."""

APART: tuple[Form, ...] = ("month", "snapshot")
"""Forms of which neighbouring months share no events. A rolling year's do, so that no rule could be trusted."""

NO_YEARS = "it has one figure a year, and that takes months"
NO_FORM = "its months overlap, so neighbouring figures are not independent"
NO_MONTHS = f"a signal needs at least {FEWEST} months in a row"
NO_STOCK = "neighbouring months depend on each other"
WITHHELD = "a month among them is withheld"
ROUNDED = "its figures are rounded to protect children, which is no chance"

Told = tuple[Signal | None, str]
"""A signal, or why there is none."""


def signal(
    one: Indicator, forms: Mapping[str, Sequence[Point]], form: Form, month: Month, target: TargetStep | None,
    notes: Sequence[Note] = (),
) -> Told:  # fmt: skip
    """Return what the control chart of the last months says as at a month; without one, why there is none.

    `forms` has the points of each form, oldest first. The form that is shown goes first; where its months overlap, the
    signal is that of single months. Limits begin anew in the month of the newest rebase among the notes.
    """
    if not one.signals.xmr:
        return None, NO_STOCK
    why = NO_YEARS if _is_yearly(forms.get(form, ())) else NO_FORM
    for tried in (tried for tried in dict.fromkeys((form, *APART)) if tried in APART and tried in forms):
        told, not_told = _of(one, tried, forms[tried], month, target if tried == form else None, _rebase(notes, month))
        if told:
            return told, ""
        why = why if why == NO_YEARS else not_told
    return None, why


def _is_yearly(points: Sequence[Point]) -> bool:
    """Return whether no two of the points are less than a year apart."""
    return len(points) > 1 and all(after.month.minus(before.month) >= 12 for before, after in pairwise(points))


def recent(points: Sequence[Point], month: Month) -> list[Point]:
    """Return the newest points that follow each other month by month up to a month, at most MOST of them."""
    found: list[Point] = []
    for point in reversed([point for point in points if point.month <= month]):
        if found and found[-1].month.minus(point.month) != 1:
            break
        if point.value is None and point.status != "suppressed":
            break
        found.append(point)
    return found[:MOST][::-1]


def _rebase(notes: Sequence[Note], month: Month) -> Note | None:
    return max((one for one in notes if one.kind == "rebase" and one.month <= month), key=_when, default=None)


def _when(note: Note) -> Month:
    return note.month


def _of(
    one: Indicator, form: Form, points: Sequence[Point], month: Month, target: TargetStep | None, rebase: Note | None
) -> Told:  # fmt: skip
    newest = [point for point in points if point.month <= month]
    while newest and newest[-1].value is None and newest[-1].status != "suppressed":
        newest.pop()
    run = recent(newest, month)
    if rebase and run and rebase.month > run[0].month:
        run = [point for point in run if point.month >= rebase.month]
        if len(run) < FEWEST:
            return None, f"its limits begin anew in {rebase.month.words}, and need {FEWEST} months"
    else:
        rebase = None
    if len(run) < FEWEST:
        return None, NO_MONTHS
    if any(point.value is None for point in run):
        return None, WITHHELD
    if any(point.nearest for point in run):
        return None, ROUNDED
    if len({point.basis for point in run}) > 1:
        return None, NO_MONTHS
    chart = xmr([point.value for point in run if point.value is not None], screened=one.signals.screened)
    return _signal(one, form, run, chart, target, rebase), ""


def _signal(
    one: Indicator, form: Form, run: Sequence[Point], chart: Xmr, target: TargetStep | None, rebase: Note | None
) -> Signal:  # fmt: skip
    said = variation(chart, one.polarity)
    side = {"improving": one.polarity, "concerning": "low" if one.polarity == "high" else "high"}.get(said)
    rules = [rule for rule, on in chart.broken[-1] if side in (None, on)]
    on = next((on for rule, on in chart.broken[-1] if rules and rule == rules[0] and side in (None, on)), None)
    begins = len(run) - 1
    while begins and rules and (rules[0], on) in chart.broken[begins - 1] and rules[0] in ("trend", "shift"):
        begins -= 1
    return Signal(
        form=form,
        variation=said,
        rules=tuple(rules),
        side=on,
        begins=run[begins].month,
        assurance=assurance(chart, target.value if target else None, one.polarity),
        centre=chart.centre,
        lower=chart.lower,
        upper=chart.upper,
        months=tuple(point.month for point in run),
        values=chart.values,
        broken=chart.points,
        rebased=rebase,
    )

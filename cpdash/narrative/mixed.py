"""The findings of a mix, of several measures together, of moves, and of what is kept in lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cpdash import words
from cpdash.board.details import REST, UNKNOWN, Mix, Moves, Registers
from cpdash.board.views import Series
from cpdash.periods import FORM_WORDS, Month

NEWS = 2
"""Points by which a part has moved when a headline names it beside the largest."""


def mix_headline(mix: Mix) -> str:
    """Return the largest part now and how its share has moved, and beside it the part that moved most."""
    name = f"{mix.indicator.short} by {words.dimension_words(mix.dimension)}"
    top = next((one for one, _ in mix.parts if one not in (REST, UNKNOWN)), None)
    if not mix.months or top is None:
        return f"{name}: no figure can be shown"
    last = len(mix.months) - 1
    now, then = mix.share(top, last), mix.share(top, 0)
    if now is None:
        return f"{name}: no figure can be shown"
    moved = "" if then is None or last == 0 else (
        f", {_points(_moved(now, then))} since {words.short_month(mix.months[0])}"
    )  # fmt: skip
    other = _most_moved(mix)
    beside = "" if other is None or other == top else (
        f"; {words.brief(other)} {mix.share(other, last) or 0:.0f}%, "
        f"{_points(_moved(mix.share(other, last) or 0.0, mix.share(other, 0) or 0.0))}"
    )  # fmt: skip
    return f"{name}: {words.brief(top)} {now:.0f}%{moved}{beside}"


def _moved(now: float, then: float) -> int:
    """Return the change of the figures as they are read: 73% to 64% is down 9 points, whatever is behind the point."""
    return round(now) - round(then)


def _most_moved(mix: Mix) -> str | None:
    """Return the part whose share moved furthest, by NEWS at least; None where none did."""
    moves = {
        name: abs(_moved(now, then)) for name, _ in mix.parts if name not in (REST, UNKNOWN)
        if (now := mix.share(name, len(mix.months) - 1)) is not None and (then := mix.share(name, 0)) is not None
    }  # fmt: skip
    most = max(moves, key=lambda name: moves[name], default=None)
    return most if most is not None and moves[most] >= NEWS else None


def _points(change: int) -> str:
    size = abs(change)
    return "no change" if not size else f"{'up' if change > 0 else 'down'} {size} {'point' if size == 1 else 'points'}"


def mix_subtitle(mix: Mix) -> str:
    """Return measure, unit, area and period of a mix."""
    span = f", {words.short_month(mix.months[0])} to {words.short_month(mix.months[-1])}" if mix.months else ""
    by = words.dimension_words(mix.dimension)
    what = f"{mix.indicator.title} by {by}, {mix.place.name}, percentage of all"
    total = f" All: {mix.totals[-1]:,.0f} {words.period(mix.form, mix.months[-1])}." if mix.months else ""
    return f"{what}, {FORM_WORDS[mix.form]}{span}.{total}"


def mix_alt(mix: Mix) -> str:
    """Return the alternative text of a mix's chart."""
    if not mix.months:
        return f"No chart: {mix_headline(mix)}."
    last = len(mix.months) - 1
    parts = [
        f"{words.brief(name)} {share:.0f}%" for name, _ in mix.parts if (share := mix.share(name, last)) is not None
    ]
    return f"Stacked bars, one a year. {words.short_month(mix.months[-1])}: {', '.join(parts)}. {mix_headline(mix)}."


def together_headline(several: Sequence[Series]) -> str:
    """Return the newest value of each measure, in one sentence."""
    known = [one for one in several if one.latest]
    if not known:
        return f"{', '.join(one.indicator.short for one in several)}: nothing is published"
    last = max(one.latest.month for one in known if one.latest)
    told = [_value(one, last) for one in known]
    return f"{'; '.join(told)} ({words.period(known[0].form, last)})"


def _value(series: Series, last: Month) -> str:
    latest = series.latest
    value = words.number(series.indicator, latest.value or 0.0) if latest else ""
    late = f" ({words.short_month(latest.month)})" if latest and latest.month != last else ""
    return f"{series.indicator.short}: {value}{late}"


def together_subtitle(several: Sequence[Series]) -> str:
    """Return unit, area and period of several measures."""
    first = several[0]
    months = sorted({point.month for one in several for point in one.points})
    span = f", {months[0].words} to {months[-1].words}" if months else ""
    unit = "percentage" if first.indicator.unit == "%" else first.indicator.unit
    closed = [one.indicator.short for one in several if one.indicator.public.closed and not one.points]
    hidden = f" Not shown in public: {words.listed(closed)}." if closed else ""
    return f"{first.place.name}, {unit}, {FORM_WORDS[first.form]}{span}.{hidden}"


def together_alt(several: Sequence[Series]) -> str:
    """Return the alternative text of several measures together: where each begins and ends."""
    said = []
    for one in several:
        valued = [point for point in one.points if point.value is not None]
        if valued:
            start, end = (words.number(one.indicator, point.value or 0.0) for point in (valued[0], valued[-1]))
            said.append(f"{one.indicator.short} from {start} ({words.short_month(valued[0].month)}) to {end}")
    return f"Line chart of {len(said)} measures. {'. '.join(said)}." if said else "No chart: there is nothing to draw."


def moves_headline(moves: Moves) -> str:
    """Return how many moves there were, and between which kinds most."""
    when = words.when(moves.form, moves.month)
    if moves.status == "missing":
        return f"Moves between placements {when}: no figure, {moves.reason or 'nothing is known'}".rstrip(".")
    if not moves.moved:
        return f"No child moved between placements {when}"
    left, right, most = max(moves.moved, key=lambda move: move[2])
    other = "another of the same kind" if left == right else words.brief(right)
    between = f"the commonest from {words.brief(left)} to {other}"
    return f"{moves.total:,.0f} moves between placements {when}, {between} ({most:,.0f})"


def moves_alt(moves: Moves) -> str:
    """Return the alternative text of the flow of moves."""
    largest = sorted(moves.moved, key=lambda move: -move[2])[:5]
    said = "; ".join(f"{words.brief(left)} to {words.brief(right)} {count:,.0f}" for left, right, count in largest)
    return f"Flow from one kind of placement to another. {moves_headline(moves)}. Largest: {said}."


def meetings_headline(registers: Registers, month: Month | None) -> str:
    """Return when the board meets next after a month, as far as its meetings are known; else when it last met."""
    days = sorted({one.day for one in registers.meetings})
    if not days:
        return "Meetings of the board: none is recorded"
    end = month.last if month else days[-1]
    coming = [day for day in days if day > end]
    said = f"the next after {month.words} is on {_long(coming[0])}" if coming and month else (
        f"the last was on {_long(days[-1])}"
    )  # fmt: skip
    return f"Meetings of the board: {said}"


def _long(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def actions_headline(registers: Registers, month: Month | None) -> str:
    """Return how many actions are open, how many of them are overdue, and how many are done."""
    if not registers.actions:
        return "No actions were loaded for this council"
    done = sum(one.is_done for one in registers.actions)
    late = sum(one.is_overdue(month) for one in registers.actions)
    open_ = len(registers.actions) - done
    overdue = f", {late} of them overdue" if late else ""
    unsaid = sum(not one.status for one in registers.actions)
    untold = f", {unsaid} of them without a status" if unsaid else ""
    return f"{open_} {'action is' if open_ == 1 else 'actions are'} open{overdue}{untold}; {done} done"


def inspections_headline(registers: Registers) -> str:
    """Return the newest grade of the council's services for children."""
    newest = next((one for one in registers.judgements if one.grade("overall")), None)
    if newest is None:
        return "Ofsted's inspections of the council's services"
    return f"Services for children: {newest.grade('overall')} overall, inspected in {newest.inspected:%B %Y}"


def homes_headline(registers: Registers) -> str:
    """Return how many of the homes in the area are good or outstanding."""
    graded = [home for home in registers.homes if home.grade]
    good = [home for home in graded if home.grade in ("Good", "Outstanding")]
    if not graded:
        return "Children's homes in the area, Ofsted's list"
    return f"{len(good)} of {len(graded)} children's homes in the area are good or outstanding"

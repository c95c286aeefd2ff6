"""The finding of a chart in one sentence: the value, its change, and the one comparison that matters most."""

from __future__ import annotations

from cpdash import words
from cpdash.beside import indicative, known, lines, two_newest
from cpdash.board.cards import target_status
from cpdash.board.views import Line, Point, Series
from cpdash.catalogue import Indicator

MOST_WORDS = 20
"""A councillor has five seconds for a chart."""

FEWEST = 10
"""Children of a category from which its share can be called the highest."""

_SOURCES = {
    "scorecard": "the council's monthly scorecard",
    "published": "a national publication",
    "calculated": "other published figures",
}
_VERBS = {"met": "meeting", "close": "close to", "missed": "missing"}


def headline(series: Series) -> str:
    """Return the finding in at most MOST_WORDS words; without any figure, where one would come from."""
    latest = series.latest
    if latest is None:
        return _first_short(_nothing(series))
    return _first_short(_largest(series, latest) if series.dimension else _finding(series, latest))


def _nothing(series: Series) -> list[str]:
    name = series.indicator.short
    if series.indicator.public.closed and not series.points:
        return [f"{name}: not shown in public", "Not shown in public"]
    if series.points:
        reason = series.points[-1].reason
        return [*([f"{name}: no figure can be shown, {reason}"] if reason else []), "No figure can be shown"]
    source = _SOURCES.get(series.indicator.local.source, "the council's own return")
    return [
        f"{name}: nothing is published; figures would come from {source}",
        f"Nothing is published; it needs {source}",
    ]


def _finding(series: Series, latest: Point) -> list[str]:
    """Return the sentence from the fullest to the leanest: the change goes last, for it may be the bad news."""
    one = series.indicator
    value = f"{_value(one, latest)} {words.when(series.form, latest.month)}"
    few = words.cohort(one, latest)
    start = f"{one.short}: {value}{f' ({few})' if few else ''}"
    change, (full, brief) = _change(series), _comparison(series, latest)
    moved = change.partition(" since ")[0]
    tails: tuple[list[str], ...] = (
        [change, full], [change, brief], [moved, full], [moved, brief], [change], [moved], [brief], [],
    )  # fmt: skip
    return [*(", ".join([start, *(part for part in tail if part)]) for tail in tails), f"{one.short}: {value}", value]


def _value(one: Indicator, point: Point) -> str:
    value = 0.0 if point.value is None else point.value
    return words.number(one, value) if one.unit in one.short.lower() else words.with_unit(one, value)


def _change(series: Series) -> str:
    latest, before = two_newest(series)
    if latest is None or before is None or latest.value is None or before.value is None:
        return ""
    one = series.indicator
    moved = words.moved(one, latest.value - before.value)
    unit = f" {one.unit}" if one.unit in one.short.lower() else ""
    return f"{moved.removesuffix(unit)} since {words.since(latest.month, before.month)}"


def _comparison(series: Series, latest: Point) -> tuple[str, str]:
    """Return the one comparison, full and brief: the target, else England, region, neighbours, else its own past."""
    if found := _against_target(series):
        return found
    order = {line.kind: line for line in lines(series)}
    for line in (order[kind] for kind in ("england", "region", "neighbours") if kind in order):
        if known(line, latest.month) and series.indicator.sizeless:
            return _against(series.indicator, line, latest)
    return _own_past(series, latest)


def _against_target(series: Series) -> tuple[str, str] | None:
    target = series.target
    if target is None:
        return None
    value = words.shortest(series.indicator, target.value)
    its = f"its {value} target" if series.indicator.unit == "%" else f"its target of {value}"
    status = target_status(series.indicator, series.latest, target)
    if status is None:
        return f"beside {its}", ""
    return f"{_VERBS[status]} {its}", f"{_VERBS[status]} its target"


def _against(one: Indicator, line: Line, latest: Point) -> tuple[str, str]:
    point = known(line, latest.month)[-1]
    mine, theirs = latest.value or 0.0, point.value or 0.0
    value = words.benchmark_number(one, line.kind, theirs)
    whose = words.possessive(words.called(line.kind, line.label))
    of = f"{whose} {value}"
    dated = of if point.month == latest.month else f"{of} in {point.month.words}"
    if indicative(line, latest):
        return f"{dated} is {words.COUNTED_DIFFERENTLY}", f"{whose} is {words.COUNTED_DIFFERENTLY}"
    return f"{_relation(one, mine, theirs)} {dated}", f"{_relation(one, mine, theirs, brief=True)} {of}"


def _relation(one: Indicator, mine: float, theirs: float, brief: bool = False) -> str:
    """Return how one value stands to another. Multiples only where both are well above nothing."""
    ratio = mine / theirs if theirs > 0 and mine > 0 else 0.0
    for low, high, said in ((1.8, 1.95, "nearly twice"), (1.95, 2.05, "twice"), (2.05, 2.5, "over twice")):
        if low <= ratio < high:
            return said
    if words.moved(one, mine - theirs) == "no change":
        return "level with"
    side = "above" if mine > theirs else "below"
    return side if brief else f"{words.difference(one, mine - theirs).removesuffix(f' {one.unit}')} {side}"


def _own_past(series: Series, latest: Point) -> tuple[str, str]:
    values = [point.value for point in series.points if point.value is not None and point.basis == latest.basis]
    for end, said in ((max(values), "highest"), (min(values), "lowest")):
        if len(values) > 2 and values.count(end) == 1 and latest.value == end:
            return f"the {said} of {len(values)} figures", f"the {said} shown"
    return "", ""


def _largest(series: Series, latest: Point) -> list[str]:
    now = [point for point in series.points if point.month == latest.month and point.value is not None]
    # One child of one is 100%: a group that small leads nothing while there is a larger one.
    many = [point for point in now if point.denominator is None or point.denominator >= FEWEST]
    top = max(many or now, key=lambda point: point.value or 0.0)
    name = f"{series.indicator.short} by {words.dimension_words(series.dimension)}"
    higher = any((point.value or 0.0) > (top.value or 0.0) for point in now)
    of = f"of groups of {FEWEST} or more " if higher else ""  # the chart shows a small group above it
    found = f"{of}{top.category} is highest, {_value(series.indicator, top)}"
    return [
        f"{name}: {found} {words.when(series.form, top.month)}",
        f"{name}: {found}",
        f"{found[0].upper()}{found[1:]}",
        name,
    ]


def _first_short(candidates: list[str]) -> str:
    short = (text for text in candidates if len(text.split()) <= MOST_WORDS)
    return next(short, " ".join(candidates[-1].split()[:MOST_WORDS]))

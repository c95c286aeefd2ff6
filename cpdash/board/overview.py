"""Every indicator of one council as at one month, and which of them the board should look at first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cpdash.board.places import Gazetteer
from cpdash.board.series import Against, neighbours_in, point, targets
from cpdash.board.views import (
    Attention,
    Card,
    Gap,
    Judgement,
    Kind,
    Overview,
    Place,
    Point,
    Stamp,
    TargetStatus,
    TargetStep,
    target_in,
)  # fmt: skip
from cpdash.catalogue import Catalogue, Indicator
from cpdash.periods import FORMS, Form, Month
from cpdash.stats.compare import Band, average, band
from cpdash.store.reader import Reader
from cpdash.store.rows import FigureRow

TRAIL = 13
"""Points of a sparkline: a year of months and the month before it, or as many years."""

MOST = 5
"""How many measures the Overview names first: what a board can discuss."""

FEWEST = 20
"""Councils with a figure below which nobody is called one of the worst of England."""

WORST_TENTH = 0.9
"""Share of English councils that do better from which a place is called the worst tenth."""

FEW_CHILDREN = 30
"""Children in care below which a share is a matter of one or two of them: nothing is called worst of England then."""

FRESH = 24
"""Months after which a figure is too old to be what the board looks at first."""


@dataclass(frozen=True, slots=True)
class _Nation:
    """The newest published figures of every area, and which areas a council is held against."""

    figures: Mapping[tuple[str, str], Sequence[FigureRow]]
    region: Place | None
    england: Place | None
    near: tuple[int, list[str]] | None
    councils: frozenset[str]
    kind: Against


def overview(
    reader: Reader, gazetteer: Gazetteer, stamp: Stamp, catalogue: Catalogue, place: Place, month: Month | None,
    against: Against,
) -> Overview:  # fmt: skip
    """Return the cards by theme in catalogue order; the month defaults to the newest that has any figure."""
    months = tuple(Month.of(day) for day in reader.months(place.code))
    shown = month or (months[0] if months else Month.of(stamp.built_at.date()))
    nation = _nation(reader, gazetteer, place, shown, against)
    mine = _by_form(reader.shown([place.code], shown.first))
    steps = _targets(reader, catalogue, place)
    listed = sorted((one for one in catalogue.indicators.values() if one.show_on_overview), key=lambda one: one.order)
    cards = [_card(one, mine, steps, nation) for one in listed]
    themes = dict.fromkeys(one.theme for one in catalogue.indicators.values())
    grouped = (
        (theme, tuple(card for card in cards if card.indicator.theme == theme)) for theme in sorted(themes, key=_theme)
    )
    return Overview(
        place,
        shown,
        months,
        stamp,
        tuple(attention(cards, shown)) if _enough_children(mine) else (),
        tuple((name, some) for name, some in grouped if some),
    )


def attention(cards: Sequence[Card], month: Month) -> list[Attention]:
    """Return the cards to look at first, at most MOST, the most serious first.

    A card comes in when its target is missed or when it is in the worst quarter of English councils. It counts two
    points for a missed target, two for the worst tenth of councils or one for the worst quarter, and one for having
    got worse since the figure before. More points go first, then the larger share of councils that do better. Left
    out are figures older than FRESH months, those of fewer than FEW_CHILDREN children, and those whose published basis
    differs from the measure's own.
    """
    named = [Attention(card, tuple(_reasons(card))) for card in cards if _to_judge(card, month)]
    serious = [one for one in named if one.card.target_status == "missed" or one.card.band == "D"]
    return sorted(serious, key=lambda one: (-_points(one.card), -(one.card.ahead or 0)))[:MOST]


def _enough_children(mine: Mapping[str, Mapping[str, Sequence[Point]]]) -> bool:
    """Return whether a council has children enough in care that its shares say something; it has when nobody says."""
    counts = [point.value for point in mine.get("children_in_care", {}).get("snapshot", ()) if point.value is not None]
    return not counts or counts[-1] >= FEW_CHILDREN


def _to_judge(card: Card, month: Month) -> bool:
    latest = card.latest
    if latest is None or latest.basis != "same" or month.minus(latest.month) > FRESH:
        return False
    return latest.denominator is None or latest.denominator >= FEW_CHILDREN


def _points(card: Card) -> int:
    missed, worst = card.target_status == "missed", (card.ahead or 0) >= WORST_TENTH
    return 2 * missed + (card.band == "D") + (card.band == "D" and worst) + (card.judgement == "worse")


def _reasons(card: Card) -> Iterator[str]:
    if card.target_status == "missed":
        yield "it misses its target"
    if card.band == "D":
        worst = (card.ahead or 0) >= WORST_TENTH
        yield f"it is in the worst {'tenth' if worst else 'quarter'} of English councils"
    if card.judgement == "worse":
        yield "it has got worse"


def _theme(name: str) -> int:
    order = (
        "Numbers and trends", "Permanence", "Placements and sufficiency", "Care leavers", "Health", "Education",
        "Voice and participation", "Safety", "Quality and workforce", "Fostering and homes", "Edge of care", "Finance",
    )  # fmt: skip
    return order.index(name)


def _nation(reader: Reader, gazetteer: Gazetteer, place: Place, month: Month, against: Against) -> _Nation:
    figures: dict[tuple[str, str], list[FigureRow]] = {}
    for row in reader.national_latest(month.first):
        figures.setdefault((row.indicator, row.form), []).append(row)
    near = neighbours_in(reader.neighbours(place.code), against.model)
    councils = frozenset(one.code for one in gazetteer.councils())
    return _Nation(figures, gazetteer.region_of(place), gazetteer.england(), near, councils, against)


def _by_form(rows: Sequence[FigureRow]) -> dict[str, dict[str, list[Point]]]:
    found: dict[str, dict[str, list[Point]]] = {}
    for row in rows:
        found.setdefault(row.indicator, {}).setdefault(row.form, []).append(point(row))
    return found


def _targets(reader: Reader, catalogue: Catalogue, place: Place) -> dict[str, tuple[TargetStep, ...]]:
    rows = reader.targets(place.code)
    known = {row.indicator for row in rows} & catalogue.indicators.keys()
    return {name: targets(rows, catalogue.indicators[name]) for name in known}


def _card(
    one: Indicator, mine: Mapping[str, Mapping[str, Sequence[Point]]], steps: Mapping[str, tuple[TargetStep, ...]],
    nation: _Nation,
) -> Card:  # fmt: skip
    form = _form(one, mine.get(one.id, {}))
    points = mine.get(one.id, {}).get(form, ())
    known = [p for p in points if p.value is not None]
    latest, previous = (known[-1] if known else None), (known[-2] if len(known) > 1 else None)
    change = _change(latest, previous)
    quarter, ahead = _standing(one, form, latest, nation)
    target = target_in(steps.get(one.id, ()), latest.month) if latest else None
    return Card(
        indicator=one,
        form=form,
        latest=latest,
        previous=previous,
        change=change,
        judgement=_judgement(one, change, _blur(latest, previous)),
        target=target,
        target_status=target_status(one, latest, target),
        gaps=tuple(_gaps(one, form, latest, nation)),
        band=quarter,
        trail=tuple(points[-TRAIL:]),
        ahead=ahead,
    )


def _form(one: Indicator, forms: Mapping[str, Sequence[Point]]) -> Form:
    """Return the form to show: the first of the indicator's own that has a value, else any that has."""
    have = [form for form, points in forms.items() if any(p.value is not None for p in points)]
    wanted = [*one.local.all_forms, *([one.benchmark.form] if one.benchmark else []), *FORMS]
    return next((form for form in wanted if form in have), one.local.form)


def _change(latest: Point | None, previous: Point | None) -> float | None:
    if latest is None or previous is None or latest.value is None or previous.value is None:
        return None
    return latest.value - previous.value if latest.basis == previous.basis else None


def smallest(one: Indicator) -> float:
    """Return the smallest difference that shows at the indicator's decimals: less is called level."""
    return float(0.5 * 10.0**-one.decimals)


def _blur(*points: Point | None) -> float:
    """Return by how much the difference of figures that are rounded for the public can be out."""
    return sum(point.nearest / 2 for point in points if point and point.nearest)


def _judgement(one: Indicator, change: float | None, blur: float = 0) -> Judgement:
    """Return whether a change is for the better; a neutral measure, or what rounding could make, is never judged."""
    if change is None or one.polarity == "neutral" or (blur and abs(change) <= blur):
        return "none"
    if abs(change) < smallest(one):
        return "level"
    return "better" if (change > 0) == (one.polarity == "high") else "worse"


def target_status(one: Indicator, latest: Point | None, target: TargetStep | None) -> TargetStatus | None:
    """Return whether a value meets its target.

    None without a value or target, for a neutral measure, for a figure on another basis than the target was set on, and
    where a figure that is rounded for the public does not tell.
    """
    if latest is None or latest.value is None or target is None or one.polarity == "neutral" or latest.basis != "same":
        return None
    half = (latest.nearest or 0) / 2
    could_be = {_met(one, value, target) for value in (latest.value - half, latest.value, latest.value + half)}
    return could_be.pop() if len(could_be) == 1 else None


def _met(one: Indicator, value: float, target: TargetStep) -> TargetStatus:
    short = target.value - value if one.polarity == "high" else value - target.value
    if short <= 0:
        return "met"
    return "close" if short <= target.tolerance else "missed"


def _gaps(one: Indicator, form: Form, latest: Point | None, nation: _Nation) -> Iterator[Gap]:
    if latest is None or latest.value is None or one.benchmark is None or not one.sizeless:
        return
    rows = {row.area: row for row in nation.figures.get((one.id, one.benchmark.form), ()) if row.value is not None}
    for kind, label, values in _comparators(nation):
        found = [rows[code] for code in values if code in rows]
        value = average([row.value for row in found if row.value is not None], nation.kind.average)
        if value is None or Month.of(found[0].month) > latest.month:
            continue
        gap = latest.value - value
        basis = one.benchmark.basis if latest.basis == "same" else "same"
        yield Gap(kind, label, value, gap, _judgement(one, gap, _blur(latest)), Month.of(found[0].month), basis)


def _comparators(nation: _Nation) -> Iterator[tuple[Kind, str, list[str]]]:
    if nation.region:
        yield "region", nation.region.name, [nation.region.code]
    if nation.near:
        yield "neighbours", "Statistical neighbours", nation.near[1]
    if nation.england:
        yield "england", "England", [nation.england.code]


def _standing(one: Indicator, form: Form, latest: Point | None, nation: _Nation) -> tuple[Band | None, float | None]:
    """Return the quartile band and the share of councils that do better.

    Both are None unless the value shown is itself a published one of the year that the councils are banded in.
    """
    if latest is None or latest.value is None or one.benchmark is None or form != one.benchmark.form:
        return None, None
    rows = [row for row in nation.figures.get((one.id, form), ()) if row.area in nation.councils]
    values = [row.value for row in rows if row.value is not None]
    same_year = bool(rows) and Month.of(rows[0].month) == latest.month
    if not same_year or len(values) < FEWEST or one.polarity == "neutral" or not one.sizeless:
        return None, None
    better = sum(v < latest.value if one.polarity == "low" else v > latest.value for v in values)
    return band(latest.value, values, one.polarity), better / len(values)

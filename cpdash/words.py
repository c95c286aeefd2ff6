"""How numbers, periods and states are written: once, for sentences, tables, charts and exports alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from cpdash.board.views import Kind, Point, TargetStatus
from cpdash.catalogue import Indicator
from cpdash.catalogue.brief import brief_names
from cpdash.periods import Form, Month, form_words

MINUS = "\N{MINUS SIGN}"
"""The sign of negative numbers: unlike a hyphen it never begins a spreadsheet formula."""

COUNTED_DIFFERENTLY = "counted differently"
CARRIED = "carried forward"

_TARGET: dict[TargetStatus, str] = {"met": "✓ Target met", "close": "≈ Close to target", "missed": "✗ Target missed"}
_BARE = ("%", "ratio", "score", "pounds")
_WEIGHED = ("per 10,000", "days", "weeks", "pounds a week", "points", "children per worker")
"""Units of what is divided or averaged, beside those that stand alone."""

_ONE = {"children": "child", "young people": "young person", "families": "family"}
_NOUNS = {
    "young people": "young people", "care leavers": "young people", "children": "children", "placements": "placements",
    "reviews": "reviews", "visits": "visits", "carers": "carers", "households": "households", "homes": "homes",
    "registered places": "places", "social workers": "social workers", "challenges": "challenges", "pupils": "pupils",
    "sessions": "sessions", "episodes": "episodes", "budget": "pounds",
}  # fmt: skip
STATES = {
    "published": "published",
    "provisional": "provisional",
    "derived": "worked out from the council's return",
    "illustrative": "illustrative, not a real figure",
    "suppressed": "withheld to protect children",
    "missing": "no data",
}


def number(indicator: Indicator, value: float, more: int = 0) -> str:
    """Return a value at the indicator's decimals (and so many more): "125", "21.7%", "£1,234", "1.25"."""
    rounded = _rounded(value, indicator.decimals + more)
    sign = MINUS if rounded < 0 else ""
    before = "£" if indicator.unit in ("pounds", "pounds a week") else ""
    return f"{sign}{before}{abs(rounded):,}{'%' if indicator.unit == '%' else ''}"


def shortest(indicator: Indicator, value: float) -> str:
    """Return a value in as few digits as say it exactly, for axes and targets: "15%" of a measure told as "15.0%"."""
    decimals = next(some for some in range(7) if round(value, some) == round(value, 6))
    return number(indicator, value, more=decimals - indicator.decimals)


def with_unit(indicator: Indicator, value: float) -> str:
    """Return a value with its unit: "125 per 10,000", "21.7%", "564 children", "1 day"."""
    return _joined(number(indicator, value), "" if indicator.unit in _BARE else _unit(indicator, value))


def difference(indicator: Indicator, value: float) -> str:
    """Return the size of a difference with its unit and without its sign: percentages differ in points."""
    size = abs(value)
    if indicator.unit not in ("%", "score", "points"):
        return with_unit(indicator, size)
    rounded = abs(_rounded(size, indicator.decimals))
    return f"{rounded:,} {'point' if rounded == 1 else 'points'}"


def moved(indicator: Indicator, change: float) -> str:
    """Return a change as a direction and a size, such as "up 2.1 points": a direction, never a judgement."""
    if _rounded(change, indicator.decimals) == 0:
        return "no change"
    return f"{'up' if change > 0 else 'down'} {difference(indicator, change)}"


def more_or_fewer(count: float | None) -> str:
    """Return how many more or fewer there are, signed: "+13"; a change that is not told says so."""
    if count is None:
        return "withheld"
    sign = "+" if count > 0 else MINUS if count < 0 else ""
    return f"{sign}{abs(count):,.0f}"


def benchmark_number(indicator: Indicator, kind: Kind, value: float) -> str:
    """Return a benchmark's value; an average of neighbours has one decimal more, for it is no council's own figure."""
    return number(indicator, value, more=1 if kind == "neighbours" else 0)


def shown(indicator: Indicator, point: Point) -> str:
    """Return what stands where a value belongs: the value with its unit, "withheld" or "no data". Never a zero."""
    if point.value is not None:
        return with_unit(indicator, point.value)
    return "withheld" if point.status == "suppressed" else "no data"


def state(point: Point) -> str:
    """Return what kind of figure a point is, with its reason: "provisional: the year is not yet complete"."""
    words = STATES.get(point.status, point.status)
    differs = f", {COUNTED_DIFFERENTLY}" if point.basis == "indicative" else ""
    reason = _inside(point.reason.rstrip(".")) if point.reason else ""
    if point.status == "suppressed" and reason.startswith("withheld"):
        return f"{reason}{differs}"  # the reason says it all, and more exactly
    return f"{words}{differs}{f': {reason}' if reason else ''}"


def target_status_words(status: TargetStatus | None) -> str:
    """Return a target's status as icon and word, so that colour is never the only sign; empty for None."""
    return _TARGET[status] if status else ""


def cohort(indicator: Indicator, point: Point) -> str:
    """Return "7 of 13 young people; one is 8 points" for a percentage of fewer than 30, else an empty text."""
    few = point.denominator is not None and 0 < point.denominator < 30
    if indicator.unit != "%" or not few or point.value is None or point.numerator is None or point.denominator is None:
        return ""
    weight = _rounded(100 / point.denominator, 0)
    whose = _joined(f"{point.numerator:.0f} of {point.denominator:.0f}", _noun(indicator))
    return f"{whose}; one is {weight} points"


def is_count(indicator: Indicator) -> bool:
    """Return whether a value is itself a number of people or things, and no share, rate, time or sum of money."""
    return indicator.unit not in (*_BARE, *_WEIGHED)


def counted_noun(indicator: Indicator, number: float) -> str:
    """Return who or what a count is of, in the number that fits: "children", "child", "placements"."""
    noun = _noun(indicator) or (indicator.unit if indicator.unit not in _BARE else "children")
    return _ONE.get(noun, noun.removesuffix("s")) if number == 1 else noun


def when(form: Form, month: Month) -> str:
    """Return when a figure is for: "on 31 March 2025", "in the year to March 2025", "in June 2021"."""
    return f"in the year to {month.words}" if form == "12 months" else form_words(form, month)


def period(form: Form, month: Month) -> str:
    """Return the same as a label: "31 March 2025", "Year to March 2025", "June 2021"."""
    bare = when(form, month).removeprefix("on ").removeprefix("in ").removeprefix("the ")
    return bare[0].upper() + bare[1:]


def year_label(form: Form, month: Month) -> str:
    """Return the year of an annual figure: "2025" for a day, "2024-25" for a financial year, else the month."""
    if form == "snapshot" and month.month == 3:
        return str(month.year)
    return str(month.financial_year) if form == "12 months" and month.month == 3 else month.words


def since(now: Month, before: Month) -> str:
    """Return how an earlier month is named beside a later one: "2024", "May", "May 2019"."""
    if now.month == before.month:
        return str(before.year)
    return before.words if now.minus(before) > 11 else before.words.split()[0]


def short_month(month: Month) -> str:
    """Return a month for an axis, such as "Mar 2021"."""
    return f"{month.words[:3]} {month.year}"


def called(kind: Kind, name: str) -> str:
    """Return a comparator's name inside a sentence: "England", "the North East", "its statistical neighbours"."""
    if kind == "neighbours":
        return "its statistical neighbours"
    bare = ("London", "Yorkshire", "Inner", "Outer")
    return f"the {name}" if kind == "region" and not name.startswith(bare) else name


def possessive(name: str) -> str:
    """Return "England's", "the neighbours'"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def listed(items: Sequence[str]) -> str:
    """Return "a, b and c"."""
    return " and ".join([*([", ".join(items[:-1])] if len(items) > 1 else []), *items[-1:]])


def dimension_words(dimension: str) -> str:
    """Return a breakdown's name in words, such as "legal status"."""
    return dimension.replace("_", " ")


def mark(category: str) -> str:
    """Return how an address and a mark of a chart name a category: "10-to-15-years"."""
    return re.sub(r"[^a-z0-9]+", "-", category.lower()).strip("-")


def brief(category: str) -> str:
    """Return a category's name as a chart has room for it; tables and files have it in full."""
    return brief_names().get(category, category)


def named_category(dimension: str, category: str) -> str:
    """Return a category with the name of its dimension: "Age: 10 to 15 years"."""
    return f"{dimension_words(dimension).capitalize()}: {category}"


def _inside(sentence: str) -> str:
    """Return a sentence as it goes on after a colon: in small letters, unless it begins with letters of a name."""
    is_name = any(letter.isupper() for letter in sentence.partition(" ")[0][1:])
    return sentence if is_name else f"{sentence[:1].lower()}{sentence[1:]}"


def _rounded(value: float, decimals: int) -> Decimal:
    """Return a value rounded half up, as people do; repr keeps 2.675 from being read as 2.67499."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _unit(indicator: Indicator, value: float) -> str:
    unit = indicator.unit.removeprefix("pounds ")
    if abs(_rounded(value, indicator.decimals)) != 1 or unit in ("per 10,000", "a week"):
        return unit
    return "child per worker" if unit == "children per worker" else _ONE.get(unit, unit.removesuffix("s"))


def _noun(indicator: Indicator) -> str:
    """Return who or what is counted: the first noun that the denominator's words name."""
    text = indicator.denominator.lower()
    found = [(text.index(words), noun) for words, noun in _NOUNS.items() if words in text]
    return min(found)[1] if found else ""


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)

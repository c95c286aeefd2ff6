"""The rows of the public file: a council's own figure as everyone may see it, or that it is withheld."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import pyarrow as pa

from cpdash.catalogue import Indicator
from cpdash.catalogue.facts import Reading
from cpdash.disclosure.broken import Shown
from cpdash.disclosure.rounding import rounded
from cpdash.disclosure.rule import Rule
from cpdash.disclosure.windows import Way
from cpdash.periods import Form

WITHHELD = "Withheld to protect small numbers."
"""The only reason that is given: it never tells a small number from one that would give another away."""

WIDER = "Shown in wider bands, to protect small numbers."
EVERY = {1: "", 3: "once a quarter", 6: "twice a year", 12: "once a year"}

Row = Mapping[str, object]


class Own(NamedTuple):
    """One of a council's own figures, as the service file has it."""

    area: str
    indicator: str
    form: Form
    month: date
    dimension: str
    category: str
    numerator: float | None
    denominator: float | None
    value: float | None
    status: str
    reason: str | None
    symbol: str | None
    basis: str
    note: str | None
    source: str
    document: str | None
    family: str
    release: str
    priority: int
    is_national: bool
    load: int | None
    place: int
    nearest: float | None


def schema() -> pa.Schema:
    """Return the columns of a public row."""
    kinds = {
        "month": pa.date32(),
        "priority": pa.int32(),
        "is_national": pa.bool_(),
        "load": pa.int32(),
        "place": pa.int64(),
    }
    numbers = {name: pa.float64() for name in ("numerator", "denominator", "value", "nearest")}
    return pa.schema([(name, (kinds | numbers).get(name, pa.string())) for name in Own._fields])


def shown_row(one: Own, indicator: Indicator, way: Way, rule: Rule) -> Row:
    """Return a released total: as it is with its counts, or rounded and without them.

    Notes are words of the council's own files, or say how many of its rows are faulty: neither is for everyone.
    """
    value, numerator, denominator = one.value, one.numerator, one.denominator
    if value is not None:
        value = _value(value, indicator, way.nearest, rule)
    if way.nearest is not None or indicator.fact is None or _is_amount(indicator):
        numerator = None
    if way.nearest is not None and not (indicator.fact and indicator.fact.per_population):
        denominator = None
    return one._replace(
        value=value, nearest=_coarse(way, indicator), numerator=_count(numerator, rule),
        denominator=_count(denominator, rule), document=None, symbol=None,
        note=_joined(how(way, indicator), _population(indicator, one)),
    )._asdict()  # fmt: skip


def withheld_row(one: Own) -> Row:
    """Return a figure that is on the list of what may be public and cannot be shown."""
    return one._replace(
        value=None, numerator=None, denominator=None, status="suppressed", reason=WITHHELD, note=None, document=None,
        symbol=None,
    )._asdict()  # fmt: skip


def breakdown_row(
    total: Own, dimension: str, band: str, figure: tuple[float | None, float | None, float | None] | None, level: int,
    rule: Rule, indicator: Indicator,
) -> Row:  # fmt: skip
    """Return one band of a breakdown, `figure` its numerator, denominator and value, or None where it is withheld."""
    one = total._replace(dimension=dimension, category=band)
    if figure is None:
        return withheld_row(one)
    numerator, denominator, value = figure
    if value is None:
        return one._replace(numerator=None, denominator=None, value=None, status="missing", note=None, document=None,
                            reason="Nobody is in the group that this would be a share of.")._asdict()  # fmt: skip
    return one._replace(
        numerator=_count(numerator, rule), denominator=_count(denominator, rule),
        value=_value(value, indicator, None, rule), note=WIDER if level else None, document=None, symbol=None,
    )._asdict()  # fmt: skip


def band_figure(
    reading: Reading, shown: Shown, amount: float | None
) -> tuple[float | None, float | None, float | None]:  # fmt: skip
    """Return the numerator, denominator and value of a band, worked out as the service file's breakdowns are.

    `amount`: the days or points of the band, for an average; they are not shown themselves.
    """
    numerator = shown.said[0] if amount is None else amount
    denominator = shown.said[-1] if reading.denominator else None
    told = None if amount is not None else numerator / reading.divisor
    if denominator == 0:
        return told, denominator, None
    return told, denominator, reading.factor * numerator / reading.divisor / (denominator or 1)


def how(way: Way, indicator: Indicator) -> str | None:
    """Return in words how a series is released where that is less than as it is, every month."""
    said = []
    if _coarse(way, indicator):
        said.append(f"rounded to the nearest {way.nearest:g}")
    if way.step > 1:
        said.append(EVERY[way.step])
    return f"Shown {' and '.join(said)} in public, to protect small numbers." if said else None


def _coarse(way: Way, indicator: Indicator) -> float | None:
    """Return what a series is rounded to, where that is more than its own decimals."""
    return way.nearest if way.nearest is not None and way.nearest > 10.0**-indicator.decimals else None


def _value(value: float, indicator: Indicator, nearest: float | None, rule: Rule) -> float:
    decimals = indicator.decimals if rule.decimals is None else min(indicator.decimals, rule.decimals)
    step = nearest if nearest is not None else 10.0**-decimals
    if not indicator.sizeless and rule.base:
        step = max(step, float(rule.base))
    return round(rounded(value, step), 6)


def _count(count: float | None, rule: Rule) -> float | None:
    return count if count is None or not rule.base else rounded(count, float(rule.base))


def _is_amount(indicator: Indicator) -> bool:
    return indicator.unit in ("days", "weeks", "score", "points")


def _population(indicator: Indicator, one: Own) -> str | None:
    """Return what a note says of the estimate of the population, which is public."""
    if not (indicator.fact and indicator.fact.per_population and one.note):
        return None
    first = one.note.split(". ")[0].rstrip(".")
    return f"{first}." if first.startswith("For children aged 0 to 17 in the middle of ") else None


def _joined(*said: str | None) -> str | None:
    return " ".join(text for text in said if text) or None

"""What do the numerator, denominator and value of a scorecard row say together?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cpdash.catalogue import Indicator
from cpdash.extract import Status
from cpdash.ingest.numbers import Number, parse_number
from cpdash.ingest.outcome import Cells

FACTOR = {"%": 100.0, "per 10,000": 10_000.0}
"""What numerator over denominator is multiplied by, by unit; everything else is the plain quotient."""


Symbols = Mapping[str, tuple[Status, str]]
"""Status and reason of each sign that may stand in the place of a number."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """The three numbers of a row; where there is no value, the status and the reason."""

    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    gap: Status | None = None
    reason: str | None = None
    symbol: str | None = None
    dressed: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a row."""

    rule: str
    column: str
    message: str


class Wrong(Exception):
    """What is wrong with a row's amounts."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__(*faults)


def read_amounts(cells: Cells, indicator: Indicator, symbols: Symbols) -> Amounts:
    """Return the amounts of a row; a value left empty is worked out by the indicator's unit. Raises Wrong.

    `symbols` gives the status and the reason that each symbol stands for.
    """
    numerator, denominator, value = _cells(cells, indicator, symbols)
    n, d = _number(numerator), _number(denominator)
    _check_parts(n, d, indicator)
    dressed = any(isinstance(one, Number) and one.dressed for one in (numerator, denominator, value))
    symbol = next((one for one in (value, numerator, denominator) if isinstance(one, str)), None)
    if isinstance(value, Number):
        _check_value(value, n, d, indicator)
        return Amounts(n, d, value.value, dressed=dressed)
    if symbol is not None:
        return _gap(symbol, n, d, symbols, withheld=isinstance(value, str))
    return _worked_out(n, d, indicator, dressed)


def _cells(cells: Cells, indicator: Indicator, symbols: Symbols) -> list[Number | str | None]:
    found: list[Number | str | None] = []
    faults: list[Fault] = []
    for column in ("numerator", "denominator", "value"):
        try:
            found.append(_cell(column, cells, symbols, percent=column == "value" and indicator.unit == "%"))
        except Wrong as wrong:
            faults.extend(wrong.faults)
    if faults:
        raise Wrong(*faults)
    return found


def _cell(column: str, cells: Cells, symbols: Symbols, *, percent: bool) -> Number | str | None:
    text = cells.get(column)
    if text is None or text.casefold() in symbols:
        return text.casefold() if text else None
    number = parse_number(text, percent=percent)
    if number is None:
        allowed = ", ".join(symbols)
        raise Wrong(
            Fault(
                "not a number", column, f"is not a number: expected one such as 12.5 or 1,250, or a symbol ({allowed})"
            )
        )
    return number


def _number(cell: Number | str | None) -> float | None:
    return cell.value if isinstance(cell, Number) else None


def _check_parts(n: float | None, d: float | None, indicator: Indicator) -> None:
    for column, part in (("numerator", n), ("denominator", d)):
        if part is not None and part < 0:
            raise Wrong(Fault("below zero", column, "is below zero"))
    if n is not None and d is not None and indicator.unit == "%" and n > d:
        raise Wrong(
            Fault("part above whole", "numerator", "is larger than the denominator, which no percentage can be")
        )


def _check_value(value: Number, n: float | None, d: float | None, indicator: Indicator) -> None:
    _check_bounds(value.value, indicator)
    if n is None or d is None:
        return
    if d == 0:
        raise Wrong(Fault("no whole", "denominator", "is 0, so there can be no value: leave the value empty"))
    if abs(_quotient(n, d, indicator) - value.value) > value.rounding:
        message = "does not agree with numerator and denominator: correct one of the three, or leave the value empty"
        raise Wrong(Fault("value disagrees", "value", message))


def _check_bounds(value: float, indicator: Indicator) -> None:
    low, high = indicator.bounds
    if not low <= value <= high:
        limits = f"from {low:g} to {high:g}" if high != float("inf") else f"of {low:g} or more"
        raise Wrong(
            Fault("out of range", "value", f"cannot be true of {indicator.code}: expected {indicator.unit} {limits}")
        )


def _quotient(n: float, d: float, indicator: Indicator) -> float:
    return FACTOR.get(indicator.unit, 1.0) * n / d


def _gap(symbol: str, n: float | None, d: float | None, symbols: Symbols, *, withheld: bool) -> Amounts:
    if withheld and n is not None:
        raise Wrong(
            Fault(
                "figure beside a symbol", "numerator", "gives away a value that a symbol withholds: use the symbol here"
            )
        )
    gap, reason = symbols[symbol]
    return Amounts(None if withheld else n, d, None, gap, reason, symbol)


def _worked_out(n: float | None, d: float | None, indicator: Indicator, dressed: bool) -> Amounts:
    if n is None and d is None:
        return Amounts(gap="missing")
    if n is None or d is None:
        column = "numerator" if n is None else "denominator"
        raise Wrong(Fault("half a fraction", column, "is empty: expected both numerator and denominator, or a value"))
    if d == 0 and n == 0:
        return Amounts(n, d, gap="missing", reason="the denominator is 0: there was nothing to measure")
    if d == 0:
        raise Wrong(Fault("no whole", "denominator", "is 0 though the numerator is not"))
    value = _quotient(n, d, indicator)
    _check_bounds(value, indicator)
    return Amounts(n, d, value, dressed=dressed)

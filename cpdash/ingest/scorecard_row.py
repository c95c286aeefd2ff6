"""What figure does one row of the monthly scorecard give, or what is wrong with it?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from cpdash.catalogue import Catalogue, Indicator
from cpdash.errors import nearest
from cpdash.extract import Status
from cpdash.ingest.lookups import AreaNames, Unreadable, check_not_future, find_form, find_indicator, find_month
from cpdash.ingest.one_figure import Figure
from cpdash.ingest.outcome import Cells
from cpdash.ingest.scorecard_amounts import Amounts, Fault, Symbols, Wrong, read_amounts
from cpdash.periods import Form, Month

T = TypeVar("T")
NOT_GIVEN = "not given in the scorecard"
_STATUSES: tuple[Status, ...] = ("published", "provisional", "illustrative")


@dataclass
class Row:
    """Reads the cells of one row; the faults pile up so that all of them can be told at once."""

    cells: Cells
    catalogue: Catalogue
    areas: AreaNames
    symbols: Symbols
    today: date
    faults: list[Fault] = field(default_factory=list)
    dressed: bool = False

    def figure(self, number: int) -> Figure | None:
        """Return the figure; None when the row has faults."""
        area = self._needed("area", self.areas.council)
        month = self._needed("month", find_month)
        indicator = self._needed("indicator", lambda text: find_indicator(self.catalogue, text))
        status = self._status()
        form = self._form(indicator)
        amounts = self._amounts(indicator)
        dimension, category = self._breakdown(indicator)
        self._check_time(month, status)
        if self.faults or not (area and month and indicator and status and form and amounts):
            return None
        self.dressed = amounts.dressed
        return Figure(
            number, area.code, indicator.id, form, month, dimension, category, amounts.numerator, amounts.denominator,
            amounts.value, amounts.gap or status, self._reason(amounts), amounts.symbol,
            note=self.cells.get("note"), document=self.cells.get("document"),
        )  # fmt: skip

    def _fault(self, rule: str, column: str, message: str) -> None:
        self.faults.append(Fault(rule, column, message))

    def _needed(self, column: str, find: Callable[[str], T]) -> T | None:
        text = self.cells.get(column)
        if text is None:
            self._fault("empty", column, "is empty: every row needs it")
            return None
        try:
            return find(text)
        except Unreadable as problem:
            self._fault(f"unknown {column}", column, str(problem))
            return None

    def _status(self) -> Status | None:
        text = self.cells.get("status", "published").casefold()
        for status in _STATUSES:
            if text == status:
                return status
        self._fault(
            "unknown status", "status", f"is no status: expected {', '.join(_STATUSES)}, or empty for published"
        )
        return None

    def _form(self, indicator: Indicator | None) -> Form | None:
        if "form" not in self.cells:
            return indicator.local.form if indicator else None
        form = self._needed("form", find_form)
        if form and indicator and form not in indicator.local.all_forms:
            forms = ", ".join(indicator.local.all_forms)
            self._fault("unknown form", "form", f"is not a form of {indicator.code}: expected {forms}, or empty")
        return form

    def _amounts(self, indicator: Indicator | None) -> Amounts | None:
        if indicator is None:
            return None
        try:
            return read_amounts(self.cells, indicator, self.symbols)
        except Wrong as wrong:
            self.faults.extend(wrong.faults)
            return None

    def _breakdown(self, indicator: Indicator | None) -> tuple[str, str]:
        dimension, category = self.cells.get("dimension", ""), self.cells.get("category", "")
        if bool(dimension) != bool(category):
            empty = "category" if dimension else "dimension"
            self._fault("half a breakdown", empty, "is empty: a breakdown needs both dimension and category")
        elif dimension and indicator and dimension not in indicator.dimensions:
            near = ", ".join(nearest(dimension, indicator.dimensions) or indicator.dimensions) or "none"
            self._fault("unknown dimension", "dimension", f"is no breakdown of {indicator.code}. Nearest known: {near}")
        return dimension, category

    def _check_time(self, month: Month | None, status: Status | None) -> None:
        if month and status:
            try:
                check_not_future(month, status, self.today)
            except Unreadable as problem:
                self._fault("future", "month", str(problem))

    def _reason(self, amounts: Amounts) -> str | None:
        if amounts.value is not None:
            return None
        return amounts.reason or self.cells.get("note") or NOT_GIVEN

"""Turns the text columns of our own layout into typed ones, and refuses the rows that cannot be true.

A file has few different areas, indicators, forms and months, so each distinct cell is looked at once; a fault is told
once for each distinct cell, with the first row that has it and how many have.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from cpdash.catalogue import Catalogue
from cpdash.extract import STATUSES
from cpdash.ingest.lookups import AreaNames, Unreadable, check_not_future, find_form, find_indicator, find_month
from cpdash.ingest.outcome import Outcome
from cpdash.ingest.raw import ROW, RawTable
from cpdash.periods import Month

Column: TypeAlias = Any
_NUMBER = r"^-?[0-9]{1,17}(\.[0-9]+)?([eE][-+]?[0-9]{1,2})?$"
_GAPS = pa.array(["suppressed", "missing"])


class Columns:
    """The columns of one file, made into those of the observation table step by step."""

    def __init__(self, raw: RawTable, outcome: Outcome) -> None:
        self._cells, self._outcome = raw.cells, outcome

    def names(self, areas: AreaNames, catalogue: Catalogue) -> dict[str, Column]:
        """Return area codes, indicator ids and forms."""
        return {
            "area": self._each("area", lambda text: areas.find(text).code, pa.string()),
            "indicator": self._each("indicator", lambda text: find_indicator(catalogue, text).id, pa.string()),
            "form": self._each("form", find_form, pa.string()),
        }

    def times(self, today: date) -> dict[str, Column]:
        """Return the first day of each month; a window that has not ended is refused unless it is provisional."""
        months = self._each("month", lambda text: find_month(text).first, pa.date32())
        for month in pc.unique(months).to_pylist():
            if month and Month.of(month).last > today:
                self._refuse_future(months, Month.of(month), today)
        return {"month": months}

    def _refuse_future(self, months: Column, month: Month, today: date) -> None:
        here = pc.equal(months, month.first)
        for status in pc.unique(self._cells["status"].filter(pc.fill_null(here, False))).to_pylist():
            try:
                check_not_future(month, status or "", today)
            except Unreadable as problem:
                self._refuse(pc.and_(here, self._is("status", status)), "future", str(problem), "month")

    def numbers(self) -> dict[str, Column]:
        """Return numerator, denominator and value; a cell that is no plain number is refused."""
        return {name: self._number(name) for name in ("numerator", "denominator", "value")}

    def _number(self, name: str) -> Column:
        texts = self._cells[name]
        plain = pc.match_substring_regex(texts, _NUMBER)
        message = "is not a number: expected one such as 12.5"
        self._refuse(pc.invert(plain), "not a number", message, name)
        return pc.cast(pc.if_else(plain, texts, pa.scalar(None, pa.string())), pa.float64())

    def statuses(self) -> dict[str, Column]:
        """Return status and reason. A status that is left out is published; a value has no gap's status."""
        status = pc.fill_null(self._cells["status"], "published")
        self._refuse(
            pc.invert(pc.is_in(status, pa.array(STATUSES))),
            "unknown status",
            f"expected {', '.join(STATUSES)}",
            "status",
        )
        gap, empty = pc.is_in(status, _GAPS), pc.is_null(self._cells["value"])
        self._refuse(
            pc.and_(gap, pc.invert(empty)), "value of a gap", "a suppressed or missing figure has a value", "value"
        )
        bare = pc.and_(empty, pc.or_(pc.invert(gap), pc.is_null(self._cells["reason"])))
        message = "a figure without value needs status suppressed or missing, and a reason"
        self._refuse(bare, "bare gap", message, "value")
        return {"status": status, "reason": self._cells["reason"]}

    def texts(self) -> dict[str, Column]:
        """Return the columns that are taken as they stand."""
        filled = {"dimension": "", "category": "", "basis": "same"}
        plain = {name: self._cells[name] for name in ("symbol", "note", "document")}
        return {**plain, **{name: pc.fill_null(self._cells[name], text) for name, text in filled.items()}}

    def check_meaning(self, checked: Mapping[str, Column], catalogue: Catalogue) -> None:
        """Refuse values outside an indicator's bounds, and a breakdown without a category."""
        for name in pc.unique(checked["indicator"]).to_pylist():
            if name:
                low, high = catalogue.indicators[name].bounds
                value = checked["value"]
                outside = pc.or_(pc.less(value, low), pc.greater(value, high))
                here = pc.and_(pc.equal(checked["indicator"], name), outside)
                self._refuse(here, "out of range", f"cannot be true of {name}: expected {low:g} to {high:g}", "value")
        for name in ("numerator", "denominator"):
            self._refuse(pc.less(checked[name], 0), "negative count", "a count cannot be below zero", name)
        self._refuse(
            pc.invert(pc.is_in(checked["basis"], pa.array(["same", "indicative"]))),
            "unknown basis",
            "expected same or indicative",
            "basis",
        )
        half = pc.xor(pc.equal(checked["dimension"], ""), pc.equal(checked["category"], ""))
        self._refuse(half, "half a breakdown", "a breakdown needs both dimension and category", "dimension")

    def _each(self, name: str, find: Callable[[str], object], kind: pa.DataType) -> Column:
        """Return the column with each distinct cell looked up once; raises nothing, refuses the rows."""
        distinct = pc.unique(self._cells[name])
        found: list[object] = []
        for text in distinct.to_pylist():
            try:
                found.append(find(text or ""))
            except Unreadable as problem:
                found.append(None)
                self._refuse(self._is(name, text), f"unknown {name}", str(problem) if text else "is empty", name)
        return pc.take(pa.array(found, kind), pc.index_in(self._cells[name], distinct))

    def _is(self, name: str, text: str | None) -> Column:
        return pc.is_null(self._cells[name]) if text is None else pc.equal(self._cells[name], text)

    def _refuse(self, wrong: Column, rule: str, message: str, column: str) -> None:
        rows = self._cells[ROW].filter(pc.fill_null(wrong, False)).to_pylist()
        if rows:
            more = f" (and {len(rows) - 1} more rows)" if len(rows) > 1 else ""
            self._outcome.error(rule, message + more, rows[0], column)
            self._outcome.refused.update(rows)

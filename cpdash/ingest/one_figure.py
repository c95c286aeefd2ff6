"""One figure on its way from a row of a file to the table of observations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from cpdash.extract import SCHEMAS, Status
from cpdash.ingest.outcome import Outcome
from cpdash.periods import Form, Month


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the observation table: its fields have the names of that schema."""

    row: int
    area: str
    indicator: str
    form: Form
    month: Month
    dimension: str = ""
    category: str = ""
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    status: Status = "published"
    reason: str | None = None
    symbol: str | None = None
    basis: str = "same"
    note: str | None = None
    document: str | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What the figure is of: two rows with the same key speak of the same figure."""
        return (self.area, self.indicator, self.form, self.month, self.dimension, self.category)

    @property
    def says(self) -> tuple[object, ...]:
        """What the row states of it."""
        return (self.numerator, self.denominator, self.value, self.status, self.symbol)


def without_repeats(figures: Iterable[Figure], outcome: Outcome) -> list[Figure]:
    """Return one figure for each key. An equal repeat is left with a warning; one that disagrees is an error."""
    kept: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        first = kept.setdefault(figure.key, figure)
        if first is figure:
            continue
        if first.says == figure.says:
            outcome.leave(figure.row, "repeated", f"says the same as row {first.row}: used once")
        else:
            message = f"rows {first.row} and {figure.row} give the same figure different values: keep one of them"
            outcome.error("repeated", message, figure.row)
    return list(kept.values())


def observation_table(figures: Sequence[Figure]) -> pa.Table:
    """Return the figures as a table of the observation schema."""
    schema = SCHEMAS["observation"]
    columns = {name: [getattr(figure, name) for figure in figures] for name in schema.names}
    columns["month"] = [figure.month.first for figure in figures]
    return pa.table(columns, schema)


def reaches(figures: Iterable[Figure]) -> date | None:
    """Return the last day that any value is for; None when there is no value."""
    return max((figure.month.last for figure in figures if figure.value is not None), default=None)

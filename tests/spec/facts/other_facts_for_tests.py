"""Small returns made by hand, and what they come to in the facts beside care and placement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import duckdb

from cpdash.catalogue.calendar import bank_holidays
from cpdash.store.fact_tables import FURTHER, build_children
from cpdash.store.sql import query
from tests.spec.facts.returns_for_tests import AREA, Work, day, labels, total

YEAR = ("2023-04-01", "2024-03-31")
"""A return of one whole year."""

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]


def holidays() -> list[date]:
    """The bank holidays that come with the program."""
    return list(bank_holidays())


class Facts:
    """The fact tables of some returns, asked for one count at a time."""

    def __init__(self, db: duckdb.DuckDBPyConnection, fact: str) -> None:
        self.db = db
        self.fact = fact

    def count(self, measure: str, month: str, form: str = "12 months", **where: str) -> int:
        """A measure, summed over the rows of the month and form that have these categories."""
        return total(self.db, self.fact, measure, month, form, **where)

    def months(self, measure: str, form: str, **where: str) -> dict[str, int]:
        """The months in which a measure is more than nothing."""
        named = "".join(f" AND {name} = ?" for name in where)
        found = self.db.execute(
            f"SELECT strftime(month, '%Y-%m'), sum({measure})::BIGINT FROM snapshot.{self.fact} "
            f"WHERE form = ?{named} GROUP BY ALL HAVING sum({measure}) > 0 ORDER BY ALL",
            [form, *where.values()],
        ).fetchall()
        return dict(found)

    def categories(self, dimension: str, measure: str, month: str, form: str = "12 months") -> dict[str, int]:
        """A measure by the categories of a dimension."""
        found = self.db.execute(
            f"SELECT {dimension}::VARCHAR, sum({measure})::BIGINT FROM snapshot.{self.fact} "
            f"WHERE month = ? AND form = ? GROUP BY ALL HAVING sum({measure}) > 0 ORDER BY ALL",
            [day(f"{month}-01"), form],
        ).fetchall()
        return dict(found)


def facts_of(fact: str, *returns: tuple[str, str, Tables]) -> Facts:
    """Return the facts of returns, each (first day, last day, tables), loaded in this order."""
    work = Work()
    for first, last, tables in returns:
        work.add(first, last, tables, AREA)
    build_children(work.db, labels(), holidays())
    for name in (*FURTHER, fact):
        work.db.execute(query(name, "facts"))
    return Facts(work.db, fact)

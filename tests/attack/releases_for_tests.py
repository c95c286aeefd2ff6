"""A snapshot's service file released anew, by another rule; and how much of what boards look at is released."""

from __future__ import annotations

from pathlib import Path

import duckdb

from cpdash.catalogue import Catalogue
from cpdash.disclosure.rule import Rule
from cpdash.store.releasing import release
from tests.attack.reading_for_tests import Row, read_public

SHOWN_MONTHS = 13


def released(service: Path, catalogue: Catalogue, rule: Rule, into: Path) -> Path:
    """Write the public file that a rule leaves of a service file, and return its path."""
    with duckdb.connect() as db:
        db.execute(f"ATTACH '{service}' AS snapshot (READ_ONLY)")
        db.execute(f"ATTACH '{into}' AS public")
        db.execute("BEGIN")
        release(db, catalogue, rule)
        db.execute("COMMIT")
    return into


def utility(public: Path, service: Path, area: str, catalogue: Catalogue) -> tuple[int, int]:
    """Return how many figures of the default views are released, and how many there are.

    The default view of an indicator is its total in its own form. Zeros are left out: they are easily released. So are
    the indicators that the catalogue closes to the public: none of their figures is meant to be shown.
    """
    every = {_name(row): row for row in reversed(read_public(service, area).rows)}
    last = max(row.month for row in every.values())
    shown = {_name(row) for row in read_public(public, area).rows if row.value is not None}
    wanted = [
        name for name, row in every.items()
        if not row.dimension and row.value and row.month > last - SHOWN_MONTHS
        and row.form == catalogue.indicators[row.indicator].local.form
        and not catalogue.indicators[row.indicator].public.closed
    ]  # fmt: skip
    return sum(name in shown for name in wanted), len(wanted)


def _name(row: Row) -> tuple[str, str, int, str, str]:
    return row.indicator, row.form, row.month, row.dimension, row.category

"""Fills the public file of a snapshot: what was public before, and of a council's own figures those that are released."""

from __future__ import annotations

import duckdb

from cpdash.catalogue import Catalogue
from cpdash.store.sql import query


def release(db: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Make the tables of the attached database `public` from those of `snapshot`. Wants a transaction."""
    db.execute(query("copied", "release"))

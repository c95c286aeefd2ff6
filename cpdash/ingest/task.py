"""What every step of reading one published table needs, in one value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cpdash.catalogue import Catalogue, Indicator, SourceMap
from cpdash.ingest.raw import Places, RawTable
from cpdash.periods import Form


@dataclass(frozen=True)
class Task:
    """What every step of reading one file needs."""

    raw: RawTable
    source: SourceMap
    catalogue: Catalogue
    places: Places
    today: date

    def column(self, name: str) -> str:
        """Return the file's name of one of our columns."""
        return self.source.columns.get(name) or self.source.optional.get(name, name)


def default_form(one: Indicator) -> Form:
    """Return the window of an indicator's published figures."""
    return one.benchmark.form if one.benchmark else one.local.form

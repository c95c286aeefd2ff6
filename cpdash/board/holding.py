"""What the snapshot holds: the files it was made from, what was found in them, and how far they agree."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from cpdash.board.views import Agreement, FaultyMonth, Footer, FoundFault, Holdings, LoadedFile, Restatement, Stamp
from cpdash.catalogue import Catalogue
from cpdash.periods import Month
from cpdash.store.reader import Reader


def holdings(reader: Reader, stamp: Stamp, catalogue: Catalogue, area: str | None) -> Holdings:
    """Return the loads, findings, restatements (of one area, or of all with None) and agreements of the snapshot."""
    known = catalogue.indicators
    return Holdings(
        stamp,
        tuple(LoadedFile(*row) for row in reader.loads()),
        tuple(FoundFault(*row) for row in reader.findings()),
        tuple(
            Restatement(
                row.area_name, known[row.indicator], Month.of(row.month), row.category, row.old_value, row.new_value,
                row.old_release, row.new_release,
            )
            for row in reader.restatements(area)
            if row.indicator in known
        ),
        tuple(
            Agreement(known[row.indicator], row.one, row.other, row.points, row.differing)
            for row in reader.reconciliation()
            if row.indicator in known
        ),
        tuple(_faulty_months(reader, area)) if area else (),
    )  # fmt: skip


def _faulty_months(reader: Reader, area: str) -> Iterator[FaultyMonth]:
    for month, same in groupby(reader.fault_months(area), key=lambda row: row.month):
        yield FaultyMonth(Month.of(month), tuple((row.rule, row.rows) for row in same))


def footer(reader: Reader, stamp: Stamp) -> Footer:
    """Return whose figures the snapshot is made from, and whether what this viewer sees of it may be shared."""
    own = reader.stamp.own
    return Footer(stamp, tuple(reader.publishers()), "public" if reader.stamp.scope == "public" else "service", own)

"""What is kept of a council beside its figures: what it promised, its homes, its inspections, its meetings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from cpdash.board.details import Action, Home, HomeJudgement, Judgement, Meeting, Registers
from cpdash.board.views import Place, Stamp
from cpdash.catalogue import Catalogue
from cpdash.store.reader import Reader


def registers(reader: Reader, catalogue: Catalogue, stamp: Stamp, place: Place) -> Registers:
    """Return everything that is kept of a council beside its figures."""
    return Registers(
        place,
        stamp,
        tuple(_actions(reader, catalogue, place.code)),
        tuple(Home(*row) for row in reader.homes(place.code)),
        tuple(HomeJudgement(*row) for row in reader.home_judgements(place.code)),
        tuple(_judgements(reader, place.code)),
        tuple(Meeting(*row) for row in reader.meetings(place.code)),
    )


def _actions(reader: Reader, catalogue: Catalogue, area: str) -> Iterator[Action]:
    for row in reader.actions(area):
        about = catalogue.indicators.get(row.indicator or "")
        yield Action(
            row.plan, row.priority, row.action, row.lead, row.due, row.status, row.status_date, row.success_measure,
            about, row.document,
        )  # fmt: skip


def _judgements(reader: Reader, area: str) -> Iterator[Judgement]:
    for _, same in groupby(reader.judgements(area), key=lambda row: (row.inspected, row.inspection)):
        rows = list(same)
        yield Judgement(
            rows[0].inspected, rows[0].published, rows[0].inspection, {row.aspect: row.grade for row in rows}
        )

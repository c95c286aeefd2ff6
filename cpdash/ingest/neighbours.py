"""Reads statistical neighbours, in both layouts: a row for each pair, or a row for each council with ten neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from cpdash.catalogue import Catalogue, SourceMap
from cpdash.extract import Extract
from cpdash.ingest.areas import area_keys, unknown_area
from cpdash.ingest.outcome import Outcome, rows_of
from cpdash.ingest.raw import Places, RawTable
from cpdash.ingest.yields import leave, typed

HOW_MANY = 10


class _Pair(NamedTuple):
    """One neighbour of one council as the file has it; `column` is where the neighbour stands."""

    row: int
    model: str
    council: str
    rank: str
    neighbour: str
    closeness: str | None
    column: str


def read_neighbours_long(
    raw: RawTable, source: SourceMap, catalogue: Catalogue, places: Places, today: date
) -> Extract:
    """Return the neighbours of a file with a row for each pair."""
    outcome = Outcome(raw, source)
    pairs = (
        _Pair(row, cells.get("model", ""), cells.get("number", ""), cells.get("rank", ""),
              cells.get("neighbour", ""), cells.get("closeness"), "neighbour")
        for row, cells in rows_of(raw, source)
    )  # fmt: skip
    return _neighbours(outcome, pairs, places)


def read_neighbours_wide(
    raw: RawTable, source: SourceMap, catalogue: Catalogue, places: Places, today: date
) -> Extract:
    """Return the neighbours of a file with a row for each council; the model is the release that its map states."""
    outcome = Outcome(raw, source)
    headings = [row for row, cells in rows_of(raw, source) if not cells.keys() & {"number", "neighbour_1"}]
    leave(outcome, "heading", headings, "they are headings between the councils")
    return _neighbours(outcome, (pair for pair in _unfolded(raw, source) if pair.row not in outcome.left), places)


def _unfolded(raw: RawTable, source: SourceMap) -> Iterator[_Pair]:
    for row, cells in rows_of(raw, source):
        for rank in range(1, HOW_MANY + 1):
            neighbour = cells.get(f"neighbour_{rank}", "")
            closeness = cells.get(f"closeness_{rank}")
            yield _Pair(
                row, source.release[:4], cells.get("number", ""), str(rank), neighbour, closeness, f"neighbour_{rank}"
            )


def _neighbours(outcome: Outcome, pairs: Iterable[_Pair], places: Places) -> Extract:
    """Return the pairs as codes. A pair with a council that no longer exists is left."""
    keys, former = area_keys(outcome.source, places), set[int]()
    found: dict[tuple[int, str, int], tuple[int, str, str | None]] = {}
    for pair in pairs:
        council, neighbour = keys.get(pair.council.casefold()), keys.get(pair.neighbour.casefold())
        if council is None or neighbour is None:
            lost, column = (pair.council, "number") if council is None else (pair.neighbour, pair.column)
            outcome.error("unknown area", unknown_area(lost, ()), pair.row, column)
        elif not (pair.model.isdecimal() and pair.rank.isdecimal()):
            outcome.error("value", "model and rank must be whole numbers", pair.row, "rank")
        elif not (council.current and neighbour.current):
            former.add(pair.row)
        else:
            key = int(pair.model), council.code, int(pair.rank)
            first, code = found.get(key, (pair.row, neighbour.code))[:2]
            if code != neighbour.code:
                outcome.error("rows disagree", f"names another neighbour than row {first} for the same rank", pair.row)
            closeness = pair.closeness.capitalize() if pair.closeness else None
            found.setdefault(key, (pair.row, neighbour.code, closeness))
    used = {row for row, _, _ in found.values()}
    leave(outcome, "former council", sorted(former - used), "they are for councils that no longer exist")
    rows = ({"model": model, "area": area, "rank": rank, "neighbour": code, "closeness": closeness}
            for (model, area, rank), (_, code, closeness) in found.items())  # fmt: skip
    models = [model for model, _, _ in found]
    as_at = date(max(models), 3, 31) if models else None
    return outcome.extract({"neighbour": typed("neighbour", rows)}, as_at=as_at)

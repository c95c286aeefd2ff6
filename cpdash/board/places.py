"""Which council, region or country is meant, by code, DfE number or name."""

from __future__ import annotations

from collections.abc import Sequence

from cpdash.board.views import Place
from cpdash.errors import UnknownName
from cpdash.store.rows import AreaRow

ENGLAND = "E92000001"


class Gazetteer:
    """The areas of a snapshot."""

    def __init__(self, rows: Sequence[AreaRow]) -> None:
        self._rows = {row.code: row for row in rows}
        self._by_word = {row.name.casefold(): row.code for row in rows}
        self._by_word |= {row.code.casefold(): row.code for row in rows}
        self._by_word |= {row.dfe_number: row.code for row in rows if row.dfe_number and row.current}

    def find(self, word: str) -> Place:
        """Return the area with this code, DfE number or name; raises UnknownName with the nearest."""
        code = self._by_word.get(word.strip().casefold())
        if code is None:
            raise UnknownName("area", word, [*self._rows, *(row.name for row in self._rows.values())])
        return self[code]

    def council(self, word: str) -> Place:
        """Return a council by code, DfE number or name; raises UnknownName for a region or country too."""
        place = self.find(word)
        if place.kind != "council":
            raise UnknownName("council", word, [one.name for one in self.councils()])
        return place

    def __getitem__(self, code: str) -> Place:
        row = self._rows[code]
        return Place(row.code, row.name, row.kind, row.region, row.synthetic)  # type: ignore[arg-type]

    def councils(self) -> tuple[Place, ...]:
        """Return the current councils by name."""
        return tuple(self[row.code] for row in self._rows.values() if row.kind == "council" and row.current)

    def region_of(self, place: Place) -> Place | None:
        """Return the region that a council lies in; None for a region or country."""
        return self[place.region] if place.kind == "council" and place.region in self._rows else None

    def england(self) -> Place | None:
        """Return England, or None where the geography does not have it."""
        return self[ENGLAND] if ENGLAND in self._rows else None

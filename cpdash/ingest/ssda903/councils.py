"""Which council is a return of? Named by --area, else by the names of its folders, else by the settings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cpdash.errors import UnknownName
from cpdash.extract import Area, Finding
from cpdash.ingest.raw import Places
from cpdash.ingest.ssda903.opening import Folder


@dataclass(frozen=True, slots=True)
class Council:
    """The council of a return, and how it was known where that was not by --area."""

    area: Area
    findings: tuple[Finding, ...] = ()


class Councils:
    """Finds councils by GSS code, DfE number or name."""

    def __init__(self, places: Places, given: str | None, default: str | None) -> None:
        """Raise UnknownName when `given` (what --area says) is no council."""
        councils = [area for area in places.areas if area.kind == "council" and area.current]
        self._names = {name.casefold(): area for area in councils for name in (area.name, *area.other_names) if name}
        self._codes = {area.code.casefold(): area for area in councils}
        self._codes |= {area.dfe_number: area for area in councils if area.dfe_number}
        self._given = self._wanted(given) if given else None
        self._default = self._wanted(default) if default else None

    def of(self, folder: Folder) -> Council | None:
        """Return the council of a folder, or None when nothing says it."""
        label = folder.files[0].label
        named = self._named(folder.below)
        if self._given:
            if named and named.code != self._given.code:
                message = (
                    f"lies in a folder named for {named.name}, but is loaded for {self._given.name} as --area says"
                )
                return Council(self._given, (Finding("warning", label, "council", message),))
            return Council(self._given)
        if named:
            return Council(named)
        if self._default:
            message = f"no folder names a council: loaded for {self._default.name} as CPDASH_DEFAULT_AREA says"
            return Council(self._default, (Finding("warning", label, "council", message),))
        return None

    def _named(self, names: Iterable[str]) -> Area | None:
        for name in names:
            if area := self._find(name) or self._find(name.replace("-", " ").replace("_", " ")):
                return area
        return None

    def _find(self, name: str) -> Area | None:
        key = name.strip().casefold()
        return self._codes.get(key) or self._names.get(key)

    def _wanted(self, name: str) -> Area:
        area = self._find(name)
        if area is None:
            raise UnknownName("council", name, [*(area.name for area in self._names.values()), *self._codes])
        return area


NOBODY = (
    "nothing says which council's return this is: give --area CODE, put it into a folder named for the council "
    "(GSS code, DfE number or name), or set CPDASH_DEFAULT_AREA."
)

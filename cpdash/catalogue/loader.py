"""Reads the TOML files into one Catalogue, or lists every fault in them: file, key, and the nearest known key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from cpdash.catalogue.facts import Fact
from cpdash.catalogue.faults import lines, unknown
from cpdash.catalogue.models import Indicator, SourceMap
from cpdash.catalogue.pages import BoardPage, check_pages
from cpdash.catalogue.public import PublicList, load_public
from cpdash.catalogue.readings import check_readings, load_facts
from cpdash.errors import CatalogueFaulty, UnknownName

M = TypeVar("M", bound=BaseModel)
FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Catalogue:
    """Every indicator, every source layout and every fact table, by id."""

    indicators: Mapping[str, Indicator]
    sources: Mapping[str, SourceMap]
    _spelling: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    public: PublicList = field(default_factory=PublicList)
    pages: Mapping[str, BoardPage] = field(default_factory=dict)

    def indicator(self, name: str) -> Indicator:
        """Return the indicator with this id or code, whatever its case; raises UnknownName with the nearest."""
        found = self._spelling.get(name.strip().casefold())
        if found is None:
            raise UnknownName("indicator", name, [*self.indicators, *self.codes()])
        return self.indicators[found]

    @property
    def recipe(self) -> str:
        """A fingerprint of all that decides how a file is read: the same file with another recipe is read anew."""
        read = {one.id: (one.unit, one.range, one.local, one.benchmark) for one in self.indicators.values()}
        parts = [
            *(repr(item) for item in sorted(read.items(), key=lambda item: item[0])),
            *(repr(self.sources[name]) for name in sorted(self.sources)),
        ]
        return sha256("\n".join(parts).encode()).hexdigest()[:16]

    def codes(self) -> dict[str, str]:
        """Return the id for each code of the board's papers."""
        return {code: one.id for one in self.indicators.values() for code in one.codes}


def load_catalogue(folder: Path = FOLDER) -> Catalogue:
    """Return the catalogue in a folder; raises CatalogueFaulty with one line for each fault in any of its files."""
    faults: list[str] = []
    indicators = _read(folder / "indicators", Indicator, faults)
    sources = _read(folder / "sources", SourceMap, faults)
    facts = load_facts(folder / "ssda903", faults)
    listed = [path.stem for path in (folder / "indicators").glob("*.toml")]  # those with faults too
    public = load_public(folder, _categories(facts), listed, faults)
    faults.extend(_cross_check(indicators, sources))
    faults.extend(check_readings(indicators, facts))
    pages = _read(folder / "pages", BoardPage, faults)
    if len(indicators) == len(listed):  # else a name is missing for a reason that is said already
        faults.extend(check_pages(pages, indicators))
    if faults:
        raise CatalogueFaulty(faults)
    spelling = {name.casefold(): one.id for one in indicators.values() for name in (one.id, *one.codes)}
    in_order = dict(sorted(pages.items(), key=lambda item: item[1].order))
    return Catalogue(indicators, sources, spelling, facts, public, in_order)


@lru_cache(maxsize=1)
def the_catalogue() -> Catalogue:
    """Return the catalogue that comes with the program, read once for the process: its files do not change under it."""
    return load_catalogue()


def _categories(facts: Mapping[str, Fact]) -> dict[str, frozenset[str]]:
    """Return what each dimension can say in any of the fact tables."""
    found: dict[str, frozenset[str]] = {}
    for fact in facts.values():
        for dimension in fact.dimensions:
            found[dimension] = found.get(dimension, frozenset()) | frozenset(fact.categories.get(dimension, ()))
    return found


def _read(folder: Path, model: type[M], faults: list[str]) -> dict[str, M]:
    found: dict[str, M] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            found[path.stem] = model.model_validate({"id": path.stem, **tomllib.loads(path.read_text("utf-8"))})
        except tomllib.TOMLDecodeError as error:
            faults.append(f"{path.parent.name}/{path.name}: not valid TOML: {error}")
        except ValidationError as error:
            faults.extend(f"{path.parent.name}/{path.name}: {line}" for line in lines(error, model))
    return found


def _cross_check(indicators: Mapping[str, Indicator], sources: Mapping[str, SourceMap]) -> Iterator[str]:
    yield from _codes_used_twice(indicators)
    yield from _calculations(indicators)
    for source in sources.values():
        for number, series in enumerate(source.series):
            if series.indicator not in indicators:
                problem = unknown("indicator", series.indicator, indicators)
                yield f"sources/{source.id}.toml: series.{number}.indicator: {problem}"


def _codes_used_twice(indicators: Mapping[str, Indicator]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for one in indicators.values():
        for code in one.codes:
            if code in seen:
                yield f"indicators/{one.id}.toml: codes: {code} is already the code of {seen[code]}"
            seen[code] = one.id


def _calculations(indicators: Mapping[str, Indicator]) -> Iterator[str]:
    for one in indicators.values():
        for other in one.calculation.of if one.calculation else ():
            if other not in indicators:
                yield f"indicators/{one.id}.toml: calculation.of: {unknown('indicator', other, indicators)}"
        if one.calculation and not one.benchmark:
            yield f"indicators/{one.id}.toml: benchmark: a calculation needs one, for its source, form and basis"

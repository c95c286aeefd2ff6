"""What the public can be shown of a council's own figures: a finite list, and the wider bands it may be shown in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import Field, ValidationError

from cpdash.catalogue.base import Frozen
from cpdash.catalogue.facts import Name
from cpdash.catalogue.faults import lines, unknown
from cpdash.catalogue.tables import read_tables
from cpdash.periods import Form

Bands = dict[str, tuple[str, ...]]
"""Band -> the categories that it holds."""


class Flow(Frozen):
    """Indicators that hang together in time: a stock changes by what starts and what ends."""

    stock: Name
    starts: Name
    ends: Name


class PublicList(Frozen):
    """How often each form is broken down (months), which dimension is finer, and the bands, from narrow to wide.

    dimensions: those that every indicator is broken down by, where it has them; an indicator may say others.
    unchanging: dimensions of which a child keeps its category all its time in care.
    """

    breakdowns: dict[Form, int] = Field({})
    finer: dict[Name, Name] = Field({})
    flows: tuple[Flow, ...] = ()
    unchanging: tuple[Name, ...] = ()
    dimensions: tuple[Name, ...] = ()
    years: int = Field(100, ge=1, description="Years before the newest month in which breakdowns are public.")
    bands: dict[Name, tuple[Bands, ...]] = Field({})

    def band_of(self, dimension: Name, level: int, category: str) -> str:
        """Return the band that a category is shown in at a level; 0 shows every category by itself."""
        if level == 0:
            return category
        held = self.bands[dimension][level - 1]
        return next((band for band, some in held.items() if category in some), category)

    def order(self, dimension: Name, categories: Sequence[str]) -> dict[str, int]:
        """Return the place of each category and of each band, which stands where the first that it holds does."""
        places = {category: at for at, category in enumerate(categories)}
        for level in self.bands.get(dimension, ()):
            for band, held in level.items():
                places.setdefault(band, min((places[one] for one in held if one in places), default=len(categories)))
        return places

    def levels(self, dimension: Name) -> int:
        """Return how many levels of bands a dimension has, the categories by themselves counted in."""
        return 1 + len(self.bands.get(dimension, ()))


def load_public(
    folder: Path, known: Mapping[Name, frozenset[str]], indicators: Collection[str], faults: list[str]
) -> PublicList:  # fmt: skip
    """Return the list of a folder; every fault is added to `faults`. `known`: dimension -> its categories anywhere."""
    try:
        found = PublicList.model_validate(read_tables(folder / "public.toml", faults))
    except ValidationError as error:
        faults.extend(f"public.toml: {line}" for line in lines(error, PublicList))
        return PublicList()
    faults.extend(f"public.toml: {line}" for line in _unknown(found, known, indicators))
    for dimension, levels in found.bands.items():
        if dimension not in known:
            faults.append(f"public.toml: bands: {unknown('dimension', dimension, known)}")
            continue
        for at, level in enumerate(levels, 1):
            said = [category for some in level.values() for category in some]
            where = f"public.toml: bands.{dimension}, level {at}"
            faults.extend(
                f"{where}: {unknown('category', one, known[dimension])}" for one in said if one not in known[dimension]
            )
            faults.extend(
                f"{where}: '{one}' is in two bands" for one in sorted({one for one in said if said.count(one) > 1})
            )
    return found


def _unknown(found: PublicList, known: Collection[Name], indicators: Collection[str]) -> Iterator[str]:
    """Return a line for each name that nothing has: what it stands for would not be protected."""
    said = {
        "unchanging": found.unchanging,
        "dimensions": found.dimensions,
        "finer": tuple(sum(found.finer.items(), ())),
    }
    for key, names in said.items():
        yield from (f"{key}: {unknown('dimension', one, known)}" for one in names if one not in known)
    for at, flow in enumerate(found.flows):
        for key, one in flow:
            if one not in indicators:
                yield f"flows.{at}.{key}: {unknown('indicator', one, indicators)}"

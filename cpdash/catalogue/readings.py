"""The fact tables as data, and whether an indicator's [fact] names only what they hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from cpdash.catalogue.facts import Counted, Dimension, Fact, FactTable, Reading
from cpdash.catalogue.faults import lines, unknown
from cpdash.catalogue.models import Indicator
from cpdash.catalogue.tables import read_tables

M = TypeVar("M", bound=BaseModel)
PER_TEN_THOUSAND = 10_000


def load_facts(folder: Path, faults: list[str]) -> dict[str, Fact]:
    """Return the fact tables of a folder, each dimension with its categories; every fault is added to `faults`."""
    codes = read_tables(folder / "codes.toml", faults)
    dimensions = _models(folder / "dimensions.toml", Dimension, faults)
    found: dict[str, Fact] = {}
    for name, fact in _models(folder / "facts.toml", Fact, faults).items():
        known = {one: dimensions[one] for one in fact.dimensions if one in dimensions}
        for named in (*fact.within, *fact.within.values(), *fact.amounts, *fact.distinct, *fact.hidden):
            if named not in fact.measures:
                faults.append(f"{folder.name}/facts.toml: {name}: {unknown('measure', named, fact.measures)}")
        for missing in (one for one in fact.dimensions if one not in dimensions):
            faults.append(f"{folder.name}/facts.toml: {name}.dimensions: {unknown('dimension', missing, dimensions)}")
        more: dict[str, object] = {
            "categories": {one: _categories(dimension, fact, codes) for one, dimension in known.items()},
            "needs": {one: dimension.need for one, dimension in known.items() if dimension.need},
        }
        found[name] = fact.model_copy(update=more)
    return found


def check_readings(indicators: Mapping[str, Indicator], facts: Mapping[str, Fact]) -> Iterator[str]:
    """Return one line for each name or rule that an indicator's [fact] breaks."""
    for one in indicators.values():
        for key, problem in _problems(one, facts):
            yield f"indicators/{one.id}.toml: {key}: {problem}"


def _problems(one: Indicator, facts: Mapping[str, Fact]) -> Iterator[tuple[str, str]]:
    reading = one.fact
    if reading is None:
        if one.local.source in get_args(FactTable):
            yield "fact", f"is not there, though local.source is the fact table '{one.local.source}'"
        return
    if one.local.source != reading.table:
        yield "fact.table", f"is '{reading.table}', but local.source is '{one.local.source}'"
    yield from _names(reading, facts)
    yield from _fits_the_unit(one.unit, reading)


def _names(reading: Reading, facts: Mapping[str, Fact]) -> Iterator[tuple[str, str]]:
    for key, table in zip(("table", "also"), reading.tables, strict=False):
        if table not in facts:
            yield f"fact.{key}", unknown("fact table", table, facts)
            continue
        for part, counted in zip(("numerator", "denominator"), reading.parts, strict=False):
            if counted.measure not in facts[table].measures:
                problem = unknown("measure", counted.measure, facts[table].measures)
                yield f"fact.{part}.measure", f"{problem} (of {table})"
            if key == "table":
                yield from ((f"fact.{part}.{where}", problem) for where, problem in _predicates(counted, facts[table]))


def _predicates(counted: Counted, fact: Fact) -> Iterator[tuple[str, str]]:
    for key, predicates in (("where", counted.where), ("without", counted.without)):
        for dimension, categories in predicates.items():
            if dimension not in fact.dimensions:
                yield key, unknown("dimension", dimension, fact.dimensions)
                continue
            if not categories:
                yield f"{key}.{dimension}", "names no category"
            known = fact.categories.get(dimension, ())
            for category in (one for one in categories if one not in known):
                yield f"{key}.{dimension}", unknown("category", category, known)


def _fits_the_unit(unit: str, reading: Reading) -> Iterator[tuple[str, str]]:
    if unit == "%" and (reading.denominator is None or reading.factor != 100):
        yield "fact", "a percentage needs a denominator and factor 100"
    if (unit == "per 10,000") != reading.per_population:
        yield "fact.per_population", "goes with the unit 'per 10,000', and with no other"
    if reading.per_population and (reading.denominator or reading.factor != PER_TEN_THOUSAND):
        yield "fact", "a rate of the population has factor 10000 and no denominator of its own"


def _categories(dimension: Dimension, fact: Fact, codes: Mapping[str, Any]) -> tuple[str, ...]:
    if fact.id in dimension.in_:
        return dimension.in_[fact.id]
    given = codes.get(dimension.codes or "", {})
    named = [code if dimension.names == "code" else what.get(dimension.names) for code, what in given.items()]
    return tuple(dict.fromkeys(name for name in (*named, *dimension.listed) if name))


def _models(path: Path, model: type[M], faults: list[str]) -> dict[str, M]:
    found: dict[str, M] = {}
    for name, keys in read_tables(path, faults).items():
        try:
            found[name] = model.model_validate({"id": name, **keys})
        except ValidationError as error:
            faults.extend(f"{path.parent.name}/{path.name}: {name}.{line}" for line in lines(error, model))
    return found

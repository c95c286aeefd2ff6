"""How a measure of a fact table becomes SQL: names and categories that the catalogue has, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cpdash.catalogue.facts import NOT_RECORDED, Counted, Fact

Where = Mapping[str, Sequence[str]]
"""Dimension -> categories that count."""


def total(fact: Fact, counted: Counted, only: Where | None = None) -> str:
    """Return the expression that adds up a measure over the rows let through by its predicates and by `only`.

    Raises KeyError for a measure or a dimension that the fact does not have: the catalogue was checked, so it is a bug.
    """
    if counted.measure not in fact.measures:
        raise KeyError(counted.measure)
    narrowing = (only or {}).items()
    conditions = [*_predicates(fact, counted), *(f"{cell(fact, name)} IN {_listed(some)}" for name, some in narrowing)]
    narrowed = f" FILTER (WHERE {' AND '.join(conditions)})" if conditions else ""
    return f"coalesce(sum({counted.measure}){narrowed}, 0)::DOUBLE"


def cell(fact: Fact, dimension: str) -> str:
    """Return the expression of a dimension's category, in words also where the fact has none.

    Raises KeyError for a dimension that the fact does not have.
    """
    return f"coalesce(nullif({_checked(fact, dimension)}, ''), '{NOT_RECORDED}')"


def _predicates(fact: Fact, counted: Counted) -> Iterator[str]:
    for dimension, categories in counted.where.items():
        yield f"{_checked(fact, dimension)} IN {_listed(categories)}"
    for dimension, categories in counted.without.items():
        yield f"({_checked(fact, dimension)} IN {_listed(categories)}) IS NOT TRUE"


def _checked(fact: Fact, dimension: str) -> str:
    if dimension not in fact.dimensions:
        raise KeyError(dimension)
    return dimension


def _listed(categories: Sequence[str]) -> str:
    return f"({', '.join(_quoted(category) for category in categories)})"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

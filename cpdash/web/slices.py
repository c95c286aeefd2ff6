"""The categories that figures can be narrowed to, as one choice each: how the address, a mark and a list name them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from cpdash import narrative, words
from cpdash.board.details import Where
from cpdash.board.slices import CLOSED, Openings


def mark(dimension: str, category: str) -> str:
    """Return how an address and a mark on a chart name a category: "age.10-to-15-years"."""
    return f"{dimension}.{re.sub(r'[^a-z0-9]+', '-', category.lower()).strip('-')}"


def choices(openings: Openings) -> dict[str, tuple[str, str]]:
    """Return the dimension and category of each choice by its mark."""
    return {mark(name, one): (name, one) for name, some in openings.open.items() for one in some}


def where_of(marks: Iterable[str], choices: Mapping[str, tuple[str, str]]) -> Where:
    """Return the pairs of dimension and category that marks stand for."""
    return tuple(choices[one] for one in marks if one in choices)


def said(where: Where) -> str:
    """Return which children a choice is of, in words."""
    names = dict.fromkeys(name for name, _ in where)
    return narrative.slice_words((name, [one for of, one in where if of == name]) for name in names)


def closed(openings: Openings) -> str:
    """Return which dimensions are closed to this viewer and why; nothing where none is."""
    if not openings.closed:
        return ""
    named = words.listed([words.dimension_words(name) for name in openings.closed])
    several = "" if openings.together else " One category at a time is open in public, for the same reason."
    return f"Closed in public: {named}: {CLOSED}.{several}"

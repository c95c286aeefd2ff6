"""The addresses of views: links that carry the filters, and work in a new tab as well."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from cpdash.catalogue import Catalogue, Indicator


def link(page: str, values: Mapping[str, str]) -> str:
    """Return the address of a page beside this one with these filters; relative, so that a path before it is kept."""
    return f"{page}?{urlencode(values)}"


def slug(catalogue: Catalogue, indicator: Indicator) -> str:
    """Return how an address names an indicator: its code in board papers where that is its alone, else its id."""
    return indicator.code if catalogue.indicator(indicator.code) is indicator else indicator.id


def named(indicator: Indicator) -> str:
    """Return how a list names an indicator: its short title, with the code of the board's papers where there is one."""
    return f"{indicator.short} ({indicator.code})" if indicator.codes else indicator.short

"""The counts of one council, as disclosure control asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from cpdash.disclosure.asked import Part


class Counts(Protocol):
    """Where the counts come from. Months are numbered 12 x year + month - 1; nothing counted is 0."""

    def total(self, part: Part, rows: str, month: int) -> float:
        """Return how many there are in a form of the fact's rows."""
        ...

    def by(self, part: Part, dimensions: tuple[str, ...], rows: str, month: int) -> Mapping[tuple[str, ...], float]:
        """Return how many there are of each category, or combination of categories; none where there are none."""
        ...

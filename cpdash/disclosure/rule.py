"""The rule that figures are protected by: what is a small number, and when it is hidden well enough (ANALYSIS 5)."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, isnan

TINY = 1e-6
"""What a linear programme may be wrong by."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A count from 1 to `threshold` is small. Released counts are rounded to `base`, percentages to `decimals`.

    None means: unrounded counts, and each indicator's own decimals. Without `linked` only small numbers themselves are
    withheld, and nothing that they could be worked out from: fit for nothing but to show what that gives away.
    `councils` are those of whose own figures any can be public (codes); None means every council's.
    """

    threshold: int = 5
    base: int | None = None
    decimals: int | None = None
    linked: bool = True
    margin: int = 1
    councils: frozenset[str] | None = None

    def lets_out(self, council: str) -> bool:
        """Return whether any of a council's own figures can be public."""
        return self.councils is None or council in self.councils

    def is_small(self, count: float) -> bool:
        """Return whether a count is one that may not be shown or worked out."""
        return 0 < count < self.threshold + 0.5

    def hides(self, low: float, high: float) -> bool:
        """Return whether a count that can lie anywhere from `low` to `high` is hidden well enough.

        What can be worked out must reach outside the small numbers and hold at least `threshold` whole values; `margin`
        more are asked for here, so that a relation between figures that nobody thought of does not break it at once.
        """
        first, last = ceil(low - TINY), floor(high + TINY)
        return last - first + 1 >= self.threshold + self.margin and (first < 1 or last > self.threshold)

    def lays_open(self, low: float, high: float) -> bool:
        """Return whether a count is not hidden well enough, as far as is known yet: nan where nothing is."""
        return isnan(low) or not self.hides(low, high)

    def is_harmless(self, low: float, high: float) -> bool:
        """Return whether a count that can lie anywhere from `low` to `high` is no small number."""
        return ceil(low - TINY) > self.threshold or floor(high + TINY) < 1

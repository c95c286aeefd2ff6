"""Is this text a number, and how exactly was it given?"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_NUMBER = re.compile(r"([-\u2212]?)([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))?( ?%)?")
"""Thousands separators only where they stand between groups of three: 1,250 is one number, 12,5 is none."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it was written. `decimals` are the places after the point, which say how far it was rounded."""

    value: float
    decimals: int = 0
    dressed: bool = False
    """Whether it carried thousands separators or a percent sign."""

    @property
    def rounding(self) -> float:
        """How far the exact figure can lie from the one given."""
        return 0.5 * 10.0**-self.decimals + 1e-9 * max(1.0, abs(self.value))


def parse_number(text: str, *, percent: bool = False) -> Number | None:
    """Return the number a cell holds; None when it holds something else. A percent sign is read only where it fits."""
    found = _NUMBER.fullmatch(text.strip())
    if not found or (found[4] and not percent):
        return None
    sign, whole, decimals = found[1], found[2], found[3] or ""
    value = float(f"{'-' if sign else ''}{whole.replace(',', '')}.{decimals or 0}")
    if not math.isfinite(value):
        return None
    return Number(value, len(decimals), dressed="," in whole or found[4] is not None)

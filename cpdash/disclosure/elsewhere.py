"""What others have published of the same council tells too: counts that are known before any of its own are shown.

A published figure is reckoned with as far as it agrees with the council's own count. Where it does not, because a
return was corrected since or something is counted differently, whoever takes it for the same works out what is not so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cpdash.disclosure.asked import Asked
from cpdash.disclosure.rounding import rounded, tells
from cpdash.disclosure.rule import TINY
from cpdash.periods import Form

Bounds = tuple[float, float]

DIGITS = 6
"""Decimals beyond which a published figure is taken for one that was never rounded."""


@dataclass(frozen=True, slots=True)
class Published:
    """One figure that somebody else has published, with its counts where they were published too."""

    value: float
    numerator: float | None = None
    denominator: float | None = None


Elsewhere = Mapping[tuple[str, Form, str, str], Mapping[int, Sequence[Published]]]
"""By indicator, form, dimension and category (both empty: the total) and by month what others have published."""

NOTHING: Elsewhere = {}


def of_total(every: Elsewhere, one: Asked, month: int) -> Sequence[Published]:
    """Return what others have published of an indicator's total in a form and a month."""
    return every.get((one.indicator.id, one.form, "", ""), {}).get(month, ())


def told_by(
    one: Asked, said: tuple[float, ...], own: tuple[float | None, float | None], published: Published
) -> tuple[Bounds | None, ...]:  # fmt: skip
    """Return what a published figure tells of each count that the council's own figure rests on; None: nothing.

    said: the council's own counts; own: its own value, and the denominator in the figure's own terms.
    """
    exact = _counts(one, said, published)
    if one.is_mean or own[0] is None:
        return exact
    nearest = _agrees(published.value, own[0], one.indicator.decimals)
    if nearest is None:
        return exact
    if not one.indicator.sizeless:
        return tuple((count, count) for count in said)
    rough = tells(own[0], said, own[1], nearest)
    return tuple(known or bounds for known, bounds in zip(exact, rough, strict=True))


def value_of(one: Asked, said: tuple[float, ...]) -> tuple[float | None, float | None]:
    """Return the value of a category by its counts, and its denominator; none where it is no plain count or share."""
    reading = one.indicator.fact
    if reading is None or one.is_mean or reading.per_population or (len(said) > 1 and not said[1]):
        return None, None
    whole = said[1] if len(said) > 1 else None
    return reading.factor * said[0] / reading.divisor / (whole or 1), whole


def _counts(one: Asked, said: tuple[float, ...], published: Published) -> tuple[Bounds | None, ...]:
    """Return the counts that were published as they are, as far as they are the council's own too."""
    pairs = ((one.numerator, published.numerator), (one.denominator, published.denominator))
    told = [count for part, count in pairs if part]
    return tuple((count, count) if shown == count else None for shown, count in zip(told, said, strict=True))


def _agrees(value: float, own: float, decimals: int) -> float | None:
    """Return what a published value is rounded to, the finest that the own value agrees with; None: it does not."""
    written = len(f"{value:.{DIGITS}f}".rstrip("0").split(".")[1])
    for digits in sorted({written, max(written, decimals)}, reverse=True):
        nearest = 10.0**-digits
        if abs(rounded(own, nearest) - value) < nearest / 2 - TINY * nearest or own == value:
            return nearest
    return None

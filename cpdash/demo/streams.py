"""Chance that does not depend on how far a simulation runs: every draw belongs to a key, never to a shared sequence."""

from __future__ import annotations

import math
from collections.abc import Mapping
from hashlib import blake2b
from random import Random
from typing import TypeVar

T = TypeVar("T")
_WHOLE = float(2**64)


def stream(key: str, purpose: str, number: int = 0) -> Random:
    """Return the random stream of one purpose for one child, family or month."""
    return Random(f"{key}/{purpose}/{number}")


def chance(key: str, purpose: str, *numbers: int | str) -> float:
    """Return one number from 0 to 1 that belongs to this key, purpose and these numbers."""
    text = f"{key}/{purpose}/{'/'.join(map(str, numbers))}"
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little") / _WHOLE


def pick(draws: Random, weights: Mapping[T, float]) -> T:
    """Return one key of the mapping, each as likely as its weight says."""
    left = draws.random() * sum(weights.values())
    chosen = None
    for chosen, weight in weights.items():  # noqa: B007  the last one is the answer when rounding leaves a rest
        left -= weight
        if left < 0:
            break
    if chosen is None:
        raise ValueError("nothing to choose from")
    return chosen


def poisson(draws: Random, mean: float) -> int:
    """Return a number of events with this mean (Knuth's way: means here are small)."""
    limit, product, count = math.exp(-mean), draws.random(), 0
    while product > limit:
        product *= draws.random()
        count += 1
    return count

"""Prints how often a control chart calls chance a change, and how often it finds a real one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from cpdash.stats.xmr import xmr

pytestmark = [pytest.mark.bench]

SERIES, MONTHS, SHIFTED = 1000, 24, 7
Draw = Callable[[np.random.Generator, float], np.ndarray]
"""A series of so many months; the last SHIFTED of them lie so many standard deviations higher."""


def count(mean: float) -> Draw:
    """Return how many there are in each month, so many on average."""

    def drawn(draw: np.random.Generator, sigmas: float) -> np.ndarray:
        return np.asarray(draw.poisson(mean + sigmas * np.sqrt(mean) * _late()), dtype=float)

    return drawn


def proportion(of: int) -> Draw:
    """Return how many per cent of so many, 60 on average."""

    def drawn(draw: np.random.Generator, sigmas: float) -> np.ndarray:
        share = 0.6 + sigmas * np.sqrt(0.24 / of) * _late()
        return np.asarray(100 * draw.binomial(of, np.clip(share, 0, 1)) / of)

    return drawn


def days(draw: np.random.Generator, sigmas: float) -> np.ndarray:
    """Return the average days of 8 adoptions in each month: skewed, as waiting times are."""
    one = draw.gamma(4, 110, (MONTHS, 8)).mean(axis=1)
    return np.asarray(one + sigmas * 220 / np.sqrt(8) * _late())


def _late() -> np.ndarray:
    return np.asarray(np.arange(MONTHS) >= MONTHS - SHIFTED, dtype=float)


KINDS: dict[str, tuple[Draw, float]] = {
    "count of 100": (count(100), 0.05),
    "proportion of 40": (proportion(40), 0.05),
    "proportion of 400": (proportion(400), 0.05),
    "days": (days, 0.07),
}


def share_called(draw: Draw, sigmas: float) -> float:
    """Return the share of series whose latest point is called special."""
    made = np.random.default_rng(20260401)
    return sum(xmr(draw(made, sigmas).tolist()).points[-1] is not None for _ in range(SERIES)) / SERIES


def told(kind: str, draw: Draw, most: float) -> tuple[float, float]:
    """Print how often chance and a shift are called special; return that of chance and of a shift of 3 sigma."""
    false, two, three = (share_called(draw, sigmas) for sigmas in (0, 2, 3))
    print(f"\n{kind}: false alarms {false:.1%} (at most {most:.0%}), 2 sigma {two:.0%}, 3 sigma {three:.0%} (85 %)")
    return false, three


@pytest.mark.parametrize("kind", KINDS)
def test_chance_is_seldom_called_a_change_and_a_real_one_is_mostly_found(kind: str) -> None:
    draw, most = KINDS[kind]
    false, three = told(kind, draw, most)
    assert false <= most
    assert three >= 0.85


def test_a_small_count_varies_more_once_it_has_risen_and_is_found_less_often() -> None:
    false, three = told("count of 36", count(36), 0.05)
    assert false <= 0.05
    assert three >= 0.8

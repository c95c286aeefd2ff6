"""How a value stands to those before it."""

from __future__ import annotations

import pytest

from cpdash.stats.changes import Extremes, change, extremes, is_first_beyond, pooled, round_levels


def test_a_change_is_against_the_same_many_months_before_and_never_over_a_gap() -> None:
    values = [10.0, None, 12.0, 15.0]
    assert [change(values, back) for back in (1, 2, 3, 4)] == [3.0, None, 5.0, None]
    assert change([1.0, None], 1) is None
    assert change([], 1) is None


def test_extremes_say_every_place_that_has_them() -> None:
    assert extremes([3.0, None, 1.0, 3.0]) == Extremes(1.0, 3.0, (2,), (0, 3))
    assert extremes([None]) is None


@pytest.mark.parametrize(
    ("values", "level", "is_first"),
    [
        ((560, 552, 548), 550, True),
        ((560, 549, 548), 550, False),
        ((560, 550, 549), 550, True),  # on it is not below it
        ((540, 545, 551), 550, True),
        ((548,), 550, False),
        ((560, 550), 550, False),
    ],
)
def test_the_first_below_or_above_a_level(values: tuple[float, ...], level: float, is_first: bool) -> None:
    assert is_first_beyond(values, level) == is_first


def test_round_levels_are_those_that_the_last_value_is_first_beyond() -> None:
    assert round_levels([692, 640, 601, 548], 50) == [550, 600]
    assert round_levels([692, 640], 100) == []
    assert round_levels([5.0, None], 50) == []


def test_an_average_over_months_is_pooled() -> None:
    numerators, denominators = [1, 2] * 6, [4, 11] * 6
    assert pooled(numerators, denominators) == pytest.approx(0.200)
    shares = [a / b for a, b in zip(numerators, denominators, strict=True)]
    assert sum(shares) / 12 == pytest.approx(0.216, abs=5e-4)
    with pytest.raises(ValueError, match="something"):
        pooled([0], [0])

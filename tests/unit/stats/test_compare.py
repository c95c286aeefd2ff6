"""Rank, positional change, band and average, with the worked values of the published rules."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpdash.stats.compare import average, band, moved, quantile, rank

NUMBERS = st.lists(st.integers(0, 500).map(float), min_size=1, max_size=40)


def test_ties_take_the_smallest_rank_when_high_is_good() -> None:
    assert rank([10, 20, 20, 30, 40], "high") == [5, 3, 3, 2, 1]


def test_low_is_good_turns_the_order() -> None:
    assert rank([10, 20, 20, 30, 40], "low") == [1, 2, 2, 4, 5]


def test_an_area_without_a_value_has_no_rank_and_takes_none_away() -> None:
    assert rank([10, None, 30], "high") == [2, None, 1]


@given(NUMBERS)
def test_the_best_is_always_first_and_nobody_ranks_beyond_the_last(values: list[float]) -> None:
    ranks = [place for place in rank(list(values), "low") if place is not None]
    assert min(ranks) == 1
    assert max(ranks) <= len(values)
    assert all(values[i] < values[j] for i in range(len(values)) for j in range(len(values)) if ranks[i] < ranks[j])


@given(NUMBERS)
def test_reversing_the_polarity_is_the_same_as_turning_the_sign(values: list[float]) -> None:
    assert rank(list(values), "low") == rank([-value for value in values], "high")


def test_moving_up_is_positive_and_a_missing_year_is_no_move() -> None:
    assert (moved(8, 6), moved(6, 8), moved(None, 6), moved(6, None)) == (2, -2, None, None)


@given(NUMBERS, st.sampled_from([0.25, 0.5, 0.75]))
def test_the_quantile_is_numpys_linear_one(values: list[float], share: float) -> None:
    assert quantile(values, share) == pytest.approx(float(np.quantile(values, share)))


def test_a_quantile_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no values"):
        quantile([], 0.5)


def test_bands_go_up_to_each_quartile_and_mirror_with_polarity() -> None:
    everyone = [float(value) for value in range(1, 102)]
    assert [band(value, everyone, "low") for value in (26, 27, 51, 52, 76, 77)] == ["A", "B", "B", "C", "C", "D"]
    assert [band(value, everyone, "high") for value in (76, 75, 51, 50, 26, 25)] == ["A", "B", "B", "C", "C", "D"]
    assert band(50, everyone, "neutral") is None


def test_the_neighbours_average_is_named_for_what_it_is() -> None:
    assert average([1, 2, 9], "mean") == 4
    assert average([1, 2, 9], "median") == 2
    assert average([], "mean") is None

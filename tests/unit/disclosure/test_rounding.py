"""What a figure may be rounded to, how it is rounded, and what a rounded figure still tells: counted by hand."""

from __future__ import annotations

from typing import Any

import pytest

from cpdash.disclosure.rounding import coarser, is_misleading, is_small, ladder, rounded, tells
from cpdash.disclosure.rule import Rule
from tests.unit.disclosure.asked_for_tests import asked_of, sets
from tests.views_for_tests import make_indicator

COUNT: dict[str, Any] = {"unit": "children"}
SHARE: dict[str, Any] = {"unit": "%"}


def test_a_count_may_be_rounded_to_fives_and_tens() -> None:
    assert coarser(make_indicator(**COUNT), Rule()) == [None, 5, 10]


def test_a_share_may_be_rounded_to_its_decimals_and_beyond() -> None:
    assert coarser(make_indicator(**SHARE, decimals=0), Rule()) == [None, 1, 2, 5]
    assert coarser(make_indicator(**SHARE, decimals=1), Rule()) == [None, 0.1, 1, 2, 5]


def test_fewer_decimals_can_be_asked_for_and_never_more() -> None:
    assert coarser(make_indicator(**SHARE, decimals=1), Rule(decimals=0)) == [None, 1, 2, 5]
    assert coarser(make_indicator(**SHARE, decimals=0), Rule(decimals=2)) == [None, 1, 2, 5]


def test_a_unit_that_nothing_is_said_of_is_rounded_to_its_own_decimals_only() -> None:
    assert coarser(make_indicator(unit="score", decimals=1), Rule()) == [None, 0.1]


def test_what_rests_on_a_count_that_is_never_shown_is_never_as_it_is() -> None:
    assert asked_of("adopted_placed_within_12_months").parts[1].counted.measure == "adopted"
    steps = ladder(asked_of("adopted_placed_within_12_months"), sets(), Rule())
    assert None not in steps and steps[0] == 1
    assert ladder(asked_of("section_20_share"), sets(), Rule())[0] is None


def test_nothing_is_rounded_where_only_small_numbers_are_withheld() -> None:
    assert ladder(asked_of("section_20_share"), sets(), Rule(linked=False)) == [None]


@pytest.mark.parametrize(
    ("value", "nearest", "shown"),
    [(12.4, 1, 12), (12.5, 1, 13), (13.5, 1, 14), (12.5, 5, 15), (12.4, 5, 10), (0.15, 0.1, 0.2), (0.25, 0.1, 0.3),
     (0, 5, 0), (2.4, 5, 0), (2.5, 5, 5), (1234, 10, 1230), (-1.5, 1, -1)],
)  # fmt: skip
def test_halves_are_rounded_up(value: float, nearest: float, shown: float) -> None:
    assert rounded(value, nearest) == pytest.approx(shown)


def test_a_figure_is_not_rounded_to_nothing_or_to_a_small_number_that_it_is_not() -> None:
    count, share = make_indicator(**COUNT), make_indicator(**SHARE)
    assert is_misleading(share, 0.4, 1, Rule()) and not is_misleading(share, 0.6, 1, Rule())
    assert not is_misleading(share, 0, 5, Rule())  # nobody is nobody
    assert is_misleading(count, 7, 5, Rule()) and not is_misleading(count, 8, 5, Rule())  # 5, and 10
    assert not is_misleading(share, 3, 1, Rule())  # three per cent are not three children
    assert not is_misleading(count, 7, None, Rule())


@pytest.mark.parametrize("whole", [7, 23, 60, 199])
@pytest.mark.parametrize("nearest", [1, 2, 5])
def test_a_rounded_share_tells_the_numerators_that_round_to_it(whole: int, nearest: float) -> None:
    for numerator in range(1, whole + 1):
        shown = rounded(100 * numerator / whole, nearest)
        alike = [n for n in range(whole + 1) if rounded(100 * n / whole, nearest) == shown]
        told, _ = tells(100 * numerator / whole, (numerator, whole), whole, nearest)
        assert told is not None
        assert (max(told[0], 0), min(told[1], whole)) == (alike[0], alike[-1])


@pytest.mark.parametrize("numerator", [6, 17, 40])
@pytest.mark.parametrize("nearest", [1, 2, 5])
def test_a_rounded_share_tells_the_denominators_that_round_to_it(numerator: int, nearest: float) -> None:
    for whole in range(numerator, 4 * numerator):
        shown = rounded(100 * numerator / whole, nearest)
        alike = [n for n in range(numerator, 1000) if rounded(100 * numerator / n, nearest) == shown]
        _, told = tells(100 * numerator / whole, (numerator, whole), whole, nearest)
        assert told is not None
        assert (max(told[0], numerator), told[1]) == (alike[0], alike[-1])


@pytest.mark.parametrize("nearest", [5, 10])
def test_a_rounded_count_tells_what_rounds_to_it(nearest: float) -> None:
    for count in range(1, 60):
        alike = [n for n in range(100) if rounded(n, nearest) == rounded(count, nearest)]
        [told] = tells(count, (count,), None, nearest)
        assert told is not None
        assert (max(told[0], 0), told[1]) == (alike[0], alike[-1])


def test_a_rounded_rate_tells_how_many_of_the_population() -> None:
    alike = [n for n in range(1000) if rounded(10_000 * n / 43_200, 1) == 13]
    [told] = tells(10_000 * 57 / 43_200, (57,), 43_200, 1)
    assert told == (alike[0], alike[-1])


def test_a_true_zero_is_zero_however_it_is_rounded() -> None:
    assert tells(0, (0, 50), 50, 5) == ((0, 0), None)


def test_a_figure_is_small_by_any_of_its_counts_and_by_what_it_leaves_over() -> None:
    share, flow = asked_of("section_20_share"), asked_of("starting_rate")
    assert share.leaves
    assert not is_small(share, (40, 60), Rule())
    assert is_small(share, (3, 60), Rule()) and is_small(share, (3, 4), Rule())
    assert is_small(share, (57, 60), Rule())
    assert not is_small(share, (0, 60), Rule()) and not is_small(share, (60, 60), Rule())
    assert is_small(flow, (5,), Rule()) and not is_small(flow, (6,), Rule())

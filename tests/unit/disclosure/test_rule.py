"""What is a small number, when it is hidden well enough, and when there is nothing to hide."""

from __future__ import annotations

import pytest

from cpdash.disclosure.rule import Rule


@pytest.mark.parametrize("threshold", [2, 5, 9])
def test_a_count_is_small_from_one_to_the_threshold_and_zero_is_not(threshold: int) -> None:
    small = [count for count in range(threshold + 4) if Rule(threshold).is_small(count)]
    assert small == list(range(1, threshold + 1))


def test_a_count_that_a_file_gives_in_tenths_is_judged_as_the_whole_number_it_is_near() -> None:
    assert Rule(5).is_small(5.4) and Rule(5).is_small(0.2)
    assert not Rule(5).is_small(5.5)


def test_what_nobody_has_counted_is_not_called_small() -> None:
    assert not Rule().is_small(float("nan"))


@pytest.mark.parametrize(
    ("low", "high", "is_hidden"),
    [
        (3, 3, False),   # known exactly
        (1, 5, False),   # known to be small, though not which
        (0, 4, False),   # five values: too few with the margin
        (0, 5, True),    # six values, none of them among the small: nobody at all
        (1, 6, True),    # six values, one of them not small
        (2, 6, False),   # five values
        (0, 100, True),
        (1, 100, True),
        (40, 60, True),  # hidden, whatever it is
    ],
)  # fmt: skip
def test_a_count_is_hidden_by_enough_values_that_reach_outside_the_small(
    low: float, high: float, is_hidden: bool
) -> None:
    assert Rule().hides(low, high) is is_hidden


@pytest.mark.parametrize(("threshold", "enough", "few"), [(3, (0, 3), (1, 3)), (10, (1, 11), (1, 10))])
def test_another_threshold_asks_for_as_many_values(
    threshold: int, enough: tuple[int, int], few: tuple[int, int]
) -> None:
    assert Rule(threshold).hides(*enough)
    assert not Rule(threshold).hides(*few)


def test_without_a_margin_as_many_values_as_the_threshold_are_enough() -> None:
    assert Rule(margin=0).hides(0, 4)
    assert not Rule(margin=0).hides(1, 5)
    assert not Rule(margin=4).hides(0, 7) and Rule(margin=4).hides(0, 8)


def test_only_whole_values_between_the_ends_count() -> None:
    assert not Rule().hides(0.2, 5.9)  # 1 to 5
    assert Rule().hides(-0.0000001, 5.0000001)  # what a linear programme makes of 0 and 5


@pytest.mark.parametrize(
    ("low", "high", "is_harmless"), [(0, 0, True), (6, 9, True), (0, 6, False), (5, 9, False), (5.1, 9, True)]
)
def test_a_count_that_cannot_be_small_is_harmless(low: float, high: float, is_harmless: bool) -> None:
    assert Rule().is_harmless(low, high) is is_harmless

"""What can be worked out of linked counts, in systems small enough to work it out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from cpdash.disclosure.ranges import Contradiction, Known, Linked, Worlds, exactly, first_told, narrows, spans, told
from cpdash.disclosure.rule import Rule
from tests.unit.disclosure.systems_for_tests import linked, table, unknown

A, B, C, TOTAL = range(4)
TWENTY = table({"a": 3, "b": 7, "c": 10})


@pytest.mark.parametrize(
    ("known", "what"),
    [
        ((), []),
        ((TOTAL,), []),
        ((TOTAL, B), []),       # a: 0 to 13
        ((TOTAL, C), []),       # a: 0 to 10
        ((B, C), []),           # without their total nothing follows
        ((TOTAL, B, C), [A]),   # a: 20 - 7 - 10
        ((A,), [A]),
    ],
)  # fmt: skip
def test_one_alone_beside_its_total_comes_out(known: tuple[int, ...], what: list[int]) -> None:
    assert told(TWENTY, exactly(TWENTY, known), [A], Rule()) == what


def test_only_what_is_guarded_is_told_of() -> None:
    everything = exactly(TWENTY, [TOTAL, B, C])
    assert told(TWENTY, everything, [], Rule()) == []
    assert told(TWENTY, everything, [B, C], Rule()) == []  # they are no small numbers
    assert told(TWENTY, everything, [C, A, B], Rule()) == [A]


def test_a_few_together_leave_each_too_few_values() -> None:
    four = table({"a": 1, "b": 3})
    assert told(four, exactly(four, [2]), [0, 1], Rule()) == [0, 1]  # 0 to 4 each
    assert told(four, exactly(four, [2]), [0, 1], Rule(margin=0)) == []
    assert told(four, exactly(four, [2]), [0, 1], Rule(threshold=3)) == []


def test_a_rolling_sum_tells_how_far_two_months_are_apart() -> None:
    months = [3, 2, 4, 1]
    rolling = linked(months, [0], [1], [2], [3], [0, 1, 2], [1, 2, 3])
    assert told(rolling, exactly(rolling, [4, 5]), [0, 1, 2, 3], Rule()) == []
    # the months of the second window add up to 3: none of them is more
    falling = linked([6, 2, 1, 0], [0], [1], [2], [3], [0, 1, 2], [1, 2, 3])
    assert told(falling, exactly(falling, [4, 5]), [1, 2, 3], Rule()) == [1, 2, 3]


def test_where_a_month_of_the_chain_was_zero_differences_tell_every_month() -> None:
    windows = linked([0, 4, 2, 0, 3, 5], *([at] for at in range(6)), *([at, at + 1] for at in range(5)))
    found = told(windows, exactly(windows, range(6, 11)), [1, 2, 4, 5], Rule())
    assert found == [1, 2, 4, 5]  # 0 can be no less, and all others follow from it


def test_a_difference_can_be_known_that_is_no_figure() -> None:
    rows = np.array([[1, 0], [0, 1], [1, -1]], np.int8)
    net = Linked(rows, np.array([8.0, 3.0, 5.0]))
    assert told(net, {**exactly(net, [2]), 0: (0, 10)}, [1], Rule()) == []  # 0 to 5
    assert told(net, {**exactly(net, [2]), 0: (0, 9)}, [1], Rule()) == [1]  # 0 to 4


def test_what_is_known_between_two_values_bounds_the_others() -> None:
    loose: Known = {TOTAL: (17.5, 24.5), B: (7, 7), C: (10, 10)}
    assert told(TWENTY, loose, [A], Rule()) == []  # 1 to 7
    tight: Known = {TOTAL: (17.5, 22.5), B: (7, 7), C: (10, 10)}
    assert told(TWENTY, tight, [A], Rule()) == [A]  # 1 to 5
    assert told(TWENTY, {A: (1, 4)}, [A], Rule()) == [A]


def test_the_same_count_known_twice_is_known_as_well_as_both_say() -> None:
    twice = linked([3, 9], [0], [1], [0, 1], [0, 1])
    known: Known = {2: (10, 20), 3: (5, 12), 1: (9, 9)}
    assert told(twice, known, [0], Rule()) == [0]  # 1 to 3
    assert told(twice, {2: (10, 20), 1: (9, 9)}, [0], Rule()) == []  # 1 to 11


def test_what_cannot_all_be_so_is_a_contradiction() -> None:
    with pytest.raises(Contradiction):
        told(TWENTY, {TOTAL: (20, 20), B: (30, 30)}, [A], Rule())
    with pytest.raises(Contradiction):
        first_told(TWENTY, {TOTAL: (20, 20), B: (-2, -1)}, [A], Rule())


def test_a_count_that_nobody_made_is_hidden_or_harmless_by_what_is_known_of_others() -> None:
    lacking = unknown(TWENTY, A)
    assert told(lacking, exactly(TWENTY, [TOTAL, C]), [A], Rule()) == []  # 0 to 10
    assert told(lacking, exactly(TWENTY, [TOTAL, B, C]), [A], Rule()) == [A]  # 3, though nobody counted it
    forty = unknown(table({"a": 40, "b": 7, "c": 0}), A)
    assert told(forty, exactly(forty, [TOTAL, B, C]), [A], Rule()) == []  # 40: no small number
    none = unknown(table({"a": 0, "b": 7, "c": 10}), A)
    assert told(none, exactly(none, [TOTAL, B, C]), [A], Rule()) == []  # nobody


def test_the_first_that_comes_out_is_one_that_comes_out() -> None:
    two = linked([2, 3, 9, 9], [0], [1], [0, 2], [1, 3], [2], [3])
    known = exactly(two, [2, 3, 4, 5])
    assert told(two, known, [0, 1], Rule()) == [0, 1]
    assert first_told(two, known, [0, 1], Rule()) in (0, 1)
    assert first_told(two, exactly(two, [2, 3, 5]), [0, 1], Rule()) == 1
    assert first_told(two, exactly(two, [2, 3]), [0, 1], Rule()) is None
    assert first_told(two, known, [], Rule()) is None


def test_suspects_are_looked_at_first() -> None:
    two = linked([2, 3, 9, 9], [0], [1], [0, 2], [1, 3], [2], [3])
    known = exactly(two, [2, 3, 4, 5])
    assert first_told(two, known, [0, 1], Rule(), suspects=[1]) == 1
    assert first_told(two, known, [0, 1], Rule(), suspects=[0]) == 0
    assert first_told(two, known, [0, 1], Rule(), suspects=[77]) in (0, 1)


def test_worlds_met_before_change_no_answer() -> None:
    worlds = Worlds()
    assert first_told(TWENTY, exactly(TWENTY, [TOTAL]), [A], Rule(), worlds) is None
    assert worlds.found
    assert first_told(TWENTY, exactly(TWENTY, [TOTAL, B, C]), [A], Rule(), worlds) == A
    for world in worlds.found:  # those that are left agree with all that is known now
        assert world == pytest.approx([3, 7, 10], abs=1e-4)


def test_the_span_of_a_count_is_what_all_that_is_known_leaves_open() -> None:
    assert spans(TWENTY, exactly(TWENTY, (TOTAL, B)), [A, C]) == {A: (0.0, 13.0), C: (0.0, 13.0)}


@pytest.mark.parametrize(
    ("more", "is_narrower"), [((), False), ((C,), True), ((B, TOTAL), False)]
)  # fmt: skip
def test_what_is_known_besides_narrows_a_span_or_does_not(more: tuple[int, ...], is_narrower: bool) -> None:
    before = spans(TWENTY, exactly(TWENTY, (TOTAL, B)), [A])
    assert narrows(TWENTY, exactly(TWENTY, (TOTAL, B, *more)), before) == is_narrower


def test_what_is_known_for_certain_cannot_be_narrowed() -> None:
    certain = spans(TWENTY, exactly(TWENTY, (TOTAL, B, C)), [A])
    assert certain == {A: (3.0, 3.0)}
    assert not narrows(TWENTY, exactly(TWENTY, (A, B, C, TOTAL)), certain)

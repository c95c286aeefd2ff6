"""Sets by their meaning: which hang together, and what their parts are."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from cpdash.disclosure.sets import Some, groups, rows

AGES = ("young", "middle", "old")
AXES = {"age": AGES, "sex": ("girl", "boy"), "@long": ("yes", "no")}
WHOLE, YOUNG, OLDER = Some({}), Some({"age": frozenset(["young"])}), Some({"age": frozenset(["middle", "old"])})
GIRLS, LONG = Some({"sex": frozenset(["girl"])}), Some({"@long": frozenset(["yes"])})


def test_a_set_is_the_same_however_it_was_narrowed() -> None:
    girls = frozenset(["girl"])
    one = WHOLE.within("sex", girls).within("age", frozenset(["young"]))
    other = YOUNG.within("sex", girls)
    assert one.key == other.key != YOUNG.key


def test_narrowing_twice_leaves_what_both_have() -> None:
    both = OLDER.within("age", frozenset(["young", "old"]))
    assert both.axes["age"] == {"old"}
    assert OLDER.within("age", frozenset(["young"])).axes["age"] == frozenset()


def test_sets_hang_together_by_an_axis_that_they_share() -> None:
    assert groups([YOUNG, GIRLS, LONG]) == [[0], [1], [2]]
    assert groups([YOUNG, GIRLS, OLDER]) == [[1], [0, 2]]
    assert groups([WHOLE]) == []
    assert groups([WHOLE, YOUNG, WHOLE]) == [[1]]


def test_one_set_of_two_axes_ties_the_sets_of_either() -> None:
    young_girls = YOUNG.within("sex", frozenset(["girl"]))
    assert groups([YOUNG, GIRLS, LONG, young_girls]) == [[2], [0, 1, 3]]


def test_which_sets_hang_together_does_not_depend_on_their_order() -> None:
    some = [YOUNG, GIRLS, LONG, YOUNG.within("sex", frozenset(["girl"])), OLDER]
    wanted = {frozenset(some[at].key for at in group) for group in groups(some)}
    for turn in range(len(some)):
        turned = some[turn:] + some[:turn]
        assert {frozenset(turned[at].key for at in group) for group in groups(turned)} == wanted


def test_combinations_in_the_same_sets_are_one_part() -> None:
    laid = rows([WHOLE, YOUNG], AXES)
    assert laid.shape == (2, 2)  # young, and the rest
    assert sorted(map(tuple, laid.T.tolist())) == [(1, 0), (1, 1)]


def test_disjoint_sets_have_no_part_in_common() -> None:
    laid = rows([YOUNG, OLDER], AXES)
    assert not (laid[0] & laid[1]).any()
    assert (laid[0] | laid[1]).all()


def test_a_set_within_another_has_only_parts_of_it() -> None:
    girls = frozenset(["girl"])
    nested = [WHOLE, OLDER, Some({"age": frozenset(["old"])}), Some({"age": frozenset(["old"]), "sex": girls})]
    laid = rows(nested, AXES)
    for outer, inner in pairwise(laid):
        assert (inner <= outer).all() and (inner < outer).any()


def test_sets_along_different_axes_meet_in_every_combination() -> None:
    laid = rows([YOUNG, GIRLS, LONG], AXES)
    assert laid.shape == (3, 8)
    assert len(np.unique(laid, axis=1).T) == 8


def test_a_category_that_the_axis_does_not_have_holds_nobody() -> None:
    laid = rows([WHOLE, Some({"age": frozenset(["unheard of"])})], AXES)
    assert laid.tolist() == [[1], [0]]

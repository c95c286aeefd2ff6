"""Which figures of linked tables are shown together: never one alone is withheld, and nothing more than is needed."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from cpdash.disclosure.ranges import Linked, exactly, told
from cpdash.disclosure.rule import Rule
from cpdash.disclosure.tables import Figure, released
from tests.unit.disclosure.systems_for_tests import linked, table

FIVE = Rule()


def shown(
    categories: Mapping[str, float],
    rule: Rule = FIVE,
    *,
    total: bool = True,
) -> set[str]:
    """Return the categories of one table that are shown; with its total, unless told otherwise."""
    found = table(categories)
    figures = [Figure((at,), line="all") for at in range(len(categories))]
    flags = released(found, figures, rule, fixed=[len(categories)] if total else [])
    return {name for name, flag in zip(categories, flags, strict=True) if flag}


def test_where_nothing_is_small_everything_is_shown() -> None:
    assert shown({"a": 6, "b": 40, "c": 19}) == {"a", "b", "c"}


def test_a_true_zero_is_shown() -> None:
    assert shown({"a": 0, "b": 40, "c": 19}) == {"a", "b", "c"}


def test_a_small_number_is_withheld_with_the_next_larger() -> None:
    assert shown({"a": 3, "b": 40, "c": 19, "d": 25}) == {"b", "d"}


def test_a_true_zero_is_the_last_to_be_withheld_for_another() -> None:
    assert shown({"a": 3, "b": 0, "c": 40, "d": 25}) == {"b", "c"}


def test_two_small_numbers_that_are_few_together_take_a_third_with_them() -> None:
    assert shown({"a": 2, "b": 3, "c": 40, "d": 25}) == {"c"}


def test_two_small_numbers_that_are_enough_together_hide_each_other() -> None:
    assert shown({"a": 4, "b": 5, "c": 40, "d": 25}) == {"c", "d"}


def test_without_a_total_that_is_known_one_more_is_withheld_all_the_same() -> None:
    assert len(shown({"a": 3, "b": 40, "c": 19, "d": 25}, total=False)) == 2


def test_another_threshold_withholds_other_numbers() -> None:
    counts = {"a": 7, "b": 40, "c": 19, "d": 25}
    assert shown(counts) == set(counts)
    assert shown(counts, Rule(threshold=10)) == {"b", "d"}
    assert shown({"a": 3, "b": 40, "c": 19, "d": 25}, Rule(threshold=2)) == {"a", "b", "c", "d"}


def test_without_links_only_the_small_numbers_themselves_are_withheld() -> None:
    assert shown({"a": 3, "b": 40, "c": 19}, Rule(linked=False)) == {"b", "c"}


def test_a_figure_is_withheld_for_what_it_leaves_over_too() -> None:
    share = linked([47, 3], [0], [1], [0, 1])  # 47 of 50: three are not
    assert released(share, [Figure((0, 2), (1,))], Rule()) == [False]
    assert released(share, [Figure((0, 2))], Rule()) == [True]  # where the rest is nobody's business


def test_of_two_figures_that_tell_a_small_number_between_them_one_is_shown() -> None:
    nested = linked([40, 3], [0, 1], [0], [1])
    assert sorted(released(nested, [Figure((0,)), Figure((1,))], Rule(), guarded=[2])) == [False, True]
    assert released(nested, [Figure((0,)), Figure((1,))], Rule()) == [True, True]  # nobody minds


def test_what_matters_less_is_withheld_for_another() -> None:
    found = table({"a": 3, "b": 19, "c": 40})
    figures = [Figure((0,), line="all"), Figure((1,), line="all", weight=2), Figure((2,), line="all", weight=1)]
    assert released(found, figures, Rule(), fixed=[3]) == [False, True, False]


def test_what_is_withheld_already_stays_withheld_and_can_hide_another() -> None:
    found = table({"a": 3, "b": 40, "c": 19})
    figures = [Figure((at,), line="all") for at in range(3)]
    assert released(found, figures, Rule(), fixed=[3], withheld=[1]) == [False, False, True]


def test_what_is_known_from_elsewhere_helps_nobody_by_being_withheld() -> None:
    found = table({"a": 3, "b": 40, "c": 19})
    flags = released(found, [Figure((at,), line="all") for at in range(3)], Rule(), fixed=[2, 3])
    assert flags[:2] == [False, False]


def test_what_comes_out_in_any_case_stops_nothing() -> None:
    found = table({"a": 3, "b": 40, "c": 19})
    flags = released(found, [Figure((at,), line="all") for at in range(3)], Rule(), fixed=[0, 1, 2, 3])
    assert flags[0] is False  # a publisher gave it away: it is not repeated


def test_what_is_known_within_bounds_counts() -> None:
    found = linked([3, 9, 40], [0], [1], [0, 1])
    figures = [Figure((1,), line="b")]
    assert released(found, figures, Rule(), guarded=[0], beside={2: (5, 25)}) == [True]  # the other: 0 to 16
    assert released(found, figures, Rule(), guarded=[0], beside={2: (10, 14)}) == [False]  # 1 to 5


@pytest.mark.parametrize("turn", range(4))
def test_two_dimensions_are_protected_through_their_margins(turn: int) -> None:
    """One small cell of a table by two dimensions takes one more of its row and of its column, and their corner."""
    cells = {(0, 0): 3.0, (0, 1): 30.0, (0, 2): 20.0, (1, 0): 25.0, (1, 1): 14.0, (1, 2): 33.0,
             (2, 0): 41.0, (2, 1): 17.0, (2, 2): 28.0}  # fmt: skip
    names = [*cells][turn:] + [*cells][:turn]
    found, margins = _crossed(names, cells)
    flags = released(found, [Figure((at,), line="all") for at in range(len(names))], Rule(),
                     fixed=margins)  # fmt: skip
    withheld = {name for name, flag in zip(names, flags, strict=True) if not flag}
    assert (0, 0) in withheld and len(withheld) >= 4
    for axis in (0, 1):
        for line in range(3):
            assert sum(name[axis] == line for name in withheld) != 1
    known = exactly(found, [*margins, *(at for at, flag in enumerate(flags) if flag)])
    assert told(found, known, [names.index((0, 0))], Rule()) == []


def _crossed(names: list[tuple[int, int]], cells: Mapping[tuple[int, int], float]) -> tuple[Linked, list[int]]:
    lines = [[at for at, name in enumerate(names) if name[axis] == line] for axis in (0, 1) for line in range(3)]
    found = linked([cells[name] for name in names], *([at] for at in range(len(names))), *lines, range(len(names)))
    return found, list(range(len(names), len(found.values)))

"""In which way a series of overlapping windows is released: as it is, rounded, less often, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from cpdash.disclosure.ranges import Linked
from cpdash.disclosure.rule import Rule
from cpdash.disclosure.windows import Tells, Timed, Way, joined, on, ways
from tests.unit.disclosure.systems_for_tests import linked

APRIL = 12 * 2020 + 3
"""The first month of every series here."""

EVERY, ROUNDED, QUARTERLY, YEARLY = Way(1), Way(1, 10), Way(3), Way(12)

PLENTY = [20, 31, 18, 25, 22, 40, 19, 27, 33, 21, 26, 30]
RARE = [2, 1, 3, 1, 2, 4, 1, 3, 2, 5, 1, 2]
NONE = [0] * 12

FIVE = Rule()


def system(months: Sequence[float], length: int = 12) -> tuple[Linked, list[int]]:
    """Return single months and their windows as linked counts, and the windows' numbers; months come first."""
    windows = [range(last - length + 1, last + 1) for last in range(length - 1, len(months))]
    found = linked(months, *([at] for at in range(len(months))), *windows)
    return found, list(range(len(months), len(found.values)))


def timed(found: Linked, windows: Iterable[int], some: Sequence[Way], length: int = 12) -> Timed:
    """Return the series of these windows in some ways; what a rounded figure tells is half its step on either side."""
    every = dict(enumerate(windows, APRIL + length - 1))
    told: list[tuple[Way, dict[int, Tells]]] = []
    for way in some:
        half = (way.nearest or 0) / 2
        told.append((way, {month: {cell: _around(found.values[cell], half)} for month, cell in every.items()}))
    return Timed(told)


def _around(value: float, half: float) -> tuple[float, float]:
    middle = round(value / (2 * half)) * 2 * half if half else value
    return middle - half, middle + half


def chosen(months: Sequence[float], *some: Way, rule: Rule = FIVE) -> Way | None:
    found, windows = system(months)
    [way] = ways(found, [timed(found, windows, some)], range(len(months)), rule)
    return way


@pytest.mark.parametrize("years", [2, 4])
def test_what_is_never_rare_is_released_every_month_as_it_is(years: int) -> None:
    assert chosen(PLENTY * years, EVERY, ROUNDED, QUARTERLY, YEARLY) == EVERY


def test_rare_events_are_not_released_every_month_where_each_calendar_month_was_once_empty() -> None:
    """Differences of windows tell how April changed from year to year: an empty year tells all others."""
    assert chosen([*NONE, *RARE, *RARE], EVERY) is None
    assert chosen([*NONE, *RARE, *RARE], EVERY, YEARLY) == YEARLY


def test_the_windows_of_one_year_that_do_not_reach_an_empty_one_are_released() -> None:
    busy = [9, 7, 8, 11, 9, 3, 8, 10, 7, 9, 12, 8]
    assert chosen(busy, EVERY) == EVERY  # one window alone
    assert chosen([*busy, *busy], EVERY) == EVERY  # each month is bounded only by the whole year


def test_rounding_goes_before_less_often() -> None:
    rare = [*NONE, *RARE, *RARE]
    assert chosen(rare, EVERY, Way(1, 20), YEARLY) == Way(1, 20)
    assert chosen(rare, EVERY, YEARLY, Way(1, 20)) == YEARLY  # the order is the caller's


def test_rounding_that_is_too_fine_does_not_help() -> None:
    assert chosen([*NONE, *RARE, *RARE], EVERY, Way(1, 1), YEARLY) == YEARLY


def test_where_no_way_is_safe_nothing_is_released() -> None:
    few = [1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0]  # three in a year: nobody can be more
    assert chosen([*few, *few], EVERY, QUARTERLY, YEARLY) is None


def test_a_way_that_leaves_no_month_is_no_way() -> None:
    # twelve months end in March for the first time with the twelfth: a shorter series has no March in it
    found = linked([20] * 5, *([at] for at in range(5)), [0, 1, 2], [1, 2, 3])
    series = timed(found, [5, 6], [YEARLY, Way(6)], 3)  # June and July
    assert ways(found, [series], range(5), Rule()) == [None]


def test_the_first_series_is_let_in_before_later_ones() -> None:
    months = [*PLENTY, *PLENTY]
    months[12] = 3
    found, windows = system(months)
    yearly = timed(found, windows, [EVERY])
    singly = Timed([(EVERY, {APRIL + at: {at: (found.values[at],) * 2} for at in range(24) if at != 12})])
    small = range(24)
    assert ways(found, [yearly, singly], small, Rule()) == [EVERY, None]
    assert ways(found, [singly, yearly], small, Rule()) == [EVERY, None]


def test_what_is_known_besides_counts() -> None:
    months = [*PLENTY]
    months[4] = 2
    found, windows = system(months)
    series = [timed(found, windows, [EVERY])]
    assert ways(found, series, range(12), Rule()) == [EVERY]
    others = [at for at in range(12) if at != 4]
    assert ways(found, series, range(12), Rule(), fixed=others) == [None]


def test_only_what_is_guarded_or_small_or_uncounted_matters() -> None:
    months = [*NONE, *RARE, *RARE]
    found, windows = system(months)
    assert ways(found, [timed(found, windows, [EVERY])], [], Rule()) == [EVERY]
    assert chosen(months, EVERY, rule=Rule(linked=False)) == EVERY


@pytest.mark.parametrize(("step", "months"), [(1, set(range(1, 13))), (3, {3, 6, 9, 12}), (6, {3, 9}), (12, {3})])
def test_less_often_ends_with_the_financial_year(step: int, months: set[int]) -> None:
    assert {month % 12 + 1 for month in range(12 * 2024, 12 * 2025) if on(step, month)} == months


def test_what_is_told_twice_of_a_count_is_the_tightest_of_both() -> None:
    assert joined({1: (0, 9)}, [{1: (4, 20), 2: (1, 1)}, {1: (2, 8)}]) == {1: (4, 8), 2: (1, 1)}

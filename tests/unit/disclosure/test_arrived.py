"""Figures of a scorecard: shown as far as the counts that came with them allow, and withheld where none came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from cpdash.disclosure.arrived import Arrived, Months, categories, fit, left, said, totals
from cpdash.disclosure.rule import Rule
from cpdash.disclosure.windows import Way
from tests.views_for_tests import make_indicator

MARCH = 12 * 2024 + 2
COUNT = make_indicator(unit="children")
SHARE = make_indicator(unit="%")
REST_IS_THINGS = make_indicator(unit="%", public={"rest": "things"})
THINGS = make_indicator(unit="%", public={"about": "things"})
COST = make_indicator(unit="pounds a week")


def yearly(unit: str = "children", form: str = "12 months", **more: Any) -> Any:
    return make_indicator(unit=unit, local={"source": "scorecard", "form": form, "forms": ["month"]}, **more)


def share(numerator: float, denominator: float) -> Arrived:
    return Arrived(100 * numerator / denominator, numerator, denominator)


def bare(value: float) -> Arrived:
    return Arrived(value, None, None)


def rolling(singly: Sequence[float], length: int = 12) -> Months:
    """Return the windows of these months as counts that came with nothing else."""
    return {MARCH + at: bare(sum(singly[at - length + 1 : at + 1])) for at in range(length - 1, len(singly))}


@pytest.mark.parametrize(("value", "is_shown"), [(0, True), (1, False), (5, False), (6, True), (5.2, False)])
def test_a_count_of_people_is_shown_unless_it_is_small(value: float, is_shown: bool) -> None:
    assert fit(COUNT, bare(value), Rule()) is is_shown


@pytest.mark.parametrize(
    ("numerator", "denominator", "is_shown"),
    [(20, 50, True), (3, 50, False), (47, 50, False), (0, 50, True), (50, 50, True), (2, 4, False), (0, 4, False)],
)
def test_a_share_is_shown_unless_one_of_its_counts_or_the_rest_is_small(
    numerator: float, denominator: float, is_shown: bool
) -> None:
    assert fit(SHARE, share(numerator, denominator), Rule()) is is_shown


def test_a_share_that_came_without_its_counts_cannot_be_checked_and_is_not_shown() -> None:
    assert not fit(SHARE, bare(40), Rule())
    assert not fit(SHARE, Arrived(40, 20, None), Rule())
    assert not fit(SHARE, Arrived(40, None, 50), Rule())


def test_what_is_left_over_matters_only_where_it_is_people() -> None:
    assert not fit(SHARE, share(47, 50), Rule())
    assert fit(REST_IS_THINGS, share(47, 50), Rule())
    assert not fit(REST_IS_THINGS, share(3, 50), Rule())
    assert left(SHARE, (47, 50)) == (3,) and left(REST_IS_THINGS, (47, 50)) == ()


def test_things_are_never_too_few() -> None:
    assert fit(THINGS, share(1, 3), Rule()) and fit(THINGS, bare(33), Rule())
    assert said(THINGS, share(1, 3)) == ()


def test_an_average_is_shown_where_enough_people_stand_behind_it() -> None:
    assert fit(COST, Arrived(900, 9000, 10), Rule())
    assert not fit(COST, Arrived(900, 3600, 4), Rule())
    assert said(COST, Arrived(900, 9000, 10)) == (10,)


def test_the_threshold_decides() -> None:
    assert fit(COUNT, bare(5), Rule(threshold=4))
    assert not fit(COUNT, bare(9), Rule(threshold=10))


def test_each_day_stands_by_itself() -> None:
    stock = make_indicator(unit="children", form="snapshot")
    months = {MARCH + at: bare(value) for at, value in enumerate([40, 3, 41, 0])}
    assert totals(stock, {"snapshot": months}, Rule())["snapshot"] == (Way(1), frozenset({MARCH, MARCH + 2, MARCH + 3}))


def test_windows_that_do_not_overlap_stand_by_themselves() -> None:
    years = {MARCH + 12 * at: bare(value) for at, value in enumerate([40, 3, 41])}
    assert totals(yearly(), {"12 months": years}, Rule())["12 months"] == (Way(1), frozenset({MARCH, MARCH + 24}))


def test_windows_of_things_may_overlap() -> None:
    windows = rolling([0] * 12 + [1, 0, 2] * 8)
    found = totals(yearly(public={"about": "things"}), {"12 months": windows}, Rule())
    assert found == {"12 months": (Way(1), frozenset(windows))}


def test_overlapping_windows_of_what_is_never_rare_are_shown_every_month() -> None:
    windows = rolling([20, 31, 18, 25, 22, 40, 19, 27, 33, 21, 26, 30] * 3)
    assert totals(yearly(), {"12 months": windows}, Rule()) == {"12 months": (Way(1), frozenset(windows))}


def test_overlapping_windows_that_would_tell_single_months_are_shown_less_exactly() -> None:
    windows = rolling([0] * 12 + [3, 1, 0, 4, 1, 3, 2, 5, 0, 4, 2, 3] * 2)
    [(way, months)] = totals(yearly(), {"12 months": windows}, Rule()).values()
    assert way != Way(1)
    assert months < frozenset(windows)  # the first windows were small themselves


def test_single_months_are_decided_on_with_the_windows_that_they_make() -> None:
    singly = [20.0, 31, 18, 25, 22, 40, 3, 27, 33, 21, 26, 30]
    year = {**rolling([*singly]), MARCH + 12: bare(sum(singly) - 20 + 24)}
    months = {MARCH + at: bare(value) for at, value in enumerate([*singly, 24])}
    found = totals(yearly(), {"12 months": year, "month": months}, Rule())
    assert found["12 months"] == (Way(1), frozenset(year))
    way, shown_ = found["month"]
    assert MARCH + 6 not in shown_
    assert way.nearest  # as they are all other months would tell the small one, with the whole year


def test_windows_that_are_no_sums_of_months_are_shown_once_a_year_at_most() -> None:
    """From 40 to 8, to 200, to 7 in three months each: no months add up to that, so nothing can be worked out of it."""
    quarters = {MARCH + at: bare(value) for at, value in enumerate([40, 8, 200, 7])}
    assert totals(yearly(form="3 months"), {"3 months": quarters}, Rule())["3 months"] == (Way(12), frozenset({MARCH}))


def shown(one: Any, total: float | None, rule: Rule | None = None, **counts: float | Arrived) -> set[str]:
    figures = {name: each if isinstance(each, Arrived) else bare(each) for name, each in counts.items()}
    return {name for name, flag in categories(one, figures, total, rule or Rule()).items() if flag}


def test_a_small_category_takes_the_next_with_it() -> None:
    assert shown(COUNT, 60, girls=3, boys=57) == set()
    assert shown(COUNT, 100, a=3, b=50, c=47) == {"b"}
    assert shown(COUNT, None, a=3, b=50, c=47) == {"b"}


def test_two_small_categories_that_are_few_together_take_a_third_where_their_total_is_shown() -> None:
    assert shown(COUNT, 100, a=1, b=2, c=50, d=47) == {"c"}
    assert shown(COUNT, None, a=1, b=2, c=50, d=47) == {"c", "d"}


def test_categories_that_are_not_small_are_all_shown() -> None:
    assert shown(COUNT, 100, a=0, b=53, c=47) == {"a", "b", "c"}
    assert shown(COUNT, 100, Rule(linked=False), a=3, b=50, c=47) == {"b", "c"}


def test_categories_of_things_are_all_shown() -> None:
    assert shown(make_indicator(unit="carers", public={"about": "things"}), 6, a=1, b=2, c=3) == {"a", "b", "c"}


def test_a_share_of_a_category_stands_by_its_own_counts() -> None:
    assert shown(SHARE, 50, a=share(20, 40), b=share(20, 60), c=share(30, 60)) == {"a", "b", "c"}
    assert "b" not in shown(SHARE, 50, a=share(20, 40), b=share(3, 40), c=share(30, 60))
    assert "d" not in shown(SHARE, 50, a=share(20, 40), c=share(30, 60), d=bare(50))

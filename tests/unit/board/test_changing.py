"""What is behind a change: now beside twelve months before, by each dimension; nothing where a count is not told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cpdash.board.changing import change
from cpdash.board.details import Change, Shift
from cpdash.board.mixing import mix
from cpdash.board.views import Point, Series
from cpdash.catalogue import Indicator
from cpdash.narrative import change_headline, change_lines, mix_headline
from cpdash.periods import Month
from tests.views_for_tests import make_indicator, make_point, make_series

COUNT = make_indicator(unit="children", denominator="None: this is a count")
SHARE = make_indicator(unit="%")
AGES = {"Under 5": (10, 18), "5 to 9": (30, 30), "10 and over": (60, 66)}


def counted(month: str, count: float | None, category: str = "", of: float | None = None) -> Point:
    return make_point(month, count, category=category, numerator=count, denominator=of)


def asked(indicator: Indicator, points: dict[str, list[Point]]) -> Change | None:
    def ask(dimension: str, first: Month | None, last: Month | None) -> Series:
        inside = [p for p in points[dimension] if (not first or first <= p.month) and (not last or p.month <= last)]
        return replace(make_series({}, indicator), points=tuple(inside), dimension=dimension)

    return change(ask, [name for name in points if name], None, ())


def by_age(indicator: Indicator = COUNT) -> Change | None:
    before = [counted("2024-03", then, age) for age, (then, _) in AGES.items()]
    now = [counted("2025-03", now, age) for age, (_, now) in AGES.items()]
    return asked(indicator, {"": [counted("2024-03", 100), counted("2025-03", 114)], "age": [*before, *now]})


def test_the_parts_of_a_change_add_up_and_the_largest_goes_first() -> None:
    found = by_age()
    assert found and (found.month, found.before) == (Month(2025, 3), Month(2024, 3))
    [(name, shifts)] = found.shifts
    assert (name, [(one.category, one.change) for one in shifts]) == (
        "age", [("Under 5", 8), ("10 and over", 6), ("5 to 9", 0)],
    )  # fmt: skip
    assert found.total.change == sum(one.change or 0 for one in shifts) == 14


def test_of_a_fall_the_largest_fall_goes_first() -> None:
    before = [counted("2024-03", 20, "a"), counted("2024-03", 20, "b")]
    now = [counted("2025-03", 5, "a"), counted("2025-03", 25, "b")]
    found = asked(COUNT, {"": [counted("2024-03", 40), counted("2025-03", 30)], "age": [*before, *now]})
    assert found and [one.category for one in found.shifts[0][1]] == ["a", "b"]
    assert [one.category for _, some in change_lines(found) for one in some] == ["a"], "only what fell is named"


def test_a_share_is_told_by_what_it_counts() -> None:
    whole = [counted("2024-03", 20, of=100), counted("2025-03", 30, of=110)]
    found = asked(SHARE, {"": whole, "age": [counted(m, n, c) for m, n, c in (
        ("2024-03", 8, "a"), ("2024-03", 12, "b"), ("2025-03", 10, "a"), ("2025-03", 20, "b"))]})  # fmt: skip
    assert found and (found.total, found.of) == (Shift("", 30, 20), Shift("", 110, 100))


@pytest.mark.parametrize(
    "points",
    [
        [counted("2025-03", 30)],
        [counted("2024-03", None), counted("2025-03", 30)],
        [counted("2024-02", 20), counted("2025-03", 30)],
        [],
    ],
)
def test_without_a_count_twelve_months_before_nothing_is_told(points: list[Point]) -> None:
    assert asked(COUNT, {"": points, "age": []}) is None


def test_an_average_counts_nobody() -> None:
    days = make_indicator(unit="days", denominator="Children adopted")
    assert asked(days, {"": [counted("2024-03", 400), counted("2025-03", 440)]}) is None


def test_what_is_withheld_in_one_of_the_months_has_no_change_and_is_never_nothing() -> None:
    parts = [counted("2024-03", None, "a"), counted("2024-03", 12, "b"), counted("2025-03", 10, "a"),
             counted("2025-03", 20, "b"), counted("2025-03", 4, "new band")]  # fmt: skip
    found = asked(COUNT, {"": [counted("2024-03", 20), counted("2025-03", 34)], "age": parts})
    assert found
    told = {one.category: (one.before, one.now, one.change) for one in found.shifts[0][1]}
    assert told == {"a": (None, 10, None), "b": (12, 20, 8), "new band": (None, 4, None)}


def test_in_public_the_newest_month_that_is_broken_down_is_told() -> None:
    whole = [counted(month, 100 + at) for at, month in enumerate(("2024-03", "2024-04", "2025-03", "2025-04"))]
    parts = [counted(month, 50, one) for month in ("2024-03", "2025-03") for one in "ab"]
    found = asked(COUNT, {"": whole, "age": parts})
    assert found and found.month == Month(2025, 3)


def test_the_dimension_that_says_most_goes_first() -> None:
    """Most of the children are of the largest group: that most of those who became more are too says nothing."""
    month, before = ("2025-03", "2024-03")
    groups = [counted(before, 90, "large"), counted(before, 10, "small"), counted(month, 99, "large"),
              counted(month, 11, "small")]  # fmt: skip
    homes = [counted(before, 50, "x"), counted(before, 50, "y"), counted(month, 59, "x"), counted(month, 51, "y")]
    found = asked(COUNT, {"": [counted(before, 100), counted(month, 110)], "ethnicity": groups, "placement": homes})
    assert found and [name for name, _ in change_lines(found)] == ["placement", "ethnicity"]
    assert change_headline(found).startswith("10 more: 110 children on 31 March 2025, 100 a year before")


def test_a_mix_tells_the_largest_apart_and_what_is_not_known_from_the_others() -> None:
    sizes = {"a": 40, "b": 30, "c": 10, "d": 8, "e": 5, "Not known": 4, "f": None}
    split = make_series({}, COUNT, dimension="need", points=tuple(
        make_point(month, size, category=name) for month in ("2024-03", "2025-03") for name, size in sizes.items()
    ))  # fmt: skip
    found = mix(split, make_series({"2024-03": 100, "2025-03": 100}, COUNT), None)
    assert [name for name, _ in found.parts] == ["a", "b", "c", "d", "Not known", "All others, or not shown"]
    assert [counts[-1] for _, counts in found.parts] == [40, 30, 10, 8, 4, 8]
    assert sum(found.share(name, 1) or 0 for name, _ in found.parts) == pytest.approx(100)
    assert mix_headline(found) == "Children in care per 10,000 by need: a 40%, no change since Mar 2024"


def test_a_mix_takes_the_same_month_of_the_years_before() -> None:
    months = [f"{year}-{month:02d}" for year in range(2018, 2026) for month in (3, 9)]
    split = make_series({}, COUNT, dimension="sex", points=tuple(make_point(one, 5, category="x") for one in months))
    whole = make_series(dict.fromkeys(months, 9.0), COUNT)
    assert [str(one) for one in mix(split, whole, Month(2024, 10)).months] == [f"{y}-09" for y in range(2019, 2025)]
    assert mix(split, whole, Month(2000, 1)).months == ()

"""The attacker on figures so few that the answer is known: it finds what follows from them, and no more."""

from __future__ import annotations

import random
from itertools import product
from math import inf

import pytest

from cpdash.catalogue.loader import the_catalogue
from tests.attack.cells_for_tests import EVERYONE, Cell, Definitions, boxed
from tests.attack.judging_for_tests import is_hidden, worked_out
from tests.attack.programme_for_tests import Impossible, Programme, Range
from tests.attack.reading_for_tests import Public, Row

MARCH = 12 * 2025 + 2
AREA = "E06000004"
PLACES = {"Male": 7.0, "Female": None, "Not known": 10.0}


def row(
    indicator: str,
    value: float | None,
    *,
    month: int = MARCH,
    form: str = "snapshot",
    by: str = "",
    category: str = "",
    numerator: float | None = None,
    denominator: float | None = None,
) -> Row:
    status, reason = ("derived", None) if value is not None else ("suppressed", "Withheld to protect small numbers.")
    return Row(indicator, form, month, by, category, numerator, denominator, value, status, reason, "ssda903")


def public(*rows: Row) -> Public:
    return Public(AREA, rows, {2024: 50_000}, {}, min(one.month for one in rows) - 36)


def ranges(figures: Public, *cells: Cell) -> list[tuple[float, float]]:
    found = worked_out(figures, the_catalogue(), cells)
    return [(round(found[cell].low, 3), round(found[cell].high, 3)) for cell in cells]


def stock(month: int = MARCH, **some: str) -> Cell:
    return Cell("in_care", boxed(**some), month, month)


def events(first: int, last: int | None = None) -> Cell:
    return Cell("placement.placements_started", boxed(placement_code=("U1", "U2", "U3")), first, last or first)


def test_the_only_category_withheld_is_the_total_less_the_others() -> None:
    rows = [row("children_in_care", value, by="sex", category=sex) for sex, value in PLACES.items()]
    figures = public(row("children_in_care", 20.0), *rows)
    assert ranges(figures, stock(sex="Female")) == [(3, 3)]


def test_two_categories_withheld_share_what_is_left() -> None:
    rows = [row("children_in_care", value, by="sex", category=sex) for sex, value in (PLACES | {"Male": None}).items()]
    figures = public(row("children_in_care", 20.0), *rows)
    assert ranges(figures, stock(sex="Female")) == [(0, 10)]


def test_a_count_told_by_another_indicator_is_told() -> None:
    share = row("section_20_share", 10.0, numerator=3.0, denominator=30.0)
    of_it = row("children_in_care", None, by="legal_status", category="Voluntary agreements under S20 CA 1989")
    [cell] = [one for one in worked_out(public(share, of_it), the_catalogue(), []) if one.what == "in_care" and one.box]
    assert ranges(public(share, of_it), cell) == [(3, 3)]


def test_a_group_of_placements_holds_its_codes() -> None:
    residential = row("residential_share", 10.0, numerator=5.0, denominator=50.0)
    group = row("children_in_care", None, by="placement", category="Secure homes and children's homes")
    cell = Cell("in_care", boxed(placement_code=("K1", "K2")), MARCH, MARCH)
    assert ranges(public(residential, group), cell) == [(5, 5)]


def test_a_rounded_percentage_and_its_denominator_tell_the_numerator() -> None:
    share = row("residential_share", 10.0)
    low, high = ranges(
        public(row("children_in_care", 30.0), share), Cell("in_care", boxed(placement_code=("K1", "K2")), MARCH, MARCH)
    )[0]
    assert 2.98 < low <= 3 <= high < 3.02


def test_a_rate_of_the_population_tells_the_number() -> None:
    [(low, high)] = ranges(public(row("children_in_care_rate", 60.0)), stock())
    assert (low, high) == (297.5, 302.5)


def test_windows_of_placements_tell_the_months_between_them() -> None:
    to_may = [row("connected_carer_started", value, form="12 months", month=MARCH + step)
              for step, value in enumerate((40.0, 43.0))]  # fmt: skip
    month = row("connected_carer_started", 2.0, form="month", month=MARCH - 11)
    assert ranges(public(*to_may, month), events(MARCH + 1)) == [(5, 5)]


def test_rolling_windows_are_open_to_the_month_once_each_calendar_month_had_none() -> None:
    draw = random.Random(5)
    months = [draw.randrange(1, 9) for _ in range(60)]
    for calendar in range(12):
        months[12 * draw.randrange(5) + calendar] = 0
    first = MARCH - 59
    rows = [row("connected_carer_started", float(sum(months[at - 11 : at + 1])), form="12 months", month=first + at)
            for at in range(11, 60)]  # fmt: skip
    cells = [events(first + at) for at in range(60)]
    assert ranges(public(*rows), *cells) == [(number, number) for number in months]


def test_rolling_windows_hide_months_that_are_never_none() -> None:
    months = [8 + at % 3 for at in range(36)]
    first = MARCH - 35
    rows = [row("connected_carer_started", float(sum(months[at - 11 : at + 1])), form="12 months", month=first + at)
            for at in range(11, 36)]  # fmt: skip
    [(low, high)] = ranges(public(*rows), events(first + 20))
    assert low <= 1 and high > 12


def test_children_who_count_once_leave_more_open_than_events_do() -> None:
    to_date = [row("children_starting", value, form="year to date", month=MARCH + step)
               for step, value in ((1, 6.0), (2, 9.0))]  # fmt: skip
    [(low, high)] = ranges(public(*to_date), Cell("children_in_care.started", EVERYONE, MARCH + 2, MARCH + 2))
    assert (low, high) == (3, 9)  # three new ones, and any of the six may have come again


def test_a_longer_window_has_no_fewer_children() -> None:
    rows = [row("children_starting", 6.0, form="3 months"), row("children_starting", None, form="month")]
    assert ranges(public(*rows), Cell("children_in_care.started", EVERYONE, MARCH, MARCH)) == [(0, 6)]


def test_stock_and_those_who_came_tell_those_who_left() -> None:
    rows = [row("children_in_care", 100.0, month=MARCH - 1), row("children_in_care", 104.0),
            row("children_starting", 7.0, form="month"), row("children_ceasing", None, form="month")]  # fmt: skip
    assert ranges(public(*rows), Cell("children_in_care.ceased", EVERYONE, MARCH, MARCH)) == [(3, 3)]


def test_averages_of_two_windows_tell_the_days_of_the_child_between_them() -> None:
    days, children = "placement_order_to_adoption_days", "adoption_timeliness.with_order"
    rows = [
        row(days, 100.0, form="3 years", denominator=8.0),
        row(days, 150.0, form="3 years", month=MARCH + 1, denominator=9.0),
        row("adoption_orders", 0.0, form="month", month=MARCH - 35),
    ]
    one = Cell("adoption_timeliness.days_order_to_adoption", EVERYONE, MARCH + 1, MARCH + 1)
    [(low, high), child] = ranges(public(*rows), one, one._replace(what=children))
    assert list(child) == [1, 1]
    assert 540 < low < 550 < high < 560


def test_figures_that_contradict_each_other_are_no_attack() -> None:
    rows = [row("children_in_care", value, by="sex", category=sex) for sex, value in PLACES.items()]
    figures = public(row("children_in_care", 16.0), *rows)
    with pytest.raises(Impossible):
        worked_out(figures, the_catalogue(), [stock(sex="Female")])


def test_a_table_of_two_dimensions_is_as_open_as_its_margins_leave_it() -> None:
    inner = [[2, 0, 4], [1, 3, 0], [0, 5, 2]]
    rows, columns = [sum(line) for line in inner], [sum(line) for line in zip(*inner, strict=True)]
    programme = Programme(9)
    for at in range(3):
        programme.add(rows[at], rows[at], [(3 * at + other, 1.0) for other in range(3)])
        programme.add(columns[at], columns[at], [(3 * other + at, 1.0) for other in range(3)])
    true = {3 * a + b: float(inner[a][b]) for a, b in product(range(3), repeat=2)}
    found = programme.ranges(true, lambda _, __: False)
    every = [fits for four in product(range(7), repeat=4) if (fits := _filled(four, rows, columns)) is not None]
    for cell, one in found.items():
        assert (round(one.low, 6), round(one.high, 6)) == (min(f[cell] for f in every), max(f[cell] for f in every))


def _filled(four: tuple[int, ...], rows: list[int], columns: list[int]) -> list[int] | None:
    a, b, c, d = four
    table = [a, b, rows[0] - a - b, c, d, rows[1] - c - d, columns[0] - a - c, columns[1] - b - d, 0]
    table[8] = rows[2] - table[6] - table[7]
    return table if min(table) >= 0 and table[2] + table[5] + table[8] == columns[2] else None


@pytest.mark.parametrize(("low", "high", "hidden"), [
    (1, 5, False), (0, 3, False), (0, 4, True), (2, 6, True), (3, 6, False), (0.4, 4.9, False), (4, inf, True),
    (9, 9, False),
])  # fmt: skip
def test_a_small_number_is_hidden_by_a_range_of_five_values_that_reaches_outside_the_small(
    low: float, high: float, hidden: bool
) -> None:
    assert is_hidden(Range(low, high)) == hidden


def test_bands_and_codes_name_the_same_children() -> None:
    definitions = Definitions(the_catalogue(), 0)
    by_placement = definitions.meaning("children_in_care", "snapshot", MARCH, "placement", "Placed for adoption")
    share = definitions.meaning("adoptive_placement_share", "snapshot", MARCH, "", "")
    assert by_placement is not None and share is not None
    assert by_placement.numerator == share.numerator and share.denominator == stock()

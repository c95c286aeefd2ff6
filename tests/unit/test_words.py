"""How numbers, units, windows and states are written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpdash import words
from cpdash.board.views import Kind
from cpdash.periods import Form, Month
from tests.views_for_tests import make_indicator, make_point

RATE = make_indicator()
SHARE = make_indicator(unit="%", decimals=1, denominator="Care leavers aged 19 to 21")
WHOLE_SHARE = make_indicator(unit="%", denominator="Young people who left care")
CHILDREN = make_indicator(unit="children")
POUNDS = make_indicator(unit="pounds")
A_WEEK = make_indicator(unit="pounds a week")
RATIO = make_indicator(unit="ratio", decimals=2)
GAP = make_indicator(range=(-1000, 1000), decimals=1)
MARCH = Month(2025, 3)


@pytest.mark.parametrize(
    ("decimals", "written"), [(0, "1,234,568"), (1, "1,234,567.9"), (2, "1,234,567.89")], ids=["none", "one", "two"]
)
def test_a_number_has_the_decimals_of_its_indicator(decimals: int, written: str) -> None:
    assert words.number(make_indicator(decimals=decimals), 1234567.89) == written


def test_a_half_is_rounded_up_as_people_do() -> None:
    assert words.number(RATE, 2.5) == "3"
    assert words.number(RATIO, 2.675) == "2.68"


def test_pounds_stand_before_the_number_and_a_percent_sign_after_it() -> None:
    assert words.number(POUNDS, 1234.4) == "£1,234"
    assert words.with_unit(A_WEEK, 5432) == "£5,432 a week"
    assert words.number(SHARE, 21.65) == "21.7%"


def test_a_negative_number_has_a_true_minus_before_everything() -> None:
    assert words.number(GAP, -2.5) == "−2.5"
    assert words.number(make_indicator(unit="pounds", range=(-10, 10)), -7) == "−£7"


def test_what_rounds_to_nothing_has_no_sign() -> None:
    assert words.number(RATE, -0.4) == "0"


@settings(deadline=None)
@given(st.floats(-1e9, 1e9), st.integers(0, 2))
def test_a_number_reads_back_within_half_of_its_last_digit(value: float, decimals: int) -> None:
    text = words.number(make_indicator(decimals=decimals), value)
    assert "-" not in text
    read = Decimal(text.replace(",", "").replace(words.MINUS, "-"))
    assert abs(read - Decimal(repr(value))) <= Decimal(5).scaleb(-decimals - 1)


@pytest.mark.parametrize(
    ("unit", "value", "written"),
    [
        ("per 10,000", 125, "125 per 10,000"), ("per 10,000", 1, "1 per 10,000"), ("children", 564, "564 children"),
        ("children", 1, "1 child"), ("children", 0, "0 children"), ("young people", 1, "1 young person"),
        ("families", 1, "1 family"), ("days", 1, "1 day"), ("days", 2, "2 days"), ("households", 1, "1 household"),
        ("children per worker", 1, "1 child per worker"), ("children per worker", 17, "17 children per worker"),
        ("ratio", 1, "1"), ("%", 1, "1%"), ("score", 14, "14"), ("pounds a week", 1, "£1 a week"),
    ],
)  # fmt: skip
def test_a_unit_is_singular_for_one_and_only_for_one(unit: str, value: float, written: str) -> None:
    assert words.with_unit(make_indicator(unit=unit), value) == written


def test_what_is_shown_as_one_is_called_as_one() -> None:
    assert words.with_unit(CHILDREN, 1.4) == "1 child"


def test_percentages_and_scores_differ_in_points() -> None:
    assert words.difference(SHARE, -2.1) == "2.1 points"
    assert words.difference(WHOLE_SHARE, 1) == "1 point"
    assert words.difference(WHOLE_SHARE, 0) == "0 points"
    assert words.difference(make_indicator(unit="score", decimals=1), 1.5) == "1.5 points"


def test_other_units_differ_in_themselves() -> None:
    assert words.difference(CHILDREN, -1) == "1 child"
    assert words.difference(RATE, -7) == "7 per 10,000"
    assert words.difference(POUNDS, -1200) == "£1,200"


def test_a_move_is_a_direction_and_a_size() -> None:
    assert words.moved(SHARE, 2.1) == "up 2.1 points"
    assert words.moved(CHILDREN, -3) == "down 3 children"


@pytest.mark.parametrize("change", [0, 0.04, -0.04])
def test_a_move_that_cannot_be_seen_is_no_change(change: float) -> None:
    assert words.moved(SHARE, change) == "no change"


def test_a_target_is_written_in_as_few_digits_as_say_it() -> None:
    assert words.shortest(SHARE, 15) == "15%"
    assert words.shortest(WHOLE_SHARE, 12.5) == "12.5%"
    assert words.shortest(SHARE, 0) == "0%"


def test_an_average_of_neighbours_has_one_decimal_more() -> None:
    assert words.benchmark_number(RATE, "neighbours", 95.23) == "95.2"
    assert words.benchmark_number(RATE, "england", 67) == "67"


@pytest.mark.parametrize(
    ("status", "written"), [("suppressed", "withheld"), ("missing", "no data")], ids=["suppressed", "missing"]
)
def test_a_figure_that_is_not_there_is_a_word_and_never_zero(status: str, written: str) -> None:
    assert words.shown(CHILDREN, make_point("2025-03", None, status=status)) == written


def test_a_real_zero_is_shown_as_zero() -> None:
    assert words.shown(CHILDREN, make_point("2025-03", 0)) == "0 children"


def test_a_state_says_what_kind_of_figure_it_is_and_why() -> None:
    assert words.state(make_point("2025-03", 1)) == "published"
    late = make_point("2025-03", 1, status="provisional", reason="the year is not yet complete")
    assert words.state(late) == "provisional: the year is not yet complete"
    assert words.state(make_point("2025-03")) == "withheld to protect children: small numbers"
    assert words.state(make_point("2025-03", 1, basis="indicative")) == "published, counted differently"
    assert "not a real figure" in words.state(make_point("2025-03", 1, status="illustrative"))


def test_a_target_status_is_told_by_icon_and_word() -> None:
    said = [words.target_status_words(status) for status in ("met", "close", "missed", None)]
    assert said == ["✓ Target met", "≈ Close to target", "✗ Target missed", ""]


def test_a_small_cohort_says_its_size_and_what_one_weighs() -> None:
    point = make_point("2025-03", 53.8, numerator=7, denominator=13)
    assert words.cohort(WHOLE_SHARE, point) == "7 of 13 young people; one is 8 points"


@pytest.mark.parametrize("denominator", [30.0, 0.0, None])
def test_a_cohort_that_is_not_small_or_not_known_says_nothing(denominator: float | None) -> None:
    assert words.cohort(WHOLE_SHARE, make_point("2025-03", 50, numerator=15, denominator=denominator)) == ""


def test_only_a_percentage_has_a_cohort() -> None:
    assert words.cohort(CHILDREN, make_point("2025-03", 7, numerator=7, denominator=13)) == ""


@pytest.mark.parametrize(
    ("form", "when", "period"),
    [
        ("snapshot", "on 31 March 2025", "31 March 2025"),
        ("month", "in March 2025", "March 2025"),
        ("3 months", "in the three months to March 2025", "Three months to March 2025"),
        ("12 months", "in the year to March 2025", "Year to March 2025"),
        ("year to date", "from 1 April to the end of March 2025", "From 1 April to the end of March 2025"),
        ("3 years", "in the three years to March 2025", "Three years to March 2025"),
        ("stated period", "in the stated period to March 2025", "Stated period to March 2025"),
    ],
)
def test_every_window_has_its_words(form: Form, when: str, period: str) -> None:
    assert words.when(form, MARCH) == when
    assert words.period(form, MARCH) == period


def test_a_year_is_named_as_its_readers_name_it() -> None:
    assert words.year_label("snapshot", MARCH) == "2025"
    assert words.year_label("12 months", MARCH) == "2024-25"
    assert words.year_label("12 months", Month(2025, 8)) == "August 2025"


def test_an_earlier_month_says_no_more_than_it_must() -> None:
    assert words.since(MARCH, Month(2024, 3)) == "2024"
    assert words.since(Month(2021, 6), Month(2021, 5)) == "May"
    assert words.since(Month(2021, 6), Month(2019, 5)) == "May 2019"


@pytest.mark.parametrize(
    ("kind", "name", "written"),
    [
        ("england", "England", "England"), ("region", "North East", "the North East"), ("region", "London", "London"),
        ("region", "Yorkshire and The Humber", "Yorkshire and The Humber"),
        ("neighbours", "Neighbours (mean of 10)", "its statistical neighbours"),
    ],
)  # fmt: skip
def test_a_comparator_is_called_as_in_a_sentence(kind: Kind, name: str, written: str) -> None:
    assert words.called(kind, name) == written


def test_small_joints_of_sentences() -> None:
    assert [words.possessive("England"), words.possessive("the neighbours")] == ["England's", "the neighbours'"]
    assert [words.listed(list(some)) for some in ("", "a", "ab", "abc")] == ["", "a", "a and b", "a, b and c"]
    assert words.short_month(MARCH) == "Mar 2025"
    assert words.dimension_words("legal_status") == "legal status"

"""Months, the years they belong to, and the words for them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpdash.periods import FinancialYear, Month, form_words

MONTHS = st.builds(Month, st.integers(1990, 2100), st.integers(1, 12))


@given(MONTHS, st.integers(-600, 600))
def test_going_forward_and_back_is_the_same_month(month: Month, months: int) -> None:
    assert month.plus(months).plus(-months) == month
    assert month.plus(months).minus(month) == months


@given(MONTHS)
def test_a_month_reads_back_what_it_prints(month: Month) -> None:
    assert Month.parse(str(month)) == month


@pytest.mark.parametrize("text", ["2021-13", "2021-00", "2021", "June 2021", "2021-6", ""])
def test_what_is_no_month_says_what_was_expected(text: str) -> None:
    with pytest.raises(ValueError, match="expected YYYY-MM"):
        Month.parse(text)


def test_the_last_day_knows_leap_years() -> None:
    assert Month(2024, 2).last == date(2024, 2, 29)
    assert Month(2025, 2).last == date(2025, 2, 28)


def test_a_financial_year_is_named_by_its_end() -> None:
    assert Month(2025, 3).financial_year == FinancialYear(2025)
    assert Month(2025, 4).financial_year == FinancialYear(2026)
    assert str(FinancialYear(2025)) == "2024-25"
    assert (FinancialYear(2025).first, FinancialYear(2025).last) == (Month(2024, 4), Month(2025, 3))


def test_the_form_says_what_the_figure_looks_back_over() -> None:
    assert form_words("snapshot", Month(2025, 3)) == "on 31 March 2025"
    assert form_words("12 months", Month(2025, 3)) == "in the twelve months to March 2025"

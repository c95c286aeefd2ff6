"""Of which months a control chart is drawn, what it says, and why there is none; where limits begin anew."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from cpdash.board.answer import Signal
from cpdash.board.answering import Ground, answer
from cpdash.board.cards import Nation
from cpdash.board.series import Against
from cpdash.board.signals import NO_FORM, NO_MONTHS, NO_STOCK, ROUNDED, WITHHELD, signal
from cpdash.board.views import Note, Point
from cpdash.narrative import answer_paragraph
from cpdash.narrative.facts import facts
from cpdash.periods import Form, Month
from tests.views_for_tests import STAMP, STOCKTON, make_indicator, make_points, make_target, monthly

STEADY = [100.0, 104, 98, 101, 97, 103, 99, 102, 100, 96, 104, 99]
LAST = Month(2021, 6)
MONTHLY = make_indicator(form="month", polarity="low")


def told(
    points: Sequence[Point], form: Form = "month", notes: Sequence[Note] = (), **changes: object
) -> tuple[Signal | None, str]:  # fmt: skip
    one = make_indicator(form=form, **{"polarity": "low", **changes})
    return signal(one, {form: points}, form, LAST, None, notes)


def rebase(month: Month, text: str = "The count changed") -> Note:
    return Note(month, "rebase", text, "Analyst")


def test_a_steady_year_is_common_cause() -> None:
    found, why = told(make_points(monthly(*STEADY)))
    assert found is not None and not why
    assert (found.variation, found.rules, len(found.months)) == ("common", (), 12)


@pytest.mark.parametrize(("polarity", "said"), [("low", "concerning"), ("high", "improving"), ("neutral", "neither")])
def test_a_jump_is_judged_by_what_is_better(polarity: str, said: str) -> None:
    found, _ = told(make_points(monthly(*STEADY[:-1], 150)), polarity=polarity)
    assert found is not None
    assert (found.variation, found.rules[0], found.side) == (said, "outside", "high")


def test_fewer_than_twelve_months_in_a_row_give_none() -> None:
    assert told(make_points(monthly(*STEADY[:11]))) == (None, NO_MONTHS)
    holed = [*make_points(monthly(*STEADY[:6], last="2020-11")), *make_points(monthly(*STEADY[:6]))]
    assert told(holed) == (None, NO_MONTHS)


def test_of_more_than_two_years_the_newest_24_months_count() -> None:
    found, _ = told(make_points(monthly(*[500.0] * 6, *STEADY, *STEADY)))
    assert found is not None
    assert (len(found.months), found.months[0]) == (24, Month(2019, 7))
    assert found.centre < 110


def test_a_withheld_month_withholds_the_limits() -> None:
    assert told(make_points(monthly(*STEADY[:6], None, *STEADY[6:]))) == (None, WITHHELD)


def test_figures_rounded_for_the_public_have_no_limits() -> None:
    rounded = make_points({month: round(value or 0, -1) for month, value in monthly(*STEADY).items()}, nearest=10)
    assert told(rounded) == (None, ROUNDED)


def test_months_that_overlap_and_slow_stocks_give_none() -> None:
    assert told(make_points(monthly(*STEADY)), "12 months") == (None, NO_FORM)
    assert told(make_points(monthly(*STEADY)), signals={"xmr": False}) == (None, NO_STOCK)


def test_of_a_rolling_year_the_single_months_are_told() -> None:
    one = make_indicator(form="12 months", polarity="low")
    points = make_points(monthly(*STEADY[:-1], 150))
    found, why = signal(one, {"12 months": points, "month": points}, "12 months", LAST, make_target(90, "2020-01"))
    assert found is not None and not why
    assert (found.form, found.variation, found.assurance) == ("month", "concerning", None)


def test_limits_begin_anew_where_a_person_said_so() -> None:
    points = make_points(monthly(*[one + 100 for one in STEADY], *STEADY))
    found, _ = told(points, notes=[rebase(Month(2020, 7))])
    plain, _ = told(points)
    assert found is not None and plain is not None
    assert (found.months[0], len(found.months), found.rebased) == (Month(2020, 7), 12, rebase(Month(2020, 7)))
    assert found.variation == "common"
    assert plain.rebased is None
    assert plain.variation == "improving"  # without it the step itself is what is said


def test_too_soon_after_that_nothing_is_told() -> None:
    found, why = told(make_points(monthly(*STEADY, *STEADY)), notes=[rebase(Month(2021, 1))])
    assert found is None
    assert why == "its limits begin anew in January 2021, and need 12 months"


@pytest.mark.parametrize("month", [Month(2018, 1), Month(2021, 7)])
def test_a_new_beginning_before_the_months_or_after_them_changes_nothing(month: Month) -> None:
    points = make_points(monthly(*STEADY, *STEADY))
    assert told(points, notes=[rebase(month)]) == told(points)


def test_other_notes_begin_nothing() -> None:
    points = make_points(monthly(*STEADY, *STEADY))
    assert told(points, notes=[Note(Month(2020, 7), "event", "A home opened", "Head of Service")]) == told(points)


def grounded(points: Sequence[Point], *notes: Note) -> Ground:
    nation = Nation({}, {}, {}, None, None, None, (), frozenset(), Against())
    return Ground(STOCKTON, STAMP, LAST, {MONTHLY.id: {"month": points}}, {}, nation, {MONTHLY.id: notes})


def test_the_reason_of_a_new_beginning_is_said() -> None:
    points = make_points(monthly(*[one + 100 for one in STEADY], *STEADY))
    found = answer(MONTHLY, grounded(points, rebase(Month(2020, 7))))
    assert found.notes == (rebase(Month(2020, 7)),)
    assert "Its usual range begins anew in July 2020: The count changed" in [fact.text for fact in facts(found)]


def test_of_figures_rounded_and_not_none_is_called_the_highest() -> None:
    points = [*make_points(monthly(*STEADY[:-1], last="2021-05"), nearest=10), *make_points(monthly(130))]
    assert answer(MONTHLY, grounded(points)).record is None


def test_no_highest_lowest_or_average_is_told_over_a_withheld_month() -> None:
    whole = answer(MONTHLY, grounded(make_points(monthly(*STEADY, 60))))
    holed = answer(MONTHLY, grounded(make_points(monthly(*STEADY[:5], None, *STEADY[6:], 60))))
    assert whole.record is not None and whole.record.extreme == "low"
    assert holed.record is None
    assert "lowest" in answer_paragraph(whole)
    assert "lowest" not in " ".join(fact.text for fact in facts(holed))
    assert "average" not in " ".join(fact.text.lower() for fact in facts(holed))


@pytest.mark.parametrize(
    ("months", "late"),
    [
        (["2021-04", "2021-05", "2021-06"], 0), (["2021-02", "2021-03"], 3), (["2020-12", "2021-03"], 1),
        (["2021-01", "2021-04"], 0), (["2020-09", "2021-03"], 0), (["2020-03", "2021-03"], 0),
        (["2018-03", "2019-03"], 9),
    ],
)  # fmt: skip
def test_a_figure_is_late_when_the_next_one_was_due(months: list[str], late: int) -> None:
    assert answer(MONTHLY, grounded(make_points(dict.fromkeys(months, 5.0)))).late == late

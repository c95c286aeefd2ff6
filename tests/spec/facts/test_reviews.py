"""Were reviews held in time, and were children heard?"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from tests.spec.facts.one_by_one_for_tests import Stay, children_due, reviews_due, reviews_held, windows
from tests.spec.facts.other_facts_for_tests import YEAR, Facts, facts_of, holidays
from tests.spec.facts.returns_for_tests import day, episode, header

Rows = list[dict[str, Any]]


def review(child: str, held: str, code: str | None = "PN1") -> dict[str, Any]:
    return {"child": child, "review": day(held), "review_code": code}


def tables(episodes: Rows, *held: str, dob: str = "2010-06-15", code: str = "PN1") -> dict[str, Rows]:
    """Episodes, and reviews of child A on these days."""
    children = sorted({str(row["child"]) for row in episodes})
    head = [header(one, dob) for one in children]
    return {"header": head, "episodes": episodes, "reviews": [review("A", one, code) for one in held]}


def year(episodes: Rows, *held: str, dob: str = "2010-06-15", code: str = "PN1") -> Facts:
    return facts_of("reviews", (*YEAR, tables(episodes, *held, dob=dob, code=code)))


def came(on: str = "2023-05-01", until: str | None = None) -> Rows:
    return [episode("A", on, until, "E4A" if until else None)]


def test_the_first_review_is_due_twenty_working_days_after_the_day_of_entry() -> None:
    # 1 May 2023, a bank holiday: 8 and 29 May are too, so that the twentieth working day is 31 May.
    assert year(came(), "2023-05-31").count("reviews_on_time", "2023-05", "month") == 1
    late = year(came(), "2023-06-01")
    assert (late.count("reviews", "2023-06", "month"), late.count("reviews_on_time", "2023-06", "month")) == (1, 0)


def test_bank_holidays_move_the_due_day() -> None:
    assert {day("2023-05-08"), day("2022-09-19"), day("2020-05-08"), day("2011-04-29")} <= set(holidays())
    # Friday 22 December 2023 to Wednesday 24 January 2024: Christmas, Boxing Day and New Year's Day do not count.
    stay = came("2023-12-22")
    assert year(stay, "2024-01-24").count("reviews_on_time", "2024-01", "month") == 1
    assert year(stay, "2024-01-25").count("reviews_on_time", "2024-01", "month") == 0


@pytest.mark.parametrize(("second", "on_time"), [("2023-08-20", 1), ("2023-08-21", 0)])
def test_the_second_review_is_due_within_three_months_of_the_first(second: str, on_time: int) -> None:
    facts = year(came(), "2023-05-20", second)
    assert facts.count("reviews_on_time", "2023-08", "month") == on_time
    assert facts.count("children_due", "2023-08", "month") == 1
    assert facts.count("children_on_time", "2023-08", "month") == on_time


@pytest.mark.parametrize(("third", "on_time"), [("2024-02-10", 1), ("2024-02-11", 0)])
def test_later_reviews_are_due_within_six_months_of_the_one_before(third: str, on_time: int) -> None:
    facts = year(came(), "2023-05-20", "2023-08-10", third)
    assert facts.count("reviews", "2024-03", "12 months") == 3
    assert facts.count("reviews_on_time", "2024-03", "12 months") == 2 + on_time
    assert facts.count("children_due", "2024-03", "12 months") == 1
    assert facts.count("children_on_time", "2024-03", "12 months") == on_time
    assert facts.count("children_on_time", "2023-12", "12 months") == 1


def test_three_months_from_the_end_of_a_long_month_end_with_a_short_one() -> None:
    facts = year(came("2023-11-10"), "2023-11-30", "2024-02-29")
    assert facts.count("reviews_on_time", "2024-02", "month") == 1


def test_a_review_counts_in_the_windows_of_the_day_it_was_held() -> None:
    facts = year(came(), "2023-05-31")
    assert facts.months("reviews", "month") == {"2023-05": 1}
    assert facts.months("reviews", "3 months") == {"2023-05": 1, "2023-06": 1, "2023-07": 1}
    assert list(facts.months("reviews", "year to date"))[-1] == "2024-03"
    assert facts.categories("participation", "reviews", "2023-05", "month") == {"Attended and spoke": 1}


def test_a_child_counts_as_due_in_the_window_of_the_due_day_by_whichever_day_it_was_held() -> None:
    facts = year(came(until="2023-08-01"), "2023-05-12")  # due on 31 May, the next on 12 August: after leaving
    assert facts.months("children_due", "month") == {"2023-05": 1}
    assert facts.months("children_on_time", "3 months") == {"2023-05": 1, "2023-06": 1, "2023-07": 1}


def test_a_review_never_held_is_late_in_every_window_while_the_child_is_in_care() -> None:
    facts = year(came(until="2023-08-10"))
    assert facts.months("children_due", "month") == {"2023-05": 1, "2023-06": 1, "2023-07": 1, "2023-08": 1}
    assert facts.months("children_due", "3 months") == {f"2023-{m:02}": 1 for m in range(5, 11)}
    assert facts.months("children_on_time", "month") == {}
    assert facts.months("reviews", "12 months") == {}


@pytest.mark.parametrize(("until", "due"), [("2023-05-31", 0), ("2023-06-01", 1)])
def test_a_review_due_on_the_day_of_leaving_was_not_due(until: str, due: int) -> None:
    assert year(came(until=until)).count("children_due", "2023-05", "month") == due


def test_a_review_due_on_the_last_day_of_the_window_and_not_held_by_then_is_late_in_it() -> None:
    facts = year(came(), "2023-06-01")  # due on 31 May
    assert facts.count("children_due", "2023-05", "month") == 1
    assert facts.count("children_on_time", "2023-05", "month") == 0
    assert facts.count("children_due", "2023-06", "month") == 0  # held within June, and not due in it


def test_a_late_review_is_late_in_every_window_that_ends_before_it_was_held() -> None:
    facts = year(came(), "2023-08-05", "2023-10-01")
    assert facts.months("children_due", "month") == {"2023-05": 1, "2023-06": 1, "2023-07": 1, "2023-11": 1}
    assert facts.months("children_on_time", "month") == {"2023-11": 1}  # due on 5 November, held on 1 October
    assert facts.count("children_due", "2024-01", "3 months") == 1


def test_one_late_review_among_several_makes_the_child_late_once() -> None:
    facts = year(came(), "2023-06-05", "2023-08-01", "2024-01-15")
    assert facts.count("children_due", "2024-03") == 1
    assert facts.count("children_on_time", "2024-03") == 0
    assert facts.count("children_on_time", "2024-03", "3 months") == 1
    assert facts.count("children_due", "2024-03", "3 months") == 1


def test_the_year_to_date_forgets_in_april_what_was_settled_before() -> None:
    later = tables(came(), "2023-06-05", "2023-08-01", "2024-01-15", "2024-07-01")
    facts = facts_of("reviews", ("2023-04-01", "2025-03-31", later))
    assert facts.count("children_due", "2024-03", "year to date") == 1
    assert facts.count("children_due", "2024-04", "year to date") == 0
    assert facts.count("children_due", "2024-07", "year to date") == 1
    assert facts.count("children_on_time", "2024-07", "year to date") == 1
    assert facts.count("children_on_time", "2024-04", "12 months") == 0  # the first was due on 31 May 2023
    assert facts.count("children_on_time", "2024-05", "12 months") == 1


def test_a_child_with_two_periods_begins_anew_and_counts_once() -> None:
    stays = [episode("A", "2023-05-01", "2023-07-15", "E4A"), episode("A", "2023-09-01")]
    facts = year(stays, "2023-05-20", "2023-09-20", "2023-12-20")
    assert facts.count("reviews_on_time", "2024-03") == 3
    assert facts.count("children_due", "2024-03") == 1
    assert facts.count("children_on_time", "2024-03") == 1


def test_of_a_child_who_came_before_the_files_begin_the_last_review_may_have_been_the_day_before() -> None:
    held = year([episode("A", "2019-05-01")], "2023-09-30")
    assert held.count("reviews_on_time", "2023-09", "month") == 1
    late = year([episode("A", "2019-05-01")], "2023-10-01")
    assert late.count("reviews_on_time", "2023-10", "month") == 0
    assert late.months("children_due", "month")["2023-09"] == 1
    assert year([episode("A", "2019-05-01")], "2023-05-10", "2023-11-10").count("reviews_on_time", "2024-03") == 2


def test_a_year_without_a_file_of_reviews_makes_no_review_late() -> None:
    stays = [episode("A", "2021-05-01")]
    head = [header("A", "2010-06-15")]
    without = {"header": head, "episodes": stays}
    facts = facts_of(
        "reviews",
        ("2021-04-01", "2022-03-31", tables(stays, "2021-05-20", "2021-08-20", "2022-02-20")),
        ("2022-04-01", "2023-03-31", without),
        (*YEAR, tables(stays, "2023-08-20")),
    )
    assert facts.count("children_on_time", "2022-03") == 1
    assert facts.count("reviews_on_time", "2023-08", "month") == 1
    assert facts.count("children_due", "2023-06", "month") == 0


def test_participation_goes_by_the_code_and_under_four_is_one_of_its_own() -> None:
    codes = ["PN0", "PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7", None]
    stays = [episode(f"C{at}", "2022-05-01") for at in range(len(codes))]
    rows = [review(f"C{at}", "2023-06-10", code) for at, code in enumerate(codes)]
    head = [header(str(stay["child"]), "2010-06-15") for stay in stays]
    facts = facts_of("reviews", (*YEAR, {"header": head, "episodes": stays, "reviews": rows}))
    assert facts.categories("participation", "reviews", "2023-06", "month") == dict.fromkeys(
        [
            "Under four", "Attended and spoke", "Attended, an advocate spoke", "Attended, views by symbols",
            "Attended, did not contribute", "Absent, briefed an advocate", "Absent, sent views", "Absent, no views",
            "Not known",
        ], 1
    )  # fmt: skip


def test_age_of_a_review_is_that_of_its_day_and_of_a_child_that_of_the_end_of_the_window() -> None:
    facts = year(came("2019-05-01"), "2023-06-14", dob="2013-06-15")
    assert facts.categories("age", "reviews", "2023-06", "month") == {"5 to 9 years": 1}
    assert facts.categories("age", "children_due", "2023-09", "month") == {"10 to 15 years": 1}
    assert (
        year(came("2019-05-01"), "2023-06-15", dob="2013-06-15").count(
            "reviews", "2023-06", "month", age="10 to 15 years"
        )
        == 1
    )


def test_reviews_of_short_breaks_and_outside_care_are_left_out() -> None:
    stays = [episode("A", "2023-05-01", "2023-05-10", "E4A", ls="V3"), episode("A", "2023-08-01", "2023-08-20", "E4A")]
    assert year(stays, "2023-05-05", "2023-07-01", "2023-08-21").months("reviews", "month") == {}
    assert year(stays, "2023-08-01", "2023-08-20").months("reviews", "month") == {"2023-08": 2}


def test_a_period_left_open_past_eighteen_makes_no_more_reviews_due() -> None:
    facts = year(came("2019-05-01"), "2023-06-01", dob="2006-01-20")
    assert facts.months("children_due", "month") == {"2023-09": 1, "2023-12": 1, "2024-01": 1}


def test_of_two_returns_that_have_a_review_the_newest_says_who_took_part() -> None:
    stays = came("2019-05-01")
    old, new = tables(stays, "2024-03-10", code="PN7"), tables(stays, "2024-03-10", "2024-03-11", code="PN1")
    facts = facts_of("reviews", (*YEAR, old), ("2024-04-01", "2025-03-31", new))
    assert facts.count("reviews", "2024-03", "month") == 2
    assert facts.categories("participation", "reviews", "2024-03", "month") == {"Attended and spoke": 2}
    facts = facts_of("reviews", ("2023-04-01", "2025-03-31", new), (*YEAR, old))
    assert facts.categories("participation", "reviews", "2024-03", "month") == {"Attended and spoke": 2}


def test_a_review_twice_in_a_file_is_one() -> None:
    assert year(came("2019-05-01"), "2023-06-10", "2023-06-10").count("reviews", "2023-06", "month") == 1


def test_the_bank_holidays_of_england_and_wales_are_complete() -> None:
    by_year = {year: sum(one.year == year for one in holidays()) for year in range(2010, 2031)}
    extra = {2011: 1, 2012: 1, 2022: 2, 2023: 1}
    assert by_year == {year: 8 + extra.get(year, 0) for year in by_year}
    assert all(one.isoweekday() < 6 for one in holidays())
    assert {day("2012-06-04"), day("2012-06-05"), day("2022-06-02"), day("2022-06-03"), day("2021-12-28")} <= set(
        holidays()
    )
    assert not {day("2012-05-28"), day("2022-05-30"), day("2020-05-04")} & set(holidays())


def test_a_plain_count_child_by_child_comes_to_the_same() -> None:
    chance = Random(19)
    first, last = date(2022, 4, 1), date(2024, 3, 31)
    stays: dict[str, list[Stay]] = {}
    held: dict[str, list[date]] = {}
    for number in range(150):
        start = first + timedelta(chance.randrange(0, 400))
        middle = start + timedelta(chance.randrange(5, 300))
        again = middle + timedelta(chance.randrange(1, 60))
        several = [Stay(start, middle), Stay(again, None)] if chance.random() < 0.5 else [Stay(start, None)]
        stays[f"C{number}"] = [one for one in several if one.start <= last]
        gaps = [chance.choice([20, 27, 28, 29, 60, 88, 92, 100, 150, 180, 184, 185, 300]) for _ in range(5)]
        held[f"C{number}"] = [start + timedelta(sum(gaps[:at])) for at in range(1, chance.randrange(1, 6))]
    facts = facts_of("reviews", (str(first), str(last), {
        "header": [header(child, f"{chance.randrange(2007, 2020)}-06-15") for child in stays],
        "episodes": [
            episode(child, str(s.start), str(s.end) if s.end else None, "E4A" if s.end else None)
            for child, all_ in stays.items() for s in all_
        ],
        "reviews": [review(child, str(one)) for child, days in held.items() for one in days if one <= last],
    }))  # fmt: skip
    dues = [reviews_due(stays[child], held[child], last, holidays()) for child in stays]
    for form in ("month", "3 months", "12 months", "year to date"):
        due, on_time = facts.months("children_due", form), facts.months("children_on_time", form)
        reviews = facts.months("reviews", form)
        for month, (begin, end) in windows(form, first, last).items():
            assert (due.get(month, 0), on_time.get(month, 0)) == children_due(dues, begin, end), (form, month)
            assert reviews.get(month, 0) == reviews_held(stays, held, begin, end), (form, month)

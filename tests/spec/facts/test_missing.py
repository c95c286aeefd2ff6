"""Who goes missing: incidents, children, children more than once, and the children in care to compare with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from tests.spec.facts.one_by_one_for_tests import Stay, children_missing, in_care, windows
from tests.spec.facts.other_facts_for_tests import YEAR, Facts, Row, facts_of
from tests.spec.facts.returns_for_tests import day, episode, header


def incident(child: str, start: str, end: str | None = None, kind: str = "M") -> dict[str, Any]:
    return {"child": child, "missing": kind, "mis_start": day(start), "mis_end": day(end) if end else None}


def year(*incidents: Row, episodes: Sequence[Row] | None = None, dob: str = "2010-06-15") -> Facts:
    """One child in care all year, unless episodes says otherwise, in a return of 2023-24."""
    stays = [episode("A", "2022-05-01")] if episodes is None else episodes
    children = sorted({str(row["child"]) for row in [*stays, *incidents]})
    tables = {"header": [header(one, dob) for one in children], "episodes": stays, "missing": list(incidents)}
    return facts_of("missing", (*YEAR, tables))


def test_an_incident_touches_the_windows_from_its_first_day_to_its_last() -> None:
    facts = year(incident("A", "2023-06-30", "2023-07-01"))
    assert facts.months("incidents", "month") == {"2023-06": 1, "2023-07": 1}
    assert facts.months("incidents", "3 months") == {f"2023-{m:02}": 1 for m in range(6, 10)}
    assert facts.count("incidents", "2024-03", "12 months") == 1
    assert facts.count("incidents", "2023-05", "12 months") == 0


def test_an_incident_that_ends_on_the_first_day_of_a_window_touches_it_and_one_that_ended_the_day_before_does_not() -> (
    None
):
    assert year(incident("A", "2023-05-20", "2023-06-01")).count("incidents", "2023-06", "month") == 1
    assert year(incident("A", "2023-05-20", "2023-05-31")).count("incidents", "2023-06", "month") == 0


def test_an_incident_open_at_the_start_of_the_year_counts_in_the_year_to_date() -> None:
    facts = year(incident("A", "2023-03-28", "2023-04-02"))
    assert facts.count("incidents", "2023-04", "year to date") == 1
    assert facts.count("incidents", "2024-03", "year to date") == 1
    assert facts.count("children", "2024-03", "year to date") == 1


def test_the_year_to_date_begins_again_in_april() -> None:
    later = {"header": [header("A", "2010-06-15")], "episodes": [episode("A", "2022-05-01")], "missing": []}
    first = {**later, "missing": [incident("A", "2024-03-30", "2024-03-31")]}
    facts = facts_of("missing", (*YEAR, first), ("2024-04-01", "2025-03-31", later))
    assert facts.months("incidents", "year to date") == {"2024-03": 1}
    assert facts.count("incidents", "2025-02", "12 months") == 1
    assert facts.count("incidents", "2025-03", "12 months") == 0


def test_two_incidents_in_one_month_are_one_child_who_went_missing_repeatedly() -> None:
    facts = year(incident("A", "2023-06-02", "2023-06-03"), incident("A", "2023-06-20", "2023-06-21"))
    assert facts.count("incidents", "2023-06", "month") == 2
    assert facts.count("children", "2023-06", "month") == 1
    assert facts.months("children_repeatedly", "month") == {"2023-06": 1}
    assert facts.months("children_repeatedly", "3 months") == {"2023-06": 1, "2023-07": 1, "2023-08": 1}


def test_repeatedly_needs_two_incidents_that_began_in_the_window() -> None:
    facts = year(incident("A", "2023-03-31", "2023-04-05"), incident("A", "2023-06-20", "2023-06-21"))
    assert facts.count("incidents", "2024-03", "year to date") == 2
    assert facts.months("children_repeatedly", "year to date") == {}


def test_three_incidents_apart_count_the_child_once_in_every_window() -> None:
    facts = year(*[incident("A", f"2023-{m:02}-10", f"2023-{m:02}-11") for m in (5, 7, 9)])
    assert facts.months("children", "3 months") == {f"2023-{m:02}": 1 for m in range(5, 12)}
    assert facts.months("children_repeatedly", "3 months") == {f"2023-{m:02}": 1 for m in (7, 9)}
    assert facts.count("children", "2024-03") == 1
    assert facts.count("children_repeatedly", "2024-03") == 1


def test_the_kinds_are_counted_apart() -> None:
    facts = year(incident("A", "2023-06-02", "2023-06-03"), incident("A", "2023-06-20", "2023-06-21", kind="A"))
    assert facts.categories("kind", "children", "2023-06", "month") == {"Missing": 1, "Away without permission": 1}
    assert facts.count("children_repeatedly", "2023-06", "month") == 0


def test_an_incident_without_an_end_lasts_while_the_child_is_in_care() -> None:
    stays = [episode("A", "2023-05-01", "2023-09-10", "E8"), episode("B", "2023-05-01")]
    facts = year(incident("A", "2023-06-30"), incident("B", "2023-12-31"), episodes=stays)
    assert facts.months("incidents", "month") == {
        "2023-06": 1, "2023-07": 1, "2023-08": 1, "2023-09": 1, "2023-12": 1, "2024-01": 1, "2024-02": 1, "2024-03": 1,
    }  # fmt: skip


def test_an_incident_without_an_end_is_over_at_eighteen_though_the_period_was_left_open() -> None:
    facts = year(incident("A", "2023-05-10"), dob="2005-07-15")
    assert facts.months("incidents", "month") == {"2023-05": 1, "2023-06": 1, "2023-07": 1}


def test_an_open_incident_of_a_child_who_was_not_in_care_counts_in_its_own_month() -> None:
    facts = year(incident("A", "2023-12-10"), episodes=[episode("A", "2022-05-01", "2023-09-10", "E4A")])
    assert facts.months("incidents", "month") == {"2023-12": 1}
    before = year(incident("A", "2023-05-10"), episodes=[episode("A", "2023-08-01")])
    assert before.months("incidents", "month") == {"2023-05": 1}


def test_the_newest_return_says_when_an_incident_ended() -> None:
    base = {"header": [header("A", "2010-06-15")], "episodes": [episode("A", "2022-05-01")]}
    first = {**base, "missing": [incident("A", "2024-03-20")]}
    second = {**base, "missing": [incident("A", "2024-03-20", "2024-05-02")]}
    facts = facts_of("missing", (*YEAR, first), ("2024-04-01", "2025-03-31", second))
    assert facts.months("incidents", "month") == {"2024-03": 1, "2024-04": 1, "2024-05": 1}


def test_an_incident_that_the_next_return_does_not_have_ended_with_its_own() -> None:
    base = {"header": [header("A", "2010-06-15")], "episodes": [episode("A", "2022-05-01")]}
    first, second = {**base, "missing": [incident("A", "2024-03-20")]}, {**base, "missing": []}
    facts = facts_of("missing", (*YEAR, first), ("2024-04-01", "2025-03-31", second))
    assert facts.months("incidents", "month") == {"2024-03": 1}


def test_children_in_care_in_the_window_count_from_the_first_day_to_the_last_in_care() -> None:
    stays = [
        episode("A", "2023-05-31", "2023-07-02", "E4A"),  # in care on 1 July, not on 2 July
        episode("B", "2023-06-01", "2023-07-01", "E4A"),  # left on the first day of July: not in care in it
    ]
    facts = year(episodes=stays)
    assert facts.months("in_care_in_window", "month") == {"2023-05": 1, "2023-06": 2, "2023-07": 1}
    assert facts.count("in_care_in_window", "2024-03") == 2
    assert facts.count("in_care_in_window", "2023-10", "3 months") == 0
    assert facts.count("in_care_in_window", "2023-09", "3 months") == 1
    assert facts.categories("kind", "in_care_in_window", "2023-06", "month") == {"": 2}


def test_a_child_with_two_periods_of_care_in_the_window_is_one_child() -> None:
    facts = year(episodes=[episode("A", "2023-05-02", "2023-06-05", "E4A"), episode("A", "2023-06-20")])
    assert facts.count("in_care_in_window", "2023-06", "month") == 1
    assert facts.count("in_care_in_window", "2024-03") == 1


@pytest.mark.parametrize(("dob", "months"), [("2005-07-01", 3), ("2005-07-02", 4)])
def test_from_the_eighteenth_birthday_a_child_is_not_in_care(dob: str, months: int) -> None:
    facts = year(dob=dob)
    assert len(facts.months("in_care_in_window", "month")) == months


def test_age_is_that_at_the_end_of_the_window() -> None:
    facts = year(incident("A", "2023-06-10", "2023-06-11"), dob="2013-07-31")
    assert facts.categories("age", "children", "2023-06", "month") == {"5 to 9 years": 1}
    assert facts.categories("age", "children", "2023-07", "3 months") == {"10 to 15 years": 1}
    assert facts.categories("age", "in_care_in_window", "2023-07", "3 months") == {"10 to 15 years": 1}


@pytest.mark.parametrize(
    ("collection_year", "before", "after"),
    [(2018, "5 to 9 years", "10 to 15 years"), (2024, "16 years and over", "16 years and over")],
)
def test_born_on_29_february_is_a_year_older_on_1_march_unless_the_year_has_that_day(
    collection_year: int, before: str, after: str
) -> None:
    tables = {"header": [header("A", "2008-02-29")], "episodes": [episode("A", "2016-05-01")], "missing": []}
    facts = facts_of("missing", (f"{collection_year - 1}-04-01", f"{collection_year}-03-31", tables))
    assert facts.categories("age", "in_care_in_window", f"{collection_year}-02", "month") == {before: 1}
    assert facts.categories("age", "in_care_in_window", f"{collection_year}-03", "month") == {after: 1}


def test_a_child_without_a_birth_date_is_counted_with_age_not_known() -> None:
    tables = {"episodes": [episode("A", "2022-05-01")], "missing": [incident("A", "2023-06-10", "2023-06-11")]}
    facts = facts_of("missing", (*YEAR, tables))
    assert facts.categories("age", "children", "2023-06", "month") == {"Not known": 1}
    assert facts.count("in_care_in_window", "2023-06", "month", age="Not known") == 1


def test_a_plain_count_child_by_child_comes_to_the_same() -> None:
    chance = Random(19)
    first, last = date(2022, 4, 1), date(2024, 3, 31)
    stays: dict[str, list[Stay]] = {}
    incidents: dict[str, list[tuple[date, date]]] = {}
    for number in range(120):
        start = first + timedelta(chance.randrange(-100, 500))
        middle = start + timedelta(chance.randrange(2, 200))
        again = middle + timedelta(chance.randrange(1, 120))
        stays[f"C{number}"] = [Stay(start, middle), Stay(again, None)][: chance.choice([1, 2])]
        begun = sorted({start + timedelta(chance.randrange(0, 400)) for _ in range(chance.randrange(7))})
        incidents[f"C{number}"] = [(one, one + timedelta(chance.choice([0, 1, 2, 40, 100]))) for one in begun]
    facts = facts_of("missing", (str(first), str(last), {
        "header": [header(child, f"{chance.randrange(2007, 2020)}-06-15") for child in stays],
        "episodes": [
            episode(child, str(s.start), str(s.end) if s.end else None, "E4A" if s.end else None)
            for child, all_ in stays.items() for s in all_ if s.start <= last
        ],
        "missing": [incident(child, str(a), str(b)) for child, all_ in incidents.items() for a, b in all_ if a <= last],
    }))  # fmt: skip
    for form in ("month", "3 months", "12 months", "year to date"):
        measures = ("incidents", "children", "children_repeatedly")
        counted = [facts.months(one, form, kind="Missing") for one in measures]
        cared_for = facts.months("in_care_in_window", form)
        for month, (begin, end) in windows(form, first, last).items():
            expected = children_missing(list(incidents.values()), begin, end)
            assert tuple(one.get(month, 0) for one in counted) == expected, (form, month)
            assert cared_for.get(month, 0) == in_care(list(stays.values()), begin, end), (form, month)

"""Are our children well? The yearly file of outcomes, over the children in care for the whole year."""

from __future__ import annotations

from typing import Any

import pytest

from tests.spec.facts.other_facts_for_tests import YEAR, Facts, facts_of
from tests.spec.facts.returns_for_tests import episode, header

Rows = list[dict[str, Any]]
MARCH = "2024-03"


def outcome(child: str, score: int | None = None, **flags: str) -> dict[str, Any]:
    return {"child": child, "sdq_score": score, **flags}


def year(episodes: Rows, outcomes: Rows, dobs: dict[str, str] | None = None, last: str = "2024-03-31") -> Facts:
    children = sorted({str(row["child"]) for row in [*episodes, *outcomes]})
    head = [header(one, (dobs or {}).get(one, "2012-06-15")) for one in children]
    return facts_of("health", ("2023-04-01", last, {"header": head, "episodes": episodes, "oc2": outcomes}))


def test_the_cohort_is_in_care_from_1_april_to_31_march() -> None:
    stays = [
        episode("A", "2023-04-01"),  # came on the first day of the year
        episode("B", "2023-04-02"),  # a day too late
        episode("C", "2022-05-01", "2024-03-31", "E4A"),  # left on the last day, so was not in care on it
        episode("D", "2022-05-01", "2024-04-01", "E4A"),  # left the day after
    ]
    facts = year(stays, [outcome(child, health_assessment="1") for child in "ABCD"])
    assert facts.months("children", "12 months") == {MARCH: 2}
    assert facts.count("health_assessment", MARCH) == 2
    assert facts.count("children", MARCH, "year to date") == 0


def test_a_break_in_care_ends_the_twelve_months_and_a_move_does_not() -> None:
    stays = [
        episode("A", "2022-05-01", "2023-09-01", "E4A"), episode("A", "2023-09-02"),
        episode("B", "2022-05-01", "2023-09-01", "X1"), episode("B", "2023-09-01", rne="P"),
    ]  # fmt: skip
    assert year(stays, []).count("children", MARCH) == 1


@pytest.mark.parametrize(
    ("first", "last", "children"),
    [("2023-08-01", "2023-08-09", 0), ("2023-03-20", "2023-04-01", 0), ("2023-03-20", "2023-03-31", 1)],
)
def test_a_short_break_inside_the_year_leaves_the_child_out(first: str, last: str, children: int) -> None:
    away = episode("A", first, last, "E4A", ls="V3")
    # Both versions of one child: the long stay began before, and the short break is a row beside it.
    assert year([episode("A", "2022-05-01"), away], []).count("children", MARCH) == children


def test_a_child_without_a_row_or_with_a_blank_flag_stays_in_the_base() -> None:
    stays = [episode(child, "2022-05-01") for child in "ABC"]
    facts = year(stays, [outcome("A", teeth_check="1", immunisations="1"), outcome("B", teeth_check="0")])
    assert facts.count("children", MARCH) == 3
    assert facts.count("dental_check", MARCH) == 1
    assert facts.count("immunised", MARCH) == 1
    assert facts.count("health_assessment", MARCH) == 0


def test_development_checks_are_of_children_under_five_on_the_day() -> None:
    stays = [episode(child, "2022-05-01") for child in "ABC"]
    dobs = {"A": "2019-04-01", "B": "2019-03-31", "C": "2020-01-01"}  # A is four, B turns five on the day
    facts = year(stays, [outcome(child, health_check="1") for child in "AB"], dobs)
    assert facts.count("under_5", MARCH) == 2
    assert facts.count("development_check", MARCH) == 1


def test_convictions_are_of_children_from_ten() -> None:
    stays = [episode(child, "2022-05-01") for child in "ABC"]
    dobs = {"A": "2014-04-01", "B": "2014-03-31", "C": "2006-04-01"}  # nine, ten on the day, seventeen
    facts = year(stays, [outcome(child, convicted="1", substance_misuse="1") for child in "ABC"], dobs)
    assert facts.count("aged_10_to_17", MARCH) == 2
    assert facts.count("convicted", MARCH) == 2
    assert facts.count("substance_misuse", MARCH) == 3


def test_a_child_of_eighteen_with_an_open_episode_is_not_in_the_cohort() -> None:
    stays = [episode("A", "2022-05-01"), episode("B", "2022-05-01")]
    assert year(stays, [], {"A": "2006-03-31", "B": "2006-04-01"}).count("children", MARCH) == 1


def test_the_mean_score_is_over_children_of_5_to_16_with_a_score() -> None:
    stays = [episode(child, "2022-05-01") for child in "ABCDEF"]
    dobs = {"E": "2019-04-01", "F": "2007-03-31"}  # four; seventeen on the day
    scores = {"A": 17, "B": 16, "C": 0, "E": 30, "F": 30}  # D has none
    facts = year(stays, [outcome(child, score) for child, score in scores.items()] + [outcome("D")], dobs)
    assert facts.count("sdq_eligible", MARCH) == 4
    assert facts.count("sdq_received", MARCH) == 3
    assert facts.count("sdq_total", MARCH) == 33
    assert facts.count("sdq_concern", MARCH) == 1


def test_a_score_above_40_is_none() -> None:
    facts = year([episode("A", "2022-05-01")], [outcome("A", 41)])
    assert (facts.count("sdq_eligible", MARCH), facts.count("sdq_received", MARCH)) == (1, 0)
    assert facts.count("sdq_total", MARCH) == 0


def test_dimensions_are_those_of_the_last_day() -> None:
    stays = [episode("A", "2022-05-01"), episode("B", "2022-05-01")]
    facts = year(stays, [], {"A": "2008-03-31", "B": "2008-04-01"})
    assert facts.categories("age", "children", MARCH) == {"10 to 15 years": 1, "16 years and over": 1}
    assert facts.categories("sex", "children", MARCH) == {"Female": 2}
    assert facts.categories("ethnicity", "children", MARCH) == {"White": 2}


def test_there_is_nothing_for_an_unfinished_year_or_one_without_the_file() -> None:
    stays = [episode("A", "2022-05-01")]
    assert year(stays, [outcome("A")], last="2023-12-31").months("children", "12 months") == {}
    without = facts_of("health", (*YEAR, {"header": [header("A", "2012-06-15")], "episodes": stays}))
    assert without.months("children", "12 months") == {}


def test_each_year_has_its_own_answers() -> None:
    base = {"header": [header("A", "2012-06-15")], "episodes": [episode("A", "2021-05-01")]}
    facts = facts_of(
        "health",
        ("2022-04-01", "2023-03-31", {**base, "oc2": [outcome("A", teeth_check="1")]}),
        (*YEAR, {**base, "oc2": [outcome("A", teeth_check="0")]}),
    )
    assert facts.months("children", "12 months") == {"2023-03": 1, "2024-03": 1}
    assert facts.months("dental_check", "12 months") == {"2023-03": 1}


def test_the_newest_file_of_a_year_wins() -> None:
    base = {"header": [header("A", "2012-06-15")], "episodes": [episode("A", "2021-05-01")]}
    old, new = {**base, "oc2": [outcome("A", teeth_check="1")]}, {**base, "oc2": [outcome("A", teeth_check="0")]}
    assert facts_of("health", ("2022-04-01", "2024-03-31", old), (*YEAR, new)).count("dental_check", MARCH) == 0
    assert facts_of("health", ("2022-04-01", "2024-03-31", new), (*YEAR, old)).count("dental_check", MARCH) == 1

"""How long each stage of adoption takes: dates, and who counts in which window."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from tests.spec.facts.other_facts_for_tests import YEAR, Facts, facts_of
from tests.spec.facts.returns_for_tests import day, episode, header

Rows = list[dict[str, Any]]


def record(
    child: str = "A", decision: str = "2022-09-01", match: str | None = "2022-12-01", by: str = "0"
) -> dict[str, Any]:
    """A row of AD1."""
    return {"child": child, "date_int": day(decision), "date_match": day(match) if match else None, "foster_care": by}


def decision(child: str, decided: str, reversed_: str | None = None) -> dict[str, Any]:
    return {
        "child": child, "date_placed": day(decided), "date_placed_ceased": day(reversed_) if reversed_ else None,
    }  # fmt: skip


def journey(
    entered: str = "2022-04-10", ordered: str = "2022-10-01", placed: str = "2023-01-05", adopted: str = "2023-06-30"
) -> Rows:
    """A child who came in under a care order, got a placement order, moved to adopters and was adopted by them."""
    starts = sorted({entered, ordered, placed})
    codes = {entered: "S", ordered: "L", placed: "P"} | ({placed: "B"} if placed == ordered else {})
    return [
        episode(
            "A", start, end, "E11" if end == adopted else "X1", rne=codes[start],
            ls="E1" if start >= ordered else "C2", place="A6" if start >= placed else "U6",
        )
        for start, end in pairwise([*starts, adopted])
    ]  # fmt: skip


def year(episodes: Rows, records: Rows | None = None, decisions: Rows | None = None, dob: str = "2022-01-15") -> Facts:
    children = sorted({str(row["child"]) for row in [*episodes, *(records or []), *(decisions or [])]})
    tables = {
        "header": [header(one, dob) for one in children], "episodes": episodes, "ad1": records or [],
        "placed_adoption": decisions or [],
    }  # fmt: skip
    return facts_of("adoption_timeliness", ("2022-04-01", "2024-03-31", tables))


def days(start: str, end: str) -> int:
    return (date.fromisoformat(end) - date.fromisoformat(start)).days


def test_a_child_adopted_counts_in_the_windows_that_hold_the_day_of_the_order() -> None:
    facts = year(journey(), [record()])
    assert facts.months("adopted", "month") == {"2023-06": 1}
    assert list(facts.months("adopted", "3 months")) == ["2023-06", "2023-07", "2023-08"]
    assert len(facts.months("adopted", "12 months")) == 10  # June 2023 to March 2024, where the return ends
    assert min(facts.months("adopted", "year to date")) == "2023-06"
    assert len(facts.months("adopted", "year to date")) == 10
    assert len(facts.months("adopted", "3 years")) == 10
    assert facts.categories("age", "adopted", "2023-06", "month") == {"1 to 4 years": 1}
    assert facts.categories("sex", "adopted", "2023-06", "month") == {"Female": 1}
    assert facts.categories("ethnicity", "adopted", "2023-06", "month") == {"White": 1}


def test_the_days_between_the_stages() -> None:
    facts = year(journey(), [record()], [decision("A", "2022-09-01")])
    assert facts.count("moved_in", "2024-03") == 1
    assert facts.count("days_to_moving_in", "2024-03") == days("2022-04-10", "2023-01-05")
    assert facts.count("days_to_placement", "2024-03") == days("2022-04-10", "2023-01-05")
    assert facts.count("matched_after_order", "2024-03") == 1
    assert facts.count("days_order_to_match", "2024-03") == days("2022-10-01", "2022-12-01")
    assert facts.count("with_order", "2024-03") == 1
    assert facts.count("days_order_to_adoption", "2024-03") == days("2022-10-01", "2023-06-30")
    assert facts.count("placed_within_12_months", "2024-03") == 1
    assert facts.count("moved_in_within_14_months", "2024-03") == 1


def test_leaving_care_another_way_is_no_adoption() -> None:
    rows = journey()
    rows[-1]["rec"] = "E4A"
    assert year(rows, [record()]).months("adopted", "3 years") == {}


def test_an_adopter_who_was_the_foster_carer_counts_from_the_day_the_child_came() -> None:
    rows = [
        episode("A", "2022-04-10", "2022-05-20", "X1", ls="C2"),
        episode("A", "2022-05-20", "2022-10-01", "X1", rne="P", ls="C2", place="U5"),
        episode("A", "2022-10-01", "2023-06-30", "E12", rne="U", ls="E1", place="A5"),
    ]
    facts = year(rows, [record(by="1")])
    assert facts.count("days_to_moving_in", "2024-03") == days("2022-04-10", "2022-05-20")
    assert facts.count("days_to_placement", "2024-03") == days("2022-04-10", "2022-10-01")


@pytest.mark.parametrize("rne", ["P", "B"])
def test_a_foster_carer_who_adopts_is_the_same_carer_whatever_the_code_of_the_change(rne: str) -> None:
    rows = [
        episode("A", "2022-04-10", "2022-05-20", "X1", ls="C2"),
        episode("A", "2022-05-20", "2022-10-01", "X1", rne="P", ls="E1", place="U2"),
        episode("A", "2022-10-01", "2023-06-30", "E12", rne=rne, ls="E1", place="A3"),
    ]
    facts = year(rows, [record(by="1")])
    assert facts.count("days_to_moving_in", "2024-03") == days("2022-04-10", "2022-05-20")


def test_without_the_file_of_adoptions_the_placement_says_that_the_foster_carer_adopted() -> None:
    rows = [
        episode("A", "2022-04-10", "2022-10-01", "X1", ls="C2", place="U5"),
        episode("A", "2022-10-01", "2023-06-30", "E12", rne="U", ls="E1", place="A5"),
    ]
    facts = year(rows)
    assert facts.count("moved_in", "2024-03") == 1
    assert facts.count("days_to_moving_in", "2024-03") == 0
    assert facts.count("moved_in_within_14_months", "2024-03") == 1


def test_adopted_without_a_placement_for_adoption_the_day_of_moving_in_is_not_known() -> None:
    facts = year([episode("A", "2022-04-10", "2023-06-30", "E11", ls="E1")], [record()])
    assert facts.count("adopted", "2024-03") == 1
    assert facts.count("moved_in", "2024-03") == 0
    assert facts.count("matched_after_order", "2024-03") == 0
    assert facts.count("placed_within_12_months", "2024-03") == 0


@pytest.mark.parametrize(("ordered", "counted"), [("2023-01-04", 1), ("2023-01-05", 1), ("2023-01-06", 0)])
def test_placed_before_the_placement_order_is_left_out_of_the_days_to_the_match(ordered: str, counted: int) -> None:
    facts = year(journey(ordered=ordered), [record(match="2023-01-05")])
    assert facts.count("matched_after_order", "2024-03") == counted
    assert facts.count("with_order", "2024-03") == 1


def test_a_match_before_the_placement_order_counts_as_no_days() -> None:
    facts = year(journey(), [record(match="2022-09-15")])
    assert facts.count("matched_after_order", "2024-03") == 1
    assert facts.count("days_order_to_match", "2024-03") == 0


def test_without_an_order_or_a_match_there_are_no_days_to_count() -> None:
    consented = [
        episode("A", "2022-04-10", "2023-01-05", "X1"),
        episode("A", "2023-01-05", "2023-06-30", "E11", rne="P", place="A4"),
    ]
    facts = year(consented, [record()])
    assert (facts.count("matched_after_order", "2024-03"), facts.count("with_order", "2024-03")) == (0, 0)
    assert facts.count("days_order_to_adoption", "2024-03") == 0
    assert year(journey(), [record(match=None)]).count("matched_after_order", "2024-03") == 0


@pytest.mark.parametrize(("placed", "counted"), [("2023-08-31", 1), ("2023-09-01", 0)])
def test_placed_364_days_after_the_decision_counts_and_365_does_not(placed: str, counted: int) -> None:
    rows = journey(placed=placed, adopted="2024-02-01")
    facts = year(rows, [record()], [decision("A", "2022-09-01")])
    assert days("2022-09-01", placed) == 365 - counted
    assert facts.count("placed_within_12_months", "2024-03") == counted
    assert year(rows, [record()]).count("placed_within_12_months", "2024-03") == counted  # by DATE_INT alone


def test_a_placement_that_broke_down_first_does_not_count_as_placed_in_time() -> None:
    rows = [
        episode("A", "2022-04-10", "2022-10-01", "X1", ls="E1"),
        episode("A", "2022-10-01", "2022-12-01", "X1", rne="P", ls="E1", place="A6"),
        episode("A", "2022-12-01", "2023-10-01", "X1", rne="P", ls="E1"),
        episode("A", "2023-10-01", "2024-02-01", "E11", rne="P", ls="E1", place="A6"),
    ]
    facts = year(rows, [record()], [decision("A", "2022-09-01")])
    assert facts.count("placed_within_12_months", "2024-03") == 0
    assert facts.count("days_to_placement", "2024-03") == days("2022-04-10", "2023-10-01")


def test_after_a_new_decision_the_months_run_from_it() -> None:
    rows = journey(placed="2023-09-10", adopted="2024-02-01")
    decisions = [decision("A", "2022-09-01", "2022-11-01"), decision("A", "2023-02-01")]
    assert year(rows, [record()], decisions).count("placed_within_12_months", "2024-03") == 1


@pytest.mark.parametrize(("placed", "counted"), [("2023-06-09", 1), ("2023-06-10", 0)])
def test_fourteen_months_to_the_day_is_not_less_than_fourteen_months(placed: str, counted: int) -> None:
    facts = year(journey(placed=placed, adopted="2024-02-01"), [record()])
    assert facts.count("moved_in_within_14_months", "2024-03", "3 years") == counted


def test_a_placement_order_counts_by_its_first_day_and_once_for_each_period() -> None:
    rows = [
        episode("A", "2022-04-10", "2022-06-01", "X1", ls="C2"),
        episode("A", "2022-06-01", "2022-07-01", "X1", rne="L", ls="E1"),
        episode("A", "2022-07-01", None, None, rne="P", ls="E1"),
    ]
    facts = year(rows)
    assert facts.months("placement_orders", "month") == {"2022-06": 1}


def test_two_placement_orders_in_a_window_are_one_child() -> None:
    rows = [
        episode("A", "2022-05-01", "2022-07-01", "E4A", ls="E1"),
        episode("A", "2022-09-01", None, None, ls="E1"),
    ]
    facts = year(rows)
    assert facts.months("placement_orders", "month") == {"2022-05": 1, "2022-09": 1}
    assert facts.count("placement_orders", "2022-12") == 1
    assert facts.count("placement_orders", "2023-06") == 1
    assert facts.count("placement_orders", "2023-03", "year to date") == 1


def test_a_match_counts_in_the_window_of_its_day() -> None:
    facts = year(journey(), [record(match="2022-12-31")])
    assert facts.months("matched", "month") == {"2022-12": 1}
    assert facts.count("matched", "2023-03", "year to date") == 1
    assert facts.count("matched", "2023-04", "year to date") == 0


def test_decisions_and_reversals_count_each_by_its_own_day() -> None:
    rows = [episode("A", "2022-04-10", ls="C2")]
    facts = year(rows, [], [decision("A", "2022-06-30", "2022-09-01"), decision("A", "2023-01-01")])
    assert facts.months("decisions", "month") == {"2022-06": 1, "2023-01": 1}
    assert facts.months("decisions_reversed", "month") == {"2022-09": 1}
    assert facts.count("decisions", "2023-03", "year to date") == 2
    assert facts.count("decisions_reversed", "2023-03", "year to date") == 1


def test_waiting_ends_with_the_placement_for_adoption() -> None:
    facts = year(journey(ordered="2022-10-31", placed="2023-01-31"), [record()])
    assert list(facts.months("waiting", "snapshot")) == ["2022-10", "2022-11", "2022-12"]


def test_waiting_ends_with_the_reversal_and_begins_again_with_a_new_decision() -> None:
    rows = [episode("A", "2022-04-10", ls="E1")]
    decisions = [decision("A", "2022-04-20", "2022-06-30"), decision("A", "2022-09-30")]
    facts = year(rows, [], decisions)
    assert list(facts.months("waiting", "snapshot"))[:4] == ["2022-04", "2022-05", "2022-09", "2022-10"]


def test_a_child_placed_for_adoption_who_is_in_hospital_is_not_waiting() -> None:
    rows = [
        episode("A", "2022-04-10", "2022-07-20", "X1", ls="E1", place="A6"),
        episode("A", "2022-07-20", "2022-08-10", "X1", rne="P", ls="E1", place="T1", place_provider=None),
        episode("A", "2022-08-10", None, None, rne="P", ls="E1", place="A6"),
    ]
    assert year(rows).months("waiting", "snapshot") == {}


def test_the_return_that_goes_further_wins_and_of_two_that_end_on_one_day_the_one_loaded_last() -> None:
    def matched(*returns: tuple[str, str, str]) -> dict[str, int]:
        base = {"header": [header("A", "2022-01-15")], "episodes": journey(), "placed_adoption": []}
        given = [(first, last, {**base, "ad1": [record(match=match)]}) for first, last, match in returns]
        return facts_of("adoption_timeliness", *given).months("matched", "month")

    early, late = "2022-11-01", "2022-12-01"
    assert matched(("2022-04-01", "2024-03-31", early), (*YEAR, late)) == {"2022-12": 1}
    assert matched(("2023-04-01", "2025-03-31", early), ("2022-04-01", "2024-03-31", late)) == {"2022-11": 1}

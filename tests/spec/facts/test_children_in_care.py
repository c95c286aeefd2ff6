"""Small tables of episodes in, counts of children in care out: days of entry and leaving, windows, age, breaks."""

from __future__ import annotations

from datetime import date

from tests.spec.facts.returns_for_tests import Row, Work, built, episode, header, total

YEAR = ("2023-04-01", "2024-03-31")


def _stock(*episodes: Row, dob: str = "2012-05-05") -> dict[str, int]:
    children = {e["child"] for e in episodes}
    with built(*YEAR, {"header": [header(c, dob) for c in sorted(children)], "episodes": list(episodes)}) as db:
        return {m: total(db, "children_in_care", "in_care", m) for m in ("2023-05", "2023-06", "2023-07", "2024-03")}


def test_the_day_of_entry_counts_and_the_day_of_leaving_does_not() -> None:
    assert _stock(episode("a", "2023-05-31", "2023-06-30", "E4A")) == {
        "2023-05": 1, "2023-06": 0, "2023-07": 0, "2024-03": 0,
    }  # fmt: skip


def test_leaving_on_the_first_of_a_month_counts_at_the_end_of_the_month_before() -> None:
    assert _stock(episode("a", "2023-05-02", "2023-07-01", "E4A"))["2023-06"] == 1


def test_an_open_episode_counts_to_the_end_of_the_return() -> None:
    assert _stock(episode("a", "2010-05-02"))["2024-03"] == 1


def test_one_child_counts_once_however_many_episodes_are_open() -> None:
    assert _stock(episode("a", "2023-05-02"), episode("a", "2023-05-20", ls="C2"))["2023-06"] == 1


def test_short_breaks_never_count() -> None:
    assert _stock(episode("a", "2023-05-02", ls="V3"), episode("b", "2023-05-02", ls="V4"))["2023-05"] == 0


def test_a_child_who_turns_18_on_the_day_is_counted_apart() -> None:
    rows = {"header": [header("a", "2006-03-31"), header("b", "2006-04-01")],
            "episodes": [episode("a", "2020-01-01"), episode("b", "2020-01-01")]}  # fmt: skip
    with built(*YEAR, rows) as db:
        assert total(db, "children_in_care", "in_care", "2024-02") == 2
        assert total(db, "children_in_care", "in_care", "2024-03") == 1
        assert total(db, "children_in_care", "past_18", "2024-03") == 1
        assert total(db, "children_in_care", "periods_open", "2024-03") == 2


def test_a_child_born_on_29_february_turns_18_on_1_march() -> None:
    rows = {"header": [header("a", "2004-02-29")], "episodes": [episode("a", "2020-01-01")]}
    with built("2021-04-01", "2022-03-31", rows) as db:
        assert total(db, "children_in_care", "in_care", "2022-02") == 1
        assert total(db, "children_in_care", "past_18", "2022-02") == 0
        assert total(db, "children_in_care", "in_care", "2022-03") == 0
        assert total(db, "children_in_care", "past_18", "2022-03") == 1


def test_a_birthday_on_the_last_day_moves_the_child_to_the_next_age() -> None:
    rows = {"header": [header("a", "2014-03-31")], "episodes": [episode("a", "2020-01-01")]}
    with built(*YEAR, rows) as db:
        assert total(db, "children_in_care", "in_care", "2024-02", age="5 to 9 years") == 1
        assert total(db, "children_in_care", "in_care", "2024-03", age="10 to 15 years") == 1


def test_a_child_without_a_date_of_birth_stays_in_every_count() -> None:
    with built(*YEAR, {"episodes": [episode("a", "2020-01-01")]}) as db:
        assert total(db, "children_in_care", "in_care", "2024-03", age="Not known") == 1


def test_two_periods_in_one_month_are_one_child_and_two_periods() -> None:
    rows = {"header": [header("a", "2014-03-31")],
            "episodes": [episode("a", "2023-06-02", "2023-06-05", "E4A"),
                         episode("a", "2023-06-10", "2023-06-20", "E4B")]}  # fmt: skip
    with built(*YEAR, rows) as db:
        for form in ("month", "3 months", "12 months", "year to date"):
            counted = [total(db, "children_in_care", measure, "2023-06", form) for measure in
                       ("started", "periods_started", "ceased", "periods_ended")]  # fmt: skip
            assert counted == [1, 2, 1, 2], form
        # By the last time that the child left: without a plan.
        unplanned = ("Returned home to live with parents or other person with parental responsibility which was not "
                     "part of the care planning process")  # fmt: skip
        assert total(db, "children_in_care", "ceased", "2023-06", "month", reason_ceased=unplanned) == 1
        assert total(db, "children_in_care", "re_entered", "2023-07", "3 months") == 0, "the first start was no return"


def test_a_child_counts_by_the_first_start_inside_each_window() -> None:
    rows = {"header": [header("a", "2014-03-31")],
            "episodes": [episode("a", "2023-05-10", "2023-05-20", "E4A", cin="N1"),
                         episode("a", "2023-08-10", "2023-09-01", "E4A", cin="N4")]}  # fmt: skip
    with built(*YEAR, rows) as db:
        assert total(db, "children_in_care", "started", "2023-08", "month", need="Family in acute stress") == 1
        assert total(db, "children_in_care", "started", "2023-08", "12 months", need="Family in acute stress") == 0
        assert total(db, "children_in_care", "started", "2023-08", "12 months", need="Abuse or neglect") == 1
        assert total(db, "children_in_care", "re_entered", "2023-08", "month") == 1


def test_windows_begin_on_the_first_day_and_end_on_the_last() -> None:
    rows = {"header": [header("a", "2014-03-31"), header("b", "2014-03-31")],
            "episodes": [episode("a", "2023-04-30"), episode("b", "2023-05-01")]}  # fmt: skip
    with built(*YEAR, rows) as db:
        assert total(db, "children_in_care", "started", "2023-07", "3 months") == 1
        assert total(db, "children_in_care", "started", "2023-06", "3 months") == 2
        assert total(db, "children_in_care", "started", "2024-03", "year to date") == 2
        assert total(db, "children_in_care", "started", "2023-04", "year to date") == 1


def test_twelve_months_to_february_begin_on_1_march_also_after_a_leap_year() -> None:
    work = Work()
    rows = {"header": [header("a", "2014-03-31")], "episodes": [episode("a", "2024-02-29", "2024-03-05", "E4A")]}
    work.add("2023-04-01", "2025-03-31", rows)
    db = work.facts()
    assert total(db, "children_in_care", "started", "2025-01", "12 months") == 1
    assert total(db, "children_in_care", "started", "2025-02", "12 months") == 0


def test_a_return_within_a_year_is_a_re_entry_and_a_day_more_is_not() -> None:
    rows = {"header": [header("a", "2014-03-31"), header("b", "2014-03-31")],
            "episodes": [episode("a", "2022-01-01", "2023-05-10", "E4A"), episode("a", "2024-01-05"),
                         episode("b", "2021-01-01", "2023-01-05", "E4A"), episode("b", "2024-01-06")]}  # fmt: skip
    with built(*YEAR, rows) as db:
        assert total(db, "children_in_care", "re_entered", "2024-01", "month") == 1
        assert total(db, "children_in_care", "started", "2024-01", "month") == 2


def test_a_return_within_a_day_is_a_new_period_unless_the_reason_is_x1() -> None:
    rows = {"header": [header("a", "2014-03-31"), header("b", "2014-03-31")],
            "episodes": [episode("a", "2023-05-01", "2023-06-10", "E4A"), episode("a", "2023-06-11"),
                         episode("b", "2023-05-01", "2023-06-10", "X1"),
                         episode("b", "2023-06-10", rne="P")]}  # fmt: skip
    with built(*YEAR, rows) as db:
        assert total(db, "children_in_care", "periods_started", "2023-06", "month") == 1
        assert total(db, "children_in_care", "ceased", "2023-06", "month") == 1
        assert total(db, "children_in_care", "in_care", "2023-06") == 2


def test_days_in_care_run_over_the_whole_last_period() -> None:
    rows = {"header": [header("a", "2014-03-31")],
            "episodes": [episode("a", "2023-04-10", "2023-05-10", "X1"),
                         episode("a", "2023-05-10", "2023-06-09", "E45", rne="L", ls="C2")]}  # fmt: skip
    with built(*YEAR, rows) as db:
        guardian = {"reason_ceased": "Special guardianship orders"}
        assert total(db, "children_in_care", "days_in_care", "2023-06", "month", **guardian) == 60
        assert total(db, "children_in_care", "ceased", "2023-06", "month", legal_status="Full care order") == 1


def test_status_as_unaccompanied_ends_on_its_day() -> None:
    rows = {"header": [header("a", "2008-03-31")], "episodes": [episode("a", "2023-04-10")],
            "uasc": [{"child": "a", "duc": None}]}  # fmt: skip
    with built(*YEAR, rows) as db:
        assert total(db, "children_in_care", "in_care", "2023-06", unaccompanied="Unaccompanied") == 1
    rows["uasc"] = [{"child": "a", "duc": date(2023, 6, 30)}]
    with built(*YEAR, rows) as db:
        assert total(db, "children_in_care", "in_care", "2023-05", unaccompanied="Unaccompanied") == 1
        assert total(db, "children_in_care", "in_care", "2023-06", unaccompanied="Unaccompanied") == 0

"""Several returns of one council: which rows count, which months are covered, and what is said of them."""

from __future__ import annotations

from tests.spec.facts.returns_for_tests import Work, day, episode, header, total


def _statuses(work: Work, need: str, form: str) -> dict[str, str]:
    rows = work.facts().execute(
        "SELECT strftime(month, '%Y-%m'), status FROM snapshot.coverage WHERE need = ? AND form = ? ORDER BY 1",
        [need, form],
    )
    return dict(rows.fetchall())


def test_a_row_that_was_open_is_closed_by_the_next_return() -> None:
    work = Work()
    work.add(
        "2021-04-01", "2022-03-31", {"header": [header("a", "2012-01-01")], "episodes": [episode("a", "2021-05-01")]}
    )
    work.add("2022-04-01", "2023-03-31", {"episodes": [episode("a", "2021-05-01", "2022-06-15", "E4A")]})
    db = work.facts()
    assert [total(db, "children_in_care", "in_care", m) for m in ("2022-03", "2022-05", "2022-06")] == [1, 1, 0]
    assert total(db, "children_in_care", "ceased", "2022-06", "month") == 1


def test_the_order_of_loading_changes_nothing() -> None:
    first = ("2021-04-01", "2022-03-31", {"episodes": [episode("a", "2021-05-01")]})
    second = ("2022-04-01", "2023-03-31", {"episodes": [episode("a", "2021-05-01", "2022-06-15", "E4A")]})
    found = []
    for order in ((first, second), (second, first)):
        work = Work()
        for one in order:
            work.add(*one)
        found.append(work.facts().execute("FROM snapshot.children_in_care ORDER BY ALL").fetchall())
    assert found[0] == found[1]


def test_a_corrected_return_of_the_same_year_takes_the_place_of_the_old_one() -> None:
    work = Work()
    work.add("2021-04-01", "2022-03-31", {"episodes": [episode("a", "2021-05-01"), episode("b", "2021-05-01")]})
    work.add("2021-04-01", "2022-03-31", {"episodes": [episode("a", "2021-05-01")]})
    assert total(work.facts(), "children_in_care", "in_care", "2022-03") == 1


def test_a_longer_extract_of_the_year_takes_the_place_of_the_shorter() -> None:
    work = Work()
    work.add("2021-04-01", "2021-09-30", {"episodes": [episode("a", "2021-05-01"), episode("b", "2021-05-01")]})
    work.add("2021-04-01", "2021-10-31", {"episodes": [episode("a", "2021-05-01")]})
    db = work.facts()
    assert total(db, "children_in_care", "in_care", "2021-09") == 1
    assert total(db, "children_in_care", "in_care", "2021-10") == 1


def test_a_later_file_of_another_table_leaves_the_episodes_alone() -> None:
    work = Work()
    work.add("2021-04-01", "2022-03-31", {"episodes": [episode("a", "2021-05-01")]})
    work.add("2021-04-01", "2022-03-31", {"header": [header("a", "2021-04-30")]})
    assert total(work.facts(), "children_in_care", "in_care", "2022-03", age="Under 1 year") == 1


def test_an_open_row_that_the_next_return_does_not_have_ends_with_the_return_that_had_it() -> None:
    work = Work()
    work.add("2021-04-01", "2022-03-31", {"episodes": [episode("a", "2021-05-01"), episode("b", "2021-05-01")]})
    work.add("2022-04-01", "2023-03-31", {"episodes": [episode("b", "2021-05-01")]})
    db = work.facts()
    assert total(db, "children_in_care", "in_care", "2022-03") == 2
    assert total(db, "children_in_care", "in_care", "2022-04") == 1
    assert total(db, "children_in_care", "ceased", "2022-04", "month") == 0, "nobody knows why it ended"
    assert total(db, "children_in_care", "periods_ended", "2022-04", "month") == 1


def test_a_year_to_date_extract_is_provisional_and_its_last_month_is_the_last_whole_one() -> None:
    work = Work()
    work.add("2021-04-01", "2022-03-31", {"episodes": [episode("a", "2021-05-01")]})
    work.add("2022-04-01", "2022-06-12", {"episodes": [episode("a", "2021-05-01")]})
    found = _statuses(work, "episodes", "snapshot")
    assert (found["2022-03"], found["2022-04"], found["2022-05"]) == ("derived", "provisional", "provisional")
    assert "2022-06" not in found


def test_a_year_between_that_was_not_loaded_has_no_months() -> None:
    work = Work()
    work.add("2020-04-01", "2021-03-31", {"episodes": [episode("a", "2020-05-01")]})
    work.add("2022-04-01", "2023-03-31", {"episodes": [episode("a", "2020-05-01")]})
    assert "2021-06" not in _statuses(work, "episodes", "snapshot")
    months = work.db.execute(
        "SELECT count(*) FROM snapshot.children_in_care WHERE month = DATE '2021-06-01'"
    ).fetchone()
    assert months == (0,)


def test_a_file_that_one_year_lacks_makes_the_windows_over_it_missing() -> None:
    work = Work()
    reviews = [{"child": "a", "review": day("2021-05-10"), "review_code": "PN1"}]
    work.add("2021-04-01", "2022-03-31", {"episodes": [episode("a", "2021-05-01")], "reviews": reviews})
    work.add("2022-04-01", "2023-03-31", {"episodes": [episode("a", "2021-05-01")]})
    assert _statuses(work, "reviews", "month")["2022-03"] == "derived"
    assert _statuses(work, "reviews", "month")["2022-04"] == "missing"
    assert _statuses(work, "reviews", "12 months")["2022-05"] == "missing"


def test_yearly_files_cover_the_month_they_are_for_and_no_other() -> None:
    work = Work()
    leaver = [{"child": "z", "dob": day("2003-01-01"), "in_touch": "YES", "activ": "F1", "accom": "B1"}]
    work.add("2021-04-01", "2022-03-31", {"episodes": [episode("a", "2021-05-01")], "oc3": leaver})
    assert _statuses(work, "oc3", "12 months") == {"2022-03": "derived"}
    assert _statuses(work, "oc3", "snapshot") == {}


def test_a_window_over_a_year_that_was_not_loaded_is_missing_until_it_is_whole_again() -> None:
    work = Work()
    work.add("2020-04-01", "2021-03-31", {"episodes": [episode("a", "2020-05-01")]})
    work.add("2022-04-01", "2023-03-31", {"episodes": [episode("a", "2020-05-01")]})
    found = _statuses(work, "episodes", "12 months")
    assert (found["2021-03"], found["2022-04"], found["2023-02"], found["2023-03"]) == (
        "derived", "missing", "missing", "derived",
    )  # fmt: skip
    assert _statuses(work, "episodes", "snapshot")["2022-04"] == "derived"


def test_an_older_shorter_extract_that_is_loaded_late_brings_nothing_back() -> None:
    work = Work()
    work.add("2021-04-01", "2022-03-31", {"episodes": [episode("a", "2021-05-01")]})
    work.add("2021-04-01", "2021-06-30", {"episodes": [episode("a", "2021-05-01"), episode("b", "2021-05-01")]})
    assert total(work.facts(), "children_in_care", "in_care", "2021-06") == 1

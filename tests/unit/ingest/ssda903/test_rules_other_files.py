"""Rules of the files beside the episodes: rows in, the rows at fault out, each with a sound neighbour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from tests.unit.ingest.ssda903.rules_for_tests import Row, found_by, found_in, staged

Rows = list[tuple[str | int | None, ...]]

CASES: list[tuple[str, str, str, Rows, Sequence[int]]] = [
    ("102", "header", "dob", [("01/05/2010",), ("45383",), ("31/04/2010",), ("01/05/10",), (None,)], [1, 2, 3, 4]),
    ("103", "header", "ethnic", [("WBRI",), ("NOBT",), ("WXXX",), (None,)], [2, 3]),
    ("301", "header", "dob", [("31/03/2023",), ("01/04/2023",), (None,)], [1]),
    ("INT32", "header", "child", [("A",), ("B",), ("A",)], [0, 2]),
    ("INT31", "ad1", "child", [("A",), ("B",), ("A",)], [0, 2]),
    ("INT33", "oc2", "child", [("A",), ("B",), ("A",)], [0, 2]),
    ("INT34", "oc3", "child", [("A",), ("B",), ("A",)], [0, 2]),
    ("INT35", "prev_perm", "child", [("A",), ("B",), ("A",)], [0, 2]),
    ("INT36", "uasc", "child", [("A",), ("B",), ("A",)], [0, 2]),
    (
        "333",
        "ad1",
        "date_int date_match",
        [("05/06/2022", "05/06/2022"), ("06/06/2022", "05/06/2022"), (None, "05/06/2022"), ("01/06/2022", None)],
        [1, 2],
    ),
    ("1006", "missing", "missing", [("M",), ("A",), ("AWAY",), (None,)], [2]),
    ("564", "missing", "missing mis_start", [("M", None), ("A", "01/05/2022"), ("A", "nonsense"), (None, None)], [0]),
    ("565", "missing", "missing mis_start", [(None, "01/05/2022"), ("M", "01/05/2022"), (None, None)], [0]),
    ("566", "missing", "missing mis_end", [(None, "01/05/2022"), ("M", "01/05/2022"), (None, None)], [0]),
    (
        "567",
        "missing",
        "mis_start mis_end",
        [("02/05/2022", "01/05/2022"), ("02/05/2022", "02/05/2022"), ("02/05/2022", None)],
        [0],
    ),
    ("570", "missing", "mis_start", [("01/04/2023",), ("31/03/2023",), (None,)], [0]),
    (
        "571",
        "missing",
        "mis_end",
        [("31/03/2022",), ("01/04/2022",), ("31/03/2023",), ("01/04/2023",), (None,)],
        [0, 3],
    ),
    (
        "574",
        "missing",
        "child mis_start mis_end",
        [
            ("A", "01/06/2022", "05/06/2022"),
            ("A", "04/06/2022", "06/06/2022"),  # begins before the one before has ended
            ("B", "01/06/2022", "05/06/2022"),
            ("B", "05/06/2022", None),
            ("C", "01/06/2022", None),
            ("C", "03/06/2022", "04/06/2022"),  # the one before is open
            ("D", "04/06/2022", None),  # another child
        ],
        [1, 5],
    ),
    (
        "180",
        "oc2",
        "sdq_score",
        [("0",), ("40",), ("20.0",), (None,), ("41",), ("39.5",), ("-1",), ("XX",)],
        [4, 5, 6, 7],
    ),
    (
        "153",
        "oc3",
        "in_touch activ accom",
        [("YES", "F1", "U1"), (None, None, None), ("YES", None, "U1"), (None, None, "U1"), ("YES", "F1", None)],
        [2, 3, 4],
    ),
    (
        "345",
        "oc3",
        "in_touch activ accom",
        [("YES", "0", "U1"), ("YES", "F1", "0"), ("YES", "F1", "U1"), ("NO", "0", "0"), ("YES", None, None)],
        [0, 1],
    ),
    (
        "391",
        "oc3",
        "dob in_touch",
        [("01/04/2006", "YES"), ("31/03/2006", "YES"), ("01/04/2006", None), (None, "YES")],
        [0],
    ),
    (
        "132",
        "oc3",
        "activ",
        [("F4",), ("F3",), (None,)],  # F3 went in 2021
        [1, 2],
    ),
    ("BLANK", "reviews", "review review_code", [("01/05/2022", "PN1"), (None, "PN1"), ("01/05/2022", None)], [1, 2]),
    ("BLANK", "oc3", "dob", [("01/05/2005",), (None,)], [1]),
    ("CODE", "reviews", "review_code", [("PN1",), ("PN9",), (None,)], [1]),
    ("CODE", "ad1", "foster_care nb_adoptr", [("1", "2"), ("2", "1"), ("0", "3"), (None, None)], [1, 2]),
]


@pytest.mark.parametrize(
    ("rule", "table", "columns", "rows", "failing"), CASES, ids=[f"{case[0]} {case[1]}" for case in CASES]
)
def test_the_rows_at_fault(rule: str, table: str, columns: str, rows: Rows, failing: Sequence[int]) -> None:
    assert found_in(table, columns, rows, rule) == failing


FILES = {
    "ad1": ("INT01", "INT11"),
    "placed_adoption": ("INT02", "INT12"),
    "missing": ("INT04", "INT13"),
    "oc2": ("INT05", "INT14"),
    "oc3": ("INT06", "INT15"),
    "prev_perm": ("INT07", "INT16"),
    "reviews": ("INT08", "INT17"),
    "uasc": ("INT09", "INT18"),
}


@pytest.mark.parametrize("table", FILES)
def test_who_is_not_in_the_header_and_who_was_born_on_another_day_there(table: str) -> None:
    header: list[Row] = [{"child": "A", "dob": "01/05/2010"}, {"child": "B", "dob": "02/05/2010"}]
    rows: list[Row] = [
        {"child": "A", "dob": "01/05/2010"},
        {"child": "B", "dob": "01/05/2010"},
        {"child": "C", "dob": "01/05/2010"},
        {"child": "A", "dob": None},
    ]
    db = staged({"header": header, table: rows})
    absent, otherwise = FILES[table]
    assert (found_by(db, absent), found_by(db, otherwise)) == ({table: [2]}, {table: [1]})


def test_the_sex_of_an_unaccompanied_child_is_the_headers() -> None:
    header: list[Row] = [{"child": "A", "sex": "1"}, {"child": "B", "sex": "2"}, {"child": "C", "sex": None}]
    uasc = [
        {"child": "A", "sex": "1"},
        {"child": "B", "sex": "1"},
        {"child": "C", "sex": "1"},
        {"child": "D", "sex": "1"},
    ]
    assert found_by(staged({"header": header, "uasc": uasc}), "INT21") == {"uasc": [1]}


@pytest.mark.parametrize(
    ("episode", "decision", "rule", "failing"),
    [
        ({"place": "A3"}, {"date_placed": "01/05/2022"}, "551", {}),
        ({"place": "A6"}, {"date_placed": None}, "551", {"episodes": [0]}),
        ({"place": "A6"}, {"child": "B", "date_placed": "01/05/2022"}, "551", {"episodes": [0]}),
        ({"place": "U4"}, {"date_placed": None}, "551", {}),
        ({"ls": "E1"}, {"date_placed": "01/05/2022"}, "553", {}),
        ({"ls": "E1"}, {"child": "B", "date_placed": "01/05/2022"}, "553", {"episodes": [0]}),
        ({"ls": "C2"}, {"date_placed": None}, "553", {}),
        (
            {"ls": "E1"},
            {"date_placed": "01/05/2022", "date_placed_ceased": "01/06/2022"},
            "553",
            {"placed_adoption": [0]},
        ),
        ({"ls": "E1"}, {"date_placed": "01/05/2022", "reason_placed_ceased": "RD1"}, "553", {"placed_adoption": [0]}),
        (
            {"ls": "E1", "dec": "01/06/2022"},
            {"date_placed": "01/05/2022", "date_placed_ceased": "01/06/2022"},
            "553",
            {},
        ),
    ],
)
def test_a_placement_for_adoption_or_its_order_has_a_decision(
    episode: Mapping[str, str | None], decision: Mapping[str, str | None], rule: str, failing: Mapping[str, list[int]]
) -> None:
    given = {"episodes": [{"child": "A", **episode}], "placed_adoption": [{"child": "A", **decision}]}
    assert found_by(staged(given), rule) == failing


def test_a_reversed_decision_is_forgotten_once_there_is_another() -> None:
    decisions = [
        {"child": "A", "date_placed": "01/05/2021", "date_placed_ceased": "01/06/2021"},
        {"child": "A", "date_placed": "01/05/2022"},
    ]
    db = staged({"episodes": [{"child": "A", "ls": "E1"}], "placed_adoption": decisions})
    assert found_by(db, "553") == {}


FULL: Row = {
    "date_int": "01/05/2021",
    "date_match": "01/06/2021",
    "foster_care": "0",
    "nb_adoptr": "2",
    "sex_adoptr": "MF",
    "ls_adoptr": "L11",
}
ADOPTED: Row = {"decom": "01/07/2021", "dec": "01/05/2022", "rec": "E12", "place": "A6"}


@pytest.mark.parametrize(
    ("form", "failing"),
    [
        ({"child": "A", **FULL}, {}),
        ({"child": "A", **FULL, "ls_adoptr": None}, {"ad1": [0], "episodes": [0]}),
        ({"child": "A"}, {"ad1": [0], "episodes": [0]}),
        ({"child": "B", **FULL}, {"episodes": [0]}),  # no row for the child
        ({"child": "A", **FULL, "date_int": "nonsense"}, {}),  # filled, if not with a date
    ],
    ids=["full", "part blank", "blank", "absent", "no date"],
)
def test_who_is_adopted_in_the_year_has_a_full_row(
    form: Mapping[str, str | None], failing: Mapping[str, list[int]]
) -> None:
    assert found_by(staged({"episodes": [{"child": "A", **ADOPTED}], "ad1": [form]}), "601") == failing


@pytest.mark.parametrize(
    ("episode", "form", "failing"),
    [
        (ADOPTED, FULL, {}),
        ({**ADOPTED, "rec": "E45"}, FULL, {"ad1": [0]}),
        ({**ADOPTED, "dec": "31/03/2022"}, FULL, {"ad1": [0]}),  # the year before
        ({**ADOPTED, "dec": "01/04/2022"}, FULL, {}),
        ({**ADOPTED, "dec": "01/04/2023"}, FULL, {"ad1": [0]}),
        ({**ADOPTED, "rec": "E45"}, {"nb_adoptr": "1"}, {"ad1": [0]}),
        ({**ADOPTED, "rec": "E45"}, {}, {}),  # blank: says nothing
    ],
)
def test_a_filled_row_has_its_adoption_in_the_year(
    episode: Mapping[str, str], form: Mapping[str, str], failing: Mapping[str, list[int]]
) -> None:
    given = {"episodes": [{"child": "A", **episode}], "ad1": [{"child": "A", **form}]}
    assert found_by(staged(given), "602") == failing


@pytest.mark.parametrize(
    ("match", "failing"),
    [("01/07/2021", {}), ("02/07/2021", {"ad1": [0], "episodes": [0]}), (None, {})],
    ids=["on the day", "after it", "blank"],
)
def test_the_match_is_not_after_the_placement(match: str | None, failing: Mapping[str, list[int]]) -> None:
    given: dict[str, list[Row]] = {
        "episodes": [{"child": "A", **ADOPTED}],
        "ad1": [{"child": "A", **FULL, "date_match": match}],
    }
    assert found_by(staged(given), "331") == failing


@pytest.mark.parametrize(
    ("decisions", "failing"),
    [
        (["01/05/2021"], {}),
        (["02/05/2021"], {"ad1": [0], "placed_adoption": [0]}),
        (["01/05/2019", "01/05/2021"], {}),  # the second of two
        (["01/05/2019", "02/05/2021"], {"ad1": [0], "placed_adoption": [0, 1]}),
        ([None], {}),
    ],
)
def test_the_decision_is_one_day_in_both_files(decisions: list[str | None], failing: Mapping[str, list[int]]) -> None:
    placed = [{"child": "A", "date_placed": day} for day in decisions]
    assert found_by(staged({"ad1": [{"child": "A", **FULL}], "placed_adoption": placed}), "523") == failing


HEALTHY = {"immunisations": "1", "teeth_check": "1", "health_assessment": "1", "substance_misuse": "0"}


@pytest.mark.parametrize(
    ("answers", "failing"),
    [
        (HEALTHY, []),
        ({}, []),
        ({"convicted": "0"}, [0]),
        ({"immunisations": "1"}, [0]),  # one of the four alone
        ({**HEALTHY, "teeth_check": None}, [0]),
    ],
)
def test_the_four_answers_are_given_or_none(answers: Mapping[str, str | None], failing: list[int]) -> None:
    db = staged({"oc2": [{"child": "A", **answers}]})
    assert found_by(db, "182").get("oc2", []) == failing


LONG = {"child": "A", "decom": "01/04/2022", "rne": "S", "ls": "C2"}


@pytest.mark.parametrize(
    ("episodes", "continuous"),
    [
        ([LONG], True),
        ([{**LONG, "decom": "02/04/2022"}], False),
        ([{**LONG, "dec": "31/03/2023", "rec": "E4A"}], True),  # the Department's rule counts the last day
        ([{**LONG, "dec": "30/03/2023", "rec": "E4A"}], False),
        ([{**LONG, "ls": "V4"}], False),
        ([{**LONG, "dec": "01/06/2022", "rec": "X1"}, {**LONG, "decom": "01/06/2022", "rne": "P"}], True),
        ([{**LONG, "dec": "01/06/2022", "rec": "X1"}, {**LONG, "decom": "02/06/2022", "rne": "P"}], False),
        ([{**LONG, "dec": "01/06/2022", "rec": "E4A"}, {**LONG, "decom": "01/06/2022", "rne": "S"}], False),
        # left and came back on the first day: in care on each day of the year
        ([{**LONG, "decom": "01/02/2022", "dec": "01/04/2022", "rec": "E4A"}, LONG], True),
        # a change of placement written as a new start
        ([{**LONG, "decom": "01/02/2022", "dec": "01/06/2022", "rec": "X1"}, {**LONG, "decom": "01/06/2022"}], False),
        # a short break that ended before the year, and one that ended on its first day
        ([{**LONG, "decom": "01/02/2022", "dec": "10/02/2022", "rec": "E8", "ls": "V3"}, LONG], True),
        ([{**LONG, "decom": "01/02/2022", "dec": "01/04/2022", "rec": "E8", "ls": "V3"}, LONG], False),
    ],
)
def test_who_has_been_in_care_for_twelve_months_and_only_they_have_health_answers(
    episodes: list[Mapping[str, str]], continuous: bool
) -> None:
    full = staged({"episodes": episodes, "oc2": [{"child": "A", **HEALTHY}]})
    absent = staged({"episodes": episodes, "oc2": [{"child": "B"}]})
    blank = staged({"episodes": episodes, "oc2": [{"child": "A"}]})
    assert (found_by(full, "190") == {}) is continuous
    assert ("episodes" in found_by(absent, "191")) is continuous
    assert (found_by(blank, "191") == {"oc2": [0]}) is continuous


@pytest.mark.parametrize("rule", ["190", "191", "391"])
def test_a_year_that_has_not_come_to_31_march_is_not_asked_for_its_yearly_files(rule: str) -> None:
    given: dict[str, list[Row]] = {
        "episodes": [{"child": "A", "decom": "01/05/2022"}, {**LONG, "child": "B", "decom": "01/01/2020"}],
        "oc2": [{"child": "A", "convicted": "0"}],
        "oc3": [{"child": "A", "dob": "01/05/2015", "in_touch": "YES"}],
    }
    assert found_by(staged(given, date(2022, 4, 1), date(2023, 3, 31)), rule)
    assert found_by(staged(given, date(2022, 4, 1), date(2023, 1, 31)), rule) == {}


def test_a_time_away_ends_by_the_end_of_care() -> None:
    episodes = [
        {"child": "A", "decom": "01/05/2022", "dec": "01/09/2022"},
        {"child": "B", "decom": "01/05/2022"},
        {"child": "C", "decom": "01/05/2022", "dec": "01/06/2022"},
        {"child": "C", "decom": "01/09/2022"},
    ]
    missing = [
        {"child": "A", "mis_start": "01/08/2022"},  # open, and the child has left
        {"child": "A", "mis_start": "01/08/2022", "mis_end": "02/09/2022"},
        {"child": "A", "mis_start": "01/08/2022", "mis_end": "01/09/2022"},
        {"child": "B", "mis_start": "01/08/2022"},
        {"child": "C", "mis_start": "01/10/2022"},  # open in the second time in care
        {"child": "D", "mis_start": "01/10/2022"},  # not among the episodes: rule INT04 has it
    ]
    assert found_by(staged({"episodes": episodes, "missing": missing}), "577") == {"missing": [0, 1]}

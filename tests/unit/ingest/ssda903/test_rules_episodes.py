"""Rules that look at episodes alone or in their order: rows in, the rows at fault out, each with a sound neighbour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from tests.unit.ingest.ssda903.rules_for_tests import Row, add, found_by, found_in, staged

Rows = list[tuple[str | int | None, ...]]

ALONE: list[tuple[str, str, Rows, Sequence[int]]] = [
    ("141", "decom", [("01/05/2022",), ("31/06/2022",), ("1/5/2022",), ("45383",), (None,)], [1, 2, 3, 4]),
    ("147", "dec", [("01/05/2022",), (None,), ("29/02/2023",)], [2]),
    ("143", "rne", [("S",), ("L",), ("X",), (None,)], [2]),
    ("144", "ls", [("C1",), ("V4",), ("V1",), (None,)], [2]),
    ("146", "place", [("U4",), ("H5",), ("K3",), ("Z11",), ("T4",), (None,)], [2, 3]),
    ("149", "rec", [("X1",), ("E48",), ("E43",), ("E99",), (None,)], [2, 3]),
    (
        "355",
        "decom dec",
        [("01/05/2022", "01/05/2022"), ("01/05/2022", "02/05/2022"), ("02/05/2022", "01/05/2022")],
        [0],
    ),
    ("356", "decom dec", [("02/05/2022", "01/05/2022"), ("01/05/2022", "02/05/2022")], [0]),
    (
        "178",
        "place place_provider",
        [("U4", "PR1"), ("U4", "PR9"), ("U4", None), ("T1", "PR1"), ("Z1", "PR4"), ("T1", None)],
        [1, 3, 4],
    ),
    ("526", "place place_provider", [("U4", None), ("U4", "PR1"), ("T0", None), ("Z1", None), (None, None)], [0, 4]),
    ("213", "place place_provider", [("T0", "PR1"), ("T4", "PR9"), ("T0", None), ("Z1", "PR4"), ("U4", "PR1")], [0, 1]),
    (
        "529",
        "place place_provider",
        [("K2", "PR3"), ("U6", "PR3"), ("A6", "PR3"), ("R2", "PR3"), ("K2", "PR4")],
        [0, 1, 2],
    ),
    (
        "148",
        "dec rec",
        [("01/05/2022", None), (None, "X1"), ("nonsense", None), (None, None), ("01/05/2022", "X1")],
        [0, 1, 2],
    ),
    (
        "354",
        "decom dec",
        [("01/03/2023", "01/04/2023"), ("01/04/2023", None), ("01/03/2023", "31/03/2023"), ("31/03/2023", None)],
        [0, 1],
    ),
    (
        "365",
        "ls decom dec",
        [
            ("V3", "01/05/2022", "19/05/2022"),  # eighteen days
            ("V3", "01/05/2022", "18/05/2022"),  # seventeen
            ("V4", "01/05/2022", "19/05/2022"),
            ("V3", "13/03/2023", None),  # open: eighteen days to the return's last
            ("V3", "14/03/2023", None),
        ],
        [0, 3],
    ),
    ("366", "ls rne", [("V3", "P"), ("V3", None), ("V3", "S"), ("V4", "P")], [0, 1]),
    ("380", "place rne", [("T0", "S"), ("T4", "L"), ("T1", None), ("T0", "P"), ("T2", "B"), ("U4", "S")], [0, 1, 2]),
    ("381", "place rec", [("T0", "E4A"), ("T0", "X1"), ("T0", None), ("U4", "E4A")], [0]),
    (
        "376",
        "place decom dec",
        [
            ("T3", "01/01/2023", "23/01/2023"),  # twenty-two days
            ("T3", "01/01/2023", "22/01/2023"),  # three weeks
            ("T2", "01/01/2023", "23/01/2023"),
            ("T3", "01/03/2023", None),  # open for thirty days
            ("T3", "20/03/2023", None),
        ],
        [0, 3],
    ),
    ("378", "place ls", [("P1", "V2"), ("P1", "C2"), ("U4", "V2")], [0]),
    ("390", "rec place", [("E11", "U4"), ("E12", None), ("E11", "A3"), ("E4A", "U4")], [0, 1]),
    ("516", "rec place", [("E45", "K2"), ("E46", "U3"), ("E47", "K2")], [0]),
    ("BLANK", "rne ls cin place", [("S", "C1", "N1", "U4"), (None, "C1", "N1", "U4"), ("S", None, "N1", "U4")], [1, 2]),
]


@pytest.mark.parametrize(("rule", "columns", "rows", "failing"), ALONE, ids=[case[0] for case in ALONE])
def test_one_episode(rule: str, columns: str, rows: Rows, failing: Sequence[int]) -> None:
    assert found_in("episodes", columns, rows, rule) == failing


DAYS = "child decom dec rec"
PLACED = "child decom rne ls place place_provider pl_post urn"
FOLLOWING: list[tuple[str, str, Rows, Sequence[int]]] = [
    (
        "142",
        DAYS,
        [
            ("A", "01/05/2022", None, None),  # left open, and another follows
            ("A", "01/06/2022", "01/07/2022", None),  # no reason, and another follows
            ("A", "01/07/2022", None, None),
            ("B", "01/05/2022", "01/06/2022", "X1"),
            ("B", "01/06/2022", None, "X1"),  # the last: rule 148 has it
        ],
        [0, 1],
    ),
    (
        "388",
        DAYS,
        [
            ("A", "01/05/2022", "01/06/2022", "X1"),
            ("A", "01/06/2022", "01/07/2022", "X1"),  # the next begins a day later
            ("A", "02/07/2022", "01/08/2022", "E4A"),  # the next begins that day
            ("A", "01/08/2022", "01/09/2022", "X1"),  # the last
            ("B", "01/05/2022", "01/06/2022", "E4A"),
            ("B", "02/06/2022", None, None),
            ("C", "01/05/2022", None, "X1"),  # open: rule 148 has it
        ],
        [1, 2, 3],
    ),
    (
        "431",
        "child decom dec rne",
        [
            ("A", "01/05/2022", "01/06/2022", "S"),
            ("A", "01/06/2022", "01/07/2022", "S"),
            ("A", "02/07/2022", "01/09/2022", "S"),
            ("A", "01/08/2022", None, "S"),  # within the one before
            ("B", "01/07/2022", None, "S"),  # another child
        ],
        [1, 3],
    ),
    (
        "433",
        "child decom dec rne",
        [
            ("A", "01/05/2022", "01/06/2022", "L"),  # nothing before: rule 357 has it
            ("A", "02/06/2022", "01/07/2022", "P"),  # a day's gap
            ("A", "01/07/2022", None, "T"),
            ("A", "01/08/2022", "01/09/2022", "B"),  # the one before is open
            ("A", "02/09/2022", None, "S"),
        ],
        [1, 3],
    ),
    (
        "434",
        PLACED,
        [
            ("A", "01/05/2022", "S", "C1", "U4", "PR1", "TS1 1AA", None),
            ("A", "01/06/2022", "L", "C2", "U4", "PR1", "TS11AA", None),  # one postcode, written otherwise
            ("A", "01/07/2022", "L", "C2", "U4", "PR1", "TS1 1AA", None),  # the legal status is the same
            ("A", "01/08/2022", "L", "E1", "U5", "PR1", "TS1 1AA", None),  # the placement is not
            ("A", "01/09/2022", "L", "V2", "U5", "PR1", "TS1 1AA", "SC123456"),  # nor is the URN
        ],
        [2, 3, 4],
    ),
    (
        "435",
        PLACED,
        [
            ("A", "01/05/2022", "S", "C1", "U4", "PR1", None, None),
            ("A", "01/06/2022", "P", "C1", "U4", "PR1", None, None),  # nothing changed, blanks included
            ("A", "01/07/2022", "P", "C1", "K2", "PR1", None, None),
            ("A", "01/08/2022", "T", "C2", "K2", "PR4", None, None),  # the legal status changed
        ],
        [1, 3],
    ),
    (
        "436",
        PLACED,
        [
            ("A", "01/05/2022", "S", "C1", "U4", "PR1", None, None),
            ("A", "01/06/2022", "B", "C2", "K2", "PR1", None, None),
            ("A", "01/07/2022", "B", "C2", "U4", "PR1", None, None),  # the legal status is the same
            ("A", "01/08/2022", "U", "E1", "U4", "PR1", None, None),  # the placement is
            ("A", "01/09/2022", "U", "C2", "U4", "PR4", None, None),
        ],
        [2, 3],
    ),
    (
        "357",
        "child decom rne",
        [
            ("A", "01/04/2022", "P"),
            ("A", "01/05/2022", "P"),
            ("B", "31/03/2022", "P"),  # began before the return
            ("C", "01/05/2022", "S"),
            ("D", "01/05/2022", None),
        ],
        [0, 4],
    ),
    (
        "504",
        "child decom dec rec cin",
        [
            ("A", "01/05/2022", "01/06/2022", "X1", "N1"),
            ("A", "01/06/2022", "01/07/2022", "E4A", "N2"),
            ("A", "01/08/2022", None, None, "N3"),  # another period
            ("B", "01/05/2022", "01/06/2022", "X1", "N1"),
            ("B", "02/06/2022", None, None, "N2"),  # after a gap
        ],
        [1],
    ),
]


@pytest.mark.parametrize(("rule", "columns", "rows", "failing"), FOLLOWING, ids=[case[0] for case in FOLLOWING])
def test_episodes_that_follow_one_another(rule: str, columns: str, rows: Rows, failing: Sequence[int]) -> None:
    assert found_in("episodes", columns, rows, rule) == failing


@pytest.mark.parametrize(("rule", "columns", "rows", "failing"), FOLLOWING, ids=[case[0] for case in FOLLOWING])
def test_the_order_of_the_rows_does_not_matter(rule: str, columns: str, rows: Rows, failing: Sequence[int]) -> None:
    last = len(rows) - 1
    assert found_in("episodes", columns, rows[::-1], rule) == sorted(last - row for row in failing)


TEMPORARY: Rows = [
    ("A", "01/05/2022", "S", "U4", "TS1 1AA"),
    ("A", "01/06/2022", "P", "T1", "TS2 2BB"),
    ("A", "08/06/2022", "P", "U4", "TS1 1AA"),  # back where they were
    ("B", "01/05/2022", "S", "U4", "TS1 1AA"),
    ("B", "01/06/2022", "P", "T1", "TS2 2BB"),
    ("B", "08/06/2022", "P", "K2", "TS3 3CC"),  # somewhere else
    ("C", "01/05/2022", "S", "U4", "TS1 1AA"),
    ("C", "01/06/2022", "P", "T1", "TS2 2BB"),
    ("C", "08/06/2022", "T", "U4", "TS1 1AA"),  # as if they had stayed
    ("D", "01/05/2022", "S", "U4", "TS1 1AA"),
    ("D", "01/06/2022", "P", "T1", "TS2 2BB"),
    ("D", "08/06/2022", "P", "U4", "TS9 9ZZ"),  # another foster carer: seen from April 2025
    ("E", "01/05/2022", "S", "U4", "TS1 1AA"),
    ("E", "01/06/2022", "P", "T1", "TS2 2BB"),  # still away
]
RETURNED = ("child", "decom", "rne", "place", "pl_post")


def test_after_a_temporary_placement_the_one_before_it_follows() -> None:
    assert found_in("episodes", " ".join(RETURNED), TEMPORARY, "383") == [4, 7]


def test_from_april_2025_the_row_that_follows_is_at_fault_and_its_postcode_counts() -> None:
    later = [tuple(str(value).replace("/2022", "/2025") for value in row) for row in TEMPORARY]
    rows = [dict(zip(RETURNED, row, strict=True)) for row in later]
    db = staged({"episodes": rows}, date(2025, 4, 1), date(2026, 3, 31))
    assert found_by(db, "383") == {"episodes": [5, 8, 11]}


@pytest.mark.parametrize(
    ("year", "failing"), [(2024, [1, 2, 3]), (2025, [2, 3]), (2026, [0, 2])], ids=["2024", "2025", "2026"]
)
def test_a_placement_code_is_of_its_year(year: int, failing: list[int]) -> None:
    """H5 and K3 are both taken in the year of the change; Z1 goes as Z11 to Z14 come."""
    rows = [{"place": code} for code in ("H5", "K3", "T9", "Z14", "U4")]
    db = staged({"episodes": rows}, date(year - 1, 4, 1), date(year, 3, 31))
    assert found_by(db, "146") == {"episodes": failing}


def test_in_a_return_of_several_years_a_code_may_be_of_any_of_them() -> None:
    rows: list[Row] = [
        {"decom": "01/05/2018", "dec": "01/06/2018", "place": "H5"},
        {"decom": "01/05/2018", "dec": "01/06/2018", "place": "K3"},  # written with the newer code of the same home
        {"decom": "01/05/2018", "dec": "01/06/2018", "place": "Z11"},  # of a year that the return does not cover
    ]
    assert found_by(staged({"episodes": rows}, date(2017, 4, 1), date(2025, 3, 31)), "146") == {"episodes": [2]}


def test_from_april_2025_z1_excuses_no_blank_provider_and_z11_bars_one() -> None:
    rows = [("Z1", None), ("Z12", None), ("Z12", "PR4"), ("U4", "PR4")]
    given = {"episodes": [{"place": place, "place_provider": provider} for place, provider in rows]}
    db = staged(given, date(2025, 4, 1), date(2026, 3, 31))
    assert (found_by(db, "526"), found_by(db, "213")) == ({"episodes": [0]}, {"episodes": [2]})
    db = staged(given, date(2024, 4, 1), date(2025, 3, 31))
    assert (found_by(db, "526"), found_by(db, "213")) == ({}, {})


BREAKS = "child ls decom dec"


@pytest.mark.parametrize(
    ("rows", "failing"),
    [
        # 5 breaks of 15 days: 75, as many as are allowed
        ([("A", "V3", f"01/{month:02}/2022", f"16/{month:02}/2022") for month in range(5, 10)], []),
        # one day more
        (
            [
                *(("A", "V3", f"01/{month:02}/2022", f"16/{month:02}/2022") for month in range(5, 10)),
                ("A", "V3", "01/10/2022", "02/10/2022"),
            ],
            [0, 1, 2, 3, 4, 5],
        ),
        # 76 days in the first and the last weeks of a year
        ([("A", "V3", "01/04/2022", "09/05/2022"), ("A", "V3", "19/02/2023", "29/03/2023")], [0, 1]),
        # two children, and days that are no short break
        ([("A", "V3", "01/05/2022", "10/07/2022"), ("B", "V3", "01/05/2022", "10/07/2022")], []),
        ([("A", "V3", "01/05/2022", "10/07/2022"), ("A", "V4", "10/07/2022", "10/09/2022")], []),
        # what lies before the return is the year before's
        ([("A", "V3", "01/01/2022", "01/06/2022")], []),
        # open: to the return's last day
        ([("A", "V3", "01/01/2023", None)], [0]),
    ],
    ids=["75 days", "76 days", "far apart", "two children", "another status", "before the return", "open"],
)
def test_at_most_75_days_of_short_breaks_in_a_year(rows: Rows, failing: Sequence[int]) -> None:
    assert found_in("episodes", BREAKS, rows, "367") == failing


def test_twelve_months_may_lie_across_two_years_of_a_return() -> None:
    rows = [
        {"child": "A", "ls": "V3", "decom": "01/06/2020", "dec": "11/06/2020"},  # more than a year before the last
        {"child": "A", "ls": "V3", "decom": "01/02/2022", "dec": "13/03/2022"},  # 40 days
        {"child": "A", "ls": "V3", "decom": "01/05/2022", "dec": "10/06/2022"},  # 40 days
        {"child": "A", "ls": "V3", "decom": "01/03/2023", "dec": "11/03/2023"},  # more than a year after the first 40
    ]
    db = staged({"episodes": rows}, date(2020, 4, 1), date(2023, 3, 31))
    assert found_by(db, "367") == {"episodes": [1, 2]}


def test_only_the_days_within_the_twelve_months_count() -> None:
    rows = [
        {"child": "A", "ls": "V3", "decom": "01/04/2021", "dec": "11/05/2021"},  # 40 days
        {
            "child": "A",
            "ls": "V3",
            "decom": "12/03/2022",
            "dec": "21/04/2022",
        },  # 20 of its 40 within a year of the first
    ]
    assert found_by(staged({"episodes": rows}, date(2021, 4, 1), date(2023, 3, 31)), "367") == {}


@pytest.mark.parametrize(
    ("rows", "failing"),
    [
        (
            [("A", "V3", "01/05/2022", "02/05/2022"), ("A", "V4", "01/09/2022", None), ("B", "V4", "01/09/2022", None)],
            [0, 1],
        ),
        ([("A", "V3", "01/05/2021", "02/05/2021"), ("A", "V4", "01/09/2022", None)], []),
        ([("A", "V3", "01/05/2021", "02/04/2022"), ("A", "V4", "01/09/2022", None)], [0, 1]),
        ([("A", "V3", "01/05/2022", "02/05/2022"), ("A", "C2", "01/09/2022", None)], []),
    ],
    ids=["one year", "two years", "touching", "no short break"],
)
def test_v3_and_v4_are_not_in_one_year(rows: Rows, failing: Sequence[int]) -> None:
    given = {"episodes": [dict(zip(BREAKS.split(), row, strict=True)) for row in rows]}
    db = staged(given, date(2021, 4, 1), date(2023, 3, 31))
    assert found_by(db, "426").get("episodes", []) == failing


BORN: list[tuple[str, str, Rows, dict[str, Sequence[int]]]] = [
    (
        "302",
        "decom",
        [("31/12/2021",), ("01/01/2022",), ("01/02/2022",)],
        {"episodes": [0], "header": [0]},
    ),
    (
        "352",
        "rne decom",
        [("S", "01/01/2022"), ("S", "01/01/2040"), ("P", "01/01/2040"), ("S", "31/12/2039")],
        {"episodes": [1]},
    ),
    ("386", "rec dec", [("E11", "01/01/2040"), ("E12", "31/12/2039"), ("E4A", "01/01/2040")], {"episodes": [0]}),
    (
        "407",
        "rec dec",
        [("E48", "01/01/2040"), ("E45", "31/12/2039"), ("E41", "01/01/2040")],
        {"episodes": [0], "header": [0]},
    ),
    ("460", "rec dec", [("E17", "31/12/2039"), ("E17", "01/01/2040"), ("E5", "31/12/2039")], {"episodes": [0]}),
]


@pytest.mark.parametrize(("rule", "columns", "rows", "failing"), BORN, ids=[case[0] for case in BORN])
def test_episodes_and_the_birthday(rule: str, columns: str, rows: Rows, failing: dict[str, Sequence[int]]) -> None:
    """Each row is its own child, born on 1 January 2022 and so 18 on 1 January 2040."""
    names = columns.split()
    episodes = [{"child": f"C{at}", **dict(zip(names, row, strict=True))} for at, row in enumerate(rows)]
    header = [{"child": f"C{at}", "dob": "01/01/2022"} for at in range(len(rows))]
    assert found_by(staged({"header": header, "episodes": episodes}), rule) == failing


def test_a_child_of_29_february_turns_18_on_1_march() -> None:
    header = [{"child": "A", "dob": "29/02/2004"}, {"child": "B", "dob": "29/02/2004"}]
    episodes = [
        {"child": "A", "rec": "E11", "dec": "28/02/2022"},
        {"child": "B", "rec": "E11", "dec": "01/03/2022"},
    ]
    assert found_by(staged({"header": header, "episodes": episodes}), "386") == {"episodes": [1]}


def test_only_the_first_episode_is_said_to_begin_before_the_birth() -> None:
    header = [{"child": "A", "dob": "01/01/2023"}]
    episodes = [{"child": "A", "decom": "01/06/2022"}, {"child": "A", "decom": "01/05/2022"}]
    assert found_by(staged({"header": header, "episodes": episodes}), "302") == {"episodes": [1], "header": [0]}


@pytest.mark.parametrize(
    ("dob", "ls", "place", "dec", "failing"),
    [
        ("31/03/2005", "C2", "U4", None, {"episodes": [0]}),  # 18 on the return's last day
        ("01/04/2005", "C2", "U4", None, {}),
        ("31/03/2005", "V2", "K2", None, {}),
        ("31/03/2005", "V2", "K1", None, {"episodes": [0]}),
        ("31/03/2005", None, "K2", None, {"episodes": [0]}),
        ("31/03/2005", "C2", "U4", "31/03/2023", {}),
    ],
)
def test_who_is_18_at_the_end_is_still_in_care_only_by_section_20_in_a_home(
    dob: str, ls: str | None, place: str, dec: str | None, failing: dict[str, list[int]]
) -> None:
    episode = {"child": "A", "decom": "01/05/2020", "ls": ls, "place": place, "dec": dec}
    assert found_by(staged({"header": [{"child": "A", "dob": dob}], "episodes": [episode]}), "359") == failing


def test_returns_are_judged_apart() -> None:
    """One child in two returns: neither is the other's row before."""
    db = staged({"episodes": [{"child": "A", "decom": "01/05/2022", "dec": "01/06/2022", "rne": "S", "rec": "X1"}]})
    add(db, 1, {"episodes": [{"child": "A", "decom": "01/06/2022", "rne": "L"}]})
    assert (found_by(db, "388"), found_by(db, "357"), found_by(db, "433")) == ({"episodes": [0]}, {"episodes": [0]}, {})

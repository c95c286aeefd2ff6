"""Are our care leavers learning or working, and do they have a decent home?"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import cpdash.catalogue
from tests.spec.facts.other_facts_for_tests import YEAR, Facts, facts_of
from tests.spec.facts.returns_for_tests import day, episode, header

Rows = list[dict[str, Any]]
ACTIVITY, HOME = "care_leaver_activity", "care_leaver_accommodation"
MARCH = "2024-03"


def leaver(
    child: str,
    dob: str | None = "2004-06-15",
    touch: str | None = "YES",
    activ: str | None = "F2",
    accom: str | None = "U1",
) -> dict[str, Any]:
    return {"child": child, "dob": day(dob) if dob else None, "in_touch": touch, "activ": activ, "accom": accom}


def year(
    fact: str, leavers: Rows, last: str = "2024-03-31", episodes: Rows | None = None, head: Rows | None = None
) -> Facts:
    tables = {"header": head or [], "episodes": episodes or [], "oc3": leavers}
    return facts_of(fact, ("2023-04-01", last, tables))


def born(age: int, birthday: str = "06-15") -> str:
    """The day of birth of someone who turned this age in the year to 31 March 2024."""
    return f"{2023 - age + (1 if birthday < '04' else 0)}-{birthday}"


def test_age_is_that_of_the_birthday_in_the_year() -> None:
    facts = year(ACTIVITY, [leaver(f"L{age}", born(age)) for age in range(16, 27)])
    assert facts.categories("age", "young_people", MARCH) == {
        "17 to 18 years": 2, "19 to 21 years": 3, "22 to 25 years": 4,
    }  # fmt: skip
    assert facts.categories("age_years", "young_people", MARCH) == {str(age): 1 for age in range(17, 26)}


@pytest.mark.parametrize(("dob", "age"), [("2005-03-31", "19"), ("2005-04-01", "18"), ("2004-04-01", "19")])
def test_a_birthday_on_31_march_is_in_the_year_and_one_on_1_april_in_the_next(dob: str, age: str) -> None:
    assert year(ACTIVITY, [leaver("A", dob)]).categories("age_years", "young_people", MARCH) == {age: 1}


def test_there_is_one_row_set_for_each_years_file() -> None:
    facts = facts_of(
        ACTIVITY,
        ("2022-04-01", "2023-03-31", {"oc3": [leaver("A", born(18))]}),
        (*YEAR, {"oc3": [leaver("A", born(18))]}),
    )
    assert facts.months("young_people", "12 months", age_years="17") == {"2023-03": 1}
    assert facts.months("young_people", "12 months", age_years="18") == {"2024-03": 1}
    assert facts.months("young_people", "year to date") == {}


def test_the_year_to_date_holds_those_whose_birthday_has_come() -> None:
    leavers = [
        leaver("A", born(19, "04-01")),
        leaver("B", born(19, "12-31")),
        leaver("C", born(19, "01-01")),  # not before 1 January
        leaver("D", born(23, "01-01")),  # from 22 on the birthday does not matter
    ]
    facts = year(ACTIVITY, leavers, last="2023-12-31")
    assert facts.months("young_people", "year to date", age="19 to 21 years") == {"2023-12": 2}
    assert facts.count("young_people", "2023-12", "year to date", age="17 to 18 years") == 0  # C is still 18
    assert facts.count("young_people", "2023-12", "year to date", age="22 to 25 years") == 1
    assert facts.months("young_people", "12 months") == {}


@pytest.mark.parametrize(
    ("first", "last", "form", "ages"),
    [
        ("2022-04-01", "2023-02-28", "year to date", {}),
        ("2022-04-01", "2023-03-31", "12 months", {"19": 1}),
        ("2023-04-01", "2024-02-29", "year to date", {"20": 1}),
    ],
)
def test_born_on_29_february_the_birthday_is_1_march_unless_the_year_has_that_day(
    first: str, last: str, form: str, ages: dict[str, int]
) -> None:
    facts = facts_of(ACTIVITY, (first, last, {"oc3": [leaver("A", "2004-02-29")]}))
    assert facts.categories("age_years", "young_people", last[:7], form) == ages


def test_a_care_leaver_need_not_be_in_the_header_and_then_the_sex_is_not_known() -> None:
    facts = year(ACTIVITY, [leaver("A"), leaver("B")], head=[header("B", "2004-06-15")])
    assert facts.categories("sex", "young_people", MARCH) == {"Female": 1, "Not known": 1}


def test_without_a_birth_date_anywhere_there_is_no_age_to_count_under() -> None:
    facts = year(ACTIVITY, [leaver("A", None), leaver("B", None)], head=[header("B", "2004-06-15")])
    assert facts.categories("age_years", "young_people", MARCH) == {"19": 1}


@pytest.mark.parametrize(
    ("activ", "category"),
    [
        ("F1", "Higher education"), ("P1", "Higher education"), ("F4", "In an apprenticeship"),
        ("G4", "Not learning or working: illness or disability"), ("0", "Not known"), (None, "Not known"),
        ("Q9", "Not known"),
    ],
)  # fmt: skip
def test_activity_goes_by_the_published_category_and_anything_else_is_not_known(
    activ: str | None, category: str
) -> None:
    assert year(ACTIVITY, [leaver("A", activ=activ)]).categories("activity", "young_people", MARCH) == {category: 1}


def test_being_in_touch_goes_by_its_code() -> None:
    codes = ["YES", "NO", "DIED", "REFU", "NREQ", "RHOM", None]
    facts = year(HOME, [leaver(f"L{at}", touch=code) for at, code in enumerate(codes)])
    assert facts.categories("in_touch", "young_people", MARCH) == dict.fromkeys(
        [
            "In touch",
            "Not in touch",
            "Died",
            "Refused contact",
            "No longer needs services",
            "Returned home",
            "Not known",
        ],
        1,
    )


def test_every_code_of_a_home_has_its_kind_and_whether_it_is_suitable() -> None:
    path = Path(cpdash.catalogue.__file__).parent / "ssda903" / "codes.toml"
    codes = tomllib.loads(path.read_text("utf-8"))["accom"]
    facts = year(HOME, [leaver(code, accom=code) for code in codes])
    homes = facts.categories("accommodation", "young_people", MARCH)
    left_out = sum(code[0] in "GHR" for code in codes)
    assert homes == {
        "Suitable": sum(code.endswith("1") for code in codes) - left_out // 2,
        "Not suitable": sum(code.endswith("2") for code in codes) - left_out // 2,
        "Left out of the base": left_out,
        "Not known": 1,
    }
    kinds = facts.categories("accommodation_kind", "young_people", MARCH)
    assert kinds["With former foster carer"] == 2
    assert kinds["No fixed abode"] == 1
    assert kinds["Gone abroad"] == 2
    assert facts.count("young_people", MARCH, accommodation="Left out of the base", accommodation_kind="Deported") == 2


@pytest.mark.parametrize("accom", ["0", None, "S1"])
def test_a_home_without_a_code_of_the_list_is_not_known(accom: str | None) -> None:
    facts = year(HOME, [leaver("A", accom=accom)])
    assert facts.count("young_people", MARCH, accommodation="Not known", accommodation_kind="Not known") == 1


def left_at_18(dob: str, end: str | None, place: str = "U4", rec: str = "E17", **more: Any) -> int:
    stays = [episode("A", "2018-05-01", end, rec if end else None, place=place, **more)]
    facts = facts_of(
        HOME, ("2018-04-01", "2024-03-31", {"header": [header("A", dob)], "episodes": stays, "oc3": [leaver("A", dob)]})
    )
    return facts.count("left_foster_care_at_18", MARCH)


@pytest.mark.parametrize(
    ("dob", "end", "place", "counted"),
    [
        ("2004-06-15", "2022-06-15", "U4", 1),
        ("2004-06-15", "2022-06-14", "U4", 0),  # the day before
        ("2004-06-15", "2022-06-15", "K2", 0),  # a children's home
        ("2004-06-15", None, "U4", 0),  # no end at all
        ("2004-02-29", "2022-03-01", "U1", 1),  # 2022 has no 29 February
        ("2002-06-15", "2020-06-15", "U4", 0),  # now 21
    ],
)
def test_left_foster_care_on_the_eighteenth_birthday(dob: str, end: str | None, place: str, counted: int) -> None:
    assert left_at_18(dob, end, place) == counted


@pytest.mark.parametrize(("old", "new", "category"), [("0", "F1", "Higher education"), ("F1", "0", "Not known")])
def test_of_two_files_of_a_year_the_one_loaded_last_wins(old: str, new: str, category: str) -> None:
    first = ("2022-04-01", "2024-03-31", {"oc3": [leaver("A", activ=old)]})
    facts = facts_of(ACTIVITY, first, (*YEAR, {"oc3": [leaver("A", activ=new)]}))
    assert facts.categories("activity", "young_people", MARCH) == {category: 1}


def test_a_care_leaver_twice_in_a_file_is_one() -> None:
    facts = year(ACTIVITY, [leaver("A", activ="F1"), leaver("A", activ="F1")])
    assert facts.count("young_people", MARCH) == 1

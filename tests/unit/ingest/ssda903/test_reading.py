"""A sound return: what is read of it, for which council, and the days that it covers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cpdash.errors import InputRefused, UnknownName
from cpdash.extract import RETURN_SCHEMAS
from tests.unit.ingest.ssda903.returns_for_tests import (
    CLEAN,
    EPISODES,
    MIDDLESBROUGH,
    STOCKTON,
    YEAR,
    columns,
    counts,
    file_of,
    found,
    read,
    rows,
    text,
    write,
)


def test_a_return_is_typed(tmp_path: Path) -> None:
    returns = read(write(tmp_path))
    assert rows(returns, "episodes")[0] == {
        "ret": 0, "file": 0, "row": 2, "child": "A1", "decom": date(2023, 6, 10), "rne": "S", "ls": "C1", "cin": "N1",
        "place": "U6", "place_provider": "PR1", "dec": date(2023, 9, 1), "rec": "X1", "reason_place_change": None,
        "home_post": "TS1 1AA", "pl_post": "TS2 2BB", "urn": "SC123456", "pl_distance": None, "pl_location": None,
    }  # fmt: skip
    assert rows(returns, "header")[1]["dob"] == date(2012, 2, 29)
    assert [row["review_code"] for row in rows(returns, "reviews")] == ["PN1", "PN3"]


def test_every_table_is_there_in_its_schema_and_no_unique_pupil_number(tmp_path: Path) -> None:
    returns = read(write(tmp_path))
    assert {name: table.schema for name, table in returns.tables.items()} == dict(RETURN_SCHEMAS)
    assert "upn" not in returns.tables["header"].column_names
    assert returns.tables["oc3"].num_rows == 0


def test_a_file_says_what_it_is(tmp_path: Path) -> None:
    file = file_of(read(write(tmp_path)), "episodes.csv")
    assert (file.origin.source, file.origin.kind, file.origin.publisher) == (
        "ssda903_episodes", "ssda903", "Middlesbrough",
    )  # fmt: skip
    assert (file.origin.release, file.origin.licence, file.origin.national) == ("2024", "Not for publication", False)
    assert file.data_as_at == YEAR[1]
    assert counts(read(tmp_path), "episodes.csv") == (3, 3, 0)


def test_codes_are_trimmed_in_capitals_and_without_a_trailing_zero(tmp_path: Path) -> None:
    row = " a1 ,10/06/2023,s, v2,n1\t,u6 ,pr1,,,,ts1 1aa,,1234567.0"
    header = ["A1,1.0,01/05/2010,wbri ,UN1,,"]
    returns = read(write(tmp_path, {"header": header, "episodes": [row]}))
    [one] = rows(returns, "episodes")
    assert (one["child"], one["ls"], one["place"], one["urn"], one["pl_post"]) == ("A1", "V2", "U6", "1234567", None)
    assert rows(returns, "header")[0]["sex"] == "1"
    assert rows(returns, "header")[0]["ethnic"] == "WBRI"


def test_files_are_known_by_their_columns_in_any_order_and_case(tmp_path: Path) -> None:
    mixed = "review_code,Child,DOB,REVIEW\nPN2,A1,01/05/2010,01/08/2023\n"
    write(tmp_path, {"header": CLEAN["header"]}, anything=mixed)
    write(tmp_path, {"episodes": EPISODES})
    assert rows(read(tmp_path), "reviews")[0]["review_code"] == "PN2"


def test_optional_columns_of_episodes_are_used(tmp_path: Path) -> None:
    head = columns("episodes") + ",PL_LA,PL_DISTANCE,PL_LOCATION"
    lines = [f"{EPISODES[0]},E06000004,12.5,out", f"{EPISODES[1]},,,", f"{EPISODES[2]},WAL,near,over there"]
    returns = read(write(tmp_path, {"header": CLEAN["header"]}, episodes="\n".join([head, *lines]) + "\n"))
    assert [row["pl_distance"] for row in rows(returns, "episodes")] == [12.5, None, None]
    assert rows(returns, "episodes")[0]["pl_location"] == "OUT"
    assert [(one.row, one.column) for one in found(returns, "number")] == [(4, "PL_DISTANCE")]
    assert [(one.row, one.column) for one in found(returns, "location")] == [(4, "PL_LOCATION")]
    assert found(returns, "extra columns") == []


def test_a_line_of_commas_is_no_row(tmp_path: Path) -> None:
    returns = read(write(tmp_path, {**CLEAN, "reviews": [*CLEAN["reviews"], ",,,", ",,,"]}))
    assert counts(returns, "reviews.csv") == (2, 2, 0)


# Which council


@pytest.mark.parametrize("name", [MIDDLESBROUGH, "806", "Middlesbrough", "middlesbrough"])
def test_a_folder_names_the_council(tmp_path: Path, name: str) -> None:
    write(tmp_path / name / "2023-24")
    [one] = read(tmp_path, area=None).returns
    assert one.area == MIDDLESBROUGH


def test_the_folder_above_the_one_that_is_named_counts_too(tmp_path: Path) -> None:
    [one] = read(write(tmp_path / "Stockton-on-Tees" / "2023-24"), area=None).returns
    assert one.area == STOCKTON


def test_folders_of_several_councils_and_years_load_at_once(tmp_path: Path) -> None:
    write(tmp_path / MIDDLESBROUGH / "2023-24")
    write(tmp_path / STOCKTON / "2023-24")
    earlier = ["A1,10/06/2021,S,C2,N1,U6,PR1,01/09/2021,E4A,,,,"]
    write(tmp_path / STOCKTON / "2021-22", {"header": CLEAN["header"], "episodes": earlier})
    returns = read(tmp_path, area=None)
    assert [(one.area, one.last.year) for one in returns.returns] == [
        (MIDDLESBROUGH, 2024), (STOCKTON, 2022), (STOCKTON, 2024),
    ]  # fmt: skip
    assert returns.returns[1].files[0].file == f"{STOCKTON}/2021-22/episodes.csv"
    assert {row["ret"] for row in rows(returns, "episodes")} == {0, 1, 2}
    assert found(returns, "year") == []


def test_a_council_of_the_settings_is_the_last_resort_and_is_said(tmp_path: Path) -> None:
    returns = read(write(tmp_path), area=None, default_area=STOCKTON)
    assert returns.returns[0].area == STOCKTON
    assert len(found(returns, "council")) == 1


def test_without_any_council_the_return_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="--area"):
        read(write(tmp_path), area=None)


@pytest.mark.parametrize("name", ["Midlesbrough", "E12000001", "Bournemouth"])
def test_an_area_that_is_no_council_of_today_is_an_unknown_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnknownName):
        read(write(tmp_path), area=name)


def test_a_folder_named_for_another_council_than_the_option_is_said(tmp_path: Path) -> None:
    returns = read(write(tmp_path / "Stockton-on-Tees"))
    assert returns.returns[0].area == MIDDLESBROUGH
    assert [one.severity for one in found(returns, "council")] == ["warning"]


# Which days


def test_the_days_are_read_from_the_dates(tmp_path: Path) -> None:
    [one] = read(write(tmp_path)).returns
    assert (one.first, one.last) == YEAR


def test_a_history_begins_with_the_year_of_its_first_end(tmp_path: Path) -> None:
    old = "C3,05/02/2015,S,V2,N4,K2,PR4,20/12/2019,E4A,,,,"
    [one] = read(write(tmp_path, {"episodes": [*EPISODES, old]})).returns
    assert (one.first, one.last) == (date(2019, 4, 1), date(2024, 3, 31))
    assert one.files[0].origin.release == "2020 to 2024"


def test_without_an_end_the_year_of_the_last_day_is_covered(tmp_path: Path) -> None:
    [one] = read(write(tmp_path, {"episodes": ["A1,10/06/2023,S,C1,N1,U6,PR1,,,,,,"]})).returns
    assert (one.first, one.last) == YEAR


def test_a_year_that_is_not_over_ends_with_the_last_whole_month(tmp_path: Path) -> None:
    rows_ = ["A1,10/06/2024,S,C1,N1,U6,PR1,,,,,,", "B2,02/04/2024,S,V2,N4,K2,PR4,20/10/2024,E4A,,,,"]
    returns = read(write(tmp_path, {"episodes": rows_, "reviews": ["A1,01/05/2010,14/11/2024,PN1"]}))
    assert (returns.returns[0].first, returns.returns[0].last) == (date(2024, 4, 1), date(2024, 10, 31))
    assert ["--year-to" in one.message for one in found(returns, "days")] == [True]


def test_a_date_in_the_future_does_not_say_how_far_a_return_goes(tmp_path: Path) -> None:
    planned = ["A1,10/06/2023,S,C1,N1,U6,PR1,01/04/2030,E5,,,,", "B2,01/01/2031,S,C1,N1,U6,PR1,,,,,,"]
    [one] = read(write(tmp_path, {"episodes": [*EPISODES, *planned]})).returns
    assert (one.first, one.last) == YEAR


def test_a_few_mistyped_years_among_many_do_not_stretch_the_days(tmp_path: Path) -> None:
    many = [f"C{at},10/06/2023,S,C2,N1,U6,PR1,20/12/2023,E4A,,,," for at in range(1200)]
    wrong = ["D1,10/06/2001,S,C2,N1,U6,PR1,20/12/2003,E4A,,,,", "D2,10/06/2024,S,C2,N1,U6,PR1,,,,,,"]
    returns = read(write(tmp_path, {"episodes": [*many, *wrong]}))
    assert (returns.returns[0].first, returns.returns[0].last) == YEAR
    assert {one.column for one in found(returns, "days")} == {"DEC", "DECOM"}


def test_the_user_may_say_the_days(tmp_path: Path) -> None:
    [one] = read(write(tmp_path), year_from=date(2021, 4, 1), year_to=date(2024, 2, 29)).returns
    assert (one.first, one.last) == (date(2021, 4, 1), date(2024, 2, 29))


def test_days_that_cannot_be_are_refused(tmp_path: Path) -> None:
    write(tmp_path)
    with pytest.raises(InputRefused, match="1 April"):
        read(tmp_path, year_from=date(2023, 4, 2))
    with pytest.raises(InputRefused, match="future"):
        read(tmp_path, year_to=date(2025, 3, 31))
    with pytest.raises(InputRefused, match="before"):
        read(tmp_path, year_from=date(2024, 4, 1), year_to=date(2024, 3, 31))


def test_the_days_of_one_return_are_not_for_two_of_a_council(tmp_path: Path) -> None:
    write(tmp_path / "a")
    write(tmp_path / "b")
    with pytest.raises(InputRefused, match="one at a time"):
        read(tmp_path, year_to=date(2024, 3, 31))


def test_a_return_without_episodes_needs_its_last_day(tmp_path: Path) -> None:
    write(tmp_path, {"oc3": ["A1,01/05/2006,YES,F2,U1"]})
    with pytest.raises(InputRefused, match="--year-to"):
        read(tmp_path)
    [one] = read(tmp_path, year_to=YEAR[1]).returns
    assert (one.first, one.last) == YEAR


@pytest.mark.parametrize(
    ("name", "warned"),
    [("2023-24", False), ("2023-2024", False), ("2024", False), ("2023", False), ("2018-19", True), ("2022", True)],
)
def test_a_year_in_a_name_that_cannot_be_is_said(tmp_path: Path, name: str, warned: bool) -> None:
    write(tmp_path / name)
    assert bool(found(read(tmp_path / name), "year")) == warned
    write(tmp_path / "x", {}, **{f"{name} episodes": text("episodes", EPISODES)})
    assert bool(found(read(tmp_path / "x"), "year")) == warned


def test_the_order_of_rows_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path / "one")
    write(tmp_path / "two", {kind: list(reversed(some)) for kind, some in CLEAN.items()})
    one, two = (read(tmp_path / name) for name in ("one", "two"))

    def told(row: dict[str, object]) -> str:
        return str(sorted((key, str(value)) for key, value in row.items() if key != "row"))

    assert sorted(map(told, rows(one, "episodes"))) == sorted(map(told, rows(two, "episodes")))
    assert (one.returns[0].first, one.returns[0].last) == (two.returns[0].first, two.returns[0].last)

"""Population, geography, statistical neighbours, and what Ofsted publishes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cpdash.errors import InputRefused
from cpdash.extract import Area
from cpdash.ingest.raw import Places
from tests.unit.ingest.tables_for_tests import DARLINGTON, ENGLAND, STOCKTON, messages, read, rows, write

POPULATION = (
    "time_period,geographic_level,country_code,region_code,old_la_code,new_la_code,age_group,population_estimate"
)
GEOGRAPHY = "old_la_code,lait_name,lait_region,lait_type,la_name,new_la_code,region_code,region_name,is_current_la"
LONG = "model_year,old_la_code,la_name,sn_rank,sn_old_la_code,closeness"
JUDGEMENTS = (
    "Local authority area code,Local authority name,Inspection date,Publication date,Overall effectiveness,"
    "The impact of leaders on social work practice with children and families,"
    "The experiences and progress of children who need help and protection,"
    "The experiences and progress of children in care,The experiences and progress of care leavers"
)
HOMES = (
    "URN,Provision type,Registration status,Local authority,Sector,Places,Latest full inspection date,"
    "Latest full inspection publication date,Overall experiences and progress of children and young people"
)


def refused(path: Path) -> tuple[str, ...]:
    with pytest.raises(InputRefused) as refusal:
        read(path)
    return refusal.value.faults


def people(year: str, level: str, country: str, region: str, number: str, code: str, count: str) -> str:
    return f"{year},{level},{country},{region},{number},{code},Children aged 0 to 17 years,{count}"


def test_population_is_by_area_and_mid_year(tmp_path: Path) -> None:
    one = read(
        write(
            tmp_path,
            "p.csv",
            POPULATION,
            people("2024", "Local authority", ENGLAND, "E12000001", "808", STOCKTON, "45079"),
            people("2024", "National", ENGLAND, "", "", "", "12183016"),
            people("2022", "Local authority", ENGLAND, "E12000003", "815", "E10000023", "x"),
            people("2018", "Local authority", ENGLAND, "E12000002", "909", "E10000006", "1"),
        )
    )[0]
    assert [tuple(row.values()) for row in rows(one, "population")] == [
        (STOCKTON, 2024, 45079), (ENGLAND, 2024, 12183016), ("E06000065", 2022, None),
    ]  # fmt: skip
    assert (one.rows_used, one.rows_left) == (3, 1)
    assert messages(one) == ["note: 1 rows left: they are for councils that no longer exist"]


def test_every_fault_of_a_population_file_is_said(tmp_path: Path) -> None:
    stockton = "Local authority", ENGLAND, "E12000001", "808", STOCKTON
    lines = [
        people("2024", *stockton, "1"),
        people("2024", *stockton, "2"),
        people("2031", *stockton, "1"),
        people("24", *stockton, "1.5"),
        people("2024", "Ward", *stockton[1:], "1"),
    ]
    assert refused(write(tmp_path, "p.csv", POPULATION, *lines)) == (
        "p.csv, row 3: gives another figure than row 2 for the same area and year",
        "p.csv, row 4, time_period: is for a time that is not over yet",
        "p.csv, row 5, time_period: is no year: expected four digits",
        "p.csv, row 5, population_estimate: is neither a whole number nor a known symbol",
        "p.csv, row 6, geographic_level: expected Local authority, Regional or National",
    )


def test_an_empty_name_in_the_list_of_areas_catches_no_row(tmp_path: Path) -> None:
    unnamed = Places([Area(STOCKTON, "Stockton-on-Tees", "council", other_names=("",))])
    line = people("2024", "Local authority", ENGLAND, "", "", "", "1")
    with pytest.raises(InputRefused, match="has no area"):
        read(write(tmp_path, "p.csv", POPULATION, line), places=unnamed)


def test_geography_adds_regions_england_and_the_codes_of_former_councils(tmp_path: Path) -> None:
    one = read(
        write(
            tmp_path,
            "g.csv",
            GEOGRAPHY,
            "840,Durham,North East,UA,County Durham,E06000047,E12000001,North East,True",
            "836,Poole (Pre LG),South West,UA,,,,,False",
        )
    )[0]
    found = {row["code"]: row for row in rows(one, "area")}
    assert len(found) == 2 + 11 + 1
    assert (found["E06000047"]["name"], found["E06000047"]["other_names"]) == ("County Durham", "Durham")
    assert (found["E06000029"]["current"], found["E06000029"]["dfe_number"]) == (False, "836")
    assert (found["E13000001"]["kind"], found[ENGLAND]["kind"]) == ("region", "country")


def test_a_council_without_a_code_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "g.csv", GEOGRAPHY, "844,Nowhere,,UA,Nowhere,,,,True")
    assert refused(path) == ("g.csv, row 2, new_la_code: is no code: expected E and eight digits",)


def test_neighbours_are_found_by_their_numbers(tmp_path: Path) -> None:
    one = read(write(tmp_path, "n.csv", LONG, "2021,808,Stockton,1,841,Very Close", "2021,808,Stockton,2,909,Close"))[0]
    assert [tuple(row.values()) for row in rows(one, "neighbour")] == [(2021, STOCKTON, 1, DARLINGTON, "Very close")]
    assert (one.rows_used, one.rows_left) == (1, 1)


def test_neighbours_in_one_row_are_unfolded(tmp_path: Path) -> None:
    pairs = [name for rank in range(1, 11) for name in (f"SN{rank}", "SNP" if rank == 1 else f"SNP.{rank}")]
    header = ",".join(["LA num", "LA Name", *pairs])
    line = ",".join(["808", "Stockton-on-Tees", *["841", "Close"] * 10])
    one = read(write(tmp_path, "n.csv", header, line, f",Old ones:{',' * 20}"))[0]
    assert {(row["model"], row["neighbour"]) for row in rows(one, "neighbour")} == {(2025, DARLINGTON)}
    assert [row["rank"] for row in rows(one, "neighbour")] == list(range(1, 11))
    assert (one.rows_used, one.rows_left) == (1, 1)


def test_an_unknown_neighbour_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "n.csv", LONG, "2021,808,Stockton,1,999,Close", "2021,808,Stockton,x,841,Close")
    assert refused(path) == (
        "n.csv, row 2, sn_old_la_code: there is no area '999'. Expected a code, a number or a name",
        "n.csv, row 3, sn_rank: model and rank must be whole numbers",
    )


def test_each_grade_of_an_inspection_is_a_row(tmp_path: Path) -> None:
    path = write(
        tmp_path, "o.csv", JUDGEMENTS, f"{STOCKTON},Stockton,2023-07-10 00:00:00,2023-09-04,Good,Good,Good,Outstanding,"
    )
    one = read(path)[0]
    assert [(row["aspect"], row["grade"]) for row in rows(one, "judgement")] == [
        ("overall", "Good"), ("leaders", "Good"), ("help_and_protection", "Good"), ("children_in_care", "Outstanding"),
    ]  # fmt: skip
    assert rows(one, "judgement")[0]["inspected"] == date(2023, 7, 10)


def test_wrong_grades_and_days_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "o.csv", JUDGEMENTS, f"{STOCKTON},Stockton,10/07/2023,2031-01-01,Fine,Good,Good,Good,Good")
    assert refused(path) == (
        "o.csv, row 2, Inspection date: is no date: expected year-month-day, such as 2025-03-31",
        "o.csv, row 2, Publication date: is a day that has not come yet",
        "o.csv, row 2, Overall effectiveness: is no grade: expected Outstanding, Good, Requires improvement "
        "to be good, Inadequate",
    )


def test_homes_are_those_that_stand_in_a_known_council(tmp_path: Path) -> None:
    one = read(
        write(
            tmp_path,
            "h.csv",
            HOMES,
            "SC1,Children's home,Active,Stockton-on-Tees,Private,4,2022-11-02,2022-12-20,Good",
            "SC2,Children's home,Active,Elsewhere,Private,4,2022-11-02,2023-12-20,Good",
        )
    )[0]
    assert [(row["urn"], row["area"], row["places"], row["as_at"]) for row in rows(one, "home")] == [
        ("SC1", STOCKTON, 4, date(2022, 12, 20))
    ]
    assert messages(one) == ["note: 1 rows left: they stand in no council that is known"]


def test_a_home_that_is_listed_twice_is_refused(tmp_path: Path) -> None:
    line = "SC1,Children's home,Active,Stockton-on-Tees,Private,four,2022-11-02,2022-12-20,Good"
    assert refused(write(tmp_path, "h.csv", HOMES, line.replace("four", "4"), line)) == (
        "h.csv, row 3, Places: is no whole number",
        "h.csv, row 3, URN: has the number of the provider in row 2",
    )


def test_files_that_hold_no_figures_are_known_and_left(tmp_path: Path) -> None:
    one = read(write(tmp_path, "r.csv", "region_code,region_name", "E12000001,North East"))[0]
    assert (one.rows_read, one.rows_left, dict(one.tables)) == (1, 1, {})

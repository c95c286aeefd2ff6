"""Where each postcode lies, from the directory that the user supplies."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cpdash.catalogue import load_catalogue
from cpdash.extract import SCHEMAS, Extract
from cpdash.ingest.files import read_files
from cpdash.ingest.raw import Places


def read(folder: Path, *lines: str) -> Extract:
    path = folder / "directory.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    [one] = read_files(
        [path], kind="postcodes", catalogue=load_catalogue(), places=Places([]), today=date(2025, 1, 1),
        progress=lambda _: None,
    )  # fmt: skip
    return one


def rows(one: Extract) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = one.tables["postcode"].to_pylist()
    return listed


HEADER = "pcd,pcds,dointr,oscty,oslaua,oseast1m,osnrth1m"


def test_postcodes_are_without_blanks_and_references_in_metres(tmp_path: Path) -> None:
    one = read(tmp_path, HEADER, "TS1 1AA,ts1 1aa,1980,E99999999,E06000002,0449500,0520500")
    assert rows(one) == [{"postcode": "TS11AA", "easting": 449_500, "northing": 520_500, "area": "E06000002"}]
    assert one.tables["postcode"].schema == SCHEMAS["postcode"]


@pytest.mark.parametrize(
    ("county", "district", "area"),
    [
        ("E99999999", "E06000002", "E06000002"),
        ("E10000025", "E07000179", "E10000025"),
        ("", "E07000179", None),
        ("W99999999", "W06000015", "W06000015"),
        ("", "", None),
    ],
)
def test_the_council_is_the_one_with_childrens_services(
    tmp_path: Path, county: str, district: str, area: str | None
) -> None:
    [row] = rows(read(tmp_path, HEADER, f"TS1 1AA,TS1 1AA,1980,{county},{district},449500,520500"))
    assert row["area"] == area


def test_a_postcode_without_a_reference_is_left_and_counted(tmp_path: Path) -> None:
    one = read(tmp_path, HEADER, "GY1 1AA,GY1 1AA,1980,,L99999999,,", "TS1 1AA,TS1 1AA,1980,,E06000002,1,x",
               "TS1 1AB,TS1 1AB,1980,,E06000002,1,2")  # fmt: skip
    assert (one.rows_read, one.rows_used, one.rows_left, one.rows_refused) == (3, 1, 2, 0)


def test_the_other_names_of_the_columns_are_known(tmp_path: Path) -> None:
    one = read(tmp_path, "pcd7,east1m,north1m,lad25cd", "TS1 1AA,449500,520500,E06000002")
    assert rows(one)[0]["area"] == "E06000002"
    one = read(tmp_path, "pcd,pcds,oseast1m,osnrth1m,laua,cty", "TS11AA,TS1 1AA,449500,520500,E07000179,E10000025")
    assert rows(one)[0]["area"] == "E10000025"

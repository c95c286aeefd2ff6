"""`cpdash import ssda903`: what it prints, what it changes, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from cpdash.cli import cli
from cpdash.errors import CpdashError, InputRefused
from tests.unit.ingest.ssda903.returns_for_tests import CLEAN, EPISODES, HEADER, episodes, write


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CPDASH_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("CPDASH_DEFAULT_AREA", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "Middlesbrough" / "2023-24")


def run(*words: object) -> Result:
    return CliRunner().invoke(cli, ["import", *map(str, words)])


def told(*words: object) -> dict[str, Any]:
    result = run(*words, "--json")
    assert result.exception is None, result.exception
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def test_the_report_has_the_rows_of_every_file(data: Path, folder: Path) -> None:
    files = told("ssda903", folder)["files"]
    assert [(file["file"], file["rows"]["read"], file["rows"]["used"], file["rows"]["refused"]) for file in files] == [
        ("episodes.csv", 3, 3, 0), ("header.csv", 2, 2, 0), ("reviews.csv", 2, 2, 0),
    ]  # fmt: skip
    assert {file["kind"] for file in files} == {"ssda903"}
    assert "the return of Middlesbrough, 1 April 2023 to 31 March 2024" in json.dumps(files)


def test_loading_twice_is_said(data: Path, folder: Path) -> None:
    assert [file["repeat"] for file in told("ssda903", folder)["files"]] == [False] * 3
    assert [file["repeat"] for file in told("ssda903", folder)["files"]] == [True] * 3


def test_a_dry_run_changes_nothing(data: Path, folder: Path) -> None:
    assert told("ssda903", folder, "--dry-run")["dry_run"]
    assert not data.exists()


def test_a_folder_of_returns_needs_no_kind(data: Path, folder: Path) -> None:
    assert {file["kind"] for file in told(folder.parent, "--dry-run")["files"]} == {"ssda903"}


def test_returns_beside_other_files_need_their_kind(data: Path, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("one,two\n1,2\n", "utf-8")
    result = run(folder, tmp_path / "other.csv")
    assert isinstance(result.exception, SystemExit)
    assert "cpdash import ssda903" in result.stderr


def test_the_options_of_returns_are_for_returns(data: Path, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("one,two\n1,2\n", "utf-8")
    for option in (("--area", "806"), ("--year-to", "2024-03-31"), ("--year-from", "2023-04-01")):
        assert "are for returns" in run(tmp_path / "other.csv", *option).stderr


@pytest.mark.parametrize("day", ["31/03/2024", "2024-02-30", "soon"])
def test_a_day_is_written_year_first(data: Path, folder: Path, day: str) -> None:
    assert "YYYY-MM-DD" in run("ssda903", folder, "--year-to", day).stderr


def test_people_are_told_a_fault_once_with_its_count_and_first_rows(data: Path, tmp_path: Path) -> None:
    faulty = [row.replace("N1", "N9") for row in episodes(12)]
    folder = write(tmp_path / "806", {"header": HEADER, "episodes": [*EPISODES, *faulty]})
    text = run("ssda903", folder, "--dry-run").stdout
    assert "15 rows read = 15 used + 0 left + 0 refused" in text
    assert text.count("rule 145") == 1
    assert "(12 rows: 5, 6, 7, 8, 9, ...)" in text


def test_a_council_of_the_settings_is_used_only_when_it_is_set(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path / "somewhere" / "2023-24")
    with pytest.raises(InputRefused, match="--area"):
        raise_of(run("ssda903", folder, "--dry-run"))
    monkeypatch.setenv("CPDASH_DEFAULT_AREA", "E06000005")
    assert "Darlington" in json.dumps(told("ssda903", folder, "--dry-run"))


def raise_of(result: Result) -> None:
    if isinstance(result.exception, CpdashError):
        raise result.exception


def test_the_share_of_unreadable_rows_is_a_setting(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = ["A1,x,S,C1,N1,U6,PR1,,,,,,", *episodes(19)]
    folder = write(tmp_path / "806", {"header": HEADER, "episodes": rows})
    monkeypatch.setenv("CPDASH_UNREADABLE_SHARE", "0.04")
    with pytest.raises(InputRefused, match="CPDASH_UNREADABLE_SHARE"):
        raise_of(run("ssda903", folder))
    monkeypatch.setenv("CPDASH_UNREADABLE_SHARE", "0.05")
    assert told("ssda903", folder)["files"][0]["rows"]["refused"] == 1


def test_a_return_is_kept_in_the_private_database_only(data: Path, folder: Path) -> None:
    told("ssda903", folder)
    assert [path.name for path in data.rglob("*.duckdb")] == ["work.duckdb"]
    assert (data / "private" / "work.duckdb").exists()


def test_help_has_the_kind_and_an_example() -> None:
    text = cli.commands["import"].get_help(click.Context(cli.commands["import"], info_name="import"))
    assert "cpdash import ssda903" in text
    assert "ssda903 loads statutory returns" in text


def test_postcodes_are_loaded_with_the_columns_that_are_needed(data: Path, tmp_path: Path) -> None:
    lines = [
        "pcd,pcds,oscty,oslaua,oseast1m,osnrth1m,other",
        "TS1 1AA,TS1 1AA,E99999999,E06000002,0449500,0520500,1",
        "GY1 1AA,GY1 1AA,L99999999,L99999999,,,1",
        "RG9 1AA,RG9 1AA,E10000025,E07000179,476000,182000,1",
    ]
    (tmp_path / "directory.csv").write_text("\n".join(lines) + "\n", "utf-8")
    [file] = told("postcodes", tmp_path / "directory.csv")["files"]
    assert file["rows"] == {"read": 3, "used": 2, "left": 1, "refused": 0}


def test_nothing_is_loaded_when_a_file_is_refused(data: Path, tmp_path: Path) -> None:
    folder = write(tmp_path / "806", CLEAN, again="\n")
    with pytest.raises(InputRefused, match=r"again\.csv: is empty"):
        raise_of(run("ssda903", folder))
    assert told("ssda903", write(tmp_path / "808"))["files"][0]["repeat"] is False


def test_a_dry_run_knows_the_councils_that_were_imported(data: Path, folder: Path, tmp_path: Path) -> None:
    made_up = tmp_path / "geography.csv"
    made_up.write_text(
        "old_la_code,lait_name,lait_type,la_name,new_la_code,region_code,is_current_la\n"
        "999,Elsewhere,UA,Elsewhere,E06999902,E12000001,True\n",
        encoding="utf-8",
    )
    assert run("ssda903", folder, "--area", "E06999902", "--dry-run").exit_code != 0
    told(made_up)
    assert told("ssda903", folder, "--area", "E06999902", "--dry-run")["dry_run"]
    assert (data / "private").is_dir()

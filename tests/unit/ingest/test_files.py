"""Files and folders in one call, and every fault of every file at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from cpdash.errors import InputRefused, UnknownName
from cpdash.ingest.files import MOST_FAULTS, READERS, read_files
from tests.unit.ingest.tables_for_tests import CATALOGUE, PLACES, TODAY, messages, read, write

HEADER = "Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region"
GOOD = "LAC,Rate,2025,Stockton-on-Tees,125,808,North East"
BAD = "LAC,Rate,2025,Stockton-on-Tees,many,808,North East"


def faults(*paths: Path, kind: str | None = None) -> tuple[str, ...]:
    with pytest.raises(InputRefused) as refused:
        read(*paths, kind=kind)
    return refused.value.faults


def test_every_reader_that_a_map_names_exists() -> None:
    assert {source.reader for source in CATALOGUE.sources.values()} <= READERS.keys()


def test_folders_are_searched_in_order_and_notes_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    write(tmp_path / "b", "lait.csv", HEADER, GOOD)
    write(tmp_path, "a.csv", HEADER, GOOD)
    write(tmp_path, ".hidden.csv", HEADER, BAD)
    write(tmp_path, "README.md", "words")
    write(tmp_path, "data.json", "{}")
    said: list[str] = []
    found = read_files([tmp_path], kind=None, catalogue=CATALOGUE, places=PLACES, today=TODAY, progress=said.append)
    assert [one.file for one in found] == ["a.csv", "lait.csv"]
    assert said == ["lait  a.csv", "lait  lait.csv"]


def test_a_file_of_no_known_kind_is_left_in_a_folder_and_refused_by_name(tmp_path: Path) -> None:
    write(tmp_path, "a.csv", HEADER, GOOD)
    stray = write(tmp_path, "stray.csv", "colour,shape", "red,round")
    warnings = [message for message in messages(read(tmp_path)[0]) if "no kind of file" in message]
    assert len(warnings) == 1
    assert warnings[0].startswith("warning: left: no kind of file has this header. Known kinds: ")
    assert faults(stray)[0].startswith("stray.csv: no kind of file has this header.")


def test_a_folder_with_nothing_to_load_is_refused(tmp_path: Path) -> None:
    assert faults(tmp_path) == (f"{tmp_path.name}: holds no file that can be loaded.",)


def test_no_path_at_all_is_refused() -> None:
    assert faults() == ("There is no file to load: name a file or a folder.",)


def test_every_fault_of_every_file_is_said(tmp_path: Path) -> None:
    first = write(tmp_path, "first.csv", HEADER, BAD, GOOD, "too,short")
    second = write(tmp_path, "second.csv", "a;b", "1;2")
    assert faults(first, second, tmp_path / "third.csv") == (
        "first.csv, row 4: has 2 columns: expected 7 as in the header. "
        "It is the last row: the file seems to be cut off",
        "first.csv, row 2, Values: is neither a number nor a known symbol",
        "second.csv: is separated by semicolons: save it as 'CSV UTF-8 (comma delimited)'.",
        "third.csv: there is no such file.",
    )


def test_a_long_list_of_faults_is_cut(tmp_path: Path) -> None:
    several = [
        write(tmp_path, f"{number}.csv", HEADER, *[BAD.replace("2025", str(2000 + at)) for at in range(20)])
        for number in range(12)
    ]
    listed = faults(*several)
    assert (len(listed), listed[-1]) == (MOST_FAULTS + 1, "and 40 more")


def test_a_missing_last_line_break_refuses_a_national_file(tmp_path: Path) -> None:
    path = tmp_path / "lait.csv"
    path.write_text(f"{HEADER}\n{GOOD}")
    assert faults(path) == ("lait.csv: has no line break after its last row: the download seems incomplete",)


def test_a_kind_that_does_not_exist_is_said_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="Nearest: lait"):
        read(write(tmp_path, "a.csv", HEADER, GOOD), kind="liat")


def test_a_kind_that_the_file_is_not_is_refused(tmp_path: Path) -> None:
    assert "which also has" in faults(write(tmp_path, "a.csv", HEADER, GOOD), kind="population")[0]


def test_a_damaged_file_in_a_folder_is_not_passed_over_as_unknown(tmp_path: Path) -> None:
    write(tmp_path, "a.csv", "colour,shape", "red", "blue,round")
    assert faults(tmp_path)[0] == "a.csv, row 2: has 1 columns: expected 2 as in the header"

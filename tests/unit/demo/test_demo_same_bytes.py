"""The same seed and end give the same bytes, and a later end leaves what the files say of earlier months alone."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from cpdash.demo import Demo, write_demo, write_returns
from cpdash.periods import Month
from tests.unit.demo.reading import Row, day, rows, year_folder

EARLIER = Month(2024, 9)


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("earlier")
    write_demo(folder, to=EARLIER)
    return folder


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.csv"))}


def _known(
    found: tuple[Row, ...], starts: str, ends: str, also: tuple[str, ...] = ()
) -> set[tuple[tuple[str, str], ...]]:
    """Return the rows as they were known at the earlier end: what began after it is not there, what ended is open."""
    last, known = EARLIER.last, set()
    for row in found:
        if (day(row[starts]) or date.max) <= last:
            over = ends and (day(row[ends]) or date.min) > last
            known.add(tuple((name, "" if over and name in (ends, *also) else cell) for name, cell in row.items()))
    return known


def test_the_same_seed_and_month_give_the_same_bytes(tmp_path: Path) -> None:
    write_demo(tmp_path / "one", to=Month(2019, 5))
    write_demo(tmp_path / "two", to=Month(2019, 5))
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")


def test_another_seed_gives_other_children(tmp_path: Path) -> None:
    write_demo(tmp_path / "one", to=Month(2018, 6))
    write_demo(tmp_path / "two", to=Month(2018, 6), seed=7)
    same = [name for name, text in _bytes(tmp_path / "one").items() if text == _bytes(tmp_path / "two")[name]]
    assert sorted(same) == ["actions.csv", "calendar.csv", "geography.csv", "home_judgements.csv", "homes.csv",
                            "inspections.csv", "neighbours.csv", "notes.csv", "population.csv"]  # fmt: skip


def test_closed_years_are_the_same_bytes_whatever_the_end(demo: Demo, folder: Path, earlier: Path) -> None:
    now, then = _bytes(folder), _bytes(earlier)
    closed = [name for name in then if name.startswith("ssda903/") and "2024-25" not in name]
    assert len(closed) == 61
    assert [name for name in closed if now[name] != then[name]] == []


@pytest.mark.parametrize(
    ("table", "starts", "ends", "also"),
    [
        ("episodes", "DECOM", "DEC", ("REC", "REASON_PLACE_CHANGE")),
        ("reviews", "REVIEW", "", ()),
        ("missing", "MIS_START", "MIS_END", ()),
        ("placed_for_adoption", "DATE_PLACED", "DATE_PLACED_CEASED", ("REASON_PLACED_CEASED",)),
    ],
)
def test_the_open_year_says_the_same_of_its_first_months(
    demo: Demo, folder: Path, earlier: Path, table: str, starts: str, ends: str, also: tuple[str, ...]
) -> None:
    now, then = rows(year_folder(folder, 2025), table), rows(year_folder(earlier, 2025), table)
    assert then
    assert _known(now, starts, ends, also) == _known(then, starts, ends, also) == _known(then, starts, "")


def test_children_keep_what_the_header_says_of_them(demo: Demo, folder: Path, earlier: Path) -> None:
    now = {row["CHILD"]: row for row in rows(year_folder(folder, 2025), "header")}
    for row in rows(year_folder(earlier, 2025), "header"):
        assert {name: now[row["CHILD"]][name] for name in ("SEX", "DOB", "ETHNIC")} == {
            name: row[name] for name in ("SEX", "DOB", "ETHNIC")
        }


@pytest.mark.parametrize(("file", "column"), [("scorecard.csv", "month"), ("population.csv", "time_period")])
def test_what_lies_beside_the_return_keeps_its_earlier_rows(
    demo: Demo, folder: Path, earlier: Path, file: str, column: str
) -> None:
    def until(where: Path) -> list[Row]:
        with (where / file).open(encoding="utf-8", newline="") as opened:
            return [row for row in csv.DictReader(opened) if row[column] <= str(EARLIER)]

    assert until(folder) == until(earlier) != []


def test_a_year_to_date_return_has_no_yearly_files(demo: Demo, folder: Path) -> None:
    last = year_folder(folder, 2027)
    assert sorted(path.stem for path in last.iterdir()) == [
        "ad1", "episodes", "header", "missing", "placed_for_adoption", "previous_permanence", "reviews", "sw_episodes",
        "uasc",
    ]  # fmt: skip
    assert {"oc2", "oc3"} <= {path.stem for path in year_folder(folder, 2026).iterdir()}


def test_one_return_of_the_whole_history_holds_every_episode_once(clean: Path, tmp_path: Path) -> None:
    [whole] = write_returns(tmp_path, area="E06999901", to=Month(2026, 10), whole=True)
    found = {(row["CHILD"], row["DECOM"]) for row in rows(whole, "episodes")}
    years = [rows(folder, "episodes") for folder in sorted((clean / "ssda903").iterdir())]
    assert len(found) == len(rows(whole, "episodes"))
    assert found == {(row["CHILD"], row["DECOM"]) for year in years for row in year}


def test_councils_of_other_sizes_and_numbers(tmp_path: Path) -> None:
    [small] = write_returns(tmp_path, area="E06000001", to=Month(2018, 9), first_child=500_000, size=0.1, whole=True)
    children = [int(row["CHILD"]) for row in rows(small, "header")]
    assert min(children) >= 500_000
    assert 50 <= len(children) <= 150


def test_no_return_before_april_2018(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="April 2018"):
        write_demo(tmp_path, to=Month(2018, 3))

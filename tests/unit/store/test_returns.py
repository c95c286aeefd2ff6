"""Returns in the work database: every row with its return and its file, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from cpdash.extract import Returns
from cpdash.store.work import Work, opened
from tests.unit.ingest.ssda903.returns_for_tests import (
    CLEAN,
    EPISODES,
    HEADER,
    MIDDLESBROUGH,
    STOCKTON,
    read,
    write,
)

NOW = datetime(2024, 11, 15, 9, 30, tzinfo=UTC)


@pytest.fixture
def private(tmp_path: Path) -> Path:
    return tmp_path / "private"


@pytest.fixture
def held(private: Path) -> Iterator[Work]:
    with opened(private) as work:
        yield work


def ask(held: Work, statement: str) -> list[Any]:
    return held._db.execute(statement).fetchall()


def add(held: Work, returns: Returns, recipe: str = "first") -> list[bool]:
    """Add returns; which of their files had been loaded before."""
    return [one.repeat for one in held.add_returns(returns, recipe, NOW)]


TABLES = (
    "load",
    "return",
    "return_file",
    "finding",
    "return_header",
    "return_episodes",
    "return_reviews",
    "return_mark",
)


def sizes(held: Work) -> dict[str, int]:
    return {name: ask(held, f"SELECT count(*) FROM {name}")[0][0] for name in TABLES}


def test_every_row_has_its_return_and_the_load_of_its_file(held: Work, tmp_path: Path) -> None:
    write(tmp_path / MIDDLESBROUGH)
    write(tmp_path / STOCKTON, {"header": HEADER, "episodes": EPISODES[:2]})
    assert add(held, read(tmp_path, area=None)) == [False] * 5
    assert ask(held, "SELECT area, first, last, loaded_at FROM return ORDER BY id") == [
        (MIDDLESBROUGH, date(2023, 4, 1), date(2024, 3, 31), NOW.replace(tzinfo=None)),
        (STOCKTON, date(2023, 4, 1), date(2024, 3, 31), NOW.replace(tzinfo=None)),
    ]
    counted = """
        SELECT r.area, l.source, l.file, count(*), l.rows_used
        FROM return_episodes AS e JOIN return AS r ON r.id = e.ret JOIN load AS l ON l.id = e.load
        GROUP BY ALL ORDER BY ALL
    """
    assert ask(held, counted) == [
        (MIDDLESBROUGH, "ssda903_episodes", f"{MIDDLESBROUGH}/episodes.csv", 3, 3),
        (STOCKTON, "ssda903_episodes", f"{STOCKTON}/episodes.csv", 2, 2),
    ]
    assert ask(
        held,
        "SELECT count(*) FROM return_file AS f JOIN load AS l ON l.source = 'ssda903_' || f.table_ AND l.id = f.load",
    )[0] == (5,)


def test_a_load_says_what_it_is_and_that_it_is_not_for_publication(held: Work, tmp_path: Path) -> None:
    add(held, read(write(tmp_path / "in")))
    about = "SELECT DISTINCT kind, family, publisher, licence, release, priority, is_national, data_as_at FROM load"
    assert ask(held, about) == [
        ("ssda903", "ssda903", "Middlesbrough", "Not for publication", "2024", 80, False, date(2024, 3, 31)),
    ]


def test_findings_and_marks_belong_to_their_load(held: Work, tmp_path: Path) -> None:
    add(held, read(write(tmp_path / "in", {"episodes": [*EPISODES, "A1,x,S,C1,N1,U6,PR1,,,,,,"], "header": HEADER})))
    finding = "SELECT l.source, f.file, f.row, f.column_, f.severity FROM finding AS f JOIN load AS l ON l.id = f.load WHERE f.rule = '141'"  # noqa: E501
    assert ask(held, finding) == [("ssda903_episodes", "episodes.csv", 5, "DECOM", "error")]
    assert ask(held, "SELECT count(*) FROM return_mark WHERE load NOT IN (SELECT id FROM load)") == [(0,)]


def test_a_return_that_is_loaded_twice_changes_nothing(held: Work, tmp_path: Path) -> None:
    returns = read(write(tmp_path / "in"))
    add(held, returns)
    before = sizes(held)
    assert add(held, returns) == [True] * 3
    assert sizes(held) == before


def test_the_names_of_files_do_not_make_another_return(held: Work, tmp_path: Path) -> None:
    add(held, read(write(tmp_path / "in")))
    (tmp_path / "in" / "episodes.csv").rename(tmp_path / "in" / "other.csv")
    assert add(held, read(tmp_path / "in")) == [True] * 3


def test_another_recipe_other_days_another_council_or_another_row_is_another_return(held: Work, tmp_path: Path) -> None:
    write(tmp_path / "in")
    add(held, read(tmp_path / "in"))
    assert add(held, read(tmp_path / "in"), "second") == [False] * 3
    assert add(held, read(tmp_path / "in", area=STOCKTON)) == [False] * 3
    assert add(held, read(tmp_path / "in", year_from=date(2022, 4, 1))) == [False] * 3
    assert add(held, read(write(tmp_path / "in", {**CLEAN, "episodes": EPISODES[:2]}))) == [False] * 3


def test_only_the_returns_that_are_new_are_added(held: Work, tmp_path: Path) -> None:
    write(tmp_path / MIDDLESBROUGH)
    add(held, read(tmp_path / MIDDLESBROUGH))
    write(tmp_path / STOCKTON, {"episodes": EPISODES})
    assert add(held, read(tmp_path, area=None)) == [True, True, True, False]
    assert sizes(held)["return_episodes"] == 6
    assert sizes(held)["return"] == 2


def test_a_correction_that_is_taken_back_counts_again(held: Work, tmp_path: Path) -> None:
    one = read(write(tmp_path / "one"))
    two = read(write(tmp_path / "two", {**CLEAN, "episodes": EPISODES[:2]}), year_from=date(2023, 4, 1))
    add(held, one)
    add(held, two)
    assert add(held, one) == [False] * 3
    assert add(held, one) == [True] * 3


def test_of_returns_that_are_loaded_together_the_one_that_goes_further_is_the_later(held: Work, tmp_path: Path) -> None:
    late = ["B2,05/02/2024,S,V2,N4,K2,PR4,20/05/2024,E4A,,,,", "A1,10/10/2024,S,V2,N4,K2,PR4,,,,,,"]
    write(tmp_path / "a", {"episodes": late})
    write(tmp_path / "b")
    add(held, read(tmp_path))
    assert [last for (last,) in ask(held, "SELECT last FROM return ORDER BY id")] == [
        date(2024, 3, 31),
        date(2024, 9, 30),
    ]


def test_a_failure_leaves_nothing_behind(held: Work, tmp_path: Path) -> None:
    before = sizes(held)
    returns = read(write(tmp_path / "in"))
    ask(held, "DROP TABLE return_mark")
    with pytest.raises(duckdb.Error):
        held.add_returns(returns, "first", NOW)
    ask(held, "CREATE TABLE return_mark (ret INTEGER)")
    assert sizes(held) == before

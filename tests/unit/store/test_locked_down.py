"""Whoever reads a snapshot can read that snapshot and nothing else, and no word in a question becomes SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from shutil import copy
from typing import Any

import duckdb
import pytest

from cpdash.board import Board
from cpdash.board.viewer import Role, Viewer
from cpdash.catalogue.loader import the_catalogue
from cpdash.errors import NotOnThisHost, UnknownName
from cpdash.ingest.sql import connect
from cpdash.periods import Month
from cpdash.store.connect import reading
from cpdash.store.snapshots import path_of

DEMO, RETURNED = "E06999901", "children_in_care"

HOSTILE = (
    "'", "''", '"', "\\", "\\'", ";", "--", "/*", "'; DROP TABLE figure; --", "' OR '1'='1", "') UNION SELECT 1 --",
    "$area", "$1", "?", "%s", "%", "_", "{0}", "{fact}", "read_csv('/etc/passwd')", "'||version()||'", "\x00", "a\x00b",
    "\ud800", "", " ", "\n", "\u202e", "x" * 100_000, "figure", "NULL", "Not recorded'", "..", "../../etc/passwd",
)  # fmt: skip

SOME = "'"
"""Asked where nothing at all would mean everything."""

NUMBERS = (-1, 0, 1, 10**6, 2**31, 2**63, 10**40)

Ask = Callable[[Board, str], object]
QUESTIONS: dict[str, Ask] = {
    "place": lambda board, text: board.place(text),
    "models": lambda board, text: board.models(text),
    "months": lambda board, text: board.months(text),
    "forms of an indicator": lambda board, text: board.forms(text, DEMO),
    "forms in an area": lambda board, text: board.forms(RETURNED, text),
    "breakdowns of an indicator": lambda board, text: board.breakdowns(text, DEMO, "snapshot"),
    "breakdowns in an area": lambda board, text: board.breakdowns(RETURNED, text, "snapshot"),
    "breakdowns of a form": lambda board, text: board.breakdowns(RETURNED, DEMO, text),  # type: ignore[arg-type]
    "series of an indicator": lambda board, text: board.series(text, DEMO),
    "series of an area": lambda board, text: board.series(RETURNED, text),
    "series in a form": lambda board, text: board.series(RETURNED, DEMO, form=text),
    "breakdown of an indicator": lambda board, text: board.breakdown(text, DEMO, "age"),
    "breakdown of an area": lambda board, text: board.breakdown(RETURNED, text, "age"),
    "breakdown by": lambda board, text: board.breakdown(RETURNED, DEMO, text or SOME),
    "breakdown in a form": lambda board, text: board.breakdown(RETURNED, DEMO, "age", form=text),
    "breakdown where": lambda board, text: board.breakdown(RETURNED, DEMO, "age", where=[(text, "x")]),
    "breakdown where a category": lambda board, text: board.breakdown(RETURNED, DEMO, "age", where=[("sex", text)]),
    "breakdown to a category": lambda board, text: board.breakdown(RETURNED, DEMO, where=[("age", text)]),
    "comparison of an indicator": lambda board, text: board.comparison(text, DEMO),
    "comparison of an area": lambda board, text: board.comparison(RETURNED, text),
    "overview": lambda board, text: board.overview(text),
    "holdings": lambda board, text: board.holdings(text or SOME),
    "extract": lambda board, text: board.extract(Path("/nowhere"), [text]),
}


@pytest.fixture(scope="module", params=["service", "public"])
def board(request: pytest.FixtureRequest, demo_data: Path) -> Iterator[Board]:
    role: Role = request.param
    opened = Board.opened(demo_data / "snapshots", the_catalogue(), viewer=Viewer(role))
    yield opened
    opened.close()


@pytest.fixture
def reader(demo_data: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = reading(path_of(demo_data / "snapshots", scope="service"))
    yield connection
    connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_text('{file}')",
        "SELECT * FROM read_csv('{file}')",
        "SELECT * FROM read_blob('{folder}/*')",
        "SELECT * FROM glob('{folder}/*')",
        "SELECT * FROM '{file}'",
        "SELECT * FROM read_csv('http://127.0.0.1:9/x.csv')",
        "ATTACH '{folder}/other.duckdb' AS other",
        "ATTACH ':memory:' AS other; ATTACH '{folder}/x.duckdb' AS y",
        "COPY (SELECT 1) TO '{folder}/out.csv'",
        "COPY figure TO '{folder}/out.parquet' (FORMAT parquet)",
        "EXPORT DATABASE '{folder}/out'",
        "IMPORT DATABASE '{folder}'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "LOAD '{folder}/x.duckdb_extension'",
        "CREATE TABLE mine (x INTEGER)",
        "INSERT INTO stamp SELECT * FROM stamp",
        "DELETE FROM figure",
        "DROP TABLE figure",
        "UPDATE figure SET value = 0",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "SET allowed_directories = ['/']",
        "SET temp_directory = '{folder}'",
        "SET memory_limit = '1GB'",
        "SET threads = 1",
        "SET GLOBAL autoinstall_known_extensions = true",
        "RESET enable_external_access",
        "PRAGMA enable_profiling; PRAGMA profiling_output = '{folder}/out.json'",
        "PRAGMA temp_directory = '{folder}'",
        "CREATE SECRET s (TYPE s3)",
    ],
)
def test_a_reader_reaches_nothing_outside_and_changes_nothing(
    reader: duckdb.DuckDBPyConnection, tmp_path: Path, statement: str
) -> None:
    file = tmp_path / "secret.csv"
    file.write_text("a,b\n1,2\n")
    duckdb.connect(str(tmp_path / "other.duckdb")).close()
    before = sorted(tmp_path.iterdir())
    with pytest.raises(duckdb.Error):
        reader.execute(statement.format(file=file, folder=tmp_path))
    assert sorted(tmp_path.iterdir()) == before


def test_what_reads_an_imported_file_reaches_nothing_outside_either(tmp_path: Path) -> None:
    file = tmp_path / "secret.csv"
    file.write_text("a,b\n1,2\n")
    with connect() as connection:
        for statement in (f"FROM read_csv('{file}')", f"ATTACH '{file}' AS x", "SET enable_external_access = true"):
            with pytest.raises(duckdb.Error):
                connection.execute(statement)


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_word_in_a_question_is_sql(board: Board, question: str) -> None:
    """Whatever is asked, the answer is that there is no such thing, or an empty one; a fault of DuckDB fails this."""
    for text in HOSTILE:
        try:
            answer = QUESTIONS[question](board, text)
        except UnknownName:
            continue
        else:
            assert _empty(answer), (text, answer)


@pytest.mark.parametrize("number", NUMBERS)
def test_no_number_in_a_question_is_too_much(board: Board, number: int) -> None:
    with suppress(UnknownName):
        assert board.comparison(RETURNED, DEMO, number).value is None
    for ask in (board.series, board.comparison):
        with suppress(UnknownName):
            ask(RETURNED, DEMO, model=number)
    with suppress(UnknownName):
        board.overview(DEMO, model=number)


@pytest.mark.parametrize("month", [Month(1, 1), Month(1899, 12), Month(9999, 12)])
def test_no_month_in_a_question_is_too_early_or_too_late(board: Board, month: Month) -> None:
    assert board.series(RETURNED, DEMO, first=month, last=month).points == ()
    assert board.breakdown(RETURNED, DEMO, "age", first=month, last=month).points == ()
    board.overview(DEMO, month)


def test_after_all_that_the_figures_are_as_they_were(board: Board) -> None:
    assert board.series("children_in_care_rate", "E06000004").points


def test_the_public_file_and_current_are_all_that_an_open_host_needs(demo_data: Path, tmp_path: Path) -> None:
    public = path_of(demo_data / "snapshots", scope="public")
    for file in (public, public.with_name("CURRENT")):
        copy(file, tmp_path / file.name)
    opened = Board.opened(tmp_path, the_catalogue(), viewer=Viewer())
    assert opened.series("children_in_care_rate", "E06000004").points
    opened.close()
    with pytest.raises(NotOnThisHost):
        Board.opened(tmp_path, the_catalogue(), viewer=Viewer("service"))


def _empty(answer: Any) -> bool:
    """Return whether an answer holds no figure."""
    return not answer or not getattr(answer, "points", getattr(answer, "rows", answer))

"""The board is the only way to figures: what stands above it cannot reach a snapshot, and what it returns is frozen."""

from __future__ import annotations

import ast
import dataclasses
import typing
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from pydantic import BaseModel

from cpdash.board import Board
from cpdash.board.viewer import PUBLIC, Viewer
from cpdash.catalogue.loader import the_catalogue
from cpdash.errors import NotOnThisHost
from cpdash.settings import PROJECT
from cpdash.store import snapshots
from cpdash.store.snapshots import path_of
from tests.extracts_for_tests import STOCKTON
from tests.snapshot_for_tests import RATE, publish_tiny

ABOVE = [
    PROJECT / "app.py", *sorted((PROJECT / "pages").glob("*.py")), *sorted((PROJECT / "cpdash" / "web").rglob("*.py")),
    PROJECT / "cpdash" / "cli.py", PROJECT / "cpdash" / "printing.py", PROJECT / "cpdash" / "words.py",
    PROJECT / "cpdash" / "beside.py",
    *(file for name in ("charts", "narrative", "tables") for file in sorted((PROJECT / "cpdash" / name).rglob("*.py"))),
]  # fmt: skip
ALLOWED = {
    "cpdash.store.snapshots": "lists snapshots, says which is current and which files a host has: names, no figures",
    "cpdash.store.work": "the command line prints what became of a file that was loaded",
}
NAMES = {
    "cpdash.store.snapshots": {"Scope", "Snapshot", "has_detail"},
    "cpdash.store.work": {"Loaded", "Restated"},
}
"""What may be taken out of each."""

ONLY = {"Snapshot", "current_id", "published", "has_detail", "is_detailed", "roll_back"}
"""What may be asked of the module of snapshots: nothing that leads to a file."""


def reached(source: str) -> Iterator[str]:
    """Yield each way round the board that a text of Python takes: what it imports, or asks of the store."""
    tree = ast.parse(source)
    aliases: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names if _is_store(one.name))
        elif isinstance(node, ast.ImportFrom) and _is_store(node.module or ""):
            yield from _taken(node, aliases)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in aliases:
            yield from [] if node.attr in ONLY else [f"snapshots.{node.attr}"]


def _taken(node: ast.ImportFrom, aliases: set[str]) -> Iterator[str]:
    """Yield what is taken out of the store that may not be, and note under which name its modules are known."""
    for one in node.names:
        whole = f"{node.module}.{one.name}"
        if node.module == "cpdash.store" and whole in ALLOWED:
            aliases.add(one.asname or one.name)
        elif one.name not in NAMES.get(node.module or "", set()):
            yield whole


def _is_store(module: str) -> bool:
    return module.split(".", maxsplit=1)[0] == "duckdb" or f"{module}.".startswith("cpdash.store.")


@pytest.mark.parametrize("file", ABOVE, ids=lambda file: str(file.relative_to(PROJECT)))
def test_nothing_above_the_board_reaches_a_snapshot(file: Path) -> None:
    assert list(reached(file.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "from cpdash.store.reader import Reader",
        "import duckdb",
        "def late():\n    import cpdash.store.reader as quiet",
        "from cpdash.store import reader",
        "from cpdash.store.snapshots import path_of",
        "from cpdash.store import snapshots\nsnapshots.path_of(folder, scope='service')",
        "from cpdash.store import snapshots as store\nstore.file_of(folder, 'x', 'service')",
        "from cpdash.store.connect import reading",
    ],
)
def test_a_way_round_the_board_is_found(source: str) -> None:
    assert list(reached(source))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("door")
    publish_tiny(folder)
    return folder / "snapshots"


def test_nobody_comes_in_without_saying_who_they_are(data: Path) -> None:
    with pytest.raises(TypeError, match="viewer"):
        Board.opened(data, the_catalogue())  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("viewer", "scope"),
    [
        (PUBLIC, "public"),
        (Viewer("public", safe_to_share=True), "public"),
        (Viewer("service"), "service"),
        (Viewer("steward"), "service"),
        (Viewer("service", safe_to_share=True), "public"),
        (Viewer("steward", safe_to_share=True), "public"),
    ],
)
def test_who_comes_in_decides_which_file_is_opened(viewer: Viewer, scope: str, data: Path) -> None:
    board = Board.opened(data, the_catalogue(), viewer=viewer)
    assert board.footer().scope == scope
    board.close()


def test_where_full_detail_is_not_it_cannot_be_asked_for(tmp_path: Path) -> None:
    snapshot = publish_tiny(tmp_path)
    path_of(tmp_path / "snapshots", snapshot, scope="service").unlink()
    with pytest.raises(NotOnThisHost):
        Board.opened(tmp_path / "snapshots", the_catalogue(), viewer=Viewer("service"))
    Board.opened(tmp_path / "snapshots", the_catalogue(), viewer=PUBLIC).close()
    assert not snapshots.has_detail(tmp_path / "snapshots")


QUESTIONS = [name for name in vars(Board) if not name.startswith("_") and name not in ("opened", "close", "extract")]


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_the_board_returns_is_frozen_all_the_way_down(question: str) -> None:
    returned = get_type_hints(vars(Board)[question])["return"]
    assert [said for said in _changeable(returned, set())] == []


def _changeable(kind: Any, seen: set[Any]) -> Iterator[str]:
    """Yield every type, within what a type annotation names, that somebody could change."""
    origin = typing.get_origin(kind)
    if origin is not None:
        if origin in (list, dict, set) or origin is Mapping:
            yield str(kind)
        for part in get_args(kind):
            yield from _changeable(part, seen)
    elif dataclasses.is_dataclass(kind) and kind not in seen:
        seen.add(kind)
        if not kind.__dataclass_params__.frozen:  # type: ignore[union-attr]
            yield str(kind)
        for hint in get_type_hints(kind).values():
            yield from _changeable(hint, seen)
    elif isinstance(kind, type) and issubclass(kind, BaseModel) and not kind.model_config.get("frozen"):
        yield str(kind)


def test_a_changeable_view_would_be_found() -> None:
    @dataclasses.dataclass
    class Loose:
        value: float

    assert list(_changeable(tuple[Loose, ...], set()))
    assert list(_changeable(list[int], set()))


def test_nobody_changes_a_figure_that_the_board_gave(data: Path) -> None:
    board = Board.opened(data, the_catalogue(), viewer=PUBLIC)
    series = board.series(RATE, STOCKTON)
    with pytest.raises(dataclasses.FrozenInstanceError):
        series.points[0].value = 5  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        series.points = ()  # type: ignore[misc]
    board.close()

"""The board is the only way to figures: what stands above it cannot reach a snapshot, and what it returns is frozen."""

from __future__ import annotations

import ast
import dataclasses
import typing
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from pydantic import BaseModel

from cpdash.board import Board
from cpdash.board.viewer import PUBLIC, Viewer
from cpdash.catalogue.loader import the_catalogue
from cpdash.errors import NotOnThisHost, StorageFailed
from cpdash.settings import PROJECT
from cpdash.store import snapshots
from cpdash.store.snapshots import path_of
from tests.extracts_for_tests import STOCKTON
from tests.snapshot_for_tests import RATE, STABLE, publish_tiny

ABOVE = [
    PROJECT / "app.py", *sorted((PROJECT / "pages").glob("*.py")), *sorted((PROJECT / "cpdash" / "web").rglob("*.py")),
    *(PROJECT / "cpdash" / f"{name}.py" for name in ("cli", "explained", "printing", "words", "beside", "marked")),
    PROJECT / "cpdash" / "signs.py",
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


BOARD = {
    "cpdash.board": {"Board"},
    "cpdash.board.attention": {"CONCERNS", "ENOUGH", "FEW", "FRESH", "IMPROVEMENTS", "LATE", "MOST"},
    "cpdash.board.cards": {"target_status"},
    "cpdash.board.series": {"reaching", "within"},
    "cpdash.board.signals": {"FEWEST", "MOST"},
}
"""What may be taken out of the board besides its views and viewers: its modules know the reader by name too."""

DYNAMIC = {"importlib", "__import__", "import_module"}
"""Ways to import what no reader of a source can see."""


def reached(source: str) -> Iterator[str]:
    """Yield each way round the board that a text of Python takes: what it imports, or asks of the store."""
    tree = ast.parse(source)
    aliases: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names if _leads_on(one.name))
        elif isinstance(node, ast.ImportFrom):
            yield from _taken(node, aliases)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield from _asked(node, aliases)
        elif isinstance(node, ast.Name) and node.id in DYNAMIC:
            yield node.id
        elif isinstance(node, ast.Call) and _is_getattr_of(node, aliases):
            yield "getattr of snapshots"


def _taken(node: ast.ImportFrom, aliases: set[str]) -> Iterator[str]:
    """Yield what is imported that may not be, and note under which name the module of snapshots is known."""
    module = node.module or ""
    if node.level:
        yield f"{'.' * node.level}{module}: the whole name is to be said"
        return
    for one in node.names:
        whole = f"{module}.{one.name}"
        if whole == "cpdash.store.snapshots":
            aliases.add(one.asname or one.name)
        elif not _may_be_taken(module, one.name):
            yield whole


def _may_be_taken(module: str, name: str) -> bool:
    if module in ("cpdash.board.views", "cpdash.board.viewer", "cpdash.board.answer", "cpdash.board.details"):
        return name not in ("Snapshot", "*")
    if module.startswith("cpdash.board"):
        return name in BOARD.get(module, set())
    if _leads_on(module):
        return name in NAMES.get(module, set())
    return not (_leads_on(f"{module}.{name}") or name in ("duckdb", "snapshots", "reader", "Reader", "path_of"))


def _asked(node: ast.Attribute, aliases: set[str]) -> Iterator[str]:
    """Yield what is asked of a name that leads to a file, or is the board's own."""
    if node.attr == "_reader":
        yield "_reader"
    if isinstance(node.value, ast.Name) and node.value.id in aliases and node.attr not in ONLY:
        yield f"snapshots.{node.attr}"
    if isinstance(node.value, ast.Name) and (node.value.id, node.attr) == ("cpdash", "store"):
        yield "cpdash.store"


def _is_getattr_of(node: ast.Call, aliases: set[str]) -> bool:
    of = node.args[0] if node.args else None
    return isinstance(node.func, ast.Name) and node.func.id in ("getattr", "vars") and (
        isinstance(of, ast.Name) and of.id in aliases
    )  # fmt: skip


def _leads_on(module: str) -> bool:
    """Return whether a module is the store, the board's inside or duckdb: what a plain import may not name."""
    return module.split(".", maxsplit=1)[0] in ("duckdb", "importlib") or f"{module}.".startswith(
        ("cpdash.store.", "cpdash.board.")
    )


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
        "from cpdash import store\nstore.reader.Reader",
        "from cpdash import board\nboard.door.Reader",
        "import cpdash\ncpdash.store.reader.Reader",
        "from ..store import reader",
        "from cpdash.board.door import Reader",
        "from cpdash.board.series import Reader as Quiet",
        "from cpdash.board import door",
        "from cpdash.ingest.sql import duckdb",
        "from cpdash.loading import snapshots\nsnapshots.path_of(folder, scope='service')",
        "from cpdash.store import snapshots\ngetattr(snapshots, 'path_of')",
        "import importlib\nimportlib.import_module('cpdash.store.reader')",
        "__import__('duckdb')",
        "board._reader.figures()",
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


def test_the_file_of_the_other_viewer_is_not_so_much_as_opened(tmp_path: Path) -> None:
    """Each file in turn is made into one that nobody can open: the other viewer does not notice."""
    snapshot = publish_tiny(tmp_path)
    folder = tmp_path / "snapshots"
    for spoilt, let_in, kept_out in (("service", PUBLIC, Viewer("service")), ("public", Viewer("service"), PUBLIC)):
        file = path_of(folder, snapshot, scope=spoilt)  # type: ignore[arg-type]
        whole = file.read_bytes()
        file.write_bytes(b"no snapshot")
        Board.opened(folder, the_catalogue(), viewer=let_in).close()
        with pytest.raises(StorageFailed):
            Board.opened(folder, the_catalogue(), viewer=kept_out)
        file.write_bytes(whole)


def test_where_full_detail_is_not_it_cannot_be_asked_for(tmp_path: Path) -> None:
    snapshot = publish_tiny(tmp_path)
    path_of(tmp_path / "snapshots", snapshot, scope="service").unlink()
    with pytest.raises(NotOnThisHost):
        Board.opened(tmp_path / "snapshots", the_catalogue(), viewer=Viewer("service"))
    Board.opened(tmp_path / "snapshots", the_catalogue(), viewer=PUBLIC).close()
    assert not snapshots.has_detail(tmp_path / "snapshots")


LOOSE = (list, dict, set, Mapping, Sequence)
QUESTIONS = [name for name in vars(Board) if not name.startswith("_") and name not in ("opened", "close", "extract")]


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_the_board_returns_is_frozen_all_the_way_down(question: str) -> None:
    returned = get_type_hints(vars(Board)[question])["return"]
    assert [said for said in _changeable(returned, set())] == []


def _changeable(kind: Any, seen: set[Any]) -> Iterator[str]:
    """Yield every type, within what a type annotation names, that somebody could change."""
    origin = typing.get_origin(kind)
    if (origin or kind) in LOOSE:
        yield str(kind)
    if origin is not None:
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
    assert list(_changeable(tuple[dict, ...], set()))  # type: ignore[type-arg]


def test_nobody_changes_anything_that_the_board_gave(data: Path) -> None:
    board = Board.opened(data, the_catalogue(), viewer=PUBLIC)
    answers = (
        board.councils(), board.place(STOCKTON), board.months(STOCKTON), board.forms(RATE, STOCKTON),
        board.models(STOCKTON), board.series(RATE, STOCKTON), board.breakdown(STABLE, STOCKTON, "age"),
        board.comparison(RATE, STOCKTON), board.overview(STOCKTON), board.holdings(),
        board.answer(RATE, STOCKTON), board.footer(), board.openings(STABLE, STOCKTON), board.registers(STOCKTON),
        board.mix(STABLE, STOCKTON, "age"),
    )  # fmt: skip
    board.close()
    given = [one for answer in answers for one in _within(answer)]
    assert {"Point", "Series", "Row", "Comparison", "Card", "Answer", "Overview", "LoadedFile", "Footer", "Place"} <= {
        type(one).__name__ for one in given
    }
    for one in given:
        assert not isinstance(one, list | dict | set)
        for field in dataclasses.fields(one) if dataclasses.is_dataclass(one) else ():
            with pytest.raises(dataclasses.FrozenInstanceError):
                setattr(one, field.name, None)


def _within(answer: object) -> Iterator[object]:
    """Yield an answer of the board and everything in it."""
    yield answer
    if isinstance(answer, tuple):
        for one in answer:
            yield from _within(one)
    elif dataclasses.is_dataclass(answer):
        for field in dataclasses.fields(answer):
            yield from _within(getattr(answer, field.name))

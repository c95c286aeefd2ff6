"""What lies in the folders that were named: which files are of a return, which are not, and what is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from cpdash.catalogue.returns import Layout, load_return_layouts
from cpdash.errors import InputRefused
from cpdash.extract import Finding
from cpdash.ingest.ssda903.pieces import Form, Piece, ReturnFile
from cpdash.ingest.ssda903.recognising import Unknown
from cpdash.ingest.ssda903.text_file import find_head, read_text_file
from cpdash.ingest.ssda903.workbook_file import read_workbook_file
from cpdash.ingest.ssda903.xml_file import ROOT, read_xml_file

FORMS: Mapping[str, Form] = {".csv": "csv", ".txt": "csv", ".xml": "xml", ".xlsx": "workbook"}
MOST_BYTES = 500_000_000
"""The largest file of all the councils of England together would have a third of this."""


@dataclass(frozen=True, slots=True)
class Folder:
    """One folder with files of a return. `below` names it and the folders above it, down from the one that was named
    and the one that holds that."""

    path: Path
    label: str
    below: tuple[str, ...]
    files: tuple[ReturnFile, ...]


@dataclass
class Opened:
    """All that was found: returns, findings about files that were left, and faults that refuse everything."""

    folders: list[Folder] = field(default_factory=list)
    left: list[Finding] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def open_folders(paths: Sequence[Path], progress: Callable[[str], None]) -> Opened:
    """Read the files of every folder. A file that is named itself must be of a return; in a folder it may be left."""
    opened, layouts = Opened(), load_return_layouts().layouts
    seen: set[Path] = set()
    for where in _places(paths, opened):
        if where.path not in seen:
            seen.add(where.path)
            _open_one(where, layouts, opened, progress)
    return opened


def holds_return(path: Path) -> bool:
    """Return whether a file, or any file below a folder, looks like one of a return. Reads only how each begins."""
    found = [path] if path.is_file() else _data_files(path)
    return any(_looks_like_one(file) for file in found)


def _looks_like_one(path: Path) -> bool:
    form = FORMS.get(path.suffix.lower())
    try:
        with path.open("rb") as file:
            start = file.read(1 << 16).removeprefix(b"\xef\xbb\xbf")
    except OSError:
        return False
    if form == "xml":
        return f"<{ROOT}".encode() in start
    if form != "csv":
        return False
    try:
        find_head(path.name, start, load_return_layouts().layouts)
    except InputRefused:
        return True
    except Unknown:
        return False
    return True


def _data_files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and path.suffix.lower() in FORMS:
            yield path


@dataclass(frozen=True)
class _Place:
    """A folder to look into: all its files, or those that were named."""

    path: Path
    label: str
    below: tuple[str, ...]
    files: tuple[Path, ...]
    named: bool


def _places(paths: Sequence[Path], opened: Opened) -> Iterator[_Place]:
    several = len({path.resolve() for path in paths if path.is_dir()}) > 1
    files: dict[Path, list[Path]] = {}
    for path in paths:
        if path.is_dir():
            yield from _below(path.resolve(), several)
        elif path.is_file():
            files.setdefault(path.resolve().parent, []).append(path.resolve())
        else:
            opened.faults.append(f"{path.name}: there is no such file or folder.")
    for folder, named in files.items():
        yield _Place(folder, "", _names(folder, folder), tuple(dict.fromkeys(named)), True)


def _below(root: Path, several: bool) -> Iterator[_Place]:
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        here = Path(folder)
        plain = (here / name for name in sorted(names) if not name.startswith((".", "~$")))
        files = tuple(path for path in plain if path.is_file())  # a pipe would be waited for without end
        inside = here.relative_to(root).as_posix()
        label = "/".join(part for part in (root.name if several else "", inside if inside != "." else "") if part)
        yield _Place(here, label, _names(here, root), files, False)


def _names(folder: Path, root: Path) -> tuple[str, ...]:
    """Return the names that may say council or year, the nearest first: up to the folder that holds the named one."""
    return (*reversed(folder.relative_to(root).parts), root.name, root.parent.name)


def _open_one(where: _Place, layouts: Mapping[str, Layout], opened: Opened, progress: Callable[[str], None]) -> None:
    files: list[ReturnFile] = []
    said = False
    for path in where.files:
        label = "/".join(part for part in (where.label, _printable(path.name)) if part)
        try:
            found = read_file(path, label, layouts)
        except InputRefused as refused:
            opened.faults.extend(refused.faults)
        except Unknown as unknown:
            if where.named:
                opened.faults.append(f"{label}: {unknown}.")
            else:
                opened.left.append(Finding("warning", label, "unknown kind", f"left: {unknown}"))
        else:
            if not said:
                progress(f"Reading {where.label or where.path.name}")
                said = True
            files.extend(_without_left(found, opened))
    if files:
        opened.faults.extend(_clashes(files))
        opened.folders.append(Folder(where.path, where.label, where.below, tuple(files)))


def read_file(path: Path, label: str, layouts: Mapping[str, Layout]) -> ReturnFile:
    """Return the rows of one file as text; raises Unknown when it is none of a return, InputRefused for its faults."""
    form = FORMS.get(path.suffix.lower())
    if form is None:
        raise Unknown("is neither .csv, .xml nor .xlsx")
    content = _content(path, label)
    pieces: list[Piece]
    if form == "csv":
        pieces = [read_text_file(label, content, layouts)]
    elif form == "xml":
        pieces = read_xml_file(label, content, layouts)
    else:
        pieces = read_workbook_file(path, label, layouts)
    return ReturnFile(path, label, sha256(content).hexdigest(), form, tuple(_named_otherwise(path, pieces, layouts)))


def _content(path: Path, label: str) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputRefused([f"{label}: is larger than {MOST_BYTES // 1_000_000:,} MB, which no return is."])
        content = path.read_bytes()
    except OSError as error:
        raise InputRefused([f"{label}: cannot be opened: {error.strerror}."]) from None
    if not content or content.isspace():
        raise InputRefused([f"{label}: is empty."])
    return content


def _named_otherwise(path: Path, pieces: Sequence[Piece], layouts: Mapping[str, Layout]) -> Iterator[Piece]:
    """Return the pieces; one of another kind than its file is called gets a warning. The columns decide."""
    stem = path.stem.lower()
    for piece in pieces:
        if len(pieces) == 1 and stem in layouts and stem != piece.layout.id:
            message = f"is called '{stem}' but has the columns of '{piece.layout.id}', and was read as that"
            yield replace(piece, findings=(Finding("warning", piece.label, "file name", message), *piece.findings))
        else:
            yield piece


def _without_left(file: ReturnFile, opened: Opened) -> Iterator[ReturnFile]:
    """Return the file without the kinds that are known and not loaded, which are reported."""
    for piece in file.pieces:
        if piece.layout.left:
            message = f"left: {piece.layout.title} are not used ({piece.cells.num_rows + piece.broken:,} rows)"
            opened.left.append(Finding("note", piece.label, "not loaded", message))
    kept = tuple(piece for piece in file.pieces if not piece.layout.left)
    if kept:
        yield replace(file, pieces=kept)


def _clashes(files: Sequence[ReturnFile]) -> Iterator[str]:
    """Return the fault of two files of one kind, and of XML beside anything else: which of them is meant?"""
    xml = [file.label for file in files if file.form == "xml"]
    others = [file.label for file in files if file.form != "xml"]
    if xml and others:
        yield f"{', '.join(xml)} beside {', '.join(others)}: load the XML form or the CSV files of a return, not both."
        return
    holders: dict[str, list[str]] = {}
    for file in files:
        for piece in file.pieces:
            holders.setdefault(piece.layout.id, []).append(piece.label)
    for kind, labels in holders.items():
        if len(labels) > 1:
            yield f"{', '.join(labels)}: are all of kind '{kind}': give each return a folder of its own."


def _printable(name: str) -> str:
    return name.encode("utf-8", "replace").decode()

"""Reads the XML form of the return: one element after the other, so that a large file is never held as a tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

import pyarrow as pa

from cpdash.catalogue.returns import SHARED, Layout
from cpdash.errors import InputRefused
from cpdash.extract import Finding
from cpdash.ingest.ssda903.pieces import Piece, fitted
from cpdash.ingest.ssda903.recognising import Unknown

ROOT = "EXPSSDA903"
_CHILD, _HEADER = "CHILD", "HEADER"

Fields = dict[str, str]


def read_xml_file(label: str, content: bytes, layouts: Mapping[str, Layout]) -> list[Piece]:
    """Return the rows of every kind that the file holds, each counted apart: row 2 is the first of its kind.

    Raises Unknown for XML that is no return, and InputRefused for XML that is damaged or has a document type, by which
    a small file can grow without bound.
    """
    reader = _Reader(label, layouts)
    try:
        reader.parse(content)
    except expat.ExpatError as error:
        if not reader.is_return:
            raise Unknown("is XML, but not that of a return") from None
        where = f"line {error.lineno}, column {error.offset + 1}"
        raise InputRefused([f"{label}: is not whole or not sound XML ({where}): export it again."]) from None
    except (LookupError, ValueError):
        raise InputRefused([f"{label}: is XML in an encoding that cannot be read: save it as UTF-8."]) from None
    return [
        _piece(label, layouts[kind], rows)
        for kind, rows in reader.rows.items()
        if rows or kind in ("header", "episodes")
    ]


@dataclass
class _Reader:
    label: str
    layouts: Mapping[str, Layout]
    is_return: bool = False
    rows: dict[str, list[Fields]] = field(init=False)
    _path: list[str] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _open: Fields = field(default_factory=dict)
    _header: Fields = field(default_factory=dict)
    _parts: list[tuple[str, Fields]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rows = {name: [] for name, layout in self.layouts.items() if layout.xml}
        self._elements = {layout.xml for layout in self.layouts.values() if layout.xml}

    def parse(self, content: bytes) -> None:
        """Read the whole file into `rows`."""
        parser = expat.ParserCreate()
        settings = {
            "buffer_text": True,
            "StartDoctypeDeclHandler": self._doctype,
            "StartElementHandler": self._start,
            "EndElementHandler": self._end,
            "CharacterDataHandler": self._text.append,
        }
        for name, value in settings.items():
            setattr(parser, name, value)
        parser.Parse(content, True)

    def _doctype(self, name: str, *_: object) -> None:
        if name == ROOT:
            raise InputRefused([f"{self.label}: has a document type, which no return has: it was not read."])
        raise Unknown("is XML, but not that of a return")

    def _start(self, tag: str, _: object) -> None:
        tag = tag.rsplit(":", 1)[-1]
        if not self._path and tag != ROOT:
            raise Unknown("is XML, but not that of a return")
        self.is_return = True
        self._path.append(tag)
        self._text.clear()
        if tag == _CHILD:
            self._header, self._parts = {}, []
        elif tag in self._elements:
            part: Fields = {}
            self._parts.append((tag, part))
            if tag == _HEADER:
                self._header = part

    def _end(self, tag: str) -> None:
        tag = self._path.pop()
        if tag == _CHILD:
            self._add_child()
        elif tag not in self._elements and self._path and self._path[-1] in self._elements:
            self._holder()[tag] = "".join(self._text)
        self._text.clear()

    def _holder(self) -> Fields:
        """Return the fields of the element that is open: the HEADER's come after those of what is nested in it."""
        return self._header if self._path[-1] == _HEADER else self._parts[-1][1]

    def _add_child(self) -> None:
        for name, layout in self.layouts.items():
            for tag, part in self._parts:
                if layout.xml == tag and (not layout.given_by or any(_filled(part.get(by)) for by in layout.given_by)):
                    self.rows[name].append(self._row(layout, part))

    def _row(self, layout: Layout, part: Fields) -> Fields:
        """Return the fields by our names; the child, its birth date and sex are those of its HEADER."""
        row = {name: part.get(layout.tags.get(name, name), "") for name in layout.types}
        row |= {name: self._header.get(name, "") for name in SHARED & layout.types.keys()}
        return row | {"CHILD": self._header.get("CHILDID", "")}


def _filled(value: str | None) -> bool:
    return value is not None and value.strip() not in ("", "0")


def _piece(label: str, layout: Layout, rows: list[Fields]) -> Piece:
    columns = {name: pa.array([row[name] for row in rows], pa.string()) for name in layout.types}
    part = f"{label} [{layout.id}]"
    return Piece(layout, part, fitted(layout, columns, pa.arange(2, 2 + len(rows))), 0, tuple(_note(part)))


def _note(part: str) -> Iterator[Finding]:
    yield Finding("note", part, "XML", "rows are counted as if they were a table of their own: row 2 is the first")

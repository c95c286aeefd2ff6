"""What an SSDA903 return consists of, as data: the layout of each of its files, and the code sets by year."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import Field, ValidationError

from cpdash.catalogue.base import Frozen
from cpdash.catalogue.facts import Name
from cpdash.errors import CatalogueFaulty

M = TypeVar("M", bound=Frozen)
FOLDER = Path(__file__).parent / "ssda903"
TABLES, CODES, RULES = FOLDER / "tables.toml", FOLDER / "codes.toml", FOLDER / "rules.toml"
FIRST_YEAR, LAST_YEAR = 0, 9999
"""Collection years that stand for "from the beginning" and "still valid"."""

ColumnType = Literal["id", "code", "text", "day", "whole", "number"]
SHARED = frozenset({"CHILD", "DOB", "SEX"})
"""Columns that many of the files have: they do not tell one kind from another."""


class Layout(Frozen):
    """One kind of file of the return. The id is the name of its table."""

    id: Name
    title: str
    columns: dict[str, ColumnType] = Field(min_length=3, description="Every one must be in the header of a file.")
    optional: dict[str, ColumnType] = Field({}, description="Columns that only some extracts have.")
    unused: tuple[str, ...] = Field((), description="Columns that are known and not needed: no remark about them.")
    left: bool = Field(False, description="Known, reported, and not loaded.")
    xml: str | None = Field(None, description="Element of the XML form that holds one row.")
    tags: dict[str, str] = Field({}, description="Our column -> its tag in the XML form, where they differ.")
    given_by: tuple[str, ...] = Field((), description="Tags of the HEADER of which one must be filled for a row.")

    @property
    def types(self) -> Mapping[str, ColumnType]:
        """The type of every column that is read, the optional ones last."""
        return {**self.columns, **self.optional}

    @property
    def own(self) -> frozenset[str]:
        """The columns by which this kind is known from the others."""
        return frozenset(self.columns) - SHARED


class Code(Frozen):
    """One code of a set. `group` is the category of published tables; years are those of the return's 31 March."""

    label: str
    group: str | None = None
    first: int = Field(FIRST_YEAR, alias="from")
    last: int = Field(LAST_YEAR, alias="to")


@dataclass(frozen=True)
class ReturnLayouts:
    """The kinds of files by table name, and the codes by set and code. `recipe` changes when either does."""

    layouts: Mapping[str, Layout]
    codes: Mapping[str, Mapping[str, Code]]
    recipe: str

    @property
    def tables(self) -> Mapping[str, Layout]:
        """The kinds that are loaded."""
        return {name: layout for name, layout in self.layouts.items() if not layout.left}

    def code_rows(self) -> Iterator[tuple[str, str, int, int]]:
        """Return set, code, first and last collection year of every code."""
        for name, codes in self.codes.items():
            for code, meaning in codes.items():
                yield name, code, meaning.first, meaning.last


@lru_cache(maxsize=1)
def load_return_layouts() -> ReturnLayouts:
    """Return the layouts and code sets that come with the program; raises CatalogueFaulty with every fault."""
    faults: list[str] = []
    layouts = {
        name: layout
        for name, found in _parsed(TABLES).items()
        if (layout := _checked(Layout, {"id": name, **found}, f"tables.toml: {name}", faults))
    }
    codes = {
        name: {
            code: meaning
            for code, found in some.items()
            if (meaning := _checked(Code, found, f"codes.toml: {name}.{code}", faults))
        }
        for name, some in _parsed(CODES).items()
    }
    if faults:
        raise CatalogueFaulty(faults)
    recipe = sha256(b"".join(path.read_bytes() for path in (TABLES, CODES, RULES))).hexdigest()[:16]
    return ReturnLayouts(layouts, codes, recipe)


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CatalogueFaulty([f"ssda903/{path.name}: not valid TOML: {error}"]) from None


def _checked(model: type[M], found: Mapping[str, Any], where: str, faults: list[str]) -> M | None:
    try:
        return model.model_validate(found)
    except ValidationError as error:
        faults.extend(
            f"ssda903/{where}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()
        )
        return None

"""Reads one TOML file of the catalogue."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any


def read_tables(path: Path, faults: list[str]) -> dict[str, Any]:
    """Return the tables of a TOML file by name; a folder that does not have the file has none."""
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        faults.append(f"{path.parent.name}/{path.name}: not valid TOML: {error}")
        return {}

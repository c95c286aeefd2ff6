"""The named queries: each a file with a header that says its question, grain and inputs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def query(name: str, folder: str = "queries") -> str:
    """Return the text of a named query; a name that does not exist is a bug and raises FileNotFoundError."""
    return (FOLDER / folder / f"{name}.sql").read_text("utf-8")

"""Long names of categories, as a chart has room for them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def brief_names() -> Mapping[str, str]:
    """Return the brief name of each category that has one."""
    return tomllib.loads(Path(__file__).with_name("brief.toml").read_text("utf-8"))

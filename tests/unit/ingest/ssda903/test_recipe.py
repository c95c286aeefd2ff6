"""The fingerprint of how returns are read changes with anything that decides it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from cpdash.catalogue import returns
from cpdash.catalogue.returns import load_return_layouts
from cpdash.ingest.ssda903.recipe import recipe


@pytest.mark.parametrize("name", ["TABLES", "CODES", "RULES"])
def test_it_changes_with_layouts_codes_and_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    before = load_return_layouts().recipe
    edited = tmp_path / "edited.toml"
    edited.write_bytes(getattr(returns, name).read_bytes() + b"\n# edited\n")
    monkeypatch.setattr(returns, name, edited)
    assert load_return_layouts.__wrapped__().recipe != before


def test_it_changes_with_the_reader_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("cpdash.ingest.ssda903.recipe"), "FOLDER", tmp_path)
    (tmp_path / "rules").mkdir()
    seen = {recipe.__wrapped__()}
    for name in ("reading.py", "rules/episode.sql"):
        (tmp_path / name).write_text("one", "utf-8")
        seen.add(recipe.__wrapped__())
    assert len(seen) == 3

"""How `cpdash serve` starts the dashboard."""

from __future__ import annotations

from pathlib import Path

import pytest

from cpdash.settings import Settings
from cpdash.web.server import command, environment


def test_server_listens_where_it_is_told_and_opens_no_browser_unasked() -> None:
    line = command("127.0.0.1", 8502)
    assert {"--server.address=127.0.0.1", "--server.port=8502", "--server.headless=true"} <= set(line)
    assert "--server.headless=false" in command("127.0.0.1", 8502, browser=True)


def test_relative_data_folder_still_means_the_same_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = environment(Settings(data=Path("mine"), default_area="E06000005"))
    assert told == {"CPDASH_DATA": str(tmp_path / "mine"), "CPDASH_DEFAULT_AREA": "E06000005"}


def test_a_default_is_not_passed_on_as_if_someone_had_chosen_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CPDASH_DEFAULT_AREA", raising=False)
    assert environment(Settings(data=tmp_path)) == {"CPDASH_DATA": str(tmp_path)}

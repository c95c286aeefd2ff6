"""How `cpdash serve` starts the dashboard."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cpdash.cli import main
from cpdash.settings import PROJECT, Settings
from cpdash.web.server import command, environment
from tests.servers_for_tests import free_port
from tests.unit.web.test_signin_rules import SIGN_IN


def test_server_listens_where_it_is_told_and_opens_no_browser_unasked() -> None:
    line = command("127.0.0.1", 8502)
    assert {"--server.address=127.0.0.1", "--server.port=8502", "--server.headless=true"} <= set(line)
    assert "--browser.serverAddress=0.0.0.0" in command("0.0.0.0", 8502)
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


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--role", "service", "--address", "0.0.0.0"], "is for one's own machine"),
        (["--role", "steward", "--address", "localhost"], "is for one's own machine"),
        (["--address", "0.0.0.0"], "full detail of a snapshot is on this machine"),
        (["--role", "everything"], "is not one of"),
    ],
)
def test_full_detail_is_not_served_to_others(
    options: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "snapshots").mkdir()
    (tmp_path / "snapshots" / "20260101T000000Z-00000000.service.duckdb").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CPDASH_DATA", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["cpdash", "serve", *options])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_the_application_itself_is_not_served_to_others_whatever_starts_it(tmp_path: Path) -> None:
    (tmp_path / "snapshots").mkdir()
    (tmp_path / "snapshots" / "20260101T000000Z-00000000.service.duckdb").touch()
    options = ["--server.address=0.0.0.0", f"--server.port={free_port()}", "--browser.serverAddress=127.0.0.1"]
    line = [sys.executable, "-m", "streamlit", "run", "app.py", *options]
    given = os.environ | {"CPDASH_DATA": str(tmp_path)}
    ended = subprocess.run(line, cwd=PROJECT, env=given, capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == 2
    assert "the address is 127.0.0.1 then, not 0.0.0.0" in ended.stderr


def test_the_server_is_told_the_role_and_the_secrets_themselves(tmp_path: Path) -> None:
    told = environment(Settings(data=tmp_path, **SIGN_IN))  # type: ignore[arg-type]
    assert told["CPDASH_SIGNIN_SECRET"] == SIGN_IN["signin_secret"]
    assert environment(Settings(data=tmp_path, role="service"))["CPDASH_ROLE"] == "service"


def test_settings_print_that_a_secret_is_set_and_not_the_secret(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in SIGN_IN.items():
        monkeypatch.setenv(f"CPDASH_{name.upper()}", value)
    for options in ([], ["--json"]):
        monkeypatch.setattr(sys, "argv", ["cpdash", "settings", *options])
        with pytest.raises(SystemExit):
            main()
        printed = capsys.readouterr().out
        assert "hush" not in printed
        assert "CPDASH_SIGNIN_COOKIE_SECRET" in printed

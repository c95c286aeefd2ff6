"""Runs the dashboard for the command line: Streamlit in the project's folder, where it finds its options."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from cpdash.settings import PROJECT, Settings
from cpdash.web.reach import HERE, refuse


def serve(address: str, port: int, data: Path | None = None, *, browser: bool = False, role: str | None = None) -> None:
    """Run the dashboard until it is stopped, on the data folder and role of the settings unless others are given.

    Raises NotForOthers for an address that these must not be reached at.
    """
    given: dict[str, Any] = {name: value for name, value in (("data", data), ("role", role)) if value}
    settings = Settings(**given)
    os.chdir(PROJECT)
    if address != HERE:
        refuse(address, _with_sign_in(settings))
    told = os.environ | environment(settings)
    line = command(address, port, browser=browser)
    if os.name == "posix":
        os.execve(line[0], line, told)  # in place of this process: whoever stops it stops the server
    sys.exit(subprocess.run(line, env=told, check=False).returncode)


def command(address: str, port: int, *, browser: bool = False) -> list[str]:
    """Return the command that runs the dashboard."""
    options = {"address": address, "port": port, "headless": str(not browser).lower()}
    given = [f"--server.{name}={value}" for name, value in options.items()]
    given.append(f"--browser.serverAddress={address}")  # unasked, Streamlit asks elsewhere what this machine's is
    return [sys.executable, "-m", "streamlit", "run", str(PROJECT / "app.py"), *given]


def environment(settings: Settings) -> dict[str, str]:
    """Return the settings that were set as variables, and the data folder, absolute: the server runs in another folder.

    A default is not passed on: the server could not tell it from a choice, and would not open on a synthetic council.
    """
    told = settings.model_dump(include=settings.model_fields_set) | {"data": str(settings.data.resolve())}
    return {f"CPDASH_{name.upper()}": _plain(value) for name, value in told.items() if value is not None}


def _plain(value: object) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)


def _with_sign_in(settings: Settings) -> Settings:
    from cpdash.web import access  # noqa: PLC0415  Streamlit takes a second to import, and most starts need it not

    return access.with_sign_in(settings)

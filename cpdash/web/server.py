"""Runs the dashboard for the command line: Streamlit in the project's folder, where it finds its options."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from cpdash.settings import PROJECT, Settings


def serve(address: str, port: int, data: Path | None = None, *, browser: bool = False) -> None:
    """Run the dashboard until it is stopped, on the data folder of the settings unless another is given."""
    told = os.environ | environment(Settings(data=data) if data else Settings())
    line = command(address, port, browser=browser)
    os.chdir(PROJECT)
    if os.name == "posix":
        os.execve(line[0], line, told)  # in place of this process: whoever stops it stops the server
    subprocess.run(line, env=told, check=False)


def command(address: str, port: int, *, browser: bool = False) -> list[str]:
    """Return the command that runs the dashboard."""
    options = {"address": address, "port": port, "headless": str(not browser).lower()}
    given = [f"--server.{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "streamlit", "run", str(PROJECT / "app.py"), *given]


def environment(settings: Settings) -> dict[str, str]:
    """Return the settings that were set as variables, and the data folder, absolute: the server runs in another folder.

    A default is not passed on: the server could not tell it from a choice, and would not open on a synthetic council.
    """
    told = settings.model_dump(include=settings.model_fields_set) | {"data": str(settings.data.resolve())}
    return {f"CPDASH_{name.upper()}": str(value) for name, value in told.items()}

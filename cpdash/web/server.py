"""Runs the dashboard for the command line: Streamlit in a process of its own, with the project's own options."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from cpdash.settings import PROJECT


def command(address: str, port: int, *, browser: bool = False) -> list[str]:
    """Return the command that runs the dashboard; from the project's folder it finds .streamlit/config.toml."""
    options = {"address": address, "port": port, "headless": str(not browser).lower()}
    given = [f"--server.{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "streamlit", "run", str(PROJECT / "app.py"), *given]


def serve(address: str, port: int, data: Path | None = None, *, browser: bool = False) -> None:
    """Run the dashboard until it is stopped, on the data folder of the settings unless another is given."""
    told = {"CPDASH_DATA": str(data)} if data else {}
    subprocess.run(command(address, port, browser=browser), cwd=PROJECT, env=os.environ | told, check=False)

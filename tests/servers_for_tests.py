"""Starts a Streamlit script as people do, in a process of its own on 127.0.0.1, and stops it again."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from cpdash.settings import PROJECT

PATIENCE = 60


@dataclass(frozen=True)
class Server:
    """A running server: where it is, and its process id."""

    url: str
    pid: int


@contextmanager
def serving(script: Path, told: Mapping[str, str], log: Path | None = None) -> Iterator[Server]:
    """Run a script with these environment variables until the end of the block; `log` gets all that it prints."""
    port = free_port()
    options = [
        f"--server.port={port}",
        "--server.address=127.0.0.1",
        "--server.headless=true",
        "--runner.postScriptGC=false",
    ]
    with running([sys.executable, "-m", "streamlit", "run", str(script), *options], told, log) as process:
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/_stcore/health", process)
        yield Server(url, process.pid)


@contextmanager
def running(
    command: Sequence[str], told: Mapping[str, str], log: Path | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command in the project's folder with these environment variables until the end of the block."""
    with log.open("wb") if log else nullcontext() as file:
        out, err = (file, subprocess.STDOUT) if file else (subprocess.DEVNULL, None)
        process = subprocess.Popen(command, cwd=PROJECT, env=os.environ | told, stdout=out, stderr=err)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=20)


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Return when an address answers; fails where the process ends before, or nothing answers for long."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise AssertionError(f"the server ended with {process.returncode}")
        try:
            with urlopen(url, timeout=1) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"no answer from {url} within {PATIENCE} seconds")

"""One demonstration council for all tests here: it takes two seconds to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from cpdash.demo import Demo, write_demo
from cpdash.periods import Month

TO = Month(2026, 10)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="session")
def demo(folder: Path) -> Demo:
    """The demonstration council up to October 2026."""
    return write_demo(folder, to=TO)


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same without its deliberate mistakes."""
    folder = tmp_path_factory.mktemp("clean")
    write_demo(folder, to=TO, faults=False)
    return folder

"""What every test may ask for, and the order that tests run in."""

import os
import time
from pathlib import Path

import pytest

from cpdash.catalogue.loader import the_catalogue
from cpdash.loading import load_demo
from cpdash.periods import Month
from cpdash.settings import Settings

TESTS = Path(__file__).parent
PATIENCE = 380
"""Seconds to wait for what another process makes."""


LONG = (
    "spec/test_demo_board.py", "unit/store/test_kill.py", "property/test_malformed.py", "attack/test_attack.py",
    "app/test_malformed_sessions.py", "property/test_facts.py", "property/test_disclosure.py",
)  # fmt: skip
"""Files that take longest and go first: a long one at the end would leave the other process with nothing to do.

The very first makes the demonstration council, for which others would wait.
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by their folder, and run long ones first and the browser's last.

    Last, because Playwright keeps an event loop running in this thread.
    """
    for item in items:
        for folder in ("browser", "bench"):
            if TESTS / folder in item.path.parents:
                item.add_marker(folder)
    items.sort(key=lambda item: (item.get_closest_marker("browser") is not None, _place(item)))


def _place(item: pytest.Item) -> int:
    name = item.path.relative_to(TESTS).as_posix()
    return LONG.index(name) if name in LONG else len(LONG)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real published files, which are too large to keep in the repository."""
    folder = os.environ.get("CPDASH_REAL_DATA")
    if not folder:
        pytest.skip("CPDASH_REAL_DATA is not set: it names the folder of real published files")
    return Path(folder)


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """The data folder of a dashboard that has loaded the demonstration council up to October 2026.

    Where several processes run tests, one makes it and the others wait: it is the longest step of all.
    """
    shared = hasattr(request.config, "workerinput")
    base = tmp_path_factory.getbasetemp()
    data = (base.parent if shared else base) / "demonstration"
    try:
        data.mkdir()
    except FileExistsError:
        deadline = time.monotonic() + PATIENCE
        while not (data / "made").exists():
            assert time.monotonic() < deadline, "another process should have made the demonstration council by now"
            time.sleep(0.2)
        return data
    load_demo(Settings(data=data), the_catalogue(), to=Month(2026, 10))
    (data / "made").touch()
    return data

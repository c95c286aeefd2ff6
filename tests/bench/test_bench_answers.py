"""Prints how long all answers of a council take, and what they add to the first paint of the Overview."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Browser, sync_playwright

from cpdash.board import Board
from cpdash.board.viewer import PUBLIC
from cpdash.catalogue.loader import the_catalogue
from cpdash.periods import Month
from tests.browser.conftest import CHROMIUM_OPTIONS, chromium
from tests.servers_for_tests import free_port, running, wait_for

pytestmark = pytest.mark.bench

DEMO = "E06999901"
MOST_MS = 150
MOST_SLOWER = 1.2
ROUNDS = 9


def test_all_answers_of_a_council_for_a_month(demo_data: Path) -> None:
    """Each month is asked for the first time: nothing of it is kept; the file itself is warm."""
    board = Board.opened(demo_data / "snapshots", the_catalogue(), viewer=PUBLIC)
    months = board.months(DEMO)[1:25]
    board.overview(DEMO, board.months(DEMO)[0])
    taken, answers = list[float](), 0
    for month in months:
        begun = time.perf_counter()
        answers = sum(len(some) for _, some in board.overview(DEMO, month).themes)
        taken.append(1000 * (time.perf_counter() - begun))
    board.close()
    print(f"\n{answers} answers a month, {len(months)} months: median {median(taken):.0f} ms (at most {MOST_MS})")
    assert median(taken) <= MOST_MS


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_OPTIONS)
        yield found
        found.close()


def test_the_first_paint_of_the_overview(demo_data: Path, browser: Browser) -> None:
    """Held against the same page with cards alone: figure, target and gaps, no answer. By turns, in one go."""
    taken: dict[str, list[float]] = {"with": [], "without": []}
    with _dashboard(demo_data, "with") as ours, _dashboard(demo_data, "without") as bare:
        for month in _months(demo_data)[: ROUNDS + 1]:
            for name, url in (("with", ours), ("without", bare)):
                taken[name].append(_painted(browser, f"{url}/?council={DEMO}&month={month}"))
    measured = {name: median(some[1:]) for name, some in taken.items()}
    ratio = measured["with"] / measured["without"]
    print(f"\nfirst paint {measured['with']:.0f} ms with answers, {measured['without']:.0f} ms without: {ratio:.2f}")
    assert ratio <= MOST_SLOWER


@contextmanager
def _dashboard(data: Path, which: str) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.cards_alone", str(port), which]
    with running(command, {"CPDASH_DATA": str(data)}) as process:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield f"http://127.0.0.1:{port}"


def _months(data: Path) -> list[Month]:
    board = Board.opened(data / "snapshots", the_catalogue(), viewer=PUBLIC)
    found = list(board.months(DEMO))
    board.close()
    return found


def _painted(browser: Browser, url: str) -> float:
    """Return the milliseconds from the opening of an address to the painting of the first row."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    begun = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.wait_for_selector(".themes .rows li", timeout=30_000)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))")
    taken = 1000 * (time.perf_counter() - begun)
    context.close()
    return taken

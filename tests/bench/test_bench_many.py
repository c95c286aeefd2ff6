"""Twenty-five people on Placements at once, each changing a filter every five seconds, as in a meeting with laptops.

They are sessions over websockets without a browser: what is measured is the server. A change is the address of the view
with other values of its filters, as the browser sends it when someone follows a link.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import product
from random import Random
from statistics import median, quantiles

import psutil
import pytest
from websockets.exceptions import WebSocketException

from cpdash.board import Board
from cpdash.board.viewer import Viewer
from cpdash.catalogue.loader import the_catalogue
from cpdash.settings import PROJECT, Settings
from cpdash.store.snapshots import current_id
from cpdash.web.periods import PERIODS
from cpdash.web.slices import choices
from tests.servers_for_tests import serving
from tests.sessions_for_tests import Run, Session, element, session

PEOPLE, EVERY = 25, 5.0
"""How many there are, and seconds from one change of each to the next."""

LASTING = float(os.environ.get("BENCH_MANY_SECONDS", "180"))
"""Seconds that they stay, and seconds after which memory is looked at once more; fewer to try this out."""

SLICES = 12
"""How many groups of children are looked at beside all of them, each in every period: what caches are meant to hold."""

MOST_SECONDS, MOST_GROWTH = 1.5, 1.2
"""95th percentile of the seconds that a change takes; memory after they have left, as a multiple of that before."""

SEED = 25
PAGE, MEASURE = "placements", "placed_over_20_miles"

pytestmark = pytest.mark.bench


@dataclass
class Told:
    """How the changes of one person went."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def queries() -> list[str]:
    """Every address that is asked for."""
    settings = Settings()
    if current_id(settings.snapshots) is None:
        pytest.skip("nothing is published: run 'cpdash demo' first")
    board = Board.opened(settings.snapshots, the_catalogue(), viewer=Viewer("service"))
    council = next((one.code for one in board.councils() if one.synthetic), settings.default_area)
    form = board.forms(MEASURE, council)[0]
    marks = [*choices(board.openings(MEASURE, council, form))]
    board.close()
    step = max(1, len(marks) // SLICES)
    shown = ["none", *marks[::step][:SLICES]]
    return [f"council={council}&view=near&period={period}&only={only}" for only, period in product(shown, PERIODS)]


def test_twenty_five_people_change_filters_at_once(queries: list[str]) -> None:
    with serving(PROJECT / "app.py", {}) as server:
        charts = _walked(server.url, queries)
        before = _megabytes(server.pid)
        with ExitStack() as opened:
            people = [opened.enter_context(session(server.url)) for _ in range(PEOPLE)]
            told = _used(people, charts)
            ended = _megabytes(server.pid)
        time.sleep(LASTING)
        after = _megabytes(server.pid)
    seconds = [one for some in told for one in some.seconds]
    errors = [one for some in told for one in some.errors]
    late = quantiles(seconds, n=20)[-1]
    print(
        f"\n{PEOPLE} people, {LASTING:.0f} s, {len(charts)} views: {len(seconds):,} reruns, {len(errors)} errors; "
        f"median {median(seconds):.2f} s, 95 % within {late:.2f} s (at most {MOST_SECONDS}), "
        f"slowest {max(seconds):.2f} s; memory {before:.0f} MB before, {ended:.0f} MB at the end, "
        f"{after:.0f} MB {LASTING:.0f} s after they left: {after / before:.2f} times (at most {MOST_GROWTH})"
    )
    assert errors == []
    assert len(seconds) >= 0.9 * PEOPLE * LASTING / EVERY
    assert late <= MOST_SECONDS
    assert after <= MOST_GROWTH * before


def _walked(url: str, queries: list[str]) -> dict[str, str]:
    """Have one session see every view once, so that the caches are full; return the chart of each."""
    with session(url) as one:
        one.run(PAGE)
        found = {query: _charts(one.run(PAGE, query)) for query in queries}
    assert all(len(some) == 1 for some in found.values())
    assert len({some[0] for some in found.values()}) > len(queries) / 2, "most views should differ"
    return {query: some[0] for query, some in found.items()}


def _used(people: list[Session], charts: Mapping[str, str]) -> list[Told]:
    begin = time.monotonic()
    with ThreadPoolExecutor(PEOPLE) as pool:
        some = [pool.submit(_person, one, number, begin, charts) for number, one in enumerate(people)]
        return [one.result() for one in some]


def _person(one: Session, number: int, begin: float, charts: Mapping[str, str]) -> Told:
    told, random = Told(), Random(SEED + number)
    one.run(PAGE)
    for due, query in zip(_times(begin + random.uniform(0, EVERY)), _queries(random, [*charts]), strict=False):
        if due >= begin + LASTING:
            return told
        time.sleep(max(0.0, due - time.monotonic()))
        began = time.perf_counter()
        try:
            run = one.run(PAGE, query)
        except (WebSocketException, TimeoutError) as error:
            told.errors.append(f"{query}: {type(error).__name__}")
            return told
        told.seconds.append(time.perf_counter() - began)
        told.errors += [f"{query}: {fault}" for fault in run.faults]
        if _charts(run) != [charts[query]]:
            told.errors.append(f"{query}: another chart than the one asked for")
    return told


def _times(first: float) -> Iterator[float]:
    """Yield when each change is due; one that took long does not put off those after it."""
    while True:
        yield first
        first += EVERY


def _queries(random: Random, queries: list[str]) -> Iterator[str]:
    """Yield views by chance, never the same twice running."""
    shown = ""
    while True:
        shown = random.choice([one for one in queries if one != shown])
        yield shown


def _charts(run: Run) -> list[str]:
    charts = [element(one).plotly_chart for one in run.messages if element(one).WhichOneof("type") == "plotly_chart"]
    return [str(chart.spec) for chart in charts]


def _megabytes(pid: int) -> float:
    process = psutil.Process(pid)
    return float(sum(one.memory_info().rss for one in [process, *process.children(recursive=True)])) / 1_000_000

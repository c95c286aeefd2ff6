"""Malformed addresses through real sessions of a running server: what each is answered with, and what it must be."""

from __future__ import annotations

import re
import shutil
import socket
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from random import Random
from urllib.parse import parse_qs, quote_plus, urlsplit

import duckdb

from cpdash.board import Board
from cpdash.board.viewer import PUBLIC
from cpdash.board.views import KINDS as COMPARATORS
from cpdash.catalogue.loader import the_catalogue
from cpdash.settings import PROJECT
from cpdash.store.snapshots import POINTER, current_id, file_of
from cpdash.web.periods import PERIODS
from tests.malformed_for_tests import (
    KINDS,
    PERCENT,
    Address,
    Filter,
    addresses,
    figures_in,
    months,
    named,
    one_of,
    several,
)  # fmt: skip
from tests.servers_for_tests import serving
from tests.sessions_for_tests import Run, Session, session

PAGES = ("overview", "indicator", "compare", "data", "methods")
AT_ONCE = 8
WEIGHTS = (3, 2, 2, 4, 4)


@contextmanager
def open_host(demo: Path, data: Path) -> Iterator[str]:
    """Serve the demonstration council as an open host does: the public file and nothing else is there."""
    found = str(current_id(demo / "snapshots"))
    (data / "snapshots").mkdir(parents=True)
    for path in (file_of(demo / "snapshots", found, "public"), demo / "snapshots" / POINTER):
        shutil.copy2(path, data / "snapshots")
    with serving(PROJECT / "app.py", {"CPDASH_DATA": str(data)}, data / "server.log") as server:
        yield server.url


@dataclass(frozen=True)
class Usual:
    """What a page shows where its address says nothing: its texts and pictures, and the filters it has."""

    bodies: frozenset[str]
    filters: frozenset[str]

    @classmethod
    def of(cls, run: Run) -> Usual:
        written = [one.page_info_changed.query_string for one in run.messages]
        return cls(frozenset(run.bodies), frozenset(parse_qs(next(filter(None, written)))))


@dataclass
class Answered:
    """How runs went: how many, of which kinds, what was wrong, and how long each took, in seconds."""

    runs: int = 0
    notices: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def add(self, one: Address, run: Run, usual: Usual, words: frozenset[str]) -> None:
        """Judge one run."""
        said = [value for name, value in one.wrong.items() if name in usual.filters]
        found = [
            *run.faults,
            *(f"shows what is not usual: {body[:300]}" for body in {*run.bodies} - usual.bodies - {*run.notices}),
            *(f"does not show: {body[:300]}" for body in usual.bodies - {*run.bodies}),
            *(f"a figure in a notice: {figure}" for text in run.notices for figure in figures_in(text, said, words)),
            *([f"{len(run.notices)} notices of {len(said)} wrong values"] if len(run.notices) != len(said) else []),
        ]
        self.wrong += [f"{one.page}?{one.query}: {fault}" for fault in found]
        self.runs += 1
        self.notices += len(run.notices)
        self.kinds.update(one.kinds)


def of_pages(data: Path) -> tuple[Mapping[str, Sequence[Filter]], frozenset[str]]:
    """Return the filters of each page for what is published, and every word that a notice may name."""
    catalogue = the_catalogue()
    board = Board.opened(data / "snapshots", catalogue, viewer=PUBLIC)
    councils = [word for place in board.councils() for word in (place.code, place.name)]
    numbers = [str(number) for number in range(200, 1000)]
    dates = {str(month): month.words for place in board.councils() for month in board.months(place.code)}
    board.close()
    codes, years = [*catalogue.indicators, *catalogue.codes()], [str(year) for year in range(2010, 2028)]
    council, indicator = named("council", [*councils, *numbers]), named("indicator", codes)
    month, against, period = months(dates), several("against", COMPARATORS), one_of("period", PERIODS)
    year, group = one_of("year", years), one_of("group", COMPARATORS)
    found = {
        "overview": [council, month], "indicator": [council, indicator, month, against, period],
        "compare": [council, indicator, year, group, one_of("average", ("mean", "median"))],
        "data": [council], "methods": [council, indicator],
    }  # fmt: skip
    ended = [str(int(one) - 1) + "-" + one[2:] for one in years]
    words = (*codes, *councils, *dates.values(), *PERIODS.values(), *years, *ended, *_places(data))
    return found, frozenset(words)


def _places(data: Path) -> list[str]:
    """Return every area's code and name, those of regions and of councils that are no more too."""
    snapshots = data / "snapshots"
    with duckdb.connect(str(file_of(snapshots, str(current_id(snapshots)), "public")), read_only=True) as db:
        return [word for row in db.execute("SELECT code, name FROM area").fetchall() for word in row]


def run_malformed(url: str, data: Path, seed: int, reused: tuple[int, int], fresh: int) -> Answered:
    """Send malformed addresses: so many sessions of so many runs each, and so many sessions of one run."""
    pages, words = of_pages(data)
    with session(url) as one:
        usual = {page: Usual.of(one.run(page)) for page in PAGES}

    def many(number: int, runs: int) -> Answered:
        told = Answered()
        with session(url) as opened:
            for one in islice(addresses(seed + number, pages, WEIGHTS), runs):
                told.add(one, _timed(opened, one, told), usual[one.page], words)
        return told

    sessions = [reused[1]] * reused[0] + [1] * fresh
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return _together(pool.map(many, range(len(sessions)), sessions))


def _timed(opened: Session, one: Address, told: Answered) -> Run:
    began = time.perf_counter()
    run = opened.run(one.page, one.query)
    told.seconds.append(time.perf_counter() - began)
    return run


def _together(some: Iterator[Answered]) -> Answered:
    whole = Answered()
    for one in some:
        whole.runs += one.runs
        whole.notices += one.notices
        whole.kinds += one.kinds
        whole.wrong += one.wrong
        whole.seconds += one.seconds
    return whole


def paths(seed: int) -> Iterator[bytes]:
    """Yield malformed paths as bytes of a request line, without end."""
    random = Random(seed)
    while True:
        [kind] = random.choices([*KINDS])
        text = KINDS[kind](random, random.choice((*PAGES, "_stcore/health", "media/x.csv", "static/js/x.js")))
        if random.random() < 0.5:
            text = quote_plus(text) + random.choice(("", *PERCENT))
        begin = random.choice(("/", "//", "/./", "/overview/", "/_stcore/", "/media/", "/static/", "/app/static/"))
        yield re.sub(rb"[\r\n ]", b"", (begin + text).encode())


def asked(url: str, path: bytes) -> tuple[int, bytes]:
    """Ask a server for a path exactly as it is written; return the status and all that is answered."""
    where = urlsplit(url)
    with socket.create_connection((where.hostname or "", where.port or 0), timeout=20) as line:
        line.sendall(b"GET " + path + b" HTTP/1.1\r\nHost: " + where.netloc.encode() + b"\r\nConnection: close\r\n\r\n")
        got = b"".join(iter(lambda: line.recv(65536), b""))
    return int(got.split(b" ", 2)[1]), got

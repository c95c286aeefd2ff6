"""200,000 malformed addresses and arguments: each is refused as documented, with no traceback and no figure."""

from __future__ import annotations

import io
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from streamlit.runtime.state.query_params import QueryParams

from cpdash import cli, loading
from cpdash.board import Board
from cpdash.board.viewer import PUBLIC
from cpdash.board.views import KINDS as COMPARATORS
from cpdash.catalogue.loader import the_catalogue
from cpdash.errors import InputRefused
from cpdash.periods import FORMS
from cpdash.settings import Settings
from cpdash.web import address, cached, filters
from cpdash.web.cut import Part
from cpdash.web.filters import Filters
from cpdash.web.periods import PERIODS
from tests.malformed_for_tests import (
    Address,
    Filter,
    addresses,
    figures_in,
    months,
    named,
    one_of,
    several,
    wrong_value,
)  # fmt: skip
from tests.snapshot_for_tests import publish_tiny

SEED = 1989
ADDRESSES, ARGUMENTS = 190_000, 10_000
FIGURE = re.compile(r"\d+\.\d|\d ?%|\d,\d{3}")
"""How a figure looks; months, years and codes do not."""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("malformed")
    publish_tiny(data)
    return data


class Params(QueryParams):
    """What Streamlit makes of the query of an address; it tells no browser when a page changes it."""

    def _send_query_param_msg(self) -> None:
        pass


@dataclass
class Screen:
    """Stands for Streamlit where pages draw their filters: it draws nothing, and keeps what is said."""

    session_state: dict[str, Any] = field(default_factory=dict)
    query_params: QueryParams = field(default_factory=Params)
    said: list[str] = field(default_factory=list)

    @contextmanager
    def _inside(self) -> Iterator[None]:
        yield

    def container(self, **_: object) -> Any:
        return SimpleNamespace(__enter__=None, html=self.said.append) if "notices" in _.values() else self._inside()

    def html(self, body: str) -> None:
        """Draw nothing: what a page says of an address goes beneath the bar."""

    selectbox = pills = lambda *_, **__: None

    def opened(self, query: str) -> None:
        """Begin a new session with an address."""
        self.session_state, self.said = {}, []
        self.query_params = Params()
        self.query_params.populate_from_query_string(query)


def _overview(ask: Filters) -> None:
    ask.month(ask.council())


def _indicator(ask: Filters) -> None:
    council = ask.council()
    indicator = ask.indicator(council)
    form, month = ask.form(indicator, council), ask.month(council)
    ask.against()
    ask.period(ask.views.series(indicator.id, council.code, Part(form)), month)
    ask.control()


def _compare(ask: Filters) -> None:
    council = ask.council()
    ask.year(ask.views.comparison(ask.indicator(council).id, council.code))
    if ask.group() == "neighbours":
        ask.model(council)
    ask.average()


def _data(ask: Filters) -> None:
    ask.council()


def _methods(ask: Filters) -> None:
    ask.council()
    ask.any_indicator()


PAGES: dict[str, Callable[[Filters], None]] = {
    "overview": _overview, "indicator": _indicator, "compare": _compare, "data": _data, "methods": _methods,
}  # fmt: skip


@pytest.fixture
def screen(published: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    drawn = Screen()
    monkeypatch.setattr(address, "st", drawn)
    monkeypatch.setattr(filters, "st", drawn)
    monkeypatch.setenv("CPDASH_DATA", str(published))
    cached.settings.cache_clear()
    yield drawn
    cached.settings.cache_clear()


def shown(screen: Screen, views: cached.Views, page: str, query: str) -> dict[str, str]:
    """Return the filters that a page settles on for an address, as the page then writes them into it."""
    screen.opened(query)
    ask = Filters(page, views)
    with ask.bar():
        PAGES[page](ask)
    ask.finish()
    return screen.query_params.to_dict()


def of_addresses(views: cached.Views) -> tuple[dict[str, list[Filter]], frozenset[str]]:
    """Return the filters of each page, and every word that a notice may name."""
    catalogue, board = the_catalogue(), views.councils()
    places = [views.place(code) for code in (*board, "E12000001", "E92000001")]
    councils = [word for place in places[: len(board)] for word in (place.code, place.name)]
    dates = {str(month): month.words for code in board for month in views.months(code)}
    codes, years = [*catalogue.indicators, *catalogue.codes()], [str(year) for year in range(2016, 2026)]
    council, indicator = named("council", [*councils, "808", "806", "841"]), named("indicator", codes)
    month, period = months(dates), one_of("period", PERIODS)
    against, group = several("against", COMPARATORS), one_of("group", COMPARATORS)
    limits = several("limits", ("on",))
    year, average = one_of("year", years), one_of("average", ("mean", "median"))
    # The nearest name is sought for a wrong one, which takes longest: other filters are wrong more often.
    found = {
        "overview": [council, *[month] * 6],
        "indicator": [council, *[month, period, against, limits] * 5] * 5 + [indicator],
        "compare": [council, *[year, group, average] * 6] * 5 + [indicator],
        "data": [council],
        "methods": [council] * 4 + [indicator],
    }
    words = (*codes, *councils, *(one.code for one in places), *dates.values(), *PERIODS.values(), *years)
    return found, frozenset(words)


def test_malformed_addresses_show_the_usual_view_and_say_what_was_wrong(screen: Screen) -> None:
    views = cached.views(PUBLIC)
    pages, words = of_addresses(views)
    right: tuple[dict[str, str], ...] = (
        {},
        {"council": "E06000005"},
        {"month": "2019-03", "group": "neighbours", "model": "2021"},
    )
    usual = cache(lambda page, query: shown(screen, views, page, query))
    assert usual("overview", urlencode(right[1])) != usual("overview", "") != usual("overview", urlencode(right[2]))
    random, kinds, said = Random(SEED), Counter[str](), 0
    for one in islice(addresses(SEED, pages, (60, 15, 25, 4, 1)), ADDRESSES):
        kept = urlencode({name: value for name, value in random.choice(right).items() if name not in one.wrong})
        expected = usual(one.page, kept)
        query = f"{kept}&{one.query}" if kept else one.query
        assert shown(screen, views, one.page, query) == expected, one
        assert_said(screen.said, one, expected, words)
        kinds.update(one.kinds)
        said += len(screen.said)
    print(f"\n{ADDRESSES:,} addresses, {said:,} notices; wrong parts by kind: {dict(kinds.most_common())}")
    assert set(kinds) > {"SQL", "NUL", "repeated key", "percent-encoding", "nearly right", "writing direction"}


def assert_said(said: list[str], one: Address, view: dict[str, str], words: frozenset[str]) -> None:
    """Check that a page says once of each of its filters what was wrong with it, and no figure."""
    wrong = [value for name, value in one.wrong.items() if name in view]
    assert len(said) == len(wrong), one
    assert [found for notice in said for found in figures_in(notice, wrong, words)] == [], one


LINE = ("--area", "Stockton-on-Tees")
SHOW, COMPARE = ("show", "three_or_more_placements", *LINE), ("compare", "AR2", *LINE)
EXPLAIN = ("explain", "AR2", *LINE)


def lines(seed: int) -> Iterator[tuple[list[str], str]]:
    """Yield command lines of which one part is malformed, and the kind of that part, without end."""
    random, catalogue = Random(seed), the_catalogue()
    area = named("area", ["Stockton-on-Tees", "E06000004", "808", "Middlesbrough", "806", "E06000002", "Darlington",
                          "841", "E06000005", "North East", "E12000001", "England", "E92000001"])  # fmt: skip
    indicator = named("indicator", [*catalogue.indicators, *catalogue.codes()])
    any_month = Filter("month", ["2025-03", "2019-12"], lambda text: bool(re.fullmatch(r"\d{4}-\d\d", text.strip())))
    number = Filter("number", ["2025", "2021"], _is_number)
    category = one_of("where", ["age=Under 5", "age=5 to 17"])
    making: list[Callable[[str], list[str]]] = [
        lambda text: ["show", "AR2", f"--area={text}"], lambda text: ["show", text, *LINE],
        lambda text: [*SHOW, f"--from={text}"], lambda text: [*SHOW, f"--to={text}"],
        lambda text: [*SHOW, f"--form={text}"], lambda text: [*SHOW, f"--by={text}"],
        lambda text: [*SHOW, f"--where={text}"], lambda text: [*SHOW, f"--as={text}"],
        lambda text: ["compare", "AR2", f"--area={text}"], lambda text: [*COMPARE, f"--year={text}"],
        lambda text: [*COMPARE, f"--group={text}"], lambda text: [*COMPARE, f"--model={text}"],
        lambda text: ["catalogue", text], lambda text: ["template", text, "x.xlsx"], lambda text: ["rollback", text],
        lambda text: ["serve", f"--port={text}"], lambda text: ["demo", f"--to={text}"],
        lambda text: ["demo", f"--seed={text}"], lambda text: [text], lambda text: ["snapshots", f"--x{text}"],
        lambda text: ["publish", text], lambda text: [*SHOW, f"--x{text}"], lambda text: ["import", text, "x.csv"],
        lambda text: ["import", "ssda903", "x", f"--year-from={text}"],
        lambda text: ["explain", text, *LINE], lambda text: ["explain", "AR2", f"--area={text}"],
        lambda text: [*EXPLAIN, f"--month={text}"], lambda text: [*EXPLAIN, f"--form={text}"],
        lambda text: [*EXPLAIN, f"--as={text}"],
    ]  # fmt: skip
    word = one_of("word", ["--help", "-h", "--json", "help", "json", "lait", "show"])
    choice = one_of("choice", ["public", "service", "region", "neighbours", "england", "list", "check", "scorecard"])
    takes = [
        area, indicator, any_month, any_month, one_of("form", ["", *FORMS]), one_of("by", ["", "age"]), category,
        choice,
        area, number, choice, number, choice, choice, word, number, any_month, number, word, word, word, word, word,
        one_of("day", ["2024-04-01"]), indicator, area, any_month, one_of("form", ["", *FORMS]), choice,
    ]  # fmt: skip
    while True:
        at = random.randrange(len(making))
        text, kind = wrong_value(random, takes[at], allowed=_passed_on)
        if random.random() < 0.05:
            text, kind = text + "\udcff\udc80", "bytes that are no UTF-8"
        yield making[at](text), kind


def _passed_on(text: str) -> bool:
    """Return whether a text can be an argument, which has no NUL in any system, and asks for no help."""
    return "\0" not in text and not text.startswith("-h")


def _is_number(text: str) -> bool:
    try:
        int(text)
    except ValueError:
        return False
    return True


def test_malformed_arguments_are_a_usage_error_without_a_traceback_and_without_a_figure(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise InputRefused(["x: there is no such file"])

    board = Board.opened(published / "snapshots", the_catalogue(), viewer=PUBLIC)
    settings = Settings(data=published)
    monkeypatch.setattr(cli, "_board", lambda role="public": board)
    monkeypatch.setattr(cli, "load_catalogue", the_catalogue)
    monkeypatch.setattr(cli, "Settings", lambda: settings)
    for name in ("import_files", "import_returns", "load_demo", "publish"):  # what a line that is right would begin
        monkeypatch.setattr(loading, name, refused)
    kinds, codes = Counter[str](), Counter[object]()
    for line, kind in islice(lines(SEED), ARGUMENTS):
        monkeypatch.setattr(sys, "argv", ["cpdash", *line])
        code, out, err = ended()
        assert code in ((2, 3, 6) if line[0] == "import" else (2,)), (line, code, out)
        assert out == "", line
        assert err.strip(), line
        plain = err
        for part in sorted((part.partition("=")[2] or part for part in line), key=len, reverse=True):
            plain = plain.replace(_as_said(part), "") if part else plain
        assert not FIGURE.search(plain) or FIGURE.search("".join(line)), (line, err)
        assert "Traceback" not in plain, (line, err)
        kinds[kind] += 1
        codes[code] += 1
    print(f"\n{ARGUMENTS:,} command lines; by kind: {dict(kinds.most_common())}; by exit code: {dict(codes)}")
    assert codes[2] > 0.9 * ARGUMENTS


def _as_said(text: str) -> str:
    return text.encode("utf-8", errors="backslashreplace").decode()


def ended() -> tuple[object, str, str]:
    """Run the command line and return its exit code and what it printed, as a terminal of today takes it."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8", "backslashreplace")
    with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as stopped:
        cli.main()
    said = []
    for stream in (out, err):
        stream.flush()
        said.append(stream.buffer.getvalue().decode())
    return stopped.value.code, said[0], said[1]

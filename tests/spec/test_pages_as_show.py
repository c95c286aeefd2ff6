"""What a page shows for any filters is what `cpdash show` prints for the same filters and role."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from click.testing import CliRunner
from streamlit import config
from streamlit.testing.v1 import AppTest

from cpdash import cli, words
from cpdash.board import Board
from cpdash.board.details import Openings
from cpdash.board.viewer import Role, Viewer
from cpdash.board.views import Point
from cpdash.catalogue.loader import the_catalogue
from cpdash.catalogue.pages import BoardPage, PageView
from cpdash.periods import Form, Month
from cpdash.settings import PROJECT
from cpdash.web import cached, components
from cpdash.web.pages import PAGES
from cpdash.web.periods import dated, first_month
from cpdash.web.slices import choices, mark

DEMO = "E06999901"
SETS = 100
"""Random filter sets of each role."""

FILES = {one.address: one.file for one in PAGES}
TABLE = re.compile(r"aria-label='Table: [^']*'>(<table>.*?</table>)", re.DOTALL)
CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)


@pytest.fixture(scope="module")
def boards(demo_data: Path) -> Iterator[Mapping[Role, Board]]:
    roles: tuple[Role, ...] = ("public", "service")
    found = {role: Board.opened(demo_data / "snapshots", the_catalogue(), viewer=Viewer(role)) for role in roles}
    yield found
    for board in found.values():
        board.close()


@pytest.fixture
def command(boards: Mapping[Role, Board], monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """The command line itself; only the opening of the snapshot, which takes most of its time, is done once."""
    monkeypatch.setattr(cli, "_board", lambda role="public": boards[role])
    return CliRunner()


@dataclass(frozen=True)
class Asked:
    """One random set of filters: the address of a page, and the command that asks for the same."""

    page: str
    address: Mapping[str, str]
    indicator: str
    form: Form
    command: tuple[str, ...]
    by: str = ""


def asked(board: Board, random: Random) -> Asked:
    """Return a random set of filters that a page offers: page, view, measure, form, month, period, slice, breakdown."""
    page, view = random.choice(
        [(page, view) for page in board.catalogue.pages.values() for view in page.view if view.shows == "measures"]
    )
    known = [one for one in view.measures if board.series(one, DEMO, kinds=()).latest]
    if not known:
        return asked(board, random)
    wide = [one for one in known if board.openings(one, DEMO).open]
    indicator = random.choice(wide or known)
    form = random.choice(board.forms(indicator, DEMO))
    openings = board.openings(indicator, DEMO, form)
    only = _only(openings, random)
    return _asked(board, random, page, view, indicator, form, only)


def _only(openings: Openings, random: Random) -> list[tuple[str, str]]:
    every = list(choices(openings).values())
    most = 3 if openings.together else 1
    return sorted(random.sample(every, min(random.choice([0, 1, most]), len(every))))


def _asked(
    board: Board, random: Random, page: BoardPage, view: PageView, indicator: str, form: Form,
    only: list[tuple[str, str]],
) -> Asked:  # fmt: skip
    month = random.choice(board.months(DEMO)[:40])
    period = random.choice(["13m", "5y", "all"])
    series = board.breakdown(indicator, DEMO, "", form=form, where=only) if only else board.series(
        indicator, DEMO, form=form, kinds=()
    )  # fmt: skip
    first = first_month(dated(series, month), period)
    offered = [one for one in board.breakdowns(indicator, DEMO, form) if one not in dict(only)]
    together = board.openings(indicator, DEMO, form).together
    by = random.choice(["", *offered]) if together or not only else ""
    address = {
        "council": DEMO, "view": view.id, "indicator": indicator, "form": form, "month": str(month), "period": period,
        "only": ",".join(mark(*pair) for pair in only) or "none", "by": by or "whole",
    }  # fmt: skip
    where = [text for name, category in only for text in ("--where", f"{name}={category}")]
    span = [*(["--from", str(first)] if first else []), "--to", str(month)]
    return Asked(page.id, address, indicator, form, ("--form", form, *span, *where), by)


@pytest.mark.parametrize("role", ["public", "service"])
def test_the_figures_of_a_page_are_those_of_the_command(
    role: Role, boards: Mapping[Role, Board], command: CliRunner, demo_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CPDASH_DATA", str(demo_data))
    monkeypatch.setattr(components, "HEAD_START", 0)  # there is no browser to wait for
    # Who sits at this machine sees made-up children in full; a cookie turns that off.
    cookies = {"cpdash_safe_to_share": "1"} if role == "public" else {}
    monkeypatch.setattr(st, "context", SimpleNamespace(headers={"host": "127.0.0.1:8501"}, cookies=cookies))
    find = config.get_option
    monkeypatch.setattr(config, "get_option", lambda name: "127.0.0.1" if name == "server.address" else find(name))
    cached.settings.cache_clear()
    random = Random(20261123)
    pages = {name: AppTest.from_file(PROJECT / "pages" / file, default_timeout=60) for name, file in FILES.items()}
    sliced = 0
    for _ in range(SETS):
        one = asked(boards[role], random)
        tables = _tables(pages[one.page], one)
        wanted = _show(command, one, role, "")
        assert tables["trend"] == _column(boards[role], one, wanted), one
        sliced += "--where" in one.command
        if one.by:
            split = _show(command, one, role, one.by)
            assert tables["parts"] == _cells(boards[role], one, split), one
    cached.settings.cache_clear()
    assert sliced > SETS // 4, "the walk says something of slices"


def _tables(app: AppTest, one: Asked) -> dict[str, list[list[str]]]:
    """Return the tables of the page's charts: of the trend each period with its value, of the breakdown every cell."""
    for name in list(app.query_params):
        del app.query_params[name]
    for name, value in one.address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, one
    html = "".join(str(part.proto.body) for part in app.get("html"))
    assert "role='alert'" not in html, one
    found = [rows for table in TABLE.findall(html) if (rows := _rows(table))[0][0] != "Who"]
    return {"trend": [row[:2] for row in found[0][1:]] if found else [], "parts": found[-1] if len(found) > 1 else []}


def _rows(table: str) -> list[list[str]]:
    rows = [CELL.findall(row) for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)]
    return [[unescape(re.sub(r"<[^>]+>", "", cell)) for cell in row] for row in rows]


def _show(command: CliRunner, one: Asked, role: Role, by: str) -> list[dict[str, Any]]:
    split = ("--by", by) if by else ()
    result = command.invoke(
        cli.cli, ["show", one.indicator, "--area", DEMO, "--as", role, "--json", *one.command, *split]
    )
    assert result.exit_code == 0, result.output
    points: list[dict[str, Any]] = json.loads(result.stdout)["points"]
    return points


def _point(told: Mapping[str, Any]) -> Point:
    return Point(Month.parse(told["period"]), told["value"], told["status"], "")


def _column(board: Board, one: Asked, points: list[dict[str, Any]]) -> list[list[str]]:
    indicator = board.catalogue.indicators[one.indicator]
    return [[words.period(one.form, _point(told).month), words.shown(indicator, _point(told))] for told in points]


def _cells(board: Board, one: Asked, points: list[dict[str, Any]]) -> list[list[str]]:
    """Return the table of a breakdown as the command's points make it: a row a category, a column a period."""
    if not points:
        return []
    indicator = board.catalogue.indicators[one.indicator]
    months = sorted({_point(told).month for told in points})
    cells = {(told[one.by], _point(told).month): words.shown(indicator, _point(told)) for told in points}
    categories = list(dict.fromkeys(told[one.by] for told in points))
    head = [words.dimension_words(one.by).capitalize(), *(words.period(one.form, month) for month in months)]
    return [head, *([name or "All", *(cells.get((name, month), "") for month in months)] for name in categories)]


SHARES = ("placed_over_20_miles", "in_house_foster_share", "three_or_more_placements", "section_20_share")


@pytest.mark.parametrize("indicator", ["children_in_care", "placement_moves", "placements_started", *SHARES])
def test_at_full_detail_the_slices_add_up_to_all(indicator: str, boards: Mapping[Role, Board]) -> None:
    board = boards["service"]
    one = board.catalogue.indicators[indicator]
    [whole] = [p for p in board.series(indicator, DEMO, kinds=()).points if p.month == Month(2026, 10)]
    walked = 0
    for dimension, categories in board.openings(indicator, DEMO).open:
        if one.fact and one.fact.is_composition(dimension):
            continue
        known = [*categories, "Not recorded"]
        slices = [board.breakdown(indicator, DEMO, "", where=[(dimension, name)]) for name in known]
        now = [p for slice_ in slices for p in slice_.points if p.month == Month(2026, 10)]
        assert sum(p.numerator or 0 for p in now) == whole.numerator, dimension
        if whole.denominator:
            assert sum(p.denominator or 0 for p in now) == whole.denominator, dimension
        walked += 1
    assert walked >= 8


@pytest.mark.parametrize("indicator", ["children_in_care", "placement_moves", *SHARES])
def test_what_is_behind_a_change_adds_up_to_it(indicator: str, boards: Mapping[Role, Board]) -> None:
    found = boards["service"].change(indicator, DEMO)
    assert found
    assert found.total.change == (found.total.now or 0) - (found.total.before or 0)
    assert len(found.shifts) >= 8
    for dimension, shifts in found.shifts:
        assert sum(one.change or 0 for one in shifts) == found.total.change, dimension


def test_in_public_a_change_is_told_of_released_figures_only(boards: Mapping[Role, Board]) -> None:
    board = boards["public"]
    found = board.change("placed_over_20_miles", DEMO)
    assert found
    released = {
        (name, p.category, p.month): p.numerator
        for name, _ in board.openings("placed_over_20_miles", DEMO).open
        for p in board.breakdown("placed_over_20_miles", DEMO, name).points
    }
    assert found.shifts
    for name, shifts in found.shifts:
        for one in shifts:
            assert one.now == released.get((name, one.category, found.month))
            assert one.before == released.get((name, one.category, found.before))

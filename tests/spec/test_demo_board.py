"""What `make run` opens on: the demonstration council, with every indicator that the return gives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cpdash.board import Board
from cpdash.board.viewer import Viewer
from cpdash.board.views import Point
from cpdash.catalogue.loader import the_catalogue
from cpdash.periods import Month

DEMO, STOCKTON = "E06999901", "E06000004"
MONTHLY = (
    "CP1", "CP2", "CP3", "CP6", "CP8", "CP9", "CP10a", "CP10b", "CP11", "CP12", "CP13", "CP14", "CP15", "CP16", "CP17",
    "CP19", "AR1", "AR2", "AR3", "AR4", "AR5", "AR6", "AR7", "NI61", "NI62", "NI63", "NI66",
)  # fmt: skip
YEARLY = ("CP18", "CP23", "CP24", "NI58", "NI147", "NI148")
"""From files that exist once a year: their months between are not invented."""


@pytest.fixture(scope="module")
def board(demo_data: Path) -> Iterator[Board]:
    opened = Board.opened(demo_data / "snapshots", the_catalogue(), viewer=Viewer("service"))
    yield opened
    opened.close()


def _valued(board: Board, indicator: str, **options: object) -> list[Point]:
    series = board.series(indicator, DEMO, **options)  # type: ignore[arg-type]
    return [point for point in series.points if point.value is not None]


@pytest.mark.parametrize("indicator", MONTHLY)
def test_a_figure_for_each_of_at_least_60_months(board: Board, indicator: str) -> None:
    points = _valued(board, indicator)
    assert len({point.month for point in points}) >= 60
    assert points[-1].month == Month(2026, 10)
    assert {point.status for point in points} <= {"derived", "provisional"}


@pytest.mark.parametrize("indicator", YEARLY)
def test_a_figure_for_each_31_march_of_eight_years(board: Board, indicator: str) -> None:
    months = [point.month for point in _valued(board, indicator) if point.source == "SSDA903 return"]
    assert months == [Month(year, 3) for year in range(2019, 2027)]


def test_months_of_a_year_that_is_not_closed_are_provisional(board: Board) -> None:
    points = {point.month: point for point in board.series("CP1", DEMO).points}
    assert points[Month(2026, 3)].status == "derived"
    assert points[Month(2026, 4)].status == "provisional"


def test_a_window_longer_than_the_returns_is_provisional_and_says_how_long_it_is(board: Board) -> None:
    points = {point.month: point for point in board.series("AR1", DEMO).points}
    first = points[Month(2018, 10)]
    assert (first.status, first.basis) == ("provisional", "indicative")
    assert first.reason == "The return covers only 7 of the 12 months that this looks back over."
    assert points[Month(2019, 3)].status == "derived"


@pytest.mark.parametrize(
    ("indicator", "dimension"),
    [("CP1", "age"), ("CP1", "placement"), ("CP1", "need"), ("children_ceasing", "reason_ceased"), ("CP1", "provider")],
)
def test_a_breakdown_adds_up_to_the_total_in_every_month(board: Board, indicator: str, dimension: str) -> None:
    parts: dict[Month, float] = {}
    for point in board.breakdown(indicator, DEMO, dimension).points:
        if point.source == "SSDA903 return":
            parts[point.month] = parts.get(point.month, 0) + (point.value or 0)
    totals = {point.month: point.value for point in _valued(board, indicator)}
    assert {month: parts.get(month) for month in totals} == totals


def test_the_synthetic_council_is_marked_and_in_no_other_councils_group(board: Board) -> None:
    assert board.place(DEMO).synthetic
    assert not board.place(STOCKTON).synthetic
    stockton = board.comparison("AR2", STOCKTON, 2025)
    assert "Demo Borough (synthetic)" not in {row.place.name for row in stockton.rows}
    assert stockton.of == 12
    demo = board.comparison("AR2", DEMO, 2025)
    assert demo.of == 13
    assert demo.rank is not None


def test_figures_of_a_synthetic_council_alone_keep_the_screen_safe_to_share(board: Board) -> None:
    assert board.footer().safe


def test_the_months_that_faults_touch_are_listed_and_said_of_the_figures(board: Board) -> None:
    faulty = board.holdings(DEMO).faulty_months
    assert faulty
    month = faulty[0].month
    [point] = board.series("CP1", DEMO, first=month, last=month).points
    assert point.note
    assert "in the rows of the return" in point.note


def test_a_head_of_service_finds_teenagers_in_homes_far_away(board: Board) -> None:
    """The story of the last two years: private children's homes, outside the council, more than 20 miles away."""
    series = board.breakdown("CP15", DEMO, "age")
    teenagers = {p.month: p.value for p in series.points if p.category == "10 to 15 years"}
    assert (teenagers[Month(2026, 10)] or 0) > (teenagers[Month(2024, 3)] or 0) + 3

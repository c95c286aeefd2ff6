"""A part of a series, cut from the whole, is what the board itself returns for it."""

from __future__ import annotations

import pytest

from cpdash.board import Board
from cpdash.board.viewer import PUBLIC
from cpdash.board.views import KINDS, Kind
from cpdash.catalogue.loader import the_catalogue
from cpdash.periods import Month
from cpdash.web.cut import Part, cut
from cpdash.web.periods import dated, first_month, usual_period
from tests.snapshot_for_tests import publish_tiny

RATE, STOCKTON = "children_in_care_rate", "E06000004"
ENGLAND_ONLY: tuple[Kind, ...] = ("england",)


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Board:
    data = tmp_path_factory.mktemp("data")
    return Board.opened(data / "snapshots", the_catalogue(), publish_tiny(data), viewer=PUBLIC)


@pytest.mark.parametrize("first", [None, Month(2018, 4)])
@pytest.mark.parametrize("last", [None, Month(2022, 3)])
@pytest.mark.parametrize("kinds", [KINDS, ENGLAND_ONLY, ()])
def test_cut_equals_what_the_board_returns(
    board: Board, first: Month | None, last: Month | None, kinds: tuple[Kind, ...]
) -> None:
    whole = board.series(RATE, STOCKTON)
    asked = board.series(RATE, STOCKTON, first=first, last=last, kinds=kinds)
    assert cut(whole, Part("snapshot", first, last, kinds)) == asked


def test_monthly_series_open_on_thirteen_months_and_others_on_ten_years(board: Board) -> None:
    series = board.series(RATE, STOCKTON)
    months = dated(series, Month(2021, 5))
    assert (usual_period(months), first_month(months, "13m")) == ("13m", Month(2020, 5))
    assert usual_period(dated(series, None)) == "10y"
    assert first_month(dated(series, None), "all") is None
    assert first_month([], "13m") is None

"""The whole of the published files, imported and published, gives the figures that the publications print."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cpdash.board import Board
from cpdash.board.viewer import PUBLIC
from cpdash.catalogue import load_catalogue
from cpdash.loading import Report, import_files, publish
from cpdash.periods import Month
from cpdash.settings import Settings

pytestmark = pytest.mark.real

STOCKTON, MIDDLESBROUGH = "E06000004", "E06000002"
NORTH_EAST_COUNCILS = 12
RANKED = {
    "AR2": "LAC",
    "NI62": "LACStable_2016on",
    "NI147": "CareLeaverAcc",
    "NI148": "CareLeaverEET",
    "CP12": "LACDistance",
}


@pytest.fixture(scope="module")
def loaded(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Report]:
    settings = Settings(data=tmp_path_factory.mktemp("real"))
    catalogue = load_catalogue()
    report = import_files(settings, catalogue, [real_data / "real", real_data / "published"])
    publish(settings, catalogue)
    return settings, report


@pytest.fixture(scope="module")
def board(loaded: tuple[Settings, Report]) -> Iterator[Board]:
    opened = Board.opened(loaded[0].snapshots, load_catalogue(), viewer=PUBLIC)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def cpdash(loaded: tuple[Settings, Report]) -> Callable[..., Any]:
    environment = {**os.environ, "CPDASH_DATA": str(loaded[0].data)}

    def run(*words: str) -> Any:
        command = [sys.executable, "-m", "cpdash.cli", *words, "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        return json.loads(done.stdout)

    return run


def test_every_row_of_every_file_is_accounted_for(loaded: tuple[Settings, Report]) -> None:
    files = loaded[1].files
    assert len(files) > 30
    assert all(f.rows_read == f.rows_used + f.rows_left + f.rows_refused for f in files)
    assert not [finding for finding in loaded[1].findings if finding.severity == "error"]


@pytest.mark.parametrize(
    ("indicator", "value", "region", "england", "mean"),
    [("AR2", 125, 111, 67, 95.2), ("NI148", 49, 48, 54, 50.3), ("NI147", 79, 88, 89, 91.9), ("NI63", 67, 65, 69, 67.0)],
)
def test_stockton_2025_against_region_england_and_neighbours(
    cpdash: Callable[..., Any], indicator: str, value: float, region: float, england: float, mean: float
) -> None:
    found = cpdash("compare", indicator, "--area", STOCKTON, "--year", "2025")
    assert (found["value"], found["region"]["value"], found["england"]["value"]) == (value, region, england)
    assert (found["neighbours"]["model"], found["neighbours"]["n"]) == (2025, 10)
    assert round(found["neighbours"]["mean"], 1) == mean


def test_the_neighbours_median_of_the_rate_is_91(cpdash: Callable[..., Any]) -> None:
    assert cpdash("compare", "AR2", "--area", STOCKTON, "--year", "2025")["neighbours"]["median"] == 91


def test_two_papers_disagree_on_the_peak_and_both_stand_with_their_sources(cpdash: Callable[..., Any]) -> None:
    points = {point["period"]: point for point in cpdash("show", "CP1", "--area", MIDDLESBROUGH)["points"]}
    assert points["2020-07"]["value"] == 692
    assert points["2020-09"]["value"] == 702
    assert points["2020-07"]["source"] != points["2020-09"]["source"]
    assert points["2025-03"]["value"] == 493


def test_the_rate_holds_its_numerator_and_the_population_of_the_year_before(board: Board) -> None:
    latest = board.series("AR2", STOCKTON).latest
    assert latest is not None
    assert (latest.value, latest.numerator, latest.denominator) == (125, 564, 45079)


def test_the_2025_release_restates_stocktons_2023_rate_and_says_so(
    loaded: tuple[Settings, Report], board: Board
) -> None:
    said = [
        (one.old, one.new)
        for file in loaded[1].files
        for one in file.restated
        if (one.area, one.indicator, str(one.month)) == (STOCKTON, "children_in_care_rate", "2023-03")
    ]
    assert (132, 131) in said
    assert {str(p.month): p.value for p in board.series("AR2", STOCKTON).points}["2023-03"] == 131


@pytest.mark.parametrize("indicator", sorted(RANKED))
def test_rank_and_movement_agree_with_pandas_over_the_lait_table(board: Board, real_data: Path, indicator: str) -> None:
    """Worked out apart: pandas' own ranking over the bulk table, 12 councils, 9 years with a year before."""
    lait = pd.read_parquet(real_data / "real" / "lait" / "bds_long_0.parquet")
    lait = lait[(lait["Short Desc"].str.strip() == RANKED[indicator]) & (lait["Region"] == "North East")]
    lait = lait.assign(value=pd.to_numeric(lait["Values"], errors="coerce"), year=lait["Years"].str[:4].astype(int))
    lait = lait[lait["LA Number"] < 900 + 30]
    table = lait.pivot_table(index="LA Number", columns="year", values="value", dropna=False)
    assert len(table) == NORTH_EAST_COUNCILS
    polarity = load_catalogue().indicator(indicator).polarity
    ranks = table.rank(method="min", ascending=polarity == "low")
    checked = 0
    for number in ranks.index:
        for year in range(2017, 2026):
            found = board.comparison(indicator, str(int(number)), year)
            expected = ranks.loc[number, year]
            before = ranks.loc[number, year - 1]
            assert (found.rank is None) == bool(pd.isna(expected))
            if found.rank is not None:
                assert found.rank == expected
                assert found.of == table[year].notna().sum()
            if pd.isna(expected) or pd.isna(before):
                assert found.moved is None
                assert found.comparison.startswith("no comparison")
            else:
                assert found.moved == before - expected
            checked += 1
    assert checked == NORTH_EAST_COUNCILS * 9


Z = 1.959963984540054
ANSWERED = ("AR2", "NI147", "NI148", "NI62", "NI63")


def _interval(count: float, whole: float | None, value: float) -> tuple[float, float]:
    """Return Wilson's interval as the roots of its quadratic, or Byar's of a count, in the unit of the value."""
    if whole is None:
        ends = [
            (count + n) * (1 - 1 / (9 * (count + n)) + s * Z / (3 * (count + n) ** 0.5)) ** 3
            for n, s in ((0, -1), (1, 1))
        ]
        return ends[0] * value / count, ends[1] * value / count
    share = count / whole
    low, high = sorted(np.roots([1 + Z**2 / whole, -(2 * share + Z**2 / whole), share**2]).real)
    return 100 * low, 100 * high


def _expected(low: float, high: float, theirs: float, polarity: str) -> str:
    if low <= theirs <= high:
        return "similar"
    return "better" if (low > theirs) == (polarity == "high") else "worse"


@pytest.mark.parametrize("indicator", ANSWERED)
def test_the_answers_of_the_north_east_agree_with_a_plain_recalculation(board: Board, indicator: str) -> None:
    month = Month(2025, 3)
    one = load_catalogue().indicator(indicator)
    councils = [place for place in board.councils() if place.region == "E12000001"]
    assert len(councils) == NORTH_EAST_COUNCILS
    figures = {}
    for place in councils:
        series = board.series(indicator, place.code, form=one.benchmark.form if one.benchmark else None)
        figures[place.code] = {point.month: point for point in series.points}, {b.kind: b for b in series.benchmarks}
    published = {code: pd.Series({m: p.value for m, p in points.items()}) for code, (points, _) in figures.items()}
    ranks = pd.DataFrame(published).T.rank(method="min", ascending=one.polarity == "low").to_dict("index")
    judged = 0
    for place in councils:
        answer = board.answer(indicator, place.code, month, form=one.benchmark.form if one.benchmark else None)
        points, lines = figures[place.code]
        mine = points[month]
        assert mine.value is not None
        assert answer.card.latest is not None and answer.card.latest.value == mine.value
        for compare in answer.compares:
            theirs = next(p.value for p in lines[compare.gap.kind].points if p.month == month)
            assert theirs is not None
            assert compare.gap.gap == pytest.approx(mine.value - theirs)
            if mine.numerator is None:
                assert compare.judged is None
                continue
            low, high = _interval(mine.numerator, mine.denominator if one.unit == "%" else None, mine.value)
            assert compare.interval == pytest.approx((low, high))
            assert compare.judged == _expected(low, high, theirs, one.polarity)
            judged += 1
        now, before = ranks[place.code][month], ranks[place.code][month.plus(-12)]
        assert answer.standing is not None
        assert answer.standing.rank == now
        assert answer.standing.moved == (None if pd.isna(before) else before - now)
    print(f"\n{indicator}: {judged} comparisons judged")
    assert judged >= 3 * (NORTH_EAST_COUNCILS - 2)


def test_lait_agrees_with_the_2025_files_on_eleven_measures(board: Board) -> None:
    agreed = [
        one
        for one in board.holdings().agreements
        if "Local Authority Interactive Tool" in one.one + one.other and one.points > 700 and one.differing == 0
    ]
    assert len({one.indicator.id for one in agreed}) >= 11

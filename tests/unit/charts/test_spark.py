"""The sparkline: a small picture that keeps its gaps, stays inside its frame and says in words what it shows."""

from __future__ import annotations

import re
from itertools import groupby
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpdash.board.views import Card
from cpdash.charts import sparkline
from cpdash.charts.spark import EDGE, HEIGHT, WIDTH
from cpdash.charts.theme import COUNCIL, TARGET
from tests.views_for_tests import annual, make_card, make_indicator, make_target, monthly

SVG = "{http://www.w3.org/2000/svg}"


def paths(card: Card) -> list[ElementTree.Element]:
    return ElementTree.fromstring(sparkline(card)).findall(f"{SVG}path")


def line(card: Card) -> str:
    """Return the council's own line: the first of its colour, the other is the dot at its end."""
    return next(one.attrib["d"] for one in paths(card) if one.attrib["stroke"] == COUNCIL)


def title(card: Card) -> str:
    return ElementTree.fromstring(sparkline(card)).findtext(f"{SVG}title") or ""


def places(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"[ML](\S+) (\S+)", path)]


def test_a_gap_stays_a_gap() -> None:
    assert line(make_card(annual(110, 112, None, 118, 125))).count("M") == 2


def test_a_year_without_a_point_is_a_gap() -> None:
    assert line(make_card({"2021-03": 1, "2022-03": 2, "2024-03": 4, "2025-03": 5})).count("M") == 2


@settings(deadline=None)
@given(st.lists(st.none() | st.integers(0, 300), min_size=1, max_size=10))
def test_each_run_of_values_is_one_line_inside_the_frame(values: list[int | None]) -> None:
    card = make_card(monthly(*values))
    runs = [len(list(some)) for valued, some in groupby(values, key=lambda value: value is not None) if valued]
    if not runs:
        assert paths(card) == []
        return
    found = line(card)
    assert [len(places(f"M{run}")) for run in found.split("M")[1:]] == runs
    assert all(EDGE <= x <= WIDTH - EDGE and EDGE <= y <= HEIGHT - EDGE for x, y in places(found))


def test_a_withheld_value_is_not_drawn_at_zero() -> None:
    assert [y for _, y in places(line(make_card(annual(100, None, 200))))] == [HEIGHT - EDGE, EDGE]


def test_a_zero_is_drawn_at_the_bottom() -> None:
    assert [y for _, y in places(line(make_card(annual(5, 0, 10))))] == [HEIGHT / 2, HEIGHT - EDGE, EDGE]


def test_a_gap_takes_its_room_in_time() -> None:
    assert [x for x, _ in places(line(make_card(annual(1, None, None, None, 2))))] == [EDGE, WIDTH - EDGE]


def test_a_single_figure_is_a_dot_in_the_middle_of_the_height() -> None:
    assert line(make_card(annual(5))) == f"M{EDGE:.1f} {HEIGHT / 2:.1f} h0"


def test_a_target_is_dashed_at_its_own_height_over_its_own_months() -> None:
    card = make_card(annual(100, 150, 200), target=make_target(150, "2024-01"))
    (target,) = [one for one in paths(card) if one.attrib["stroke"] == TARGET]
    assert target.attrib["stroke-dasharray"]
    assert target.attrib["d"] == f"M{WIDTH / 2:.1f} {HEIGHT / 2:.1f} H{WIDTH - EDGE:.1f}"


def test_without_a_target_nothing_is_dashed() -> None:
    assert "dasharray" not in sparkline(make_card(annual(1, 2)))


def test_its_title_says_what_it_shows() -> None:
    said = title(make_card(annual(118, None, 125), target=make_target(100, "2020-01")))
    assert said == "Children in care per 10,000: from 118 on 31 March 2023 to 125 on 31 March 2025, target 100"
    assert title(make_card(annual(125))) == "Children in care per 10,000: 125 on 31 March 2025"


@pytest.mark.parametrize("values", [{}, annual(None, None)], ids=["no-points", "no-values"])
def test_without_figures_there_is_no_line_and_it_says_so(values: dict[str, float | None]) -> None:
    card = make_card(values)
    assert paths(card) == [] and title(card).endswith("no figures to draw")


@settings(deadline=None)
@given(st.text("ab<>&\"' /", min_size=2, max_size=20).filter(lambda text: len(text.strip()) > 1))
def test_text_is_escaped(short: str) -> None:
    card = make_card(annual(1, 2), make_indicator(short=short))
    assert title(card).startswith(f"{short.strip()}: from 1")
    assert ElementTree.fromstring(sparkline(card)).tag == f"{SVG}svg"


def test_the_same_card_has_the_same_picture() -> None:
    assert sparkline(make_card(annual(1, None, 3))) == sparkline(make_card(annual(1, None, 3)))

"""Slices, measures together, mixes and flows as Plotly takes them, in either appearance."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpdash.board.details import Mix, Moves
from cpdash.board.mixing import mix as mix_of
from cpdash.charts import dark, theme
from cpdash.charts.breakdown import breakdown
from cpdash.charts.flow import flow
from cpdash.charts.joined import sliced, together
from cpdash.charts.mix import mix
from cpdash.periods import Month
from tests.unit.charts.specs_for_tests import check, notes
from tests.views_for_tests import STAMP, STOCKTON, make_indicator, make_point, make_series

COUNT = make_indicator(unit="children", denominator="None: this is a count")
SHARE = make_indicator(unit="%")
MONTHS = ("2023-03", "2024-03", "2025-03")


def a_mix(sizes: Mapping[str, float | None]) -> Mix:
    points = tuple(make_point(month, n, category=name) for month in MONTHS for name, n in sizes.items())
    total = float(sum(n or 0 for n in sizes.values()) + 7)
    return mix_of(
        make_series({}, COUNT, dimension="need", points=points), make_series(dict.fromkeys(MONTHS, total), COUNT), None
    )


def moved(*moves: tuple[str, str, float]) -> Moves:
    kinds = tuple(dict.fromkeys(name for left, right, _ in moves for name in (left, right)))
    return Moves(STOCKTON, STAMP, "12 months", Month(2025, 3), kinds, moves)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.text("abc <&", min_size=1, max_size=12), st.none() | st.integers(0, 500), max_size=9))
def test_every_mix_is_valid_and_its_parts_are_the_whole(sizes: dict[str, int | None]) -> None:
    found = a_mix({name: None if n is None else float(n) for name, n in sizes.items()})
    spec = mix(found)
    check(spec)
    for at in range(len(found.months)):
        assert sum(found.share(name, at) or 0 for name, _ in found.parts) == pytest.approx(100)
    assert "<a" not in json.dumps(spec)


def test_a_mix_tells_at_most_four_parts_apart_and_greys_the_rest() -> None:
    spec = mix(a_mix({"a": 40, "b": 30, "c": 20, "d": 10, "e": 5, "Not known": 3, "f": None}))
    assert [bar["name"] for bar in spec["data"]] == ["a", "b", "c", "d", "Not known", "All others, or not shown"]
    assert [bar["marker"]["color"] for bar in spec["data"]] == [*theme.SERIES, theme.GROUND, theme.PARTS[-1]]
    assert spec["layout"]["yaxis"]["range"] == [0, 100]
    assert all(bar["marker"]["line"]["color"] == theme.BESIDE for bar in spec["data"][4:]), "an edge that can be seen"


def test_a_slice_lies_over_all_in_grey_and_a_gap_stays_a_gap() -> None:
    part = make_series({"2025-01": 20, "2025-02": None, "2025-03": 30}, SHARE)
    whole = make_series({"2025-01": 15, "2025-02": 15, "2025-03": 15}, SHARE)
    spec = sliced(part, "Aged 10 to 15 years", whole)
    check(spec)
    everyone, own = spec["data"]
    assert (everyone["line"]["color"], own["line"]["color"]) == (theme.BESIDE, theme.COUNCIL)
    assert own["y"] == [20, None, 30] and own["connectgaps"] is False
    assert "Aged 10 to" in notes(spec) and "All 15%" in notes(spec)


def test_measures_together_have_a_colour_and_a_name_each() -> None:
    names = ["Approved", "Filled", "Vacant", "Not available"]
    several = [make_series({"2025-01": 9 - at, "2025-02": 8 - at}, make_indicator(unit="places", short=name))
               for at, name in enumerate(names)]  # fmt: skip
    spec = together(several)
    check(spec)
    assert [trace["line"]["color"] for trace in spec["data"]] == list(theme.SERIES)
    assert all(name in notes(spec) for name in names)


def test_without_a_figure_nothing_is_drawn() -> None:
    nothing = make_series({"2025-01": None}, SHARE)
    assert sliced(nothing, "Nobody", None)["data"] == together([nothing])["data"] == []
    assert mix(a_mix({}))["data"] == [] or mix(a_mix({}))["data"][0]["name"] == "All others, or not shown"
    assert flow(moved())["data"] == []


def test_a_flow_is_as_wide_as_there_are_moves_and_a_kind_keeps_its_colour() -> None:
    spec = flow(moved(("Foster placements", "Other placements", 5), ("Other placements", "Foster placements", 3)))
    check(spec)
    [sankey] = spec["data"]
    assert sankey["link"]["value"] == [5, 3]
    assert [name.replace("<br>", " ") for name in sankey["node"]["label"]] == [
        "Foster care 5", "Other placements 3", "Foster care 3", "Other placements 5",
    ]  # fmt: skip
    assert sankey["node"]["color"][0] == sankey["node"]["color"][2]
    assert sankey["link"]["customdata"] == ["foster-placements", "other-placements"]


def test_a_bar_has_a_stroke_where_it_ended_a_year_before() -> None:
    points = (make_point("2024-03", 4, category="a"), make_point("2025-03", 6, category="a"),
              make_point("2025-03", 2, category="b"))  # fmt: skip
    spec = breakdown(make_series({}, COUNT, dimension="age", points=points))
    check(spec)
    bars, strokes = spec["data"]
    assert (strokes["x"], strokes["y"]) == ([4], [1])
    assert bars["customdata"] == ["b", "a"] and strokes["customdata"] == ["a"]
    assert "a year before" in notes(spec)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2)."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


MARKS = (*theme.SERIES, theme.COUNCIL, *theme.COLOURS.values(), theme.TARGET, theme.LIMITS, theme.BESIDE,
         *theme.SIGNALS.values())  # fmt: skip


@pytest.mark.parametrize("colour", MARKS)
def test_every_mark_can_be_seen_in_both_appearances(colour: str) -> None:
    assert contrast(colour, theme.GROUND) >= 3
    assert contrast(dark.DARK.get(colour, colour), dark.DARK[theme.GROUND]) >= 3


def test_letters_can_be_read_in_both_appearances() -> None:
    assert contrast(theme.INK, theme.GROUND) >= 4.5
    assert contrast(dark.DARK[theme.INK], dark.DARK[theme.GROUND]) >= 4.5
    for bar, letters in zip(theme.SERIES, theme.ON_SERIES, strict=True):
        assert contrast(bar, letters) >= 3, "large or bold, and the same number stands in the table"
        assert contrast(dark.DARK[bar], dark.DARK.get(letters, letters)) >= 4.5


def test_the_dark_rules_find_each_colour_as_plotly_writes_it() -> None:
    rules = dark.rules()
    for colour in dark.DARK:
        spelt = ", ".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
        assert f"stroke: rgb({spelt})" in rules and f"fill:{colour}" in rules
    assert not re.search(r"[<>]", rules)

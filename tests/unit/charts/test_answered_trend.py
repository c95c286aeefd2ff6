"""What an answer adds to a trend: limits and rings, the interval of the compared figure, and what people noted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from cpdash.board.answer import Answer, Compare
from cpdash.board.answering import Ground, answer
from cpdash.board.cards import Nation
from cpdash.board.series import Against
from cpdash.board.views import Note, Series
from cpdash.charts import trend
from cpdash.charts.limits import BAR, FLAG, KEY
from cpdash.charts.scales import day
from cpdash.charts.theme import SIGNALS
from cpdash.narrative import alt, note_words
from cpdash.periods import Month
from cpdash.tables import series_table
from cpdash.web.pictures import of_series
from tests.unit.charts.specs_for_tests import check, names, notes, trace
from tests.views_for_tests import STAMP, STOCKTON, annual, make_gap, make_indicator, make_point, make_series, monthly

STEADY = (100.0, 104, 98, 101, 97, 103, 99, 102, 100, 96, 104)
MONTHLY = make_indicator(form="month", polarity="low")
LAST = Month(2021, 6)
OPENED = Note(Month(2021, 1), "event", "A home opened", "Head of Service")
ANEW = Note(Month(2020, 7), "rebase", "The count changed", "Analyst")


def answered(values: Mapping[str, float | None], *noted: Note) -> tuple[Series, Answer]:
    series = make_series(values, MONTHLY)
    nation = Nation({}, {}, {}, None, None, None, (), frozenset(), Against())
    mine = {MONTHLY.id: {"month": series.points}}
    return series, answer(MONTHLY, Ground(STOCKTON, STAMP, LAST, mine, {}, nation, {MONTHLY.id: noted}))


def test_limits_lie_behind_and_what_is_more_than_chance_is_ringed() -> None:
    series, said = answered(monthly(*STEADY, 122))
    assert said.signal is not None
    spec = trend(series, answer=said)
    check(spec)
    assert names(spec)[:3] == ["Average", "Lower", "Upper"]
    assert trace(spec, "Upper")["y"] == [round(said.signal.upper, 6)] * 2
    rings = trace(spec, FLAG)
    assert (rings["x"], rings["y"]) == ([day(LAST)], [122])
    assert rings["marker"]["color"] == [SIGNALS["concerning"]]
    assert KEY in notes(spec) and FLAG in notes(spec)


def test_without_the_switch_there_are_none_and_nothing_else_changes() -> None:
    series, said = answered(monthly(*STEADY, 150), OPENED)
    spec = trend(series, answer=said, control=False)
    assert not {"Average", "Lower", "Upper", FLAG} & {*names(spec)}
    assert KEY not in notes(spec)
    assert "①" in notes(spec)


@pytest.mark.parametrize(("values", "form"), [(STEADY, "month"), ((*STEADY, 150), "snapshot")])
def test_too_few_months_or_another_form_have_no_limits(values: tuple[float, ...], form: str) -> None:
    series, said = answered(monthly(*values))
    spec = trend(replace(series, form=form), answer=said)  # type: ignore[arg-type]
    assert "Average" not in names(spec)
    assert FLAG not in names(spec)


def test_a_withheld_month_has_no_limits_over_it() -> None:
    series, said = answered(monthly(*STEADY[:5], None, *STEADY[5:], 150))
    assert not {"Average", "Lower", "Upper", FLAG} & {*names(trend(series, answer=said))}


def test_limits_stay_inside_what_a_share_can_be() -> None:
    one = make_indicator(form="month", unit="%", polarity="high")
    series = make_series(monthly(*[100.0, 90] * 6), one)
    nation = Nation({}, {}, {}, None, None, None, (), frozenset(), Against())
    said = answer(one, Ground(STOCKTON, STAMP, LAST, {one.id: {"month": series.points}}, {}, nation, {}))
    assert said.signal is not None and said.signal.upper > 100
    assert trace(trend(series, answer=said), "Upper")["y"] == [100, 100]


def test_the_figure_that_is_compared_has_its_interval() -> None:
    series = make_series(annual(118, 125))
    _, plain = answered({})
    point = make_point("2025-03", 125, numerator=540, denominator=43_200)
    compare = Compare(make_gap(), (114.7, 136.0), "higher", "worse")
    said = replace(plain, card=replace(plain.card, form="snapshot", latest=point), compares=(compare,))
    bar = trace(trend(series, answer=said), BAR)
    assert (bar["x"], bar["y"]) == (["2025-03-31"] * 2, [114.7, 136.0])
    assert BAR in notes(trend(series, answer=said))
    without = replace(said, compares=(replace(compare, interval=None),))
    assert BAR not in names(trend(series, answer=without))


def test_no_row_of_the_key_is_cut_on_a_phone() -> None:
    series, said = answered(monthly(*STEADY, 122))
    points = [*series.points[:-2], replace(series.points[-2], status="illustrative"),
              replace(series.points[-1], status="provisional")]  # fmt: skip
    compare = Compare(make_gap(), (114.7, 136.0), "higher", "worse")
    spec = trend(replace(series, points=tuple(points)), answer=replace(said, compares=(compare,)))
    [key] = [one["text"] for one in spec["layout"]["annotations"] if KEY in one["text"]]
    rows = key.split("<br>")
    assert all(sign in key for sign in ("○ provisional", "◇ illustrative", KEY, FLAG, BAR))
    assert max(len(row) for row in rows) <= 44
    assert spec["layout"]["margin"]["t"] >= 14 + 18 * len(rows)


def test_events_and_new_beginnings_are_marked_oldest_first_and_said_beneath() -> None:
    series, said = answered(monthly(*[one + 100 for one in STEADY], *STEADY, 100, 101), OPENED, ANEW)
    spec = trend(series, answer=said)
    check(spec)
    assert [(one["x0"], one["y1"]) for one in spec["layout"]["shapes"]] == [
        (day(ANEW.month), 1),
        (day(OPENED.month), 1),
    ]
    signs = {one["x"]: one["text"] for one in spec["layout"]["annotations"] if one["text"] in "①②"}
    assert signs == {day(ANEW.month): "①", day(OPENED.month): "②"}
    table = series_table(series, said).set_index("Period")
    assert table.loc["January 2021", "Noted"] == "②"
    assert "② A home opened" in of_series(series, said).csv().decode()
    assert "January 2021: A home opened." in alt(series, said)
    assert trace(spec, "Average")["x"][0] == day(ANEW.month)


def test_commentary_and_actions_are_no_marks() -> None:
    commentary = Note(Month(2021, 1), "commentary", "Fewer came into care", "Head of Service")
    series, said = answered(monthly(*STEADY, 100), commentary)
    assert "shapes" not in trend(series, answer=said)["layout"]
    assert said.notes == (commentary,)
    assert note_words(commentary) == "Commentary, January 2021: Fewer came into care (Head of Service)"


def test_the_signs_have_room_above_the_plot_and_the_key() -> None:
    series, plain = answered(monthly(*STEADY, 150))
    _, noted = answered(monthly(*STEADY, 150), OPENED)

    def room(one: Answer) -> dict[str, Any]:
        layout = trend(series, answer=one)["layout"]
        return {"plot": layout["height"] - layout["margin"]["t"] - layout["margin"]["b"], "top": layout["margin"]["t"]}

    assert room(noted)["plot"] == room(plain)["plot"]
    assert room(noted)["top"] == room(plain)["top"] + 24

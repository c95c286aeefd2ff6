"""One answer on every surface: tile, headline, chart, table, alternative text, download and commands agree.

Walked through for every indicator of the demonstration council in several months, as the public and the service see it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from cpdash import explained, narrative, printing, tables, words
from cpdash.board import Board
from cpdash.board.answer import Answer, Overview
from cpdash.board.viewer import Role, Viewer
from cpdash.board.views import Series
from cpdash.catalogue.loader import the_catalogue
from cpdash.charts.limits import FLAG
from cpdash.charts.scales import day
from cpdash.narrative.facts import facts
from cpdash.periods import Month
from cpdash.signs import STEADY, VARIATION, assurance_cell, variation_cell, variation_sign
from cpdash.web import pictures, tiles
from cpdash.web.pictures import Picture

DEMO = "E06999901"
MONTHS = (Month(2026, 10), Month(2026, 3), Month(2025, 2))
FEWEST = {"public": 60, "service": 75}
"""Answers with a figure that are walked at least, or the walk says nothing."""


@dataclass(frozen=True)
class Walk:
    """One council in one month as one role sees it."""

    board: Board
    overview: Overview
    answers: tuple[Answer, ...]

    def series(self, answer: Answer) -> Series:
        """Return the series that an answer is of, up to its month."""
        return self.board.series(answer.card.indicator.id, DEMO, form=answer.card.form, last=answer.month)


@pytest.fixture(scope="module", params=["public", "service"])
def board(request: pytest.FixtureRequest, demo_data: Path) -> Iterator[tuple[Role, Board]]:
    opened = Board.opened(demo_data / "snapshots", the_catalogue(), viewer=Viewer(request.param))
    yield request.param, opened
    opened.close()


@pytest.fixture(scope="module", params=MONTHS, ids=str)
def walk(request: pytest.FixtureRequest, board: tuple[Role, Board]) -> Walk:
    role, opened = board
    overview = opened.overview(DEMO, request.param)
    answers = tuple(one for _, some in overview.themes for one in some if one.card.latest)
    assert len(answers) >= FEWEST[role] or request.param != MONTHS[0]
    return Walk(opened, overview, answers)


def latest(answer: Answer) -> tuple[float, Month]:
    point = answer.card.latest
    assert point is not None and point.value is not None
    return point.value, point.month


def pictured(walk: Walk) -> Iterator[tuple[Answer, Series, Picture]]:
    for answer in walk.answers:
        series = walk.series(answer)
        yield answer, series, pictures.of_series(series, answer)


def test_the_answer_alone_is_the_one_of_the_overview(walk: Walk) -> None:
    for answer in walk.answers:
        one = answer.card.indicator.id
        assert walk.board.answer(one, DEMO, answer.month) == answer, one


def test_tile_and_overview_table_say_what_the_answer_says(walk: Walk) -> None:
    page = tiles.themes(walk.overview, lambda one: one.id)
    frame = tables.overview_table(walk.overview).set_index("Measure")
    for answer in walk.answers:
        card = answer.card
        tile = unescape(next(row for row in page.split("<li>") if f"href='{card.indicator.id}'" in row))
        assert card.latest is not None
        shown = words.shown(card.indicator, card.latest)
        assert f"<b>{shown}</b>" in tile
        assert narrative.status_words(card) in tile
        special = answer.signal if answer.signal and answer.signal.variation != "common" else None
        assert narrative.change_words(card, judged=not special) in tile
        told = [sign for sign in (*VARIATION.values(), *STEADY.values()) if f"{sign[1]}.</b>" in tile]
        assert told == ([variation_sign(special)] if special else [])
        row = frame.loc[card.indicator.title]
        assert (row["Value"], row["Real change"], row["Outlook"]) == (
            shown, variation_cell(answer), assurance_cell(answer)
        )  # fmt: skip
        assert row["Against target"] == words.target_status_words(card.target_status)


def test_headline_chart_and_alternative_text_say_what_the_answer_says(walk: Walk) -> None:
    signals = 0
    for answer, series, picture in pictured(walk):
        value, month = latest(answer)
        assert picture.headline == narrative.answer_headline(answer)
        assert words.number(series.indicator, value) in picture.headline
        assert picture.figure is not None
        traces = {trace["name"]: trace for trace in picture.figure.to_plotly_json()["data"]}
        own = dict(zip(traces[series.place.name]["x"], traces[series.place.name]["y"], strict=True))
        marked = traces.get(words.COUNTED_DIFFERENTLY, {"x": [], "y": []})
        drawn = own | dict(zip(marked["x"], marked["y"], strict=True))
        assert drawn[day(month)] == pytest.approx(value, abs=1e-6)
        signal = answer.signal if answer.signal and answer.signal.form == series.form else None
        assert ("Average" in traces) == (signal is not None)
        if signal:
            signals += 1
            assert traces["Average"]["y"][0] == pytest.approx(signal.centre, abs=1e-6)
            rings = traces.get(FLAG, {"x": []})["x"]
            broken = zip(signal.months, signal.broken, strict=True)
            assert list(rings) == [day(one) for one, rule in broken if rule]
        for fact in facts(answer):
            if fact.kind in ("signal", "assurance"):
                assert fact.text in picture.alt
    assert signals >= 5


def test_table_and_download_say_what_the_answer_says(walk: Walk) -> None:
    for answer, series, picture in pictured(walk):
        value, month = latest(answer)
        period = words.period(series.form, month)
        row = picture.table.set_index("Period").loc[period]
        assert row["Value"] == words.with_unit(series.indicator, value)
        if answer.card.target:
            assert row["Target"] == words.shortest(series.indicator, answer.card.target.value)
            assert row["Against target"] == words.target_status_words(answer.card.target_status)
        signal = answer.signal if answer.signal and answer.signal.form == series.form else None
        if signal and signal.months[-1] == month:
            assert bool(row.get("More than chance")) == (signal.variation != "common")
        lines = list(csv.DictReader(io.StringIO(picture.csv().decode("utf-8-sig"))))
        exported = next(line for line in lines if line["Period"] == period)
        assert exported["Value"] == row["Value"]
        assert float(exported["Number"]) == pytest.approx(value)
        assert exported["What it says"].lstrip("'") == narrative.answer_paragraph(answer)


def test_explain_show_and_compare_say_what_the_answer_says(walk: Walk) -> None:
    ranked = 0
    for answer in walk.answers:
        _, month = latest(answer)
        said = json.loads(explained.answer_json(answer))
        shown = json.loads(printing.series_json(walk.series(answer)))
        point = next(one for one in shown["points"] if one["period"] == said["period"])
        assert said["period"] == str(month)
        assert {name: said[name] for name in ("value", "numerator", "denominator", "status", "basis")} == {
            name: point[name] for name in ("value", "numerator", "denominator", "status", "basis")
        }
        assert said["headline"] == narrative.answer_headline(answer)
        assert [fact["text"] for fact in said["facts"]] == [fact.text for fact in facts(answer)]
        assert all(fact.text in explained.answer_text(answer) for fact in facts(answer))
        if answer.standing:
            ranked += 1
            compared = walk.board.comparison(answer.card.indicator.id, DEMO, answer.standing.year)
            _same_place(said["standing"], json.loads(printing.comparison_json(compared)))
    assert ranked >= 3


def _same_place(standing: dict[str, Any], compared: dict[str, Any]) -> None:
    names = ("rank", "of", "previous_rank", "moved")
    assert {name: standing[name] for name in names} == {name: compared[name] for name in names}


def test_every_answer_that_is_named_gives_its_reasons_in_its_own_facts(walk: Walk) -> None:
    for named in (*walk.overview.attention, *walk.overview.improved):
        answer = named.answer
        assert answer in walk.answers
        said = " ".join(fact.text for fact in facts(answer))
        if {"newly missed", "missed"} & set(named.reasons):
            assert "misses its target" in said
        if "concerning" in named.reasons:
            assert "for the worse" in said
        if "improving" in named.reasons:
            assert "for the better" in said

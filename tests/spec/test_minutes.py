"""The minutes of July 2021, as a test: of series made to satisfy them, the answers state what the minutes state.

The figures between those that the minutes print are illustrative. Left out, because not everything in the minutes can
hold at once or is in them: that June 2021 is the first month below 550 (the other statements put May at 535 too),
CP18's comparison with a month before the window, slight or steep falls and declines that are no unbroken run, and
whether a target that the minutes do not print was met (CP1, CP4, CP6, CP7, CP9, CP13 to CP16, CP18, CP19, CP21, CP23,
CP24).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest

from cpdash.board import Board
from cpdash.board.viewer import PUBLIC
from cpdash.catalogue.loader import the_catalogue
from cpdash.explained import answer_json
from cpdash.narrative.answered import MOST_OF_PARAGRAPH
from cpdash.narrative.headline import MOST_WORDS
from cpdash.periods import Month
from cpdash.store import work
from tests.extracts_for_tests import MIDDLESBROUGH, extract, figure, geography, origin

FIRST = Month(2020, 6)
JUNE = Month(2021, 6)

# fmt: off
SERIES: Mapping[str, Sequence[float | None]] = {
    "CP1": (647, 692, 690, 684, 670, 655, 640, 620, 600, 575, 555, 535, 524),
    "CP2": (61.69, 66, 65.5, 65, 64, 62.5, 62, 61, 60, 59, 58, 57.5, 56.51),
    "CP3": (1.2, 1.4, 1.58, 1.58, 1.1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.35, 0.3),
    "CP5": (36, 37, 38, 39, 40, 41, 41.5, 41.8, 38, 33, 30, 31, 28),
    "CP6": (137.55, 250, 361, 300, 280, 260, 250, 240, 230, 220, 210, 200, 190),
    "CP7": (60, 62, 64, 66, 68, 70, 72, 74, 76, 78, 80, 82, 84),
    "CP8": (22, 23, 24, 26, 28, 30, 28, 27, 26, 25, 25, 24, 24),
    "CP9": (13, 14, 14, 15, 14, 14, 13, 13, 13, 12, 12, 12, 11),
    "CP12": (18, 18, 18, 18, 18, 17, 17, 18, 18, 18, 18, 18, 20),
    "CP15": (12.4, 12.6, 12.9, 13, 13.1, 13.2, 13.4, 13.5, 13.6, 13.7, 13.8, 13.9, 14),
    "CP17": (60, 61, 62, 63, 64, 65, 66, 67, 68, 85.5, 66, 65, 64.9),
    "CP18": (11.2, 11.4, 11.6, 11.8, 12, 12.2, 12.3, 12.4, 12.6, 12.8, 12.9, 13.1, 13),
    "CP19": (16, 15.5, 15, 14.5, 14.4, 14.2, 14, 13.8, 13.6, 13.5, 13.3, 13, 13.7),
    "CP20": (95, 96, 95, 94, 93, 70, 92, 95, 98, 100, 100, 100, 100),
    "CP21": (80, 82, 81, 40, 85, 90, 100, 90, 100, 95, 100, 92, 94),
    "CP22": (66, 66, 67, 67, 68, 68, 68, 69, 69, 69, 70, 69, 69),
    "CP23": (46, 46, 47, 47, 48, 47, 45, 43, 41, 39, 41, 42, 43),
    "CP24": (90, 91, 92, 93, 95, 96, 96, 92, 90, 86, 87, 88, 89),
}
"""Values from June 2020 to June 2021: those that the minutes print, and others between them."""
# fmt: on


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    data = tmp_path_factory.mktemp("minutes")
    rows = [
        figure(MIDDLESBROUGH, value, FIRST.plus(at).first, one.id, form=one.local.form, status="illustrative")
        for code, values in SERIES.items() for one in [the_catalogue().indicator(code)]
        for at, value in enumerate(values) if value is not None
    ]  # fmt: skip
    eleven = the_catalogue().indicator("CP11")
    rows.append(figure(MIDDLESBROUGH, None, JUNE.first, eleven.id, form=eleven.local.form,
                       reason="The national definition had changed."))  # fmt: skip
    with work.opened(data / "private") as held:
        held.add([geography(), extract({"observation": rows}, origin("board", national=False))], "minutes")
        held.publish(data / "snapshots", the_catalogue())
    opened = Board.opened(data / "snapshots", the_catalogue(), viewer=PUBLIC)
    yield opened
    opened.close()


def explained(board: Board, code: str, month: Month = JUNE) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(answer_json(board.answer(code, MIDDLESBROUGH, month)))
    return said


def text(board: Board, code: str, month: Month = JUNE) -> str:
    """Return all that is said, as one text."""
    return ". ".join(fact["text"] for fact in explained(board, code, month)["facts"])


@pytest.mark.parametrize(
    ("code", "month", "path", "value"),
    [
        ("CP1", "2021-06", ("record", "highest"), 692),
        ("CP1", "2021-06", ("record", "highest_periods"), ["2020-07"]),
        ("CP1", "2021-06", ("record", "percent_from_highest"), -24),
        ("CP1", "2021-06", ("changes", "year", "percent"), -19),
        ("CP1", "2021-06", ("changes", "month", "percent"), -2.1),
        ("CP2", "2021-06", ("value",), 56.51),
        ("CP2", "2021-06", ("record", "extreme"), "lowest"),
        ("CP2", "2021-06", ("changes", "year", "percent"), -8.4),
        ("CP3", "2021-06", ("record", "percent_from_highest"), -81),
        ("CP3", "2021-06", ("record", "highest_periods"), ["2020-08", "2020-09"]),
        ("CP5", "2021-06", ("record", "highest"), 41.8),
        ("CP5", "2021-06", ("record", "highest_periods"), ["2021-01"]),
        ("CP5", "2021-06", ("value",), 28),
        ("CP5", "2021-01", ("target", "status"), "missed"),
        ("CP6", "2021-06", ("record", "highest"), 361),
        ("CP6", "2020-08", ("record", "percent_from_lowest"), 162.45),
        ("CP6", "2020-08", ("record", "lowest_periods"), ["2020-06"]),
        ("CP7", "2021-06", ("record", "run"), 12),
        ("CP8", "2021-06", ("record", "highest"), 30),
        ("CP8", "2021-06", ("record", "highest_periods"), ["2020-11"]),
        ("CP8", "2021-03", ("record", "above_target"), 10),
        ("CP8", "2021-03", ("record", "with_target"), 10),
        ("CP9", "2021-06", ("record", "highest"), 15),
        ("CP9", "2021-06", ("record", "highest_periods"), ["2020-09"]),
        ("CP9", "2021-06", ("record", "extreme"), "lowest"),
        ("CP9", "2021-06", ("changes", "year", "change"), -2),
        ("CP12", "2021-06", ("record", "lowest"), 17),
        ("CP12", "2021-06", ("record", "lowest_periods"), ["2020-11", "2020-12"]),
        ("CP12", "2021-06", ("record", "extreme"), "highest"),
        ("CP12", "2021-06", ("record", "average"), 18),
        ("CP12", "2021-03", ("record", "above_target"), 10),
        ("CP15", "2021-06", ("changes", "year", "change"), 1.6),
        ("CP17", "2021-06", ("record", "highest_periods"), ["2021-03"]),
        ("CP17", "2021-03", ("target", "status"), "met"),
        ("CP17", "2021-03", ("record", "above_target"), 1),
        ("CP17", "2021-03", ("record", "below_target"), 9),
        ("CP18", "2021-06", ("record", "highest"), 13.1),
        ("CP18", "2021-06", ("changes", "month", "change"), -0.1),
        ("CP19", "2021-05", ("record", "extreme"), "lowest"),
        ("CP19", "2021-06", ("changes", "month", "change"), 0.7),
        ("CP20", "2021-06", ("value",), 100),
        ("CP20", "2021-03", ("target", "status"), "met"),
        ("CP21", "2021-04", ("record", "highest_periods"), ["2020-12", "2021-02", "2021-04"]),
        ("CP21", "2021-06", ("record", "lowest_periods"), ["2020-09"]),
        ("CP22", "2021-06", ("record", "highest_periods"), ["2021-04"]),
        ("CP22", "2021-03", ("target", "status"), "met"),
        ("CP23", "2021-06", ("record", "lowest_periods"), ["2021-03"]),
        ("CP23", "2021-03", ("record", "run"), -5),
        ("CP23", "2021-06", ("value",), 43),
        ("CP24", "2021-06", ("record", "highest_periods"), ["2020-11", "2020-12"]),
        ("CP24", "2021-06", ("value",), 89),
        ("CP11", "2021-06", ("value",), None),
    ],
)
def test_the_answer_as_data_states_what_the_minutes_do(
    board: Board, code: str, month: str, path: tuple[str, ...], value: object
) -> None:
    found: Any = explained(board, code, Month.parse(month))
    for name in path:
        found = found[name]
    if isinstance(value, float | int) and isinstance(found, float | int):
        digits = len(str(value).partition(".")[2]) if "." in str(value) else 0
        found = round(found, digits)
    assert found == value


@pytest.mark.parametrize(
    ("code", "month", "said"),
    [
        ("CP1", "2021-06", "Down 123 children (19.0%) since June 2020 (647), which is better"),
        ("CP1", "2021-06", "Down 11 children (2.1%) since May (535), which is better"),
        ("CP1", "2021-06", "It is 24% below the highest"),
        ("CP1", "2021-06", "Since June 2020 the highest was 692 in July 2020"),
        ("CP2", "2021-06", "It is the lowest of the 13 figures since June 2020"),
        ("CP3", "2021-06", "the highest was 1.58 in August 2020 and September 2020"),
        ("CP5", "2021-01", "It misses its target of 44.7%: it is 2.9 points below it"),
        ("CP6", "2020-08", "It is 162% above the lowest"),
        ("CP7", "2021-06", "It has gone up 12 times in a row"),
        ("CP8", "2021-03", "It was above its target in all 10 figures since June 2020"),
        ("CP9", "2021-06", "Down 2 points since June 2020 (13%), which is better"),
        ("CP11", "2021-06", "no data: The national definition had changed"),
        ("CP12", "2021-06", "Their average is 18%"),
        ("CP12", "2021-03", "It was above its target in all 10 figures since June 2020"),
        ("CP15", "2021-06", "Up 1.6 points since June 2020 (12.4%), which is worse"),
        ("CP17", "2021-03", "It meets its target of 70%: it is 15.5 points above it"),
        ("CP19", "2021-06", "Up 0.7 points since May (13.0%), which is worse"),
        ("CP21", "2021-06", "the highest was 100% in December 2020, February 2021 and April 2021"),
        ("CP22", "2021-06", "the highest was 70% in April 2021"),
        ("CP23", "2021-06", "the lowest 39% in March 2021"),
        ("CP24", "2021-06", "the highest was 96% in November 2020 and December 2020"),
    ],
)
def test_the_answer_in_words_states_what_the_minutes_do(board: Board, code: str, month: str, said: str) -> None:
    assert said in text(board, code, Month.parse(month))


@pytest.mark.parametrize("code", [*SERIES, "CP11"])
def test_what_is_said_of_the_minutes_is_short_and_says_that_the_figures_are_illustrative(
    board: Board, code: str
) -> None:
    found = explained(board, code)
    assert len(found["headline"].split()) <= MOST_WORDS
    assert len(found["paragraph"].split()) <= MOST_OF_PARAGRAPH
    assert code == "CP11" or any("illustrative" in fact["text"] for fact in found["facts"])

"""What is said first of a mix, a breakdown, a slice, of moves and of meetings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from cpdash import narrative, words
from cpdash.board.details import Meeting, Mix, Moves, Registers
from cpdash.board.mixing import mix as mix_of
from cpdash.board.views import Card
from cpdash.narrative.sliced import counted_words
from cpdash.periods import Month
from tests.views_for_tests import STAMP, STOCKTON, make_indicator, make_point, make_series

COUNT = make_indicator(unit="children", short="Children in care", denominator="None: this is a count")
SHARE = make_indicator(unit="%", short="In children's homes")
BEFORE, NOW = "2024-03", "2025-03"


def a_mix(parts: Mapping[str, tuple[float, float]]) -> Mix:
    points = tuple(
        make_point(month, some[at], category=name)
        for name, some in parts.items() for at, month in enumerate((BEFORE, NOW))
    )  # fmt: skip
    totals = {month: sum(some[at] for some in parts.values()) for at, month in enumerate((BEFORE, NOW))}
    return mix_of(make_series({}, COUNT, dimension="placement", points=points), make_series(totals, COUNT), None)


def a_council(*days: date) -> Registers:
    return Registers(STOCKTON, STAMP, (), (), (), (), tuple(Meeting(day, None, None, None) for day in days))


def test_a_mix_names_what_moved_most_beside_what_is_largest() -> None:
    said = narrative.mix_headline(a_mix({"Foster": (700, 640), "Homes": (90, 180), "Other": (210, 180)}))
    assert said.endswith("Foster 64%, down 6 points since Mar 2024; Homes 18%, up 9 points")


def test_a_mix_in_which_little_moves_names_the_largest_alone() -> None:
    said = narrative.mix_headline(a_mix({"Foster": (700, 690), "Homes": (300, 310)}))
    assert said.endswith("Foster 69%, down 1 point since Mar 2024")


def test_the_change_of_a_mix_is_that_of_the_figures_that_are_read() -> None:
    # 72.6% to 63.5% is 9.1 points; as read, 73% to 64%. 50.5% (read 50, half to even) to 45.4% reads as 5.
    said = narrative.mix_headline(a_mix({"Foster": (726, 635), "Homes": (274, 365)}))
    assert "Foster 64%, down 9 points" in said
    close = narrative.mix_headline(a_mix({"Foster": (736, 635), "Homes": (264, 365)}))
    assert "Foster 64%, down 10 points" in close, "74% to 64%"


def test_a_small_group_above_the_one_that_is_named_is_said() -> None:
    points = (
        make_point(NOW, 43.0, numerator=3.0, denominator=7.0, category="Another council"),
        make_point(NOW, 38.0, numerator=65.0, denominator=171.0, category="Private"),
    )
    said = narrative.headline(make_series({}, SHARE, dimension="provider", points=points))
    assert "of groups of 10 or more Private is highest, 38%" in said
    alone = narrative.headline(make_series({}, SHARE, dimension="provider", points=points[1:]))
    assert "groups of" not in alone


@pytest.mark.parametrize(
    ("unit", "said"),
    [("children", "31 March 2025: 226 children."), ("orders", "31 March 2025: 226 orders."),
     ("days", "31 March 2025: 58 children.")],
)  # fmt: skip
def test_how_many_are_counted_is_said_whatever_the_unit(unit: str, said: str) -> None:
    of = make_indicator(unit=unit, denominator="Children adopted in the three years")
    point = make_point(NOW, 226.0, denominator=58.0 if unit == "days" else None)
    assert counted_words(make_series({}, of, points=(point,)), None) == said


def test_most_moves_are_not_said_where_they_are_the_commonest_only() -> None:
    moved = (("Foster", "Foster", 4.0), ("Foster", "Homes", 3.0), ("Homes", "Homes", 3.0))
    moves = Moves(STOCKTON, STAMP, "12 months", Month(2025, 3), ("Foster", "Homes"), moved, status="derived")
    assert "10 moves between placements" in narrative.moves_headline(moves)
    assert "the commonest from Foster to another of the same kind (4)" in narrative.moves_headline(moves)


def test_meetings_say_the_next_one_and_else_the_last() -> None:
    council = a_council(date(2025, 1, 20), date(2025, 4, 28), date(2025, 7, 7))
    assert narrative.meetings_headline(council, Month(2025, 3)).endswith(
        "the next after March 2025 is on 28 April 2025"
    )
    assert narrative.meetings_headline(council, Month(2025, 7)).endswith("the last was on 7 July 2025")
    assert narrative.meetings_headline(a_council(), Month(2025, 3)).endswith("none is recorded")


def test_a_reason_goes_on_in_small_letters_and_is_not_said_twice() -> None:
    provisional = make_point(NOW, 5.0, status="provisional", reason="Its financial year is not closed.")
    assert words.state(provisional) == "provisional: its financial year is not closed"
    withheld = make_point(NOW, None, reason="Withheld to protect small numbers")
    assert words.state(withheld) == "withheld to protect small numbers"
    other = make_point(NOW, None, reason="DfE gives no figure")
    assert words.state(other) == "withheld to protect children: DfE gives no figure"


@pytest.mark.parametrize(
    ("now", "nearest", "said"),
    [
        (5.0, 5.0, "No more change than rounding makes since 2024"),
        (0.0, 5.0, "Down 10 points since 2024"),
        (5.0, None, "Down 5 points since 2024"),
        (10.0, 5.0, "No change since 2024"),
    ],
)
def test_a_change_that_rounding_can_make_is_not_told_as_one(now: float, nearest: float | None, said: str) -> None:
    before, latest = make_point(BEFORE, 10.0, nearest=nearest), make_point(NOW, now, nearest=nearest)
    one = make_indicator(unit="%", polarity="neutral")
    card = Card(one, "snapshot", latest, before, now - 10.0, "none", None, None, (), None, (before, latest))
    assert narrative.change_words(card) == said


@pytest.mark.parametrize(
    ("denominator", "said"),
    [
        ("Registered places in the council's children's homes", "places"),
        ("Full-time equivalent social workers who hold cases on the day", "social workers"),
        ("Challenges by independent reviewing officers closed in the window", "challenges"),
        ("Budget of Children's Services in the same quarter", "pounds"),
        ("Children under five in care on the day", "children"),
    ],
)
def test_what_is_counted_has_its_own_name(denominator: str, said: str) -> None:
    assert words.counted_noun(make_indicator(unit="%", denominator=denominator), 20.0) == said


def test_a_rank_of_counts_is_not_what_compare_begins_with() -> None:
    assert words.is_count(COUNT)
    assert not any(words.is_count(make_indicator(unit=unit)) for unit in ("%", "per 10,000", "days", "pounds a week"))

"""Which answers are named first: by the sum of what each reason counts, and only where a figure can bear it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cpdash.board.answer import Answer, Compare, Record, Signal, Standing
from cpdash.board.answering import _widens
from cpdash.board.attention import CONCERNS, FEW, IMPROVEMENTS, MOST, attention, improved
from cpdash.narrative.answered import because
from cpdash.periods import Month
from tests.views_for_tests import annual, make_answer, make_card, make_gap, make_indicator, make_target

MARCH = Month(2025, 3)


def about(**changes: Any) -> Answer:
    """Return an answer about a figure that gives no reason to look: 60 for two years, low is good."""
    card = replace(make_card(annual(60, 60)), **changes.pop("card", {}))
    return make_answer(card, **changes)


def a_signal(variation: str) -> Signal:
    return Signal("month", variation, ("outside",), "high", MARCH, None, 1, 0, 2, (MARCH,), (3,), ("outside",))  # type: ignore[arg-type]


def a_record(extreme: str) -> Record:
    return Record(Month(2023, 3), 3, 9, (MARCH,), 1, (MARCH,), extreme)  # type: ignore[arg-type]


def a_compare(*, widens: bool) -> Compare:
    return Compare(make_gap(), (50, 70), "higher", "worse", 10, widens)


MISSED: dict[str, Any] = {"card": {"target": make_target(50, "2020-01"), "target_status": "missed"}}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        (MISSED, "missed"), ({**MISSED, "newly_missed": True}, "newly missed"),
        ({"signal": a_signal("concerning")}, "concerning"), ({"compares": (a_compare(widens=True),)}, "widening"),
        ({"card": {"band": "D", "ahead": 0.95}}, "worst tenth"),
    ],
)  # fmt: skip
def test_what_counts_enough_is_named_with_its_reason(changes: dict[str, Any], reason: str) -> None:
    (named,) = attention([about(**changes)])
    assert named.reasons == (reason,)


@pytest.mark.parametrize(
    "changes",
    [
        {}, {"late": 12}, {"card": {"band": "D", "ahead": 0.8}}, {"record": a_record("high")},
        {"compares": (a_compare(widens=False),)}, {"signal": a_signal("common")}, {"signal": a_signal("neither")},
    ],
)  # fmt: skip
def test_one_slight_reason_or_none_is_not_enough(changes: dict[str, Any]) -> None:
    assert attention([about(**changes)]) == []


def test_slight_reasons_together_are_enough() -> None:
    (named,) = attention([about(late=12, record=a_record("high"))])
    assert set(named.reasons) == {"late", "worst"}


def test_the_highest_score_goes_first_and_of_equals_the_one_that_more_do_better_in() -> None:
    fair, poor, worst = (
        about(**MISSED), about(card={**MISSED["card"], "ahead": 0.6}), about(signal=a_signal("concerning"), **MISSED)
    )  # fmt: skip
    assert [one.answer for one in attention([fair, poor, worst])] == [worst, poor, fair]
    assert CONCERNS["concerning"] + CONCERNS["missed"] > CONCERNS["newly missed"]


def test_at_most_five_are_named() -> None:
    assert len(attention([about(**MISSED)] * 9)) == MOST == 5


@pytest.mark.parametrize("few", [FEW - 1, 1])
def test_a_share_of_few_is_never_named(few: int) -> None:
    whole = about(**MISSED)
    assert whole.card.latest is not None
    small = replace(whole, card=replace(whole.card, latest=replace(whole.card.latest, denominator=few)))
    assert attention([small]) == []
    enough = replace(whole, card=replace(whole.card, latest=replace(whole.card.latest, denominator=FEW)))
    assert len(attention([enough])) == 1


def test_an_old_figure_and_one_counted_differently_are_never_named() -> None:
    old = replace(about(**MISSED), month=Month(2027, 4))
    whole = about(**MISSED)
    assert whole.card.latest is not None
    other = replace(whole, card=replace(whole.card, latest=replace(whole.card.latest, basis="indicative")))
    assert attention([old, other]) == []


def test_improvements_are_named_apart() -> None:
    better = about(signal=a_signal("improving"))
    best = about(record=a_record("low"), standing=Standing(2025, 3, 12, 6, 12, 3))
    assert [one.answer for one in improved([best, better])] == [better, best]
    assert [one.reasons for one in improved([best, better])] == [("improving",), ("best", "moved up")]
    assert attention([better, best]) == []
    assert IMPROVEMENTS["improving"] > IMPROVEMENTS["best"]


def test_a_measure_without_a_better_end_is_neither_best_nor_worst() -> None:
    card = make_card(annual(60, 70), make_indicator(polarity="neutral"))
    answer = make_answer(card, record=a_record("high"), late=12)
    assert attention([answer]) == []
    assert improved([answer]) == []


@pytest.mark.parametrize(
    ("gap", "before", "widens"),
    [(20, 10, True), (20, 20, False), (20, 19.9, False), (10, 20, False), (20, -10, False), (-20, -10, True),
     (20, None, False)],
)  # fmt: skip
def test_a_gap_widens_when_it_grows_on_the_same_side_by_what_can_be_seen(
    gap: float, before: float | None, widens: bool
) -> None:
    assert _widens(make_indicator(), gap, before) is widens


def test_a_gap_that_widens_is_said_with_whose() -> None:
    (named,) = attention([about(compares=(a_compare(widens=True),))])
    assert because(named) == "is worse than England by a growing gap"

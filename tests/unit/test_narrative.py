"""The sentences of a view: short, about value, change and one comparison, and never a judgement by direction alone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpdash import words
from cpdash.board.answer import Attention, Compare
from cpdash.board.views import Gap, Line, Point, Series
from cpdash.catalogue import load_catalogue
from cpdash.narrative import (
    MOST_WORDS,
    alt,
    attention_words,
    change_words,
    comparison_alt,
    comparison_headline,
    comparison_subtitle,
    gap_words,
    headline,
    provenance,
    status_words,
    subtitle,
)
from cpdash.narrative.alternative import MOST_WORDS as MOST_SPOKEN
from cpdash.stats.interval import Compared, Judged
from tests.views_for_tests import (
    LABELS,
    NEAR,
    annual,
    make_answer,
    make_card,
    make_comparison,
    make_gap,
    make_indicator,
    make_line,
    make_point,
    make_points,
    make_series,
    make_target,
    monthly,
)

SHORT = "Children in care per 10,000"
ENGLAND = make_line("england", annual(60, 62, 64, 67))
SHARE = make_indicator(
    unit="%", polarity="high", short="Care leavers in learning or work", denominator="Care leavers aged 19 to 21"
)
CATALOGUE = list(load_catalogue().indicators.values())
POLARITIES = st.sampled_from(["high", "low", "neutral"])
JUDGING = re.compile(r"\b(better|worse|good|bad|improv\w*|deteriorat\w*|rose|fell|risen|fallen)\b", re.IGNORECASE)


def numbers(top: float) -> st.SearchStrategy[float | None]:
    return st.none() | st.floats(0, top, allow_nan=False).map(lambda value: round(value, 2))


@st.composite
def benchmarks(draw: st.DrawFn, top: float) -> tuple[Line, ...]:
    return tuple(
        make_line(
            kind,
            annual(*draw(st.lists(numbers(top), max_size=4)), last=draw(st.sampled_from([2020, 2021, 2024, 2025]))),
            form=draw(st.sampled_from(["snapshot", "12 months"])),
            basis=draw(st.sampled_from(["same", "indicative"])),
        )
        for kind in LABELS
        if draw(st.booleans())
    )


@st.composite
def generated(draw: st.DrawFn, /, **plain: Any) -> Series:
    """Return a series of any measure of the catalogue, or of a plain one with a few settings."""
    one = make_indicator(**plain) if plain else draw(st.sampled_from(CATALOGUE))
    one = one.model_copy(update={"polarity": draw(POLARITIES)})
    top = min(one.bounds[1], draw(st.sampled_from([3, 100, 1e6])))
    values = draw(st.lists(numbers(top), max_size=14))
    months = annual(*values) if draw(st.booleans()) else monthly(*values)
    few = draw(st.none() | st.integers(1, 400))
    target = make_target(draw(st.floats(0, top)), "2021-01", draw(st.sampled_from([None, "2024-12"])), tolerance=1)
    return make_series(
        {}, one, form=draw(st.sampled_from(one.local.all_forms)),
        points=make_points(months, numerator=few and 1.0, denominator=few and float(few)),
        benchmarks=draw(benchmarks(top)), targets=(target,) if draw(st.booleans()) else (),
    )  # fmt: skip


def after_name(series: Series) -> str:
    """Return a headline without the measure's own name, which may well speak of "good" homes."""
    return headline(series).replace(series.indicator.short, "")


def said_of(series: Series, point: Point) -> list[str]:
    return [words.number(series.indicator, point.value or 0.0), words.when(series.form, point.month)]


# The headline of a series.


def test_a_headline_has_value_when_change_and_comparison() -> None:
    series = make_series(annual(110, 118, 125), benchmarks=(ENGLAND,))
    assert headline(series) == f"{SHORT}: 125 on 31 March 2025, up 7 since 2024, nearly twice England's 67"


@pytest.mark.parametrize(
    ("missing", "named"), [(0, "England's 67"), (1, "the North East's 80"), (2, "its statistical neighbours' 90.0")]
)
def test_england_comes_before_the_region_and_the_region_before_the_neighbours(missing: int, named: str) -> None:
    lines = (make_line("neighbours", annual(90)), make_line("region", annual(80)), ENGLAND)
    assert headline(make_series(annual(118, 125), benchmarks=lines[: 3 - missing])).endswith(named)


def test_a_target_is_the_comparison_that_matters_most() -> None:
    series = make_series(annual(118, 125), benchmarks=(ENGLAND,), targets=(make_target(100, "2024-04"),))
    assert headline(series) == f"{SHORT}: 125 on 31 March 2025, up 7 since 2024, missing its target of 100"


@pytest.mark.parametrize(
    ("value", "verb"), [(80, "meeting its 75% target"), (74, "close to its target"), (60, "missing its 75% target")]
)
def test_a_target_of_a_percentage_is_met_close_or_missed(value: float, verb: str) -> None:
    assert verb in headline(make_series(annual(70, value), SHARE, targets=(make_target(75, "2020-01", tolerance=2),)))


def test_a_target_that_has_ended_is_no_comparison() -> None:
    series = make_series(annual(118, 125), benchmarks=(ENGLAND,), targets=(make_target(100, "2023-04", "2024-03"),))
    assert "target" not in headline(series) and "England's 67" in headline(series)


@settings(deadline=None)
@given(generated())
def test_a_headline_has_at_most_twenty_words_and_always_value_and_when(series: Series) -> None:
    said = headline(series)
    assert 0 < len(said.split()) <= MOST_WORDS == 20
    if series.latest:
        assert all(part in said for part in said_of(series, series.latest))


@settings(deadline=None)
@given(generated(unit="per 10,000"))
def test_a_headline_names_the_change_wherever_two_figures_can_be_compared(series: Series) -> None:
    valued = [point for point in series.points if point.value is not None]
    changed = re.search(r", (up [\d,]+|down [\d,]+|no change)", headline(series)) is not None
    assert changed == (len(valued) > 1)


def test_a_long_name_costs_the_headline_its_since_and_not_its_bad_news() -> None:
    long = make_indicator(short="Aged 19 to 21: in a suitable home", unit="%")
    assert ", down 9 points, below England's 89%" in headline(
        make_series(annual(88, 79), long, benchmarks=(make_line("england", annual(89, 89)),))
    )


@settings(deadline=None)
@given(generated(unit="per 10,000"))
def test_a_headline_names_a_comparison_wherever_there_is_one(series: Series) -> None:
    latest = series.latest
    if latest is None:
        return
    known = [
        line.kind for line in series.benchmarks
        if any(point.value is not None and point.month <= latest.month for point in line.points)
    ]  # fmt: skip
    said = after_name(series)
    if series.target:
        assert "its target" in said
    elif known:
        names = {"england": "England's", "region": "the North East's", "neighbours": "its statistical neighbours'"}
        first = next(kind for kind in ("england", "region", "neighbours") if kind in known)
        assert names[first] in said
        assert not any(name in said for kind, name in names.items() if kind != first)
    else:
        assert "target" not in said and "'s " not in said


@settings(deadline=None)
@given(generated())
def test_a_direction_never_judges(series: Series) -> None:
    assert not JUDGING.search(after_name(series))


@settings(deadline=None)
@given(st.lists(numbers(200), max_size=6), POLARITIES)
def test_without_a_target_polarity_changes_nothing_in_a_headline(values: list[float | None], polarity: str) -> None:
    plain, other = make_indicator(), make_indicator(polarity=polarity)
    series = [make_series(annual(*values), one, benchmarks=(ENGLAND,)) for one in (plain, other)]
    assert headline(series[0]) == headline(series[1])


def test_a_neutral_measure_is_beside_its_target_and_not_judged() -> None:
    series = make_series(annual(118, 125), make_indicator(polarity="neutral"), targets=(make_target(100, "2020-01"),))
    assert headline(series).endswith("up 7 since 2024, beside its target of 100")


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("scorecard", "the council's monthly scorecard"), ("published", "a national publication"),
        ("placement", "the council's own return"), ("calculated", "other published figures"),
    ],
)  # fmt: skip
def test_without_points_nothing_is_published_and_it_says_where_it_would_come_from(source: str, named: str) -> None:
    series = make_series({}, make_indicator(source=source), benchmarks=(ENGLAND,))
    assert headline(series) == f"{SHORT}: nothing is published; figures would come from {named}"


def test_points_without_a_value_are_not_called_unpublished() -> None:
    assert headline(make_series(annual(None, None))) == f"{SHORT}: no figure can be shown, small numbers"


def test_a_withheld_newest_figure_is_not_what_the_headline_speaks_of() -> None:
    said = headline(make_series(annual(110, 118, None)))
    assert f"{SHORT}: 118 on 31 March 2024, up 8 since 2023" in said


def test_figures_that_are_counted_differently_are_not_subtracted() -> None:
    points = (make_point("2024-03", 100, basis="indicative"), make_point("2025-03", 125))
    assert "since" not in headline(make_series({}, points=points))


def test_an_indicative_benchmark_is_called_counted_differently_and_not_subtracted() -> None:
    line = make_line("england", annual(64, 67), basis="indicative")
    said = headline(make_series(annual(118, 125), benchmarks=(line,)))
    assert said.endswith("England's 67 is counted differently")
    assert not re.search("above|below|twice|level", said)


def test_a_benchmark_of_another_month_says_of_which() -> None:
    line = make_line("england", annual(67, last=2024))
    assert headline(make_series(annual(70), benchmarks=(line,))).endswith("3 above England's 67 in March 2024")


def test_a_benchmark_that_was_not_known_yet_or_has_no_figure_is_not_named() -> None:
    lines = (make_line("england", {"2026-03": 70}), make_line("region", annual(None, None)))
    assert not re.search("England|North East", headline(make_series(annual(118, 125), benchmarks=lines)))


def test_the_total_of_england_is_not_held_against_a_count() -> None:
    series = make_series(annual(500, 564), make_indicator(unit="children", short="Children in care"))
    with_england = make_series(annual(500, 564), series.indicator, benchmarks=(make_line("england", annual(80000)),))
    assert headline(with_england) == headline(series)


@pytest.mark.parametrize(
    ("mine", "relation"),
    [
        (67, "level with"), (68, "1 above"), (60, "7 below"), (125, "nearly twice"), (134, "twice"),
        (150, "over twice"), (300, "233 above"), (0, "67 below"),
    ],
)  # fmt: skip
def test_the_relation_to_a_benchmark_is_said_in_words(mine: float, relation: str) -> None:
    assert headline(make_series(annual(mine), benchmarks=(ENGLAND,))).endswith(f", {relation} England's 67")


def test_without_any_benchmark_it_is_held_against_its_own_past() -> None:
    assert headline(make_series(annual(110, 118, 125))).endswith("the highest of 3 figures")
    assert headline(make_series(annual(125, 118, 110))).endswith("the lowest of 3 figures")
    assert "figures" not in headline(make_series(annual(125, 118, 125)))


def test_a_small_cohort_says_its_size() -> None:
    points = (make_point("2025-03", 53.8, numerator=7, denominator=13),)
    series = make_series({}, SHARE, points=points)
    assert "54% on 31 March 2025 (7 of 13 young people; one is 8 points)" in headline(series)
    assert "7 of 13 young people; one is 8 points." in subtitle(series)


def test_a_large_cohort_says_nothing() -> None:
    series = make_series({}, SHARE, points=(make_point("2025-03", 50, numerator=50, denominator=100),))
    assert " of 100" not in headline(series) + subtitle(series)


def test_a_breakdown_names_its_largest_category() -> None:
    points = tuple(make_point("2025-03", value, category=name) for name, value in (("Under 1", 12), ("10 to 15", 45)))
    series = make_series({}, dimension="age", points=(*points, make_point("2025-03", None, category="16 and over")))
    assert headline(series) == f"{SHORT} by age: 10 to 15 is highest, 45 on 31 March 2025"


# The lines below it.


def test_a_subtitle_has_measure_area_unit_and_period() -> None:
    said = subtitle(make_series(annual(110, 125)))
    assert said == (
        "Children looked after per 10,000, Stockton-on-Tees, rate per 10,000, on the last day of the month, "
        "March 2024 to March 2025."
    )


def test_a_subtitle_says_what_is_withheld_provisional_or_counted_differently() -> None:
    assert "March 2025: withheld to protect children: small numbers." in subtitle(make_series(annual(110, None)))
    late = make_point("2025-03", 125, status="provisional", reason="not yet complete")
    assert "The latest figure is provisional: not yet complete." in subtitle(make_series({}, points=(late,)))
    line = make_line("england", annual(67), basis="indicative")
    said = subtitle(make_series(annual(125), benchmarks=(line,)))
    assert "England is counted differently: counted in another way." in said


def test_provenance_names_kind_and_source_but_no_source_of_what_is_not_there() -> None:
    assert provenance(make_point("2025-03", 1)) == "published, from Children looked after, 2025 release"
    assert provenance(make_point("2025-03")) == "withheld to protect children: small numbers"


# The sentences of a tile.


@pytest.mark.parametrize(
    ("values", "polarity", "said"),
    [
        ((118, 125), "low", "Up 7 per 10,000 since 2024, worse"),
        ((118, 125), "high", "Up 7 per 10,000 since 2024, better"),
        ((118, 125), "neutral", "Up 7 per 10,000 since 2024"),
        ((125, 118), "low", "Down 7 per 10,000 since 2024, better"),
        ((125, 118), "high", "Down 7 per 10,000 since 2024, worse"),
        ((125, 118), "neutral", "Down 7 per 10,000 since 2024"),
        ((125, 125), "low", "No change since 2024"),
        ((125, 125.2), "low", "No change since 2024"),
    ],
)
def test_a_change_is_judged_by_polarity_only(values: tuple[float, ...], polarity: str, said: str) -> None:
    assert change_words(make_card(annual(*values), make_indicator(polarity=polarity))) == said


@settings(deadline=None)
@given(st.floats(1, 200), st.floats(1, 200))
def test_a_neutral_measure_is_never_better_or_worse(before: float, now: float) -> None:
    neutral = make_indicator(polarity="neutral")
    card = make_card(annual(before, now), neutral, target=make_target(100, "2020-01"))
    said = [change_words(card), status_words(card), gap_words(neutral, beside(make_gap(gap=now - before), "higher"))]
    assert not any(re.search("better|worse|met|missed", text, re.IGNORECASE) for text in said)
    assert said[1] == "Target 100"


def test_a_tile_without_figures_or_without_a_past_says_so() -> None:
    assert change_words(make_card({})) == "No data: nothing is published"
    assert change_words(make_card(annual(None))) == "No data: small numbers"
    assert change_words(make_card(annual(125))) == "No earlier figure"
    assert change_words(make_card(annual(118, 125), change=None)) == "Not compared with 2024: counted differently"


def test_a_tile_names_its_target_status() -> None:
    assert status_words(make_card(annual(125), target=make_target(100, "2020-01"))) == "✗ Target missed"
    assert status_words(make_card(annual(125))) == "No target"


def beside(gap: Gap, compared: Compared | None = None, judged: Judged | None = None) -> Compare:
    return Compare(gap, (1, 2) if compared else None, compared, judged)


def test_a_gap_says_side_size_and_whose() -> None:
    one = make_indicator()
    said = gap_words(one, beside(make_gap(), "higher", "worse"))
    assert said == "58 per 10,000 above England's 67 (March 2025), worse"
    near = beside(make_gap("neighbours", 140, -15), "lower", "better")
    assert gap_words(one, near) == "15 per 10,000 below the neighbours' 140.0 (March 2025), better"
    assert gap_words(one, beside(make_gap(gap=0.2), "higher", "worse")) == "Level with England's 67 (March 2025)"


def test_a_gap_is_judged_only_where_it_is_more_than_chance() -> None:
    one = make_indicator()
    assert gap_words(one, beside(make_gap(), "similar", "similar")) == "About the same as England's 67 (March 2025)"
    assert gap_words(one, beside(make_gap())) == "58 per 10,000 above England's 67 (March 2025)"


def test_an_indicative_gap_is_shown_and_not_judged() -> None:
    said = gap_words(make_indicator(), beside(make_gap(basis="indicative")))
    assert said == "England's 67 (March 2025), counted differently"


def test_attention_says_why() -> None:
    said = attention_words(Attention(make_answer(make_card(annual(118, 125))), ("missed", "worse")))
    assert said == f"{SHORT}, 125 per 10,000, misses its target and has got worse."


# A comparison of councils.


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"moved": -1}, "down 1 place from 2024"),
        ({"moved": 3}, "up 3 places from 2024"),
        ({"moved": 0}, "the same place as in 2024"),
        ({"moved": 1, "previous_rank": 10, "previous_of": 11}, "up 1 place from 10th of 11 in 2024"),
        ({"moved": 0, "previous_rank": 9, "previous_of": 11}, "the same place, 9th of 11 in 2024"),
        ({"moved": None, "comparison": "2024 is not compared: one council did not report"},
         "2024 is not compared: one council did not report"),
    ],
    ids=["down", "up", "same", "other-size", "same-of-other-size", "no-comparison"],
)  # fmt: skip
def test_a_rank_says_how_it_moved(changes: dict[str, Any], said: str) -> None:
    head = "Stockton-on-Tees ranks 9th of 12 councils of the North East"
    assert comparison_headline(make_comparison(**changes)) == f"{head}, {said}"


def test_no_rank_says_why() -> None:
    absent = make_comparison([(name, None if name == "Stockton-on-Tees" else value) for name, value in NEAR])
    assert comparison_headline(absent) == "Stockton-on-Tees has no rank: nothing is published for 2025"


def test_a_neutral_measure_has_a_place_and_no_rank() -> None:
    said = comparison_headline(make_comparison(indicator=make_indicator(polarity="neutral")))
    assert said.startswith("Stockton-on-Tees is 9th highest of 12 councils") and "ranks" not in said


def test_who_did_not_report_is_named_and_the_group_is_of_those_who_did() -> None:
    comparison = make_comparison([*NEAR[:-1], ("Middlesbrough", None)])
    assert "9th of 11 councils of the North East that have a figure for 2025" in comparison_headline(comparison)
    assert comparison_subtitle(comparison).endswith("No published figure: Middlesbrough.")
    many = make_comparison([*NEAR, *((f"Council {letter}", None) for letter in "ABCDEFG")])
    assert comparison_subtitle(many).endswith("7 councils have no published figure.")


def test_statistical_neighbours_are_named_beside_itself() -> None:
    near = make_comparison(group="neighbours", group_name="its 11 statistical neighbours")
    assert "9th of 12: itself and its 11 statistical neighbours" in comparison_headline(near)


def test_a_comparison_subtitle_says_period_order_and_another_basis() -> None:
    said = comparison_subtitle(make_comparison(basis="indicative", note="it leaves out short breaks"))
    assert "the councils of the North East, on 31 March 2025; lowest first, low is good." in said
    assert said.endswith("counted differently from the council's own: it leaves out short breaks.")


@pytest.mark.parametrize(
    ("rank", "said"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (111, "111th"), (121, "121st")],
)
def test_a_rank_is_written_as_people_say_it(rank: int, said: str) -> None:
    assert f"ranks {said} of " in comparison_headline(make_comparison(rank=rank))


# Alternative text.


def test_alternative_text_names_first_latest_highest_and_lowest() -> None:
    said = alt(
        make_series(annual(110, 140, None, 100, 125), benchmarks=(ENGLAND,), targets=(make_target(99, "2020-01"),))
    )
    assert said == (
        "Line chart of Children in care per 10,000 in Stockton-on-Tees, Mar 2021 to Mar 2025. First 110 (Mar 2021), "
        "latest 125 (Mar 2025), highest 140 (Mar 2022), lowest 100 (Mar 2024). Target 99. At the end: England 67. "
        "1 figure is not shown."
    )


@settings(deadline=None)
@given(generated())
def test_alternative_text_is_short_and_never_loses_the_four_figures(series: Series) -> None:
    said = alt(series)
    assert len(said.split()) <= MOST_SPOKEN == 80
    valued = [point for point in series.points if point.value is not None]
    if not valued:
        assert said.startswith("No chart of ")
    if len(valued) > 1:
        ordered = sorted(point.value or 0.0 for point in valued)
        ends = (
            ("First", valued[0].value),
            ("latest", valued[-1].value),
            ("highest", ordered[-1]),
            ("lowest", ordered[0]),
        )
        for name, value in ends:
            assert f"{name} {words.number(series.indicator, value or 0.0)} (" in said


def test_alternative_text_says_what_is_carried_forward_and_counted_differently() -> None:
    line = make_line("england", annual(67, last=2024), basis="indicative")
    said = alt(make_series(annual(118, 125), benchmarks=(line,)))
    assert "England 67 (2024, carried forward, counted differently)" in said


def test_alternative_text_of_bars_names_the_largest_and_counts_the_withheld() -> None:
    points = [make_point("2025-03", value, category=name) for name, value in (("A", 12), ("B", 45), ("C", None))]
    said = alt(make_series({}, dimension="age", points=tuple(points)))
    assert "by age in Stockton-on-Tees, 31 March 2025." in said
    assert said.endswith("Largest first: B 45, A 12. 1 category is not shown.")


def test_alternative_text_of_an_ordered_chart_has_its_place_and_extremes() -> None:
    said = comparison_alt(make_comparison())
    assert "ranks 9th of 12" in said and "Stockton-on-Tees 125." in said
    assert "First Northumberland 88, last Middlesbrough 170. North East 110 and England 67." in said


@settings(deadline=None)
@given(st.lists(st.text("abcdefgh ", min_size=1, max_size=60), min_size=1, max_size=160), numbers(100))
def test_alternative_text_of_any_comparison_is_short(names: list[str], value: float | None) -> None:
    comparison = make_comparison([(name, value) for name in names])
    assert len(comparison_alt(comparison).split()) <= MOST_SPOKEN

"""A row of the public file: what it says of a figure that is shown, and how little of one that is withheld."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cpdash.catalogue import Indicator
from cpdash.catalogue.loader import the_catalogue
from cpdash.disclosure.broken import Shown
from cpdash.disclosure.rule import Rule
from cpdash.disclosure.windows import Way
from cpdash.store.release_rows import (
    WITHHELD,
    Own,
    Row,
    band_figure,
    breakdown_row,
    how,
    schema,
    shown_row,
    withheld_row,
)  # fmt: skip
from tests.unit.disclosure.test_cuts import cut_of
from tests.views_for_tests import make_indicator

NUMBERS = ("value", "numerator", "denominator")
WORDS = ("note", "document", "symbol", "reason")


def own(
    value: float | None = 42.34, numerator: float | None = 127, denominator: float | None = 300, **more: Any
) -> Own:
    row = Own(
        "E06000004", "section_20_share", "snapshot", date(2025, 3, 1), "", "", numerator, denominator, value, "derived",
        None, "p", "same", "3 rows of January have a fault of rule 104.", "SSDA903 return",
        "returns/2024-25/episodes.csv", "ssda903", "2024-25", 90, False, 7, 1, None,
    )  # fmt: skip
    return row._replace(**more)


def catalogued(indicator: str) -> Indicator:
    return the_catalogue().indicators[indicator]


SHARE = catalogued("section_20_share")


def test_a_figure_as_it_is_keeps_its_counts_and_has_its_own_decimals() -> None:
    row = shown_row(own(), SHARE, Way(1), Rule())
    assert [row[name] for name in NUMBERS] == [42, 127, 300]
    assert (row["status"], row["source"], row["nearest"]) == ("derived", "SSDA903 return", None)


def test_words_of_the_councils_files_are_for_nobody_else() -> None:
    for row in (shown_row(own(), SHARE, Way(1), Rule()), withheld_row(own()), banded((100.0, 200.0, 50.0))):
        assert row["document"] is None and row["symbol"] is None
        assert "fault" not in str(row) and "episodes" not in str(row)


def test_a_rounded_figure_says_so_and_shows_no_counts() -> None:
    row = shown_row(own(), SHARE, Way(1, 5), Rule())
    assert [row[name] for name in NUMBERS] == [40, None, None]
    assert row["nearest"] == 5
    assert row["note"] == "Shown rounded to the nearest 5 in public, to protect small numbers."


def test_rounding_to_the_figures_own_decimals_hides_the_counts_and_says_nothing() -> None:
    row = shown_row(own(), SHARE, Way(1, 1), Rule())
    assert [row[name] for name in NUMBERS] == [42, None, None]
    assert (row["nearest"], row["note"]) == (None, None)


def test_the_population_that_a_rounded_rate_is_of_is_public() -> None:
    rate = catalogued("children_in_care_rate")
    note = "For children aged 0 to 17 in the middle of 2024. 2 rows have a fault."
    row = shown_row(own(131.87, 570, 43_226, note=note), rate, Way(1, 5), Rule())
    assert [row[name] for name in NUMBERS] == [130, None, 43_226]
    assert row["note"] == (
        "Shown rounded to the nearest 5 in public, to protect small numbers. "
        "For children aged 0 to 17 in the middle of 2024."
    )


@pytest.mark.parametrize("indicator", ["sdq_mean_score", "weeks_in_care_of_ceased", "entry_to_adoptive_family_days"])
def test_days_and_points_are_never_shown_themselves(indicator: str) -> None:
    row = shown_row(own(412.0, 8_240, 20), catalogued(indicator), Way(1), Rule())
    assert [row[name] for name in NUMBERS] == [412, None, 20]


def test_the_numerator_of_a_figure_that_arrived_is_not_shown() -> None:
    row = shown_row(own(42.34, 127, 300), catalogued("visits_on_time"), Way(1), Rule())
    assert row["numerator"] is None


def test_counts_are_rounded_to_the_base_that_a_publisher_asks_for() -> None:
    count = catalogued("children_in_care")
    row = shown_row(own(127, 127, None), count, Way(1), Rule(base=5))
    assert [row[name] for name in NUMBERS] == [125, 125, None]
    share = shown_row(own(), SHARE, Way(1), Rule(base=10))
    assert [share[name] for name in NUMBERS] == [42, 130, 300]
    wider = shown_row(own(127, 127, None), count, Way(1, 10), Rule(base=5))
    assert wider["value"] == 130


def test_percentages_have_fewer_decimals_where_asked_for_and_never_more() -> None:
    exact = make_indicator(unit="%", decimals=1)
    assert shown_row(own(), exact, Way(1), Rule())["value"] == 42.3
    assert shown_row(own(), exact, Way(1), Rule(decimals=0))["value"] == 42
    assert shown_row(own(), SHARE, Way(1), Rule(decimals=3))["value"] == 42


def test_a_true_zero_is_shown_as_zero() -> None:
    for way in (Way(1), Way(1, 5), Way(12)):
        assert shown_row(own(0.0, 0, 50), SHARE, way, Rule())["value"] == 0


def test_a_gap_that_has_its_reason_keeps_it() -> None:
    row = shown_row(
        own(None, None, None, status="missing", reason="No postcodes were imported."), SHARE, Way(1), Rule()
    )
    assert (row["value"], row["status"], row["reason"]) == (None, "missing", "No postcodes were imported.")


def test_a_withheld_figure_is_suppressed_has_no_number_and_one_reason() -> None:
    small, other = withheld_row(own(2.0, 6, 300)), withheld_row(own())
    for row in (small, other):
        assert (row["status"], row["reason"]) == ("suppressed", WITHHELD)
        assert [row[name] for name in NUMBERS] == [None, None, None]
    assert small == other  # nothing tells a small number from one that would give another away


def test_a_withheld_category_looks_like_a_withheld_total() -> None:
    total, category = withheld_row(own()), banded(None)
    told = {name: value for name, value in category.items() if value != total[name]}
    assert told == {"dimension": "age", "category": "Under 5 years"}


def banded(figure: tuple[float | None, float | None, float | None] | None, level: int = 0, **more: Any) -> Row:
    return breakdown_row(own(), "age", "Under 5 years", figure, level, Rule(**more), SHARE)


def test_a_band_shows_its_own_counts_and_says_where_it_is_wider() -> None:
    row = banded((100, 200, 50.4))
    assert [row[name] for name in NUMBERS] == [50, 100, 200]
    assert row["note"] is None
    assert banded((100, 200, 50.4), level=1)["note"] == "Shown in wider bands, to protect small numbers."
    assert [banded((101, 203, 50.4), base=5)[name] for name in NUMBERS] == [50, 100, 205]


def test_a_band_of_nobody_is_a_gap_and_no_zero() -> None:
    row = banded((0, 0, None))
    assert (row["value"], row["status"]) == (None, "missing")
    assert [row[name] for name in NUMBERS] == [None, None, None]


def test_the_figure_of_a_band_is_worked_out_as_that_of_all() -> None:
    reading, mean = SHARE.fact, catalogued("weeks_in_care_of_ceased").fact
    assert reading and mean
    cut = cut_of("section_20_share")
    assert band_figure(reading, Shown(cut, "a", (), (30, 60), True), None) == (30, 60, 50)
    assert band_figure(reading, Shown(cut, "a", (), (0, 0), True), None) == (0, 0, None)
    numerator, denominator, weeks = band_figure(mean, Shown(cut, "a", (), (20,), True), 1400.0)
    assert (numerator, denominator) == (None, 20) and weeks == pytest.approx(10)


@pytest.mark.parametrize(
    ("way", "words"),
    [
        (Way(1), None),
        (Way(1, 1), None),
        (Way(1, 5), "Shown rounded to the nearest 5 in public, to protect small numbers."),
        (Way(3), "Shown once a quarter in public, to protect small numbers."),
        (Way(6), "Shown twice a year in public, to protect small numbers."),
        (Way(12, 2), "Shown rounded to the nearest 2 and once a year in public, to protect small numbers."),
    ],
)
def test_how_a_series_is_shown_is_said_where_it_is_less_than_all(way: Way, words: str | None) -> None:
    assert how(way, SHARE) == words


def test_every_row_has_every_column_of_the_file() -> None:
    for row in (shown_row(own(), SHARE, Way(1), Rule()), withheld_row(own()), banded(None), banded((1, 2, 50))):
        assert list(row) == schema().names


def test_no_words_are_left_over() -> None:
    shown = shown_row(own(), SHARE, Way(1), Rule())
    assert [shown[name] for name in WORDS] == [None] * 4

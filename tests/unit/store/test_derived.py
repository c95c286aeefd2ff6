"""Figures worked out from the return: totals by predicate and window, and how sure each of them is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import duckdb
import pytest

from cpdash.periods import Month
from cpdash.store.derived import NOBODY
from cpdash.store.reader import Reader
from cpdash.store.rows import FigureRow
from tests.extracts_for_tests import DARLINGTON, ENGLAND, NORTH_EAST, STOCKTON
from tests.facts_for_tests import ALL_FORMS, covered, make_snapshot, published, row

OPEN_YEAR = "Its financial year is not closed."
Figures = dict[tuple[str, str, str], FigureRow]
"""By indicator, form and month."""

Publish = Callable[..., Figures]


@pytest.fixture
def publish(tmp_path: Path) -> Publish:
    """Return what a publish makes of facts and their coverage: the figures of Stockton-on-Tees that are to be shown."""

    def made(facts: dict[str, list[dict[str, object]]], coverage: list[dict[str, object]], **more: object) -> Figures:
        path = make_snapshot(tmp_path / "snapshot.duckdb", facts, coverage, **more)  # type: ignore[arg-type]
        with duckdb.connect(path, read_only=True) as db:
            columns = ", ".join(FigureRow._fields)
            rows = db.execute(f"SELECT {columns} FROM figure WHERE place = 1 AND area = ?", [STOCKTON]).fetchall()
        return _by_month(FigureRow(*one) for one in rows)

    return made


def _by_month(rows: Iterable[FigureRow]) -> Figures:
    return {(figure.indicator, figure.form, str(Month.of(figure.month))): figure for figure in rows}


def test_a_count_is_the_sum_of_its_rows_and_a_covered_month_without_rows_is_zero(publish: Publish) -> None:
    facts = {
        "children_in_care": [
            row("2024-04", in_care=3, age="Under 1 year"), row("2024-04", in_care=4, age="5 to 9 years"),
            row("2024-04", in_care=50, area=DARLINGTON),
        ]
    }  # fmt: skip
    found = publish(facts, covered("2024-04", 2))
    april, may = (found["children_in_care", "snapshot", month] for month in ("2024-04", "2024-05"))
    assert (april.value, april.numerator, april.denominator, april.status) == (7, 7, None, "derived")
    assert (may.value, may.status, may.reason) == (0, "derived", None)
    assert (april.family, april.source, april.is_national, april.dimension) == ("ssda903", "SSDA903 return", False, "")
    assert ("children_in_care", "snapshot", "2024-06") not in found, "a month that no return covers is a gap"


def test_without_a_return_nothing_is_worked_out(publish: Publish) -> None:
    assert publish({}, []) == {}


def test_a_share_counts_its_predicates_over_all(publish: Publish) -> None:
    facts = {
        "placement": [
            row("2024-04", placement_code="K2", provider="Private provision", in_care=2),
            row("2024-04", placement_code="K1", provider="Own provision (by the LA)", in_care=1),
            row("2024-04", placement_code="K2", provider="Placement provider not reported", in_care=1),
            row("2024-04", placement_code="U4", provider="Own provision (by the LA)", in_care=4),
            row("2024-04", placement_code="S1", provider="Private provision", in_care=2),
        ]
    }
    found = publish(facts, covered("2024-04", 1))
    share = {name: found[name, "snapshot", "2024-04"] for name in (
        "residential_share", "external_residential_share", "in_house_foster_share", "foster_care_share")}  # fmt: skip
    assert {name: (one.numerator, one.denominator, one.value) for name, one in share.items()} == {
        "residential_share": (4, 10, 40), "external_residential_share": (2, 10, 20),
        "in_house_foster_share": (4, 10, 40), "foster_care_share": (4, 10, 40),
    }  # fmt: skip


def test_a_share_of_nobody_is_missing_with_the_reason(publish: Publish) -> None:
    found = publish({}, covered("2024-04", 1))
    share = found["residential_share", "snapshot", "2024-04"]
    assert (share.value, share.status, share.reason, share.denominator) == (None, "missing", NOBODY, 0)


def test_a_window_longer_than_the_return_is_provisional_and_says_so(publish: Publish) -> None:
    facts = {"children_in_care": [row("2024-10", "12 months", ceased=4, reason_ceased="Adopted")]}
    found = publish(facts, covered("2024-04", 13))
    october = found["adopted_share_of_ceased", "12 months", "2024-10"]
    assert (october.value, october.status) == (100, "provisional")
    assert october.reason == "The return covers only 7 of the 12 months that this looks back over."
    last = [found["children_ceasing", "12 months", month] for month in ("2025-02", "2025-03", "2025-04")]
    assert [one.status for one in last] == ["provisional", "derived", "derived"]
    assert found["children_ceasing", "month", "2024-04"].status == "derived"
    assert found["children_ceasing", "3 months", "2024-05"].status == "provisional"
    assert found["children_ceasing", "year to date", "2024-04"].status == "derived"


@pytest.mark.parametrize(("month", "status"), [("2026-08", "provisional"), ("2026-09", "derived")])
def test_an_indicator_that_looks_further_back_than_its_form_says_so(publish: Publish, month: str, status: str) -> None:
    facts = {"placement": [row(month, long_term=2, long_term_stable=1)]}
    stable = publish(facts, covered("2024-04", 30))["long_term_stability", "snapshot", month]
    assert (stable.value, stable.status) == (50, status)


def test_an_open_year_is_provisional_and_keeps_both_reasons(publish: Publish) -> None:
    found = publish({}, covered("2024-04", 1, status="provisional", reason=OPEN_YEAR))
    assert found["children_in_care", "snapshot", "2024-04"].reason == OPEN_YEAR
    short = found["children_starting", "12 months", "2024-04"].reason
    assert short == f"The return covers only 1 of the 12 months that this looks back over. {OPEN_YEAR}"


def test_what_the_return_lacks_makes_a_figure_missing_with_that_reason(publish: Publish) -> None:
    facts = {"placement": [row("2024-04", in_care=5, distance="Distance not known or not recorded")]}
    lacking = covered("2024-04", 1, "distance", status="missing", reason="No postcodes were imported.")
    found = publish(facts, [*covered("2024-04", 1), *lacking])
    far = found["placed_over_20_miles", "snapshot", "2024-04"]
    assert (far.value, far.numerator, far.status) == (None, None, "missing")
    assert far.reason == "No postcodes were imported."
    assert found["residential_share", "snapshot", "2024-04"].value == 0


def test_a_need_that_no_return_speaks_of_gives_no_figure(publish: Publish) -> None:
    found = publish({}, covered("2024-04", 1))
    assert not {"placed_over_20_miles", "reviews_on_time", "care_leavers_eet"} & {name for name, _, _ in found}


def test_a_figure_of_a_day_that_looks_back_a_year_is_read_from_the_rows_of_the_day(publish: Publish) -> None:
    facts = {"placement": [row("2025-03", in_care=8, single_placement=6, three_or_more_placements=2)]}
    found = publish(facts, covered("2024-04", 12))
    moved = found["three_or_more_placements", "12 months", "2025-03"]
    assert (moved.numerator, moved.denominator, moved.value, moved.status) == (2, 8, 25, "derived")
    assert found["single_placement_share", "12 months", "2025-03"].value == 75
    assert found["three_or_more_placements", "12 months", "2024-04"].status == "missing"


def test_days_are_told_in_weeks_as_a_mean(publish: Publish) -> None:
    facts = {"children_in_care": [row("2024-04", "month", ceased=2, days_in_care=70)]}
    weeks = publish(facts, covered("2024-04", 1))["weeks_in_care_of_ceased", "month", "2024-04"]
    assert (weeks.numerator, weeks.denominator, weeks.value) == (10, 2, 5)


def test_a_ratio_is_missing_where_nobody_left(publish: Publish) -> None:
    facts = {"children_in_care": [row("2024-04", "month", started=3), row("2024-05", "month", started=3, ceased=2)]}
    found = publish(facts, covered("2024-04", 2))
    assert found["entering_to_leaving_ratio", "month", "2024-04"].reason == NOBODY
    assert found["entering_to_leaving_ratio", "month", "2024-05"].value == 1.5


def test_the_stated_period_of_a_paper_is_no_window_of_the_facts(publish: Publish) -> None:
    found = publish({}, covered("2024-04", 1))
    assert {form for _, form, _ in found} <= set(ALL_FORMS)


CARE_LEAVERS = [
    ("In touch", "Higher education", "Suitable", 3), ("In touch", "Not known", "Not known", 1),
    ("Not in touch", "Not known", "Not known", 2), ("Refused contact", "In an apprenticeship", "Not suitable", 2),
    ("In touch", "Higher education", "Left out of the base", 2), ("Died", "Not known", "Not known", 5),
    ("Returned home", "In an apprenticeship", "Suitable", 7),
]  # fmt: skip


def test_care_leavers_who_died_or_went_home_are_left_out_and_those_not_known_stay_in(publish: Publish) -> None:
    of_age = {"age": "19 to 21 years", "age_years": "19"}
    rows = [
        row("2025-03", "12 months", in_touch=touch, activity=activity, young_people=n, **of_age)
        for touch, activity, _, n in CARE_LEAVERS
    ]
    homes = [
        row("2025-03", "12 months", in_touch=touch, accommodation=home, young_people=n, **of_age)
        for touch, _, home, n in CARE_LEAVERS
    ]
    facts = {"care_leaver_activity": rows, "care_leaver_accommodation": homes}
    found = publish(facts, [*covered("2024-04", 12), *covered("2025-03", 1, "oc3", forms=["12 months"])])

    def parts(name: str) -> tuple[float | None, float | None]:
        one = found[name, "12 months", "2025-03"]
        assert one.status == "derived", "a yearly file covers its whole year, whatever else was loaded"
        return one.numerator, one.denominator

    assert parts("care_leavers_19_to_21_eet") == parts("care_leavers_eet") == (7, 10)
    assert parts("care_leavers_19_to_21_activity_not_known") == (3, 10)
    assert parts("care_leavers_not_in_touch") == (2, 10)
    assert parts("care_leavers_19_to_21_suitable_accommodation") == (3, 8), "gone abroad or of no address is left out"
    assert parts("care_leavers_19_to_21_accommodation_not_known") == (3, 8)
    assert found["care_leavers_19_to_21", "12 months", "2025-03"].value == 10
    assert ("care_leavers_eet", "12 months", "2024-12") not in found, "months are not made up from a yearly file"


@pytest.mark.parametrize(
    ("month", "years", "value", "note"),
    [
        ("2025-03", {2023: 10_000, 2024: 20_000, 2025: 40_000}, 10, None),
        ("2025-04", {2023: 10_000, 2024: 20_000, 2025: 40_000}, 5, None),
        ("2025-03", {2021: 10_000, 2025: 40_000}, 20, "the middle of 2021"),
    ],
)
def test_a_rate_takes_the_population_of_the_year_before_the_31_march(
    publish: Publish, month: str, years: dict[int, int], value: float, note: str | None
) -> None:
    facts = {"children_in_care": [row(month, in_care=20)]}
    people = [(STOCKTON, year, number) for year, number in years.items()]
    rate = publish(facts, covered(month, 1), population=people)["children_in_care_rate", "snapshot", month]
    assert (rate.value, rate.numerator, rate.denominator) == (value, 20, 200_000 / value)
    assert rate.note is None if note is None else note in str(rate.note)


def test_a_rate_without_a_population_is_missing(publish: Publish) -> None:
    people = [(STOCKTON, 2025, 40_000), (DARLINGTON, 2020, 20_000)]
    found = publish({}, covered("2025-03", 1), population=people)
    rate = found["children_in_care_rate", "snapshot", "2025-03"]
    assert (rate.value, rate.status) == (None, "missing")
    assert "children in the area" in str(rate.reason)


def test_the_gap_to_the_region_is_held_against_its_latest_published_rate(publish: Publish) -> None:
    facts = {"children_in_care": [row(month, in_care=50) for month in ("2024-02", "2024-03", "2025-02")]}
    region = [
        published("2024-03", 100, "children_in_care_rate", area=NORTH_EAST),
        published("2024-03", 90, "children_in_care_rate", area=NORTH_EAST, release="2024", said=2),
        published("2025-03", 120, "children_in_care_rate", area=NORTH_EAST),
        published("2024-03", 70, "children_in_care_rate", area=ENGLAND),
    ]
    found = publish(facts, covered("2024-02", 13), observations=region, population=[(STOCKTON, 2020, 4_000)])
    gap = {month: found["rate_gap_to_region", "snapshot", month] for month in ("2024-02", "2024-03", "2025-02")}
    assert [one.value for one in gap.values()] == [None, 25, 25]
    assert gap["2024-02"].status == "missing"
    assert "before it" in str(gap["2024-02"].reason)
    assert gap["2025-02"].status == "derived"
    assert "31 March 2024" in str(gap["2025-02"].note)


def test_the_return_goes_before_scorecard_and_publication_which_stay_beside_it(tmp_path: Path) -> None:
    said = {"indicator": "children_in_care", "month": "2025-03"}
    others = [
        published(value=610, **said),
        published(value=605, **said, family="scorecard", source="Scorecard", priority=80, is_national=False),
    ]
    facts = {"children_in_care": [row("2025-03", in_care=600)]}
    reader = Reader(make_snapshot(tmp_path / "s.duckdb", facts, covered("2025-03", 1), observations=others))
    found = reader.figures("children_in_care", [STOCKTON], "snapshot")
    assert [(one.source, one.value) for one in found] == [("SSDA903 return", 600), ("Scorecard", 605), ("LAIT", 610)]
    assert [one.national_place for one in found] == [None, None, 1], "councils are compared by published figures only"
    reader.close()

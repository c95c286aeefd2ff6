"""What board papers print: values, statements, gaps, wide tables, lists, and periods of every kind."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cpdash.catalogue import Catalogue, load_catalogue
from cpdash.extract import Extract
from cpdash.ingest import board_papers as papers
from cpdash.ingest.board_period import board_period
from cpdash.ingest.lookups import Unreadable
from cpdash.ingest.tabular import read_table
from cpdash.periods import Month
from tests.unit.ingest.catalogue_for_tests import PLACES, TODAY, raw, small_catalogue, sources, told

Reader = Callable[..., Extract]
SCORECARD = ["code", "period", "value", "unit", "basis", "source_note"]
FIGURES = ["area", "topic", "measure", "period", "value", "unit", "source_document", "note"]
PROFILE = ["area_code", "area", "group", "category", "sub_category", "2006-03"]
ACTIONS = ["area", "plan", "priority", "action", "lead", "due", "status", "status_date", "success_measure", "indicator",
           "source_document"]  # fmt: skip


def read(reader: Reader, source: str, columns: list[str], *rows: list[str]) -> Extract:
    return reader(raw(columns, rows), sources()[source], small_catalogue(), PLACES, TODAY)


def table(extract: Extract, name: str = "observation") -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = extract.tables[name].to_pylist()
    return rows


def test_minutes_give_values_statements_and_gaps() -> None:
    extract = read(
        papers.read_board_scorecard, "board_scorecard", SCORECARD,
        ["CP1", "2020-09", "702", "children", "published", "permanence report: 'height'"],
        ["CP1", "2021-06", "", "children", "statement", "below 550"],
        ["CP5", "2021-06", "", "percent", "missing", "the definition had changed"],
    )  # fmt: skip
    value, gap = table(extract)
    assert (value["value"], value["area"], value["status"]) == (702.0, "E06000002", "published")
    assert value["document"] == "Review of the permanence action plan September 2021"
    assert (gap["status"], gap["reason"]) == ("missing", "the definition had changed")
    (statement,) = table(extract, "statement")
    assert (statement["text"], statement["document"]) == ("below 550", "Corporate Parenting Board minutes 20 July 2021")
    assert (extract.rows_used, extract.origin.family, extract.origin.release) == (3, "board_papers", "2022")


def test_faults_in_the_minutes_are_told_by_row() -> None:
    extract = read(
        papers.read_board_scorecard, "board_scorecard", SCORECARD,
        ["CP99", "2020-09", "702", "children", "published", ""], ["CP1", "2020-09", "702", "percent", "published", ""],
        ["CP5", "2020-09", "702", "percent", "published", ""], ["CP5", "2020-09", "", "percent", "statement", ""],
        ["CP5", "2020-09", "5", "percent", "guess", ""], ["CP5", "2031-09", "5", "percent", "published", ""],
    )  # fmt: skip
    assert [row for row, _, _ in told(extract)] == [2, 3, 4, 5, 6, 7]
    assert extract.rows_refused == 6


@pytest.mark.parametrize(
    ("text", "month", "form"),
    [
        ("2021-03-31", Month(2021, 3), "snapshot"),
        ("2021-10-01", Month(2021, 10), "stated period"),
        ("2020-21", Month(2021, 3), "12 months"),
        ("2018-21", Month(2021, 3), "3 years"),
        ("2021-07", Month(2021, 7), None),
        ("2020-08 to 2021-03", Month(2021, 3), "stated period"),
        ("2021", None, "stated period"),
    ],
)
def test_a_period_gives_month_and_window(text: str, month: Month | None, form: str | None) -> None:
    assert board_period(text) == (month, form)


@pytest.mark.parametrize("text", ["2010-11", "2008-11", "2021-13", "", "summer", "2021-02-30"])
def test_a_period_that_can_be_read_in_two_ways_or_none_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        board_period(text)


def test_figures_of_a_council_region_and_country_are_found_by_name() -> None:
    rows = [[area, "children in care", "Children looked after per 10 000", "2010-03-31", "60", "per 10 000", "d", ""]
            for area in ("Stockton-on-Tees", "North East", "England")]  # fmt: skip
    catalogue = small_catalogue()
    renamed = sources()["board_figures"].model_copy(
        update={
            "series": tuple(one.model_copy(update={"indicator": "rate"}) for one in sources()["board_figures"].series)
        }
    )
    extract = papers.read_board_figures(raw(FIGURES, rows), renamed, catalogue, PLACES, TODAY)
    assert told(extract) == []
    assert [one["area"] for one in table(extract)] == ["E06000004", "E12000001", "E92000001"]


def test_a_range_is_missing_with_its_words_and_an_unknown_measure_is_left() -> None:
    extract = read(
        papers.read_board_figures, "board_figures", FIGURES,
        ["Stockton-on-Tees", "children in care", "Children looked after", "2022-03-25", "5 to 6", "children", "d", ""],
        ["Stockton-on-Tees", "weather", "Sunny days", "2021-03", "5", "days", "d", ""],
        ["Stockton-on-Tees", "children in care", "Children looked after", "2021-08-25", "5 to 6", "children", "d", "n"],
    )  # fmt: skip
    (figure,) = table(extract)
    assert (figure["status"], figure["form"]) == ("missing", "stated period")
    assert figure["note"] == "published as '5 to 6'; n; on 25 August 2021"
    assert told(extract, "warning") == [(3, "measure", "unmapped measure")]
    assert told(extract) == [(2, None, "unreadable")]
    assert (extract.rows_used, extract.rows_left, extract.rows_refused) == (1, 1, 1)


def test_a_section_that_does_not_add_up_is_loaded_with_a_warning() -> None:
    extract = read(
        papers.read_board_profile, "board_profile", PROFILE,
        ["E06000004", "", "total", "All", "", "10"], ["E06000004", "", "age and sex", "Boys", "Under 1", "10"],
        ["E06000004", "", "placement type", "Foster", "In area", "7"],
        ["E06000004", "", "placement type", "Home", "", ""],
    )  # fmt: skip
    assert [(one["dimension"], one["category"], one["status"]) for one in table(extract)] == [
        ("", "", "published"), ("age_and_sex", "Boys, under 1", "published"),
        ("placement", "Foster, in area", "published"),
        ("placement", "Home", "missing"),
    ]  # fmt: skip
    (warning,) = [one.message for one in extract.findings]
    assert warning == "in March 2006 the section 'placement type' adds up to 7, 3 fewer than the total of 10"


def test_faults_in_a_profile_are_told_by_row() -> None:
    extract = read(
        papers.read_board_profile, "board_profile", [*PROFILE, "2006-13"],
        ["E06000004", "", "other", "All", "", "10", ""],
        ["E06000004", "", "total", "All", "", "many", ""],
    )  # fmt: skip
    assert told(extract) == [
        (None, "2006-13", "unknown month"), (2, None, "unreadable"), (3, None, "unreadable"),
    ]  # fmt: skip


def test_an_action_names_an_indicator_that_exists() -> None:
    row = ["Middlesbrough", "Plan", "1", "Do it", "Lead", "", "open", "2021-09", ""]
    extract = read(
        papers.read_actions, "board_actions", ACTIONS, [*row, "CP1", "d"], [*row, "CP98", "d"], [*row, "", ""]
    )
    assert [one["indicator"] for one in table(extract, "action")] == ["children_in_care", None]
    assert told(extract) == [(3, None, "unreadable")]


def test_meetings_and_judgements_need_a_day() -> None:
    meetings = read(
        papers.read_calendar, "board_calendar", ["area", "date", "form", "standing_item", "source_document"],
        ["Middlesbrough", "2031-07-20", "virtual", "", "d"], ["Middlesbrough", "soon", "", "", ""],
    )  # fmt: skip
    assert (len(table(meetings, "meeting")), told(meetings)) == (1, [(3, None, "unreadable")])
    homes = read(
        papers.read_home_judgements, "board_home_judgements",
        ["area", "home", "as_at", "judgement", "source_document", "note"],
        ["Stockton-on-Tees", "Ayton", "2021-03-25", "Good", "d", ""],
        ["Stockton-on-Tees", "Ayton", "2022-03-25", "Good", "", ""],
        ["Stockton-on-Tees", "", "2021-03-25", "Good", "", ""],
    )  # fmt: skip
    (home,) = table(homes, "home_judgement")
    assert (home["grade"], home["as_at"].isoformat()) == ("Good", "2021-03-25")
    assert [row for row, _, _ in told(homes)] == [3, 4]


PUBLISHED: dict[str, tuple[str, Reader]] = {
    "middlesbrough_scorecard_2021": ("board_scorecard", papers.read_board_scorecard),
    "stockton_profile_2006_2011": ("board_profile", papers.read_board_profile),
    "other_published_figures": ("board_figures", papers.read_board_figures),
    "ofsted_home_judgements": ("board_home_judgements", papers.read_home_judgements),
    "actions": ("board_actions", papers.read_actions),
    "board_calendar": ("board_calendar", papers.read_calendar),
}


@cache
def whole_catalogue() -> Catalogue:
    return load_catalogue()


def published(real_data: Path, name: str) -> Extract:
    source, reader = PUBLISHED[name]
    today = TODAY.replace(year=2026)
    catalogue = whole_catalogue()
    return reader(read_table(real_data / f"published/{name}.csv"), catalogue.sources[source], catalogue, PLACES, today)


@pytest.mark.real
@pytest.mark.parametrize("name", PUBLISHED)
def test_each_published_file_loads_whole(real_data: Path, name: str) -> None:
    extract = published(real_data, name)
    assert [str(one) for one in extract.findings if one.severity == "error"] == []
    assert extract.rows_used == extract.rows_read > 0


@pytest.mark.real
def test_both_peaks_of_children_in_care_are_kept_and_days_to_adoption_are_missing(real_data: Path) -> None:
    figures = table(published(real_data, "middlesbrough_scorecard_2021"))
    in_care = {str(one["month"]): one["value"] for one in figures if one["indicator"] == "children_in_care"}
    assert in_care == {"2020-07-01": 692.0, "2020-09-01": 702.0, "2021-08-01": 537.0}
    days = whole_catalogue().indicator("CP11").id
    (gap,) = [one for one in figures if one["indicator"] == days]
    assert (str(gap["month"]), gap["status"]) == ("2021-06-01", "missing")
    assert gap["reason"] == "no data: the national definition had changed"


@pytest.mark.real
def test_the_placement_section_differs_from_the_total_as_printed(real_data: Path) -> None:
    extract = published(real_data, "stockton_profile_2006_2011")
    said = [one.message for one in extract.findings]
    pairs = [(187, 189), (192, 187), (232, 224), (238, 236), (282, 287), (285, 293)]
    assert len(said) == len(pairs)
    for year, (parts, total), message in zip(range(2006, 2012), pairs, said, strict=True):
        assert message.startswith(f"in March {year} the section 'placement type' adds up to {parts}, ")
        assert message.endswith(f"than the total of {total}")


@pytest.mark.real
def test_ranges_projections_and_odd_days_are_told_apart(real_data: Path) -> None:
    figures = table(published(real_data, "other_published_figures"))
    ranges = [one for one in figures if one["status"] == "missing"]
    assert [one["note"] for one in ranges] == ["published as '5 to 6'", "published as '10 to 20'"]
    assert {str(one["month"]) for one in figures if one["status"] == "illustrative"} == {"2022-03-01", "2023-03-01"}
    need = [one for one in figures if one["dimension"] == "need"]
    assert sum(one["value"] for one in need) == 471 and {str(one["month"]) for one in need} == {"2018-03-01"}
    counted = [one for one in figures if one["indicator"] == "children_in_care" and not one["dimension"]]
    assert {(one["value"], one["form"]) for one in counted} == {(568.0, "stated period"), (577.0, "stated period")}

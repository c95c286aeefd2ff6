"""What stands under a picture lets it be understood alone: sources, whose figures, of when, in what state."""

from __future__ import annotations

from dataclasses import replace

from cpdash.board.views import Note
from cpdash.narrative import foot
from cpdash.narrative.foot import MOST
from cpdash.periods import Month
from tests.views_for_tests import (
    STAMP,
    annual,
    make_answer,
    make_card,
    make_comparison,
    make_line,
    make_point,
    make_series,
    monthly,
)

PUBLISHED = f"Snapshot {STAMP.id}, published 01 April 2025 at 09:00 UTC."
RELEASE = "Children looked after, 2025 release"


def test_a_series_says_source_place_span_state_and_snapshot() -> None:
    assert foot(make_series(annual(110, 120, 125))) == (
        f"Source: {RELEASE}.\nStockton-on-Tees, March 2023 to March 2025: final figures. {PUBLISHED}"
    )


def test_one_month_is_named_once_and_none_not_at_all() -> None:
    assert "Stockton-on-Tees, March 2025: final" in foot(make_series(annual(125)))
    assert foot(make_series({})).startswith("Stockton-on-Tees: final figures.")


def test_provisional_figures_are_said_to_be_there() -> None:
    late = make_point("2025-03", 125, status="provisional")
    assert "March 2025: contains provisional figures." in foot(make_series({}, points=(late,)))


def test_benchmarks_that_are_drawn_are_sources_too_each_once_and_with_its_release_only() -> None:
    own = (make_point("2024-03", 7, source="Board report"), make_point("2025-03", 8, source="Children looked after"))
    lines = (make_line("england", annual(60, 67)), make_line("region", annual(90, 99)))
    said = foot(make_series({}, points=own, benchmarks=lines))
    assert said.startswith(f"Sources: Board report; {RELEASE}.\n")


def test_what_has_no_figure_and_what_is_not_drawn_is_no_source() -> None:
    own = (make_point("2023-03", 7, source="Board report"), make_point("2024-03", source="Withheld"))
    later = (make_line("england", {"2025-03": 67.0}),)
    assert foot(make_series({}, points=own, benchmarks=later)).startswith("Source: Board report.\n")


def test_of_many_sources_the_newest_are_named_and_the_others_counted() -> None:
    points = [make_point(month, 5, source=f"Paper of {month}") for month in monthly(*range(1, 13))]
    said = foot(make_series({}, points=tuple(points))).splitlines()[0]
    assert said.startswith("Sources: Paper of 2021-06; Paper of 2021-05; ")
    assert said.endswith(f"; and {12 - MOST} more, which the table names.")


def test_signs_on_the_chart_are_explained_and_notes_that_are_not_on_it_are_left_out() -> None:
    notes = (
        Note(Month(2024, 3), "event", "A home opened.", "Head of Homes"),
        Note(Month(2010, 3), "event", "Long before", "Nobody"),
        Note(Month(2024, 3), "commentary", "No mark", "Nobody"),
    )
    values = annual(110, 120, 125)
    series, answer = make_series(values), make_answer(make_card(values), notes=notes)
    assert foot(series, answer).splitlines()[0] == "① What happened, March 2024: A home opened (Head of Homes)."
    assert foot(series, answer).splitlines()[1:] == foot(series).splitlines()
    assert foot(replace(series, dimension="age"), answer) == foot(series)


def test_a_comparison_names_the_sources_of_all_that_are_compared() -> None:
    said = foot(make_comparison(source=None, sources=(RELEASE, "The council's return")))
    assert said.splitlines()[0] == f"Sources: {RELEASE}; The council's return."
    assert said.splitlines()[1].startswith("Stockton-on-Tees, 31 March 2025: final figures.")


def test_a_comparison_of_a_year_that_nobody_published_has_the_year() -> None:
    assert foot(make_comparison(month=None)).startswith("Stockton-on-Tees, 2025: ")

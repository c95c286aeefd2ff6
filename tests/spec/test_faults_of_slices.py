"""What a slice, a mix, a flow and a change must not say: figures of another measure, zeros that nobody counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from cpdash import narrative
from cpdash.board import Board
from cpdash.board.details import REST, UNKNOWN, Action, Shift
from cpdash.board.mixing import mix
from cpdash.board.viewer import Role, Viewer
from cpdash.catalogue.facts import NOT_RECORDED
from cpdash.catalogue.loader import the_catalogue
from cpdash.errors import UnknownName
from cpdash.periods import Month
from cpdash.tables.parts import actions_table
from tests.views_for_tests import make_indicator, make_point, make_series

DEMO, STOCKTON = "E06999901", "E06000004"
COUNT = make_indicator(unit="children", denominator="None: this is a count")


@pytest.fixture(scope="module")
def boards(demo_data: Path) -> Iterator[Mapping[Role, Board]]:
    roles: tuple[Role, ...] = ("public", "service")
    found = {role: Board.opened(demo_data / "snapshots", the_catalogue(), viewer=Viewer(role)) for role in roles}
    yield found
    for board in found.values():
        board.close()


def test_no_measure_is_narrowed_by_what_it_is_itself_one_part_of(boards: Mapping[Role, Board]) -> None:
    own = [
        (name, dimension) for name, one in the_catalogue().indicators.items() for dimension in one.dimensions
        if one.fact and one.fact.is_composition(dimension)
    ]  # fmt: skip
    assert ("placed_over_20_miles", "distance") in own
    for board in boards.values():
        for name, dimension in own:
            assert dimension not in dict(board.openings(name, DEMO).open), name
    with pytest.raises(UnknownName, match="to narrow this measure by"):
        boards["service"].breakdown(
            "placed_over_20_miles", DEMO, "", where=[("distance", "Placed 20 miles or less from home")]
        )


def test_a_measure_is_not_divided_by_what_only_others_of_its_table_say(boards: Mapping[Role, Board]) -> None:
    board = boards["service"]
    for name, dimension in (("children_in_care", "reason_ceased"), ("children_in_care", "moved_to")):
        with pytest.raises(UnknownName):
            board.breakdown(name, DEMO, dimension)
    assert board.breakdown("children_ceasing", DEMO, "reason_ceased").points
    assert board.breakdown("placement_moves", DEMO, "moved_to").points


def test_no_open_dimension_says_nothing_of_anybody(boards: Mapping[Role, Board]) -> None:
    board, looked = boards["service"], 0
    for name in the_catalogue().indicators:
        for dimension, categories in board.openings(name, DEMO).open:
            assert set(categories) - {NOT_RECORDED}, (name, dimension)
            looked += 1
    assert looked > 200


def test_without_a_return_nothing_is_told_of_moves(boards: Mapping[Role, Board]) -> None:
    found = boards["service"].moves(STOCKTON, Month(2025, 8))
    assert (found.moved, found.status) == ((), "missing")
    said = narrative.moves_headline(found)
    assert "no figure" in said
    assert "No child" not in said


def test_what_is_withheld_of_the_unknown_is_no_zero() -> None:
    points = (
        make_point("2024-03", 90.0, category="a"), make_point("2024-03", None, category="Not known"),
        make_point("2025-03", 80.0, category="a"), make_point("2025-03", 20.0, category="Not known"),
    )  # fmt: skip
    whole = make_series({"2024-03": 100.0, "2025-03": 100.0}, COUNT)
    found = mix(make_series({}, COUNT, dimension="need", points=points), whole, None)
    assert dict(found.parts)[UNKNOWN] == (None, 20.0)
    assert dict(found.parts)[REST] == (10.0, 0.0)


def test_a_year_without_figures_keeps_its_place() -> None:
    points = tuple(make_point(f"{year}-03", 60.0, category="a") for year in (2021, 2022, 2024, 2025))
    totals = {f"{year}-03": 100.0 for year in (2021, 2022, 2024, 2025)}
    found = mix(make_series({}, COUNT, dimension="need", points=points), make_series(totals, COUNT), None)
    assert [month.year for month in found.months] == [2021, 2022, 2023, 2024, 2025]
    assert [found.share("a", at) for at in range(5)] == [60, 60, None, 60, 60]
    assert [found.share(REST, at) for at in range(5)] == [40, 40, None, 40, 40]


def test_a_change_names_withheld_categories_and_only_parts_of_the_whole(boards: Mapping[Role, Board]) -> None:
    found = boards["public"].change("children_in_care", DEMO)
    assert found
    needs = dict(found.shifts)["need"]
    assert Shift("Low income", None, None) in needs
    shares = boards["public"].change("staying_put_share", STOCKTON)
    for change in filter(None, (found, shares)):
        for _, shifts in change.shifts:
            assert sum(one.now or 0 for one in shifts) <= (change.total.now or 0) + 0.5


@pytest.mark.parametrize(
    ("due", "status", "is_late", "written"),
    [
        ("Ongoing", None, False, "Ongoing"),
        ("31/03/2025", "in progress", False, "31/03/2025"),
        ("2025-13", "", False, "2025-13"),
        ("2025-02-30", "", True, "2025-02-30"),
        ("2025", "in progress", True, "2025"),
        ("2025-06", "Done", False, "June 2025"),
        ("2025-06-09", "in progress", True, "9 June 2025"),
    ],
)
def test_what_people_write_for_a_day_is_read_or_left_as_it_is(
    due: str, status: str | None, is_late: bool, written: str
) -> None:
    one = Action(None, None, "Open a home", None, due, status, None, None, None, None)
    assert one.is_overdue(Month(2026, 3)) is is_late
    said = written + (" (overdue)" if is_late else "")
    assert said in set(actions_table([one], Month(2026, 3)).iloc[0])

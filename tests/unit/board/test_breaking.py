"""An indicator by a dimension, or narrowed to categories: parts that add up, true zeros, names that do not exist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import pytest

from cpdash.board import Board
from cpdash.board.views import Point
from cpdash.errors import UnknownName
from cpdash.store.derived import NOBODY
from tests.extracts_for_tests import DARLINGTON, STOCKTON
from tests.facts_for_tests import board_of, covered, make_snapshot, published, row

AGES, NEEDS = ("Under 1 year", "5 to 9 years", "10 to 15 years", ""), ("Abuse or neglect", "Not known")
PLACES = (
    ("Secure homes and children's homes", "K2", "Private provision"),
    ("Residential schools", "S1", "Private provision"),
    ("Secure homes and children's homes", "K1", "Own provision (by the LA)"),
    ("Foster placements", "U4", "Own provision (by the LA)"), ("Foster placements", "U4", "Private provision"),
)  # fmt: skip
EET = ("Higher education", "In an apprenticeship", "Not learning or working: other reasons", "Not known")


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    living = [
        row(month, age=age, need=need, placement=group, placement_code=code, provider=provider, in_care=size + 1,
            three_or_more_placements=size % 2, distance="Distance not known or not recorded")
        for month in ("2025-01", "2025-02")
        for size, (age, need, (group, code, provider)) in enumerate(product(AGES, NEEDS, PLACES))
    ]  # fmt: skip
    in_care = [
        row(month, age=age, need=need, in_care=sum(one["in_care"] for one in living if
            (one["month"].month, one["age"], one["need"]) == (int(month[-2:]), age, need)))
        for month in ("2025-01", "2025-02") for age in AGES for need in NEEDS
    ]  # fmt: skip
    in_care += [row("2025-02", age="16 years and over", past_18=2)]
    ceased = [
        row("2025-02", "12 months", age=age, reason_ceased=reason, ceased=n)
        for age in ("Under 1 year", "16 years") for reason, n in (
            ("Adopted", 3), ("Special guardianship orders", 5), ("Died", 10),
            ("Residence order or child arrangement order granted", 2))
    ]  # fmt: skip
    leavers = [
        row("2025-03", "12 months", age=age, age_years=age[:2], in_touch=touch, activity=activity, young_people=n + 1)
        for n, (age, touch, activity) in enumerate(
            product(("17 to 18 years", "19 to 21 years", "22 to 25 years"), ("In touch", "Died"), EET))
    ]  # fmt: skip
    others = [
        published("2025-02", 12, "children_in_care", dimension="age", category="Under 1 year"),
        published("2024-03", 11, "children_in_care", dimension="age", category="Under 1 year"),
        published("2025-02", 4, "children_in_care", dimension="age", category="Under 5"),
        published("2024-03", 9, "children_in_care", dimension="age_and_sex", category="Boys, under 1"),
    ]
    lacking = covered("2025-01", 3, "distance", status="missing", reason="No postcodes were imported.")
    path = make_snapshot(
        tmp_path_factory.mktemp("board") / "snapshot.duckdb",
        {"placement": living, "children_in_care": in_care + ceased, "care_leaver_activity": leavers},
        [*covered("2024-01", 15), *covered("2025-03", 1, "oc3", forms=["12 months"]), *lacking],
        observations=others, population=[(STOCKTON, 2023, 40_000)],
    )  # fmt: skip
    made = board_of(path)
    yield made
    made.close()


def at(points: Sequence[Point], month: str) -> dict[str, Point]:
    return {point.category: point for point in points if str(point.month) == month}


def total(board: Board, name: str, month: str, form: str | None = None) -> Point:
    [point] = [one for one in board.series(name, STOCKTON, form=form).points if str(one.month) == month]
    return point


@pytest.mark.parametrize("name", ["CP1", "AR2", "CP15", "CP16", "CP13", "NI62", "CP14"])
@pytest.mark.parametrize("dimension", ["age", "need", "ethnicity", "placement", "provider"])
def test_the_parts_of_every_breakdown_add_up_to_the_total(board: Board, name: str, dimension: str) -> None:
    whole = total(board, name, "2025-02")
    parts = at(board.breakdown(name, STOCKTON, dimension).points, "2025-02").values()
    derived = [one for one in parts if one.source == "SSDA903 return"]
    if not (dimension == "provider" and name == "CP13"):
        assert sum(one.numerator or 0 for one in derived) == whole.numerator
    if name not in ("CP1", "AR2") and not (dimension == "provider" and name == "CP13"):
        assert sum(one.denominator or 0 for one in derived) == whole.denominator
        assert all(one.value is None or one.value == pytest.approx(100 * (one.numerator or 0) / (one.denominator or 1))
                   for one in derived)  # fmt: skip


def test_rows_without_a_category_have_a_name_and_are_counted(board: Board) -> None:
    ages = at(board.breakdown("CP15", STOCKTON, "age").points, "2025-01")
    assert list(ages) == ["Under 1 year", "5 to 9 years", "10 to 15 years", "Not recorded"], "in catalogue order"
    assert ages["Not recorded"].denominator


def test_a_category_that_occurs_at_all_is_zero_in_the_covered_months_without_it(board: Board) -> None:
    found = board.breakdown("CP1", STOCKTON, "need").points
    assert {str(one.month) for one in found} == {f"2024-{month:02d}" for month in range(1, 13)} | {
        "2025-01", "2025-02", "2025-03",
    }  # fmt: skip
    march = at(found, "2025-03")
    assert {name: (one.value, one.status) for name, one in march.items()} == {
        "Abuse or neglect": (0, "derived"), "Not known": (0, "derived"),
    }  # fmt: skip
    assert "Low income" not in march


def test_a_share_of_nobody_is_missing_in_its_category_too(board: Board) -> None:
    march = at(board.breakdown("CP15", STOCKTON, "need").points, "2025-03")
    assert {(one.value, one.status, one.reason) for one in march.values()} == {(None, "missing", NOBODY)}


def test_a_figure_can_be_narrowed_by_two_dimensions(board: Board) -> None:
    only = [("age", "5 to 9 years"), ("need", "Abuse or neglect")]
    view = board.breakdown("CP15", STOCKTON, where=only)
    assert (view.dimension, view.where) == ("", (("age", ("5 to 9 years",)), ("need", ("Abuse or neglect",))))
    [february] = at(view.points, "2025-02").values()
    # Places 10 to 14 of the product: sizes 11 to 15, of which the first and the third are children's homes.
    assert (february.numerator, february.denominator) == (11 + 13, 11 + 12 + 13 + 14 + 15)


def test_a_breakdown_can_be_narrowed_and_its_parts_add_up_to_the_narrowed_total(board: Board) -> None:
    only = [("age", "5 to 9 years")]
    [whole] = at(board.breakdown("CP15", STOCKTON, where=only).points, "2025-02").values()
    parts = at(board.breakdown("CP15", STOCKTON, "need", where=only).points, "2025-02")
    assert set(parts) == {"Abuse or neglect", "Not known"}
    assert sum(one.numerator or 0 for one in parts.values()) == whole.numerator
    assert sum(one.denominator or 0 for one in parts.values()) == whole.denominator


def test_two_categories_of_one_dimension_count_together(board: Board) -> None:
    two = board.breakdown("CP1", STOCKTON, where=[("age", "Under 1 year"), ("age", "5 to 9 years")])
    parts = at(board.breakdown("CP1", STOCKTON, "age").points, "2025-02")
    [both] = at(two.points, "2025-02").values()
    assert both.value == (parts["Under 1 year"].value or 0) + (parts["5 to 9 years"].value or 0)


def test_naming_categories_of_the_breakdown_itself_shows_only_those(board: Board) -> None:
    some = board.breakdown("CP15", STOCKTON, "age", where=[("age", "5 to 9 years")])
    every = board.breakdown("CP15", STOCKTON, "age")
    assert some.where == ()
    assert some.points == tuple(one for one in every.points if one.category == "5 to 9 years")


def test_a_count_by_the_dimensions_of_a_second_fact_table(board: Board) -> None:
    places = at(board.breakdown("CP1", STOCKTON, "placement").points, "2025-02")
    assert set(places) == {group for group, _, _ in PLACES}
    assert sum(one.value or 0 for one in places.values()) == total(board, "CP1", "2025-02").value


def test_a_share_of_one_part_of_a_dimension_becomes_the_share_of_each_part(board: Board) -> None:
    whole = total(board, "CP23", "2025-03")
    parts = at(board.breakdown("CP23", STOCKTON, "activity").points, "2025-03")
    assert set(parts) == set(EET)
    assert {one.denominator for one in parts.values()} == {whole.denominator}
    assert sum(one.numerator or 0 for one in parts.values()) == whole.denominator
    learning = parts["Higher education"].numerator, parts["In an apprenticeship"].numerator
    assert sum(one or 0 for one in learning) == whole.numerator
    only = [("activity", "Not known")]
    [one] = at(board.breakdown("CP23", STOCKTON, "activity", where=only).points, "2025-03").values()
    assert one.value == parts["Not known"].value, "one row of the same table"
    with pytest.raises(UnknownName):  # young people in work or learning of whom that is not known: the title would lie
        board.breakdown("CP23", STOCKTON, where=only)


def test_a_dimension_that_narrows_both_parts_splits_both(board: Board) -> None:
    ages = at(board.breakdown("CP23", STOCKTON, "age").points, "2025-03")
    assert set(ages) == {"17 to 18 years", "19 to 21 years"}, "those of 22 and over are not what CP23 is about"
    assert ages["19 to 21 years"].value == total(board, "NI148", "2025-03").value


def test_permanence_is_shown_as_each_order_among_the_three(board: Board) -> None:
    orders = at(board.breakdown("CP8", STOCKTON, "reason_ceased").points, "2025-02")
    assert {name: one.value for name, one in orders.items()} == {
        "Adopted": 30, "Special guardianship orders": 50, "Residence order or child arrangement order granted": 20,
    }  # fmt: skip


def test_a_breakdown_that_the_return_cannot_give_is_missing_with_the_reason(board: Board) -> None:
    found = at(board.breakdown("CP1", STOCKTON, "distance").points, "2025-02")
    assert {(one.value, one.status, one.reason) for one in found.values()} == {
        (None, "missing", "No postcodes were imported."),
    }  # fmt: skip


def test_a_rate_by_category_says_that_it_is_of_all_children(board: Board) -> None:
    ages = at(board.breakdown("AR2", STOCKTON, "age").points, "2025-02")
    assert sum(one.value or 0 for one in ages.values()) == pytest.approx(total(board, "AR2", "2025-02").value)
    assert all("not only those of the category" in str(one.note) for one in ages.values())
    assert all("the newest estimate" in str(one.note) for one in ages.values()), "the population's own note stays"


def test_what_is_published_stands_beside_what_the_return_says(board: Board) -> None:
    view = board.breakdown("CP1", STOCKTON, "age")
    baby = at(view.points, "2025-02")["Under 1 year"]
    assert baby.source == "SSDA903 return"
    assert [(other.value, other.source) for other in baby.other_values] == [(12, "LAIT, 2025 release")]
    assert at(view.points, "2025-02")["Under 5"].value == 4, "a category that only a publication has"
    [narrowed] = at(board.breakdown("CP1", STOCKTON, where=[("age", "Under 1 year")]).points, "2025-02").values()
    assert (narrowed.value, narrowed.other_values, narrowed.category) == (baby.value, baby.other_values, "")


def test_a_publication_is_shown_where_the_return_has_no_figure(board: Board) -> None:
    board_only = board.breakdown("CP1", STOCKTON, "age_and_sex")
    assert [(one.category, one.value) for one in board_only.points] == [("Boys, under 1", 9)]


def test_the_breakdowns_of_a_council_with_a_return_are_those_of_the_facts(board: Board) -> None:
    offered = set(board.breakdowns("CP1", STOCKTON, "snapshot"))
    assert {"age", "placement", "need", "age_and_sex"} <= offered
    assert board.breakdowns("CP1", DARLINGTON, "snapshot") == ()


def test_months_are_cut_to_those_asked_for(board: Board) -> None:
    ages = board.breakdown("CP1", STOCKTON, "age")
    first = ages.points[-1].month
    cut = board.breakdown("CP1", STOCKTON, "age", first=first)
    assert {one.month for one in cut.points} == {first}


@pytest.mark.parametrize(
    ("by", "where", "near"),
    [
        ("plcement", [], "placement"),
        ("", [("plcement", "x")], "placement"),
        ("", [("age", "Under 1 years")], "Under 1 year"),
        ("age", [("age", "Under 1 years")], "Under 1 year"),
        ("age", [("provider", "Private")], "Private provision"),
    ],
)
def test_an_unknown_name_says_the_nearest(board: Board, by: str, where: list[tuple[str, str]], near: str) -> None:
    with pytest.raises(UnknownName) as caught:
        board.breakdown("CP1", STOCKTON, by, where=where)
    assert any(near in one for one in caught.value.near), caught.value


def test_dimensions_that_no_table_has_together_are_named(board: Board) -> None:
    with pytest.raises(UnknownName, match="age_and_sex together with need"):
        board.breakdown("CP1", STOCKTON, "age_and_sex", where=[("need", "x")])


def test_a_council_without_a_return_has_no_figures_of_a_fact_dimension(board: Board) -> None:
    assert board.breakdown("CP15", DARLINGTON, "age", where=[("need", "Low income")]).points == ()

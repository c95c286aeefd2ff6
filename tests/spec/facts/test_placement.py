"""Small tables of episodes in, counts of placements and of settled children out."""

from __future__ import annotations

import pytest

from tests.spec.facts.returns_for_tests import Row, Work, built, episode, header, total

YEAR = ("2023-04-01", "2024-03-31")
THREE = "three_or_more_placements"


def _child(*episodes: Row, dob: str = "2012-05-05") -> dict[str, list[Row]]:
    return {"header": [header("a", dob)], "episodes": list(episodes)}


def _moves(*codes: tuple[str, str, str, Row]) -> list[Row]:
    """Episodes of one child one after the other: start, RNE, place, more."""
    rows = []
    for at, (start, rne, place, more) in enumerate(codes):
        end = codes[at + 1][0] if at + 1 < len(codes) else None
        rows.append(episode("a", start, end, "X1" if end else None, rne=rne, place=place, **more))
    return rows


def test_three_carers_in_the_year_are_three_placements_and_the_one_at_the_start_counts() -> None:
    rows = _moves(("2022-01-01", "S", "U6", {}), ("2023-06-01", "P", "U6", {}), ("2023-09-01", "P", "K2", {}))
    with built(*YEAR, _child(*rows)) as db:
        assert total(db, "placement", THREE, "2024-03") == 1
        assert total(db, "placement", "single_placement", "2023-05") == 1


def test_a_placement_that_ended_on_the_first_day_of_the_window_counts_and_one_the_day_before_does_not() -> None:
    counted = _moves(("2022-01-01", "S", "U6", {}), ("2023-04-01", "P", "U6", {}), ("2023-09-01", "P", "K2", {}))
    with built(*YEAR, _child(*counted)) as db:
        assert total(db, "placement", THREE, "2024-03") == 1
    before = _moves(("2022-01-01", "S", "U6", {}), ("2023-03-31", "P", "U6", {}), ("2023-09-01", "P", "K2", {}))
    with built(*YEAR, _child(*before)) as db:
        assert total(db, "placement", THREE, "2024-03") == 0


def test_placements_of_an_earlier_period_in_the_window_count_too() -> None:
    rows = [episode("a", "2023-05-01", "2023-06-01", "X1"), episode("a", "2023-06-01", "2023-07-01", "E4A", rne="P"),
            episode("a", "2023-10-01")]  # fmt: skip
    with built(*YEAR, _child(*rows)) as db:
        assert total(db, "placement", THREE, "2023-10") == 1


@pytest.mark.parametrize("temporary", ["T0", "T1", "T2", "T3", "T4"])
def test_a_temporary_stay_and_the_return_are_no_new_placement(temporary: str) -> None:
    rows = _moves(("2023-05-01", "S", "U6", {"pl_post": "TS1 1AA"}), ("2023-06-01", "P", temporary, {}),
                  ("2023-06-08", "P", "U6", {"pl_post": "TS11AA"}))  # fmt: skip
    with built(*YEAR, _child(*rows)) as db:
        assert total(db, "placement", "single_placement", "2024-03") == 1
        assert total(db, "placement", "placements_started", "2024-03", "12 months") == 1


def test_during_a_temporary_stay_the_usual_placement_counts() -> None:
    rows = _moves(
        ("2023-05-01", "S", "K2", {"place_provider": "PR4"}), ("2023-06-28", "P", "T1", {"place_provider": None})
    )
    with built(*YEAR, _child(*rows)) as db:
        found = {"placement_code": "K2", "provider": "Private provision"}
        assert total(db, "placement", "in_care", "2023-06", **found) == 1


def test_after_a_temporary_stay_another_address_is_a_new_placement() -> None:
    rows = _moves(("2023-05-01", "S", "U6", {"pl_post": "TS1 1AA"}), ("2023-06-01", "P", "T1", {}),
                  ("2023-06-08", "P", "U6", {"pl_post": "TS2 2BB"}))  # fmt: skip
    with built(*YEAR, _child(*rows)) as db:
        assert total(db, "placement", "single_placement", "2024-03") == 0


@pytest.mark.parametrize("rne", ["L", "T", "U"])
def test_a_change_with_the_same_carer_is_no_new_placement(rne: str) -> None:
    rows = _moves(("2023-05-01", "S", "U6", {}), ("2023-06-01", rne, "U4", {"ls": "C2"}))
    with built(*YEAR, _child(*rows)) as db:
        assert total(db, "placement", "single_placement", "2024-03") == 1


def test_a_period_of_exactly_two_and_a_half_years_counts_and_a_day_less_does_not() -> None:
    exact = {"header": [header("a", "2012-01-01"), header("b", "2012-01-01")],
             "episodes": [episode("a", "2021-09-30"), episode("b", "2021-10-01")]}  # fmt: skip
    with built(*YEAR, exact) as db:
        assert total(db, "placement", "long_term", "2024-03") == 1
        assert total(db, "placement", "long_term_stable", "2024-03") == 1


def test_two_years_with_the_same_carer_to_the_day() -> None:
    rows = _moves(("2020-01-01", "S", "U6", {}), ("2022-03-31", "P", "U6", {}))
    with built(*YEAR, _child(*rows)) as db:
        assert total(db, "placement", "long_term_stable", "2024-03") == 1
        assert total(db, "placement", "long_term_stable", "2024-02") == 0


def test_a_child_placed_for_adoption_counts_with_the_placement_before() -> None:
    rows = _moves(("2020-01-01", "S", "U6", {}), ("2023-12-01", "P", "A6", {"ls": "E1"}))
    with built(*YEAR, _child(*rows)) as db:
        assert total(db, "placement", "long_term_stable", "2024-03") == 1
    elsewhere = _moves(("2020-01-01", "S", "U6", {}), ("2023-12-01", "P", "U6", {}))
    with built(*YEAR, _child(*elsewhere)) as db:
        assert total(db, "placement", "long_term_stable", "2024-03") == 0


def test_a_child_of_16_is_not_in_the_group() -> None:
    with built(*YEAR, _child(episode("a", "2020-01-01"), dob="2008-03-31")) as db:
        assert total(db, "placement", "long_term", "2024-02") == 1
        assert total(db, "placement", "long_term", "2024-03") == 0


def test_why_placements_ended() -> None:
    rows = [episode("a", "2023-05-01", "2023-06-01", "X1", reason_place_change="CREQB"),
            episode("a", "2023-06-01", "2023-07-01", "X1", rne="P"),
            episode("a", "2023-07-01", "2023-08-15", "E12", rne="P", place="A6")]  # fmt: skip
    with built(*YEAR, _child(*rows)) as db:

        def ended(**where: str) -> int:
            return total(db, "placement", "placements_ended", "2023-08", "12 months", **where)

        assert ended() == 3
        assert ended(reason_for_change="Carer requests placement ends due to child's behaviour") == 1
        assert ended(reason_for_change="Not recorded", ended_by="Moved to another placement") == 1
        assert ended(reason_for_change="", ended_by="Adopted") == 1
        assert total(db, "placement", "placements_ended", "2023-08", "month") == 1


def test_distance_of_exactly_20_miles_is_not_more() -> None:
    rows = {"header": [header(c, "2012-01-01") for c in "abc"],
            "episodes": [episode("a", "2023-05-01", pl_distance=20.0, pl_location="OUT"),
                         episode("b", "2023-05-01", pl_distance=20.1, pl_location="OUT"),
                         episode("c", "2023-05-01", pl_distance=999.9)]}  # fmt: skip
    with built(*YEAR, rows) as db:
        assert total(db, "placement", "in_care", "2023-05", distance="Placed more than 20 miles from home") == 1
        assert total(db, "placement", "in_care", "2023-05", distance="Placed 20 miles or less from home") == 1
        assert total(db, "placement", "in_care", "2023-05", distance="Distance not known or not recorded") == 1
        assert total(db, "placement", "in_care", "2023-05", locality="Placed outside the local authority boundary") == 2


def test_distance_from_postcodes_where_the_return_has_none() -> None:
    work = Work()
    work.add(*YEAR, _child(episode("a", "2023-05-01", home_post="TS1 1AA", pl_post="YO1 9ZZ")))
    work.db.execute(
        "INSERT INTO postcode VALUES (1, 'TS11AA', 0, 0, 'E06000004'), (1, 'YO1  9ZZ', 30000, 40000, 'E06000014')"
    )
    db = work.facts()
    assert total(db, "placement", "in_care", "2023-05", distance="Placed more than 20 miles from home") == 1
    assert total(db, "placement", "in_care", "2023-05", locality="Placed outside the local authority boundary") == 1


def test_faulty_overlapping_placements_are_counted_each() -> None:
    rows = [episode("a", "2023-05-01", "2023-09-01", "X1"), episode("a", "2023-06-01", "2023-07-01", "X1", rne="P"),
            episode("a", "2023-09-01", rne="P", place="K2")]  # fmt: skip
    with built(*YEAR, _child(*rows)) as db:
        assert total(db, "placement", THREE, "2023-09") == 1
        assert total(db, "placement", "in_care", "2023-06") == 1


def test_a_move_knows_the_kind_that_the_child_moved_to() -> None:
    rows = _moves(("2023-05-01", "S", "U6", {}), ("2023-06-10", "P", "K2", {}), ("2023-07-05", "P", "U6", {}))
    rows[-1] = episode("a", "2023-07-05", "2023-08-01", "E4A", rne="P", place="U6")
    homes = "Secure homes and children's homes"
    with built(*YEAR, _child(*rows)) as db:
        assert total(db, "placement", "placements_ended", "2023-06", "month", moved_to=homes) == 1
        assert total(db, "placement", "placements_ended", "2023-07", "month", moved_to="Foster placements") == 1
        assert total(db, "placement", "placements_ended", "2023-08", "month", ended_by="Left care another way") == 1
        assert total(db, "placement", "placements_ended", "2023-08", "month", moved_to="") == 1, "leaving is no move"
        moved = {"placement": "Foster placements", "moved_to": homes}
        assert total(db, "placement", "placements_ended", "2024-03", "12 months", **moved) == 1


def test_a_move_after_a_return_home_is_none() -> None:
    rows = [episode("a", "2023-05-01", "2023-06-01", "E4A", place="U6"), episode("a", "2023-06-20", place="K2")]
    with built(*YEAR, _child(*rows)) as db:
        assert total(db, "placement", "placements_ended", "2023-06", "month", moved_to="") == 1

"""Breakdowns in bands: which categories a band holds, and how wide the bands have to be."""

from __future__ import annotations

import pytest

from cpdash.catalogue.facts import NOT_RECORDED
from cpdash.catalogue.public import PublicList
from cpdash.disclosure.cuts import Cut, Ground, bands, cuts, ever, level
from cpdash.disclosure.rule import Rule
from cpdash.disclosure.sets import Some
from tests.unit.disclosure.asked_for_tests import Given, Same, asked_of, sets

AGES = ("Under 1 year", "1 to 4 years", "5 to 9 years", "10 to 15 years", "16 years and over")
UNDER_5, UNDER_10, OVER_10 = "Under 5 years", "Under 10 years", "10 years and over"
LISTED = PublicList.model_validate({"bands": {"age": [{UNDER_5: AGES[:2]}, {UNDER_10: AGES[:3], OVER_10: AGES[3:]}]}})


def cut_of(indicator: str = "children_in_care", dimension: str = "age") -> Cut:
    one = asked_of(indicator)
    return next(cut for cut in cuts(one, one.indicator.dimensions, sets()) if cut.dimension == dimension)


def ground(ages: dict[str, float], rule: Rule | None = None) -> Ground:
    given: Given = {"in_care": {(age,): count for age, count in ages.items()}}
    return Ground(sets(), Same(given), LISTED, rule or Rule(), "snapshot")


def ages(*counts: float) -> dict[str, float]:
    return dict(zip(AGES, counts, strict=True))


def test_at_the_first_level_every_category_is_a_band_of_its_own() -> None:
    found = bands(cut_of(), 0, ground({}))
    assert all(held == ((name,),) for name, held in found.items())
    assert set(AGES) <= set(found)


def test_a_wider_band_holds_its_categories_and_no_category_is_lost() -> None:
    every = {held for some in bands(cut_of(), 0, ground({})).values() for held in some}
    for wide in (1, 2):
        found = bands(cut_of(), wide, ground({}))
        assert sorted(held for some in found.values() for held in some) == sorted(every)
    assert bands(cut_of(), 1, ground({}))[UNDER_5] == (("Under 1 year",), ("1 to 4 years",))
    assert AGES[0] not in bands(cut_of(), 1, ground({}))


def test_of_two_dimensions_only_the_first_is_in_bands() -> None:
    found = bands(cut_of(dimension="age_and_sex"), 2, ground({}))
    assert (AGES[0], "Female") in found[f"{UNDER_10}, Female"]
    assert not any(held[1] != "Female" for held in found[f"{UNDER_10}, Female"])


@pytest.mark.parametrize(
    ("counts", "wanted"),
    [
        (ages(20, 30, 40, 50, 60), 0),
        (ages(3, 30, 40, 50, 60), 0),   # four of five are fit: enough
        (ages(3, 4, 40, 50, 60), 1),    # three of five are not
        (ages(0, 4, 0, 0, 60), 2),      # only bands with anybody in them are counted
        (ages(3, 2, 4, 3, 2), 2),       # the last, be it that not even that is enough
        (ages(0, 0, 0, 0, 0), 0),
    ],
)  # fmt: skip
def test_the_first_bands_in_which_enough_can_be_shown_are_taken(counts: dict[str, float], wanted: int) -> None:
    assert level(cut_of(), [24290, 24293], ground(counts)) == wanted


def test_how_wide_the_bands_are_depends_on_the_threshold() -> None:
    counts = ages(8, 9, 40, 50, 60)
    assert level(cut_of(), [24290], ground(counts)) == 0
    assert level(cut_of(), [24290], ground(counts, Rule(threshold=10))) == 1


def test_a_dimension_without_bands_stays_as_it_is_and_a_pair_is_always_as_wide_as_it_can_be() -> None:
    assert level(cut_of(dimension="need"), [24290], ground(ages(1, 1, 1, 1, 1))) == 0
    assert level(cut_of(dimension="age_and_sex"), [24290], ground(ages(90, 90, 90, 90, 90))) == 2


def test_bands_in_which_there_was_never_anybody_are_not_listed() -> None:
    cut, there = cut_of(), ground(ages(20, 0, 0, 50, 0))
    assert ever(cut, bands(cut, 0, there), [24290], there) == {AGES[0], AGES[3]}
    assert ever(cut, bands(cut, 2, there), [24290], there) == {UNDER_10, OVER_10}


def test_a_share_broken_down_by_what_it_is_a_part_of_is_of_all_of_them() -> None:
    cut = cut_of("views_heard_at_review", "participation")
    assert cut.whole and not cut.is_split(cut.parts[1])
    assert cut.numerator and not cut.numerator.counted.where
    assert not cut_of("views_heard_at_review", "age").whole


def test_what_a_figure_leaves_over_is_small_too() -> None:
    here = ground({})
    assert here.is_small(cut_of("section_20_share"), (47, 50))
    assert not here.is_small(cut_of("section_20_share"), (30, 50))
    assert not here.is_small(cut_of(), (50,))


def test_a_band_is_the_part_of_the_set_with_one_of_its_categories() -> None:
    some = ground({}).within(Some({}), cut_of(), (("Under 1 year",), ("1 to 4 years",)))
    assert some.axes["age"] == {"Under 1 year", "1 to 4 years"}


def test_a_category_in_no_band_stands_by_itself() -> None:
    assert LISTED.band_of("age", 1, NOT_RECORDED) == NOT_RECORDED
    assert LISTED.band_of("age", 1, AGES[4]) == AGES[4]
    assert LISTED.band_of("age", 2, AGES[4]) == OVER_10

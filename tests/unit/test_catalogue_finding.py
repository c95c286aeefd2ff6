"""An indicator is found by the words that people use for it, whole, begun or misspelt."""

from __future__ import annotations

from collections import Counter
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpdash.catalogue import Catalogue, Indicator
from cpdash.catalogue.finding import find
from cpdash.catalogue.loader import the_catalogue

CATALOGUE = the_catalogue()
INDICATORS = list(CATALOGUE.indicators.values())
KNOWN = sorted({word for one in INDICATORS for text in (*one.words, one.title, *one.codes) for word in text.split()})


def first(text: str) -> str:
    return next((one.id for one in find(CATALOGUE, text)), "nothing")


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("far from home", "placed_over_20_miles"),
        ("children who are far from home", "placed_over_20_miles"),
        ("out of area", "placed_over_20_miles"),
        ("20 miles", "placed_over_20_miles"),
        ("NEET", "care_leavers_not_in_eet"),
        ("EET", "care_leavers_eet"),
        ("kinship", "connected_carer_share"),
        ("friends and family", "connected_carer_share"),
        ("dentist", "dental_checks"),
        ("SGO", "special_guardianship_share_of_ceased"),
        ("special guardian", "special_guardianship_share_of_ceased"),
        ("CAO", "child_arrangements_share_of_ceased"),
        ("residence order", "child_arrangements_share_of_ceased"),
        ("runaways", "missing_children_share"),
        ("missing school", "overall_absence"),
        ("truants", "persistent_absence"),
        ("moved a lot", "three_or_more_placements"),
        ("3 or more placements", "three_or_more_placements"),
        ("new social worker", "three_or_more_social_workers"),
        ("workload", "average_caseload"),
        ("LAC", "children_in_care"),
        ("How many children are in care?", "children_in_care"),
        ("rate per 10,000", "children_in_care_rate"),
        ("S.20", "section_20_share"),
        ("UASC", "unaccompanied_children"),
        ("refugee children", "unaccompanied_children"),
        ("PEP", "education_plans_in_date"),
        ("EHCP", "education_health_and_care_plan"),
        ("IRO", "iro_challenges_resolved"),
        ("SDQ", "sdq_mean_score"),
        ("mental health", "sdq_mean_score"),
        ("IFA", "agency_foster_share"),
        ("ROTH", "high_risk_children_visited"),
        ("CICC", "participation_group_share"),
        ("IHA", "initial_health_assessments_20_working_days"),
        ("RHA", "review_health_assessments_on_time"),
        ("jabs", "immunisations_up_to_date"),
        ("eye test", "optician_registration"),
        ("drugs and alcohol", "substance_misuse"),
        ("young offenders", "convicted_or_cautioned"),
        ("staying put", "staying_put_share"),
        ("care leavers' housing", "care_leavers_suitable_accommodation"),
        ("homeless", "care_leavers_19_to_21_suitable_accommodation"),
        ("lost touch", "care_leavers_not_in_touch"),
        ("university", "care_leavers_at_university"),
        ("private children's homes", "external_residential_share"),
        ("adoption breakdown", "adoption_disruptions"),
        ("how long adoption takes", "entry_to_adoptive_family_days"),
        ("came back into care", "re_entries_within_12_months_share"),
        ("GCSE", "gcse_english_and_maths"),
        ("SATs", "key_stage_2_expected_standard"),
        ("Ofsted", "childrens_homes_good_or_outstanding"),
        ("respite", "foster_places_short_breaks"),
        ("how long in care", "weeks_in_care_of_ceased"),
    ],
)
def test_people_find_what_they_mean(text: str, indicator: str) -> None:
    assert first(text) == indicator


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("kinshp", "connected_carer_share"),
        ("dentits", "dental_checks"),
        ("fosterng", "foster_care_share"),
        ("runnaways", "missing_children_share"),
        ("imunisations", "immunisations_up_to_date"),
        ("unsuitable accomodation", "care_leavers_19_to_21_suitable_accommodation"),
        ("univeristy", "care_leavers_at_university"),
    ],
)
def test_a_typing_error_still_finds(text: str, indicator: str) -> None:
    assert first(text) == indicator


@pytest.mark.parametrize(
    ("text", "indicator"),
    [("fost", "foster_care_share"), ("far from ho", "placed_over_20_miles"), ("unaccomp", "unaccompanied_children")],
)
def test_a_word_that_is_only_begun_finds(text: str, indicator: str) -> None:
    assert first(text) == indicator


@pytest.mark.parametrize("text", ["", "   ", "?!", "zzzz qqqq", "weather", "99"])
def test_what_nothing_is_called_finds_nothing(text: str) -> None:
    assert find(CATALOGUE, text) == []


@pytest.mark.parametrize("one", INDICATORS, ids=lambda one: one.id)
def test_every_indicator_is_found_first_by_each_of_its_names(one: Indicator) -> None:
    for text in (one.short, one.title, one.id, *one.codes, *map(str.lower, one.codes), *one.words):
        assert find(CATALOGUE, text)[0] is one, text
    assert 2 <= len(one.words) <= 6


def test_no_two_indicators_are_called_the_same() -> None:
    called = Counter(text.casefold() for one in INDICATORS for text in (*one.words, one.short, *one.codes))
    assert [text for text, times in called.items() if times > 1] == []


def test_a_code_may_be_parted_or_stand_among_other_words() -> None:
    assert [one.code for one in find(CATALOGUE, "NI 62")] == ["NI62"]
    assert first("what is CP12 of children") == "placed_over_20_miles"


def test_a_number_is_not_the_beginning_of_another() -> None:
    assert [one.code for one in find(CATALOGUE, "CP1")] == ["CP1"]
    assert first("section 2") != "section 20"
    assert "placed_over_20_miles" not in [one.id for one in find(CATALOGUE, "2")]


def test_a_whole_phrase_comes_before_all_words_and_those_before_some() -> None:
    def order(*calls: str) -> list[str]:
        plain = INDICATORS[0].model_dump(by_alias=True) | {"codes": (), "title": "Title", "short": "Short"}
        named = [plain | {"id": f"no_{place}", "words": (call,)} for place, call in enumerate(calls)]
        made = {one["id"]: Indicator.model_validate(one) for one in named}
        found = find(Catalogue(made, {}), "late bus")
        return [one.words[0] for one in found]

    assert order("late train", "bus that is late", "the late bus") == ["the late bus", "bus that is late", "late train"]
    assert order("late bus one", "late bus two") == ["late bus one", "late bus two"]


@given(
    st.one_of(st.text(), st.lists(st.sampled_from(KNOWN)).map(" ".join)),
    st.integers(min_value=-1, max_value=200),
)
def test_no_text_raises_and_none_finds_one_twice_or_more_than_asked(text: str, most: int) -> None:
    found = [one.id for one in find(CATALOGUE, text, most)]
    assert len(found) == len(set(found)) <= max(most, 0)
    assert found == [one.id for one in find(CATALOGUE, text, most)]
    assert found == [one.id for one in find(CATALOGUE, text.upper().lower(), most)] or not text.isascii()


def test_finding_takes_no_time_that_anyone_notices() -> None:
    def seconds(text: str) -> float:
        begun = perf_counter()
        find(CATALOGUE, text)
        return perf_counter() - begun

    texts = ("far from home", "unsuitable accomodation", "children in care leavers placed with foster carers")
    # The best of some: the machine may be at other work.
    assert all(min(seconds(text) for _ in range(20)) < 0.005 for text in texts)
    assert min(seconds("qwertyuiop " * 100_000) for _ in range(3)) < 1

"""The indicators that come with the program: every code of the boards' papers is there, and no two are alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from cpdash.catalogue import Catalogue, Indicator, load_catalogue

CODES = (
    *(f"CP{number}" for number in range(1, 25) if number != 10), "CP10a", "CP10b",
    *(f"AR{number}" for number in range(1, 8)),
    "NI58", "NI61", "NI62", "NI63", "NI66", "NI147", "NI148",
)  # fmt: skip

MEANINGS = {
    "LAC": "looked after",
    "CLA": "looked after",
    "SGO": "special guardianship",
    "EET": "education, employment",
    "NEET": "education, employment",
    "UASC": "unaccompanied",
    "SDQ": "strengths and difficulties",
    "PEP": "personal education plan",
    "IRO": "independent reviewing officer",
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def indicators(catalogue: Catalogue) -> list[Indicator]:
    return list(catalogue.indicators.values())


@pytest.mark.parametrize("code", CODES)
def test_every_code_of_the_boards_resolves_in_any_case(catalogue: Catalogue, code: str) -> None:
    assert code in catalogue.indicator(code).codes
    assert catalogue.indicator(code.lower()) is catalogue.indicator(code.upper()) is catalogue.indicator(code)


@pytest.mark.real
def test_every_lait_name_is_spelt_as_in_the_bulk_table(indicators: list[Indicator], real_data: Path) -> None:
    table = str(real_data / "real" / "lait" / "bds_long_0.parquet")
    with duckdb.connect() as connection:
        rows = connection.execute('SELECT DISTINCT trim("Short Desc") FROM read_parquet(?)', [table]).fetchall()
    known = {name for (name,) in rows}
    used = {one.benchmark.lait for one in indicators if one.benchmark and one.benchmark.lait}
    assert len(used) > 50
    assert used <= known, sorted(used - known)


def test_two_indicators_share_a_lait_measure_only_when_one_of_them_says_how_it_differs(
    indicators: list[Indicator],
) -> None:
    plain = Counter(
        one.benchmark.lait
        for one in indicators
        if one.benchmark and one.benchmark.lait and one.benchmark.basis == "same"
    )
    assert [name for name, times in plain.items() if times > 1] == []


def test_places_on_the_overview_are_unique_within_a_theme(indicators: list[Indicator]) -> None:
    assert _repeated((one.theme, one.order) for one in indicators) == []


def test_the_boards_scorecard_comes_first_within_each_theme(indicators: list[Indicator]) -> None:
    for theme in {one.theme for one in indicators}:
        in_order = sorted((one for one in indicators if one.theme == theme), key=lambda one: one.order)
        on_scorecard = [one.code.startswith("CP") for one in in_order]
        assert on_scorecard == sorted(on_scorecard, reverse=True), theme


@pytest.mark.parametrize("key", ["title", "short", "sentence", "question", "why", "definition"])
def test_no_two_indicators_say_the_same(indicators: list[Indicator], key: str) -> None:
    assert _repeated(getattr(one, key).casefold() for one in indicators) == []


def test_no_abbreviation_stands_without_its_meaning(indicators: list[Indicator]) -> None:
    found = [
        (one.id, word)
        for one in indicators
        for text in (one.title, one.short)
        for word in re.findall(r"\b[A-Z]{3,}\b", text)
        if word in MEANINGS and MEANINGS[word] not in text.casefold()
    ]
    assert found == []


def test_local_and_published_forms_agree_wherever_the_basis_is_the_same(indicators: list[Indicator]) -> None:
    differ = [
        one.id for one in indicators
        if one.benchmark and one.benchmark.basis == "same" and one.benchmark.form not in one.local.all_forms
    ]  # fmt: skip
    assert differ == []


def test_a_benchmark_of_one_group_names_a_breakdown_that_the_indicator_has(indicators: list[Indicator]) -> None:
    for one in indicators:
        if one.benchmark:
            assert set(one.benchmark.lait_category) <= set(one.dimensions), one.id


def test_every_target_is_a_value_that_can_be_true(indicators: list[Indicator]) -> None:
    for one in indicators:
        low, high = one.bounds
        assert all(low <= target.value <= high for target in one.target), one.id


def test_targets_of_one_area_do_not_overlap(indicators: list[Indicator]) -> None:
    for one in indicators:
        for area in {target.area for target in one.target}:
            runs = sorted((target.from_, target.to or "9999-12") for target in one.target if target.area == area)
            assert all(earlier[1] < later[0] for earlier, later in pairwise(runs)), one.id


@pytest.mark.parametrize(
    ("name", "area", "month", "value"),
    [
        ("CP2", "E06000002", "2020-04", 0), ("CP3", "E06000002", "2020-04", 1), ("CP5", "E06000002", "2020-04", 44.7),
        ("CP8", "E06000002", "2020-04", 20), ("CP11", "all", "2013-04", 426), ("CP12", "E06000002", "2020-04", 15),
        ("CP17", "E06000002", "2020-04", 70), ("CP20", "E06000002", "2020-04", 80),
        ("CP22", "E06000002", "2020-04", 65),
        ("AR5", "all", "2013-04", 426), ("AR6", "all", "2013-04", 121), ("NI62", "E06000004", "2011-04", 20),
        ("NI63", "E06000004", "2011-04", 65),
    ],
)  # fmt: skip
def test_the_targets_of_the_papers_are_there(
    catalogue: Catalogue, name: str, area: str, month: str, value: float
) -> None:
    assert (area, month, value) in [(one.area, one.from_, one.value) for one in catalogue.indicator(name).target]


def _repeated(values: Iterable[Hashable]) -> list[Hashable]:
    return [value for value, times in Counter(values).items() if times > 1]

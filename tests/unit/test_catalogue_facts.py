"""How indicators are read from the facts: every one that the return gives is, and by names that exist."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from cpdash.catalogue import load_catalogue
from cpdash.catalogue.facts import FactTable
from cpdash.catalogue.loader import FOLDER, the_catalogue
from cpdash.errors import CatalogueFaulty

FROM_THE_RETURN = (
    "CP1", "CP3", "CP6", *(f"CP{number}" for number in (8, 9, *range(11, 20), 23, 24)), "CP10a", "CP10b",
    *(f"AR{number}" for number in range(1, 8)), "NI58", "NI61", "NI62", "NI63", "NI66", "NI147", "NI148",
)  # fmt: skip

Faults = Callable[[str, str, str], tuple[str, ...]]


@pytest.mark.parametrize("code", FROM_THE_RETURN)
def test_every_indicator_that_the_return_gives_is_read_from_a_fact_table(code: str) -> None:
    one = the_catalogue().indicator(code)
    assert one.fact is not None
    assert one.local.source == one.fact.table


def test_the_gap_to_the_region_is_worked_out_from_a_rate_that_the_return_gives() -> None:
    catalogue = the_catalogue()
    gap = catalogue.indicator("CP2").calculation
    assert gap is not None
    assert gap.kind == "gap_to_region"
    assert catalogue.indicators[gap.of[0]].fact is not None


def test_every_fact_table_is_described_and_each_of_its_dimensions_has_categories() -> None:
    facts = the_catalogue().facts
    assert set(facts) == set(get_args(FactTable))
    for fact in facts.values():
        assert set(fact.categories) == set(fact.dimensions), fact.id
        assert all(fact.categories.values()), fact.id


def test_the_codes_of_a_definition_are_those_that_its_predicate_counts() -> None:
    """The words of a definition name codes in runs such as U4 to U6: none that is counted may be missing from them."""
    for one in the_catalogue().indicators.values():
        for part in one.fact.parts if one.fact else ():
            for code in part.where.get("placement_code", ()):
                letter, number = code[0], int(code[1:])
                named = {f"{letter}{low}" for low in range(number + 1)} & set(_codes(one.definition))
                assert named, f"{one.id}: {code} is counted, and its definition does not say so"


def _codes(text: str) -> list[str]:
    return text.replace(",", " ").replace(";", " ").replace(")", " ").replace("(", " ").replace(".", " ").split()


@pytest.fixture
def faults(tmp_path: Path) -> Faults:
    """Return the faults of a catalogue of one indicator, in whose file one text stands in the place of another."""

    def found(name: str, old: str, new: str) -> tuple[str, ...]:
        for folder in ("indicators", "sources"):
            (tmp_path / folder).mkdir()
        shutil.copytree(FOLDER / "ssda903", tmp_path / "ssda903")
        text = (FOLDER / "indicators" / f"{name}.toml").read_text("utf-8")
        assert old in text
        (tmp_path / "indicators" / f"{name}.toml").write_text(text.replace(old, new), "utf-8")
        with pytest.raises(CatalogueFaulty) as caught:
            load_catalogue(tmp_path)
        return caught.value.faults

    return found


@pytest.mark.parametrize(
    ("name", "old", "new", "key", "near"),
    [
        ("residential_share", '"K1", "K2"', '"K1", "K9"', "fact.numerator.where.placement_code", "no category 'K9'"),
        ("residential_share", "where = {placement_code", "where = {placement_cod", "fact.numerator.where",
         "nearest known: placement_code"),
        ("residential_share", 'denominator = {measure = "in_care"}', 'denominator = {measure = "in_cre"}',
         "fact.denominator.measure", "nearest known: in_care"),
        ("residential_share", 'denominator = {measure = "in_care"}', "", "fact", "needs a denominator"),
        ("residential_share", "factor = 100", "factor = 1", "fact", "factor 100"),
        ("residential_share", 'table = "placement"', 'table = "children_in_care"', "fact.table", "local.source"),
        ("residential_share", 'table = "placement"', 'table = "placements"', "fact.table", "Input should be"),
        ("residential_share", "[fact]", "[fact]\nneed = []", "fact.need", "needs"),
        ("residential_share", 'where = {placement_code = ["K1", "K2"]}', "where = {placement_code = []}",
         "fact.numerator.where.placement_code", "names no category"),
        ("children_in_care_rate", "per_population = true\n", "", "fact.per_population", "per 10,000"),
        ("children_in_care", 'also = "placement"', 'also = "reviews"', "fact.numerator.measure", "(of reviews)"),
    ],
)  # fmt: skip
def test_a_fault_names_file_key_and_the_nearest(
    faults: Faults, name: str, old: str, new: str, key: str, near: str
) -> None:
    said = faults(name, old, new)
    assert any(line.startswith(f"indicators/{name}.toml: {key}: ") and near in line for line in said), said


def test_an_indicator_from_a_fact_table_has_to_say_how(faults: Faults) -> None:
    text = (FOLDER / "indicators" / "children_starting.toml").read_text("utf-8")
    fact = text[text.index("[fact]") : text.index("[benchmark]")]
    [fault] = faults("children_starting", fact, "")
    assert fault.startswith("indicators/children_starting.toml: fact: is not there")

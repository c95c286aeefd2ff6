"""A faulty catalogue names every fault at once, with file, key and the nearest known key."""

from __future__ import annotations

from pathlib import Path

import pytest

from cpdash.catalogue import load_catalogue
from cpdash.catalogue.loader import FOLDER
from cpdash.errors import CatalogueFaulty, UnknownName

GOOD = (FOLDER / "indicators" / "children_in_care_rate.toml").read_text("utf-8")


def catalogue_with(folder: Path, **files: str) -> Path:
    (folder / "indicators").mkdir()
    (folder / "sources").mkdir()
    for name, text in files.items():
        (folder / "indicators" / f"{name}.toml").write_text(text, "utf-8")
    return folder


def faults(folder: Path) -> tuple[str, ...]:
    with pytest.raises(CatalogueFaulty) as caught:
        load_catalogue(folder)
    return caught.value.faults


def test_the_catalogue_that_comes_with_the_program_has_no_fault() -> None:
    assert len(load_catalogue().indicators) > 100


def test_a_misspelt_key_is_named_with_the_nearest(tmp_path: Path) -> None:
    [fault] = faults(
        catalogue_with(
            tmp_path, rate=GOOD.replace("polarity =", "polarty =", 1).replace("\nunit", '\npolarity = "low"\nunit', 1)
        )
    )
    assert fault.startswith("indicators/rate.toml: polarty: unknown key")
    assert "polarity" in fault


def test_every_fault_of_every_file_is_listed_at_once(tmp_path: Path) -> None:
    bad_unit = GOOD.replace('unit = "per 10,000"', 'unit = "per head"').replace('codes = ["AR2"]', "")
    no_toml = "title = "
    found = faults(catalogue_with(tmp_path, one=bad_unit, two=no_toml, three=GOOD, four=GOOD))
    assert any(line.startswith("indicators/one.toml: unit:") for line in found)
    assert any(line.startswith("indicators/two.toml: not valid TOML") for line in found)


def test_a_code_used_twice_names_both_files(tmp_path: Path) -> None:
    [fault] = [line for line in faults(catalogue_with(tmp_path, one=GOOD, two=GOOD)) if "codes" in line]
    assert "AR2" in fault
    assert "two.toml" in fault
    assert "one" in fault


def test_an_indicative_benchmark_must_say_how_it_differs(tmp_path: Path) -> None:
    [fault] = faults(catalogue_with(tmp_path, one=GOOD.replace('basis = "same"', 'basis = "indicative"')))
    assert "how its basis differs" in fault


@pytest.mark.parametrize("name", ["AR2", "ar2", "children_in_care_rate", " Children_In_Care_Rate "])
def test_an_indicator_is_found_by_id_or_code_whatever_the_case(name: str) -> None:
    assert load_catalogue().indicator(name).id == "children_in_care_rate"


def test_an_unknown_indicator_names_the_nearest() -> None:
    with pytest.raises(UnknownName, match="children_in_care_rate"):
        load_catalogue().indicator("children_in_care_rates")

"""A faulty catalogue names every fault at once, with file, key and the nearest known key."""

from __future__ import annotations

from pathlib import Path

import pytest

from cpdash.catalogue import load_catalogue
from cpdash.catalogue.loader import FOLDER
from cpdash.errors import CatalogueFaulty, UnknownName
from cpdash.settings import PROJECT
from cpdash.web.pages import PAGES

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


PAGE = """title = "Placements"
order = 1
question = "Are there enough of the right homes?"
key = ["rate"]

[[view]]
id = "near"
name = "Near enough"
shows = "measures"
measures = ["rate"]
"""


def page_faults(tmp_path: Path, page: str) -> tuple[str, ...]:
    folder = catalogue_with(tmp_path, rate=GOOD)
    (folder / "pages").mkdir()
    (folder / "pages" / "placements.toml").write_text(page, "utf-8")
    return tuple(one for one in faults(folder) if one.startswith("pages/"))


def test_every_measure_of_a_page_is_one_that_there_is(tmp_path: Path) -> None:
    said = page_faults(
        tmp_path, PAGE.replace('key = ["rate"]', 'key = ["rat"]').replace('measures = ["rate"]', 'measures = ["rats"]')
    )
    assert said == (
        "pages/placements.toml: key: no indicator 'rat'; nearest known: rate",
        "pages/placements.toml: view.near.measures: no indicator 'rats'; nearest known: rate",
    )


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('shows = "measures"', 'shows = "mix"', "only a mix and a profile have dimensions, and they need some"),
        ('shows = "measures"', 'shows = "together"', "a chart has from 2 to 4 measures together"),
        ('shows = "measures"', 'shows = "actions"', "a view that shows actions has no measures"),
        ('measures = ["rate"]', "measures = []", "a view that shows measures needs measures"),
        ('shows = "measures"', 'shows = "pie"', "Input should be 'measures'"),
        ("homes?", "homes.", "String should match pattern"),
    ],
)
def test_a_view_has_what_it_shows(tmp_path: Path, before: str, after: str, said: str) -> None:
    found = page_faults(tmp_path, PAGE.replace(before, after))
    fault = found[0]
    assert fault.startswith("pages/placements.toml: ")
    assert said in fault


def test_no_view_is_there_twice(tmp_path: Path) -> None:
    again = PAGE[PAGE.index("[[view]]") :]
    assert page_faults(tmp_path, PAGE + again) == ("pages/placements.toml: view 'near' is there twice",)


def test_every_page_of_the_catalogue_has_its_file() -> None:
    addresses = {one.address: one for one in PAGES}
    for name, page in load_catalogue().pages.items():
        assert addresses[name].title == page.title
        assert f'@page("{name}")' in (PROJECT / "pages" / addresses[name].file).read_text("utf-8")
    assert {one.file for one in PAGES} == {path.name for path in (PROJECT / "pages").glob("*.py")}


def test_every_measure_that_the_overview_has_is_on_a_page_too() -> None:
    catalogue = load_catalogue()
    on_pages = {one for page in catalogue.pages.values() for view in page.view for one in (*page.key, *view.measures)}
    missing = [one.id for one in catalogue.indicators.values() if one.show_on_overview and one.id not in on_pages]
    allowed = {"Finance", "Quality and workforce", "Edge of care", "Fostering and homes"}
    assert [name for name in missing if catalogue.indicators[name].theme not in allowed] == []

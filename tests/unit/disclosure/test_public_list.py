"""The list of what may be public: every fault in it is named at once, with file, key and the nearest known name."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from cpdash.catalogue import load_catalogue
from cpdash.catalogue.loader import FOLDER, the_catalogue
from cpdash.catalogue.public import Flow, PublicList, load_public
from cpdash.errors import CatalogueFaulty

KNOWN = {"age": frozenset({"Under 1 year", "1 to 4 years"}), "sex": frozenset({"Female", "Male"})}
INDICATORS = ("children_in_care", "children_starting", "children_ceasing")

GOOD = """
years = 3
unchanging = ["sex"]
dimensions = ["age"]
[breakdowns]
snapshot = 3
[finer]
age = "sex"
[[flows]]
stock = "children_in_care"
starts = "children_starting"
ends = "children_ceasing"
[[bands.age]]
"Under 5 years" = ["Under 1 year", "1 to 4 years"]
"""


def faults(folder: Path, text: str) -> list[str]:
    (folder / "public.toml").write_text(text, "utf-8")
    found: list[str] = []
    load_public(folder, KNOWN, INDICATORS, found)
    return found


def test_a_sound_list_has_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, GOOD) == []


def test_a_folder_without_one_lists_no_breakdown(tmp_path: Path) -> None:
    found: list[str] = []
    assert load_public(tmp_path, KNOWN, INDICATORS, found) == PublicList()
    assert found == [] and PublicList().breakdowns == {}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("years = 3", "yeers = 3", "public.toml: yeers: unknown key; nearest known: years"),
        ("snapshot = 3", "snapshots = 3", "public.toml: breakdowns.snapshots."),
        ('unchanging = ["sex"]', 'unchanging = ["sexx"]',
         "public.toml: unchanging: no dimension 'sexx'; nearest known: sex"),
        ('["age"]', '["aeg"]', "public.toml: dimensions: no dimension 'aeg'; nearest known: age"),
        ('age = "sex"', 'age = "sxe"', "public.toml: finer: no dimension 'sxe'; nearest known: sex"),
        ('starts = "children_starting"', 'starts = "children_startin"',
         "public.toml: flows.0.starts: no indicator 'children_startin'; nearest known: children_starting"),
        ('starts = "children_starting"\n', "", "public.toml: flows.0.starts: Field required"),
        ("bands.age", "bands.aged", "public.toml: bands: no dimension 'aged'; nearest known: age"),
        ('"Under 1 year", ', '"Under 1 yeer", ',
         "public.toml: bands.age, level 1: no category 'Under 1 yeer'; nearest known: Under 1 year"),
        ('"1 to 4 years"]', '"1 to 4 years"]\n"Other" = ["Under 1 year"]',
         "public.toml: bands.age, level 1: 'Under 1 year' is in two bands"),
        ("years = 3", "years = 0", "public.toml: years: "),
        ("years = 3", "years =", "public.toml: not valid TOML"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_key_and_the_nearest(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert old in GOOD
    [found] = faults(tmp_path, GOOD.replace(old, new, 1))
    assert fault in found.replace(f"{tmp_path.name}/", "")


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    text = GOOD.replace('["sex"]', '["sexx"]').replace('"1 to 4 years"', '"1 to 5 years"')
    text = text.replace("children_ceasing", "children_leaving")
    assert len(faults(tmp_path, text)) == 3


def test_a_faulty_list_stops_the_catalogue(tmp_path: Path) -> None:
    folder = Path(copytree(FOLDER, tmp_path / "catalogue"))
    public = folder / "public.toml"
    public.write_text(
        public.read_text("utf-8").replace('ends = "children_ceasing"', 'ends = "children_ceesing"'), "utf-8"
    )
    with pytest.raises(CatalogueFaulty, match="children_ceasing") as caught:
        load_catalogue(folder)
    assert len(caught.value.faults) == 1


def test_a_flow_is_a_stock_with_what_starts_and_what_ends() -> None:
    assert {name for name, _ in Flow(stock="in_care", starts="began", ends="ended")} == {"stock", "starts", "ends"}
    assert the_catalogue().public.flows
    for flow in the_catalogue().public.flows:
        stock, starts, ends = (the_catalogue().indicators[one] for _, one in flow)
        assert stock.local.form == "snapshot" and {starts.local.form, ends.local.form} == {"12 months"}


def test_the_order_of_bands_is_that_of_what_they_hold() -> None:
    listed = PublicList.model_validate(
        {"bands": {"age": [{"Under 5": ("Under 1", "1 to 4")}, {"Rest": ("old", "1 to 4")}]}}
    )
    places = listed.order("age", ["Under 1", "1 to 4", "5 to 9", "old"])
    assert places == {"Under 1": 0, "1 to 4": 1, "5 to 9": 2, "old": 3, "Under 5": 0, "Rest": 1}
    assert (listed.levels("age"), listed.levels("sex")) == (3, 1)

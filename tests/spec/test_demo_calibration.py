"""The demonstration council looks like the North East on 31 March 2025, and its story can be found.

Every figure is counted from the written files with plain Python, and held against the published numbers in
data/demo/north_east.csv (Department for Education, 2025 releases).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cpdash.demo import write_demo
from cpdash.demo.story import STOCK, between
from cpdash.periods import Month
from tests.unit.demo.reading import (
    CODES,
    InCare,
    Row,
    age,
    band,
    by_child,
    ceased,
    day,
    distance,
    gaps,
    group,
    in_care,
    locality,
    placements_in_year,
    published,
    rows,
    shares,
    spells,
    started,
    year_folder,
)  # fmt: skip

YEAR, ON, FIRST = 2025, date(2025, 3, 31), date(2024, 4, 1)
POINTS = 3.0
NOT_REPORTED = "Placement provider not reported"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("calibration")
    write_demo(folder, to=Month(2026, 10))
    return folder


@pytest.fixture(scope="module")
def children(demo: Path) -> list[InCare]:
    return in_care(year_folder(demo, YEAR), ON)


def _words(codes: str, code: str, blank: str) -> str:
    return group(codes, code) if code in CODES[codes] else blank


OF_CHILD: dict[str, Callable[[InCare], str]] = {
    "age": lambda child: band(age(child.born, ON)),
    "need": lambda child: _words("cin", child.now["CIN"], "not given"),
    "legal_status": lambda child: group("ls", child.now["LS"]),
    "placement": lambda child: group("place", child.usual["PLACE"]),
    "provider": lambda child: _words("provider", child.usual["PLACE_PROVIDER"], NOT_REPORTED),
    "distance": lambda child: distance(child.usual),
    "locality": lambda child: locality(child.usual),
}


@pytest.mark.parametrize("measure", OF_CHILD)
def test_children_in_care_are_spread_as_in_the_region(children: list[InCare], measure: str) -> None:
    found = gaps(Counter(map(OF_CHILD[measure], children)), measure, YEAR)
    assert {category: gap for category, gap in found.items() if abs(gap) > POINTS} == {}


@pytest.mark.parametrize("column", ["sex", "ethnicity", "unaccompanied"])
def test_who_they_are_is_as_in_the_region(demo: Path, children: list[InCare], column: str) -> None:
    folder = year_folder(demo, YEAR)
    header = {row["CHILD"]: row for row in rows(folder, "header")}
    alone = {row["CHILD"] for row in rows(folder, "uasc")}
    words: dict[str, Callable[[str], str]] = {
        "sex": lambda child: group("sex", header[child]["SEX"]),
        "ethnicity": lambda child: group("ethnic", header[child]["ETHNIC"]),
        "unaccompanied": lambda child: "UASC" if child in alone else "Non-UASC",
    }
    found = gaps(Counter(words[column](child.now["CHILD"]) for child in children), column, YEAR)
    assert {category: gap for category, gap in found.items() if abs(gap) > POINTS} == {}


def test_children_leave_for_the_reasons_of_the_region(demo: Path) -> None:
    reasons = Counter(
        group("rec", row["REC"]).replace("guardianship orders", "guardianship order")
        for row, _ in ceased(year_folder(demo, YEAR), FIRST, ON)
    )
    found = gaps(reasons, "reason_ceased", YEAR)
    assert {category: gap for category, gap in found.items() if abs(gap) > POINTS} == {}


GROUPS = {"17_to_18": (17, 18), "19_to_21": (19, 21)}


def _leavers(demo: Path, name: str) -> list[Row]:
    low, high = GROUPS[name]
    known = [row for row in rows(year_folder(demo, YEAR), "oc3") if row["IN_TOUCH"] not in ("DIED", "RHOM")]
    return [row for row in known if (born := day(row["DOB"])) and low <= age(born, ON) <= high]


def _eet(category: str) -> str:
    if "not known" in category:
        return "not known"
    return "not" if category.startswith("Not ") else "learning or working"


@pytest.mark.parametrize("name", GROUPS)
def test_care_leavers_learn_and_work_as_in_the_region(demo: Path, name: str) -> None:
    codes = {"F": "learning or working", "P": "learning or working", "G": "not", "0": "not known"}
    found = shares(Counter(codes[row["ACTIV"][0]] for row in _leavers(demo, name)))
    want: dict[str, float] = defaultdict(float)
    for category, share in published(f"activity_{name}", YEAR).items():
        want[_eet(category)] += share
    assert {what: found[what] for what in want} == pytest.approx(dict(want), abs=POINTS)


@pytest.mark.parametrize("name", GROUPS)
def test_care_leavers_live_as_in_the_region(demo: Path, name: str) -> None:
    words = {
        "1": "Accommodation considered suitable",
        "2": "Accommodation considered unsuitable",
        "0": "No information",
    }
    homes = [row["ACCOM"] for row in _leavers(demo, name) if row["ACCOM"][0] not in "GHR"]
    found = gaps(Counter(words[home[-1]] for home in homes), f"accommodation_{name}", YEAR)
    assert {category: gap for category, gap in found.items() if abs(gap) > POINTS} == {}


def test_about_560_children_are_in_care_each_month_of_the_last_years(demo: Path) -> None:
    month, numbers = Month(2024, 4), []
    while month <= Month(2026, 10):
        numbers.append(len(in_care(year_folder(demo, month.financial_year.ends), month.last)))
        month = month.plus(1)
    assert min(numbers) >= 535
    assert max(numbers) <= 605
    assert sum(numbers) / len(numbers) == pytest.approx(567, abs=15)


@pytest.mark.parametrize("year", range(2019, 2027))
def test_the_number_in_care_follows_its_story(demo: Path, year: int) -> None:
    on = date(year, 3, 31)
    assert len(in_care(year_folder(demo, year), on)) == pytest.approx(between(STOCK, on.toordinal()), rel=0.06)


@pytest.mark.parametrize("year", range(2019, 2027))
def test_stock_and_flows_agree(demo: Path, year: int) -> None:
    """In care a year ago, and those who started, less those who ceased: returns within the year are the difference."""
    folder, first, last = year_folder(demo, year), date(year - 1, 4, 1), date(year, 3, 31)
    periods = len(started(folder, first, last))
    ended = sum(row["REC"] not in ("", "X1") and first <= (day(row["DEC"]) or date.min) <= last
                for own in by_child(rows(folder, "episodes")).values() for row in own)  # fmt: skip
    before, after = (len(_open(folder, on)) for on in (date(year - 1, 3, 31), last))
    assert after == before + periods - ended
    assert 175 <= periods <= 265


def _open(folder: Path, on: date) -> list[Row]:
    return [row for own in by_child(rows(folder, "episodes")).values() for row in own
            if (day(row["DECOM"]) or date.max) <= on < (day(row["DEC"]) or date.max)]  # fmt: skip


def test_stability_is_near_the_regions(demo: Path, children: list[InCare]) -> None:
    """Three or more placements in the year: 10 % in the region; the same carer for two years: 65 %."""
    found = by_child(rows(year_folder(demo, YEAR), "episodes"))
    many = sum(placements_in_year(found[child.now["CHILD"]], ON) >= 3 for child in children)
    assert 8 <= 100 * many / len(children) <= 12
    settled = [_settled(demo, child.now["CHILD"]) for child in children if _long_in_care(demo, child)]
    assert len(settled) > 150
    assert 60 <= 100 * sum(settled) / len(settled) <= 70


def _history(demo: Path, child: str) -> list[Row]:
    """Return a child's episodes from all years up to 31 March 2025, each as its newest file gives it."""
    newest = {row["DECOM"]: row for year in range(2019, YEAR + 1)
              for row in rows(year_folder(demo, year), "episodes") if row["CHILD"] == child}  # fmt: skip
    return by_child(newest.values())[child]


def _long_in_care(demo: Path, child: InCare) -> bool:
    begins = [row for row in _history(demo, child.now["CHILD"]) if row["RNE"] == "S"]
    since = day(begins[-1]["DECOM"]) if begins else date(2018, 3, 31)
    return age(child.born, ON) < 16 and (since or ON) <= date(2022, 9, 30)


def _settled(demo: Path, child: str) -> bool:
    with_carer = spells(_history(demo, child))
    now, before = with_carer[-1], with_carer[-2:-1]
    adopters = now[-1]["PLACE"].startswith("A")
    began = [day(spell[0]["DECOM"]) or ON for spell in (now, *(before if adopters else ()))]
    return min(began) <= date(2023, 3, 31)


def test_health_and_missing_are_near_the_regions(demo: Path) -> None:
    folder = year_folder(demo, YEAR)
    outcomes = rows(folder, "oc2")
    scores = [int(row["SDQ_SCORE"]) for row in outcomes if row["SDQ_SCORE"]]
    assert sum(scores) / len(scores) == pytest.approx(14.6, abs=1.2)
    for column, share in (("HEALTH_ASSESSMENT", 92), ("TEETH_CHECK", 77), ("IMMUNISATIONS", 80)):
        assert 100 * sum(row[column] == "1" for row in outcomes) / len(outcomes) == pytest.approx(share, abs=5)
    ran = {row["CHILD"] for row in rows(folder, "missing") if row["MISSING"] == "M"}
    assert 8 <= 100 * len(ran) / len(by_child(rows(folder, "episodes"))) <= 13


def test_more_children_come_in_autumn_than_in_august(demo: Path) -> None:
    months = Counter(
        (day(row["DECOM"]) or date.min).month
        for year in range(2019, 2027)
        for row in started(year_folder(demo, year), date(year - 1, 4, 1), date(year, 3, 31))
    )
    assert (months[10] + months[11]) / 2 > 1.3 * months[8]


def test_brothers_and_sisters_come_in_together(demo: Path) -> None:
    together: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for year in range(2019, 2027):
        for row in started(year_folder(demo, year), date(year - 1, 4, 1), date(year, 3, 31)):
            if row["HOME_POST"]:
                together[row["HOME_POST"], row["DECOM"]].append(row)
    families = [family for family in together.values() if len(family) > 1]
    assert sum(map(len, families)) > 0.3 * sum(map(len, together.values()))
    one_home = sum(len({row["PL_POST"] for row in family}) < len(family) for family in families)
    assert one_home > 0.5 * len(families)


UNPLANNED = {"ALLEG", "STAND", "APPRR", "CREQB", "CREQO", "CHILD", "LAREQ"}


def test_breakdowns_cluster_in_teenagers(demo: Path) -> None:
    broke, moved = Counter[bool](), Counter[bool]()
    for year in range(2019, 2027):
        folder = year_folder(demo, year)
        born = {row["CHILD"]: day(row["DOB"]) for row in rows(folder, "header")}
        for row in rows(folder, "episodes"):
            birth, ends = born[row["CHILD"]], day(row["DEC"])
            if birth and ends and row["REASON_PLACE_CHANGE"] not in ("", "PLACE"):
                teen = age(birth, ends) >= 13
                moved[teen] += 1
                broke[teen] += row["REASON_PLACE_CHANGE"] in UNPLANNED
    assert broke[True] / moved[True] > 1.5 * broke[False] / moved[False]


def _aged_10_to_15(demo: Path, on: date) -> list[Row]:
    folder = year_folder(demo, Month.of(on).financial_year.ends)
    return [child.usual for child in in_care(folder, on) if 10 <= age(child.born, on) <= 15]


def _share(found: list[Row], fits: Callable[[Row], bool]) -> float:
    return 100 * sum(map(fits, found)) / len(found)


def test_the_story_of_the_teenagers_can_be_found(demo: Path) -> None:
    """From April 2024 those of 10 to 15 live more and more in private homes, and more than 20 miles away."""
    before, now = (_aged_10_to_15(demo, on) for on in (date(2024, 3, 31), date(2026, 10, 31)))
    homes = [
        _share(found, lambda row: (row["PLACE"], row["PLACE_PROVIDER"]) == ("K2", "PR4")) for found in (before, now)
    ]
    far = [
        _share(found, lambda row: bool(row["PL_DISTANCE"]) and float(row["PL_DISTANCE"]) > 20)
        for found in (before, now)
    ]
    assert homes[1] > homes[0] + 6
    assert far[1] > far[0] + 5


def test_before_the_story_begins_there_is_none(demo: Path) -> None:
    homes = [
        _share(_aged_10_to_15(demo, date(year, 3, 31)), lambda row: row["PLACE"] == "K2") for year in (2020, 2022, 2024)
    ]
    assert max(homes) - min(homes) < 6


def test_moves_of_teenagers_out_of_agency_homes_end_in_private_ones(demo: Path) -> None:
    def ended(first: date, last: date) -> list[bool]:
        found = []
        for year in range(Month.of(first).financial_year.ends, Month.of(last).financial_year.ends + 1):
            folder = year_folder(demo, year)
            born = {row["CHILD"]: day(row["DOB"]) for row in rows(folder, "header")}
            for child, own in by_child(rows(folder, "episodes")).items():
                for before, after in zip(spells(own), spells(own)[1:], strict=False):
                    when, birth = day(after[0]["DECOM"]), born[child]
                    if (
                        birth
                        and when
                        and first <= when <= last
                        and 13 <= age(birth, when) <= 15
                        and _agency(before[-1])
                    ):
                        found.append((after[0]["PLACE"], after[0]["PLACE_PROVIDER"]) == ("K2", "PR4"))
        return found

    earlier, later = ended(date(2021, 4, 1), date(2024, 3, 31)), ended(date(2025, 4, 1), date(2026, 10, 31))
    assert sum(later) / len(later) > 1.5 * sum(earlier) / len(earlier)


def _agency(row: Row) -> bool:
    return row["PLACE"] in ("U4", "U6") and row["PLACE_PROVIDER"] in ("PR4", "PR5")

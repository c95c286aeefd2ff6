"""Tables in DfE's tidy layout."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cpdash.errors import InputRefused
from cpdash.extract import Extract
from tests.unit.ingest.tables_for_tests import ENGLAND, STOCKTON, messages, pick, read, write

AREA = "time_period,geographic_level,country_code,region_code,old_la_code,new_la_code"
COUNCIL = "Local authority,E92000001,E12000001,808,E06000004"
RATES = f"{AREA},population_type,population_estimate,children_count,rate_per_10000"
IN_CARE = "Children looked after on 31 March each year"
LEAVERS = f"{AREA},care_leaver_age,breakdown,care_leaver_count,care_leaver_percent"
EET = '"Total in education, employment or training"'
CHANGES = f"{AREA},characteristic,breakdown,children_count,children_percent"
REASON = "Reason for placement change during the year"


def load(folder: Path, header: str, *lines: str) -> Extract:
    return read(write(folder, "dfe.csv", header, *lines))[0]


def test_a_rate_carries_its_count_and_its_population(tmp_path: Path) -> None:
    one = load(tmp_path, RATES, f"2025,{COUNCIL},{IN_CARE},45079,564,125")
    assert pick(one, "area", "month", "numerator", "denominator", "value", indicator="children_in_care_rate") == [
        (STOCKTON, date(2025, 3, 1), 564.0, 45079.0, 125.0)
    ]
    assert pick(one, "value", "form", indicator="children_in_care") == [(564.0, "snapshot")]
    assert (one.rows_used, one.origin.family, one.origin.release, one.origin.priority) == (1, "dfe_cla", "2025", 60)


def test_the_names_of_the_release_before_are_known(tmp_path: Path) -> None:
    header = RATES.replace("population_type", "population_count").replace("children_count", "number")
    one = load(tmp_path, header, f"2024,{COUNCIL},Children looked after at 31 March each year,45079,564,125")
    assert pick(one, "value", indicator="children_in_care_rate") == [(125.0,)]


def test_the_level_decides_whose_figure_a_row_is(tmp_path: Path) -> None:
    one = load(
        tmp_path,
        RATES,
        f"2025,{COUNCIL},{IN_CARE},10,5,125",
        f"2025,Regional,E92000001,E12000001,,,{IN_CARE},10,6,110",
        f"2025,Regional,E92000001,E13000001,,,{IN_CARE},10,6,60",
        f"2025,National,E92000001,,,,{IN_CARE},10,7,67",
    )
    areas = [area for area, *_ in pick(one, "area", indicator="children_in_care_rate")]
    assert areas == [STOCKTON, "E12000001", "E13000001", ENGLAND]


def test_a_level_that_is_not_known_is_refused_and_never_dropped_in_silence(tmp_path: Path) -> None:
    row = f"2025,local authority,E92000001,E12000001,808,E06000004,{IN_CARE},10,8,1"
    with pytest.raises(InputRefused, match=r"row 2, geographic_level: expected one of National, Regional"):
        load(tmp_path, RATES, row)


def test_a_code_that_does_not_exist_is_refused_whatever_the_number(tmp_path: Path) -> None:
    row = f"2025,Local authority,E92000001,E12000001,808,E06999999,{IN_CARE},10,8,1"
    with pytest.raises(InputRefused, match="no area 'E06999999'"):
        load(tmp_path, RATES, row)


def test_a_number_beyond_all_bounds_or_below_zero_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="neither a number"):
        load(tmp_path, RATES, f"2025,{COUNCIL},{IN_CARE},10,5,1e309")
    with pytest.raises(InputRefused, match="neither a count"):
        load(tmp_path, RATES, f"2025,{COUNCIL},{IN_CARE},-44,5,125")


def test_a_council_is_found_by_the_code_it_had_before(tmp_path: Path) -> None:
    one = load(tmp_path, RATES, f"2022,Local authority,E92000001,E12000003,815,E10000023,{IN_CARE},1,2,30")
    assert pick(one, "area", indicator="children_in_care_rate") == [("E06000065",)]


@pytest.mark.parametrize(
    ("symbol", "status", "reason"),
    [
        ("c", "suppressed", "suppressed by the publisher"),
        ("C", "suppressed", "suppressed by the publisher"),
        ("k", "missing", "rounds to zero but is not zero"),
        ("u", "missing", "low reliability"),
        ("x", "missing", "not available"),
        ("z", "missing", "not applicable"),
        ("..", "missing", "not available"),
        (":", "missing", "not available"),
        ("low", "missing", "too low to be shown"),
    ],
)
def test_a_symbol_is_a_status_with_its_reason(tmp_path: Path, symbol: str, status: str, reason: str) -> None:
    one = load(tmp_path, RATES, f"2025,{COUNCIL},{IN_CARE},45079,{symbol},{symbol}")
    assert pick(one, "value", "numerator", "status", "reason", "symbol", indicator="children_in_care_rate") == [
        (None, None, status, reason, symbol.lower())
    ]


def test_the_total_row_of_the_same_group_is_the_denominator(tmp_path: Path) -> None:
    one = load(
        tmp_path,
        LEAVERS,
        f"2025,{COUNCIL},19 to 21 years,{EET},91,49",
        f"2025,{COUNCIL},19 to 21 years,Total,187,100",
        f"2025,{COUNCIL},17 to 18 years,{EET},43,49",
        f"2025,{COUNCIL},17 to 18 years,Total,87,100",
    )
    assert pick(one, "numerator", "denominator", indicator="care_leavers_19_to_21_eet") == [(91.0, 187.0)]
    assert pick(one, "numerator", "denominator", "basis", indicator="in_care_16_plus_eet") == [
        (43.0, 87.0, "indicative")
    ]
    ages = pick(one, "dimension", "category", "denominator", indicator="care_leavers_eet")
    assert ages == [("age", "19 to 21 years", 187.0), ("age", "17 to 18 years", 87.0)]
    assert (one.rows_used, one.rows_left) == (4, 0)


def test_two_tables_with_one_header_are_told_apart_by_their_values(tmp_path: Path) -> None:
    one = load(
        tmp_path,
        LEAVERS,
        f"2025,{COUNCIL},19 to 21 years,Accommodation considered suitable,144,79",
        f"2025,{COUNCIL},19 to 21 years,Suitability total,183,100",
    )
    assert one.origin.source == "dfe_accommodation"
    assert pick(one, "denominator", indicator="care_leavers_19_to_21_suitable_accommodation") == [(183.0,)]


UNPLANNED = [
    "Allegation (s47)", "Approval removed", "Carer requests placement end other than due to child's behaviour",
    "Carer requests placement ends due to child's behaviour", "Child requests placement to end",
    "Responsible/area authority requests placement ends", "Standards of care concern",
]  # fmt: skip


def changes(folder: Path, first: str, total: str = "70") -> Extract:
    parts = [
        f"2025,{COUNCIL},{REASON},{name},{count},1" for name, count in zip(UNPLANNED, [first, *"123456"], strict=True)
    ]
    return load(folder, CHANGES, *parts, f"2025,{COUNCIL},{REASON},Total placements changing,{total},100")


def test_unplanned_endings_are_added_up(tmp_path: Path) -> None:
    one = changes(tmp_path, "0")
    assert pick(one, "numerator", "denominator", "value", "status", dimension="") == [(21.0, 70.0, 30.0, "derived")]
    assert (one.rows_read, one.rows_used) == (8, 8)


def test_one_suppressed_part_suppresses_the_sum(tmp_path: Path) -> None:
    one = changes(tmp_path, "c")
    assert pick(one, "numerator", "value", "status", "symbol", dimension="") == [(None, None, "suppressed", "c")]


def test_a_share_of_nothing_is_not_applicable(tmp_path: Path) -> None:
    assert pick(changes(tmp_path, "0", total="0"), "value", "symbol", dimension="") == [(None, "z")]


def test_each_reason_is_a_category_of_its_own(tmp_path: Path) -> None:
    one = changes(tmp_path, "0")
    assert {category for (category,) in pick(one, "category", dimension="reason_for_change")} == set(UNPLANNED)


def test_a_series_without_rows_is_a_warning(tmp_path: Path) -> None:
    one = load(tmp_path, RATES, f"2025,{COUNCIL},{IN_CARE},45079,564,125")
    assert "warning: no row of series 3 ('children_starting'): a category may have been renamed" in messages(one)


def test_a_table_without_any_known_row_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="no row holds a figure that the catalogue knows"):
        load(tmp_path, RATES, f"2025,{COUNCIL},Children of the moon,45079,564,125")


def test_an_unknown_code_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match=r"row 2: there is no area 'E06000044'. Nearest: .*E06000004"):
        load(tmp_path, RATES, f"2025,Local authority,E92000001,E12000001,,E06000044,{IN_CARE},1,2,3")


def test_the_dashboard_counts_a_row_once_although_it_occurs_three_times(tmp_path: Path) -> None:
    header = (
        "time_period,geographic_level,region_code,new_la_code,old_la_code,population_count,cla_group,characteristic,"
        "cla_31_march_number,percentage,Number"
    )
    each = "Children looked after on 31 March each year", "Children starting to be looked after each year"
    lines = [
        f"2025,{level},{population},Category of need,{category},{count},{percent},-100"
        for level in ("Local authority,E12000001,E06000004,808", "National,,,", "Statistical neighbours (median),,,")
        for population in each
        for category, count, percent in (("N1. Abuse or neglect", "c", "c"), ("Total", "564", "100"))
    ]
    one = load(tmp_path, header, *lines)
    assert pick(one, "area", "category", "value", "denominator", "status", dimension="need") == [
        (STOCKTON, "Abuse or neglect", None, 564.0, "suppressed"),
        (ENGLAND, "Abuse or neglect", None, 564.0, "suppressed"),
    ]
    assert (one.rows_used, one.rows_left) == (4, 8)


ADOPTION = "geographic_level,old_la_code,area_name,section,indicator,breakdown,period,value_raw"
A10 = (
    '"Average number of days between a child entering care and moving in with its adoptive family, adjusted for foster '
    'carer adoptions (scorecard indicator A10)",,Q1-Q4 2022/23'
)


def test_the_name_decides_in_the_adoption_table_where_a_level_is_wrong(tmp_path: Path) -> None:
    one = load(
        tmp_path,
        ADOPTION,
        f"Local authority,808,Stockton-on-Tees,Timeliness,{A10},539.7058823529412",
        f"National,,ALL LOCAL AUTHORITIES IN ENGLAND,Timeliness,{A10},500",
        f"National,,EAST OF ENGLAND,Timeliness,{A10},.",
        f"Local authority,213B,Two councils,Timeliness,{A10},c",
    )
    assert pick(one, "area", "month", "form", "value", "basis", indicator="entry_to_adoptive_family_days") == [
        (STOCKTON, date(2023, 3, 1), "12 months", 539.705882, "same"),
        (ENGLAND, date(2023, 3, 1), "12 months", 500.0, "same"),
        ("E12000006", date(2023, 3, 1), "12 months", None, "same"),
    ]
    assert {basis for (basis,) in pick(one, "basis", indicator="entry_to_adoptive_family_days_3_years")} == {
        "indicative"
    }
    assert (one.origin.release, one.rows_left) == ("2022-23", 1)

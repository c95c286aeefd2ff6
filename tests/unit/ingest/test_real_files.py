"""The importers against what people really download. Needs the published files: CPDASH_REAL_DATA names their folder."""

from __future__ import annotations

import os
from datetime import date
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from cpdash.extract import Area, Extract
from cpdash.ingest.raw import Places
from tests.unit.ingest.tables_for_tests import STOCKTON, pick, read, rows

FOLDER = Path(os.environ.get("CPDASH_REAL_DATA", "/nowhere")) / "real"
pytestmark = [pytest.mark.real, pytest.mark.skipif(not FOLDER.is_dir(), reason="CPDASH_REAL_DATA is not set")]


@cache
def places() -> Places:
    found = rows(read(FOLDER / "geography" / "la_lookup.csv", places=Places([]))[0], "area")
    return Places(
        [
            Area(one["code"], one["name"], one["kind"], one["region"], one["dfe_number"], one["current"],
                 tuple(filter(None, one["other_names"].split("|"))))
            for one in found
        ]
    )  # fmt: skip


@cache
def load(*names: str) -> tuple[Extract, ...]:
    return tuple(read(*[FOLDER / name for name in names], places=places()))


def figures(*names: str) -> pa.Table:
    return pa.concat_tables([one.tables["observation"] for one in load(*names) if "observation" in one.tables])


def test_every_file_loads_and_every_row_is_accounted_for() -> None:
    found = load(".")
    assert len(found) == len([path for path in FOLDER.rglob("*") if path.suffix in {".csv", ".parquet", ".xlsx"}])
    assert not [str(one) for extract in found for one in extract.findings if one.severity != "note"]
    assert all(one.rows_read == one.rows_used + one.rows_left for one in found)


def test_the_rate_of_stockton_in_2025() -> None:
    one = load("dfe_2025/cla_number_and_rate_per_10k_children.csv")[0]
    wanted = {"area": STOCKTON, "indicator": "children_in_care_rate", "month": date(2025, 3, 1)}
    assert pick(one, "numerator", "denominator", "value", **wanted) == [(564.0, 45079.0, 125.0)]
    assert pick(load("lait/bds_long_0.parquet")[0], "value", **wanted) == [(125.0,)]


def test_the_release_before_gave_stockton_another_rate() -> None:
    wanted = {"area": STOCKTON, "indicator": "children_in_care_rate", "month": date(2023, 3, 1)}
    name = "cla_number_and_rate_per_10k_children.csv"
    old, new = load(f"dfe_2024/{name}")[0], load(f"dfe_2025/{name}")[0]
    assert (pick(old, "value", **wanted), pick(new, "value", **wanted)) == ([(132.0,)], [(131.0,)])
    assert (old.origin.release, new.origin.release, old.origin.family) == ("2024", "2025", new.origin.family)


@pytest.mark.parametrize(("other", "least"), [("dfe_2025", 20), ("csc_dashboard", 6)])
def test_lait_equals_what_dfe_publishes_on_every_shared_point(other: str, least: int) -> None:
    with duckdb.connect() as connection:
        connection.register("lait", figures("lait/bds_long_0.parquet"))
        connection.register("other", figures(other))
        compared = connection.execute(
            """SELECT indicator, count(*) AS points, count(*) FILTER (lait.value <> other.value) AS different
               FROM lait JOIN other USING (area, indicator, form, month, dimension, category)
               WHERE lait.value IS NOT NULL AND other.value IS NOT NULL GROUP BY indicator"""
        ).fetchall()
    assert [(indicator, different) for indicator, _, different in compared if different] == []
    assert len(compared) >= least
    assert min(points for _, points, _ in compared) > 400


def test_the_tidy_form_of_lait_gives_the_same_figures() -> None:
    bulk, tidy = (figures(f"lait/{name}.parquet") for name in ("bds_long_0", "lait_cla_long"))
    with duckdb.connect() as connection:
        connection.register("bulk", bulk.drop_columns(["row"]))
        connection.register("tidy", tidy.drop_columns(["row"]))
        apart = connection.execute("SELECT count(*) FROM (FROM bulk EXCEPT FROM tidy)").fetchone()
    assert (bulk.num_rows, apart) == (tidy.num_rows, (0,))


def test_average_days_to_the_adoptive_family_are_the_scorecards() -> None:
    one = load("adoption/asg_adoption_la_2022_23_long.csv")[0]
    wanted = {"area": STOCKTON, "indicator": "entry_to_adoptive_family_days"}
    assert pick(one, "value", "basis", **wanted) == [(539.705882, "same")]


def test_breakdowns_of_children_in_care_add_up_to_the_total_for_england() -> None:
    one = load("csc_dashboard/combined_cla_31_march_data.parquet")[0]
    for dimension in ("age", "sex", "need", "legal_status", "placement", "provider"):
        found = pick(one, "value", "denominator", area="E92000001", month=date(2025, 3, 1), dimension=dimension)
        total = found[0][1]
        assert abs(sum(value or 0 for value, _ in found) - total) <= 50, dimension


def test_both_models_of_neighbours_are_read() -> None:
    wide = rows(load("lait/sn_may_2025.xlsx")[0], "neighbour")
    long = rows(load("geography/statistical_neighbours_2025_long.csv")[0], "neighbour")
    keep = ("model", "area", "rank", "neighbour")
    assert {tuple(row[name] for name in keep) for row in wide} == {tuple(row[name] for name in keep) for row in long}

"""The public sample return, through the import and a publish: what `show` says of 31 March 2018."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from cpdash.cli import cli

pytestmark = pytest.mark.real

Show = Callable[..., dict[str, float]]


@pytest.fixture(scope="module")
def show(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Show:
    """Import and publish the sample for Stockton-on-Tees; return a function that gives the point of an indicator."""
    data = tmp_path_factory.mktemp("sample")
    run = CliRunner(env={"CPDASH_DATA": str(data)})
    folder = str(real_data / "ssda903_samples")
    done = run.invoke(cli, ["import", "ssda903", folder, "--area", "E06000004", "--publish", "--json"])
    assert done.exit_code == 0, done.output
    files = json.loads(done.stdout)["files"]
    assert {file["rows"]["refused"] for file in files if file["file"].endswith(("header.csv", "episodes.csv"))} == {0}
    for rows in (file["rows"] for file in files):
        assert rows["read"] == rows["used"] + rows["left"] + rows["refused"]

    def point(indicator: str, *more: str) -> dict[str, float]:
        asked = ["show", indicator, "--area", "E06000004", "--from", "2018-03", "--to", "2018-03"]
        asked += ["--as", "service", "--json", *more]
        answer = run.invoke(cli, asked)
        assert answer.exit_code == 0, answer.output
        [found] = json.loads(answer.stdout)["points"]
        return dict(found)

    return point


@pytest.fixture(scope="module")
def expected(real_data: Path) -> dict[str, int]:
    with (real_data / "ssda903_samples_expected_facts.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["as_of"] == "2018-03-31"]
    return {row["fact"]: int(row["value"]) for row in rows}


def test_who_is_in_care_started_and_ceased(show: Show, expected: dict[str, int]) -> None:
    assert show("CP1")["value"] == expected["cla"]
    assert show("children_starting", "--form", "12 months")["value"] == expected["started"]
    assert show("children_ceasing", "--form", "12 months")["value"] == expected["ceased"]


def test_placements_in_the_twelve_months(show: Show, expected: dict[str, int]) -> None:
    one, three = show("CP17"), show("NI62")
    assert (one["numerator"], three["numerator"]) == (expected["p1"], expected["p3+"])
    assert one["denominator"] - one["numerator"] - three["numerator"] == expected["p2"]


def test_children_settled_for_two_years(show: Show, expected: dict[str, int]) -> None:
    settled = show("NI63")
    assert (settled["numerator"], settled["denominator"]) == (expected["ni63_num"], expected["ni63_den"])
    assert settled["value"] == pytest.approx(100 * expected["ni63_num"] / expected["ni63_den"], abs=1e-4)


def test_a_breakdown_adds_up_to_the_total(show: Show, expected: dict[str, int], real_data: Path) -> None:
    assert len(expected) == 8, real_data
    by_sex = [show("CP1", "--where", f"sex={sex}")["value"] for sex in ("Male", "Female")]
    assert sum(by_sex) == expected["cla"]

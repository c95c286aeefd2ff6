"""The public sample return is read whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cpdash.extract import Returns
from tests.unit.ingest.ssda903.returns_for_tests import counts, read

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def sample(real_data: Path) -> Returns:
    return read(real_data / "ssda903_samples")


def test_its_days_are_the_year_2017_to_2018(sample: Returns) -> None:
    [one] = sample.returns
    assert (one.first, one.last) == (date(2017, 4, 1), date(2018, 3, 31))


def test_no_row_of_header_or_episodes_is_refused(sample: Returns) -> None:
    assert counts(sample, "header.csv") == (2_675, 2_675, 0)
    assert counts(sample, "episodes.csv") == (5_050, 5_050, 0)


def test_every_file_is_read_to_its_last_row(sample: Returns) -> None:
    read_ = {file.file: file.rows_read for file in sample.returns[0].files}
    assert read_ == {
        "header.csv": 2_675, "episodes.csv": 5_050, "oc2.csv": 2_675, "reviews.csv": 12_582,
        "previous_permanence.csv": 2_675, "uasc.csv": 132, "oc3.csv": 53, "missing.csv": 43, "ad1.csv": 29,
        "placed_for_adoption.csv": 29, "sw_episodes.csv": 1,
    }  # fmt: skip


def test_the_only_refused_rows_are_exact_duplicates(sample: Returns) -> None:
    assert sum(file.rows_refused for file in sample.returns[0].files) == 2
    assert counts(sample, "reviews.csv") == (12_582, 12_580, 2)

"""When the labels of published tables are for."""

from __future__ import annotations

import pytest

from cpdash.ingest.labels import Labelled, read_label
from cpdash.periods import Month


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("2025", Labelled(Month(2025, 3))),
        ("2024-25", Labelled(Month(2025, 3))),
        ("2024/25", Labelled(Month(2025, 3))),
        ("1999-00", Labelled(Month(2000, 3))),
        ("2016-17 (OT)", Labelled(Month(2017, 3))),
        ("2025 (prov)", Labelled(Month(2025, 3), provisional=True)),
        ("2024 (Rev)", Labelled(Month(2024, 3))),
        ("2014-16", Labelled(Month(2016, 3), years=3)),
        ("2013/14-15/16", Labelled(Month(2016, 3), years=3)),
        ("202425", Labelled(Month(2025, 8))),
    ],
)
def test_labels_name_the_month_that_their_year_ends_with(label: str, expected: Labelled) -> None:
    assert read_label(label) == expected


def test_the_year_of_a_school_measure_ends_in_august() -> None:
    assert read_label("2025", year_end=8) == Labelled(Month(2025, 8))


@pytest.mark.parametrize("label", ["", "0", "202427", "Q1 2022/23", "25", "2025-13-01", "2024-24"])
def test_what_is_no_period_is_none(label: str) -> None:
    assert read_label(label) is None

"""Two charts as they are, to the letter: a change of their look is seen in the difference of a file.

After a change that is meant, make the files anew with `CPDASH_REMAKE_GOLDEN=1 make test` (or with pytest on this file
alone), read the difference, and commit it with the change.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from cpdash.charts import ordered, trend
from tests.views_for_tests import NEAR, annual, make_comparison, make_line, make_points, make_series, make_target

REMAKE = "CPDASH_REMAKE_GOLDEN"
FOLDER = Path(__file__).parent


def a_trend() -> dict[str, Any]:
    """Return a chart with all that can be on one: a gap, a target, a figure to come, and benchmarks of three kinds."""
    points = (
        *make_points(annual(104, 110, None, 118, last=2024)),
        *make_points({"2025-03": 125}, status="provisional"),
    )
    lines = (
        make_line("region", annual(98, 101, 105, 108, 110)),
        make_line("neighbours", annual(88.4, 90.1, 95.23, last=2024)),
        make_line("england", annual(65, 66, 66, 67, 67), basis="indicative"),
    )
    targets = (make_target(100, "2022-04", "2024-03"), make_target(95, "2024-04"))
    return trend(make_series({}, points=points, benchmarks=lines, targets=targets))


def an_ordered() -> dict[str, Any]:
    return ordered(make_comparison([*NEAR, ("North Yorkshire", None)]))


@pytest.mark.parametrize(("name", "make"), [("trend", a_trend), ("ordered", an_ordered)], ids=["trend", "ordered"])
def test_a_chart_is_what_it_was(name: str, make: Any) -> None:
    file = FOLDER / f"{name}.json"
    found = json.dumps(make(), indent=1, ensure_ascii=False) + "\n"
    if os.environ.get(REMAKE) == "1":
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8"), f"if this is meant, make it anew with {REMAKE}=1"

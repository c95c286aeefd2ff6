"""The demonstration goes through the ordinary import, which finds its deliberate mistakes and nothing else."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from cpdash.demo import Demo
from cpdash.extract import Area, Returns
from cpdash.ingest.raw import Places
from cpdash.ingest.ssda903 import read_returns

AREA = Area("E06999901", "Demo Borough (synthetic)", "council", "E12000001", "999")
DELIBERATE = {
    "1006", "1009", "103", "131", "178", "180", "213", "359", "504", "601", "BLANK", "INT17", "INT21", "duplicate",
}  # fmt: skip
"""178 comes with 213, 504 with a blank need: one mistake breaks two rules."""


def _read(folder: Path) -> Returns:
    return read_returns([folder / "ssda903"], places=Places([AREA]), today=date(2026, 11, 22), area=AREA.code)


def _rules(found: Returns) -> Counter[str]:
    said = [one for ret in found.returns for file in ret.files for one in file.findings]
    return Counter(one.rule for one in said if one.rule not in ("return", "days", "council"))


def test_only_the_deliberate_mistakes_are_found(demo: Demo, folder: Path) -> None:
    found = _read(folder)
    rules = _rules(found)
    assert rules.keys() <= DELIBERATE
    assert 12 <= sum(rules.values()) <= 30
    assert sum(file.rows_refused for ret in found.returns for file in ret.files) == rules["duplicate"] == 1


def test_without_them_there_is_nothing_to_find(clean: Path) -> None:
    found = _read(clean)
    assert [(ret.first, ret.last) for ret in found.returns][-1] == (date(2026, 4, 1), date(2026, 10, 31))
    assert set(_rules(found)) <= {"359"}

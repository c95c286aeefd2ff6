"""Whether anybody can work out, from everything that is public of a council, a count of 1 to 5 of its children.

The attacker knows the definitions, and not how figures are protected: what it relies on is its own relations.
It is turned on a small council, on the demonstration council, and, to show that it can bite, on releases of both from
which nothing but the small numbers themselves was taken out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from cpdash.catalogue.loader import the_catalogue
from cpdash.disclosure.rule import Rule
from cpdash.store.snapshots import path_of
from tests.attack.judging_for_tests import Attack, attack
from tests.attack.reading_for_tests import read_public
from tests.attack.releases_for_tests import released, utility
from tests.attack.small_council_for_tests import AREA, LAST, publish_small_council

DEMO = "E06999901"
DEMO_LAST = 12 * 2026 + 9
SMALL_LAST = 12 * LAST.year + LAST.month - 1
SOME = 25
"""Small numbers found out that are enough to fail a release; the attacker stops there."""


@dataclass(frozen=True)
class Council:
    """A published council: its two files, and the first month that is attacked."""

    area: str
    public: Path
    service: Path
    since: int

    def attacked(self, public: Path | None = None, *, since: int | None = None) -> Attack:
        """Attack the released figures, or those of another release."""
        figures = read_public(public or self.public, self.area)
        found = attack(figures, self.service, the_catalogue(), since=since or self.since, limit=SOME)
        print(f"\n{found.summary(self.area)}")
        return found


def _council(data: Path, area: str, since: int) -> Council:
    snapshots = data / "snapshots"
    return Council(area, path_of(snapshots, scope="public"), path_of(snapshots, scope="service"), since)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Council:
    data = tmp_path_factory.mktemp("small")
    publish_small_council(data)
    return _council(data, AREA, SMALL_LAST - 35)


@pytest.fixture(scope="module")
def demo(demo_data: Path) -> Council:
    return _council(demo_data, DEMO, DEMO_LAST - 23)


@pytest.mark.parametrize("name", ["small", "demo"])
def test_no_small_number_can_be_worked_out_from_all_that_is_public(name: str, request: pytest.FixtureRequest) -> None:
    council: Council = request.getfixturevalue(name)
    found = council.attacked()
    assert sum(found.cells.values()) > 300
    if found.shown or found.found:
        said = [*found.shown[:SOME], *(str(one) for one in found.found[:SOME])]
        kinds = dict(Counter(one.why for one in found.found))
        pytest.fail("\n".join([f"{len(found.shown)} shown, worked out {kinds}", *said]), pytrace=False)


@pytest.mark.parametrize("name", ["small", "demo"])
def test_the_attacker_finds_small_numbers_where_only_they_themselves_are_withheld(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    council: Council = request.getfixturevalue(name)
    only = released(council.service, the_catalogue(), Rule(linked=False), tmp_path / "primary.duckdb")
    last = SMALL_LAST if name == "small" else DEMO_LAST
    found = council.attacked(only, since=last - 1)
    assert len(found.found) >= 5
    exact = [one for one in found.found if one.high - one.low < 0.5]
    assert exact and all(abs(one.true - one.low) < 0.5 for one in exact)


def test_most_of_what_boards_look_at_is_released(small: Council, demo: Council) -> None:
    shares = {}
    for council in (small, demo):
        shown, every = utility(council.public, council.service, council.area, the_catalogue())
        shares[council.area] = shown / every
        print(f"\n{council.area}: {shown} of {every} figures of the default views are released ({shown / every:.0%})")
    assert shares[DEMO] >= 0.85

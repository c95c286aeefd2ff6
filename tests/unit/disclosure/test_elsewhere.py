"""What others have published of a council tells of its counts, and is reckoned with when its own are shown."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from cpdash.catalogue.loader import the_catalogue
from cpdash.disclosure import broken, flows, still
from cpdash.disclosure.asked import Part
from cpdash.disclosure.broken import Banded, Told
from cpdash.disclosure.cuts import Ground, cuts
from cpdash.disclosure.elsewhere import NOTHING, Elsewhere, Published, told_by
from cpdash.disclosure.rule import Rule
from cpdash.disclosure.still import WHOLE, Name, Values
from cpdash.disclosure.windows import Way
from tests.unit.disclosure.asked_for_tests import Same, asked_of, sets
from tests.unit.disclosure.test_flows import APRIL, Monthly

MARCH = 12 * 2025 + 2
FOSTER, RESIDENTIAL, ALL = "foster_care_share", "residential_share", "children_in_care"


@pytest.mark.parametrize(
    ("published", "told"),
    [
        (Published(44.0), ((22.0, 22.0), (50.0, 50.0))),  # 43.95 to 44.05 % of 50: the indicator has one decimal
        (Published(44.0, 22.0, 50.0), ((22.0, 22.0), (50.0, 50.0))),
        (Published(43.9, 22.0, 51.0), ((22.0, 22.0), None)),  # of more children: a corrected return
        (Published(51.0), (None, None)),  # something else
    ],
)
def test_a_published_share_tells_as_much_as_agrees_with_the_own_count(
    published: Published, told: tuple[tuple[float, float] | None, ...]
) -> None:
    assert told_by(asked_of(FOSTER), (22.0, 50.0), (44.0, 50.0), published) == told


@pytest.mark.parametrize(("value", "told"), [(50.0, ((50.0, 50.0),)), (51.0, (None,))])
def test_a_published_count_tells_itself_where_it_is_the_same(
    value: float, told: tuple[tuple[float, float] | None, ...]
) -> None:
    assert told_by(asked_of(ALL), (50.0,), (50.0, None), Published(value)) == told


class Kinds:
    """50 children: 22 in foster care, 24 in children's homes, 4 anywhere else."""

    def total(self, part: Part, rows: str, month: int) -> float:
        """Return how many are in the kinds of placement that a part counts."""
        return float(self.by(part, (), rows, month)[()])

    def by(self, part: Part, dimensions: tuple[str, ...], rows: str, month: int) -> Mapping[tuple[str, ...], float]:
        """Return all of them together."""
        kinds = {"U1": 22, "K2": 24, "P1": 4}
        wanted = part.counted.where.get("placement_code", tuple(kinds))
        return {(): sum(count for kind, count in kinds.items() if kind in wanted)}


def shown(elsewhere: Elsewhere) -> dict[str, Way]:
    """Return the ways in which the shares of kinds of placement are shown."""
    some = [asked_of(name) for name in (ALL, FOSTER, RESIDENTIAL)]
    own = {(ALL, "snapshot"): (50.0, None), (FOSTER, "snapshot"): (44.0, 50.0), (RESIDENTIAL, "snapshot"): (48.0, 50.0)}
    values = {(one.indicator.id, one.form): {MARCH: own[one.indicator.id, "snapshot"]} for one in some}
    found = still.totals(some, values, sets(), Kinds(), Rule(), elsewhere)
    return {indicator: way for (indicator, _), (way, months) in found.items() if months}


def test_what_is_left_beside_a_published_share_is_small_so_the_own_one_is_not_shown_as_it_is() -> None:
    assert shown(NOTHING)[FOSTER] == Way(1)
    published: Elsewhere = {(RESIDENTIAL, "snapshot", "", ""): {MARCH: [Published(48.0, 24.0, 50.0)]}}
    assert shown(published).get(FOSTER) != Way(1)


def test_what_was_published_of_other_children_changes_nothing() -> None:
    published: Elsewhere = {(RESIDENTIAL, "snapshot", "", ""): {MARCH: [Published(52.0, 26.0, 50.0)]}}
    assert shown(published) == shown(NOTHING)


def test_what_a_published_share_tells_by_itself_does_not_withhold_all_else() -> None:
    """Foster care and homes both published: everybody knows of the four others, whatever is withheld here."""
    both: Elsewhere = {
        (FOSTER, "snapshot", "", ""): {MARCH: [Published(44.0, 22.0, 50.0)]},
        (RESIDENTIAL, "snapshot", "", ""): {MARCH: [Published(48.0, 24.0, 50.0)]},
    }  # fmt: skip
    assert shown(both) == {ALL: Way(1), FOSTER: Way(1), RESIDENTIAL: Way(1)}


def test_a_published_year_tells_its_one_small_month() -> None:
    counts = Monthly((10.0,) * 11 + (3.0,), (20.0,) * 12)
    last = APRIL + 11
    some = [asked_of("children_starting", "month"), asked_of("children_starting", "12 months")]
    months: Values = {APRIL + at: (count, None) for at, count in enumerate(counts.started)}
    own: dict[Name, Values] = {
        ("children_starting", "month"): months, ("children_starting", "12 months"): {last: (113.0, None)}
    }  # fmt: skip
    alone = flows.totals(some, own, sets(), counts, [], Rule())
    published: Elsewhere = {("children_starting", "12 months", "", ""): {last: [Published(113.0)]}}
    beside = flows.totals(some, own, sets(), counts, [], Rule(), published)
    assert alone["children_starting", "month"][0] == Way(1)
    assert beside["children_starting", "month"][0] != Way(1)


def test_a_published_category_hides_nothing_so_another_is_withheld() -> None:
    """Of 65 children 3 are of an age: with the 12 beside them they are hidden, unless the 12 are published."""
    one = asked_of(ALL)
    [cut] = cuts(one, ["age"], sets())
    ages = sets().categories["placement", "age"]
    counts = Same({"in_care": {(age,): float(count) for age, count in zip(ages, (30, 20, 12, 3), strict=False)}})
    ground = Ground(sets(), counts, the_catalogue().public, Rule(), one.rows)
    banded = Banded(cut, {age: ((age,),) for age in ages[:4]}, frozenset(ages[:4]))
    whole: dict[object, Told] = {WHOLE.key: Told(WHOLE, 65, 65, 65)}
    twelve = ground.within(one.parts[0].some, cut, ((ages[2],),))
    others: dict[object, Told] = {twelve.key: Told(twelve, 12, 12, 12)}

    alone = {one.band for one in broken.protect([banded], whole, ground, MARCH) if one.is_shown}
    beside = {one.band for one in broken.protect([banded], others | whole, ground, MARCH, others) if one.is_shown}
    assert alone == set(ages[:2])
    assert beside < alone

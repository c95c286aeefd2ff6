"""What known counts of a day leave over between them, each of which is guarded as a figure is."""

from __future__ import annotations

from cpdash.disclosure.sets import Some
from cpdash.disclosure.still import Cells

KINDS = ("suitable", "not suitable", "not known")
YOUNG = frozenset({"young"})
EVERYBODY = Some({"kind": frozenset(KINDS), "age": YOUNG})
"""Those of an age by every kind there is: the same people as those of the age, under another name."""

OF_AGE = Some({"age": YOUNG})
SUITABLE = Some({"kind": frozenset({"suitable"}), "age": YOUNG})
NOT_KNOWN = Some({"kind": frozenset({"not known"}), "age": YOUNG})
AXES = {"kind": KINDS, "age": ("young", "old")}


def left_over(known: list[tuple[Some, tuple[float, float]]]) -> set[frozenset[int]]:
    """Return the parts of each count that with_rests adds."""
    cells = Cells([OF_AGE, EVERYBODY, SUITABLE, NOT_KNOWN], AXES)
    linked = cells.linked({OF_AGE.key: 95, EVERYBODY.key: 95, SUITABLE.key: 86, NOT_KNOWN.key: 6})
    found = cells.with_rests(linked, {cells.at(some): both for some, both in known})
    return {frozenset(map(int, row.nonzero()[0])) for row in found.rows[len(linked.rows) :]}


def unsuitable() -> frozenset[int]:
    cells = Cells([OF_AGE, EVERYBODY, SUITABLE, NOT_KNOWN], AXES)
    rows = cells.linked({}).rows
    return frozenset(map(int, (rows[0] - rows[2] - rows[3]).nonzero()[0]))


def test_what_is_left_when_the_parts_are_taken_away_is_guarded() -> None:
    assert unsuitable() in left_over([(OF_AGE, (95, 95)), (SUITABLE, (86, 86)), (NOT_KNOWN, (5, 6))])


def test_the_same_count_under_another_name_takes_nothing_away() -> None:
    twice = [(OF_AGE, (95.0, 95.0)), (EVERYBODY, (95.0, 95.0)), (SUITABLE, (86.0, 86.0)), (NOT_KNOWN, (5.0, 6.0))]
    assert unsuitable() in left_over(twice)

"""The attack on one council's public figures, and the judgement: which small numbers do they give away, and how?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import inf, nan
from pathlib import Path
from time import perf_counter

from cpdash.catalogue import Catalogue
from tests.attack.cells_for_tests import EVERYONE, Cell, Definitions, Meaning
from tests.attack.programme_for_tests import Programme, Range
from tests.attack.reading_for_tests import Public, Row, Truth
from tests.attack.relations_for_tests import CEASED, STARTED, Relation, World, relations, scorecard_windows

SMALL = 5
"""A count from 1 to this is protected."""

HISTORY = 36
"""Months before the attacked ones whose figures the attacker reads too: the longest window looks back over as many."""

DAYS_FROM = 0.1
"""Days or points of 1 to 5 children may not be told to within this share of themselves, up or down."""

DAYS = "days"
Rest = tuple[Cell, Cell, float]
"""Numerator, denominator, and how many the one leaves over of the other."""


@dataclass(frozen=True, slots=True)
class Found:
    """One small number that the public figures give away, or nearly: where it lies, in truth and for the attacker."""

    cell: Cell
    why: str
    true: float
    low: float
    high: float
    used: tuple[str, ...]

    def __str__(self) -> str:
        told = f"{self.cell!r} is {self.true:g}, told to lie from {max(self.low, 0):.3g} to {self.high:.3g}"
        return f"{self.why}: {told} by {', '.join(self.used)}"


@dataclass
class Attack:
    """What an attack came to."""

    cells: Counter[str] = field(default_factory=Counter)
    relations: Counter[str] = field(default_factory=Counter)
    found: list[Found] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    """Released figures that rest on 1 to 5, and tables with exactly one category withheld."""
    false: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def summary(self, name: str) -> str:
        """Return what is printed: cells attacked, relations used, cells broken, seconds."""
        return (
            f"{name}: {sum(self.cells.values())} cells attacked ({_counted(self.cells)}), "
            f"{sum(self.relations.values())} relations ({_counted(self.relations)}), {len(self.found)} broken, "
            f"{len(self.shown)} shown, {self.seconds:.1f} s"
        )


def _useful(public: Public, catalogue: Catalogue, since: int) -> Public:
    """Return the attacked figures, and of those before them what can help: totals, and what reaches across years."""
    reaching = ("adoption_timeliness", "children_in_care", "placement")

    def helps(row: Row) -> bool:
        if row.month >= since or not row.dimension:
            return row.month >= since - HISTORY
        fact = catalogue.indicators[row.indicator].fact
        of_a_year = row.form != "snapshot" and fact is not None and fact.table in reaching and fact.rows is None
        of_stock = row.indicator == "children_in_care" and row.dimension in ("sex", "time_in_care")
        return row.month >= since - HISTORY and (of_a_year or of_stock)

    return replace(public, rows=tuple(filter(helps, public.rows)))


def _counted(some: Counter[str]) -> str:
    return ", ".join(f"{number} {name}" for name, number in some.most_common())


def attack(public: Public, service: Path, catalogue: Catalogue, *, since: int = 0, limit: int | None = None) -> Attack:
    """Attack the figures of a council; the service file tells what is true. Months before `since` only help.

    With a `limit` the attacker rests content with so many small numbers found out.
    """
    began = perf_counter()
    read = _useful(public, catalogue, since)
    definitions = Definitions(catalogue, public.first)
    truth = Truth(service, public, definitions, since - 2 * HISTORY)
    world = World(definitions, read)
    attacked = Attack(shown=[*_shown_small(world, truth), *_alone(read)])
    used = _true(attacked, [*relations(world), *scorecard_windows(world, truth.count)], truth)
    _solve(attacked, world, used, truth, since, limit)
    attacked.seconds = perf_counter() - began
    return attacked


def worked_out(public: Public, catalogue: Catalogue, cells: Iterable[Cell]) -> dict[Cell, Range]:
    """Return how far each cell can range, given all that is public: every relation is taken to be true.

    Without cells, how far each cell that the figures rest on can range. Raises Impossible for figures that cannot be.
    """
    world = World(Definitions(catalogue, public.first), public)
    used = list(relations(world))
    columns: dict[Cell, int] = {}
    asked = list(cells) or sorted(world.shown, key=repr)
    for cell in (*asked, *(cell for one in used for cell, _ in one.terms)):
        columns.setdefault(cell, len(columns))
    programme = Programme(len(columns))
    for one in used:
        programme.add(one.low, one.high, [(columns[cell], part) for cell, part in one.terms], one.kind)
    found = programme.ranges({columns[cell]: nan for cell in asked}, lambda _, __: False)
    return {cell: found[columns[cell]] for cell in asked}


def _true(attacked: Attack, every: list[Relation], truth: Truth) -> list[Relation]:
    """Return the relations that are true; raises AssertionError for one that must be, and is not."""
    kept: list[Relation] = []
    for one in dict.fromkeys(every):
        value = _value(one, truth)
        if value is None and not one.sure and not any(cell.what.startswith("~") for cell, _ in one.terms):
            continue
        slack = 1e-6 * (1 + sum(abs(part) for _, part in one.terms)) if value is None else 1e-6 * (10 + abs(value))
        if value is not None and not one.low - slack <= value <= one.high + slack:
            assert not one.sure, f"The attacker is wrong: {one} comes to {value}"
            attacked.false[one.kind] += 1
            continue
        attacked.relations[one.kind] += 1
        kept.append(one)
    return kept


def _value(one: Relation, truth: Truth) -> float | None:
    total = 0.0
    for cell, coefficient in one.terms:
        count = _count(cell, truth)
        if count is None:
            return None
        total += coefficient * count
    return total


def _count(cell: Cell, truth: Truth) -> float | None:
    if not cell.what.startswith("~"):
        return truth.count(cell)
    if cell.what in (f"~{STARTED} again", f"~{CEASED} again"):
        count = cell.what.split()[0][1:]
        months = [truth.count(Cell(count, cell.box, month, month)) for month in range(cell.first, cell.last + 1)]
        window = truth.count(cell._replace(what=count))
        if window is not None and None not in months:
            return sum(one for one in months if one is not None) - window
    return None


@dataclass(frozen=True)
class Target:
    """A small number that is attacked."""

    cell: Cell
    kind: str
    true: float

    def is_safe(self, one: Range) -> bool:
        """Return whether it is hidden well enough where it can lie in a range."""
        return _is_far(self.true, one) if self.kind == DAYS else is_hidden(one)


def _solve(
    attacked: Attack, world: World, used: list[Relation], truth: Truth, since: int, limit: int | None
) -> None:  # fmt: skip
    rests = dict(_rests(world, truth))
    columns = _numbered([*(cell for one in used for cell, _ in one.terms), *rests])
    programme = Programme(len(columns))
    for one in used:
        programme.add(one.low, one.high, [(columns[cell], part) for cell, part in one.terms], one.kind)
    for rest, (top, bottom, _) in rests.items():
        if top in columns and bottom in columns:
            terms = [(columns[bottom], 1.0), (columns[top], -1.0), (columns[rest], -1.0)]
            programme.add(0, 0, terms, "what is left")
    targets = {
        columns[one.cell]: one for cell in columns if cell.last >= since for one in _targets(cell, world, rests, truth)
    }
    attacked.cells.update(one.kind for one in targets.values())
    ranges = programme.ranges(
        {column: one.true for column, one in targets.items()}, lambda at, one: targets[at].is_safe(one), limit=limit
    )
    for column, seen in ranges.items():
        found = targets[column]
        if not found.is_safe(seen):
            used_by = tuple(sorted(seen.used))
            attacked.found.append(Found(found.cell, found.kind, found.true, seen.low, seen.high, used_by))


def _numbered(cells: Iterable[Cell]) -> dict[Cell, int]:
    return {cell: at for at, cell in enumerate(dict.fromkeys(cells))}


def _targets(cell: Cell, world: World, rests: Mapping[Cell, Rest], truth: Truth) -> Iterator[Target]:
    """Return a cell as a target if it is a small number of people, or the days of so few."""
    kind = _kind(cell, world, rests)
    if kind is None:
        return
    true = rests[cell][2] if cell in rests else truth.count(cell)
    if true and true > 0 and (_is_of_few(cell, truth) if kind == DAYS else true < SMALL + 0.5):
        yield Target(cell, kind, true)


def is_hidden(one: Range) -> bool:
    """Return whether a range reaches outside 1 to 5 and holds at least 5 whole values."""
    if one.high == inf:
        return True
    first, last = one.wholes
    return last - first + 1 >= SMALL and (first < 1 or last > SMALL)


def _is_far(true: float, one: Range) -> bool:
    """Return whether days or points of few children stay unknown: they may lie a tenth off, up or down."""
    return one.high > true * (1 + DAYS_FROM) or one.low < true * (1 - DAYS_FROM)


OF = {
    "children_in_care.days_in_care": CEASED,
    "adoption_timeliness.days_to_moving_in": "adoption_timeliness.moved_in",
    "adoption_timeliness.days_order_to_match": "adoption_timeliness.matched_after_order",
    "adoption_timeliness.days_order_to_adoption": "adoption_timeliness.with_order",
    "health.sdq_total": "health.sdq_received",
}


def _is_of_few(cell: Cell, truth: Truth) -> bool:
    children = truth.count(cell._replace(what=OF[cell.what])) if cell.what in OF else None
    return children is not None and 0 < children <= SMALL


def _kind(cell: Cell, world: World, rests: Mapping[Cell, Rest]) -> str | None:
    """Return what kind of number a cell is, or None for helpers and for counts of things."""
    if cell in rests:
        return "rest of a denominator"
    if cell.what.startswith("~") or (cell.what.startswith("scorecard.") and not _is_of_people(cell, world)):
        return None
    if cell.what in world.definitions.amounts:
        return DAYS
    if cell in world.shown:
        return "figure"
    return "month inside a window" if not cell.box and cell.first == cell.last else "piece"


def _is_of_people(cell: Cell, world: World) -> bool:
    _, name, part = cell.what.split(".")
    indicator = world.definitions.catalogue.indicators[name]
    money = indicator.unit.startswith("pounds") and part == "numerator"
    return indicator.public.about == "people" and not money


def _rests(world: World, truth: Truth) -> Iterator[tuple[Cell, Rest]]:
    """Return what the numerator of each share leaves over of its denominator, as a cell, with both and how many."""
    for _, one in world.figures:
        if not (one.part and one.rest_is_people and one.denominator):
            continue
        top, bottom = one.numerator, one.denominator
        above, below = truth.count(top), truth.count(bottom)
        if above is not None and below is not None and below >= above:
            yield Cell(f"~rest of {bottom!r} less {top!r}", EVERYONE, top.first, top.last), (top, bottom, below - above)


def small_parts(meaning: Meaning, truth: Truth) -> list[tuple[str, float]]:
    """Return the counts of 1 to 5 that a figure rests on, by what they are."""
    above = truth.count(meaning.numerator)
    below = truth.count(meaning.denominator) if meaning.denominator else None
    named = [("numerator", None if meaning.amount else above), ("denominator", below)]
    if meaning.part and meaning.rest_is_people and above is not None and below is not None:
        named.append(("rest", below - above))
    return [(name, one) for name, one in named if meaning.people and one is not None and 0 < one < SMALL + 0.5]


def _shown_small(world: World, truth: Truth) -> Iterator[str]:
    for row, meaning in world.figures:
        if not row.withheld and row.value is not None:
            for name, count in small_parts(meaning, truth):
                yield f"released although its {name} is {count:g}: {_named(row)}"


def _alone(public: Public) -> Iterator[str]:
    """Return the tables that are shown with their total and withhold exactly one category."""
    released = {
        (row.indicator, row.form, row.month) for row in public.rows if not row.dimension and row.value is not None
    }
    tables: dict[tuple[str, str, int, str], list[Row]] = {}
    for row in public.rows:
        if row.dimension:
            tables.setdefault((row.indicator, row.form, row.month, row.dimension), []).append(row)
    for (indicator, form, month, dimension), rows in tables.items():
        withheld = [row for row in rows if row.withheld]
        if len(withheld) == 1 and (indicator, form, month) in released and len(rows) > 1:
            yield f"the only one withheld of {len(rows)}: {_named(withheld[0])} ({dimension})"


def _named(row: Row) -> str:
    month = f"{row.month // 12}-{row.month % 12 + 1:02d}"
    return f"{row.indicator}, {row.form}, {month}, {row.dimension} {row.category}".strip()

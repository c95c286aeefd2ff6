"""What must hold between the counts behind the figures: one function for each kind of relation.

Every relation follows from what the figures mean. `sure` ones follow from the definitions alone and hold whatever the
data; the others hold as long as files have no faults and children do what children do (nobody is adopted twice), and an
attacker would count on them: they are used wherever they are true.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, pairwise
from math import inf

from tests.attack.cells_for_tests import AGES, EVERYONE, Box, Cell, Definitions, Meaning, Some, boxed
from tests.attack.reading_for_tests import SNAPSHOTS, Public, Row, meaning_of

TINY = 1e-9
PLACED_FOR_ADOPTION = frozenset({"A3", "A4", "A5", "A6"})
ADOPTED, ADOPTIONS = "children_in_care.ceased", "adoption_timeliness.adopted"
STARTED, CEASED, STOCK = "children_in_care.started", "children_in_care.ceased", "in_care"
BEGAN, ENDED = "placement.placements_started", "placement.placements_ended"
MISSING, INCIDENTS, IN_WINDOW = "missing.children", "missing.incidents", "missing.in_care_in_window"


@dataclass(frozen=True, slots=True)
class Relation:
    """low <= sum of coefficient x cell <= high."""

    kind: str
    terms: tuple[tuple[Cell, float], ...]
    low: float
    high: float
    sure: bool = True


@dataclass
class World:
    """The cells that are spoken of, in which relations are looked for; a relation may add cells."""

    definitions: Definitions
    public: Public
    boxes: dict[tuple[str, int, int], set[Box]] = field(default_factory=lambda: defaultdict(set))
    figures: list[tuple[Row, Meaning]] = field(default_factory=list)
    shown: set[Cell] = field(default_factory=set)
    """The cells that figures, released or withheld, rest on."""

    def __post_init__(self) -> None:
        self.figures = [(row, meaning_of(row, self.definitions)) for row in self.public.rows]
        for _, one in self.figures:
            self.shown |= {self.add(cell) for cell in (one.numerator, one.denominator) if cell is not None}

    def add(self, cell: Cell) -> Cell:
        """Note a cell and return it."""
        self.boxes[cell.what, cell.first, cell.last].add(cell.box)
        return cell

    def has(self, cell: Cell) -> bool:
        """Return whether a cell is spoken of."""
        return cell.box in self.boxes.get((cell.what, cell.first, cell.last), ())

    def cells(self, count: str) -> list[Cell]:
        """Return every cell of a count."""
        return [
            Cell(name, box, first, last)
            for (name, first, last), some in self.boxes.items()
            if name == count
            for box in some
        ]

    @property
    def counts(self) -> list[str]:
        """What is counted at all, helpers left out."""
        return sorted({name for name, _, _ in self.boxes if not name.startswith("~")})


def relations(world: World) -> Iterator[Relation]:
    """Return every relation. The order matters: cells that one kind adds are lined up by the kinds after it."""
    yield from figures(world)
    yield from not_in_the_table(world)
    for kind in BEFORE_LINES:
        yield from list(kind(world))
    yield from list(lines(world))
    for kind in AFTER_LINES:
        yield from list(kind(world))


# What is printed -------------------------------------------------------------------------------------------------


def figures(world: World) -> Iterator[Relation]:
    """A released value, within its rounding; its numerator and denominator; and the cells of withheld ones."""
    for row, meaning in world.figures:
        if meaning.part and meaning.denominator is not None:
            yield Relation("a part", ((meaning.denominator, 1.0), (meaning.numerator, -1.0)), 0, inf, False)
        if not row.withheld:
            yield from _said(world, row, meaning)


def _said(world: World, row: Row, meaning: Meaning) -> Iterator[Relation]:
    top, bottom = meaning.numerator, meaning.denominator
    if row.value is None:
        if row.reason and row.reason.startswith("Nobody is in the group") and bottom is not None:
            yield exactly("nobody", bottom, 0)
        return
    if row.numerator is not None and not meaning.gap and (row.family == "ssda903" or bottom is not None):
        yield exactly("numerator", top, row.numerator * meaning.divisor)
    if row.denominator is not None and bottom is not None:
        yield exactly("denominator", bottom, row.denominator)
    yield from _rounded(world.public, row, meaning)


def _rounded(public: Public, row: Row, meaning: Meaning) -> Iterator[Relation]:
    """What a value says, be it the only thing that is said: a sum of both its parts that lies within the rounding."""
    assert row.value is not None
    top, step = meaning.numerator, row.step(meaning.decimals)
    half = 0.5 * step * (1 + 1e-6) + 1e-9
    value = row.value + (public.region.get(row.month, inf) if meaning.gap else 0)
    if meaning.denominator is not None:
        each = meaning.divisor / meaning.factor
        for sign, low, high in ((1.0, -inf, TINY), (-1.0, -TINY, inf)):
            terms = ((top, 1.0), (meaning.denominator, -(value + sign * half) * each))
            yield Relation("rounded share", terms, low, high)
    elif meaning.per_population:
        people = _people(public, row.month)
        if people and value != inf:
            each = people / meaning.factor
            yield Relation("rate of the population", ((top, 1.0),), (value - half) * each, (value + half) * each)
    elif meaning.amount or step > 1:
        kind = "rounded amount" if meaning.amount else "rounded count"
        yield Relation(kind, ((top, 1.0),), value - half, value + half)
    else:
        yield exactly("count", top, value)


def _people(public: Public, month: int) -> int | None:
    year = month // 12 - (month % 12 < 3)
    known = [one for one in public.people if one <= year]
    return public.people[max(known)] if known else None


def exactly(kind: str, cell: Cell, value: float) -> Relation:
    """A cell that is known."""
    return Relation(kind, ((cell, 1.0),), value, value)


def not_in_the_table(world: World) -> Iterator[Relation]:
    """A table names every category that there is anybody of: one that it leaves out has nobody."""
    named: dict[tuple[str, str, int, str], set[str]] = defaultdict(set)
    for row, _ in world.figures:
        if row.dimension and row.family == "ssda903":
            named[row.indicator, row.form, row.month, row.dimension].add(row.category)
    for (indicator, form, month, dimension), categories in named.items():
        meanings = [world.definitions.meaning(indicator, form, month, dimension, one) for one in categories]
        for part in ("numerator", "denominator"):
            cells = [cell for one in meanings if one is not None and (cell := getattr(one, part)) is not None]
            yield from _nobody(world, cells)


def _nobody(world: World, cells: list[Cell]) -> Iterator[Relation]:
    """The categories by which some cells differ, and that none of them has, have nobody."""
    shared = frozenset.intersection(*(cell.box for cell in cells)) if cells else EVERYONE
    own = [cell.box - shared for cell in cells]
    dimensions = {name for box in own for name, _ in box}
    if len(cells) < 2 or len(dimensions) != 1 or any(len(box) != 1 for box in own):
        return
    [dimension] = dimensions
    left = world.definitions.whole(cells[0].what, dimension).difference(*(some for box in own for _, some in box))
    if left:
        yield Relation("not in the table", ((world.add(cells[0].of(shared | {(dimension, left)})), 1.0),), 0, 0, False)


# Categories add up -----------------------------------------------------------------------------------------------


def lines(world: World) -> Iterator[Relation]:
    """Whatever is counted by the categories of a dimension adds up: to bands, to groups of codes, to the total.

    Of every dimension that cells are narrowed by, the smallest pieces that they tell apart are made, also those that no
    figure shows: what is left of the total is a count of children like any other.
    """
    for count, first, last in list(world.boxes):
        if not count.startswith(("~", "scorecard.")):
            yield from _lines(world, count, first, last)


def _lines(world: World, count: str, first: int, last: int) -> Iterator[Relation]:
    known = world.boxes[count, first, last]
    told: dict[tuple[Box, str], set[Some]] = defaultdict(set)
    waiting = list(known)
    while waiting:
        touched = _sort_in(waiting, known, told)
        waiting = []
        for rest, dimension in touched:
            for atom in _atoms(frozenset(told[rest, dimension]), world.definitions.whole(count, dimension)):
                if (box := rest | {(dimension, atom)}) not in known:
                    known.add(box)
                    waiting.append(box)
    for (rest, dimension), some in told.items():
        whole = world.definitions.whole(count, dimension)
        atoms = _atoms(frozenset(some), whole)
        pieces = {atom: Cell(count, rest | {(dimension, atom)}, first, last) for atom in atoms}
        sums = {one: Cell(count, rest | {(dimension, one)}, first, last) for one in some if one not in pieces}
        for one, cell in (*sums.items(), (whole, Cell(count, rest, first, last))):
            terms = tuple((piece, -1.0) for atom, piece in pieces.items() if atom <= one)
            yield Relation("categories add up", ((cell, 1.0), *terms), 0, 0)


def _sort_in(
    boxes: Iterable[Box], known: set[Box], told: dict[tuple[Box, str], set[Some]]
) -> set[tuple[Box, str]]:  # fmt: skip
    """Put each box into the line of each of its dimensions, with what is left when that is not narrowed."""
    waiting, touched = list(boxes), set()
    while waiting:
        box = waiting.pop()
        for dimension, some in box:
            rest = box - {(dimension, some)}
            if some not in told[rest, dimension]:
                told[rest, dimension].add(some)
                touched.add((rest, dimension))
            if rest not in known:
                known.add(rest)
                waiting.append(rest)
    return touched


@cache
def _atoms(some: frozenset[Some], whole: Some) -> tuple[Some, ...]:
    """Return the smallest pieces of a dimension that some sets of categories tell apart."""
    held: dict[tuple[bool, ...], set[str]] = defaultdict(set)
    for category in sorted(whole):
        held[tuple(category in one for one in some)].add(category)
    return tuple(frozenset(one) for one in held.values())


# The same children under another name ----------------------------------------------------------------------------


def adoptions(world: World) -> Iterator[Relation]:
    """Children adopted are the children who left care by adoption, and their adoptive placements end that day."""
    for cell in world.cells(CEASED):
        if cell.box == boxed(reason_ceased="Adopted"):
            world.add(Cell(ADOPTIONS, EVERYONE, cell.first, cell.last))
    for cell in world.cells(ADOPTIONS):
        if (box := _of_leaving(cell.box)) is not None:
            left = Cell(CEASED, box | boxed(reason_ceased="Adopted"), cell.first, cell.last)
            if cell.last - cell.first < 12:
                yield Relation("adopted is left by adoption", ((cell, 1.0), (world.add(left), -1.0)), 0, 0, False)
        if cell.box == EVERYONE and cell.last - cell.first < 12:
            placed = Cell(ENDED, boxed(placement_code=PLACED_FOR_ADOPTION, ended_by="Adopted"), cell.first, cell.last)
            yield Relation("adopted from a placement", ((cell, 1.0), (world.add(placed), -1.0)), 0, 0, False)


def _of_leaving(box: Box) -> Box | None:
    found = set()
    for dimension, some in box:
        if dimension == "age" and "16 years and over" in some:
            found.add((dimension, some - {"16 years and over"} | {"16 years", "17 years", "18 years and over"}))
        elif dimension in ("age", "sex", "ethnicity"):
            found.add((dimension, some))
        else:
            return None
    return frozenset(found)


PART_OF = (
    ("children_in_care.re_entered", STARTED),
    ("placement.single_placement", STOCK),
    ("placement.three_or_more_placements", STOCK),
    ("placement.long_term", STOCK),
    ("placement.long_term_stable", "placement.long_term"),
    ("adoption_timeliness.moved_in", ADOPTIONS),
    ("adoption_timeliness.with_order", ADOPTIONS),
    ("adoption_timeliness.matched_after_order", ADOPTIONS),
    ("adoption_timeliness.placed_within_12_months", ADOPTIONS),
    ("adoption_timeliness.moved_in_within_14_months", "adoption_timeliness.moved_in"),
    ("health.health_assessment", "health.children"),
    ("health.dental_check", "health.children"),
    ("health.immunised", "health.children"),
    ("health.substance_misuse", "health.children"),
    ("health.development_check", "health.children"),
    ("health.convicted", "health.children"),
    ("health.sdq_eligible", "health.children"),
    ("health.sdq_received", "health.sdq_eligible"),
    ("reviews.children_on_time", "reviews.children_due"),
    ("missing.children", "missing.incidents"),
)


def parts(world: World) -> Iterator[Relation]:
    """What is a part of something is not more than it, in every cut; what it leaves over is a count too."""
    for part, whole in PART_OF:
        for cell in world.cells(part):
            other = cell._replace(what=whole)
            if world.has(other) or cell.box == EVERYONE:
                yield Relation("a part", ((world.add(other), 1.0), (cell, -1.0)), 0, inf)
    for cell in world.cells("placement.single_placement"):
        more, all_ = (cell._replace(what=name) for name in ("placement.three_or_more_placements", STOCK))
        if world.has(more) and world.has(all_):
            yield Relation("one or three placements", ((all_, 1.0), (cell, -1.0), (more, -1.0)), 0, inf)


def amounts(world: World) -> Iterator[Relation]:
    """Days and points belong to somebody: nobody has none, and nobody more than a childhood of days, or 40 points."""
    of = {
        "children_in_care.days_in_care": (CEASED, 6640.0),
        "adoption_timeliness.days_to_moving_in": ("adoption_timeliness.moved_in", 6640.0),
        "adoption_timeliness.days_order_to_match": ("adoption_timeliness.matched_after_order", 6640.0),
        "adoption_timeliness.days_order_to_adoption": ("adoption_timeliness.with_order", 6640.0),
        "health.sdq_total": ("health.sdq_received", 40.0),
    }
    for amount, (count, most) in of.items():
        for cell in world.cells(amount):
            other = world.add(cell._replace(what=count))
            yield Relation("amount of nobody", ((other, most), (cell, -1.0)), 0, inf, False)


def health_ages(world: World) -> Iterator[Relation]:
    """Children asked for a score are of 5 to 16: all of two bands, and of the oldest band some."""
    for cell in world.cells("health.sdq_eligible"):
        rest = frozenset(one for one in cell.box if one[0] != "age")
        ages = next((some for name, some in cell.box if name == "age"), AGES)
        sure, may = (
            ages & {"5 to 9 years", "10 to 15 years"},
            ages & {"5 to 9 years", "10 to 15 years", "16 years and over"},
        )
        for some, low, high in ((sure, -inf, 0.0), (may, 0.0, inf)):
            if some and (rest == EVERYONE or world.has(Cell("health.children", rest, cell.first, cell.last))):
                other = world.add(Cell("health.children", rest | {("age", frozenset(some))}, cell.first, cell.last))
                yield Relation("of 5 to 16", ((other, 1.0), (cell, -1.0)), low, high)


def long_in_care(world: World) -> Iterator[Relation]:
    """Two and a half years in care and under 16: fewer than two years and over, more than five years and over."""
    under_16 = frozenset({"Under 1 year", "1 to 4 years", "5 to 9 years", "10 to 15 years"})
    for cell in world.cells("placement.long_term"):
        if cell.box == EVERYONE:
            wide = boxed(time_in_care=("2 to 5 years", "5 years and over"), age=under_16)
            narrow = boxed(time_in_care="5 years and over", age=under_16)
            yield Relation(
                "long in care", ((world.add(Cell(STOCK, wide, cell.first, cell.last)), 1.0), (cell, -1.0)), 0, inf
            )
            yield Relation(
                "long in care", ((cell, 1.0), (world.add(Cell(STOCK, narrow, cell.first, cell.last)), -1.0)), 0, inf
            )
    for cell in world.cells("health.children"):
        if cell.box == EVERYONE and cell.last % 12 == 2:
            some = boxed(time_in_care=("1 to 2 years", "2 to 5 years", "5 years and over"))
            older = world.add(Cell(STOCK, some, cell.last, cell.last))
            everybody = world.add(Cell(STOCK, EVERYONE, cell.last, cell.last))
            yield Relation("in care all year", ((everybody, 1.0), (cell, -1.0)), 0, inf)
            yield Relation("in care all year", ((cell, 1.0), (older, -1.0)), 0, inf, False)


def waiting(world: World) -> Iterator[Relation]:
    """Who waits for adoption is in care with a placement order, and not placed for adoption."""
    order = boxed(legal_status="Placement order granted")
    for cell in world.cells("adoption_timeliness.waiting"):
        if cell.box == EVERYONE:
            all_codes = world.definitions.whole(STOCK, "placement_code")
            box = order | {("placement_code", all_codes - PLACED_FOR_ADOPTION)}
            yield Relation("waiting", ((world.add(Cell(STOCK, box, cell.first, cell.last)), 1.0), (cell, -1.0)), 0, inf)
        elif world.has(Cell(STOCK, cell.box, cell.first, cell.last)):
            yield Relation("waiting", ((Cell(STOCK, cell.box, cell.first, cell.last), 1.0), (cell, -1.0)), 0, inf)


def time_in_care(world: World) -> Iterator[Relation]:
    """Who has been in care for long was in care before; who has been for less than a year came within it."""
    bands = ("6 to 11 months", "1 to 2 years", "2 to 5 years", "5 years and over")
    for (_, first, last), boxes in list(world.boxes.items()):
        if _ != STOCK or not any(name == "time_in_care" for box in boxes for name, _some in box):
            continue
        for months, later, earlier in (
            (3, bands, None),
            (3, bands[1:], bands),
            (12, bands[1:], None),
            (12, bands[2:], bands[1:]),
        ):
            then = Cell(STOCK, boxed(time_in_care=earlier) if earlier else EVERYONE, first - months, last - months)
            if (STOCK, then.first, then.last) in world.boxes:
                now = world.add(Cell(STOCK, boxed(time_in_care=later), first, last))
                yield Relation("was in care before", ((world.add(then), 1.0), (now, -1.0)), 0, inf, False)
        new = Cell(STOCK, boxed(time_in_care=("Under 6 months", "6 to 11 months")), first, last)
        came, left = (Cell(count, EVERYONE, last - 11, last) for count in (STARTED, CEASED))
        if world.has(came) and world.has(left):
            yield Relation("came within the year", ((came, 1.0), (world.add(new), -1.0)), 0, inf, False)
            yield Relation("came within the year", ((new, 1.0), (came, -1.0), (left, 1.0)), 0, inf, False)


# Time ------------------------------------------------------------------------------------------------------------


EVENTS = (BEGAN, ENDED, "reviews.reviews")
ONCE_IN_A_WINDOW = (*SNAPSHOTS, "adoption_timeliness.placement_orders")
Windows = set[tuple[int, int]]


def _is_additive(count: str) -> bool:
    return count in EVENTS or (count.startswith("adoption_timeliness.") and count not in ONCE_IN_A_WINDOW)


def windows_of_events(world: World) -> Iterator[Relation]:
    """Placements, reviews and adoptions of a window are those of the pieces that a series of windows cuts it into."""
    by_box = _windows(world, _is_additive)
    cuts: dict[tuple[str, bool], set[int]] = defaultdict(set)
    for (count, _), windows in by_box.items():
        cuts[count, _is_monthly(windows)] |= {at for first, last in windows for at in (first, last + 1)}
    for (count, box), windows in by_box.items():
        at = sorted(cuts[count, _is_monthly(windows)])
        for first, last in windows:
            inside = [one for one in at if first <= one <= last + 1]
            if len(inside) > 2:
                pieces = [world.add(Cell(count, box, a, b - 1)) for a, b in pairwise(inside)]
                terms = ((Cell(count, box, first, last), 1.0), *((piece, -1.0) for piece in pieces))
                yield Relation("events of a window", terms, 0, 0, count in EVENTS)


def _windows(world: World, wanted: Callable[[str], bool]) -> dict[tuple[str, Box], Windows]:
    """Return the windows in which anything is said of each box of the counts that are wanted."""
    found: dict[tuple[str, Box], Windows] = defaultdict(set)
    for (count, first, last), boxes in world.boxes.items():
        if wanted(count):
            for box in boxes:
                found[count, box].add((first, last))
    return found


def _is_monthly(windows: Windows) -> bool:
    return any(last - first < 2 for first, last in windows) or (_overlap(windows) and len(windows) > 6)


def _overlap(windows: Iterable[tuple[int, int]]) -> bool:
    return any(a[1] >= b[0] for a, b in pairwise(sorted(windows)))


FIRST_IN_WINDOW = (
    STARTED,
    "children_in_care.re_entered",
    "adoption_timeliness.placement_orders",
    MISSING,
    INCIDENTS,
    IN_WINDOW,
)
LAST_IN_WINDOW = (CEASED, "children_in_care.days_in_care")


def counted_once(world: World) -> Iterator[Relation]:
    """A child counts once in a window, by the first event in it (or the last).

    So an event counts in the windows that hold it and not the child's event before (or after). How many events there
    are of each month, and how long the child's other event lies away, gives every window exactly; nothing is lost.
    """
    for (count, box), windows in _windows(world, lambda count: count in (*FIRST_IN_WINDOW, *LAST_IN_WINDOW)).items():
        grows_up = count.startswith("missing.") and any(name == "age" for name, _ in box)
        if len(windows) > 1 and _overlap(windows) and not grows_up:
            yield from _once(world, count, box, windows)


def _once(world: World, count: str, box: Box, windows: Windows) -> Iterator[Relation]:
    longest = max(last - first + 1 for first, last in windows)
    backwards = count in FIRST_IN_WINDOW
    begin, end = min(first for first, _ in windows), max(last for _, last in windows)
    for first, last in sorted(windows | {(month, month) for month in range(begin, end + 1)}):
        terms = [(world.add(Cell(count, box, first, last)), 1.0)]
        for month in range(first, last + 1):
            inside = month - first if backwards else last - month  # a gap of more months leads out of the window
            terms += [(Cell(f"~{count} {gap}", box, month, month), -1.0) for gap in range(inside + 1, longest + 1)]
        yield Relation("counted once", tuple(terms), 0, 0)
    if count == "children_in_care.days_in_care":
        return
    for month in range(
        begin, end + 1
    ):  # whoever had an event in it has at most one that is the next (or the one before)
        all_ = world.add(_anyone(count, box, month))
        others = [(month + gap if backwards else month - gap, gap) for gap in range(1, longest)]
        terms = [(Cell(f"~{count} {gap}", box, at, at), -1.0) for at, gap in others if begin <= at <= end]
        yield Relation("one next event", ((all_, 1.0), *terms), 0, inf)


def _anyone(count: str, box: Box, month: int) -> Cell:
    """Return the children of whom some have an event: by what stays with a child, else all of them."""
    stays = all(name in ("sex", "ethnicity", "kind") for name, _ in box)
    return Cell(STARTED if count == "children_in_care.re_entered" else count, box if stays else EVERYONE, month, month)


def touching(world: World) -> Iterator[Relation]:
    """Children with a review due: a longer window to the same end has no fewer, and two together no more than both."""
    by_end: dict[int, list[Cell]] = defaultdict(list)
    for cell in world.cells("reviews.children_due"):
        if cell.box == EVERYONE:
            by_end[cell.last].append(cell)
    for cells in list(by_end.values()):
        for longer, shorter in combinations(sorted(cells), 2):
            yield from _due_and_late("longer window", (longer, 1.0), (shorter, -1.0))
            for before in by_end.get(shorter.first - 1, ()):
                if before.first <= longer.first:
                    yield from _due_and_late("windows together", (shorter, 1.0), (before, 1.0), (longer, -1.0))
        for window, before in _a_month_apart(cells, by_end.get(cells[0].last - 1, [])):
            month = world.add(window._replace(first=window.last))
            yield from _due_and_late("windows together", (before, 1.0), (month, 1.0), (window, -1.0))


def _a_month_apart(cells: list[Cell], before: list[Cell]) -> Iterator[tuple[Cell, Cell]]:
    for one in cells:
        for other in before:
            if other.first < one.first < one.last and other.last - other.first == one.last - one.first:
                yield one, other


def _due_and_late(kind: str, *terms: tuple[Cell, float]) -> Iterator[Relation]:
    """Return a relation of children with a review due, and the same of those with one that was late."""
    yield Relation(kind, terms, 0, inf, False)
    on_time = tuple((cell._replace(what="reviews.children_on_time"), -sign) for cell, sign in terms)
    yield Relation(kind, (*terms, *on_time), 0, inf, False)


# Stock and flow --------------------------------------------------------------------------------------------------


def flows(world: World) -> Iterator[Relation]:
    """Who is in care at the end of a month: those before, and who came, less who left; so with placements."""
    months = sorted({last for count, first, last in world.boxes if count == STOCK and first == last})
    pairs: list[tuple[Box, str, str, Box]] = [(EVERYONE, STARTED, CEASED, EVERYONE)]
    for codes in ({"U1", "U2", "U3"}, {"P1"}):
        box = boxed(placement_code=codes)
        pairs += [(one, BEGAN, ENDED, one) for one in (box, *(box | boxed(sex=sex) for sex in ("Male", "Female")))]
    for before, month in pairwise(months):
        for box, come, go, change in pairs:
            for since in {before, month - 12}:
                yield from _flow(world, box, come, go, change, since, month)


def _flow(world: World, box: Box, come: str, go: str, change: Box, since: int, month: int) -> Iterator[Relation]:
    was, is_ = Cell(STOCK, box, since, since), Cell(STOCK, box, month, month)
    came, went = (Cell(count, change, since + 1, month) for count in (come, go))
    if not (world.has(was) and world.has(is_)):
        return
    if month == since + 1 or (come == BEGAN and world.has(came) and world.has(went)):
        terms = ((was, 1.0), (world.add(came), 1.0), (world.add(went), -1.0), (is_, -1.0))
        yield Relation("stock and flow", terms, 0, 0, False)


def flows_by_category(world: World) -> Iterator[Relation]:
    """A year's change of the children of a sex or an ethnicity is who came less who left, those who did so twice apart.

    How many came twice or more is known of all children together, where each month's comers are.
    """
    extra: dict[tuple[str, str, int], list[Cell]] = defaultdict(list)
    for cell in world.cells(STARTED):
        if cell.last - cell.first != 11 or len(cell.box) != 1 or next(iter(cell.box))[0] not in ("sex", "ethnicity"):
            continue
        [(dimension, _)] = cell.box
        was, is_ = (Cell(STOCK, cell.box, month, month) for month in (cell.first - 1, cell.last))
        left = cell._replace(what=CEASED)
        if world.has(was) and world.has(is_) and world.has(left):
            more = {count: cell._replace(what=f"~{count} again") for count in (STARTED, CEASED)}
            came, went = ((cell, 1.0), (more[STARTED], 1.0)), ((left, -1.0), (more[CEASED], -1.0))
            yield Relation("a year's flow", ((was, 1.0), *came, *went, (is_, -1.0)), 0, 0, False)
            for count, helper in more.items():
                extra[count, dimension, cell.last].append(helper)
    for (count, _, last), helpers in extra.items():
        year = Cell(count, EVERYONE, last - 11, last)
        each = [Cell(count, EVERYONE, month, month) for month in range(last - 11, last + 1)]
        if world.has(year) and all(map(world.has, each)):
            terms = ((year, 1.0), *((one, 1.0) for one in helpers), *((one, -1.0) for one in each))
            yield Relation("twice in a year", terms, -inf, 0, False)


def in_care_in_the_window(world: World) -> Iterator[Relation]:
    """Who was in care in a window was there before it or came in it, and is there at its end or left."""
    for cell in world.cells(IN_WINDOW):
        if any(name != "sex" for name, _ in cell.box):
            continue
        before, after = (Cell(STOCK, cell.box, month, month) for month in (cell.first - 1, cell.last))
        came, left = (Cell(count, cell.box, cell.first, cell.last) for count in (STARTED, CEASED))
        if world.has(after):
            yield Relation("in care in a window", ((cell, 1.0), (after, -1.0)), 0, inf)
        if world.has(before) and world.has(came):
            yield Relation("in care in a window", ((before, 1.0), (came, 1.0), (cell, -1.0)), 0, inf, False)
        if world.has(after) and world.has(left):
            yield Relation("in care in a window", ((after, 1.0), (left, 1.0), (cell, -1.0)), 0, inf, False)
        missing = Cell(MISSING, cell.box | boxed(kind="Missing"), cell.first, cell.last)
        if world.has(missing):
            yield Relation("missing from care", ((cell, 1.0), (missing, -1.0)), 0, inf, False)


# Scorecards ------------------------------------------------------------------------------------------------------


def scorecards(world: World) -> Iterator[Relation]:
    """A scorecard's part is not more than its whole."""
    for name in {count for count in world.counts if count.startswith("scorecard.") and count.endswith(".numerator")}:
        if world.definitions.catalogue.indicators[name.split(".")[1]].unit == "%":
            for cell in world.cells(name):
                whole = cell._replace(what=name.replace(".numerator", ".denominator"))
                if world.has(whole):
                    yield Relation("a part", ((whole, 1.0), (cell, -1.0)), 0, inf)


def scorecard_windows(world: World, count: Callable[[Cell], float | None]) -> Iterator[Relation]:
    """A scorecard's window adds up from its months as loosely as it does at its loosest: who types it in decides how.

    This one alone asks how many there are: how loosely is what an attacker sees in what was released before.
    """
    for name in {one for one in world.counts if one.startswith("scorecard.")}:
        wide = [cell for cell in world.cells(name) if cell.last > cell.first]
        found: list[tuple[Cell, list[Cell], float]] = []
        for cell in wide:
            months = [cell._replace(first=month, last=month) for month in range(cell.first, cell.last + 1)]
            counts = [count(one) for one in (cell, *months)]
            if all(one is not None for one in counts):
                numbers = [one for one in counts if one is not None]
                found.append((cell, months, numbers[0] - sum(numbers[1:])))
        if not any(world.has(month) for _, months, _ in found for month in months):
            continue
        low, high = min((off for *_, off in found), default=0.0), max((off for *_, off in found), default=0.0)
        for cell, months, _ in found:
            terms = ((cell, 1.0), *((world.add(month), -1.0) for month in months))
            yield Relation("a scorecard's window", terms, min(low, 0.0), max(high, 0.0))


BEFORE_LINES: tuple[Callable[[World], Iterator[Relation]], ...] = (
    adoptions, windows_of_events, adoptions, counted_once, parts, amounts, health_ages, long_in_care, waiting,
    time_in_care, flows,
)  # fmt: skip
AFTER_LINES: tuple[Callable[[World], Iterator[Relation]], ...] = (
    windows_of_events, parts, waiting, flows_by_category, in_care_in_the_window, touching, scorecards,
)  # fmt: skip

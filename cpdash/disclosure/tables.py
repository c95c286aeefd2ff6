"""Which figures of linked tables can be shown together: small numbers are withheld, then what would give them away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cpdash.disclosure.ranges import Known, Linked, Worlds, exactly, first_told, told
from cpdash.disclosure.rule import Rule

TRIED = 10
"""Counts that are tried as the one to withhold besides, before the likeliest is taken unseen."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a table. cells: the counts that it shows; hidden: the counts that follow from those.

    Figures of one `line` add up to a figure that may be shown with them. The larger its `weight`, the later it is
    withheld for the sake of another.
    """

    cells: tuple[int, ...]
    hidden: tuple[int, ...] = ()
    line: str = ""
    weight: float = 1


def released(
    linked: Linked, figures: Sequence[Figure], rule: Rule, *, fixed: Iterable[int] = (), guarded: Iterable[int] = (),
    withheld: Iterable[int] = (), beside: Known | None = None,
) -> list[bool]:  # fmt: skip
    """Return which of the figures can be shown when all of them, and the `fixed` counts, are known together.

    `guarded` are further counts that must not come out, beside the small ones that the figures show; `withheld` are
    figures, by place, that are withheld already; `beside` is what is known besides, of any count. What comes out of
    what is known in any case cannot be helped here.
    """
    given, already = frozenset(fixed), frozenset(withheld)
    shown = [
        at not in already and not any(rule.is_small(linked.values[one]) for one in (*f.cells, *f.hidden))
        for at, f in enumerate(figures)
    ]
    if not rule.linked:
        return shown
    _never_few_alone(linked, figures, shown, given, rule)
    small = {*guarded} | {one for f in figures for one in (*f.cells, *f.hidden) if rule.is_small(linked.values[one])}
    worlds = Worlds()  # less and less is known: a world that was possible once stays so
    while True:
        known = _all_known(linked, figures, shown, given, beside)
        if (failing := first_told(linked, known, small, rule, worlds)) is None:
            return shown
        cell = _to_withhold(linked, figures, shown, given, failing, rule, known)
        if cell is None:
            small.discard(failing)
            continue
        _withhold(figures, shown, cell)
        _never_few_alone(linked, figures, shown, given, rule)


def _known(figures: Sequence[Figure], shown: Sequence[bool], given: Iterable[int]) -> set[int]:
    return {*given, *(one for figure, is_shown in zip(figures, shown, strict=True) if is_shown for one in figure.cells)}


def _all_known(
    linked: Linked, figures: Sequence[Figure], shown: Sequence[bool], given: frozenset[int], beside: Known | None
) -> Known:  # fmt: skip
    return {**(beside or {}), **exactly(linked, _known(figures, shown, given))}


def _withhold(figures: Sequence[Figure], shown: list[bool], cell: int) -> None:
    for at, figure in enumerate(figures):
        if cell in figure.cells:
            shown[at] = False


def _never_few_alone(
    linked: Linked, figures: Sequence[Figure], shown: list[bool], given: frozenset[int], rule: Rule
) -> None:  # fmt: skip
    """Withhold one more wherever one alone is withheld in a line, or some that are few together: the total tells them.

    One that is known from elsewhere is not withheld, whatever is done here.
    """
    lines: dict[str, list[int]] = {}
    for at, figure in enumerate(figures):
        if figure.line and figure.cells[0] not in given:
            lines.setdefault(figure.line, []).append(at)
    settled = False
    while not settled:
        settled = True
        for some in lines.values():
            rest = [at for at in some if shown[at]]
            few = sum(linked.values[figures[at].cells[0]] for at in some if not shown[at])
            if rest and (len(rest) == len(some) - 1 or rule.is_small(few)):
                _withhold(figures, shown, figures[min(rest, key=lambda at: _cost(linked, figures, at))].cells[0])
                settled = False


def _cost(linked: Linked, figures: Sequence[Figure], at: int) -> tuple[bool, float, float]:
    value = float(linked.values[figures[at].cells[0]])
    return value == 0, figures[at].weight, value  # a true zero beside small numbers hides the least: it goes last


def _to_withhold(
    linked: Linked, figures: Sequence[Figure], shown: Sequence[bool], given: frozenset[int], failing: int, rule: Rule,
    known: Known,
) -> int | None:  # fmt: skip
    """Return the count to withhold so that another is hidden: the first that is enough, else the likeliest to help."""
    lines = {f.line for f in figures if failing in (*f.cells, *f.hidden)}
    costs: dict[int, tuple[int, bool, float, float]] = {}
    for at, figure in enumerate(figures):
        for cell in figure.cells if shown[at] else ():
            if cell not in given:
                near = 0 if figure.line in lines else 1 if (linked.rows[cell] * linked.rows[failing]).any() else 2
                cost = (near, *_cost(linked, figures, at))
                costs[cell] = max(costs.get(cell, cost), cost)
    likely = sorted(costs, key=lambda cell: (costs[cell], cell))
    for cell in likely[:TRIED]:
        if not told(linked, {one: both for one, both in known.items() if one != cell}, [failing], rule):
            return cell
    return likely[0] if likely else None

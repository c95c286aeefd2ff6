"""Runs the council through time: what happens next to each child, and who comes in each month."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date

from cpdash.demo import adopting, law, leaving, moving, published, story
from cpdash.demo.council import Council
from cpdash.demo.days import YEAR, age_on, years_old
from cpdash.demo.families import Family, alone, family, member
from cpdash.demo.people import Child, Placement, Stay, band_of
from cpdash.demo.placing import FOSTER
from cpdash.demo.streams import pick, poisson, stream

MONTH = -1
"""The number under which the council itself is in the queue, at the beginning of each month."""

Happening = Callable[[Council, Stay, int], None]


def _adopted(council: Council, stay: Stay, day: int) -> None:
    leaving.leave(council, stay, day, adopting.adopted(council, stay, day))


def _nothing(council: Council, stay: Stay, day: int) -> None:
    """Only look again at how likely each thing is."""


HAPPENINGS: dict[str, Happening] = {
    "look": _nothing, "move": moving.move, "temporary": moving.temporary, "back": moving.back,
    "long term": moving.long_term, "after": law.after, "remand": law.remand, "proceedings": law.proceedings,
    "decide": adopting.decide, "hearing": law.hearing, "placed": adopting.placed, "unmatched": adopting.unmatched,
    "disrupted": adopting.disrupted, "adopted": _adopted, "eighteen": leaving.eighteen,
    "home": leaving.from_voluntary, "discharged": leaving.discharged, "otherwise": leaving.otherwise,
}  # fmt: skip


def simulate(key: str, last: int, *, size: float = 1.0, first_child: int = 0) -> Council:
    """Return a council as it stands at the end of the last day, with all that was before."""
    council = Council(key, size)
    _people_it(council, first_child)
    council.plan(story.BEGINS, MONTH, "month")
    while happening := council.next(last):
        day, number, what = happening
        if number == MONTH:
            _month(council, day, first_child)
        elif what == "return":
            _returns(council, council.children[number - first_child], day)
        elif stay := council.in_care.get(number):
            _happens(council, stay, day, what)
    return council


def _happens(council: Council, stay: Stay, day: int, what: str) -> None:
    stay.dates.pop(what, None)
    HAPPENINGS[what](council, stay, day)
    if not stay.ends:
        _plan(council, stay, day)


def _plan(council: Council, stay: Stay, day: int) -> None:
    """Put what happens next to a child into the queue: what is fixed, or what chance brings before it."""
    when, what = stay.child.adult, "eighteen"
    for thing, on in stay.dates.items():
        if on < when and thing != "matched":
            when, what = on, thing
    when = max(when, day + 1)
    if not (stay.usual or "adopted" in stay.dates or "disrupted" in stay.dates):
        by_chance, thing = _chance(council, stay, day)
        if by_chance < when:
            when, what = by_chance, thing
    council.plan(when, stay.child.number, what)


def _chance(council: Council, stay: Stay, day: int) -> tuple[int, str]:
    rates = _rates(council, stay, day)
    draws, total = stay.child.draws, sum(rates.values())
    new = day - stay.placement.since < 91
    horizon = moving.LOOK_AGAIN[0 if new else 1]
    wait = draws.expovariate(total) * YEAR
    if wait >= horizon:
        return day + horizon, "look"
    return day + 1 + int(wait), pick(draws, rates)


def _rates(council: Council, stay: Stay, day: int) -> dict[str, float]:
    """Return how many times a year each thing would happen, as things stand."""
    rates = {"move": moving.moves_per_year(stay, day), "temporary": moving.temporary_per_year(stay)}
    if stay.legal == "V2" and not stay.child.unaccompanied:
        rates["proceedings"], rates["home"] = law.voluntary_per_year(council, stay, day)
    elif stay.legal == "C2":
        rates["discharged"] = law.discharged_per_year(council, stay, day)
        rates["long term"] = moving.long_term_per_year(stay, day)
    elif stay.legal == "E1":
        rates["move"] *= 0.35
    if stay.legal in ("V2", "C2"):
        old = years_old(stay.child.born, day) >= 16
        rates["otherwise"] = 0.08 if stay.child.unaccompanied else 0.02 if old else 0.005
    return rates


def _month(council: Council, day: int, first_child: int) -> None:
    """Bring in the families and the unaccompanied children of a month."""
    council.month_begins(day)
    draws = stream(council.key, "month", day)
    left = _expected(council, day) + draws.gauss(0, 0.7) * math.sqrt(4 * council.size)
    lasts = date.fromordinal(day + 31).replace(day=1).toordinal() - day
    while left > 0.5:
        council.families += 1
        one = family(
            council.key,
            council.families,
            day + int(draws.random() * lasts),
            council.ages,
            council.needs,
            council.peoples,
        )
        _family_enters(council, one, first_child)
        left -= len(one.births)
    for _ in range(poisson(draws, _unaccompanied(council, day))):
        found = day + int(draws.random() * lasts)
        _unaccompanied_enters(council, alone(council.key, first_child + len(council.children), found), found)
    council.plan(day + lasts, MONTH, "month")


def _expected(council: Council, day: int) -> float:
    """Return how many children should come in this month with their families."""
    exits = len(council.leavers) if len(council.leavers) > 60 * council.size else 0.4 * len(council.in_care)
    gap = council.wanted(day + 120) - len(council.in_care)
    back = len(council.returns)
    newcomers = max(0.0, (exits - back) / 12 - _unaccompanied(council, day) + gap / 6)
    return newcomers * story.SEASON[date.fromordinal(day).month - 1]


def _unaccompanied(council: Council, day: int) -> float:
    """Return how many unaccompanied children should come this month; most stay for about 16 months."""
    if day < story.UASC_SINCE:
        return 0.0
    ought = council.wanted(day) * published.on("unaccompanied", day + 120)["UASC"]
    have = council.unaccompanied()
    return max(0.05, ought / 15 + (ought - have) / 6)


def _family_enters(council: Council, one: Family, first_child: int) -> None:
    """Bring the children of a family into care on one day, often to one home."""
    shared: Placement | None = None
    legal = ""
    dates: dict[str, int] = {}
    for born in one.births:
        child = member(council.key, first_child + len(council.children), born, one, council.sexes)
        stay = Stay(child, one.need, one.home, one.day)
        council.children.append(child)
        legal = legal if legal and legal != "J1" else law.entry(council, stay)
        shared = _first_home(council, stay, legal, shared)
        council.enter(stay, legal, shared)
        law.begin(council, stay, one.day)
        if dates and "hearing" in stay.dates:
            _same_hearing(stay, dates)
        dates = dates or dict(stay.dates)
        _plan(council, stay, one.day)


def _same_hearing(stay: Stay, dates: dict[str, int]) -> None:
    """Hear a sibling's case on the same day."""
    moved = dates.get("hearing", stay.dates["hearing"]) - stay.dates["hearing"]
    for what in ("hearing", "decide"):
        if what in stay.dates:
            stay.dates[what] += moved


def _first_home(council: Council, stay: Stay, legal: str, shared: Placement | None) -> Placement:
    draws, day = stay.child.draws, stay.starts
    if shared and shared.kind in (*FOSTER, "parents") and draws.random() < 0.75:
        return shared
    if legal == "J1":
        return Placement("residential", "R5", "PR3", "XF1 9YJ", "", 38.4, "OUT", "far out", day)
    tilt = {} if legal == "C1" else {"parents": 0.0}
    kind = council.market.kind_for(stay, day, draws, tilt)
    return council.market.place(kind, stay, day, draws)


def _unaccompanied_enters(council: Council, child: Child, day: int) -> None:
    stay = Stay(child, pick(child.draws, {"N8": 0.65, "N1": 0.2, "N4": 0.15}), "", day)
    council.children.append(child)
    council.enter(stay, "V2", _first_home(council, stay, "V2", None))
    _plan(council, stay, day)


def _returns(council: Council, child: Child, day: int) -> None:
    """Bring a child back into care."""
    before = child.stays[-1]
    stay = Stay(child, before.need, before.home, day)
    council.returns.add(day, "return")
    legal = law.entry(council, stay)
    council.enter(stay, legal, _first_home(council, stay, legal, None))
    law.begin(council, stay, day)
    _plan(council, stay, day)


def _people_it(council: Council, first_child: int) -> None:
    """Put the children into care who are there when time begins."""
    council.month_begins(story.BEGINS)
    while len(council.in_care) < council.wanted(story.BEGINS):
        council.families += 1
        one = family(council.key, council.families, story.BEGINS, council.ages, council.needs, council.peoples)
        for born in one.births:
            _already_here(council, one, born, first_child)


def _already_here(council: Council, one: Family, born: int, first_child: int) -> None:
    child = member(council.key, first_child + len(council.children), born, one, council.sexes)
    if child.adult <= story.BEGINS + 30:
        return
    council.children.append(child)
    since = story.BEGINS - int(child.draws.random() * min(story.BEGINS - born, 9 * YEAR))
    stay = Stay(child, one.need, one.home, since)
    long_ago = story.BEGINS - since > 280
    legal = "C2" if long_ago else law.entry(council, stay)
    council.enter(stay, legal, _first_home(council, stay, "C1" if legal != "V2" else legal, None))
    council.ages.change(band_of(age_on(born, story.BEGINS)), 1)
    if legal != "C2":
        law.begin(council, stay, story.BEGINS)
    _plan(council, stay, story.BEGINS)

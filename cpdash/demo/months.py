"""Who was in care at the end of each month, and what happened in it: what the monthly scorecard is made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from cpdash.demo.days import years_old
from cpdash.demo.people import Stay
from cpdash.demo.returns import Life
from cpdash.periods import Month

FIRST = Month(2018, 4)
SETTLED = 365
"""Days in care after which a yearly health assessment is due."""


@dataclass(slots=True)
class MonthFacts:
    """One month: children in care at its end by kind of placement, age and time in care, and the month's events."""

    month: Month
    kinds: Counter[str] = field(default_factory=Counter)
    ages: Counter[int] = field(default_factory=Counter)
    settled: int = 0
    settled_under_5: int = 0
    placement_orders: int = 0
    started: int = 0
    started_year: int = 0
    started_before: int = 0
    runs_ended: int = 0
    repeat_runaways: int = 0

    @property
    def in_care(self) -> int:
        """Children in care at the end of the month."""
        return sum(self.kinds.values())

    def aged(self, first: int, last: int) -> int:
        """Return how many are of these ages, both included."""
        return sum(number for age, number in self.ages.items() if first <= age <= last)


def months(life: Life) -> Iterator[MonthFacts]:
    """Return the months from April 2018 to the last one."""
    stays = [stay for child in life.council.children for stay in child.stays]
    runs = [
        (number, last) for number, found in life.incidents.items() for kind, _, last in found if kind == "M" and last
    ]
    month = FIRST
    while month.last.toordinal() <= life.last:
        yield _month(month, stays, runs)
        month = month.plus(1)


def _month(month: Month, stays: list[Stay], runs: list[tuple[int, int]]) -> MonthFacts:
    facts, first, last = MonthFacts(month), month.first.toordinal(), month.last.toordinal()
    a_year = month.plus(-11).first.toordinal()
    for stay in stays:
        if stay.starts > last or stay.child.adult < a_year:
            continue
        if stay.starts >= a_year:
            _start(facts, stay, first)
        if (not stay.ends or stay.ends > last) and stay.child.adult > last:
            _count(facts, stay, last)
    ended = [number for number, day in runs if first <= day <= last]
    facts.runs_ended, facts.repeat_runaways = len(ended), len({number for number in ended if ended.count(number) > 1})
    return facts


def _start(facts: MonthFacts, stay: Stay, first: int) -> None:
    facts.started_year += 1
    facts.started += stay.starts >= first
    facts.started_before += stay is not stay.child.stays[0]


def _count(facts: MonthFacts, stay: Stay, last: int) -> None:
    now = next(one for one in reversed(stay.episodes) if one.starts <= last)
    usual = now
    if now.placement.kind == "temporary":
        usual = stay.episodes[stay.episodes.index(now) - 1]
    age = years_old(stay.child.born, last)
    facts.kinds[usual.placement.kind] += 1
    facts.ages[age] += 1
    long = last - stay.starts >= SETTLED
    facts.settled += long or (age < 5 and last - stay.starts >= 183)
    facts.settled_under_5 += age < 5 and last - stay.starts >= 183
    facts.placement_orders += now.legal == "E1" and usual.placement.kind != "adoption"

"""Who goes missing? A few young people often, most never."""

from __future__ import annotations

from datetime import date

from cpdash.demo.council import Council
from cpdash.demo.days import birthday
from cpdash.demo.people import Stay
from cpdash.demo.story import RETURNS_SINCE
from cpdash.demo.streams import poisson, stream

PER_YEAR = ((13, 0.15), (16, 0.58), (18, 0.58))
"""Incidents a year, by age below: the mean of a very uneven spread."""
FROM_HOMES = 1.9
AWAY = 0.07
"""Share of incidents in which it is known where the young person is."""

Incident = tuple[str, int, int]
"""M or A, first and last day."""


def incidents(council: Council, last: int) -> dict[int, list[Incident]]:
    """Return each child's incidents up to the last day, by the child's number; 0 is an end that has not come."""
    found: dict[int, list[Incident]] = {}
    for child in council.children:
        since = max(birthday(child.born, 10), RETURNS_SINCE - 30)
        for stay in child.stays:
            until = min(stay.ends or last + 1, child.adult, last + 1)
            if until > since and (of := _of(council.key, stay, max(since, stay.starts), until, last)):
                found.setdefault(child.number, []).extend(of)
    return found


def _of(key: str, stay: Stay, first: int, until: int, last: int) -> list[Incident]:
    draws = stream(key, f"missing {stay.starts}", stay.child.number)
    often = stream(key, "runs", stay.child.number).gammavariate(0.38, 1 / 0.38)
    found, free, month = list[Incident](), first, date.fromordinal(first).replace(day=1)
    while month.toordinal() < until:
        after = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
        days = (after - month).days
        rate = often * _rate(stay, month.toordinal())
        for start in sorted(month.toordinal() + int(draws.random() * days) for _ in range(poisson(draws, rate / 12))):
            kind = "A" if draws.random() < AWAY else "M"
            ends = start + int(min(draws.expovariate(1 / 1.1), 25))
            if free <= start < until - 1:
                ends = min(ends, (stay.ends or last + 40) - 1)
                found.append((kind, start, ends if ends <= last else 0))
                free = ends + 2
        month = after
    return found


def _rate(stay: Stay, day: int) -> float:
    age = (day - stay.child.born) / 365.25
    rate = next((rate for below, rate in PER_YEAR if age < below), 0.0)
    at = next((one for one in reversed(stay.episodes) if one.starts <= day), stay.episodes[0])
    return rate * (FROM_HOMES if at.placement.kind in ("home_own", "home_private") else 0.75)

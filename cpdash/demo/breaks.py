"""A few children with disabilities have short breaks (V3, V4): in the return, but in none of its headline figures."""

from __future__ import annotations

from cpdash.demo.council import Council
from cpdash.demo.days import YEAR, day_of
from cpdash.demo.families import postcode
from cpdash.demo.people import Child, Episode, Placement
from cpdash.demo.streams import stream

SINCE = day_of(2016, 4, 1)
NUMBERS = 90_000
"""Their numbers begin here, so that they never meet those of children in care."""


def short_breaks(council: Council, last: int, first_child: int) -> list[Child]:
    """Return the children with short breaks up to the last day: a new one about every four months."""
    draws, found, day = stream(council.key, "short breaks"), list[Child](), SINCE
    while (day := day + 30 + int(draws.expovariate(1 / 100) / council.size)) <= last:
        number = first_child + NUMBERS + len(found)
        own = stream(council.key, "short break", number)
        child = Child(number, day - int((5 + 10 * own.random()) * YEAR), "M" if own.random() < 0.66 else "F", "WBRI",
                      False, 0.0, own.random(), own)  # fmt: skip
        until = min(day + 200 + int(own.random() * 700), child.adult - 30)
        home = Placement("short break", "K2", "PR1", postcode(own, "XD"), "2990105", 3.1, "IN", "", day)
        child.breaks = (
            _series(child, day, until, home) if own.random() < 0.4 else [Episode(day, "S", "V4", home, until, "E8")]
        )
        found.append(child)
    return found


def _series(child: Child, first: int, until: int, home: Placement) -> list[Episode]:
    """Return one break of two or three days a month."""
    breaks = []
    while first < until:
        breaks.append(Episode(first, "S", "V3", home, first + 2 + int(child.draws.random() * 2), "E8"))
        first += 25 + int(child.draws.random() * 10)
    return breaks

"""Which social worker had each child, and when?"""

from __future__ import annotations

from cpdash.demo.council import Council
from cpdash.demo.days import YEAR, day_of, working_day
from cpdash.demo.people import Child
from cpdash.demo.streams import pick, stream

SINCE = day_of(2023, 4, 1)
"""The first day of the first return with a file of social workers."""
CHANGE = 1.0
"""Changes of worker a year."""
WHY = {"LEFTRL": 0.36, "TSPROC": 0.30, "MANAGE": 0.14, "ORGRST": 0.09, "ABSENC": 0.08, "CHCHAN": 0.02, "PCCHAN": 0.01}

Allocation = tuple[str, int, int, str]
"""Worker, first day, day of the end (0 while it lasts), reason for the change."""


def allocations(council: Council, last: int) -> dict[int, list[Allocation]]:
    """Return who worked with each child while in care, by the child's number."""
    return {child.number: _of(council, child, last) for child in council.children}


def _of(council: Council, child: Child, last: int) -> list[Allocation]:
    found: list[Allocation] = []
    for stay in (one for one in child.stays if not 0 < one.ends < SINCE):
        draws = stream(council.key, f"worker {stay.starts}", child.number)
        starts, until, reason = stay.starts, stay.ends or last + 1, "FCONTA"
        worker = _worker(draws.random(), "", council.size)
        while starts < until:
            ends = working_day(starts + 20 + int(draws.expovariate(CHANGE / YEAR)))
            over = min(ends, stay.ends or ends)
            found.append((worker, starts, over if over <= last else 0, reason))
            reason, worker, starts = pick(draws, WHY), _worker(draws.random(), worker, council.size), ends
    return found


def _worker(draw: float, before: str, size: float) -> str:
    """Return the id of one of the council's social workers, another than the one before."""
    team = max(5, int(44 * size))
    number = int(draw * team)
    worker = f"SW{90310000 + number}"
    return worker if worker != before else f"SW{90310000 + (number + 1) % team}"

"""When was each child's care reviewed, and how did the child take part?"""

from __future__ import annotations

from cpdash.demo.council import Council
from cpdash.demo.days import age_on, working_day
from cpdash.demo.people import Stay
from cpdash.demo.story import RETURNS_SINCE
from cpdash.demo.streams import pick, stream

LATE = 0.03
"""Share of reviews that are held after the day they were due: so about one child in twelve has a late one in a year."""
PART = {"PN1": 0.62, "PN2": 0.05, "PN3": 0.06, "PN4": 0.06, "PN5": 0.06, "PN6": 0.09, "PN7": 0.06}
FIRST, SECOND, LATER = (10, 24), (55, 88), (112, 178)
"""Days from the start, from the first review, and from every one before: 20 working days, 3 and 6 months at most."""

Review = tuple[int, str]


def reviews(council: Council, last: int) -> dict[int, list[Review]]:
    """Return each child's reviews, by the child's number, up to the last day."""
    return {
        child.number: [
            review
            for stay in child.stays
            if not 0 < stay.ends < RETURNS_SINCE
            for review in _of(council.key, stay, last)
        ]
        for child in council.children
    }


def _of(key: str, stay: Stay, last: int) -> list[Review]:
    held, found = stay.starts, list[Review]()
    draws = stream(key, f"reviews {stay.starts}", stay.child.number)
    ends = min(stay.ends or last + 1, stay.child.adult, last + 1)
    for soonest, longest in _gaps():
        late = draws.random() < LATE
        gap = longest + 5 + int(draws.random() * 25) if late else soonest + int(draws.random() * (longest - soonest))
        held = working_day(held + gap)
        code = pick(draws, PART)
        if held >= ends:
            break
        found.append((held, "PN0" if age_on(stay.child.born, held) < 4 else code))
    return found


def _gaps() -> list[tuple[int, int]]:
    return [FIRST, SECOND, *([LATER] * 60)]

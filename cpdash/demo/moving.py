"""Why and when do placements end? Breakdowns cluster in teenagers; most other moves are planned."""

from __future__ import annotations

from cpdash.demo import story
from cpdash.demo.council import Council
from cpdash.demo.days import YEAR, age_on, years_old
from cpdash.demo.families import postcode
from cpdash.demo.people import Placement, Stay
from cpdash.demo.placing import AGES, FOSTER
from cpdash.demo.streams import pick

PER_YEAR = (1.15, 0.55, 0.38, 0.235)
"""Moves a year: in the first three months of a placement, in the rest of its first year, in the second, later."""
BY_AGE = (0.85, 0.75, 0.70, 0.95, 1.45, 1.30)
BY_KIND = {
    "connected": 0.45, "inhouse": 1.0, "agency": 0.90, "other_council": 0.9, "parents": 0.45, "home_own": 0.9,
    "home_private": 1.0, "secure": 3.5, "supported": 0.7, "residential": 2.2, "school": 0.3, "other": 2.2,
}  # fmt: skip
UNPLANNED = (0.13, 0.15, 0.20, 0.31, 0.47, 0.38)
"""Share of moves that are breakdowns, by the same ages as BY_AGE."""
WHY_YOUNG = {"CREQO": 0.50, "CREQB": 0.22, "STAND": 0.12, "ALLEG": 0.07, "APPRR": 0.04, "LAREQ": 0.05}
WHY_TEEN = {"CREQO": 0.27, "CREQB": 0.45, "CHILD": 0.16, "STAND": 0.04, "ALLEG": 0.03, "LAREQ": 0.05}
WHY_PLANNED = {"CARPL": 0.70, "OTHER": 0.285, "CLOSE": 0.015}
SHORT_STAYS = {"T3": 0.42, "T1": 0.26, "T4": 0.20, "T2": 0.07, "T0": 0.05}
LONGEST = {"T0": 10, "T1": 20, "T2": 14, "T3": 17, "T4": 6}


_COLUMN = tuple(next(at for below, at in AGES if age < below) for age in range(18))


def column(age: int) -> int:
    """Return which of the six age columns an age falls in."""
    return _COLUMN[min(age, 17)]


def moves_per_year(stay: Stay, day: int) -> float:
    """Return how many moves a year a child is in for, as things stand."""
    place, age, lived = stay.placement, years_old(stay.child.born, day), day - stay.placement.since
    base = PER_YEAR[0 if lived < 91 else 1 if lived < 365 else 2 if lived < 730 else 3]
    rate = base * BY_AGE[_COLUMN[min(age, 17)]] * BY_KIND[place.kind] * (0.3 + 0.7 * stay.child.fragile)
    return rate * (1 + 2.0 * story.ramp(day)) if _in_story(stay, age) else rate


def _in_story(stay: Stay, age: int) -> bool:
    return stay.placement.kind == "agency" and 13 <= age < 16


def move(council: Council, stay: Stay, day: int) -> None:
    """Move a child to other carers."""
    draws, at = stay.child.draws, column(age_on(stay.child.born, day))
    told = story.ramp(day) if _in_story(stay, age_on(stay.child.born, day)) else 0.0
    broke = draws.random() < UNPLANNED[at] + 0.3 * told
    reason = pick(draws, (WHY_TEEN if at >= 4 else WHY_YOUNG) if broke else WHY_PLANNED)
    # Other ages find fewer free beds there while the homes fill with young people of 13 to 15.
    crowded = 1.0 - 0.35 * story.ramp(day)
    tilt = {"home_private": crowded + 4.0 * told, "home_own": 1.0}
    if broke and at >= 4:
        tilt = {"home_private": 2.0 * crowded + 9.0 * told, "home_own": 1.5, "other": 1.5, "supported": 1.3}
    if stay.placement.kind in ("parents", "home_own"):
        tilt[stay.placement.kind] = 0.0
    kind = council.market.kind_for(stay, day, draws, tilt)
    council.turn(stay, day, placement=council.market.place(kind, stay, day, draws), reason=reason)


def long_term(council: Council, stay: Stay, day: int) -> None:
    """Make a foster home the child's long-term home: the same carers, another code."""
    place = stay.placement
    longer = place._replace(code={"U3": "U1", "U6": "U4"}.get(place.code, place.code))
    if longer != place:
        council.turn(stay, day, placement=longer, reason="PLACE", same_carer=True)


def temporary(council: Council, stay: Stay, day: int) -> None:
    """Stay elsewhere for some days: hospital, or the carers' holiday; then back to the same home."""
    draws = stay.child.draws
    code = pick(draws, SHORT_STAYS)
    back = day + 2 + int(draws.random() * (LONGEST[code] - 2))
    if any(day <= fixed <= back + 3 for fixed in (stay.child.adult, *stay.dates.values())):
        return
    usual = stay.placement
    near = Placement("temporary", code, "", postcode(draws, "XD"), "", None, "IN", "", day)
    if not stay.child.unaccompanied:
        near = near._replace(distance=round(0.5 + draws.random() * 12, 1))
    stay.usual = usual
    council.turn(stay, day, placement=near)
    stay.dates["back"] = back


def back(council: Council, stay: Stay, day: int) -> None:
    """Return from a temporary stay to the usual home."""
    assert stay.usual is not None
    council.turn(stay, day, placement=stay.usual)
    stay.usual = None


def temporary_per_year(stay: Stay) -> float:
    """Return how many temporary stays a year a child is in for."""
    return 0.09 if stay.placement.kind in FOSTER else 0.03


def long_term_per_year(stay: Stay, day: int) -> float:
    """Return how readily a settled foster home becomes a long-term one."""
    settled = stay.legal == "C2" and stay.placement.code in ("U3", "U6") and day - stay.placement.since > 100
    return 0.95 if settled else 0.0


def settle(stay: Stay) -> Placement | None:
    """Return the long-term form of a foster home where a care order may settle it the same day."""
    place = stay.placement
    if place.code in ("U3", "U6") and not stay.usual and stay.child.draws.random() < 0.12:
        return place._replace(code={"U3": "U1", "U6": "U4"}[place.code])
    return None


LOOK_AGAIN = 60, int(YEAR / 3)
"""Days after which rates are looked at anew: in the first three months of a placement, and later."""

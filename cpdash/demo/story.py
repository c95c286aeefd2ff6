"""What happens in the borough, in calendar time: how many children, when they come, and what changes from April 2024.

The shares are the region's published ones; what is added to them here is invented, and small enough that 31 March
2025 stays like the region. From April 2024 more and more young people of 13 to 15 leave agency foster homes that broke
down for private children's homes beyond the borough, more than 20 miles from home, while the council's own fostering
shrinks.
"""

from __future__ import annotations

from bisect import bisect_right

from cpdash.demo import published
from cpdash.demo.days import day_of

BEGINS = day_of(2010, 4, 1)
"""The simulation starts eight years before the first return, so that its care leavers have grown up in it."""

STOCK = (
    (day_of(2010, 4, 1), 400), (day_of(2016, 4, 1), 440), (day_of(2018, 4, 1), 470), (day_of(2020, 4, 1), 525),
    (day_of(2022, 4, 1), 585), (day_of(2023, 4, 1), 600), (day_of(2024, 4, 1), 578), (day_of(2025, 4, 1), 560),
    (day_of(2026, 4, 1), 556), (day_of(2027, 4, 1), 562), (day_of(2030, 4, 1), 565),
)  # fmt: skip
"""Children in care at a time."""

SEASON = (0.98, 0.95, 1.02, 0.93, 0.97, 1.03, 1.04, 0.70, 1.03, 1.27, 1.20, 0.88)
"""How many children come into care in each month, January first, against the average month."""

RETURNS_SINCE = day_of(2018, 4, 1)
UASC_SINCE = day_of(2014, 4, 1)
STORY_BEGINS, STORY_FULL = day_of(2024, 4, 1), day_of(2026, 4, 1)

Knots = tuple[tuple[int, float], ...]


def between(knots: Knots, day: int) -> float:
    """Return the value on a day, on the straight line between the knots; beyond them the first or last one."""
    after = bisect_right(knots, (day, float("inf")))
    if after in (0, len(knots)):
        return knots[min(after, len(knots) - 1)][1]
    (left, low), (right, high) = knots[after - 1], knots[after]
    return low + (high - low) * (day - left) / (right - left)


def ramp(day: int) -> float:
    """Return how far the story has come: 0 before April 2024, 1 in April 2026, at most 1.4."""
    return min(max(0.0, (day - STORY_BEGINS) / (STORY_FULL - STORY_BEGINS)), 1.4)


def placements(day: int) -> published.Shares:
    """Return the share of children in each kind of placement on a day, split further than the published groups are.

    The council's own and agency foster homes follow from the published shares of providers.
    """
    place, by = published.on("placement", day), published.on("provider", day)
    foster, homes = place["Foster placements"], place["Secure homes and children's homes"]
    supported = place["Independent and semi-independent living arrangements/supported accommodation"]
    residential, adoption = place["Other residential settings"], place["Placed for adoption"]
    bought = by["Private provision"] + by["Voluntary/third sector provision"]
    agency = bought - 0.72 * homes - 0.9 * supported - 0.75 * residential - 0.2 * adoption
    connected, other_council = 0.30 * foster, 0.01
    told = ramp(day) ** 2
    return {
        "connected": connected,
        "inhouse": foster - connected - agency - other_council - 0.024 * told,
        "agency": agency - 0.038 * told,
        "other_council": other_council,
        "parents": place["Placed with parents or other person with parental responsibility"],
        "home_own": 0.27 * homes,
        "home_private": 0.72 * homes + 0.062 * told,
        "secure": 0.01 * homes,
        "supported": supported,
        "residential": residential,
        "school": 0.001,
        "other": place["Other placements"],
        "adoption": adoption,
    }


def whereabouts(day: int) -> published.Shares:
    """Return the shares of the four ways to be near or far, inside or outside, where the distance is known."""
    found = published.on("distance_and_locality", day)
    told = 0.046 * ramp(day) ** 2
    cells = {
        "near in": found["Placed inside the LA boundary, 20 miles or less from home"] - told / 2,
        "near out": found["Placed outside the LA boundary, 20 miles or less from home"] - told / 2,
        "far in": found["Placed inside the LA boundary, more than 20 miles from home"],
        "far out": found["Placed outside the LA boundary, more than 20 miles from home"] + told,
    }
    whole = sum(cells.values())
    return {cell: share / whole for cell, share in cells.items()}

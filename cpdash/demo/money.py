"""What do placements cost? Pounds a week by kind, as councils of the region report them, growing every year."""

from __future__ import annotations

from cpdash.demo import story
from cpdash.demo.days import day_of
from cpdash.demo.months import MonthFacts

# Kind: pounds a week in April 2025, and the words of the scorecard ("" is not shown apart).
PRICES = {
    "inhouse": (520, "In-house foster carers"), "connected": (365, "Relatives and friends"),
    "agency": (1_080, "Agency foster carers"), "other_council": (900, ""), "parents": (60, ""),
    "home_own": (5_350, "Own children's homes"), "home_private": (6_450, "Private children's homes"),
    "secure": (9_800, ""), "supported": (1_950, "Supported accommodation"), "residential": (5_200, ""),
    "school": (3_900, ""), "other": (7_400, ""), "adoption": (240, ""),
}  # fmt: skip
LEVEL = (
    (day_of(2018, 4, 1), 0.68), (day_of(2020, 4, 1), 0.74), (day_of(2022, 4, 1), 0.81), (day_of(2024, 4, 1), 0.95),
    (day_of(2025, 4, 1), 1.0), (day_of(2027, 4, 1), 1.10),
)  # fmt: skip
PRIVATE_HOMES = (
    (day_of(2018, 4, 1), 0.72),
    (day_of(2023, 4, 1), 0.92),
    (day_of(2025, 4, 1), 1.0),
    (day_of(2027, 4, 1), 1.12),
)
"""Private homes grew dearer faster than everything else."""
BUDGET = ((day_of(2018, 4, 1), 11_400_000.0), (day_of(2022, 4, 1), 15_300_000.0), (day_of(2025, 4, 1), 19_200_000.0),
          (day_of(2027, 4, 1), 20_600_000.0))  # fmt: skip
"""The budget of Children's Services for a quarter."""


def price(kind: str, day: int) -> int:
    """Return what a place of this kind costs a week, to the nearest five pounds."""
    level = story.between(LEVEL, day)
    if kind == "home_private":
        level *= story.between(PRIVATE_HOMES, day)
    return round(PRICES[kind][0] * level / 5) * 5


def weekly(facts: MonthFacts) -> int:
    """Return what all placements cost in the last week of a month."""
    day = facts.month.last.toordinal()
    return sum(number * price(kind, day) for kind, number in facts.kinds.items())


def budget(facts: MonthFacts) -> int:
    """Return the budget of Children's Services for the quarter that ends with a month."""
    return round(story.between(BUDGET, facts.month.first.toordinal()) / 1000) * 1000

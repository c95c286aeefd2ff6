"""The monthly scorecard: what the return cannot say. Where the two overlap, the children are the same."""

from __future__ import annotations

import math
from collections.abc import Iterator

from cpdash.demo import homes, money, story
from cpdash.demo.days import day_of
from cpdash.demo.leavers import leavers
from cpdash.demo.months import MonthFacts, months
from cpdash.demo.returns import Life
from cpdash.demo.streams import chance
from cpdash.periods import Month

COLUMNS = ("area", "indicator", "month", "form", "numerator", "denominator", "value", "dimension", "category")
Cells = tuple[str, str, str, str, str, str, str]
"""Indicator, form, numerator, denominator, value, dimension, category."""

A, B, C, D = day_of(2018, 4, 1), day_of(2020, 7, 1), day_of(2022, 4, 1), day_of(2026, 10, 1)
# Share of children (or of what the second column counts) in 2018, 2020, 2022 and 2026, and how far a month strays.
SHARES: dict[str, tuple[str, tuple[float, float, float, float], float]] = {
    "advocacy_offered": ("in care", (0.72, 0.75, 0.81, 0.93), 0.010),
    "permanence_plan_ratified": ("in care", (0.71, 0.69, 0.79, 0.88), 0.010),
    "visits_on_time": ("in care", (0.90, 0.87, 0.92, 0.90), 0.018),
    "optician_registration": ("5 and over", (0.83, 0.70, 0.85, 0.91), 0.010),
    "participation_group_share": ("5 and over", (0.08, 0.05, 0.09, 0.13), 0.006),
    "education_plans_in_date": ("3 and over", (0.88, 0.83, 0.93, 0.955), 0.014),
    "review_health_assessments_on_time": ("settled", (0.90, 0.80, 0.91, 0.955), 0.012),
    "review_health_assessments_under_5_on_time": ("settled under 5", (0.88, 0.82, 0.92, 0.95), 0.03),
    "in_care_16_plus_eet": ("16 and over", (0.69, 0.62, 0.67, 0.71), 0.02),
    "initial_health_assessments_20_working_days": ("started", (0.66, 0.58, 0.78, 0.86), 0.10),
    "initial_health_assessments_28_days": ("started", (0.74, 0.66, 0.84, 0.90), 0.09),
    "return_interviews": ("runs", (0.62, 0.66, 0.74, 0.83), 0.09),
    "high_risk_children_visited": ("at risk", (0.90, 0.92, 0.95, 0.96), 0.04),
    "edge_of_care_stayed_home": ("edge", (0.83, 0.85, 0.88, 0.91), 0.03),
    "iro_challenges_resolved": ("challenges", (0.78, 0.82, 0.88, 0.92), 0.10),
    "caseloads_15_to_20": ("workers", (0.44, 0.41, 0.52, 0.60), 0.04),
}
# Numbers in 2018, 2020, 2022 and 2026, and how far a month strays.
COUNTS: dict[str, tuple[tuple[float, float, float, float], float]] = {
    "care_leavers_forum_members": ((9, 7, 12, 17), 1.5),
    "mini_children_in_care_council_members": ((8, 5, 10, 14), 1.5),
    "youth_council_members": ((26, 20, 27, 31), 2.5),
    "edge_of_care_families_now": ((38, 44, 52, 58), 4),
    "foster_places_short_breaks": ((9, 6, 8, 7), 1),
    "foster_places_not_available": ((21, 26, 31, 44), 2),
    "foster_places_vacant": ((34, 28, 22, 9), 3),
}
# Numbers in a month; their sum over twelve months is given too where the second column says so.
FLOWS: dict[str, tuple[tuple[float, float, float, float], bool, bool]] = {
    "edge_of_care_referrals": ((17, 15, 21, 24), True, True),
    "edge_of_care_families_worked_with": ((12, 11, 15, 17), True, True),
    "edge_of_care_entries_prevented": ((9, 8, 12, 14), True, True),
    "edge_of_care_returned_home": ((1.5, 1.2, 1.8, 2.1), True, True),
    "edge_of_care_deep_dives": ((2, 2, 3, 3), True, True),
    "foster_carer_approvals": ((1.9, 1.4, 1.3, 0.8), True, True),
    "foster_carer_complaints": ((0.7, 0.6, 0.7, 0.7), False, True),
    "foster_allegations_by_children": ((0.6, 0.5, 0.6, 0.6), False, True),
    "foster_allegations_by_others": ((0.4, 0.4, 0.4, 0.4), False, True),
    "foster_training_courses": ((3.2, 2.0, 3.6, 4.0), False, True),
    "foster_training_workbooks": ((1.1, 2.2, 1.6, 1.5), False, True),
    "deregistrations_leaving": ((1.2, 1.1, 1.7, 2.2), False, True),
    "deregistrations_special_guardianship": ((0.9, 0.8, 0.9, 0.9), False, True),
    "deregistrations_standard_of_care": ((0.15, 0.15, 0.15, 0.15), False, True),
}
AVOIDED = 31_000
"""Pounds a year that each entry prevented is said to avoid."""


def scorecard(life: Life, area: str) -> Iterator[tuple[str, ...]]:
    """Return the rows of the scorecard, from April 2018 to the last month."""
    for facts in months(life):
        for indicator, *cells in _of_month(life, facts):
            form, numerator, denominator, value, dimension, category = cells
            yield area, indicator, str(facts.month), form, numerator, denominator, value, dimension, category


def _of_month(life: Life, facts: MonthFacts) -> Iterator[Cells]:
    key, day = life.council.key, facts.month.last.toordinal()
    for name, (whom, levels, strays) in SHARES.items():
        whole = _whole(key, facts, whom)
        if whole > 0:
            level = _level(levels, day) + strays * _noise(key, name, facts.month)
            yield _share(name, round(whole * min(max(level, 0.0), 1.0)), whole)
    for name, (levels, strays) in COUNTS.items():
        yield _value(name, round(max(_level(levels, day) + strays * _noise(key, name, facts.month), 0)))
    yield from _flows(key, facts.month, day)
    yield from _fostering(key, facts, day)
    yield from _homes(facts, day)
    yield from _costs(facts)
    yield from _workforce(key, facts)
    yield from _yearly(life, facts)
    yield _share("starters_in_care_before_share", facts.started_before, facts.started_year)
    yield _value("placement_orders_progressing", round(facts.placement_orders * 0.86))


def _whole(key: str, facts: MonthFacts, whom: str) -> int:
    """Return how many a share is of."""
    counted = {
        "in care": facts.in_care, "5 and over": facts.aged(5, 17), "3 and over": facts.aged(3, 17),
        "16 and over": facts.aged(16, 17), "settled": facts.settled, "settled under 5": facts.settled_under_5,
        "started": facts.started, "runs": facts.runs_ended, "at risk": 14 + facts.repeat_runaways,
        "edge": 42 + round(9 * _noise(key, whom, facts.month)),
        "challenges": max(1, 6 + round(4 * _noise(key, whom, facts.month))),
        "workers": 41 + round(2 * _noise(key, whom, facts.month)),
    }  # fmt: skip
    return counted[whom]


def _level(levels: tuple[float, float, float, float], day: int) -> float:
    return story.between(tuple(zip((A, B, C, D), levels, strict=True)), day)


def _noise(key: str, name: str, month: Month) -> float:
    """Return how far this month strays, from -1 to 1: close to the month before, as such figures are."""
    draws = [chance(key, f"scorecard {name}", month.year * 12 + month.month - back) for back in range(3)]
    return max(-1.0, min(1.0, 1.25 * (sum(draws) - 1.5)))


def _share(name: str, numerator: int, denominator: int, form: str = "") -> Cells:
    return name, form, str(numerator), str(denominator), "", "", ""


def _value(name: str, value: float, form: str = "", *, category: str = "") -> Cells:
    return (
        name,
        form,
        "",
        "",
        f"{value:g}" if value < 1e5 else str(round(value)),
        "placement_kind" if category else "",
        category,
    )


def _flow(key: str, name: str, month: Month, mean: float) -> int:
    """Return the number of events in a month: the mean, and as far from it as chance goes."""
    draw = sum(chance(key, f"flow {name} {at}", month.year * 12 + month.month) for at in range(4)) - 2
    return max(0, round(mean + draw * math.sqrt(3 * mean)))


def _flows(key: str, month: Month, day: int) -> Iterator[Cells]:
    for name, (levels, by_month, by_year) in FLOWS.items():
        numbers = [_flow(key, name, month.plus(-back), _level(levels, day)) for back in range(12)]
        if by_month:
            yield _value(name, numbers[0], "month")
        if by_year:
            yield _value(name, sum(numbers), "12 months")
        if name == "edge_of_care_entries_prevented":
            yield _value("edge_of_care_cost_avoided", sum(numbers) * AVOIDED)
            yield _value("edge_of_care_cost_avoided_projected", round(sum(numbers[:6]) * 2.04) * AVOIDED)


def _fostering(key: str, facts: MonthFacts, day: int) -> Iterator[Cells]:
    """Places: those filled are the children; the council's own fostering shrinks."""
    filled = facts.kinds["inhouse"] + facts.kinds["connected"]
    others = sum(round(max(_level(COUNTS[name][0], day) + COUNTS[name][1] * _noise(key, name, facts.month), 0))
                 for name in COUNTS if name.startswith("foster_places"))  # fmt: skip
    households = round((filled + others) / 1.72)
    carers = round(households * 1.74)
    yield _value("foster_places_filled", filled)
    yield _value("approved_foster_places", filled + others)
    yield _value("fostering_households", households)
    yield _value("foster_carers", carers)
    yield _value("white_british_foster_carers", round(carers * 0.934))


def _homes(facts: MonthFacts, day: int) -> Iterator[Cells]:
    places = sum(home.places for home in homes.open_on(homes.OWN, day))
    yield _value("childrens_home_places", places)
    yield _share("childrens_home_occupancy", min(facts.kinds["home_own"], places), places)


def _costs(facts: MonthFacts) -> Iterator[Cells]:
    day, total = facts.month.last.toordinal(), money.weekly(facts)
    yield _share("weekly_placement_cost", total, facts.in_care)
    for kind, (_, words) in money.PRICES.items():
        if words and facts.kinds[kind]:
            yield _value("weekly_placement_cost", money.price(kind, day), category=words)
    if facts.month.month % 3 == 0:
        yield _share("budget_share_in_care", total * 13, money.budget(facts))


def _workforce(key: str, facts: MonthFacts) -> Iterator[Cells]:
    workers = _whole(key, facts, "workers")
    yield _share("average_caseload", round(workers * (18.4 - 0.9 * _noise(key, "caseload", facts.month))), workers)


def _yearly(life: Life, facts: MonthFacts) -> Iterator[Cells]:
    """Figures of a school year or of a financial year, in the month that ends it."""
    key, month = life.council.key, facts.month
    school_age = facts.aged(5, 15)
    if month.month == 8:
        yield _share("persistent_absence", round(school_age * (0.19 + 0.02 * _noise(key, "absent", month))), school_age)
        yield _share(
            "suspended_from_school", round(school_age * (0.135 + 0.02 * _noise(key, "sent", month))), school_age
        )
    if month.month == 3:
        yield _share("school_moves", round(school_age * (0.065 + 0.01 * _noise(key, "school", month))), school_age)
        yield _value("care_leavers_at_university",
                     sum(one.activity in ("F1", "P1") for one in leavers(life.council, month.year)))  # fmt: skip
        if month.year >= 2024:
            yield _share("three_or_more_social_workers", _many_workers(life, month), facts.in_care)


def _many_workers(life: Life, month: Month) -> int:
    """Return how many children in care had three or more different social workers in the twelve months."""
    last = month.last.toordinal()
    first = month.plus(-11).first.toordinal()
    many = 0
    for child in life.council.children:
        here = child.adult > last and any(s.starts <= last and (not s.ends or s.ends > last) for s in child.stays)
        if here:
            found = life.allocations[child.number]
            many += len({who for who, on, off, _ in found if on <= last and (not off or off >= first)}) >= 3
    return many

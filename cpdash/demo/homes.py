"""Which children's homes and agencies are there? Numbers as Ofsted writes them, in a range of this demonstration."""

from __future__ import annotations

from typing import NamedTuple

from cpdash.demo.days import day_of


class Home(NamedTuple):
    """A children's home: its number, name, places, and the days on which it opened and was judged."""

    urn: str
    name: str
    places: int
    sector: str
    opened: int
    judged: tuple[tuple[int, str], ...]


OUTSTANDING, GOOD = "Outstanding", "Good"
IMPROVE, INADEQUATE = "Requires improvement to be good", "Inadequate"

OWN = (
    Home("SC990101", "Larch House", 5, "Local Authority", day_of(2006, 5, 1), (
        (day_of(2018, 6, 12), GOOD), (day_of(2019, 9, 3), GOOD), (day_of(2021, 10, 19), OUTSTANDING),
        (day_of(2023, 2, 7), GOOD), (day_of(2024, 5, 21), GOOD), (day_of(2025, 9, 16), GOOD),
        (day_of(2026, 9, 8), OUTSTANDING))),
    Home("SC990102", "The Willows", 4, "Local Authority", day_of(2009, 3, 1), (
        (day_of(2018, 9, 4), GOOD), (day_of(2019, 11, 12), IMPROVE), (day_of(2021, 6, 8), GOOD),
        (day_of(2022, 9, 20), GOOD), (day_of(2023, 11, 14), OUTSTANDING), (day_of(2025, 2, 11), OUTSTANDING),
        (day_of(2026, 5, 12), GOOD))),
    Home("SC990103", "Harbour View", 4, "Local Authority", day_of(2012, 7, 1), (
        (day_of(2018, 11, 6), GOOD), (day_of(2020, 1, 21), GOOD), (day_of(2021, 12, 7), GOOD),
        (day_of(2023, 4, 18), IMPROVE), (day_of(2024, 3, 12), GOOD), (day_of(2025, 6, 24), IMPROVE),
        (day_of(2026, 3, 17), GOOD))),
    Home("2990104", "Ash Lodge", 3, "Local Authority", day_of(2020, 10, 1), (
        (day_of(2021, 8, 10), GOOD), (day_of(2022, 11, 15), GOOD), (day_of(2024, 1, 30), GOOD),
        (day_of(2025, 3, 25), GOOD), (day_of(2026, 6, 16), GOOD))),
    Home("2990105", "Rowan Place", 4, "Local Authority", day_of(2022, 6, 1), (
        (day_of(2023, 3, 14), GOOD), (day_of(2024, 6, 4), OUTSTANDING), (day_of(2025, 7, 8), GOOD),
        (day_of(2026, 8, 18), GOOD))),
)  # fmt: skip
"""The council's own homes."""

INSPECTED = (
    (day_of(2019, 3, 11), IMPROVE, IMPROVE, GOOD, IMPROVE, ""),
    (day_of(2022, 10, 3), GOOD, IMPROVE, GOOD, GOOD, ""),
    (day_of(2025, 11, 10), GOOD, GOOD, GOOD, GOOD, IMPROVE),
)
"""Inspections of the council's services: overall, leaders, help and protection, children in care, care leavers."""

NEARBY = tuple(
    Home(f"29902{number:02d}", f"Private home {number} in the borough", 2 + number % 3, "Private",
         day_of(2004 + number, 2, 1), ((day_of(2019 + number % 6, 5 + number % 4, 14), grade),))
    for number, grade in enumerate((GOOD, GOOD, IMPROVE, OUTSTANDING, GOOD, INADEQUATE, GOOD), start=1)
)  # fmt: skip
"""Private homes within the borough."""

ELSEWHERE = tuple(f"29903{number:02d}" for number in range(1, 61))
"""Numbers of private homes in other boroughs."""

FOSTERING, OTHER_COUNCIL = "SC990001", "SC990090"
AGENCIES = {"PR4": ("SC990011", "SC990012", "SC990013", "2990014", "2990015"), "PR5": ("SC990021", "SC990022")}
ADOPTION = {"PR1": "XXXXXXX", "PR2": "XXXXXXX", "PR5": "SC990031"}
SUPPORTED = tuple(f"29904{number:02d}" for number in range(1, 9))
SECURE, SCHOOL = "SC990061", "SC990071"


def open_on(homes: tuple[Home, ...], day: int) -> list[Home]:
    """Return the homes that were open on a day; the first one stands for those that closed before this record began."""
    return [home for home in homes if home.opened <= day] or [homes[0]]

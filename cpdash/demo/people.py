"""Who the children are, and what is known of each: what the return writes, and the traits that steer a life."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from cpdash.demo.days import birthday


class Placement(NamedTuple):
    """Where a child lives and with whom; `kind` is this simulation's word, the rest is what the return says."""

    kind: str
    code: str
    provider: str
    post: str
    urn: str
    distance: float | None
    location: str
    where: str
    since: int


@dataclass(slots=True)
class Episode:
    """One row of the episodes file. `ends` is 0 while it is open."""

    starts: int
    rne: str
    legal: str
    placement: Placement
    ends: int = 0
    rec: str = ""
    reason: str = ""


@dataclass(slots=True)
class Stay:
    """One period of care. `dates` holds what is already fixed to happen, such as a hearing."""

    child: Child
    need: str
    home: str
    starts: int
    episodes: list[Episode] = field(default_factory=list)
    dates: dict[str, int] = field(default_factory=dict)
    usual: Placement | None = None
    ends: int = 0
    rec: str = ""
    adopters_were_carers: bool = False

    @property
    def now(self) -> Episode:
        """The newest episode."""
        return self.episodes[-1]

    @property
    def legal(self) -> str:
        """The legal status of the newest episode."""
        return self.episodes[-1].legal

    @property
    def placement(self) -> Placement:
        """Where the child lives, or usually lives while on a temporary stay."""
        return self.usual or self.episodes[-1].placement


@dataclass(slots=True)
class Decision:
    """A decision that the child should be placed for adoption; `reversed_on` is 0 while it stands."""

    child: Child
    made: int
    reversed_on: int = 0
    reason: str = ""


@dataclass(slots=True)
class Adoption:
    """What AD1 says of an adopted child."""

    child: Child
    on: int
    decided: int
    matched: int
    by_carer: bool
    adopters: int
    sexes: str
    status: str


@dataclass(slots=True)
class Child:
    """One child or young person. `fragile` multiplies how readily a placement ends; `drive` places care leavers."""

    number: int
    born: int
    sex: str
    ethnic: str
    unaccompanied: bool
    fragile: float
    drive: float
    draws: Random
    adult: int = 0
    stays: list[Stay] = field(default_factory=list)
    breaks: list[Episode] = field(default_factory=list)
    """Short breaks (V3, V4): outside every period of care."""
    age_disputed: int = 0
    """The day on which an assessment found a child to be an adult."""

    def __post_init__(self) -> None:
        self.adult = birthday(self.born, 18)

    @property
    def adopted(self) -> bool:
        """Whether the last period of care ended with an adoption order."""
        return bool(self.stays) and self.stays[-1].rec in ("E11", "E12")


PEOPLES = {
    "White": (0.90, {"WBRI": 0.945, "WOTH": 0.03, "WROM": 0.015, "WIRI": 0.004, "WIRT": 0.006}),
    "Mixed or Multiple ethnic groups": (0.045, {"MOTH": 0.34, "MWAS": 0.26, "MWBC": 0.20, "MWBA": 0.20}),
    "Asian or Asian British": (0.017, {"APKN": 0.40, "AOTH": 0.34, "ABAN": 0.15, "AIND": 0.09, "CHNE": 0.02}),
    "Black, African, Caribbean or Black British": (0.017, {"BAFR": 0.76, "BOTH": 0.18, "BCRB": 0.06}),
    "Other ethnic group": (0.015, {"OOTH": 1.0}),
    "Refused or information not yet available": (0.006, {"NOBT": 0.8, "REFU": 0.2}),
}
"""Ethnic groups of families: how many families of each, and its codes."""
ALONE = {"OOTH": 0.46, "BAFR": 0.24, "AOTH": 0.22, "WOTH": 0.08}
"""Ethnic groups of unaccompanied children: Kurdish, Afghan, Sudanese, Eritrean, Vietnamese, Albanian."""
PEOPLE_OF = {code: group for group, (_, codes) in PEOPLES.items() for code in codes}
SIBLINGS = {1: 0.66, 2: 0.20, 3: 0.10, 4: 0.04}
NEEDS = {
    "N1": 0.70, "N2": 0.015, "N3": 0.012, "N4": 0.09, "N5": 0.16, "N6": 0.008, "N7": 0.002, "N8": 0.012,
}  # fmt: skip
NEED_WORDS = {
    "N1": "Abuse or neglect", "N2": "Child's disability", "N3": "Parental illness or disability",
    "N4": "Family in acute stress", "N5": "Family dysfunction", "N6": "Socially unacceptable behaviour",
    "N7": "Low income", "N8": "Absent parenting",
}  # fmt: skip
BANDS = {"Under 1 year": (0, 1), "1 to 4 years": (1, 5), "5 to 9 years": (5, 10), "10 to 15 years": (10, 16),
         "16 years and over": (16, 18)}  # fmt: skip


_BAND_OF = tuple(next(band for band, (_, end) in BANDS.items() if age < end) for age in range(18))


def band_of(age: int) -> str:
    """Return the published age band of an age in completed years."""
    return _BAND_OF[min(age, 17)]


def fragility(draws: Random) -> float:
    """Return how readily a child's placements end: most a little less than average, a few far more."""
    return draws.gammavariate(1.1, 0.91)

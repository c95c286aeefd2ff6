"""Where can this child live now? A kind of placement that suits the age, the law and what is free, and its details."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from random import Random

from cpdash.demo import homes, story
from cpdash.demo.days import age_on, day_of
from cpdash.demo.families import postcode
from cpdash.demo.people import Placement, Stay
from cpdash.demo.steering import Balance
from cpdash.demo.streams import pick

FOSTER = ("connected", "inhouse", "agency", "other_council")
AGES = ((1, 0), (5, 1), (10, 2), (13, 3), (16, 4), (18, 5))
"""Ages below which a column of SUITS stands."""

# Weights under 1, at 1 to 4, 5 to 9, 10 to 12, 13 to 15, 16 and 17.
SUITS = {
    "connected": (0.24, 0.27, 0.27, 0.22, 0.13, 0.07),
    "inhouse": (0.54, 0.42, 0.33, 0.24, 0.13, 0.07),
    "agency": (0.12, 0.21, 0.29, 0.34, 0.24, 0.09),
    "other_council": (0.01, 0.01, 0.01, 0.01, 0.01, 0.005),
    "parents": (0.06, 0.07, 0.07, 0.06, 0.06, 0.04),
    "home_own": (0.0, 0.0, 0.003, 0.035, 0.085, 0.06),
    "home_private": (0.0, 0.0, 0.008, 0.07, 0.21, 0.16),
    "secure": (0.0, 0.0, 0.0, 0.0, 0.008, 0.008),
    "supported": (0.0, 0.0, 0.0, 0.0, 0.0, 0.35),
    "residential": (0.06, 0.006, 0.002, 0.004, 0.012, 0.03),
    "school": (0.0, 0.0, 0.0, 0.002, 0.002, 0.002),
    "other": (0.01, 0.015, 0.02, 0.03, 0.06, 0.10),
}
# Chances of: near in, near out, far in, far out.
AROUND = {
    "connected": (0.60, 0.30, 0.01, 0.09), "inhouse": (0.76, 0.21, 0.02, 0.01), "agency": (0.40, 0.46, 0.02, 0.12),
    "other_council": (0.10, 0.65, 0.0, 0.25), "parents": (0.80, 0.14, 0.01, 0.05), "home_own": (0.92, 0.08, 0.0, 0.0),
    "home_private": (0.22, 0.34, 0.02, 0.42), "secure": (0.0, 0.05, 0.0, 0.95), "supported": (0.60, 0.27, 0.02, 0.11),
    "residential": (0.22, 0.36, 0.02, 0.40), "school": (0.0, 0.3, 0.0, 0.7), "other": (0.45, 0.30, 0.03, 0.22),
    "adoption": (0.20, 0.36, 0.03, 0.41),
}  # fmt: skip
CELLS = ("near in", "near out", "far in", "far out")
ALONE_YOUNG = {"inhouse": 0.3, "agency": 0.7}
ALONE_OLDER = {"supported": 0.62, "agency": 0.20, "inhouse": 0.06, "other": 0.10, "connected": 0.02}
ALONE_UNTIL = day_of(2021, 10, 1)
"""Nobody was placed to live independently (P2) from here on, so that all had left before that became unlawful."""
DISTRICTS = {"near in": "XD", "near out": "XE", "far in": "XD", "far out": "XF"}


class Market:
    """Every place the council can use, and how its children are spread over them."""

    def __init__(self) -> None:
        self.kinds = Balance(gain=6.0)
        self.where = Balance(gain=3.0)
        self.providers = Balance(gain=2.0)
        self.beds: Counter[str] = Counter()

    def want(self, day: int, providers: Mapping[str, float]) -> None:
        """Set the shares that there ought to be from now on; done once a month."""
        self.kinds.want(story.placements(day))
        self.where.want(story.whereabouts(day))
        self.providers.want(providers)

    def count(self, placement: Placement, by: int, *, unaccompanied: bool) -> None:
        """Add a child to a placement, or take one from it."""
        self.kinds.change(placement.kind, by)
        self.providers.change(placement.provider, by)
        if not unaccompanied and placement.where:
            self.where.change(placement.where, by)
        if placement.kind == "home_own":
            self.beds[placement.urn] += by

    def kind_for(self, stay: Stay, day: int, draws: Random, tilt: Mapping[str, float]) -> str:
        """Return a kind of placement that suits; `tilt` makes some likelier."""
        weights = {
            kind: share * tilt.get(kind, 1.0) * self.kinds.factor(kind)
            for kind, share in self._suits(stay, day).items()
        }
        kind = pick(draws, weights)
        return "home_private" if kind == "home_own" and not self._own_beds_free(day) else kind

    def _suits(self, stay: Stay, day: int) -> dict[str, float]:
        age = age_on(stay.child.born, day)
        if stay.child.unaccompanied:
            return ALONE_YOUNG if age < 16 else ALONE_OLDER
        column = next(column for below, column in AGES if age < below or below == 18)
        weights = {kind: row[column] for kind, row in SUITS.items() if row[column]}
        if stay.episodes and stay.legal not in ("C1", "C2"):
            weights.pop("parents", None)
        return weights

    def place(self, kind: str, stay: Stay, day: int, draws: Random) -> Placement:
        """Return a placement of a kind with all its details."""
        where = self._where(kind, stay, day, draws)
        post = stay.home if kind == "parents" and where == "near in" else postcode(draws, DISTRICTS[where])
        age = age_on(stay.child.born, day)
        code, provider, urn = self._carer(kind, where, day, age, draws)
        if code == "H5" and age >= 17 and day < ALONE_UNTIL and draws.random() < 0.25:
            code, urn = "P2", ""
        if kind == "home_own":
            post = f"XD{urn[-1]} {urn[-2:-1]}HH"
        distance = None if stay.child.unaccompanied else _miles(kind, where, post == stay.home, draws)
        return Placement(kind, code, provider, post, urn, distance, "IN" if where.endswith("in") else "OUT", where, day)

    def _where(self, kind: str, stay: Stay, day: int, draws: Random) -> str:
        around = dict(zip(CELLS, AROUND[kind], strict=True))
        if kind == "home_private" and 13 <= age_on(stay.child.born, day) < 16:
            around["far out"] *= 1 + 2.5 * story.ramp(day)
        if kind == "home_own":
            return pick(draws, around)
        return pick(draws, {cell: share * self.where.factor(cell) for cell, share in around.items()})

    def _carer(self, kind: str, where: str, day: int, age: int, draws: Random) -> tuple[str, str, str]:
        """Return the code, the provider and the number at Ofsted."""
        if kind == "home_own":
            return "K2", "PR1", self._bed(day, draws)
        if kind == "residential":
            return _residential(age, draws)
        code, providers = _CODES[kind]
        provider = pick(draws, {one: share * self.providers.factor(one) for one, share in providers.items()})
        return code, provider, _number(kind, provider, where, day, draws)

    def _bed(self, day: int, draws: Random) -> str:
        """Return the council's home with the most free places; ties go by chance."""
        here = homes.open_on(homes.OWN, day)
        return max(here, key=lambda home: (home.places - self.beds[home.urn], draws.random())).urn

    def _own_beds_free(self, day: int) -> bool:
        """Return whether any of the council's homes has a free place."""
        return any(home.places > self.beds[home.urn] for home in homes.open_on(homes.OWN, day))


_CODES: Mapping[str, tuple[str, Mapping[str, float]]] = {
    "connected": ("U3", {"PR1": 1.0}),
    "inhouse": ("U6", {"PR1": 1.0}),
    "agency": ("U6", {"PR4": 0.69, "PR5": 0.31}),
    "other_council": ("U6", {"PR2": 1.0}),
    "parents": ("P1", {"PR0": 1.0}),
    "home_private": ("K2", {"PR4": 0.93, "PR5": 0.07}),
    "secure": ("K1", {"PR2": 0.7, "PR4": 0.3}),
    "supported": ("H5", {"PR4": 0.78, "PR5": 0.12, "PR1": 0.10}),
    "school": ("S1", {"PR5": 0.6, "PR4": 0.4}),
    "other": ("Z1", {"": 1.0}),
    "adoption": ("A6", {"PR1": 0.66, "PR2": 0.12, "PR5": 0.22}),
}


def _residential(age: int, draws: Random) -> tuple[str, str, str]:
    if age < 1:
        return "R3", "PR4", "2990501"
    if draws.random() < 0.25:
        return "R2", "PR3", ""
    return "R1", "PR4", ""


def _number(kind: str, provider: str, where: str, day: int, draws: Random) -> str:
    """Return the number at Ofsted of whoever runs the placement; empty where none is expected."""
    if kind in ("connected", "inhouse"):
        return homes.FOSTERING
    if kind == "agency":
        return draws.choice(homes.AGENCIES[provider])
    if kind == "home_private":
        inside = [home.urn for home in homes.open_on(homes.NEARBY, day)] if where.endswith("in") else homes.ELSEWHERE
        return draws.choice(inside)
    if kind == "adoption":
        return homes.ADOPTION[provider]
    if kind == "supported":
        return draws.choice(homes.SUPPORTED)
    fixed = {"other_council": homes.OTHER_COUNCIL, "secure": homes.SECURE, "school": homes.SCHOOL}
    return fixed.get(kind, "")


def _miles(kind: str, where: str, at_home: bool, draws: Random) -> float | None:
    """Return miles from home, to one decimal; for some children placed for adoption they are withheld."""
    if at_home:
        return 0.0
    if kind == "adoption" and draws.random() < 0.2:
        return None
    if where.startswith("far"):
        return round(20.1 + draws.expovariate(1 / 28), 1)
    typical = 3.6 if where == "near in" else 9.5
    return round(min(0.2 + draws.gammavariate(1.8, typical / 1.8), 20.0), 1)

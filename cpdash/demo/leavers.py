"""What OC3 says of care leavers: whom it covers, and how they are spread over what they do and where they live.

The groups are small, so activities and homes are dealt out by the region's published shares of the year, those with
more drive first, instead of drawn one by one.
"""

from __future__ import annotations

from typing import NamedTuple

from cpdash.demo import codes, published
from cpdash.demo.council import Council
from cpdash.demo.days import age_on, birthday
from cpdash.demo.health import birthday_march
from cpdash.demo.people import Child
from cpdash.demo.placing import FOSTER
from cpdash.demo.streams import chance

ORDER = (
    "Higher education i.e. studies beyond A level", "In an apprenticeship",
    "In training or employment (excl. apprenticeship)", "In training or employment",
    "Education other than higher education", "Not in education, training or employment, owing to other reasons",
    "Not in education, training or employment, owing to pregnancy or parenting",
    "Not in education, training or employment, owing to illness or disability", "Total information not known",
)  # fmt: skip
SUITABLE = (
    ("U1", 0.40),
    ("D1", 0.24),
    ("B1", 0.13),
    ("E1", 0.07),
    ("K1", 0.06),
    ("T1", 0.05),
    ("C1", 0.03),
    ("Y1", 0.02),
)
SUITABLE_17 = (("D1", 0.45), ("B1", 0.27), ("E1", 0.14), ("C1", 0.08), ("Y1", 0.06))
UNSUITABLE = (("X2", 0.42), ("S2", 0.24), ("V2", 0.14), ("W2", 0.12), ("D2", 0.08))
STAYS_PUT = {18: 0.66, 19: 0.42, 20: 0.27, 21: 0.12}
"""Share of those who turned 18 in a foster home that still live there, by age."""
LOST = (("NO", 0.38), ("NREQ", 0.42), ("REFU", 0.20))
HELPED_LATER = 0.10
"""Share of those aged 22 to 25 who ask for help in a year."""


class Leaver(NamedTuple):
    """One care leaver in one year."""

    child: Child
    age: int
    in_touch: str
    activity: str
    home: str


def leavers(council: Council, year: int) -> list[Leaver]:
    """Return everybody whom OC3 covers in the year that ends on 31 March of `year`."""
    last = birthday_march(year)
    groups: dict[str, list[Child]] = {"17_to_18": [], "19_to_21": [], "later": []}
    outside: list[Leaver] = []
    for child in council.children:
        age = age_on(child.born, last)
        if not 17 <= age <= 25 or not _left_care(child, last):
            continue
        if age > 21 and (year < 2023 or chance(council.key, "asks", child.number, year) > HELPED_LATER):
            continue
        if gone := _outside(council.key, child, age, last):
            outside.append(Leaver(child, age, gone, "0", "0"))
        else:
            groups["17_to_18" if age <= 18 else "19_to_21" if age <= 21 else "later"].append(child)
    return outside + [one for name, group in groups.items() for one in _dealt(council.key, name, group, year)]


def _left_care(child: Child, last: int) -> bool:
    """Return whether somebody is a care leaver: 91 days since 14, some of it after 16, and no longer in care."""
    stays = [stay for stay in child.stays if stay.starts <= last]
    if not stays or child.adopted or any(not stay.ends or stay.ends > last for stay in stays):
        return False
    fourteen, sixteen = birthday(child.born, 14), birthday(child.born, 16)
    since = sum(max(0, stay.ends - max(stay.starts, fourteen)) for stay in stays)
    return since >= 91 and stays[-1].ends > sixteen


def _outside(key: str, child: Child, age: int, last: int) -> str:
    """Return why somebody is left out of the shares: home with the parents for half a year, or dead."""
    stay = [stay for stay in child.stays if stay.starts <= last][-1]
    if stay.rec in ("E4A", "E4B") and last - stay.ends > 183 and chance(key, "home", child.number) < 0.7:
        return "RHOM"
    return "DIED" if stay.rec == "E2" or (age > 18 and chance(key, "died", child.number) < 0.004) else ""


def _dealt(key: str, name: str, group: list[Child], year: int) -> list[Leaver]:
    """Return the group with activities and homes dealt out."""
    measure = "19_to_21" if name == "later" else name
    last = birthday_march(year)
    ranked = sorted(group, key=lambda child: (-_drive(key, child, year, last), child.number))
    does = _shared_out(len(ranked), published.of_year(f"activity_{measure}", year), ORDER)
    does = _mothers(ranked, does)
    known = [child for child, what in zip(ranked, does, strict=True) if what != ORDER[-1]]
    homes = published.of_year(f"accommodation_{measure}", year)
    unsuited = round(len(ranked) * homes["Accommodation considered unsuitable"])
    rough = {
        child.number
        for child in sorted(known, key=lambda child: chance(key, "home", child.number, year) + child.drive)[:unsuited]
    }
    return [_leaver(key, child, what, year, last, child.number in rough)
            for child, what in zip(ranked, does, strict=True)]  # fmt: skip


def _leaver(key: str, child: Child, what: str, year: int, last: int, rough: bool) -> Leaver:
    age = age_on(child.born, last)
    if what == ORDER[-1]:
        return Leaver(child, age, _one(LOST, chance(key, "lost", child.number, year)), "0", "0")
    part = chance(key, "part time", child.number, year) < 0.16
    if rough:
        home = _one(UNSUITABLE, chance(key, "rough", child.number, year))
    elif _in_foster_home(child, last) and chance(key, "put", child.number) < STAYS_PUT.get(age, 0.0):
        home = "Z1"
    else:
        home = _one(SUITABLE_17 if age == 17 else SUITABLE, chance(key, "where", child.number, age // 2))
    return Leaver(child, age, "YES", codes.activity(what, part, year), home)


def _in_foster_home(child: Child, last: int) -> bool:
    """Return whether somebody turned 18 in a foster home."""
    stay = [stay for stay in child.stays if stay.starts <= last][-1]
    return stay.ends >= child.adult and stay.placement.kind in FOSTER


def _drive(key: str, child: Child, year: int, last: int) -> float:
    """Return what places somebody in the order: steady over the years; at 17 few study beyond A level."""
    return 0.75 * child.drive + 0.25 * chance(key, "drive", child.number, year) - 0.2 * (age_on(child.born, last) == 17)


def _mothers(ranked: list[Child], does: list[str]) -> list[str]:
    """Give parenting to young women: exchange it with what the nearest of them would have done."""
    given = list(does)
    women = [at for at, child in enumerate(ranked) if child.sex == "F" and given[at] in ORDER[5:6]]
    for at, child in enumerate(ranked):
        if given[at] == ORDER[6] and child.sex == "M" and women:
            other = women.pop()
            given[at], given[other] = given[other], given[at]
    return given


def _shared_out(people: int, shares: published.Shares, order: tuple[str, ...]) -> list[str]:
    """Return one category for each place, in this order, by largest remainders."""
    exact = {category: people * shares.get(category, 0.0) for category in order}
    numbers = {category: int(share) for category, share in exact.items()}
    left = people - sum(numbers.values())
    for category in sorted(order, key=lambda one: numbers[one] - exact[one])[:left]:
        numbers[category] += 1
    return [category for category in order for _ in range(numbers[category])]


def _one(shares: tuple[tuple[str, float], ...], draw: float) -> str:
    for code, share in shares:
        draw -= share
        if draw < 0:
            return code
    return shares[-1][0]

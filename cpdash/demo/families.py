"""Which families come to the council's notice in a month: siblings enter on one day from one home."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from cpdash.demo.days import YEAR
from cpdash.demo.people import ALONE, BANDS, NEEDS, PEOPLES, SIBLINGS, Child, fragility
from cpdash.demo.steering import Balance
from cpdash.demo.streams import pick, stream

ENTERS = {
    "Under 1 year": 0.25, "1 to 4 years": 0.11, "5 to 9 years": 0.19, "10 to 15 years": 0.26, "16 years and over": 0.17,
}  # fmt: skip
"""Age at coming into care, before the balance of ages in care makes one likelier."""
LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


@dataclass(slots=True)
class Family:
    """Children who share a home; those who come into care together do so on `day`."""

    number: int
    day: int
    home: str
    need: str
    ethnic: str
    births: tuple[int, ...]
    draws: Random


def postcode(draws: Random, district: str) -> str:
    """Return a postcode in an area that does not exist, so that no real address can be meant."""
    letters = LETTERS[int(draws.random() * 20)] + LETTERS[int(draws.random() * 20)]
    return f"{district}{1 + int(draws.random() * 9)} {int(draws.random() * 10)}{letters}"


def family(key: str, number: int, day: int, ages: Balance, needs: Balance, peoples: Balance) -> Family:
    """Return the next family that comes to notice on a day."""
    draws = stream(key, "family", number)
    band = pick(draws, {band: share * ages.factor(band) for band, share in ENTERS.items()})
    eldest = _born(draws, band, day)
    size = 1 if band == "16 years and over" else pick(draws, SIBLINGS)
    births = (eldest, *(_sibling(draws, eldest, day) for _ in range(size - 1)))
    need = pick(draws, {need: share * needs.factor(need) for need, share in _needs(band).items()})
    ethnic = _ethnic(draws, peoples)
    return Family(number, day, postcode(draws, "XD"), need, ethnic, births, draws)


def member(key: str, number: int, born: int, family: Family, sexes: Balance) -> Child:
    """Return one child of a family."""
    draws = stream(key, "child", number)
    sex = pick(draws, {sex: 0.5 * sexes.factor(sex) for sex in "MF"})
    return Child(number, born, sex, family.ethnic, False, fragility(draws), draws.random(), draws)


def alone(key: str, number: int, day: int) -> Child:
    """Return an unaccompanied child seeking asylum: nearly always a young man of 15 to 17."""
    draws = stream(key, "child", number)
    age = pick(draws, {17: 0.42, 16: 0.40, 15: 0.13, 14: 0.05})
    born = day - int((age + 0.02 + 0.9 * draws.random()) * YEAR)
    sex = "M" if draws.random() < 0.955 else "F"
    return Child(number, born, sex, pick(draws, ALONE), True, 0.5 * fragility(draws), draws.random(), draws)


def _needs(band: str) -> dict[str, float]:
    if band != "16 years and over":
        return NEEDS
    return {**NEEDS, "N1": 0.50, "N4": 0.14, "N5": 0.28, "N6": 0.03}


def _born(draws: Random, band: str, day: int) -> int:
    low, high = BANDS[band]
    if band == "Under 1 year" and draws.random() < 0.5:
        return day - int(draws.random() * 8)
    # The last year before 18 is the rarest: few come into care for a few months.
    span = draws.random() ** 1.6 if band == "16 years and over" else draws.random()
    return day - 8 - int((low + span * (high - low)) * (YEAR - 1) * 0.985)


def _sibling(draws: Random, eldest: int, day: int) -> int:
    """Return the birth of a brother or sister: one to six years apart, and a child on the day."""
    apart = int((0.95 + 4.5 * draws.random()) * YEAR) * (1 if draws.random() < 0.55 else -1)
    born = eldest + apart
    if born > day or day - born > 15.5 * YEAR:
        born = eldest - apart
    return max(min(born, day), day - int(15.5 * YEAR))


def _ethnic(draws: Random, peoples: Balance) -> str:
    group = pick(draws, {group: share * peoples.factor(group) for group, (share, _) in PEOPLES.items()})
    return pick(draws, PEOPLES[group][1])

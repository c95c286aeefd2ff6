"""What OC2 says of a child who was in care for the whole year; shares as published for the region."""

from __future__ import annotations

from cpdash.demo import published
from cpdash.demo.days import age_on, birthday
from cpdash.demo.people import Child
from cpdash.demo.streams import chance, stream

ALL = "Total all ages"
# Column: the published count, and the published whole it is a share of.
SHARES = {
    "assessed": ("Had their annual health assessment", ALL),
    "immunised": ("Had their immunisations up to date", ALL),
    "teeth": ("Had their teeth checked by a dentist", ALL),
    "checked": ("Development assessments up to date", "Total ages 0 to 4 years"),
    "misuse": ("Identified as having a substance misuse problem", ALL),
    "treated": ("Received an intervention for their substance misuse problem",
                "Identified as having a substance misuse problem"),
    "convicted": ("Convicted or subject to youth cautions, or youth conditional cautions during the year",
                  "Total ages 10 to 17 years"),
    "scored": ("SDQ score was received", "Total ages 5 to 16 years"),
}  # fmt: skip


def health(key: str, child: Child, year: int) -> list[str]:
    """Return the columns of OC2 after CHILD and DOB for the year that ends on 31 March of `year`."""
    age = age_on(child.born, birthday_march(year))
    teens = age >= 12
    yes = {name: _yes(key, name, child, year, by=_weight(name, age)) for name in SHARES}
    misuse = "1" if teens and yes["misuse"] else "0"
    received = "" if misuse == "0" else ("1" if yes["treated"] else "0")
    score, reason = _sdq(key, child, year, age, yes["scored"])
    return [
        score, reason,
        ("1" if yes["convicted"] else "0") if age >= 10 else "",
        ("1" if yes["checked"] else "0") if age < 5 else "",
        "1" if yes["immunised"] else "0", "1" if yes["teeth"] else "0", "1" if yes["assessed"] else "0",
        misuse, received, "" if received != "0" else ("1" if chance(key, "offered", child.number, year) < 0.8 else "0"),
    ]  # fmt: skip


def birthday_march(year: int) -> int:
    """Return the 31 March of a year."""
    return birthday(_MARCH, year - 2000)


_MARCH = 730210
"""31 March 2000."""


def _weight(name: str, age: int) -> float:
    """Return how much likelier it is at an age than the published mean over all ages."""
    if name == "misuse":
        return {12: 0.4, 13: 1.0, 14: 1.8, 15: 3.0}.get(age, 4.2)
    if name == "convicted":
        return 0.3 if age < 13 else 1.0 if age < 15 else 1.9
    if name == "teeth":
        return 0.75 if age < 3 else 1.03
    return 1.0


def _yes(key: str, name: str, child: Child, year: int, *, by: float) -> bool:
    part, whole = SHARES[name]
    counts = published.counts()["health"]
    one = counts[min(max(year, min(counts)), max(counts))]
    return chance(key, name, child.number, year) < by * one[part] / one[whole]


def _sdq(key: str, child: Child, year: int, age: int, scored: bool) -> tuple[str, str]:
    """Return the score, or the reason why there is none; both are owed from 4 to 16 only."""
    if not 4 <= age <= 16:
        return "", ""
    if not scored:
        draw = chance(key, "no score", child.number, year)
        return "", "SDQ2" if draw < 0.35 else "SDQ5" if draw < 0.55 else "SDQ4"
    usual = stream(key, "worries", child.number).gauss(14.3, 7.2)
    return str(int(min(max(usual + 8 * (chance(key, "sdq", child.number, year) - 0.5) + 0.5, 0), 40))), ""

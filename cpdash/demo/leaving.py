"""How do children leave care? The reasons are kept near the region's shares of the last twelve months."""

from __future__ import annotations

from cpdash.demo.adopting import reverse
from cpdash.demo.council import Council
from cpdash.demo.days import YEAR, day_of
from cpdash.demo.people import Stay
from cpdash.demo.placing import FOSTER
from cpdash.demo.streams import chance, pick

GROUPS = {
    "E11": "Adopted", "E12": "Adopted", "E45": "Special guardianship orders", "E46": "Special guardianship orders",
    "E47": "Special guardianship orders", "E48": "Special guardianship orders",
    "E41": "Residence order or child arrangement order granted",
    "E4A": "Returned home to live with parents or other person with parental responsibility which was part of the care "
           "planning process",
    "E4B": "Returned home to live with parents or other person with parental responsibility which was not part of the "
           "care planning process",
    "E13": "Left care to live with parents, relatives or other person with no parental responsibility",
    "E5": "Moved into independent living (with supportive accommodation)",
    "E6": "Moved into independent living (with no formalised support)",
    "E7": "Transferred to residential care funded by adult social services",
    "E17": "Aged 18 (or over) and remained with current carers", "E2": "Died",
    "E3": "Care taken by another local authority", "E9": "Sentenced to custody",
    "E14": "Accommodation on remand ended", "E15": "Age assessment determined child aged 18 or over",
    "E16": "Child moved abroad", "E8": "Care ceased for any other reason",
}  # fmt: skip
E17_SINCE = day_of(2020, 4, 1)
LATE_SINCE = day_of(2025, 6, 1)
"""From here on one in fourteen of those who turn 18 is closed late in the files, so that there is something to find."""

_AT_18 = {
    "foster": {"E17": 0.78, "E5": 0.10, "E6": 0.04, "E8": 0.06, "E7": 0.02},
    "homes": {"E17": 0.22, "E5": 0.36, "E6": 0.10, "E8": 0.22, "E7": 0.10},
    "supported": {"E17": 0.35, "E5": 0.38, "E6": 0.12, "E8": 0.15},
    "others": {"E17": 0.15, "E5": 0.25, "E6": 0.15, "E8": 0.40, "E7": 0.05},
}
_COMES_BACK = {"E4A": 0.33, "E4B": 0.5, "E13": 0.28, "E41": 0.06}


def factor(council: Council, rec: str) -> float:
    """Return how many times likelier than usual this way of leaving should be now."""
    return council.leavers.factor(GROUPS[rec])


def leave(council: Council, stay: Stay, day: int, rec: str, *, recorded: int = 0) -> None:
    """End the period of care, and note whether the child will come back."""
    if GROUPS[rec] != "Adopted":
        reverse(council, stay, day)
    council.leave(stay, day, rec, recorded=recorded)
    council.leavers.add(day, GROUPS[rec])
    child = stay.child
    if child.draws.random() < _COMES_BACK.get(rec, 0.0):
        soon = child.draws.random() < 0.78
        back = day + 12 + int(child.draws.expovariate(1 / 120) if soon else 360 + child.draws.expovariate(1 / 500))
        if back < child.adult - 200:
            council.plan(back, child.number, "return")


def choose(council: Council, stay: Stay, weights: dict[str, float]) -> str:
    """Return one of these reasons, those that were rare in the last months likelier."""
    return pick(stay.child.draws, {rec: weight * factor(council, rec) for rec, weight in weights.items()})


def eighteen(council: Council, stay: Stay, day: int) -> None:
    """Leave on the eighteenth birthday."""
    kind = stay.placement.kind
    where = {"supported": "supported", "home_own": "homes", "home_private": "homes"}.get(kind, "others")
    weights = dict(_AT_18["foster" if kind in FOSTER else where])
    if day < E17_SINCE:
        weights["E5"] = weights["E5"] + weights.pop("E17", 0.0) / 2
    late = chance(council.key, "late", stay.child.number)
    recorded = day + 120 + int(late * 2500) if day >= LATE_SINCE and late < 0.07 else 0
    leave(council, stay, day, choose(council, stay, weights), recorded=recorded)


def guardianship(stay: Stay) -> str:
    """Return the reason for a special guardianship order: by the foster carer, or by somebody else."""
    kind = stay.placement.kind
    if kind == "connected":
        return "E45"
    if kind in FOSTER and stay.child.draws.random() < 0.4:
        return "E46"
    return "E47" if stay.child.draws.random() < 0.85 else "E48"


def from_voluntary(council: Council, stay: Stay, day: int) -> None:
    """Leave after a time of accommodation that parents agreed to."""
    weights = {"E4A": 0.60, "E4B": 0.09, "E13": 0.23, "E41": 0.03}
    if stay.child.adult - day < 2 * YEAR:
        weights |= {"E8": 0.08, "E5": 0.10, "E6": 0.03}
    leave(council, stay, day, choose(council, stay, weights))


def discharged(council: Council, stay: Stay, day: int) -> None:
    """Leave by the end of a care order: to guardians, or home for good."""
    kind = stay.placement.kind
    weights = {"E4A": 0.8, "E41": 0.1} if kind == "parents" else {"E45": 0.75, "E41": 0.25}
    if kind not in (*FOSTER, "parents"):
        weights = {"E4A": 0.7, "E41": 0.3}
    rec = choose(council, stay, weights)
    leave(council, stay, day, guardianship(stay) if rec == "E45" else rec)


def otherwise(council: Council, stay: Stay, day: int) -> None:
    """Leave in one of the rare ways."""
    if stay.child.unaccompanied:
        rec = choose(council, stay, {"E8": 0.6, "E15": 0.25, "E3": 0.15})
        stay.child.age_disputed = day if rec == "E15" else 0
    else:
        rec = choose(council, stay, {"E8": 0.8, "E3": 0.17, "E2": 0.03})
    leave(council, stay, day, rec)

"""How does the legal status run? Police protection and voluntary accommodation, proceedings, the final hearing."""

from __future__ import annotations

from cpdash.demo import leaving, moving
from cpdash.demo.adopting import order, reverse, standing
from cpdash.demo.council import Council
from cpdash.demo.days import YEAR, age_on, working_day, years_old
from cpdash.demo.people import Stay
from cpdash.demo.placing import FOSTER
from cpdash.demo.streams import chance, pick

# How children come in: under 1, to 9, to 15, 16 and over.
ENTRY = (
    (1, {"C1": 0.50, "L1": 0.09, "L2": 0.08, "V2": 0.33}),
    (10, {"C1": 0.36, "L1": 0.18, "L2": 0.06, "V2": 0.40}),
    (16, {"C1": 0.22, "L1": 0.14, "V2": 0.63, "J1": 0.01}),
    (18, {"C1": 0.02, "L1": 0.03, "V2": 0.91, "J1": 0.04}),
)
# A year's rates while accommodated: proceedings begin, the child leaves.
VOLUNTARY = ((1, 2.6, 2.6), (10, 2.2, 1.5), (16, 1.1, 0.95), (18, 0.04, 0.20))
# Outcomes of a final hearing without a plan for adoption, by age in years below.
OUTCOMES = (
    (1.0, {"E45": 0.46, "E41": 0.12, "E4A": 0.12, "E13": 0.04, "parents": 0.08, "C2": 0.22}),
    (2.0, {"E45": 0.48, "E41": 0.12, "E4A": 0.08, "E13": 0.02, "parents": 0.08, "C2": 0.30}),
    (5.0, {"E45": 0.44, "E41": 0.11, "E4A": 0.06, "E13": 0.02, "parents": 0.07, "C2": 0.38}),
    (10.0, {"E45": 0.30, "E41": 0.10, "E4A": 0.05, "E13": 0.02, "parents": 0.07, "C2": 0.51}),
    (18.0, {"E45": 0.05, "E41": 0.04, "E4A": 0.05, "E13": 0.02, "parents": 0.05, "C2": 0.79}),
)


def entry(council: Council, stay: Stay) -> str:
    """Return the legal status on the first day."""
    if stay.child.unaccompanied:
        return "V2"
    age = age_on(stay.child.born, stay.starts)
    weights = dict(next(weights for below, weights in ENTRY if age < below))
    weights["V2"] *= council.law.factor("Voluntary agreements under S20 CA 1989")
    return pick(stay.child.draws, weights)


def begin(council: Council, stay: Stay, day: int) -> None:
    """Fix the dates that follow from the legal status that began on a day."""
    draws = stay.child.draws
    if stay.legal in ("L1", "L2"):
        stay.dates["after"] = day + (1 + int(draws.random() * 3) if stay.legal == "L1" else 5 + int(draws.random() * 9))
    elif stay.legal == "J1":
        stay.dates["remand"] = day + 12 + int(draws.random() * 70)
    elif stay.legal == "C1":
        _proceedings(stay, day)


def _proceedings(stay: Stay, day: int) -> None:
    draws = stay.child.draws
    weeks = max(12.0, draws.gauss(20 if day - stay.child.born < 120 else 23, 6))
    stay.dates["hearing"] = working_day(day + int(7 * weeks))
    if (day - stay.child.born) / YEAR < 5.5:
        stay.dates["decide"] = stay.dates["hearing"] - 16 - int(draws.random() * 40)


def after(council: Council, stay: Stay, day: int) -> None:
    """End police protection or an emergency order: proceedings, an agreement with the parents, or home."""
    step = pick(stay.child.draws, {"C1": 0.55, "V2": 0.28, "leave": 0.17})
    if step == "leave":
        leaving.from_voluntary(council, stay, day)
        return
    council.turn(stay, day, legal=step)
    begin(council, stay, day)


def remand(council: Council, stay: Stay, day: int) -> None:
    """End a remand: the young person goes free or to custody."""
    leaving.leave(council, stay, day, leaving.choose(council, stay, {"E14": 0.5, "E9": 0.5}))


def voluntary_per_year(council: Council, stay: Stay, day: int) -> tuple[float, float]:
    """Return how readily proceedings begin for an accommodated child, and how readily the child leaves."""
    age = years_old(stay.child.born, day)
    court, away = next((court, away) for below, court, away in VOLUNTARY if age < below or below == 18)
    fewer = council.law.factor("Voluntary agreements under S20 CA 1989")
    slow = min(max(fewer, 0.4), 2.0)
    return court / slow, away / slow


def proceedings(council: Council, stay: Stay, day: int) -> None:
    """Begin proceedings for an accommodated child."""
    council.turn(stay, day, legal="C1")
    begin(council, stay, day)


def hearing(council: Council, stay: Stay, day: int) -> None:
    """Hold the final hearing, or adjourn it; brothers and sisters are heard together."""
    adjourned = min(max(0.58 * council.law.factor("Interim care order"), 0.15), 0.88)
    if chance(council.key, "adjourned", day, stay.home) < adjourned:
        stay.dates["hearing"] = working_day(day + 35)
        return
    made = standing(council, stay.child)
    if made and stay.child.draws.random() < 0.93:
        council.turn(stay, day, legal="E1")
        order(stay, day)
        return
    if made:
        reverse(council, stay, day, "RD2")
    step = pick(stay.child.draws, _outcomes(council, stay, day))
    if step == "C2":
        longer = moving.settle(stay)
        council.turn(stay, day, legal="C2", placement=longer, reason="PLACE" if longer else "", same_carer=True)
    elif step == "parents":
        home = council.market.place("parents", stay, day, stay.child.draws)
        council.turn(stay, day, legal="C2", placement=home, reason="CARPL")
    else:
        leaving.leave(council, stay, day, leaving.guardianship(stay) if step == "E45" else step)


def _outcomes(council: Council, stay: Stay, day: int) -> dict[str, float]:
    years, kind = (day - stay.child.born) / YEAR, stay.placement.kind
    weights = dict(next(weights for below, weights in OUTCOMES if years < below))
    weights["E45"] *= 2.1 if kind == "connected" else 0.45
    weights["E4A"] *= 2.5 if kind == "parents" else 0.8
    if kind == "parents" or stay.usual:
        del weights["parents"]
    for step in weights:
        if step.startswith("E"):
            weights[step] *= leaving.factor(council, step)
    weights["C2"] *= council.law.factor("Full care order")
    return weights


def discharged_per_year(council: Council, stay: Stay, day: int) -> float:
    """Return how readily a care order ends: where relatives care, or where the child lives at home already."""
    kind, young = stay.placement.kind, years_old(stay.child.born, day) < 10
    if kind == "parents":
        rate = (0.50 if young else 0.28) * leaving.factor(council, "E4A")
    elif kind == "connected":
        rate = (0.25 if young else 0.08) * leaving.factor(council, "E45")
    else:
        rate = (0.03 if young else 0.01) if kind in FOSTER else 0.015
    return rate / council.law.factor("Full care order") ** 3

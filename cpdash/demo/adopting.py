"""The way to an adoption: decision, placement order, match, placement, order of the court; and decisions reversed."""

from __future__ import annotations

from cpdash.demo import story
from cpdash.demo.council import Council
from cpdash.demo.days import YEAR, day_of, working_day
from cpdash.demo.people import Adoption, Child, Decision, Stay
from cpdash.demo.streams import pick

# Days from placement to the order: longer while the courts were slow.
UNTIL_ORDER = (
    (day_of(2018, 4, 1), 250),
    (day_of(2021, 1, 1), 290),
    (day_of(2023, 4, 1), 260),
    (day_of(2025, 1, 1), 220),
)
LIKELY = ((1.0, 0.37), (2.0, 0.31), (4.0, 0.18), (6.0, 0.05))
"""Chance of a decision for adoption before the final hearing, by age in years below."""
COUPLES = {"MF": 0.86, "MM": 0.08, "FF": 0.06}


def standing(council: Council, child: Child) -> Decision | None:
    """Return the decision that the child should be placed for adoption, while it stands."""
    return next((one for one in council.decisions_of.get(child.number, ()) if not one.reversed_on), None)


def decide(council: Council, stay: Stay, day: int) -> None:
    """Decide, some weeks before the final hearing, whether a young child should be placed for adoption."""
    years = (day - stay.child.born) / YEAR
    likely = next((share for below, share in LIKELY if years < below), 0.0)
    steer = (council.law.factor("Placement order granted") * council.leavers.factor("Adopted")) ** 0.5
    if stay.child.draws.random() < likely * steer:
        council.decisions_of.setdefault(stay.child.number, []).append(Decision(stay.child, working_day(day)))


def reverse(council: Council, stay: Stay, day: int, reason: str = "RD1") -> None:
    """Reverse the decision for a child who leaves care in another way, or for whom no family was found."""
    made = standing(council, stay.child)
    if made:
        made.reversed_on, made.reason = max(day, made.made + 1), reason


def order(stay: Stay, day: int) -> None:
    """Fix what follows a placement order: a match after some months, or, for one in ten, none."""
    draws = stay.child.draws
    if draws.random() < 0.10:
        stay.dates["unmatched"] = day + 280 + int(draws.random() * 250)
        return
    stay.dates["placed"] = working_day(day + 35 + int(draws.gammavariate(2.0, 82)))


def unmatched(council: Council, stay: Stay, day: int) -> None:
    """Give up the plan: the placement order is revoked and the care order stands again."""
    reverse(council, stay, day, pick(stay.child.draws, {"RD1": 0.5, "RD3": 0.4, "RD4": 0.1}))
    council.turn(stay, day, legal="C2")


def placed(council: Council, stay: Stay, day: int) -> None:
    """Move in with the adoptive family, or stay with the foster carer who becomes it."""
    draws = stay.child.draws
    stays_put = stay.placement.kind in ("inhouse", "connected") and draws.random() < 0.16
    if stays_put:
        here = stay.placement._replace(kind="adoption", code="A5")
        council.turn(stay, day, placement=here, reason="PLACE", same_carer=True)
    else:
        there = council.market.place("adoption", stay, day, draws)
        council.turn(stay, day, placement=there, reason="CARPL")
    stay.adopters_were_carers = stays_put
    stay.dates["matched"] = day - 10 - int(draws.random() * 25)
    if draws.random() < 0.03:
        stay.dates["disrupted"] = day + 30 + int(draws.random() * 120)
        return
    mean = story.between(UNTIL_ORDER, day)
    stay.dates["adopted"] = working_day(day + 75 + int(draws.gammavariate(3.0, (mean - 75) / 3)))


def disrupted(council: Council, stay: Stay, day: int) -> None:
    """Leave the adoptive family again; a second family is looked for."""
    del stay.dates["matched"]
    there = council.market.place("inhouse", stay, day, stay.child.draws)
    council.turn(stay, day, placement=there, reason="CREQO")
    stay.dates["placed"] = working_day(day + 200 + int(stay.child.draws.random() * 200))


def adopted(council: Council, stay: Stay, day: int) -> str:
    """Note what AD1 says, and return the reason for leaving."""
    draws, made = stay.child.draws, standing(council, stay.child)
    assert made is not None
    two = draws.random() < 0.84
    sexes = pick(draws, COUPLES) if two else pick(draws, {"F1": 0.93, "M1": 0.07})
    status = "L0" if not two else _status(sexes, draws.random())
    council.adoptions.append(Adoption(stay.child, day, made.made, stay.dates["matched"], stay.adopters_were_carers,
                                      2 if two else 1, sexes, status))  # fmt: skip
    return "E11" if draws.random() < 0.6 else "E12"


def _status(sexes: str, draw: float) -> str:
    if sexes == "MF":
        return "L11" if draw < 0.8 else "L3"
    return "L12" if draw < 0.6 else ("L2" if draw < 0.75 else "L4")

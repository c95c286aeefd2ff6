"""The state of the borough while time runs: who is in care, what is fixed to happen, and the few ways it can change."""

from __future__ import annotations

from heapq import heappop, heappush

from cpdash.demo import published, story
from cpdash.demo.days import years_old
from cpdash.demo.people import NEED_WORDS, PEOPLE_OF, Adoption, Child, Decision, Episode, Placement, Stay, band_of
from cpdash.demo.placing import Market
from cpdash.demo.steering import Balance, Recent

LAW = {
    "C1": "Interim care order", "C2": "Full care order", "E1": "Placement order granted",
    "V2": "Voluntary agreements under S20 CA 1989", "L1": "Detained for child protection",
    "L2": "Detained for child protection", "J1": "Youth justice legal statuses",
}  # fmt: skip
AGES = 3.0
"""How strongly the ages of those who come in make up for the ages of those in care."""
NEED_CODES = {words: code for code, words in NEED_WORDS.items()}
_PROVIDERS = {
    "PR0": "Parents or other person with parental responsibility", "PR1": "Own provision (by the LA)",
    "PR2": "Other LA provision", "PR3": "Other public provision (e.g. by a PCT etc)", "PR4": "Private provision",
    "PR5": "Voluntary/third sector provision", "": "Placement provider not reported",
}  # fmt: skip


class Council:
    """One council through time. Everything is decided in the order of days, so an end never alters what was before.

    `key` names the world: the same key gives the same children. `size` multiplies how many there are.
    """

    def __init__(self, key: str, size: float = 1.0) -> None:
        self.key, self.size = key, size
        self.children: list[Child] = []
        self.in_care: dict[int, Stay] = {}
        self.decisions_of: dict[int, list[Decision]] = {}
        self.adoptions: list[Adoption] = []
        self.market = Market()
        self.ages, self.needs, self.law, self.sexes = Balance(AGES), Balance(3.0), Balance(3.0), Balance(3.0)
        self.peoples = Balance(3.0)
        self.leavers, self.returns = Recent(2.2), Recent(1.0)
        self.families = 0
        self._queue: list[tuple[int, int, str]] = []

    def plan(self, day: int, number: int, what: str) -> None:
        """Note that something will happen to a child (or, with a number below 0, to the council) on a day."""
        heappush(self._queue, (day, number, what))

    def next(self, last: int) -> tuple[int, int, str] | None:
        """Return what happens next, or None when nothing more does by the last day."""
        return heappop(self._queue) if self._queue and self._queue[0][0] <= last else None

    def month_begins(self, day: int) -> None:
        """Count ages anew, and set the shares that there ought to be in this month."""
        self.ages = Balance(AGES, (band_of(years_old(stay.child.born, day)) for stay in self.in_care.values()))
        self.ages.want(published.on("age", day))
        need = published.on("need", day)
        self.needs.want({NEED_CODES[words]: share for words, share in need.items()})
        self.sexes.want({words[0]: share for words, share in published.on("sex", day).items()})
        self.peoples.want(published.on("ethnicity", day))
        self.law.want(published.on("legal_status", day))
        providers = published.on("provider", day)
        self.market.want(day, {code: providers[words] for code, words in _PROVIDERS.items()})
        self.leavers.want(published.on("reason_ceased", day))
        self.leavers.forget(day)
        self.returns.forget(day)

    def wanted(self, day: int) -> float:
        """Return how many children ought to be in care on a day."""
        return self.size * story.between(story.STOCK, day)

    def unaccompanied(self) -> int:
        """Return how many unaccompanied children are in care."""
        return sum(stay.child.unaccompanied for stay in self.in_care.values())

    def enter(self, stay: Stay, legal: str, placement: Placement) -> None:
        """Begin a period of care."""
        child = stay.child
        child.stays.append(stay)
        stay.episodes.append(Episode(stay.starts, "S", legal, placement))
        self.in_care[child.number] = stay
        self._count(stay, 1)

    def turn(
        self, stay: Stay, day: int, *, legal: str | None = None, placement: Placement | None = None,
        reason: str = "", same_carer: bool = False,
    ) -> None:  # fmt: skip
        """Close the episode of a child and open the next one on the same day."""
        before = stay.now
        if day <= before.starts:
            raise ValueError("an episode must last a day")
        self._count(stay, -1)
        before.ends, before.rec, before.reason = day, "X1", reason
        rne = _reason_for_new(bool(legal), placement, same_carer)
        stay.episodes.append(Episode(day, rne, legal or before.legal, placement or before.placement))
        self._count(stay, 1)

    def leave(self, stay: Stay, day: int, rec: str, *, recorded: int = 0) -> None:
        """End a period of care; `recorded` is a later day that the files give by mistake."""
        self._count(stay, -1)
        stay.ends = stay.now.ends = recorded or day
        stay.rec = stay.now.rec = rec
        del self.in_care[stay.child.number]

    def _count(self, stay: Stay, by: int) -> None:
        self.needs.change(stay.need, by)
        self.sexes.change(stay.child.sex, by)
        self.peoples.change(PEOPLE_OF[stay.child.ethnic], by)
        self.law.change(LAW[stay.legal], by)
        self.market.count(stay.placement, by, unaccompanied=stay.child.unaccompanied)


def _reason_for_new(legal: bool, placement: Placement | None, same_carer: bool) -> str:
    """Return RNE: what changed, and whether the carer did."""
    if placement is None:
        return "L"
    if legal:
        return "U" if same_carer else "B"
    return "T" if same_carer else "P"

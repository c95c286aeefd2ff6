"""One council's return as rows of text: which rows belong to its days, and what each file says of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from cpdash.demo import codes, health
from cpdash.demo.breaks import short_breaks
from cpdash.demo.council import Council
from cpdash.demo.days import age_on, birthday, day_of, written, year_ending
from cpdash.demo.leavers import Leaver, leavers
from cpdash.demo.missing import Incident, incidents
from cpdash.demo.people import Child, Episode, Stay
from cpdash.demo.reviews import Review, reviews
from cpdash.demo.streams import chance, stream
from cpdash.demo.workers import Allocation, allocations

Row = list[str]
WORKERS_SINCE = 2024
"""The first year with a file of social workers."""

COLUMNS = {
    "header": "CHILD SEX DOB ETHNIC UPN MOTHER MC_DOB",
    "episodes": "CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE HOME_POST PL_POST URN "
                "PL_DISTANCE PL_LOCATION",
    "reviews": "CHILD DOB REVIEW REVIEW_CODE",
    "uasc": "CHILD SEX DOB DUC",
    "oc2": "CHILD DOB SDQ_SCORE SDQ_REASON CONVICTED HEALTH_CHECK IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT "
           "SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED",
    "oc3": "CHILD DOB IN_TOUCH ACTIV ACCOM",
    "ad1": "CHILD DOB DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR",
    "placed_for_adoption": "CHILD DOB DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED",
    "previous_permanence": "CHILD DOB PREV_PERM LA_PERM DATE_PERM",
    "missing": "CHILD DOB MISSING MIS_START MIS_END",
    "sw_episodes": "CHILD DOB SW_ID SW_DECOM SW_DEC SW_REASON",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Life:
    """All that happened up to the last day: the council, and what was worked out of each child's life."""

    council: Council
    last: int
    short_breaks: list[Child]
    reviews: dict[int, list[Review]]
    incidents: dict[int, list[Incident]]
    allocations: dict[int, list[Allocation]]

    @classmethod
    def of(cls, council: Council, last: int, first_child: int) -> Life:
        """Return the lives of all children of a council."""
        return cls(council, last, short_breaks(council, last, first_child), reviews(council, last),
                   incidents(council, last), allocations(council, last))  # fmt: skip


@dataclass
class Writing:
    """One return: the days it covers, and the year (of the 31 March) whose codes it uses."""

    life: Life
    first: int
    last: int
    year: int
    tables: dict[str, list[Row]] = field(default_factory=dict)
    named: dict[int, Child] = field(default_factory=dict)
    """The children whom the header must name."""

    @property
    def whole_year(self) -> bool:
        """Whether the last day is a 31 March, so that the yearly files exist."""
        return self.last == health.birthday_march(self.year)

    def written(self) -> dict[str, list[Row]]:
        """Return every file's rows, in the order of child and date."""
        here = self._here()
        self.named = {child.number: child for child in here}
        for name, rows in _FILES.items():
            self.tables[name] = [row for child in here for row in rows(self, child)]
        self._yearly(here)
        if self.year < WORKERS_SINCE:
            del self.tables["sw_episodes"]
        everybody = sorted(self.named.values(), key=lambda child: child.number)
        return {"header": [_header(self, child) for child in everybody], **self.tables}

    def _here(self) -> list[Child]:
        """Return the children with an episode that was open at some moment of the return."""
        people = [*self.life.council.children, *self.life.short_breaks]
        return [child for child in people if any(True for _ in self.episodes(child))]

    def episodes(self, child: Child) -> list[tuple[Stay | None, Episode]]:
        """Return the episodes of a child that belong to this return."""
        if child.breaks:
            return [(None, one) for one in child.breaks if self._open(one.starts, one.ends)]
        return [(stay, one) for stay in child.stays if self._open(stay.starts, stay.ends)
                for one in stay.episodes if self._open(one.starts, one.ends)]  # fmt: skip

    def _open(self, starts: int, ends: int) -> bool:
        return starts <= self.last and (not ends or ends >= self.first)

    def until(self, day: int) -> str:
        """Return a day as text, or nothing for one that had not come when the return was made."""
        return written(day) if day <= self.last else ""

    def id(self, child: Child) -> str:
        """Return the child's number as the council writes it: six digits, some of them leading zeros."""
        return f"{child.number:06d}"

    def _yearly(self, here: list[Child]) -> None:
        if not self.whole_year:
            return
        key, since = self.life.council.key, health.birthday_march(self.year - 1) + 1
        self.tables["oc2"] = [
            [self.id(child), written(child.born), *health.health(key, child, self.year)]
            for child in here
            if any(stay.starts <= since and (not stay.ends or stay.ends >= self.last) for stay in child.stays)
        ]
        found = sorted(leavers(self.life.council, self.year), key=lambda one: one.child.number)
        self.tables["oc3"] = [_leaver(self, one) for one in found]
        self.named |= {one.child.number: one.child for one in found}


def _header(to: Writing, child: Child) -> Row:
    mother = child.sex == "F" and chance(to.life.council.key, "mother", child.number) < 0.03
    baby = birthday(child.born, 16) + child.number * 37 % 500
    is_mother = mother and baby <= to.last
    return [
        to.id(child), codes.sex(child.sex, to.year), written(child.born), child.ethnic, _upn(to, child),
        ("1" if is_mother else "0") if child.sex == "F" and age_on(child.born, to.last) >= 12 else "",
        written(baby) if is_mother else "",
    ]  # fmt: skip


def _upn(to: Writing, child: Child) -> str:
    if child.unaccompanied and child.number % 3:
        return "UN2"
    if age_on(child.born, to.last) < 5:
        return "UN1"
    return f"{'ABCDEFGHJKLMNPQRTUVWXYZ'[child.number % 23]}999{child.number * 7919 % 10**9:09d}"


def _episodes(to: Writing, child: Child) -> list[Row]:
    return [_episode(to, stay, one, child) for stay, one in to.episodes(child)]


def _episode(to: Writing, stay: Stay | None, one: Episode, child: Child) -> Row:
    place, over = one.placement, 0 < one.ends <= to.last
    return [
        to.id(child), written(one.starts), one.rne, one.legal, stay.need if stay else "N2", codes.place(place, to.year),
        place.provider, written(one.ends) if over else "", one.rec if over else "", one.reason if over else "",
        stay.home if stay else place.post, place.post, codes.urn(place, to.year),
        "" if place.distance is None else f"{place.distance:.1f}", place.location,
    ]  # fmt: skip


def _reviews(to: Writing, child: Child) -> list[Row]:
    return [[to.id(child), written(child.born), written(day), code]
            for day, code in to.life.reviews.get(child.number, ()) if to.first <= day <= to.last]  # fmt: skip


def _uasc(to: Writing, child: Child) -> list[Row]:
    if not child.unaccompanied:
        return []
    ceased = child.age_disputed if 0 < child.age_disputed <= to.last else child.adult
    return [[to.id(child), codes.sex(child.sex, to.year), written(child.born), written(ceased)]]


def _ad1(to: Writing, child: Child) -> list[Row]:
    if not child.adopted or not to.first <= child.stays[-1].ends <= to.last:
        return []
    [found] = [one for one in to.life.council.adoptions if one.child is child]
    return [[
        to.id(child), written(child.born), written(found.decided), written(found.matched), str(int(found.by_carer)),
        str(found.adopters), found.sexes, found.status,
    ]]  # fmt: skip


def _placed(to: Writing, child: Child) -> list[Row]:
    rows = []
    for one in to.life.council.decisions_of.get(child.number, ()):
        stays = [stay for stay in child.stays if stay.starts <= one.made <= (stay.ends or one.made)]
        ends = stays[0].ends if stays else 0
        placed = any(e.legal == "E1" for _, e in to.episodes(child))
        over = one.reversed_on and one.reversed_on < to.first and not placed
        if one.made <= to.last and not over and (not ends or ends >= to.first):
            shown = 0 < one.reversed_on <= to.last
            rows.append([to.id(child), written(child.born), written(one.made),
                         written(one.reversed_on) if shown else "", one.reason if shown else ""])  # fmt: skip
    return rows


def _permanence(to: Writing, child: Child) -> list[Row]:
    started = [stay for stay in child.stays if to.first <= stay.starts <= to.last]
    if not started:
        return []
    before = child.stays[: child.stays.index(started[-1])]
    how = {"E41": "P3", "E45": "P2", "E46": "P2", "E47": "P2", "E48": "P2"}
    if found := [stay for stay in before if stay.rec in how]:
        return [[to.id(child), written(child.born), how[found[-1].rec], "", written(found[-1].ends)]]
    draws = stream(to.life.council.key, "permanence", child.number)
    age = age_on(child.born, started[-1].starts)
    if age < 3 or draws.random() > 0.07:
        return [[to.id(child), written(child.born), "Z1", "", ""]]
    year = to.year - 1 - int(draws.random() * (age - 1))
    return [[to.id(child), written(child.born), draws.choice(("P1", "P2", "P2", "P3")), "", f"zz/zz/{year}"]]


def _missing(to: Writing, child: Child) -> list[Row]:
    return [[to.id(child), written(child.born), kind, written(first), to.until(ends) if ends else ""]
            for kind, first, ends in to.life.incidents.get(child.number, ())
            if first <= to.last and (not ends or ends >= to.first)]  # fmt: skip


def _workers(to: Writing, child: Child) -> list[Row]:
    in_care = any(stay.starts <= to.last and (not stay.ends or stay.ends > to.last) for stay in child.stays)
    since = max(to.first, day_of(WORKERS_SINCE - 1, 4, 1))
    if to.year < WORKERS_SINCE or not in_care:
        return []
    return [
        [to.id(child), written(child.born), worker, written(first), to.until(ends) if ends else "", reason]
        for worker, first, ends, reason in to.life.allocations.get(child.number, ())
        if first <= to.last and (not ends or ends >= since)
    ]


def _leaver(to: Writing, one: Leaver) -> Row:
    return [to.id(one.child), written(one.child.born), one.in_touch, one.activity, one.home]


_FILES: dict[str, Callable[[Writing, Child], list[Row]]] = {
    "episodes": _episodes, "reviews": _reviews, "uasc": _uasc, "ad1": _ad1, "placed_for_adoption": _placed,
    "previous_permanence": _permanence, "missing": _missing, "sw_episodes": _workers,
}  # fmt: skip


def years_until(last: int) -> list[int]:
    """Return the years (of their 31 March) of the returns from April 2018 to the last day."""
    return list(range(2019, year_ending(last) + 1))

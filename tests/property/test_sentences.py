"""No sentence contradicts its data: 20,000 random answers are put into words, and the words are read back."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from cpdash import words
from cpdash.board.answer import Answer
from cpdash.board.answering import Ground, answer
from cpdash.board.cards import Nation
from cpdash.board.series import Against
from cpdash.board.views import Place, Point, Stamp, TargetStep
from cpdash.catalogue import Indicator
from cpdash.catalogue.loader import the_catalogue
from cpdash.narrative import answer_headline, answer_paragraph
from cpdash.narrative.answered import MOST_OF_PARAGRAPH
from cpdash.narrative.facts import facts
from cpdash.narrative.headline import MOST_WORDS
from cpdash.periods import Form, Month
from tests.views_for_tests import STAMP, STOCKTON

ANSWERS = 20_000
LAST = Month(2026, 3)
REGION = Place("E12000001", "North East", "region")
ENGLAND = Place("E92000001", "England", "country")
NEAR = [f"E0600000{at}" for at in range(5, 9)]

NUMBER = r"(\N{MINUS SIGN}?£?[\d,]+(?:\.\d+)?)"


@dataclass
class Drawn:
    """A random indicator of a council with all that it is held against. `whole`: no month is missing or withheld."""

    draw: random.Random
    one: Indicator
    points: list[Point] = field(default_factory=list)
    whole: bool = False

    def answer(self) -> Answer:
        """Return its answer."""
        form, step = self._form()
        self.points = self._drawn(step)
        mine: dict[str, dict[str, list[Point]]] = {self.one.id: {form: self.points}}
        steps = {self.one.id: self._steps()}
        return answer(self.one, Ground(STOCKTON, _stamp(), LAST, mine, steps, self._nation(), {}))

    def _form(self) -> tuple[Form, int]:
        form = self.draw.choice(self.one.local.all_forms)
        is_yearly = self.one.benchmark is not None and self.draw.random() < 0.3
        return (self.one.benchmark.form, 12) if is_yearly and self.one.benchmark else (form, 1)

    def _drawn(self, step: int) -> list[Point]:
        least, most = self.one.bounds
        middle = self.draw.choice([3.0, 20.0, 55.0, 300.0, 5000.0])
        top = min(most, 2 * middle)
        spread = self.draw.choice([0.0, 0.02, 0.3]) * (top - least)
        value = min(max(middle, least), top)
        found = []
        self.whole = self.draw.random() < 0.4
        for at in range(self.draw.randint(12, 30) if self.whole else self.draw.randint(0, 20)):
            value = min(max(value + self.draw.uniform(-spread, spread), least), most)
            late = self.draw.choice([0, 0, 0, 1]) if step == 1 and not self.whole else 0
            found.append(self._point(LAST.plus(-step * at - late), value))
        months: dict[Month, Point] = {}
        for point in found:
            months.setdefault(point.month, point)
        return [months[month] for month in sorted(months)]

    def _point(self, month: Month, value: float) -> Point:
        chance = 1.0 if self.whole else self.draw.random()
        if chance < 0.04:
            return Point(month, None, "suppressed", "the return", "Withheld to protect small numbers.")
        if chance < 0.08:
            return Point(month, None, "missing", "the return", "Nothing was loaded.")
        count = whole = None
        shown = round(value, self.one.decimals)
        if self.one.unit == "%" and self.draw.random() < 0.7:
            whole = float(self.draw.choice([7, 13, 40, 400]))
            count = float(round(value * whole / 100))
            shown = 100 * count / whole
        status = self.draw.choice(["published", "derived", "provisional", "illustrative"])
        basis = "indicative" if not self.whole and self.draw.random() < 0.05 else "same"
        return Point(month, shown, status, "the return", numerator=count, denominator=whole, basis=basis)

    def _steps(self) -> tuple[TargetStep, ...]:
        if self.draw.random() < 0.4 or not self.points:
            return ()
        value = round(self.draw.choice([p.value for p in self.points if p.value is not None] or [10.0]), 1)
        value = round(value + self.draw.choice([0, 0, -1.5, 2.5]), 1)
        tolerance = self.draw.choice([0.0, 1.0])
        return (TargetStep(Month(2020, 4), None, value, tolerance, "the board", "a reason", "a paper"),)

    def _nation(self) -> Nation:
        if self.one.benchmark is None or not self.points:
            return Nation({}, {}, {}, REGION, ENGLAND, (2025, NEAR), (STOCKTON.code, *NEAR), frozenset(), Against())
        name = (self.one.id, self.one.benchmark.form)
        codes = [STOCKTON.code, *NEAR, REGION.code, ENGLAND.code]
        base = next((p.value for p in self.points if p.value is not None), 10.0)
        years = [{code: round(base * self.draw.uniform(0.7, 1.3), 1) for code in codes} for _ in range(2)]
        month = Month(self.draw.choice([2025, 2026]), self.one.benchmark.year_end)
        month = month if month <= LAST else month.plus(-12)
        return Nation({name: years[0]}, {name: years[1]}, {name: month}, REGION, ENGLAND, (2025, NEAR),
                      (STOCKTON.code, *NEAR), frozenset([STOCKTON.code, *NEAR]), Against())  # fmt: skip


def _stamp() -> Stamp:
    return STAMP


def read(text: str) -> float:
    """Return a number as it is written."""
    return float(text.replace(",", "").replace("£", "").replace("\N{MINUS SIGN}", "-"))


def faults(drawn: Drawn, said: Answer) -> Iterator[str]:
    """Yield each statement that the data do not bear out."""
    latest = said.card.latest
    for fact in facts(said):
        if latest is None or latest.value is None:
            if "no data" not in fact.text:
                yield f"says something of nothing: {fact.text}"
        else:
            check = CHECKS.get(fact.kind)
            if check and not check(drawn, said, fact.text):
                yield f"{fact.kind}: {fact.text}"


def _same(text: str, value: float, one: Indicator, slack: float = 0.0) -> bool:
    """Return whether a number as it is written is a value, rounded."""
    return abs(read(text) - value) <= 0.5 * 10.0**-one.decimals + slack + 1e-6


def _value(drawn: Drawn, said: Answer, text: str) -> bool:
    after = text.removeprefix(f"{drawn.one.short}: ")
    found = re.match(NUMBER, after)
    assert said.card.latest and said.card.latest.value is not None
    return bool(found) and _same(found[1], said.card.latest.value, drawn.one) if found else False


def _change(drawn: Drawn, said: Answer, text: str) -> bool:
    latest = said.card.latest
    assert latest and latest.value is not None
    was = re.search(r"since (.+?) \(" + NUMBER, text)
    if not was:
        return False
    then = [p for p in drawn.points if p.value is not None and words_of(p.month, latest.month, was[1])]
    if not any(_same(was[2], p.value or 0.0, drawn.one) for p in then):
        return False
    change = latest.value - next(p.value for p in then if p.value is not None and _same(was[2], p.value, drawn.one))
    up = text.startswith("Up")
    if text.startswith("No change"):
        return abs(change) <= 0.5 * 10.0**-drawn.one.decimals + 1e-6 and "which is" not in text
    if re.match(r"(?:Up|Down) less than ", text):
        slight = abs(change) <= 0.5 * 10.0**-drawn.one.decimals + 1e-6
        return slight and up == (change > 0) and "which is" not in text
    size = re.match(r"(?:Up|Down) " + NUMBER, text)
    is_told = bool(size) and _same(size[1], abs(change), drawn.one) if size else False
    return is_told and up == (change > 0) and _judged(drawn.one, change > 0, text)


def words_of(month: Month, latest: Month, text: str) -> bool:
    """Return whether a text names a month as seen from a later one."""
    return text in (month.words, words.since(latest, month))


def _judged(one: Indicator, is_up: bool, text: str) -> bool:
    if "better" not in text and "worse" not in text:
        return True
    return one.polarity != "neutral" and ("better" in text) == (is_up == (one.polarity == "high"))


def _target(drawn: Drawn, said: Answer, text: str) -> bool:
    target, latest = said.card.target, said.card.latest
    assert target and latest and latest.value is not None
    if text.startswith("The target is"):
        return said.card.target_status is None
    off = latest.value - target.value
    short = -off if drawn.one.polarity == "high" else off
    truth = "meets" if short <= 0 else "is close to" if short <= target.tolerance else "misses"
    if f"It {truth} its target" not in text:
        return False
    where = re.search(r"it is " + NUMBER + r" .*?(above|below) it", text)
    return where is None or (_same(where[1], abs(off), drawn.one) and (where[2] == "above") == (off > 0))


def _record(drawn: Drawn, said: Answer, text: str) -> bool:
    latest = said.card.latest
    found = re.search(r"the (highest|lowest) of the (\d+) figures since (\w+ \d+)", text)
    assert latest and latest.value is not None
    if not found:
        return False
    since = [p for p in drawn.points if p.value is not None and p.basis == latest.basis]
    inside = since[-int(found[2]) :]
    values = [p.value for p in inside if p.value is not None]
    extreme = max(values) if found[1] == "highest" else min(values)
    return latest.value == extreme and values.count(extreme) == 1 and len(values) == int(found[2])


def _first(drawn: Drawn, said: Answer, text: str) -> bool:
    latest = said.card.latest
    found = re.search(r"the first (above|below) " + NUMBER, text)
    assert latest and latest.value is not None and said.record
    if not found:
        return False
    level, is_above = read(found[2]), found[1] == "above"
    window = [
        p for p in drawn.points
        if p.value is not None and p.basis == latest.basis and said.record.first <= p.month <= latest.month
    ]  # fmt: skip
    beyond = [p for p in window if p.value is not None and (p.value > level if is_above else p.value < level)]
    return beyond == [window[-1]]


def _benchmark(drawn: Drawn, said: Answer, text: str) -> bool:
    latest = said.card.latest
    assert latest and latest.value is not None
    if "counted differently" in text or "level with" in text:
        return "better" not in text and "worse" not in text
    found = re.search(r"It is " + NUMBER + r" .*?(above|below) (.+?) \(" + NUMBER, text)
    if not found:
        return False
    gap = next(c.gap for c in said.compares if words.called(c.gap.kind, c.gap.label) == found[3])
    real = latest.value - gap.value
    is_right = _same(found[1], abs(real), drawn.one) and (found[2] == "above") == (real > 0)
    return is_right and _judged(drawn.one, real > 0, text) and ("no more than" in text) <= ("worse" not in text)


def _extremes(drawn: Drawn, said: Answer, text: str) -> bool:
    found = re.search(r"highest was " + NUMBER + r".*lowest " + NUMBER, text)
    assert said.record
    if not found:
        return False
    return _same(found[1], said.record.highest, drawn.one) and _same(found[2], said.record.lowest, drawn.one)


def _cohort(drawn: Drawn, said: Answer, text: str) -> bool:
    latest = said.card.latest
    found = re.search(r"(\d+) of (\d+)", text)
    assert latest and latest.denominator
    return bool(found) and (int(found[1]), int(found[2])) == (latest.numerator, latest.denominator) if found else False


def _rank(drawn: Drawn, said: Answer, text: str) -> bool:
    found = re.search(r"ranked (\d+)\w\w of (\d+)", text)
    assert said.standing
    bench = drawn.one.benchmark
    assert bench
    return bool(found) and (int(found[1]), int(found[2])) == (said.standing.rank, said.standing.of) if found else False


def _window(drawn: Drawn, said: Answer) -> list[Point]:
    """Return the figures that the record is of."""
    latest, record = said.card.latest, said.record
    assert latest and record
    return [p for p in drawn.points if p.value is not None and p.basis == latest.basis
            and record.first <= p.month <= latest.month]  # fmt: skip


def _off(drawn: Drawn, said: Answer, text: str) -> bool:
    found = re.match(r"It is (\d+)% (below the highest|above the lowest)", text)
    values = [p.value or 0.0 for p in _window(drawn, said)]
    if not found:
        return False
    end = max(values) if "highest" in found[2] else min(values)
    return abs(int(found[1]) - abs(100 * (values[-1] - end) / end)) <= 0.5 + 1e-6


def _average(drawn: Drawn, said: Answer, text: str) -> bool:
    found, window = re.search(NUMBER + r"%?$", text), _window(drawn, said)
    if not found:
        return False
    if text.startswith("Their average"):
        return _same(found[1], sum(p.value or 0.0 for p in window) / len(window), drawn.one)
    whole = sum(p.denominator or 0.0 for p in window)
    return _same(found[1], 100 * sum(p.numerator or 0.0 for p in window) / whole, drawn.one)


def _run(drawn: Drawn, said: Answer, text: str) -> bool:
    found = re.match(r"It has gone (up|down) (\d+) times in a row", text)
    window = _window(drawn, said)
    if not found:
        return False
    since = [p.value for p in drawn.points if p.basis == window[-1].basis and p.month >= window[0].month]
    steps = [0.0 if a is None or b is None else b - a for a, b in pairwise(since)]
    while since and since.pop() is None:
        steps.pop()  # after the newest figure there is none
    way, times = (1 if found[1] == "up" else -1), int(found[2])
    before = steps[: len(steps) - times]
    return all(way * step > 0 for step in steps[-times:]) and not (before and way * before[-1] > 0)


def _always(drawn: Drawn, said: Answer, text: str) -> bool:
    found = re.match(r"It was (above|below) its target in all (\d+) figures", text)
    target = said.card.target
    if not found or target is None:
        return False
    values = [p.value or 0.0 for p in _window(drawn, said) if p.month >= target.start]
    is_so = all(one > target.value if found[1] == "above" else one < target.value for one in values)
    return is_so and len(values) == int(found[2])


def _signal(drawn: Drawn, said: Answer, text: str) -> bool:
    """Recount the limits and the first rule plainly; whatever else is said has to be on the side that it is said of."""
    assert said.signal
    values = [p.value or 0.0 for p in drawn.points if p.month in said.signal.months]
    ranges = [abs(b - a) for a, b in pairwise(values)]
    kept = [one for one in ranges if one < 3.267 * sum(ranges) / len(ranges)] or ranges
    reach, centre = 2.66 * sum(kept) / len(kept), sum(values) / len(values)
    is_out = abs(values[-1] - centre) > reach + 1e-6
    if "no more than chance" in text:
        return not is_out
    good = {"high": values[-1] > centre, "low": values[-1] < centre, "neutral": False}[drawn.one.polarity]
    if "outside its usual range" in text:
        way = "neither" if drawn.one.polarity == "neutral" else "for the better" if good else "for the worse"
        return is_out and way in text
    return ("neither" in text) == (drawn.one.polarity == "neutral")


def _assurance(drawn: Drawn, said: Answer, text: str) -> bool:
    signal, target = said.signal, said.card.target
    assert signal and target
    is_left = "no usual one now" in text
    if is_left != (signal.variation != "common"):
        return False
    inside = signal.lower <= target.value <= signal.upper and signal.lower < signal.upper
    return inside == ("chance decides" in text or "inside its usual range" in text)


CHECKS = {
    "value": _value, "change": _change, "year": _change, "year start": _change, "target": _target, "record": _record,
    "first": _first, "benchmark": _benchmark, "extremes": _extremes, "cohort": _cohort, "rank": _rank,
    "off": _off, "average": _average, "run": _run, "always": _always, "signal": _signal, "assurance": _assurance,
}  # fmt: skip


def test_no_sentence_contradicts_its_data() -> None:
    draw = random.Random(20260401)
    every = list(the_catalogue().indicators.values())
    told: Counter[str] = Counter()
    for _ in range(ANSWERS):
        drawn = Drawn(draw, draw.choice(every))
        said = drawn.answer()
        wrong = list(faults(drawn, said))
        assert not wrong, f"{drawn.one.id}: {wrong} of {drawn.points}"
        assert len(answer_headline(said).split()) <= MOST_WORDS
        assert len(answer_paragraph(said).split()) <= MOST_OF_PARAGRAPH
        told.update(fact.kind for fact in facts(said))
    print(f"\n{ANSWERS} answers, statements read back: {dict(told)}")
    assert min(told[kind] for kind in CHECKS) > 100


def test_a_sentence_that_contradicts_its_data_is_found() -> None:
    draw = random.Random(1)
    one = the_catalogue().indicator("AR2")
    drawn = Drawn(draw, one)
    while not ((said := drawn.answer()).change("month") and said.card.latest):
        drawn = Drawn(draw, one)
    text = next(fact.text for fact in facts(said) if fact.kind == "change")
    assert _change(drawn, said, text)
    turned = text.replace("Up ", "Down ") if text.startswith("Up") else f"Up 5 {text.partition(' ')[2]}"
    assert not _change(drawn, said, turned)

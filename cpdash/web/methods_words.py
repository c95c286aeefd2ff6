"""What the Methods page says of comparing, of change, of the return and of small numbers: the words alone."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from cpdash.board.answer import Reason
from cpdash.board.attention import CONCERNS, ENOUGH, FEW, FRESH, IMPROVEMENTS, LATE, MOST
from cpdash.board.signals import FEWEST
from cpdash.board.signals import MOST as MONTHS
from cpdash.narrative.answered import WHY
from cpdash.stats.xmr import LIMIT, RUN, SCREEN

Terms = tuple[tuple[str, str], ...]
"""Terms and what is said of each."""


WAYS: Terms = (
    (
        "Rank",
        "Councils of a group that have a published figure, the best first; equal figures share the better place. "
        "Councils without a figure have no rank and are named.",
    ),
    (
        "Movement",
        "The place in the year before minus the place now. Both sizes of the group are said: a place among fewer "
        "councils is worth more.",
    ),
    (
        "Quartile band",
        "Every English council with a figure is in one of four bands: A is the best quarter, D the worst. A measure "
        "without a better end has no band.",
    ),
    (
        "Statistical neighbours",
        "Councils that resemble this one, in a model of 2025 or of 2021. Their average is the mean of those that "
        "published a figure, or the median where that is chosen; how many did is said.",
    ),
    (
        "Only published figures are compared",
        "A council's own monthly figure is never ranked against another council's published one. Only a synthetic "
        "council, of which nothing is published, is ranked by its own; it is in no other council's group.",
    ),
    (
        "Lines on charts",
        "Heavy line: the council. Thin lines: region, statistical neighbours and England. Steps: the target. A dashed "
        "end is the last published figure carried forward. Hollow circle: provisional. Hollow square: counted "
        "differently. A gap is a month without a figure, never a zero.",
    ),
    (
        "Status against the target",
        "✓ met; ≈ close, which is within the tolerance; ✗ missed. A measure without a better end is never judged.",
    ),
    (
        "Kinds of figure",
        "Published: as the publisher printed it. Worked out from the council's return: see below. Provisional: may "
        "still change, or looks back further than the returns go. Withheld: kept back to protect "
        "children. No data: with the reason. Counted differently: the national figure is close to the measure, not "
        "the same.",
    ),
)


RETURN: Terms = (
    (
        "Which rows count",
        "Returns of several years become one history: of each child and start date the version of the return that goes "
        "furthest. A corrected or longer return takes the place of the old one. A row that was open and that the next "
        "return does not have is taken to have ended with the return that had it.",
    ),
    (
        "In care on a day",
        "An episode counts from the day it begins to the day before it ends. Short breaks (V3, V4) are left out. A "
        "child of 18 or over with an open episode is counted apart: an end is nearly always missing.",
    ),
    (
        "A period of care",
        "Episodes without a gap, each but the last ended by X1. A child who starts twice in a window is one child, by "
        "the first time; one who leaves twice, by the last.",
    ),
    (
        "A placement",
        "The time with one carer. A change of legal status, a move with the same carer (T, U) and a temporary stay (T0 "
        "to T4) with the return from it are no new placement. A child on a temporary stay counts at the usual home.",
    ),
    (
        "Windows",
        "Whole months that end with the month shown: the twelve months to February 2025 begin on 1 March 2024. They "
        "are counted from the children's rows, not added up from months, and begin no earlier than 1 April of the "
        "first return; until a window is full its figure is provisional and says so.",
    ),
    (
        "Age",
        "In completed years. A child born on 29 February is a year older on 1 March where there is no such day.",
    ),
    (
        "Distance",
        "PL_DISTANCE of the return; without it, the straight line between the two postcodes in miles, to one decimal. "
        "20 miles exactly is not more than 20.",
    ),
    (
        "Once a year",
        "Health and care leavers come from files that exist for the year to 31 March: no month between is invented.",
    ),
    (
        "Faulty rows",
        "Only a row that cannot be read is left out. Any other fault is kept and counted as above, and the months that "
        "it touches say so here and on the Data page.",
    ),
)


SMALL: Terms = (
    (
        "What is withheld from the public",
        "Counts of 1 to 5, shares whose numerator, denominator or rest is that small, averages over so few, and what "
        "any of them could be worked out from: other categories of a total, parts of the same children, months inside "
        "windows, what starts and ends. The reason given is always the same.",
    ),
    (
        "Instead of withholding",
        "A series is shown every month as it is; where that would tell a small number every month but rounded; else "
        "once a quarter, twice or once a year. Categories are put into wider bands. Each says so. A rounded figure is "
        "judged only where rounding cannot change the judgement.",
    ),
    (
        "How it is checked",
        "When a snapshot is published, for all that the public can see together: what anyone could work out of a small "
        "count has to reach outside 1 to 5 and to hold at least five whole values.",
    ),
    (
        "What the public is not shown at all",
        "Notes that the council did not mark as public, remarks in its own files, faults in them, windows that the "
        "files cover only in part, breakdowns between quarter ends, and a scorecard's percentages that come without "
        "their counts.",
    ),
    (
        "Limits",
        "Whoever kept an older public snapshot, or knows a child, knows more than is allowed for. SECURITY.md has them "
        "all.",
    ),
)
"""How small numbers are protected."""


def _points(counts: Mapping[Reason, int]) -> str:
    """Return how much each reason counts, as the code has it."""
    by_points = groupby(sorted(counts, key=lambda why: -counts[why]), key=lambda why: counts[why])
    return "; ".join(f"{points} each: {', '.join(WHY[why] for why in some)}" for points, some in by_points)


CHANGE: Terms = (
    (
        "Is a change real?",
        f"The newest {MONTHS} months that follow one another (at least {FEWEST}) are drawn with their average and with "
        f"the usual range, which is what chance makes: the average, and {LIMIT} times the average step from month to "
        f"month on either side. A step of {SCREEN} times the average and more is left out of that once. This is the "
        "XmR chart of NHS England's Making Data Count.",
    ),
    (
        "More than chance",
        f"A month outside the range; {RUN} months in a row that all rise or all fall; two of three in the outer third "
        f"of the range on one side; {RUN} months in a row on one side of the average. The first that holds is named. "
        "The newest month says whether a change is real: an improvement or a worsening by what is better for the "
        "measure; neither where nothing is.",
    ),
    (
        "Will it meet its target?",
        "If nothing changes: a target that the whole range is better than will keep being met, one that the whole "
        "range is worse than will keep being missed, and of one inside the range chance decides.",
    ),
    (
        "Where no range is drawn",
        "Windows that overlap, such as twelve months, because neighbouring figures share events: there the single "
        "months are looked at, and the page says so. The number of children in care and its rate, which move slowly. "
        "Fewer months, a gap among them, or one that is withheld or rounded to protect children.",
    ),
    (
        "Where the range begins anew",
        "Only in a month that a person entered with a reason, which is shown. It is never done by the program.",
    ),
    (
        "Trend of five years",
        "The last five yearly figures: a chi-square test for trend at 99.8 %, and a slope of the same sign whichever "
        "year is left out (OHID Fingertips).",
    ),
    (
        "More than chance from others",
        "The 95 % interval of the council's figure (Wilson's for a share, Byar's for a count or rate) lies wholly "
        "above or below the benchmark. Without numerator and denominator no such thing is said.",
    ),
    (
        "Highest, lowest, average",
        "Of the newest figure and those of the year before it. An average of shares is all numerators over all "
        "denominators; where counts are not known it is the mean of the figures. None is told over a month that is "
        "withheld.",
    ),
    (
        "Where the board should look first",
        f"At most {MOST} measures, those with most points, from {ENOUGH} on: {_points(CONCERNS)} (late means by {LATE} "
        "months or more). Of equals the one goes first in which more councils do better. Left out are figures older "
        f"than {FRESH} months or of fewer than {FEW} people, and published figures that are counted differently.",
    ),
    ("What improved", f"The same with these points: {_points(IMPROVEMENTS)}."),
)
"""How it is told whether a change is real, and what the board should look at first."""

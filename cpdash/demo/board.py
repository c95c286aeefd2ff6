"""What the board of the demonstration council has agreed, and when it meets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from cpdash.periods import Month

ACTION_COLUMNS = ("area", "plan", "priority", "action", "lead", "due", "status", "status_date", "success_measure",
                  "indicator", "source_document")  # fmt: skip
MEETING_COLUMNS = ("area", "date", "form", "standing_item", "source_document")


class Action(NamedTuple):
    """One action of the board, from the month it was agreed; `done` is the month in which it was finished, if ever."""

    agreed: Month
    priority: str
    action: str
    lead: str
    due: Month
    done: Month | None
    measure: str
    indicator: str


ACTIONS = (
    Action(Month(2024, 9), "Health", "Dental appointments offered within four weeks of coming into care",
           "Designated Nurse", Month(2025, 3), Month(2025, 2), "80 % with a dental check", "dental_checks"),
    Action(Month(2025, 1), "Fostering", "Foster carer fee review and a new offer for carers of teenagers",
           "Head of Fostering", Month(2025, 10), Month(2025, 11), "12 new households a year", "foster_carer_approvals"),
    Action(Month(2025, 5), "Fostering", "Two constellations of foster families that support one another",
           "Head of Fostering", Month(2026, 6), None, "Fewer moves of 13 to 15 year-olds", "NI62"),
    Action(Month(2025, 9), "Placements", "Weekly panel for every child placed more than 20 miles away",
           "Head of Service, Children in Care", Month(2025, 12), Month(2026, 1), "Share below 15 %", "CP12"),
    Action(Month(2026, 1), "Placements", "Open a third and fourth two-bed home in the borough", "Assistant Director",
           Month(2026, 12), None, "Eight more children living in the borough", "CP15"),
    Action(Month(2026, 3), "Care leavers", "A council apprenticeship offered to every care leaver who wants one",
           "Leaving Care Manager", Month(2026, 9), None, "55 % of 19 to 21 year-olds learning or working", "NI148"),
    Action(Month(2026, 5), "Permanence", "Every child's plan for a lasting home agreed by the second review",
           "Head of Service, Children in Care", Month(2026, 11), None, "92 % agreed", "CP7"),
    Action(Month(2026, 7), "Voice", "Advocate named at the first visit", "Participation Lead", Month(2026, 10), None,
           "Every child", "advocacy_offered"),
)  # fmt: skip
DOCUMENT = "Demonstration: Corporate Parenting Board, made up"


def actions(area: str, to: Month) -> Iterator[tuple[str, ...]]:
    """Return the actions that had been agreed by a month, each with its status then."""
    for one in ACTIONS:
        if one.agreed <= to:
            status, since = _status(one, to)
            yield (area, "Board actions", one.priority, one.action, one.lead, str(one.due), status, str(since),
                   one.measure, one.indicator, f"{DOCUMENT}, {one.agreed.words}")  # fmt: skip


def _status(one: Action, to: Month) -> tuple[str, Month]:
    if one.done and one.done <= to:
        return "done", one.done
    return ("delayed", one.due) if one.due < to else ("in progress", one.agreed)


def meetings(area: str, to: Month) -> Iterator[tuple[str, ...]]:
    """Return the meetings from June 2018 to half a year after a month: the third Tuesday of every other month."""
    month = Month(2018, 6)
    while month <= to.plus(6):
        form = "virtual" if Month(2020, 4) <= month <= Month(2021, 8) else "in person"
        item = "Annual report" if month.month == 6 else "Scorecard and actions"
        yield area, _third_tuesday(month).isoformat(), form, item, f"{DOCUMENT}, calendar"
        month = month.plus(2)


def _third_tuesday(month: Month) -> date:
    first = month.first
    return first + timedelta(days=(1 - first.weekday()) % 7 + 14)

"""What the service of the demonstration council has noted beside its figures: commentary, actions, events, a rebase."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cpdash.periods import Month

NOTE_COLUMNS = ("area", "indicator", "month", "kind", "text", "who", "due", "status", "public")


class Noted(NamedTuple):
    """One note; `until` is the day by which an action is to be done."""

    month: Month
    indicator: str
    kind: str
    text: str
    who: str
    until: date | None = None


PLACEMENTS, FOSTERING = "Head of Service, Placements", "Head of Fostering"
NOTES = (
    Noted(Month(2022, 6), "CP15", "event", "Rowan Place opened in the borough", PLACEMENTS),
    Noted(Month(2025, 4), "missing_episodes", "rebase",
          "From April 2025 the police report every absence the same day, so more of them are recorded",
          "Missing from Home Coordinator"),
    Noted(Month(2026, 1), "CP12", "event", "Weekly panel began for every child placed far from home", PLACEMENTS),
    Noted(Month(2025, 10), "NI62", "commentary",
          "Moves rose most among 13 to 15 year-olds whose agency foster homes ended", PLACEMENTS),
    Noted(Month(2026, 3), "NI148", "action", "Offer a council apprenticeship to every care leaver who wants it",
          "Leaving Care Manager", date(2026, 9, 30)),
    Noted(Month(2026, 5), "CP12", "commentary",
          "Teenagers whose foster homes ended were placed in private homes beyond the borough", PLACEMENTS),
    Noted(Month(2026, 5), "CP12", "action", "Open another two-bed home in the borough for teenagers",
          "Assistant Director", date(2026, 12, 31)),
    Noted(Month(2026, 6), "dental_checks", "commentary", "A community dentist now keeps weekly appointments for us",
          "Designated Nurse"),
    Noted(Month(2026, 7), "foster_carer_approvals", "action", "Answer every enquiry of a possible carer within a day",
          FOSTERING, date(2026, 12, 31)),
)  # fmt: skip


def notes(area: str, to: Month) -> Iterator[tuple[str, ...]]:
    """Return the notes that had been made by a month; of actions, whether they were late by then."""
    for one in NOTES:
        if one.month <= to:
            due = one.until.isoformat() if one.until else ""
            yield (area, one.indicator, str(one.month), one.kind, one.text, one.who, due, _status(one, to), "yes")


def _status(one: Noted, to: Month) -> str:
    if one.until is None:
        return ""
    return "delayed" if Month.of(one.until) < to else "in progress"

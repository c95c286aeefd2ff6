"""Which days does each return cover? Read from its dates where the user does not say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from cpdash.extract import Finding
from cpdash.ingest.sql import Connection, script
from cpdash.ingest.ssda903.opening import Folder
from cpdash.ingest.ssda903.staging import SQL

FEW_ENDS, FEW_STARTS = 100, 1000
"""A year that holds fewer than one in so many of a return's ends (of its starts) is taken for mistyped dates."""

_YEARS = re.compile(r"(?<!\d)(20\d\d)(?:[-_/ ]+(20\d\d|\d\d)(?!\d))?(?!\d)")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user says: the first day (a 1 April) and the last, and the day that it is."""

    today: date
    first: date | None = None
    last: date | None = None


@dataclass(slots=True)
class Days:
    """The days that a return covers, both included; or the faults for which that cannot be said."""

    first: date = date.min
    last: date = date.min
    said: str = ""
    findings: list[Finding] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def year(self) -> int:
        """The collection year: the calendar year of the 31 March that ends the financial year of the last day."""
        return financial_year(self.last)


@dataclass(frozen=True, slots=True)
class _Dates:
    """How many episodes of a return began and ended in each financial year, and its newest date up to today."""

    starts: Mapping[int, int]
    ends: Mapping[int, int]
    newest: date | None


def financial_year(day: date) -> int:
    """Return the calendar year in which the financial year of a day ends."""
    return day.year + (day.month >= 4)


def asked_faults(asked: Asked, councils: Sequence[str]) -> list[str]:
    """Return what is wrong with the days that the user names, for returns of these councils."""
    faults = []
    if asked.first and (asked.first.month, asked.first.day) != (4, 1):
        faults.append("--year-from must be a 1 April: a return begins with a financial year.")
    if asked.last and asked.last > asked.today:
        faults.append("--year-to lies in the future: give the last day that the return covers.")
    if asked.first and asked.last and asked.last < asked.first:
        faults.append("--year-to must not lie before --year-from.")
    if (asked.last or asked.first) and len(set(councils)) < len(councils):
        faults.append("--year-from and --year-to are for one return of a council: load these folders one at a time.")
    return faults


def days_covered(db: Connection, folders: Sequence[Folder], asked: Asked) -> list[Days]:
    """Return the days of each return, in order; `said` has them in words."""
    dates = _dates(db, len(folders), asked.today)
    return [_covered(folder, found, asked) for folder, found in zip(folders, dates, strict=True)]


def _dates(db: Connection, count: int, today: date) -> list[_Dates]:
    years: dict[tuple[int, str], dict[int, int]] = {}
    for ret, side, year, episodes in db.execute(script("years", SQL), {"today": today}).fetchall():
        years.setdefault((ret, side), {})[year] = episodes
    newest: dict[int, date] = dict(db.execute(script("newest", SQL), {"today": today}).fetchall())
    return [_Dates(years.get((at, "start"), {}), years.get((at, "end"), {}), newest.get(at)) for at in range(count)]


def _covered(folder: Folder, dates: _Dates, asked: Asked) -> Days:
    days, label = Days(), folder.files[0].label
    last = asked.last or _last(days, dates, asked.today, label)
    if last is None:
        days.faults.append(f"{label}: no episode says which year this return is of: give its last day with --year-to.")
        return days
    first = asked.first or _first(days, dates, last, label)
    if first > last:
        days.faults.append(f"{label}: does not reach the end of a month of its year: give its last day with --year-to.")
        return days
    days.first, days.last = first, last
    days.said = f"{_day(first)} to {_day(last)}" + ("" if asked.last else ", read from its dates")
    if asked.last and dates.starts and _newest_year(dates.starts) != financial_year(last):
        message = "the newest episodes did not begin in the year of the last day that --year-to gives"
        days.findings.append(Finding("warning", label, "days", message))
    days.findings.extend(_disagreeing_names(folder, days))
    return days


def _last(days: Days, dates: _Dates, today: date, label: str) -> date | None:
    """Return 31 March of the year in which the newest episode began, or the end of the last whole month before now."""
    if not dates.starts or dates.newest is None:
        return None
    year = _newest_year(dates.starts)
    if year != max(dates.starts):
        days.findings.append(_mistyped(label, "DECOM", f"after 31 March {year}", "--year-to"))
    end = date(year, 3, 31)
    if end <= today:
        return end
    last = _whole_month(dates.newest)
    message = f"its year is not over: taken to cover the days to {_day(last)}. Give its last day with --year-to"
    days.findings.append(Finding("warning", label, "days", message))
    return last


def _first(days: Days, dates: _Dates, last: date, label: str) -> date:
    """Return 1 April of the earliest year in which an episode ended: what ended before a return is not in it."""
    ends = {year: count for year, count in dates.ends.items() if year <= financial_year(last)}
    year = _oldest_year(ends) if ends else financial_year(last)
    if ends and year != min(ends):
        days.findings.append(_mistyped(label, "DEC", f"before 1 April {year - 1}", "--year-from"))
    return date(year - 1, 4, 1)


def _oldest_year(years: Mapping[int, int]) -> int:
    """Return the earliest year, passing over those that together hold fewer than one end in FEW_ENDS."""
    total, seen = sum(years.values()), 0
    for year in sorted(years):
        seen += years[year]
        if seen * FEW_ENDS >= total:
            return year
    return max(years)


def _newest_year(years: Mapping[int, int]) -> int:
    total, seen = sum(years.values()), 0
    for year in sorted(years, reverse=True):
        seen += years[year]
        if seen * FEW_STARTS >= total:
            return year
    return max(years)


def _mistyped(label: str, column: str, when: str, option: str) -> Finding:
    message = f"a few dates lie {when}, far from the rest: taken for mistyped. If they are right, say so with {option}"
    return Finding("warning", label, "days", message, None, column)


def _whole_month(day: date) -> date:
    """Return the last day of the last month that ended on or before a day."""
    return day if (day + timedelta(days=1)).day == 1 else day.replace(day=1) - timedelta(days=1)


def _disagreeing_names(folder: Folder, days: Days) -> Iterator[Finding]:
    """Return a warning for the folder and for each file whose name says a year that the dates do not."""
    label = folder.files[0].label
    if folder.below and _disagrees(folder.below[0], days):
        yield Finding("warning", label, "year", "the folder's name says another year than the dates in its files")
    for file in folder.files:
        if _disagrees(file.path.stem, days):
            yield Finding("warning", file.label, "year", "the name says another year than the dates in the return")


def _disagrees(name: str, days: Days) -> bool:
    found = _YEARS.search(name)
    if not found:
        return False
    begin = int(found[1])
    if not found[2]:
        return not days.first.year <= begin <= days.year
    end = int(found[2]) if len(found[2]) == 4 else begin // 100 * 100 + int(found[2])
    return end >= begin and not (days.first.year <= begin and end <= days.year)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

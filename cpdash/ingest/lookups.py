"""Which area, indicator, form or month does a cell name? What it cannot be is said without repeating the cell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from cpdash.catalogue import Catalogue, Indicator
from cpdash.errors import UnknownName, nearest
from cpdash.extract import Area
from cpdash.ingest.raw import Places
from cpdash.periods import FORMS, Form, Month

_SAFE = re.compile(r"E\d{8}|(CP|AR|NI)\d{1,3}[a-z]?|\d{4}-\d{2}")
"""Codes and months can be repeated in a message; a word could be a name that slipped into the wrong column."""


class Unreadable(Exception):
    """A cell that does not name what its column wants. The message says what was expected."""


class AreaNames:
    """Finds areas by GSS code or name."""

    def __init__(self, places: Places) -> None:
        self._codes, self._names = places.by_code(), places.by_name()

    def find(self, text: str) -> Area:
        """Return the area; raises Unreadable with the nearest known."""
        area = self._codes.get(text.upper()) or self._names.get(text.casefold())
        if area is None:
            known = self._codes if text[:1].upper() == "E" and text[1:].isdigit() else self._all_names()
            raise Unreadable(f"{_shown(text)}no known area: expected a GSS code or a name{_nearest(text, known)}")
        return area

    def council(self, text: str) -> Area:
        """Return the council; raises Unreadable for anything else."""
        area = self.find(text)
        if area.kind != "council":
            raise Unreadable(f"is a {area.kind}: expected a council")
        if not area.current:
            raise Unreadable("is a council that no longer exists")
        return area

    def _all_names(self) -> list[str]:
        return [area.name for area in self._names.values()]


def find_indicator(catalogue: Catalogue, text: str) -> Indicator:
    """Return the indicator with this id or code; raises Unreadable with the nearest known."""
    try:
        return catalogue.indicator(text)
    except UnknownName as error:
        hint = f". Nearest: {', '.join(error.near)}" if error.near else ""
        raise Unreadable(f"{_shown(text)}no known indicator: expected an id or a code such as CP5{hint}") from None


def find_form(text: str) -> Form:
    """Return the form of this name, whatever its case; raises Unreadable with those that exist."""
    for form in FORMS:
        if text.casefold() == form:
            return form
    raise Unreadable(f"no known form: expected one of {', '.join(FORMS)}{_nearest(text, FORMS)}")


def find_month(text: str) -> Month:
    """Return the month of YYYY-MM, or of a date that begins or ends one; raises Unreadable."""
    if found := re.fullmatch(r"([0-9]{4})-([0-9]{2})", text):
        if found[1] != "0000" and 1 <= int(found[2]) <= 12:
            return Month(int(found[1]), int(found[2]))
    elif re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return _edge_of_month(text)
    raise Unreadable(f"{_shown(text)}no month: expected YYYY-MM, such as 2025-03")


def find_day(text: str) -> date:
    """Return the day of YYYY-MM-DD; raises Unreadable."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Unreadable("no day: expected YYYY-MM-DD, such as 2025-03-31")


def _edge_of_month(text: str) -> Month:
    day = find_day(text)
    month = Month.of(day)
    if day not in (month.first, month.last):
        raise Unreadable("a day within a month: expected YYYY-MM, or the first or last day of the month")
    return month


def check_not_future(month: Month, status: str, today: date) -> None:
    """Raise Unreadable for a window that has not ended yet; the current month may be given as provisional."""
    now = Month.of(today)
    if month > now:
        raise Unreadable(f"{month} is in the future")
    if month == now and month.last > today and status != "provisional":
        raise Unreadable(f"{month} has not ended yet: give it with status provisional")


def _shown(text: str) -> str:
    return f"{text} is " if _SAFE.fullmatch(text) else "is "


def _nearest(text: str, known: Iterable[str]) -> str:
    near = nearest(text, known)
    return f". Nearest: {', '.join(near)}" if near else ""

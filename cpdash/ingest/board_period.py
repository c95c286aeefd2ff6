"""Which month and window does a period mean, as board papers write it?"""

from __future__ import annotations

import re

from cpdash.ingest.lookups import Unreadable, find_day, find_month
from cpdash.periods import Form, Month


def board_period(text: str) -> tuple[Month | None, Form | None]:
    """Return the last month of a period, and its form where the text says it. Raises Unreadable.

    The last day of a month is a snapshot; any other day, or a run of months, is a stated period, so that it is never
    drawn as if it were the month's end. A plain year gives no month: the source map has to say it.
    """
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        month = Month.of(find_day(text))
        return month, "snapshot" if find_day(text) == month.last else "stated period"
    if found := re.fullmatch(r"(\d{4}-\d{2}) to (\d{4}-\d{2})", text):
        return find_month(found[2]), "stated period"
    if re.fullmatch(r"\d{4}", text):
        return None, "stated period"
    return _years(text) or (find_month(text), None)


def _years(text: str) -> tuple[Month, Form] | None:
    """Return the window of 2020-21 or 2018-21; None for 2021-07. Raises Unreadable for 2010-11, which can be either."""
    found = re.fullmatch(r"(\d{2})(\d{2})-(\d{2})", text)
    forms: dict[int, Form] = {1: "12 months", 3: "3 years"}
    length = int(found[3]) - int(found[2]) if found else 0
    if not found or length not in forms:
        return None
    if int(found[3]) <= 12:
        raise Unreadable("a month or years: write the last day, such as 2010-11-30, or the range, 2010-04 to 2011-03")
    return Month(int(found[1] + found[3]), 3), forms[length]

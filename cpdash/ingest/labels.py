"""When a label of a published table is for: "2025", "202425", "2024-25 (OT)", "2025 (prov)", "2014-16"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cpdash.periods import Month

_YEAR = re.compile(r"(\d{4})")
_PACKED = re.compile(r"(\d{4})(\d{2})")
_SPAN = re.compile(r"(\d{4})[-/](\d{2}|\d{4})")
_LONG = re.compile(r"(\d{4})/\d{2}-(\d{2})/(\d{2})")
_TAIL = re.compile(r"\s*\((OT|Rev|Final|prov)\)$", re.IGNORECASE)
ACADEMIC_END = 8


@dataclass(frozen=True, slots=True)
class Labelled:
    """The month that a label's window ends with, how many years it spans, and whether it is provisional."""

    month: Month
    years: int = 1
    provisional: bool = False


def read_label(label: str, year_end: int = 3) -> Labelled | None:
    """Return what a label means, or None when it is no period.

    `year_end` is the month in which the measure's year ends. "2024-25" and "2025" name the same year. Six digits are
    DfE's academic year and end in August. OT (out-turn), Rev and Final say how a figure came about, not when it is for.
    """
    tail = _TAIL.search(label)
    text = label[: tail.start()] if tail else label
    provisional = bool(tail and tail[1].lower() == "prov")
    if found := _YEAR.fullmatch(text):
        return _labelled(int(found[1]), 1, year_end, provisional)
    if found := _PACKED.fullmatch(text):
        ends = _ends(int(found[1]), found[2])
        return _labelled(ends, ends - int(found[1]), ACADEMIC_END, provisional) if ends == int(found[1]) + 1 else None
    if found := _SPAN.fullmatch(text):
        ends = _ends(int(found[1]), found[2])
        years = ends - int(found[1])
        # "2015-16" is one year, "2014-16" is three: the calendar years 2014, 2015 and 2016.
        return _labelled(ends, years if years == 1 else years + 1, year_end, provisional) if years > 0 else None
    if found := _LONG.fullmatch(text):
        ends = _ends(int(found[1]), found[3])
        return _labelled(ends, ends - int(found[1]), year_end, provisional) if ends > int(found[1]) else None
    return None


def _ends(start: int, digits: str) -> int:
    return int(digits) if len(digits) == 4 else start // 100 * 100 + int(digits) + 100 * (int(digits) < start % 100)


def _labelled(ends: int, years: int, year_end: int, provisional: bool) -> Labelled | None:
    return Labelled(Month(ends, year_end), years, provisional) if 1990 <= ends <= 2099 else None

"""A table as a file that can be understood alone and that no spreadsheet runs as a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from unicodedata import category, normalize

import pandas as pd

from cpdash.board.answer import Overview
from cpdash.board.views import Comparison, Series

_BEGINS_FORMULA = ("=", "+", "-", "@")
_PASSED_OVER = ("Cc", "Cf", "Zs", "Zl", "Zp")
"""Kinds of character that a spreadsheet passes over at the beginning of a cell: spaces, and what has no shape."""

_NUMBER = re.compile(r"[-+]?[\d,]*\.?\d+%?", re.ASCII)


def about(view: Series | Comparison | Overview) -> dict[str, str]:
    """Return the columns that say what a table is of: area, indicator (an overview names its own) and snapshot."""
    named = {} if isinstance(view, Overview) else {"Indicator": view.indicator.title}
    return {"Area": view.place.name, **named, "Snapshot": view.stamp.id}


def to_csv(frame: pd.DataFrame, about: Mapping[str, str]) -> bytes:
    """Return the table as CSV: what is shown, and the same few columns in every row that say of what.

    UTF-8 with a byte order mark, so that Excel reads pounds and ticks right; no comment lines, so that machines can
    read it. A text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    told = frame.assign(**{name: text for name, text in about.items() if name not in frame.columns})
    safe = told.map(_harmless).rename(columns=_harmless)
    # Texts in quotation marks: a spreadsheet that takes another character than the comma for the end of a cell cannot
    # then find a formula in the middle of a text.
    return safe.to_csv(index=False, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC).encode("utf-8-sig")


def _harmless(cell: object) -> object:
    """Return a cell as it is, unless it is a text that begins a formula; numbers such as -2.5 may begin with a sign."""
    if isinstance(cell, str) and _begins_formula(cell) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def _begins_formula(text: str) -> bool:
    """Return whether a spreadsheet could run a text: also after spaces, and with a sign of another width (＝ for =)."""
    first = next((one for one in text if category(one) not in _PASSED_OVER), "")
    return text.startswith(("\t", "\r", "\n")) or normalize("NFKC", first).startswith(_BEGINS_FORMULA)

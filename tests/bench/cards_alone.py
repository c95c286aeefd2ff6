"""The yardstick of the benchmark: the dashboard with cards alone, as it was before there were answers.

Run as `python -m tests.bench.cards_alone PORT with` (or `without`): the dashboard as it is, or with figure, target and
gaps only.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date

import uvicorn

from cpdash.board import answering, cards, overview
from cpdash.board.answer import Answer
from cpdash.board.answering import Ground
from cpdash.catalogue import Indicator
from cpdash.periods import Form
from cpdash.store.reader import Reader
from cpdash.store.rows import YearRow

_national_years = Reader.national_years


def newest_year(reader: Reader, month: date, near: Sequence[str]) -> list[YearRow]:
    """Return the newest national figures alone, not those of the year before."""
    return _national_years(reader, month, [])


def card_alone(one: Indicator, on: Ground, form: Form | None = None) -> Answer:
    """Return an answer that has its card and nothing else."""
    return Answer(on.place, on.stamp, on.month, cards.card(one, on.mine, on.steps, on.nation, form))


if __name__ == "__main__":
    if sys.argv[2] == "without":
        answering.POINTS = cards.TRAIL
        setattr(Reader, "national_years", newest_year)  # noqa: B010  a check of types knows no such change
        setattr(overview, "answer", card_alone)  # noqa: B010
    uvicorn.run("app:app", app_dir=".", host="127.0.0.1", port=int(sys.argv[1]), log_level="error")

"""Every error a user can meet, as one tree. Each says what to do next and carries its exit code.

    CpdashError                 1   something a user can act on
    ├── UnknownName             2   an indicator, area, form, kind or snapshot that does not exist; says the nearest
    ├── NotForOthers            2   the dashboard was to be reached by others with what is for one machine only
    ├── InputRefused            3   a file cannot be loaded; lists every fault at once
    │   └── Unrecognised        3   a file is of no kind that is known; says the nearest
    ├── Busy                    4   another load or publish holds the work database
    ├── NothingPublished        5   there is no snapshot to read yet
    ├── NotOnThisHost           5   full detail is asked for where only the public file is
    │   └── NotInPublic         5   what is asked for is not on the list of what may be public
    ├── StorageFailed           6   the disk is full or not writable; nothing was changed
    └── CatalogueFaulty         7   the catalogue does not compile; lists every fault at once

A traceback means a bug: anything that a user's file or argument can cause is one of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches


class CpdashError(Exception):
    """Something went wrong that the user can act on."""

    exit_code = 1


class UnknownName(CpdashError):
    """A name that is not known, with the nearest one that is."""

    exit_code = 2

    def __init__(self, what: str, given: str, known: Iterable[str]) -> None:
        known = list(known)
        self.what, self.given, self.near = what, given, nearest(given, known)
        hint = f" Nearest: {', '.join(self.near)}." if self.near else _choices(known)
        super().__init__(f"There is no {what} called '{given}'.{hint}")


class NotForOthers(CpdashError):
    """The dashboard was to be reached by others, with what is for whoever sits at this machine only."""

    exit_code = 2


class InputRefused(CpdashError):
    """Files that cannot be loaded. `faults` has one line for each fault; nothing was changed."""

    exit_code = 3

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("Nothing was loaded.\n" + "\n".join(self.faults))


class Busy(CpdashError):
    """Another load or publish is at work."""

    exit_code = 4


class NothingPublished(CpdashError):
    """No snapshot has been published in this data folder yet."""

    exit_code = 5


class NotOnThisHost(CpdashError):
    """Full detail of a snapshot is asked for on a machine that has its public file only."""

    exit_code = 5


class NotInPublic(NotOnThisHost):
    """Something that only full detail has is asked for as the public."""

    def __init__(self, what: str, why: str) -> None:
        self.what, self.why = what, why
        super().__init__(f"{what}: not shown in public. {why}")


class StorageFailed(CpdashError):
    """The disk refused a write. What was there before is untouched."""

    exit_code = 6


class CatalogueFaulty(CpdashError):
    """The catalogue has faults. `faults` has one line for each, with its file and key."""

    exit_code = 7

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("The catalogue has faults.\n" + "\n".join(self.faults))


FEW = 12
"""So many names are all listed where none resembles the one given."""


def _choices(known: Iterable[str]) -> str:
    names = sorted(set(known))
    return f" There are: {', '.join(names)}." if 0 < len(names) <= FEW else ""


def nearest(given: str, known: Iterable[str], *, most: int = 3) -> tuple[str, ...]:
    """Return up to `most` known names that resemble `given`, best first, whatever their case."""
    spelling = {name.casefold(): name for name in known}
    return tuple(spelling[match] for match in get_close_matches(given.casefold(), spelling, n=most, cutoff=0.5))

"""A small council with one child and one count that can be told from all others, brought in as any council's return is.

The council is a real one, so that nothing of it is open to everyone. Of its 71 children in care 3 live in children's
homes run by others, on the last day of every month: 3 of 71 is 4.2253521...%, a number that nothing else comes to.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cpdash.settings import PROJECT

COUNCIL, NAME = "E06000002", "Middlesbrough"
CHILD, UPN = "ZZ9CANARY7Q", "K806ZZ9QX4417"
IDENTIFIERS = (CHILD, UPN)

INDICATOR, ADDRESS = "external_residential_share", "CP16"
COUNT, CHILDREN = 3, 71
DECIMALS = "4.22535"
"""How the share of 3 in 71 begins wherever it is not rounded."""

SHOWN = "4.2%"
TELLS = re.compile(
    r"4\.2253|(?<![\d.])4\.2 ?%|\b3 (?:of|in) 71\b|\b3/71\b|<td>3</td>|\b3 children\b"
    r"|95\.7746|(?<![\d.])95\.8 ?%|\b68 (?:of|in) 71\b|<td>68</td>|\b68 children\b"
)
"""The share of 3 in 71, as it is and as it is shown; the counts themselves in a table; and of the other 68, who
live with foster carers, the same: they tell it too."""

YEAR = "2024-25"
DAYS = ("--year-from", "2024-04-01", "--year-to", "2025-03-31")

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN,PL_DISTANCE,"
    "PL_LOCATION"
)
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE"
ETHNICITIES = ("WBRI", "WBRI", "WBRI", "MWBC", "APKN")


@dataclass(frozen=True)
class Said:
    """What a command ended with and printed."""

    code: int
    out: str
    err: str

    @property
    def all(self) -> str:
        """Everything that it printed."""
        return self.out + self.err


def write_council(folder: Path) -> Path:
    """Write the return of the year into a folder, and return the folder.

    The child that is looked for has rows that the report speaks of: an unknown code, a day that is none, a review of
    somebody whom the header does not name.
    """
    folder.mkdir(parents=True)
    children = [CHILD, *(f"{number:06d}" for number in range(1, CHILDREN))]
    header = [
        f"{child},{'MF'[at % 2]},{1 + at % 28:02d}/06/{2009 + at % 14},{ETHNICITIES[at % 5]},{UPN if not at else ''},,"
        for at, child in enumerate(children)
    ]
    episodes = [
        f"{child},10/0{1 + at % 9}/2023,S,C2,N1,{'K2,PR4' if at < COUNT else 'U4,PR1'},,,,TS1 1AA,TS2 2BB,SC123456,3,IN"
        for at, child in enumerate(children)
    ]
    reviews = [
        f"{CHILD},01/06/2009,05/07/2024,{UPN}",
        f"{CHILD},01/06/2009,{UPN},PN1",
        f"{UPN},01/06/2009,05/07/2024,PN1",
    ]
    files = {"header": (HEADER, header), "episodes": (EPISODES, episodes), "reviews": (REVIEWS, reviews)}
    for name, (columns, rows) in files.items():
        (folder / f"{name}.csv").write_text("\n".join([columns, *rows, ""]), encoding="utf-8")
    return folder


def command(data: Path, *words: str | Path) -> Said:
    """Run a command of the program on a data folder, in a process of its own as people do."""
    line = [sys.executable, "-m", "cpdash.cli", *map(str, words)]
    told = os.environ | {"CPDASH_DATA": str(data)}
    done = subprocess.run(line, cwd=PROJECT, env=told, capture_output=True, text=True, timeout=120, check=False)
    return Said(done.returncode, done.stdout, done.stderr)


def publish_canary(data: Path) -> Sequence[Said]:
    """Write, import and publish the council in a data folder; return what the commands printed."""
    folder = write_council(data / "incoming" / COUNCIL / YEAR)
    return [command(data, "import", "ssda903", folder, "--area", NAME, *DAYS), command(data, "publish")]

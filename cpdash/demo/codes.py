"""Which code does a return of this year use? The year is that of the 31 March with which it ends."""

from __future__ import annotations

from cpdash.demo.people import Placement

REGISTERED = 2025
"""From this year supported accommodation is K3, and sex is a letter."""
SPLIT = 2026
"""From this year other placements are one of Z11 to Z14."""


def sex(letter: str, year: int) -> str:
    """Return the code of a sex (M or F)."""
    return letter if year >= REGISTERED else {"M": "1", "F": "2"}[letter]


def place(placement: Placement, year: int) -> str:
    """Return the code of a placement."""
    code = placement.code
    if code in ("H5", "P2") and year >= REGISTERED:
        return "K3"
    if code == "Z1" and year >= SPLIT:
        return f"Z1{1 + ord(placement.post[-1]) % 4}"
    return code


def urn(placement: Placement, year: int) -> str:
    """Return the number at Ofsted; supported accommodation had none before it was registered."""
    return "" if placement.code == "H5" and year < REGISTERED - 1 else placement.urn


def activity(words: str, part_time: bool, year: int) -> str:
    """Return the code for what a care leaver does, from its published name."""
    code = next((code for piece, code in _ACTIVITIES if piece in words), "0")
    if not code.isdecimal() or code == "0":
        return code
    if code in "45" and year < 2022:
        code = "3"
    return f"{'P' if part_time else 'F'}{code}"


_ACTIVITIES = (
    ("illness", "G4"), ("pregnancy", "G6"), ("owing to other reasons", "G5"),
    ("Education other than", "2"), ("Higher education", "1"), ("apprenticeship)", "5"), ("an apprenticeship", "4"),
    ("In training or employment", "5"),
)  # fmt: skip

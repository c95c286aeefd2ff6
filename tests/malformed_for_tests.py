"""Makes malformed addresses and arguments from a seed: what people mistype, and what attackers try."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from random import Random
from urllib.parse import quote_plus, unquote_plus

SQL = ("' OR 1=1 --", "'; DROP TABLE figure; --", '" UNION SELECT * FROM load --', "1); ATTACH 'x' AS y; --", "%' --")
PATHS = ("../../etc/passwd", "..\\..\\windows\\win.ini", "/proc/self/environ", "file:///etc/passwd", "....//....//x")
MARKUP = ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "{{7*7}}",
          "${jndi:ldap://x/y}", "`id`", "$(id)", "__import__('os')")  # fmt: skip
STRANGE = ("\u202e", "\u200f", "\u200b", "\ufeff", "\u2066", "\u00ad", "\u0301", "\U000e0041")
NUMBERS = ("1e999", "-inf", "NaN", "0x7fffffff", "-0", "1_000", "٣", "½", "²", "9" * 25, "-" + "8" * 40, "0" * 300)
PERCENT = ("%", "%z", "%u0041", "%C0%AF", "%ED%A0%80", "%00", "%2525", "%E2%28%A1", "%0d%0aSet-Cookie:x", "%%31", "%FF")
LOOK_ALIKE = str.maketrans("AEOCPaeocpi0123", "АЕОСРаеосріΟ１２３")
BLANK = ("", " ", "\t", "\u00a0", "\u3000", "none ", ",", "null", "undefined", "NaN", "None")


def _unicode(random: Random, _: str) -> str:
    planes = (0xD7FF, 0xD7FF, 0x2FFF, 0x10FFFF)
    found = (random.randint(1, random.choice(planes)) for _ in range(random.randint(1, 24)))
    return "".join(chr(one) for one in found if not 0xD800 <= one <= 0xDFFF)


def _control(random: Random, right: str) -> str:
    at = random.randint(0, len(right))
    return right[:at] + "".join(chr(random.choice((*range(1, 32), 127, 133))) for _ in range(3)) + right[at:] + "\x07x"


def _nearly(random: Random, right: str) -> str:
    at = random.randrange(len(right)) if right else 0
    return random.choice((
        right[:at] + right[at + 1 :], right[:at] + random.choice("0O1lIz-_ ") + right[at:], right[::-1], right * 2,
        right + random.choice("0123456789x.,;"), right.translate(LOOK_ALIKE), right[: at + 1] + right[at:],
    ))  # fmt: skip


KINDS: Mapping[str, Callable[[Random, str], str]] = {
    "random unicode": _unicode,
    "control characters": _control,
    "SQL": lambda random, right: random.choice(("", right)) + random.choice(SQL) + random.choice(("", "x", "1")),
    "path traversal": lambda random, right: "../" * random.randint(0, 8) + random.choice((*PATHS, right + "/..")),
    "huge or odd number": lambda random, _: random.choice(("", "-", "+")) + random.choice(NUMBERS),
    "NUL": lambda random, right: random.choice((right + "\0", "\0" + right, right + "\0.csv", "\0" * 9)),
    "writing direction": lambda random, right: random.choice(STRANGE).join(("", right[: random.randint(0, 4)], right)),
    "markup": lambda random, right: random.choice(("", right)) + random.choice(MARKUP),
    "blank": lambda random, _: random.choice(BLANK),
    "very long": lambda random, right: (right + chr(random.randint(33, 0x2FFF))) * random.randint(40, 160),
    "nearly right": _nearly,
}
"""Ways to make a malformed value; each is given a right one."""

WEIGHTS = tuple(1 if kind == "very long" else 12 if kind == "nearly right" else 6 for kind in KINDS)


@dataclass(frozen=True)
class Filter:
    """A filter of a page: values that the address may have for it, and whether a text is one of them."""

    name: str
    right: Sequence[str]
    is_right: Callable[[str], bool]


def one_of(name: str, values: Collection[str]) -> Filter:
    """Return a filter that takes one of some values as they are written."""
    return Filter(name, [*values], values.__contains__)


def named(name: str, values: Collection[str]) -> Filter:
    """Return a filter that takes one of some names, whatever their case and the spaces round them."""
    known = {one.casefold() for one in values}
    return Filter(name, [*values], lambda text: text.strip().casefold() in known)


def several(name: str, values: Collection[str]) -> Filter:
    """Return a filter that takes several of some values with commas, or none of them."""
    return Filter(name, [",".join(values)], lambda text: text == "none" or set(text.split(",")) <= set(values))


def months(values: Collection[str]) -> Filter:
    """Return a filter that takes one of some months as YYYY-MM, in any script's digits."""

    def is_right(text: str) -> bool:
        found = re.fullmatch(r"(\d{4})-(\d{2})", text.strip())
        return found is not None and f"{int(found[1]):04d}-{int(found[2]):02d}" in values

    return Filter("month", [*values], is_right)


@dataclass(frozen=True)
class Address:
    """A page and the query of an address: what is wrong in it by filter, and of which kinds."""

    page: str
    query: str
    wrong: Mapping[str, str]
    kinds: tuple[str, ...]


def wrong_value(random: Random, of: Filter, *, allowed: Callable[[str], bool] = lambda text: True) -> tuple[str, str]:
    """Return a value that is not right for a filter, and its kind."""
    while True:
        [kind] = random.choices([*KINDS], WEIGHTS)
        text = KINDS[kind](random, random.choice(of.right))
        if not of.is_right(text) and allowed(text):
            return text, kind


def addresses(
    seed: int, pages: Mapping[str, Sequence[Filter]], weights: Sequence[int] | None = None
) -> Iterator[Address]:
    """Yield malformed addresses without end: one to three filters of a page wrong, or of other pages, or torn.

    What a page names several times is wrong there more often; `weights` are those of the pages.
    """
    random = Random(seed)
    others = list({one.name: one for some in pages.values() for one in some}.values())
    while True:
        [page] = random.choices([*pages], weights)
        drawn = random.choices(pages[page], k=random.choice((1, 1, 1, 2, 3)))
        if random.random() < 0.02:
            drawn.append(random.choice(others))
        parts = [_part(random, one) for one in {one.name: one for one in drawn}.values()]
        torn = [_torn(random)] if random.random() < 0.1 else []
        query = "&".join([*torn, *(text for _, text, _, _ in parts)])
        kinds = ["torn or unknown key" for _ in torn] + [kind for _, _, _, kind in parts]
        yield Address(page, query, {name: value for name, _, value, _ in parts}, tuple(kinds))


def _part(random: Random, of: Filter) -> tuple[str, str, str, str]:
    """Return the name of a filter, a wrong value as an address has it, that value, and its kind."""
    how = random.random()
    if how < 0.1:
        raw = random.choice(("", random.choice(of.right))) + random.choice(PERCENT) * random.randint(1, 3)
        return of.name, f"{of.name}={raw}", unquote_plus(raw), "percent-encoding"
    value, kind = wrong_value(random, of)
    written = f"{of.name}={quote_plus(value)}"
    if how < 0.2:
        return of.name, f"{of.name}={quote_plus(random.choice(of.right))}&{written}", value, "repeated key"
    if how < 0.25:
        return of.name, f"%{ord(of.name[0]):02x}{of.name[1:]}={quote_plus(value)}", value, kind
    return of.name, written, value, kind


def _torn(random: Random) -> str:
    text = quote_plus(_unicode(random, ""))
    return random.choice((
        "&&&", "=", "==&=", f"={text}", f"x{text}={text}", "council[]=E06000004", "Council=E06000004", "+council=x",
        "council%00=E06000004", "embed=true", "embed_options=dark_theme", "safe_to_share=0", "role=service",
        "viewer=steward&scope=service", "__proto__=1", "snapshot=../../x", "a=1;b=2", "&".join(["x=1"] * 40),
    ))  # fmt: skip


BEGINS, ENDS = "<p class='notice' role='alert'>", " Below is the usual view.</p>"
SAID = re.compile(
    r"There is no \w+ called |('[\d-]*')? is not a month: expected YYYY-MM, such as 2025-03"
    r"| cannot be chosen here\. Choose from: |\. Nearest: |\. There are: "
)
"""What notices say besides names."""


@cache
def _figures(said: str, words: frozenset[str]) -> tuple[str, ...]:
    left = re.split(r", |\. |\.$", SAID.sub("", said))
    return tuple(part for part in left if re.search(r"\d", part) and part.strip() not in words)


def figures_in(notice: str, given: Collection[str], words: frozenset[str]) -> tuple[str, ...]:
    """Return what of a notice has a digit in it and is neither what was given nor a known word."""
    said = unescape(notice.removeprefix(BEGINS).removesuffix(ENDS))
    for one in sorted(given, key=len, reverse=True):
        said = said.replace(f"'{one}'", "", 1)
    return _figures(said, words)

"""Finds indicators by the words that people use: codes, titles and what they call it, whole, begun or misspelt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from math import log

from cpdash.catalogue.loader import Catalogue
from cpdash.catalogue.models import Indicator

LONGEST = 12
"""Words of a text that are looked at: no measure is asked for in more, and a page pasted by mistake takes no longer."""

SILENT = frozenset({
    "a", "an", "and", "are", "at", "be", "been", "by", "do", "for", "from", "have", "how", "in", "is", "it", "many",
    "much", "of", "on", "or", "our", "that", "the", "their", "they", "to", "we", "what", "who", "with",
})  # fmt: skip
"""Words that tell no measure from another: they count in a whole phrase only."""

CODE, PHRASE, ALL = 6.0, 4.0, 2.0
"""What a code, a whole phrase and all words of a text are worth; how well they fit adds up to 1."""


@dataclass(frozen=True)
class _Phrase:
    """A code, a title or what people call an indicator: as it is said, and the words of it that tell something."""

    said: str
    telling: frozenset[str]


@dataclass(frozen=True)
class _Index:
    """What every indicator is called; `places` has, for each word of it all, which of them say it."""

    codes: tuple[frozenset[str], ...]
    phrases: tuple[tuple[_Phrase, ...], ...]
    places: Mapping[str, frozenset[int]]

    def read(self, text: str) -> list[str]:
        """Return the words of a text as the catalogue spells them; "NI 62" is one where NI62 is."""
        read: list[str] = []
        for word in _words(text)[:LONGEST]:
            if read and word.isdigit() and read[-1] + word in self.places:
                read[-1] += word
            else:
                read.append(self.spelt(word))
        return read

    def spelt(self, word: str) -> str:
        """Return a word as it is where one is known that begins so, else the nearest if one is near."""
        if len(word) < 4 or not word.isalpha() or word in SILENT or self.begun(word):
            return word  # a number or a code is never taken for another
        # Comparing is slow: only with words of nearly the same letters, as those with a slip of the finger have.
        letters, size = set(word), len(word)
        of_size = (known for known in self.places if abs(len(known) - size) <= 2)
        alike = [known for known in of_size if len(letters.symmetric_difference(known)) <= 3]
        return next(iter(get_close_matches(word, alike, n=1, cutoff=0.75)), word)

    def begun(self, word: str) -> list[str]:
        """Return the words that begin with one; of a number only itself."""
        if not word.isalpha():
            return [word] if word in self.places else []
        return [known for known in self.places if known.startswith(word)]

    def sayers(self, word: str) -> dict[int, float]:
        """Return the places of the indicators that say a word, with 1, or less where it only begins one of theirs."""
        begun = {place: 0.8 for known in self.begun(word) for place in self.places[known]}
        return begun | dict.fromkeys(self.places.get(word, ()), 1.0)


def find(catalogue: Catalogue, text: str, most: int = 8) -> list[Indicator]:
    """Return up to `most` indicators that a text means, best first; none where it says nothing that they say."""
    listed = list(catalogue.indicators.values())
    index = _index(tuple((one.codes, (*one.words, one.short, one.title, one.id)) for one in listed))
    scores = _scores(index, index.read(text))
    best = sorted(scores, key=lambda place: (-scores[place], place))
    return [listed[place] for place in best[: max(most, 0)]]


def _words(text: str) -> list[str]:
    """Return the words of a text without case, punctuation and the s of a plural; "10,000" and "children's" are one."""
    joined = re.sub(r"['’]|(?<=\d),(?=\d)", "", text.casefold())
    return [_singular(word) for word in re.findall(r"[^\W_]+", joined)]


def _singular(word: str) -> str:
    if len(word) <= 3 or not word.endswith("s") or word.endswith("ss"):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]


@lru_cache(maxsize=4)
def _index(called: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]) -> _Index:
    """Return the index of what indicators are called: the codes and the phrases of each."""
    texts = [[_words(text) for text in (*codes, *phrases)] for codes, phrases in called]
    places: dict[str, set[int]] = {}
    for place, phrases in enumerate(texts):
        for word in (word for words in phrases for word in words):
            places.setdefault(word, set()).add(place)
    return _Index(
        tuple(frozenset(map(str.casefold, codes)) for codes, _ in called),
        tuple(tuple(_Phrase(f" {' '.join(one)} ", frozenset(one) - SILENT) for one in phrases) for phrases in texts),
        {word: frozenset(places[word]) for word in sorted(places)},
    )


def _scores(index: _Index, asked: list[str]) -> dict[int, float]:
    """Return what each indicator that a text may mean is worth, by its place."""
    telling = [word for word in asked if word not in SILENT] or asked
    # What nobody says, such as "please", tells nothing.
    said = [found for found in map(index.sayers, telling) if found]
    shares = _shares(said, len(index.phrases))
    least = max(shares.values(), default=0) / 3  # "home" alone of "far from home" is not meant
    known = frozenset(known for word in telling for known in ([word] if word in index.places else index.begun(word)))
    scores: dict[int, float] = {}
    for place, share in shares.items():
        whole = _whole(index, place, asked)
        if whole or share >= least:
            fit = max(len(known & one.telling) / len(known | one.telling) for one in index.phrases[place])
            scores[place] = whole or (ALL if all(place in found for found in said) else 0) + 0.7 * share + 0.3 * fit
    return scores


def _shares(said: list[dict[int, float]], number: int) -> dict[int, float]:
    """Return how much of what is said each place says, up to 1: a word that few of so many say tells the most."""
    weights = [log(1 + number / len(found)) for found in said]
    return {
        place: sum(weight * found.get(place, 0) for weight, found in zip(weights, said, strict=True)) / sum(weights)
        for place in frozenset[int]().union(*said)
    }


def _whole(index: _Index, place: int, asked: list[str]) -> float:
    """Return what a place is worth for a code or a whole phrase of it; 0 where it says neither."""
    if not index.codes[place].isdisjoint(asked):
        return CODE
    said = f" {' '.join(asked)}{' ' if asked[-1].isdigit() else ''}"  # the last word may be only begun, a number not
    covered = [len(said) / len(one.said) for one in index.phrases[place] if said in one.said]
    return PHRASE + max(covered) if covered else 0
